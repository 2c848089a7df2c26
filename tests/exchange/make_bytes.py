"""Write every file type of the sample form and print its sha256: run in other environments by test_reproducible."""

from __future__ import annotations

import sys
from hashlib import sha256

from evaltui.exchange.data_tables import DATA_FORMS
from evaltui.exchange.forms import build
from evaltui.exchange.write import render
from support.forms_sample import request


def main() -> None:
    figures = request(form=next(form for form in DATA_FORMS if form.id == "figures"))
    for edition in ("review", "filing"):
        for fmt in ("xlsx", "csv", "json", "toml"):
            sys.stdout.write(f"{edition}.{fmt} {sha256(render(build(request(edition=edition)), fmt)).hexdigest()}\n")
    sys.stdout.write(f"parquet {sha256(render(build(figures), 'parquet')).hexdigest()}\n")


if __name__ == "__main__":
    main()
