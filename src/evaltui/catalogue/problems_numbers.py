"""Problem sentences: 填报数字、日期、评价用词; and the short notes on what was normalised.

Facts every number sentence may use: `typed` (as typed, shortened), `unit` ("起", "%"), `line` (what the line wants, e.g.
数字（单位：起）), `offer` (a whole sentence naming the proposed number, or ""), `absent` (what to type where there is no
number), `parts` (how a share is typed with its parts, or "").
"""

from __future__ import annotations

from evaltui.catalogue.sentence import Sentence

SENTENCES: dict[str, Sentence] = {
    # What was typed is not one exact number
    "number_text": Sentence(
        "must_fix",
        "“{typed}”不是可以计算的数字。",
        "{offer}请填{line}；没有数字时请填{absent}。",
    ),
    "number_long": Sentence(
        "must_fix",
        "这里填的是一段文字（{length}个字符），不是数字。",
        "请在本格填{line}，文字请填到说明或报告里。",
    ),
    "number_done": Sentence(
        "must_fix",
        "“{typed}”说的是完成情况，没有给出数字。",
        "{offer}请填实际的{line}。",
    ),
    "number_promise": Sentence(
        "must_fix",
        "“{typed}”是对完成规划目标的判断，不是预测值。",
        "请填预测的{line}；确实不作预测的，请在“预计能否完成”中选能、有难度或不能。",
    ),
    "number_approx": Sentence(
        "must_fix",
        "“{typed}”是约数。",
        "{offer}请填准确的{line}。",
    ),
    "number_lower_bound": Sentence(
        "must_fix",
        "“{typed}”只说了不少于多少，不能用来计算。",
        "请填准确的{line}。",
    ),
    "number_condition": Sentence(
        "must_fix",
        "本格应填实际值，读到的是条件“{typed}”。",
        "请填实际达到的{line}，不要抄写目标值。",
    ),
    "number_limit": Sentence(
        "must_fix",
        "“{typed}”是时限，不是实际用时。",
        "请填实际用时（单位：{unit}）；一年有多次的填最长的一次，没有发生的填“未发生”。",
    ),
    "number_range": Sentence(
        "must_fix",
        "“{typed}”是一个范围，不能取中间数代替。",
        "请填准确的{line}。",
    ),
    "number_two_values": Sentence(
        "must_fix",
        "一格里有多个数：{values}。",
        "{offer}请只保留本格要填的那一个数。",
    ),
    "number_spaced": Sentence(
        "must_fix",
        "“{typed}”的数字中间有空格，可能是两个数，也可能是一个数被拆开。",
        "{offer}请去掉空格，或只保留一个数。",
    ),
    "number_comma": Sentence(
        "must_fix",
        "“{typed}”中的逗号看不出是小数点、千分位还是两个数。",
        "{offer}小数点请用“.”，千分位可以不写。",
    ),
    "number_separator": Sentence(
        "must_fix",
        "“{typed}”中的小数点不规范。",
        "{offer}小数点请用“.”，并且只有一个。",
    ),
    "number_fraction": Sentence(
        "must_fix",
        "“{typed}”可能是分数、比值，也可能是日期。",
        "{offer}请填计算好的{line}{parts}。",
    ),
    "number_fraction_differs": Sentence(
        "must_fix",
        "“{typed}”前后不符：按分子分母算是{computed}%，写的是{stated}%。",
        "{offer}请核对分子、分母和比率。",
    ),
    "number_date": Sentence(
        "must_fix",
        "“{typed}”像是日期，本格应填数字。",
        "请填{line}；如果表格软件把2.10一类数字改成了日期，请改填原来的数字。",
    ),
    "number_letters": Sentence(
        "must_fix",
        "“{typed}”里有字母，可能是把字母O、l当成了数字0、1。",
        "{offer}请改成数字。",
    ),
    "number_chinese": Sentence(
        "must_fix",
        "中文数字“{typed}”有不止一种读法。",
        "{offer}请改用阿拉伯数字。",
    ),
    "number_formula": Sentence(
        "must_fix",
        "“{typed}”是公式，本格不作计算。",
        "请填算好的结果。",
    ),
    "number_excel_error": Sentence(
        "must_fix",
        "“{typed}”是表格软件的出错提示，不是数字。",
        "请在原来的表格里改正后，重新填写{line}。",
    ),
    "number_reference": Sentence(
        "must_fix",
        "“{typed}”指向别处，本格没有数字。",
        "请把数字直接填在本格。",
    ),
    "number_other_year": Sentence(
        "must_fix",
        "“{typed}”写的是{other}年，本格是{year}年。",
        "{offer}请确认年份后只填数字，不写年份。",
    ),
    "number_part_year": Sentence(
        "must_fix",
        "“{typed}”不是全年的数。",
        "请填全年的{line}；年内的累计数请填在“本年累计”里。",
    ),
    "number_running_total": Sentence(
        "must_fix",
        "“{typed}”是累计数，本格填的是当年的数。",
        "{offer}请填当年的{line}，累计由系统计算。",
    ),
    "number_estimate": Sentence(
        "must_fix",
        "本格应填实际值，“{typed}”是预计数。",
        "{offer}请填实际的{line}；初步统计的数请写成“96（快报）”的样子。",
    ),
    # Zero, nothing, states of a year
    "number_zero": Sentence(
        "must_fix",
        "填的是0：确为0，还是没有统计？",
        "确为0请填{zero}，没有统计请填“暂缺：原因”。",
    ),
    "number_missing": Sentence(
        "must_fix",
        "“{typed}”表示没有数，本格待补充，不按0计算。",
        "请填{line}；{zero_hint}暂时没有请填“暂缺：原因”。",
    ),
    "number_reason": Sentence(
        "must_fix",
        "“{typed}”没有写明原因。",
        "请写成“{state}：原因”。",
    ),
    "number_not_occurred": Sentence(
        "must_fix",
        "这项指标每年都有数，“{typed}”不适合它。",
        "请填{line}；不作统计的年份请填“不适用：原因”。",
    ),
    "number_no_system": Sentence(
        "must_fix",
        "“基期无此制度”只能用在基期年份。",
        "请填{line}；当年没有开展的请填“不适用：原因”。",
    ),
    # Units and readings
    "number_wrong_unit": Sentence(
        "must_fix",
        "“{typed}”的单位不是{unit}，{converted}。",
        "{offer}请按{unit}填写。",
    ),
    "number_percent_points": Sentence(
        "must_fix",
        "“{typed}”是百分点，不是百分比。",
        "请填{line}：从5%到4%是下降1个百分点，也就是下降20%。",
    ),
    "number_percent_in_count": Sentence(
        "must_fix",
        "本行应填{line}，“{typed}”是百分比。",
        "请填当年的实际数；有降幅一行的，降幅填到那一行。",
    ),
    "number_change_in_raw": Sentence(
        "must_fix",
        "本行应填当年的数，“{typed}”说的是升降。",
        "{offer}请填{line}；有降幅一行的，升降幅度填到那一行。",
    ),
    "number_same_in_raw": Sentence(
        "must_fix",
        "“{typed}”没有给出当年的数。",
        "{offer}请填当年的{line}。",
    ),
    "number_count_in_fall": Sentence(
        "must_fix",
        "降幅行应填百分比，“{typed}”带着单位“{found}”。",
        "{offer}当年的数请填到原始值那一行，降幅会自动算出。",
    ),
    "number_level_in_fall": Sentence(
        "must_fix",
        "“{typed}”说的是降到或升到多少，不是降幅。",
        "请填下降的百分比；当年的数请填到原始值那一行。",
    ),
    "number_sign": Sentence(
        "must_fix",
        "降幅行填的是“{typed}”：是下降{amount}%，还是上升{amount}%？{computed}",
        "下降{amount}%请填{amount}，上升{amount}%请填“上升{amount}%”。",
    ),
    "number_both_ways": Sentence(
        "must_fix",
        "“{typed}”既说上升又说下降。",
        "下降请直接填数字，上升请写成“上升”加数字。",
    ),
    "number_base_zero": Sentence(
        "must_fix",
        "{basis}为0，不计算百分比，“{typed}”无法采用。",
        "请把当年的数填到原始值那一行。",
    ),
    "number_other_reading": Sentence(
        "must_fix",
        "“{typed}”是{found}，本行填的是{wanted}。",
        "{offer}请改填{wanted}，或换到{found_line}一行（F4）再填；同比只有各年都齐才能推算较基期的降幅。",
    ),
    "number_month_on_month": Sentence(
        "must_fix",
        "“{typed}”是环比，不能用来评价。",
        "请填{line}。",
    ),
    # Size
    "number_share_or_percent": Sentence(
        "must_fix",
        "填报值{typed}，是{hundred}%还是{typed}%？",
        "是{hundred}%请填{hundred}，确为{typed}%请带上百分号填“{typed}%”。",
    ),
    "number_over_100": Sentence(
        "must_fix",
        "填报值{typed}，这项指标不能超过100%。",
        "请核对；分子分母确实如此的，请写成“83/82=101.2%”的样子并在备注说明。",
    ),
    "number_fall_over_100": Sentence(
        "must_fix",
        "降幅不能超过100%，读到的是“{typed}”。",
        "请核对；上升请写成“上升”加数字。",
    ),
    "number_negative": Sentence(
        "must_fix",
        "这项数据不能是负数，读到的是“{typed}”。",
        "{offer}请核对正负号；有降幅一行的，降幅填到那一行。",
    ),
    "number_out_of_bounds": Sentence(
        "must_fix",
        "“{typed}”超出了可能的范围（{bounds}）。",
        "请核对数字和单位（{unit}）。",
    ),
    "number_not_whole": Sentence(
        "must_fix",
        "人数、起数应为整数，读到的是“{typed}”。",
        "请填整数。",
    ),
    "number_decimals": Sentence(
        "must_fix",
        "“{typed}”的小数超过6位。",
        "{offer}请保留到6位以内，保留几位以统计资料为准。",
    ),
    "number_too_large": Sentence(
        "must_fix",
        "“{typed}”太大，最多填11位整数。",
        "请核对数字和单位{unit_in_brackets}。",
    ),
    # Doubtful, but kept
    "number_far_off": Sentence(
        "hint",
        "填报值{value}与{reference}（{known}）相差5倍以上，已按所填保存。",
        "请核对小数点和单位；属实的不用改。",
    ),
    "number_half_year": Sentence(
        "hint",
        "预测值{value}不到上年（{known}）的六成，已按所填保存：是否误填了上半年实际值？",
        "请核对；属实的不用改。",
    ),
    "number_is_year": Sentence(
        "hint",
        "填报值{value}与年份相同，已按所填保存：是否误填了年份？",
        "请核对；属实的不用改。",
    ),
    # Words of the rating
    "rating_word": Sentence(
        "must_fix",
        "综合进度评价“{typed}”不是规定用词。",
        "{offer}请从{words}中选一个。",
    ),
    # Dates
    "date_text": Sentence(
        "must_fix",
        "“{typed}”不是日期。",
        "请写成2025-06-16或2025年6月16日。",
    ),
    "date_order": Sentence(
        "must_fix",
        "“{typed}”看不出年、月、日的顺序。",
        "{offer}请写成2025-06-16的样子。",
    ),
    "date_impossible": Sentence(
        "must_fix",
        "日期不存在：“{typed}”。",
        "请核对月份和日数。",
    ),
    "date_year": Sentence(
        "must_fix",
        "“{typed}”的年份不完整或不合理。",
        "{offer}请写四位年份，如2025-06-16。",
    ),
    "date_no_year": Sentence(
        "must_fix",
        "“{typed}”没有写年份。",
        "请补上年份，如2025-06-16。",
    ),
    "date_year_only": Sentence(
        "must_fix",
        "“{typed}”只有年份。",
        "请写到月或日，如2025年6月。",
    ),
    "date_before_or_by": Sentence(
        "must_fix",
        "“{typed}”是指{year}年开始之前，还是{year}年年底之前？",
        "开始之前请填{before}，年底之前请填{by}。",
    ),
    "date_after_cutoff": Sentence(
        "hint",
        "日期{value}晚于数据截止日{cutoff}，已按所填保存。",
        "请确认数据确实统计到这一天。",
    ),
}

