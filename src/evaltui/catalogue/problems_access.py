"""Problem sentences: 权限与运行环境检查."""

from __future__ import annotations

from evaltui.catalogue.sentence import Sentence

SENTENCES: dict[str, Sentence] = {
    "access_action_denied": Sentence(
        "must_fix",
        "当前身份（{role}）不能{action}。",
        "如确需办理，请联系{office}。",
    ),
    "access_unit_denied": Sentence(
        "must_fix",
        "当前身份（{role}）只能办理本单位的事项。",
        "请核对单位名称；如确需查看其他单位，请联系{office}。",
    ),
    "access_command_denied": Sentence("must_fix", "从这里不能使用命令 {command}。", "需要时请联系市安委办。"),
    "access_output_denied": Sentence("must_fix", "从这里不能把文件写到服务器上。", "请用 -o - 取到自己的电脑上。"),
    "access_field_denied": Sentence(
        "must_fix", "{key} 由程序或市安委办在办理时记下，不能直接填写。", "报送、撤回、退回、通过请用相应的命令或按键。"
    ),
    "access_not_approved": Sentence(
        "must_fix",
        "当前身份（{role}）只能读取已审核通过的内容。",
        "待{office}审核通过后再读取。",
    ),
    "access_plan_denied": Sentence(
        "must_fix",
        "当前授权只包含一个规划，不含所指的规划。",
        "如需办理其他规划，请联系{office}增加授权。",
    ),
    "access_reviewer_first": Sentence(
        "must_fix",
        "本单位已设审核人，填报员不能直接报送。",
        "请先由单位审核人审核并报送。",
    ),
    "access_role_unknown": Sentence(
        "must_fix",
        "不认识的身份“{text}”。",
        "可用的身份：{choices}；单位身份写作“填报员:单位名称”。",
    ),
    "access_unit_needed": Sentence(
        "must_fix",
        "身份“{role}”要写明单位。",
        "请写作“{role}:单位名称”。",
    ),
    "access_unit_not_taken": Sentence(
        "must_fix",
        "身份“{role}”面向全市，不能限定单位。",
        "请去掉冒号后的单位名称。",
    ),
    "access_unit_unknown": Sentence(
        "must_fix",
        "没有找到单位“{text}”。",
        "用 evaltui unit list 查看单位名单。",
    ),
    "access_grant_unknown": Sentence(
        "must_fix",
        "授权无效或已撤销。",
        "请联系{office}重新办理。",
    ),
    "access_grant_expired": Sentence(
        "must_fix",
        "授权已于{until}到期。",
        "请联系{office}延期。",
    ),
    "access_grant_damaged": Sentence(
        "must_fix",
        "授权登记内容有误（{key}）。",
        "请联系{office}重新办理。",
    ),
    "doctor_cpu_old": Sentence(
        "must_fix",
        "处理器缺少计算组件需要的指令：{missing}。",
        "请换用2013年以后的处理器；虚拟机请在管理平台把CPU类型改为“直通（host）”；或安装 polars[rtcompat]。",
    ),
    "doctor_cpu_unknown": Sentence(
        "hint",
        "读不到处理器指令集，无法判断计算组件能否运行。",
        "运行 evaltui rate 试一次；若提示非法指令，请安装 polars[rtcompat]。",
    ),
    "doctor_page_size": Sentence(
        "must_fix",
        "内存页大小为{kib} KiB，计算组件按4 KiB编译，可能直接退出。",
        "请换用4 KiB页的系统内核，或安装按本机页大小编译的 polars。",
    ),
    "doctor_python_old": Sentence(
        "must_fix",
        "Python版本为{found}，低于要求的{needed}。",
        "请安装 Python {needed} 或更新版本后重装本程序。",
    ),
    "doctor_locale": Sentence(
        "must_fix",
        "终端字符编码为{found}，不是UTF-8，中文会显示为乱码。",
        "请设置 LANG=C.UTF-8 或 zh_CN.UTF-8；在Xshell、PuTTY里把编码改为UTF-8。",
    ),
    "doctor_term_poor": Sentence(
        "must_fix",
        "终端类型{found}不能显示中文界面。",
        "请从Xshell、PuTTY或Windows Terminal连接，或设置 TERM=xterm-256color。",
    ),
    "doctor_term_unknown": Sentence(
        "hint",
        "终端类型{found}未经测试。",
        "若界面错位，请设置 TERM=xterm-256color 再试。",
    ),
    "doctor_network_folder": Sentence(
        "must_explain",
        "数据文件夹在网络盘上（{kind}），断电和多人同时编辑时不保证不丢数据。",
        "请把数据文件夹移到本机磁盘。",
    ),
    "doctor_read_only_mount": Sentence(
        "must_fix",
        "数据文件夹所在的盘是只读的，无法保存。",
        "请以可写方式重新挂载，或把数据文件夹移到可写的盘。",
    ),
    "doctor_volatile_folder": Sentence(
        "must_explain",
        "数据文件夹在内存盘上（{kind}），关机后数据会消失。",
        "请把数据文件夹移到本机磁盘。",
    ),
    "doctor_folder_missing": Sentence(
        "must_fix",
        "数据文件夹不存在。",
        "用 evaltui init 新建，或用 --data 指明位置。",
    ),
    "doctor_folder_open": Sentence(
        "must_explain",
        "数据文件夹的权限是{found}，其他用户能读到未公开的结果。",
        "请执行 chmod 700，把权限收回给本账号。",
    ),
    "doctor_file_open": Sentence(
        "must_explain",
        "有{count}个数据文件的权限过宽（如{example}）。",
        "请执行 chmod -R go= 数据文件夹。",
    ),
    "doctor_foreign_owner": Sentence(
        "must_fix",
        "数据文件夹属于另一个系统账号，保存可能失败。",
        "请用数据文件夹的所属账号运行，或由管理员更改所属账号。",
    ),
    "doctor_orphan_temp": Sentence(
        "hint",
        "有{count}个未完成保存留下的临时文件（如{example}）。",
        "下次打开时会自动清理，原数据文件不受影响。",
    ),
    "doctor_space_low": Sentence(
        "must_fix",
        "数据文件夹所在的盘只剩{mib} MiB。",
        "请清理磁盘，至少留出{needed} MiB，否则保存会失败。",
    ),
    "doctor_plan_refused": Sentence(
        "must_explain",
        "规划“{plan}”未能载入（{count}处问题）。",
        "用 evaltui plan check 查看每一处。",
    ),
    "doctor_plan_code": Sentence(
        "must_explain",
        "规划“{plan}”的插件代码出错，只能查看和导出。",
        "请把错误信息转给规划文件的作者。",
    ),
    "doctor_plan_shadowed": Sentence(
        "hint",
        "规划“{plan}”被同名规划遮蔽。",
        "两处位置：{folder}；{by}。",
    ),
}
