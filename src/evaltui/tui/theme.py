"""Colours: five looks over the same style names. Meaning is carried by words and marks, colour only repeats it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from types import MappingProxyType
from typing import Final

from rich.style import Style
from rich.text import Text

STYLES: Final = (
    "text", "title", "title_dim", "header", "tab", "tab_on", "dim", "stripe", "stripe_dim", "cursor", "edit", "selected",
    "ahead", "on_track", "behind", "pending", "question", "failed", "bar", "label", "message", "warning", "key", "hint",
    "cursor_row",
)  # fmt: skip  # one list of names


@dataclass(frozen=True)
class Look:
    """One theme: a rich style definition per name of STYLES."""

    id: str
    title: str
    definitions: Mapping[str, str]

    @cached_property
    def styles(self) -> Mapping[str, Style]:
        """The styles themselves; a name may be two names joined by +, laid over each other."""
        return MappingProxyType({name: Style.parse(self.definitions[name]) for name in STYLES})

    def style(self, name: str) -> Style:
        """The style `name`; "" is plain text."""
        found = self._cache.get(name)
        if found is None:
            found = Style.combine([self.styles["text"], *(self.styles[part] for part in name.split("+") if part)])
            self._cache[name] = found
        return found

    @cached_property
    def _cache(self) -> dict[str, Style]:
        return {}


def _look(id: str, name: str, /, **definitions: str) -> Look:
    return Look(id, name, MappingProxyType(definitions))


LOOKS: Final = (
    _look(
        "dark", "深色",
        text="#d8dee9 on #12161d", title="bold #ffffff on #1f4e79", title_dim="#c4d7ea on #1f4e79", header="bold #9fb3c8 on #1b222c",
        tab="#9fb3c8 on #1b222c", tab_on="bold #ffffff on #2f6da3", dim="#7f8c9b", stripe="on #181e27", stripe_dim="#7f8c9b on #181e27",
        cursor="bold #10141a on #ffd166", edit="bold #000000 on #ffffff", selected="#ffffff on #37526e",
        ahead="bold #7bd88f", on_track="#8ecae6", behind="bold #ff8c82", pending="#e5c07b",
        question="bold #ffb454", failed="bold #ffffff on #a3262a",
        bar="bold #e6edf3 on #26303d", label="#9fb3c8", message="#e6edf3 on #1b222c", warning="bold #ffb454 on #1b222c",
        key="#ffd166 on #1b222c", hint="#aebccb on #1b222c", cursor_row="bold #ffffff",
    ),
    _look(
        "light", "浅色",
        text="#1f2328 on #ffffff", title="bold #ffffff on #1f4e79", title_dim="#dbe7f3 on #1f4e79", header="bold #3b4754 on #e6ebf0",
        tab="#3b4754 on #e6ebf0", tab_on="bold #ffffff on #2f6da3", dim="#68727d", stripe="on #f4f6f8", stripe_dim="#68727d on #f4f6f8",
        cursor="bold #000000 on #ffd166", edit="bold #000000 on #fff3c4", selected="#000000 on #bcd7f0",
        ahead="bold #116329", on_track="#0a4d8c", behind="bold #b3261e", pending="#7a5200",
        question="bold #9a4b00", failed="bold #ffffff on #b3261e",
        bar="bold #1f2328 on #dde4ea", label="#4c5864", message="#1f2328 on #e6ebf0", warning="bold #8a3d00 on #e6ebf0",
        key="#0a4d8c on #e6ebf0", hint="#3b4754 on #e6ebf0", cursor_row="bold #000000",
    ),
    _look(
        "contrast", "高对比",
        text="#ffffff on #000000", title="bold #000000 on #ffffff", title_dim="#000000 on #ffffff", header="bold underline #ffffff",
        tab="#ffffff", tab_on="bold #000000 on #00ffff", dim="#c8c8c8", stripe="", stripe_dim="#c8c8c8",
        cursor="bold #000000 on #ffff00", edit="bold #000000 on #ffffff", selected="bold #000000 on #00ffff",
        ahead="bold #00ff00", on_track="bold #00ffff", behind="bold #ff6060", pending="bold #ffff00",
        question="bold underline #ffff00", failed="bold #ffffff on #c00000",
        bar="bold #000000 on #c8c8c8", label="#ffffff", message="#ffffff", warning="bold #ffff00",
        key="bold #000000 on #ffffff", hint="#ffffff", cursor_row="bold",
    ),
    _look(
        "ansi", "终端自带色",
        text="", title="bold reverse", title_dim="reverse", header="bold underline", tab="", tab_on="bold reverse", dim="bright_black",
        stripe="", stripe_dim="bright_black", cursor="bold reverse", edit="bold underline", selected="reverse",
        ahead="bold green", on_track="cyan", behind="bold red", pending="yellow", question="bold yellow", failed="bold reverse red",
        bar="reverse", label="cyan", message="", warning="bold yellow", key="bold reverse", hint="", cursor_row="bold",
    ),
    _look(
        "plain", "无色",
        text="", title="bold reverse", title_dim="reverse", header="bold underline", tab="", tab_on="bold reverse", dim="dim",
        stripe="", stripe_dim="dim", cursor="bold reverse", edit="bold underline", selected="reverse",
        ahead="bold", on_track="", behind="bold underline", pending="", question="bold", failed="bold reverse",
        bar="reverse", label="", message="", warning="bold", key="bold reverse", hint="", cursor_row="bold",
    ),
)  # fmt: skip  # a palette reads as rows of pairs
"""dark, light, high contrast, the terminal's own sixteen colours, and none at all (NO_COLOR)."""


def look(id: str) -> Look:
    """The look of that id; dark for an unknown one."""
    return next((item for item in LOOKS if item.id == id), LOOKS[0])


def choose(environ: Mapping[str, str]) -> Look:
    """NO_COLOR wins; then EVALTUI_THEME; then the terminal's own colours where it has only eight; then dark."""
    if environ.get("NO_COLOR"):
        return look("plain")
    if named := environ.get("EVALTUI_THEME"):
        return look(named)
    truecolor = environ.get("COLORTERM", "") in ("truecolor", "24bit")
    if not truecolor and "256" not in environ.get("TERM", ""):
        return look("ansi")
    return look("dark")


def plain(text: str) -> Text:
    """Stored text as a renderable in which [brackets] are letters, for the few places that take renderables."""
    return Text(text, end="")
