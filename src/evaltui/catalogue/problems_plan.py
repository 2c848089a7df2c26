"""Problem sentences: 规划文件、插件代码、算例."""

from __future__ import annotations

from evaltui.catalogue.sentence import Sentence

SENTENCES: dict[str, Sentence] = {
    # The file as a whole.
    "plan_file_missing": Sentence("must_fix", "没有这个文件。", "规划文件夹里必须有 plan.toml。"),
    "plan_file_unreadable": Sentence("must_fix", "文件读不出来：{why}。", "请检查文件和文件夹的权限。"),
    "plan_file_too_big": Sentence("must_fix", "文件超过{limit}KB，不予读取。", "请确认放的是规划文件。"),
    "plan_not_utf8": Sentence("must_fix", "文件不是UTF-8编码。", "请在编辑器里另存为UTF-8（不带BOM）。"),
    "plan_bom": Sentence("hint", "文件开头有BOM标记，已略过。", "建议另存为UTF-8（不带BOM）。"),
    "plan_syntax": Sentence("must_fix", "不符合TOML语法：{what}。", "改正这一处后再检查其余内容。"),
    "plan_too_deep": Sentence("must_fix", "嵌套层数过多，不予读取。", "规划文件用不到这么多层，请确认内容。"),
    "plan_more_problems": Sentence("must_fix", "另有{count}处问题没有逐条列出。", "先改正以上各处，再检查一次。"),
    "plan_api_newer": Sentence(
        "must_fix",
        "这个规划需要插件约定第{found}版，当前程序只支持到第{known}版。",
        "请升级程序；升级前不读取其余内容。",
    ),
    # One key.
    "plan_unknown_key": Sentence("must_fix", "没有“{found}”这个键。", "{near}可用的键：{allowed}。"),
    "plan_misspelt_key": Sentence(
        "must_fix", "“{found}”很像“{known}”的误写。", "请改为“{known}”；确是另一个键的，请换一个不易混淆的名字。"
    ),
    "plan_missing_key": Sentence("must_fix", "缺少必填的“{key}”（{about}）。", "应为{allowed}。"),
    "plan_wrong_type": Sentence("must_fix", "此处是{found}，应为{allowed}。"),
    "plan_not_a_choice": Sentence("must_fix", "此处是{found}，不在允许的范围内。", "{near}可用：{allowed}。"),
    "plan_out_of_range": Sentence("must_fix", "此处是{found}，超出范围。", "应为{allowed}。"),
    "plan_bad_id": Sentence(
        "must_fix", "{found}不能作编号。", "编号只能用1—64个小写英文字母、数字、下划线；中文写在名称里。"
    ),
    "plan_blank_text": Sentence("must_fix", "此处不能为空。", "请填写（{about}）。"),
    "plan_control_character": Sentence(
        "must_fix", "文字里有看不见的控制字符：{found}。", "请删去；换行只能用在可以分行的地方。"
    ),
    "plan_blank_edge": Sentence("must_fix", "{found}首尾有空格。", "请删去首尾的空格。"),
    "plan_bad_number": Sentence("must_fix", "{found}不是可用的数字。", "应为{allowed}。"),
    "plan_bad_target": Sentence("must_fix", "{found}不是可用的目标。", "应为{allowed}。"),
    "plan_bad_foreign": Sentence("must_fix", "{found}不是“规划编号:编号”的写法。", "如“safety_plan:work_accidents”。"),
    "plan_repeated_item": Sentence("must_fix", "列表里{found}重复了。", "请只留一个。"),
    "plan_option_too_deep": Sentence("must_fix", "“{found}”嵌套层数过多。", "请少用几层。"),
    # Keys against each other.
    "plan_duplicate": Sentence("must_fix", "{found}与第{line}行重复。", "同一类里的每一个都要不同。"),
    "plan_no_such": Sentence("must_fix", "没有编号为{found}的{what}。", "{near}请改正编号，或补上这一项。"),
    "plan_period_order": Sentence(
        "must_fix",
        "规划期不成立：基期{base}年，{first}—{last}年。",
        "基期要早于第一年，第一年不晚于最后一年，最长{most}年。",
    ),
    "plan_year_outside": Sentence("must_fix", "{year}年不在允许的年份里。", "应在{first}—{last}年之间。"),
    "plan_forecast_not_after": Sentence(
        "must_fix", "预测年份{year}不晚于实际数所到的{through}年。", "预测年份要在实际数之后。"
    ),
    "plan_too_many_rows": Sentence("must_fix", "这一类超过{most}项，其后的没有读取。", "请确认放的是规划文件。"),
    "plan_rule_unknown": Sentence(
        "must_fix", "没有“{found}”这条评价规则。", "{near}可用：{allowed}；自定的规则由 plugin.py 提供。"
    ),
    "plan_rule_comparator": Sentence("must_fix", "规则“{rule}”不能用“{found}”作目标的比较符号。", "可用：{allowed}。"),
    "plan_target_text_blank": Sentence("must_fix", "有目标，但没有写照印的目标文字。", "请填写 target_text。"),
    "plan_target_outside_bounds": Sentence(
        "hint", "目标{target}不在基础数据“{measure}”的取值范围{bounds}之内。", "请核对目标或 bounds。"
    ),
    "plan_bounds_order": Sentence("must_fix", "取值范围的下限{low}大于上限{high}。", "请对调或改正。"),
    "plan_ratio_of_ratio": Sentence(
        "must_fix", "“{found}”本身也是比值，不能再作分子或分母。", "请直接写填报的基础数据。"
    ),
    "plan_refers_to_itself": Sentence("must_fix", "“{found}”指到了自己。", "请改为另一项。"),
    "plan_parts_circle": Sentence("must_fix", "“{found}”的组成部分绕一圈又包含了它自己。", "请检查 parts。"),
    "plan_form_needs_table": Sentence(
        "must_fix", "指标类的表没有写明用哪一张指标表。", '请加上 table = "指标表编号"。'
    ),
    "plan_word_needs_counts_as": Sentence(
        "must_fix",
        "“{found}”不是核心等次，只写文字不知道归入哪一等。",
        '写成 {found} = {{ word = "……", counts_as = "on_track" }}；核心等次：{allowed}。',
    ),
    "plan_word_counts_as_itself": Sentence(
        "must_fix", "核心等次“{found}”只能归入它自己。", '请改为 counts_as = "{found}"，或换一个名字。'
    ),
    "plan_same_word": Sentence("must_fix", "等次用词“{word}”与“{other}”相同，导入时分不清。", "请换一个词。"),
    # Hints about a plan that is otherwise good.
    "plan_folder_name": Sentence("hint", "文件夹叫“{folder}”，规划编号是“{id}”。", "两者一致更便于查找。"),
    "plan_unit_unknown": Sentence(
        "hint", "没有名为“{found}”的单位。", "请在工作区的单位里补上名称或别名，否则没有人填报。"
    ),
    "plan_nobody_answers": Sentence("hint", "指标“{name}”没有单位负责填报。", "请给基础数据“{measure}”写上 units。"),
    "plan_measure_unused": Sentence("hint", "基础数据“{found}”没有被任何指标用到。", "确实只作校核用的可以不管。"),
    "plan_table_empty": Sentence("hint", "指标表“{found}”里没有指标。", "请补上，或删去这张表。"),
    "plan_table_no_form": Sentence(
        "hint", "指标表“{found}”没有对应的表可以导出。", '请用 [[forms]] 写一张 kind = "indicators" 的表。'
    ),
    "plan_form_kind_unknown": Sentence(
        "must_fix", "没有“{found}”这种表。", "{near}可用：{allowed}；自定的类型由 plugin.py 提供。"
    ),
    "plan_form_kind_later": Sentence(
        "hint",
        "“{found}”是规定的表，这个版本还不能导出。",
        "规划不用改，升级程序后即可导出。现在可用：{allowed}。",
    ),
    "plan_no_cases": Sentence("hint", "没有算例。", "建议写 cases.toml：给出数字和应得的评价，检查时自动核对。"),
    # Plans against each other.
    "plan_clash": Sentence(
        "must_fix",
        "基础数据“{measure}”的{key}是{mine}，而规划“{other}”（{where}）写的是{theirs}。",
        "同一编号的基础数据各规划要写得一样；确是两回事的请换一个编号。",
    ),
    "plan_same_id_twice": Sentence(
        "must_fix", "规划编号“{id}”有两个文件夹：{first} 和 {second}。", "两个都不采用；请移走一个，或改一个编号。"
    ),
    "plan_shadowed": Sentence(
        "hint", "被遮蔽：采用的是 {used}，这里的 {folder} 不起作用。", "要用这一个，请移走前者。"
    ),
    "plan_refused": Sentence("must_fix", "规划“{id}”不能用。", "用“evaltui plan check {folder}”查看全部问题。"),
    "plan_unknown": Sentence("must_fix", "没有规划“{id}”。", "{near}可用：{allowed}。"),
    # Where plans are looked for.
    "plan_place_missing": Sentence("must_fix", "{what}指的文件夹不存在。", "请改正路径。"),
    "plan_place_unreadable": Sentence("must_fix", "文件夹读不出来：{why}。", "请检查权限。"),
    "plan_entry_point_broken": Sentence(
        "must_fix",
        "已安装的软件包“{package}”登记的规划“{name}”找不到文件夹（{value}）。",
        "请重新安装或卸载这个软件包。",
    ),
    # plugin.py.
    "plan_code_failed": Sentence(
        "must_fix",
        "插件代码出错（{stage}）：{what}。",
        "规划的数据仍可查看和导出，评价改用核心规则；改好 plugin.py 后重新启动。",
    ),
    "plan_code_unsafe": Sentence(
        "must_fix", "插件代码没有运行：{file}{why}。", "请由管理员收紧权限（chmod go-w，属主改为管理员）后重新启动。"
    ),
    "plan_code_outside": Sentence(
        "must_fix", "插件代码没有运行：{file}指到了规划文件夹之外。", "请把文件本身放进规划文件夹。"
    ),
    "plan_code_not_run": Sentence("hint", "按要求没有运行插件代码，由它提供的规则、校核和表暂缺。"),
    "plan_code_changed": Sentence("hint", "插件代码已改动，当前运行的还是旧的。", "重新启动后生效。"),
    "plan_code_hook": Sentence(
        "must_fix", "插件代码出错：{what}。", "规划的数据仍可查看和导出；改好 plugin.py 后重新启动。"
    ),
    "plan_hook_unknown": Sentence("must_fix", "没有名为“{found}”的钩子。", "{near}可用：{allowed}。"),
    "plan_hook_unmarked": Sentence(
        "must_fix", "函数“{found}”没有标记为钩子，不会被调用。", "请在它上面加一行 @hookimpl。"
    ),
    "plan_hook_argument": Sentence(
        "must_fix", "钩子“{hook}”没有名为“{found}”的参数。", "可用的参数：{allowed}；可以少写。"
    ),
    "plan_code_answer": Sentence(
        "must_fix", "插件代码出错：{hook}应返回{allowed}，实际返回{found}。", "请按 evaltui.plan.hooks 里的说明改正。"
    ),
    "plan_code_schema": Sentence(
        "must_fix",
        "插件代码出错：evaltui_schema 返回的规划有{count}处问题，第一处：{first}",
        "现按 plan.toml 本身使用。",
    ),
    # cases.toml.
    "case_inputs_mixed": Sentence(
        "must_fix", "既写了 figures，又写了{found}。", "比值指标只写 figures，其他指标只写 base、actual、forecast。"
    ),
    "case_no_figures": Sentence("must_fix", "算例没有任何数字。", "请写 base、actual、forecast，或 figures。"),
    "case_bad_value": Sentence("must_fix", "{found}既不是数字，也不是可用的状态。", "可用的状态：{allowed}。"),
    "case_bad_required": Sentence(
        "must_fix", "{found}不是可用的达标所需值。", "写成“< 102”这样的比较符号加数字，或 secured、impossible、none。"
    ),
}

