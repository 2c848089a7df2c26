"""The terminal face. Importing this package sets the environment defaults that Textual reads at its own import."""

from __future__ import annotations

from evaltui.tui.env import set_defaults

# Textual reads these switches once, when it is first imported, so they have to be there before any module below
# this package is.
set_defaults()
