"""The keys of the files the program writes for itself: history, snapshots, editions, grants, drafts."""

from __future__ import annotations

from typing import Final

from evaltui.store.formats_unit import OFFICE, PROGRAM
from evaltui.store.keys import Key, Writer

ADMIN: Final[tuple[Writer, ...]] = ("admin",)

HISTORY_KINDS: Final = (
    "edit", "paste", "undo", "import", "submit", "withdraw", "return", "approve", "cancel", "check", "consolidate",
    "close", "reopen", "decide", "settings", "receive", "thread", "proxy", "init", "migrate", "external", "abort",
    "conflict",
)  # fmt: skip  # one list of words

HISTORY_KEYS: Final[tuple[Key, ...]] = (
    Key(("seq",), "int", PROGRAM, "核验", "序号，从1起逐行加1"),
    Key(("event",), "line", PROGRAM, "历史、撤销", "一次操作的编号；批量操作在各文件里是同一个"),
    Key(("kind",), "line", PROGRAM, "历史", "操作类别；abort为作废前一行，conflict为两人同改一处时没有采用的值", HISTORY_KINDS),
    Key(("person",), "line", PROGRAM, "历史", "操作人"),
    Key(("role",), "line", PROGRAM, "历史", "角色"),
    Key(("unit",), "line", PROGRAM, "历史", "操作人所属单位编号，市安委办为空"),
    Key(("when",), "line", PROGRAM, "历史", "时间，含时区"),
    Key(("changes",), "tree", PROGRAM, "历史、撤销、核验", "修改：path、old原值、new新值（null为没有）；小数、日期带类型标记"),
    Key(("reason",), "text", PROGRAM, "历史", "理由"),
    Key(("origin",), "tree", PROGRAM, "历史", "来源：file文件名、sha256、每个字段的cell单元格"),
    Key(("files",), "tree", PROGRAM, "核验", "本次写下的快照：file相对路径、sha256"),
    Key(("version",), "line", PROGRAM, "历史", "写下这一行的程序版本"),
    Key(("prev",), "sha", PROGRAM, "核验", "上一行的sha256，第一行为空"),
    Key(("before_sha",), "sha", PROGRAM, "打开、核验", "修改前文件（去掉[head]）的sha256，文件原先没有则为空"),
    Key(("after_sha",), "sha", PROGRAM, "打开、核验", "修改后文件（去掉[head]）的sha256"),
)  # fmt: skip  # one key, one line

SNAPSHOT_KEYS: Final[tuple[Key, ...]] = (
    Key(("format",), "int", PROGRAM, "打开", "格式号，现为1"),
    Key(("kind",), "line", PROGRAM, "打开", "submission"),
    Key(("unit",), "line", PROGRAM, "核验", "单位编号"),
    Key(("plan",), "line", PROGRAM, "核验", "规划编号"),
    Key(("n",), "int", PROGRAM, "核验", "第几次报送"),
    Key(("when",), "datetime", PROGRAM, "审核", "报送操作时间"),
    Key(("person",), "line", PROGRAM, "审核", "报送人"),
    Key(("role",), "line", PROGRAM, "审核", "报送人角色"),
    Key(("received",), "date", PROGRAM, "进度", "收到日期"),
    Key(("by",), "line", PROGRAM, "进度", "报送方式"),
    Key(("items",), "texts", PROGRAM, "审核", "本次报送的事项编号"),
    Key(("version",), "line", PROGRAM, "核验", "程序版本"),
    Key(("plan_file", "version"), "line", PROGRAM, "核验", "规划版本"),
    Key(("plan_file", "toml_sha"), "sha", PROGRAM, "核验", "plan.toml的sha256"),
    Key(("plan_file", "code_sha"), "sha", PROGRAM, "核验", "plugin.py的sha256，没有则为空"),
    Key(("round",), "tree", PROGRAM, "核验", "当时的轮次设置"),
    Key(("settings",), "tree", PROGRAM, "核验", "当时的评价开关"),
    Key(("period",), "tree", PROGRAM, "核验", "规划期：base、first、last"),
    Key(("record",), "tree", PROGRAM, "审核、报送稿", "单位在本规划所填内容及所用基础数据，结构同单位文件"),
    Key(("contributed", "<measure>", "<unit>"), "tree", PROGRAM, "核验", "其他参与单位当时的数据"),
    Key(("city",), "tree", PROGRAM, "核验", "当时的参考数据、目标调整和认定，结构同city.toml"),
    Key(
        ("measures", "<measure>"), "tree", PROGRAM, "核验", "基础数据的定义：单位、性质、比率、合成方式、牵头和参与单位"
    ),
    Key(("indicators", "<indicator>"), "tree", PROGRAM, "核验", "规则、目标、分年度目标、属性、口径、零基数处理"),
    Key(
        ("ratings", "<indicator>"),
        "tree",
        PROGRAM,
        "审核、核验",
        "computed、declared、effective评价，序时、达标、评价依据",
    ),
)

