"""Every problem the program can report, by its stable code.

The codes are part of the interface (scripts read them, docs list them); the sentences may improve. A sentence says
what is wrong and where it matters; a hint says what to do next. Both are `str.format` templates. The entries live
in one module per layer and are joined here.
"""

from __future__ import annotations

from evaltui.catalogue import (
    fields,
    problems_access,
    problems_assess,
    problems_cli,
    problems_exchange,
    problems_numbers,
    problems_plan,
    problems_store,
    problems_texts,
)
from evaltui.catalogue.sentence import Sentence

PROBLEMS: dict[str, Sentence] = {
    **problems_plan.SENTENCES,
    **problems_numbers.SENTENCES,
    **problems_store.SENTENCES,
    **problems_assess.SENTENCES,
    **problems_texts.SENTENCES,
    **problems_access.SENTENCES,
    **problems_exchange.SENTENCES,
    **problems_cli.SENTENCES,
    **fields.SENTENCES,
}
