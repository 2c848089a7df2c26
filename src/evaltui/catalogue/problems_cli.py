"""Problem sentences: 命令与权限."""

from __future__ import annotations

from evaltui.catalogue.sentence import Sentence

SENTENCES: dict[str, Sentence] = {}
