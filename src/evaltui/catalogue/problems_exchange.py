"""Problem sentences: 表格文件."""

from __future__ import annotations

from evaltui.catalogue.sentence import Sentence

SENTENCES: dict[str, Sentence] = {
    "upward_is_the_citys": Sentence(
        "must_fix", "上报稿只有全市的，没有{unit}的。", "请去掉单位，或改用送审稿、报送稿。"
    ),
    "form_has_no_rows": Sentence("must_fix", "{unit}在“{form}”中没有应填的指标。", "请换一个单位，或换一张表。"),
    "form_has_no_items": Sentence("must_fix", "{unit}在“{form}”中没有要填的事项。", "请换一个单位，或换一张表。"),
    "report_elsewhere": Sentence(
        "must_fix", "{unit}的这份报告不单独成文：{how}。", "请导出并入的那份报告，或改选报送方式。"
    ),
    "form_kind_unknown": Sentence(
        "must_fix", "表“{form}”的种类“{kind}”现在还不能导出。", "现在能导出的种类有：{kinds}。"
    ),
    "format_unknown": Sentence("must_fix", "不能写成“{format}”文件。", "可以写成：{formats}。"),
    "format_holds_one_table": Sentence(
        "must_fix", "{format}文件只能放一张表，这里有{count}张。", "请只导出其中一张：{tables}。"
    ),
    "file_not_office": Sentence(
        "must_fix", "这不是可以导入的表格或文档。", "请在WPS或Excel中另存为.xlsx（文档为.docx）后再导入。"
    ),
    "file_empty": Sentence("must_fix", "文件是空的。", "请重新取一份完整的文件。"),
    "file_old_format": Sentence(
        "must_fix",
        "这是旧格式文件（.xls、.et、.doc、.wps）。",
        "请在WPS或Excel中打开，另存为.xlsx（文档为.docx）后再导入。",
    ),
    "file_encrypted": Sentence("must_fix", "文件加了密码。", "请在WPS或Excel中打开，去掉打开密码，保存后再导入。"),
    "file_picture": Sentence(
        "must_fix", "这是{what}，不能读出数据。", "请向填报单位要电子表格；{what}可以作为盖章件存档。"
    ),
    "file_archive": Sentence("must_fix", "这是压缩包（{what}）。", "请先解压，再导入里面的.xlsx或.docx文件。"),
    "file_web_page": Sentence(
        "must_fix", "文件名像表格，里面其实是网页或文本。", "请在WPS或Excel中打开，另存为.xlsx后再导入。"
    ),
    "file_damaged": Sentence(
        "must_fix", "文件已损坏，打不开。", "请重新取一份；邮件或聊天工具传来的文件可能没有传完。"
    ),
    "file_too_large": Sentence(
        "must_fix", "文件太大（{what}），不予打开。", "请只保留填报的工作表，删去图片和空白行列后再导入。"
    ),
    "file_entities": Sentence(
        "must_fix",
        "文件内有实体声明（{part}），不予打开。",
        "这不是WPS或Excel正常保存的文件，请核实来源，重新另存一份。",
    ),
    "file_bad_member": Sentence(
        "must_fix", "文件内有不正常的内部路径（{part}），不予打开。", "请核实文件来源，在WPS或Excel中重新另存一份。"
    ),
    "file_macros": Sentence("hint", "文件内带有宏，导入时不会运行。", "今后请另存为不带宏的.xlsx。"),
    "raw_sheet_missing": Sentence(
        "must_fix", "文件里没有“原始数据”工作表。", "请用系统导出的表填报；其他来源的表请按外来表导入。"
    ),
    "raw_sheet_header": Sentence("must_fix", "“原始数据”表头缺少：{missing}。", "请不要删改表头，重新导出一份再填。"),
    "raw_sheet_too_long": Sentence(
        "must_fix", "“原始数据”超过{rows}行，不予读取。", "请删去表格下方多余的空行后再导入。"
    ),
    "raw_path_unreadable": Sentence("must_fix", "路径“{field}”看不懂。", "“路径”栏请勿改动，请照原表恢复。"),
    "raw_path_twice": Sentence("must_fix", "路径“{field}”出现两次，填的内容不同。", "请只保留一行。"),
    "raw_value_unreadable": Sentence("must_fix", "“{value}”不是{type}。", "请改正“值”栏。"),
    "raw_type_unknown": Sentence("must_fix", "类型“{type}”不认识。", "“类型”栏请勿改动，请照原表恢复。"),
    "raw_formula": Sentence("must_fix", "“值”栏是公式，没有算好的结果。", "请改成数字或文字后再导入。"),
    "raw_content_changed": Sentence(
        "must_explain", "“填报内容”改成了“{content}”，“值”仍是“{value}”。", "请核实以哪一个为准；导入只采用“值”栏。"
    ),
    "raw_owner_twice": Sentence(
        "must_fix", "“原始数据”里有{count}个单位的数据：{owners}。", "请按单位分别导出、分别导入。"
    ),
}
