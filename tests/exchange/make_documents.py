"""Write the sample documents and print their sha256: run in other environments by test_report_docx."""

from __future__ import annotations

import sys
from dataclasses import replace
from hashlib import sha256

from evaltui.exchange.report_docx import explanations_document, report_document
from evaltui.plan.model import Form
from support import forms_sample as sample
from support.forms_sample import request


def main() -> None:
    report = Form("report", "report", "海安市“十四五”样例规划实施总结评估报告", "附件1")
    plan = sample.Opened(replace(sample.PLAN, report_units=("应急管理局",)))
    made = (
        report_document(request(form=report, plan=plan)),
        report_document(sample.city_request(form=report, plan=plan)),
        explanations_document(request(form=replace(report, id="explanations"), plan=plan)),
    )
    for data in made:
        sys.stdout.write(sha256(data).hexdigest() + "\n")


if __name__ == "__main__":
    main()