NOTES: dict[str, str] = {
    "full_width": "全角数字已转换",
    "invisible": "看不见的字符已去掉",
    "spaces": "空格已去掉",
    "quotes": "引号已去掉",
    "apostrophe": "数字前的撇号已去掉",
    "thousands": "千分位分隔号已去掉",
    "percent": "百分号已去掉",
    "ending": "末尾的标点已去掉",
    "leading_zeros": "前面多余的0已去掉",
    "bare_point": "小数点前已补0",
    "plus": "正号已去掉",
    "minus": "负号已改成规范写法",
    "unit": "已识别单位“{unit}”",
    "synonym": "“{found}”按“{unit}”记录",
    "converted": "{found}折合{value}{unit}",
    "converted_about": "{found}约合{value}{unit}，四舍五入到6位小数",
    "multiplied": "{found}按{value}记录，有效数字{digits}位",
    "chinese": "中文数字“{found}”按{value}记录",
    "scientific": "科学计数法已换算为{value}",
    "noise": "计算误差已去掉，按{value}记录",
    "whole": "整数的小数部分已去掉",
    "zeros": "6位以后的0已去掉",
    "fall": "按下降{value}%记录",
    "rise": "上升按-{value}记录",
    "same": "持平按0记录",
    "zero_confirmed": "已确认为0",
    "zero_again": "上年也为0，按0记录",
    "confirmed": "已注明属实",
    "nothing": "按零报告记录为0",
    "by_counts": "按原始值核定：{words}",
    "words": "说明文字已去掉，按{value}记录",
    "fraction": "分子{num}、分母{den}一并保存",
    "preliminary": "按快报数记录",
    "revised": "按修订数记录",
    "read_as": "按{value}记录",
    "state": "按“{state}”记录",
    "state_reason": "按“{state}”记录，原因：{reason}",
    "state_forecast": "按“预计不发生”理解",
    "rating": "按“{word}”记录",
    "date_year": "没写年份，按{year}年记录",
    "date_serial": "由Excel序号转换为{value}",
    "date_deadline": "“{found}”按{value}记录",
    "date_time": "时刻已去掉",
    "date_chinese": "中文日期按{value}记录",
}
