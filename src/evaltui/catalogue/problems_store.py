"""Problem sentences: 数据保存."""

from __future__ import annotations

from evaltui.catalogue.sentence import Sentence

SENTENCES: dict[str, Sentence] = {
    # reading a file
    "store_missing": Sentence("must_fix", "没有这个文件。", "请核对数据文件夹，或用 evaltui init 新建工作区。"),
    "store_unreadable_file": Sentence("must_fix", "文件读不出来（{why}）。", "请检查文件权限和磁盘。"),
    "store_not_a_file": Sentence("must_fix", "不是普通文件（可能是链接或设备）。", "请换成普通文件。"),
    "store_outside": Sentence("must_fix", "路径超出了数据文件夹。", "请使用数据文件夹内的路径。"),
    "store_too_big": Sentence("must_fix", "文件超过{limit}MB，没有读取。", "请检查文件是否被误改。"),
    "store_not_utf8": Sentence("must_fix", "这一行不是UTF-8编码。", "请在编辑器里另存为UTF-8后再打开；文件没有改动。"),
    "store_bad_toml": Sentence(
        "must_fix", "这里的写法不符合TOML格式。", "请在编辑器里改正这一处；在此之前该单位只读，文件不会被覆盖。"
    ),
    "store_too_deep": Sentence("must_fix", "表嵌套太深。", "请检查文件是否被误改；在此之前该单位只读。"),
    "store_newer_format": Sentence(
        "hint", "文件格式为{found}，本程序只认识到{known}，已只读打开。", "请升级程序后再修改。"
    ),
    "store_format_missing": Sentence(
        "must_fix", "没有写明文件格式，应有 format = {known}。", "请补上这一行；在此之前该单位只读。"
    ),
    "store_wrong_owner": Sentence(
        "must_fix", "文件里写的单位是“{found}”，文件名却是“{expected}”。", "请核对是否放错了文件；在此之前该单位只读。"
    ),
    "store_bad_key": Sentence(
        "must_fix", "“{key}”下有一个键含看不见的字符或太长。", "请改正这个键；在此之前该单位只读。"
    ),
    "store_unfit_value": Sentence("must_fix", "“{key}”的内容无法使用：{why}。", "请改正；在此之前该单位只读。"),
    "store_wrong_type": Sentence("must_fix", "“{key}”应为{needs}。", "请改正；在此之前该单位只读。"),
    "store_not_a_year": Sentence("must_fix", "“{key}”应以四位年份为键。", "请改正；在此之前该单位只读。"),
    "store_unknown_key": Sentence("hint", "本程序不认识“{key}”，已原样保留。", "如是手误，请改正。"),
    "store_bad_unit_entry": Sentence(
        "must_fix",
        "单位名单第{number}项有误（id：{found}）。",
        "id须由小写字母、数字、下划线组成，不能重复，也不能是city、workspace、access。",
    ),
    "store_bad_settings": Sentence("must_fix", "缺少“{key}”或内容有误。", "请在 workspace.toml 里补上。"),
    # saving
    "store_read_only": Sentence("must_fix", "{owner}的文件有问题，现为只读，没有保存。", "请先按提示改正文件。"),
    "store_not_saved": Sentence("must_fix", "没有保存：{why}。", "{advice}"),
    "store_unconfirmed": Sentence(
        "must_fix", "保存结果待确认：{why}。", "请先不要关机，检查磁盘后重新打开，核对这一处内容。"
    ),
    "store_durability": Sentence("hint", "已保存，但磁盘没有确认写入。", "请检查磁盘；断电前请不要关机。"),
    "store_locked": Sentence("must_fix", "{owner}正被{who}写入，等了{seconds}秒没有等到。", "请稍后再试。"),
    "store_unknown_path": Sentence("must_fix", "没有“{key}”这个字段。", "{nearest}"),
    "store_bad_value": Sentence("must_fix", "“{key}”应为{needs}。", "请改正后再保存。"),
    "store_batch_conflict": Sentence(
        "must_fix", "“{key}”已被别人改为别的内容，整批都没有保存。", "请重新预览后再确认。"
    ),
    "store_batch_unfinished": Sentence(
        "must_fix", "批量操作只写了一部分：{why}。", "下次打开时会自动写完，请不要重复操作。"
    ),
    "store_batch_waits": Sentence(
        "must_fix", "还有一次批量操作等着写入这些文件。", "请先改正这些文件，再打开时自动写完。"
    ),
    "store_meanwhile": Sentence("must_fix", "{owner}刚刚有新的修改，没有报送。", "请看过新的内容后再报送。"),
    "store_exists": Sentence("must_fix", "文件已存在，没有覆盖。", "请换一个文件名，或加 --force。"),
    "store_output_failed": Sentence("must_fix", "没有写出：{why}。", "{advice}"),
    "store_bad_id": Sentence("must_fix", "编号“{found}”不合规定。", "编号由小写字母、数字、下划线组成，最多64个字符。"),
    # history and verification
    "store_torn": Sentence("hint", "修改记录最后一行没有写完（可能断过电），已去掉。", "数据文件不受影响。"),
    "store_rolled_forward": Sentence("hint", "上次保存被打断，已按修改记录补完。", "请核对最近一次填写的内容。"),
    "store_external": Sentence(
        "hint", "文件在程序之外被改过{count}处，已记入修改记录。", "如不是您改的，请查看修改记录。"
    ),
    "store_history_broken": Sentence("must_fix", "修改记录从第{line}行起对不上：{why}。", "请保留现场，用备份核对。"),
    "store_history_unreadable": Sentence(
        "must_fix", "修改记录第{line}行读不出来。", "请保留现场，用备份核对；在此之前该单位只读。"
    ),
    "store_file_differs": Sentence(
        "must_fix", "文件内容与修改记录不一致。", "打开一次即可记入修改记录；如不是手工修改，请用备份核对。"
    ),
    "store_head_differs": Sentence("must_fix", "文件头记的第{seq}行与修改记录不一致。", "请保留现场，用备份核对。"),
    "store_snapshot_changed": Sentence("must_fix", "报送快照与当时的校验值不一致。", "快照不得改动，请从备份恢复。"),
    "store_snapshot_missing": Sentence("must_fix", "报送快照不见了。", "请从备份恢复。"),
    "store_snapshot_unlisted": Sentence("hint", "这份快照没有记入修改记录（报送时被打断），不作数。", "重新报送即可。"),
    "store_edition_changed": Sentence(
        "must_fix", "上报稿里的文件与清单的校验值不一致。", "上报稿不得改动，请从备份恢复。"
    ),
    # workflow
    "flow_not_filled": Sentence("must_fix", "{item}还没有填写，不能{action}。", "请先填写。"),
    "flow_not_submitted": Sentence("must_fix", "{item}还没有报送，不能{action}。", "请先由单位报送。"),
    "flow_already_submitted": Sentence("must_fix", "{item}已经报送。", "要修改请先撤回，或请市安委办退回。"),
    "flow_already_returned": Sentence("must_fix", "{item}已经退回。", "请等单位重新报送。"),
    "flow_already_approved": Sentence("must_fix", "{item}已审核通过，不能{action}。", "请先由市安委办取消通过。"),
    "flow_not_approved": Sentence("must_fix", "{item}还没有审核通过，不能{action}。", "请先审核。"),
    "flow_not_consolidated": Sentence("must_fix", "{item}还没有汇总，不能{action}。", "请先汇总。"),
    "flow_consolidated": Sentence("must_fix", "{item}已汇总，不能{action}。", "请先由市安委办取消通过。"),
    "flow_final": Sentence("must_fix", "本轮已定稿，不能{action}。", "确需修改请先由市安委办重新打开。"),
    "flow_not_final": Sentence("must_fix", "{item}没有定稿，不用重新打开。", ""),
    "flow_nothing_to_do": Sentence("must_fix", "没有可以{action}的事项。", "请核对各事项的状态。"),
    "flow_reason_needed": Sentence("must_fix", "{action}要写明理由。", "请补上理由。"),
    "flow_needs_check": Sentence("must_fix", "{item}还没有经单位审核人核过。", "请先由单位审核人核过再报送。"),
    "flow_unknown_item": Sentence("must_fix", "没有“{item}”这个事项。", "请核对事项编号。"),
    "flow_locked": Sentence("must_fix", "该项已随《{plan}》报送，现在不能修改。", "请先撤回，或请市安委办退回后再改。"),
    "flow_locked_approved": Sentence(
        "must_fix", "该项已随《{plan}》报送并审核通过，现在不能修改。", "确需修改请联系市安委办。"
    ),
    # names of units
    "unit_unknown": Sentence("must_fix", "没有“{name}”这个单位。", "最接近的有：{nearest}。"),
    "unit_ambiguous": Sentence("must_fix", "“{name}”可能是：{nearest}。", "请写全称。"),
    "unit_others_unnamed": Sentence("hint", "“{text}”里的其他部门没有列明。", "由市安委办确认。"),
}
