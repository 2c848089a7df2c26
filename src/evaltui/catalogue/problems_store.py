"""Problem sentences: 数据保存."""

from __future__ import annotations

from evaltui.catalogue.sentence import Sentence

SENTENCES: dict[str, Sentence] = {}