SYNTAX: dict[str, str] = {
    "Invalid statement": "这里应当是“键 = 值”或“[表]”",
    "Expected newline or end of document after a statement": "一行写完后应当换行；检查引号和多余的字符",
    "Expected '=' after a key in a key/value pair": "键的后面缺少等号",
    "Invalid initial character for a key part": "键只能用英文字母、数字、下划线和连字符；其他字符要加英文引号",
    "Expected ']' at the end of a table declaration": "表名的后面缺少“]”",
    "Expected ']]' at the end of an array declaration": "表名的后面缺少“]]”",
    "Unclosed array": "列表没有用“]”结束，或两项之间缺少逗号",
    "Unclosed inline table": "“{”没有用“}”结束，或两项之间缺少逗号",
    "Unterminated string": "文字没有用引号结束",
    "Unescaped '\\' in a string": "反斜线要写两个，或改用单引号",
    "Invalid hex value": "转义字符的编码不对",
    "Escaped character is not a Unicode scalar value": "转义字符的编码不对",
    "Invalid date or datetime": "没有这个日期",
    "Invalid value": "这个值看不懂；文字要加英文引号，日期写成 2025-06-16",
    "Cannot overwrite a value": "这个键前面已经写过",
    "Cannot declare": "这张表前面已经写过",
    "Cannot redefine": "这张表前面已经写过",
    "Cannot mutate": "前面已经写完的表不能再添加",
    "Duplicate inline table key": "同一个键写了两次",
    "Found invalid character": "有不允许的控制字符",
    "Illegal character": "文字里有不允许的字符；分行的文字用三个引号",
    "Expected": "缺少应有的符号",
}
"""What tomllib says (the beginning of it), in words for a plan author. The first that fits counts."""
