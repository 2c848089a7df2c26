"""Environment defaults of the terminal face, owned here because Textual reads them once, at import."""

from __future__ import annotations

import os
from collections.abc import MutableMapping

DEFAULTS = {
    # Kitty's "report all keys" mode loses or garbles Chinese input in iTerm2, xterm.js and WezTerm.
    "TEXTUAL_DISABLE_KITTY_KEY": "1",
    "TEXTUAL_ANIMATIONS": "none",
    "TEXTUAL_SMOOTH_SCROLL": "0",
    # A paint waits for the next tick of this clock: at 60 a key is answered up to 16 ms late, at 240 up to 4 ms. The
    # clock stands still while nothing is to be painted.
    "TEXTUAL_FPS": "240",
}


def set_defaults(environ: MutableMapping[str, str] | None = None) -> None:
    """Set what the user has not set already."""
    target = os.environ if environ is None else environ
    for name, value in DEFAULTS.items():
        target.setdefault(name, value)