EDITION_KEYS: Final[tuple[Key, ...]] = (
    Key(("format",), "int", PROGRAM, "打开", "格式号，现为1"),
    Key(("kind",), "line", PROGRAM, "打开", "edition"),
    Key(("n",), "int", PROGRAM, "核验", "第几次上报"),
    Key(("when",), "datetime", PROGRAM, "上报", "生成时间"),
    Key(("person",), "line", PROGRAM, "上报", "生成人"),
    Key(("plans",), "texts", PROGRAM, "上报", "包含哪些规划"),
    Key(("version",), "line", PROGRAM, "核验", "程序版本"),
    Key(("note",), "text", OFFICE, "上报", "说明"),
    Key(("files", "<file>", "name"), "line", PROGRAM, "核验", "文件名"),
    Key(("files", "<file>", "form"), "line", PROGRAM, "核验", "表单编号"),
    Key(("files", "<file>", "rows"), "int", PROGRAM, "核验", "行数"),
    Key(("files", "<file>", "sha"), "sha", PROGRAM, "核验", "文件的sha256"),
    Key(("files", "<file>", "code"), "line", PROGRAM, "核验", "数据校验码"),
    Key(("submissions", "<unit>", "<plan>"), "int", PROGRAM, "核验", "用的是各单位第几次报送"),
    Key(("city",), "tree", PROGRAM, "核验、对比", "上报时的全市数据、目标和评价"),
)

ACCESS_KEYS: Final[tuple[Key, ...]] = (
    Key(("format",), "int", PROGRAM, "打开", "格式号，现为1"),
    Key(("head", "seq"), "int", PROGRAM, "核验", "修改记录最后一行的序号"),
    Key(("head", "sha"), "sha", PROGRAM, "核验", "修改记录最后一行的sha256"),
    Key(("grants", "<grant>", "person"), "line", ADMIN, "授权", "姓名"),
    Key(("grants", "<grant>", "role"), "line", ADMIN, "授权", "角色", ("clerk", "reviewer", "writer", "office", "viewer")),
    Key(("grants", "<grant>", "unit"), "line", ADMIN, "授权", "单位编号，市级角色为空"),
    Key(("grants", "<grant>", "plan"), "line", ADMIN, "授权", "只限哪个规划，不限则没有"),
    Key(("grants", "<grant>", "until"), "date", ADMIN, "授权", "有效至哪天，不限则没有"),
    Key(("grants", "<grant>", "created"), "date", PROGRAM, "授权", "授权日期"),
    Key(("grants", "<grant>", "fingerprint"), "line", PROGRAM, "授权", "公钥指纹"),
    Key(("grants", "<grant>", "revoked"), "date", ADMIN, "授权", "停用日期；有它就不能再用"),
    Key(("grants", "<grant>", "replaced_by"), "line", PROGRAM, "授权", "由哪个授权接替"),
)  # fmt: skip  # one key, one line

DRAFT_KEYS: Final[tuple[Key, ...]] = (
    Key(("format",), "int", PROGRAM, "打开", "格式号，现为1"),
    Key(("unit",), "line", PROGRAM, "恢复草稿", "单位编号，或city"),
    Key(("session",), "line", PROGRAM, "恢复草稿", "会话编号"),
    Key(("person",), "line", PROGRAM, "恢复草稿", "正在填写的人"),
    Key(
        ("drafts",),
        "tree",
        PROGRAM,
        "恢复草稿",
        "每项一个：path字段路径，text正在填写的文字，base开始填写时的原值，when时间",
    ),
)

BATCH_KEYS: Final[tuple[Key, ...]] = (
    Key(("format",), "int", PROGRAM, "打开", "格式号，现为1"),
    Key(("event",), "line", PROGRAM, "续写", "操作编号"),
    Key(("lines",), "tree", PROGRAM, "续写", "每个文件将要写下的修改记录行（owner与各键），写完即删除本文件"),
)

PRESENCE_KEYS: Final[tuple[Key, ...]] = (
    Key(("unit",), "line", PROGRAM, "屏幕", "正在打开的单位编号，或city"),
    Key(("session",), "line", PROGRAM, "屏幕", "会话编号"),
    Key(("person",), "line", PROGRAM, "屏幕", "姓名"),
    Key(("role",), "line", PROGRAM, "屏幕", "角色"),
    Key(("since",), "line", PROGRAM, "屏幕", "打开时间"),
    Key(("pid",), "int", PROGRAM, "排查", "进程号"),
)

REFUSAL_KEYS: Final[tuple[Key, ...]] = (
    Key(("when",), "line", PROGRAM, "审计", "时间"),
    Key(("grant",), "line", PROGRAM, "审计", "授权编号"),
    Key(("unit",), "line", PROGRAM, "审计", "授权的单位编号"),
    Key(("action",), "line", PROGRAM, "审计", "试图做什么"),
    Key(("code",), "line", PROGRAM, "审计", "被拒绝的原因编号"),
)
