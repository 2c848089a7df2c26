"""Every key of plan.toml: what it holds, whether it must be there, what is allowed, what holds without it.

The table drives the loader and the author reference. Whether a key is required and its default come from the
dataclasses of `model`, so that the two cannot disagree.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import MISSING, Field, dataclass, fields, replace
from types import MappingProxyType
from typing import Any, Literal, TypeAlias, get_args

from evaltui.catalogue.plan_keys import ABOUT
from evaltui.plan import model
from evaltui.plan.model import Comparator

Kind: TypeAlias = Literal[
    "id",  # [a-z0-9_]{1,64}
    "line",  # one line of text
    "prose",  # text that may have several lines
    "integer",
    "number",  # exact, also as text
    "flag",
    "date",
    "choice",
    "target",
    "foreign",  # plan:id
    "lines",
    "proses",
    "ids",
    "mentions",  # ids of anything in the plan, or plan:id
    "integers",
    "dates",  # name -> date
    "limits",  # name -> integer
    "milestones",  # year -> number
    "bound",  # a number, or "none" for an open end
    "table",  # a section of its own
    "words",  # rating -> word, or section rating.words
    "free",  # anything; whoever reads the section looks at it
]

OPEN_END = "none"
"""How plan.toml says that a bound does not exist; TOML has no null."""

ID_PATTERN = r"[a-z0-9_]{1,64}"
OLDEST_API = 1
FIRST_YEAR, LAST_YEAR = 1900, 2199

_UPWARD = frozenset({Comparator.GT, Comparator.GE})
_ANY = frozenset(Comparator)

CORE_RULES: Mapping[str, frozenset[Comparator]] = MappingProxyType(
    {
        "reduction": _UPWARD,
        "growth": _UPWARD,
        "period_mean": _ANY,
        "cumulative": _ANY,
        "end_level": _ANY,
        "every_year": _ANY,
        "maintain": _ANY,
    }
)
"""The rules of the core and the comparators each of them knows."""

CORE_RATINGS = ("ahead", "on_track", "behind")
"""The ratings that a plan's own words count as."""


@dataclass(frozen=True, slots=True)
class Key:
    """One key of a section, with its meaning in Chinese (`about`).

    `choices`: the words of kind choice, the known names of dates and limits. `refers`: the section an id points to.

    `low` and `high` bound an integer, both inclusive. `blank` allows an empty text in a required key. `section` names
    the section of a nested table.
    """

    name: str
    kind: Kind
    choices: tuple[str, ...] = ()
    refers: str = ""
    low: int | None = None
    high: int | None = None
    blank: bool = False
    section: str = ""
    required: bool = False
    default: object = None
    about: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """One table of plan.toml: `path` as in KEYS, `rows` for [[...]], the dataclass it makes, its keys in reading order.

    `loose`: other keys are allowed too and are kept for plugins.
    """

    path: str
    makes: type
    rows: bool
    keys: tuple[Key, ...]
    loose: bool = False

    @property
    def names(self) -> tuple[str, ...]:
        """The names of its keys."""
        return tuple(key.name for key in self.keys)


def section_of(path: str, makes: type, *keys: Key, rows: bool = False, loose: bool = False) -> Section:
    """A section whose required keys and defaults are those of the dataclass it makes."""
    known: dict[str, Field[Any]] = {item.name: item for item in fields(makes)}
    prefix = f"{path}." if path else ""
    told = (replace(key, about=ABOUT[prefix + key.name]) for key in keys)
    return Section(path, makes, rows, tuple(_completed(key, known[key.name]) for key in told), loose)


def _completed(key: Key, stored: Field[Any]) -> Key:
    if stored.default is not MISSING:
        return replace(key, default=stored.default)
    if stored.default_factory is not MISSING:
        return replace(key, default=stored.default_factory())
    return replace(key, required=True)


_ID = Key("id", "id")
_TITLE = Key("title", "line")
_NOTE = Key("note", "prose")
_CLAUSE = Key("clause", "line")
_UNITS = Key("units", "lines")
_ALIASES = Key("aliases", "lines")


def _year(name: str, kind: Kind = "integer") -> Key:
    return Key(name, kind, low=FIRST_YEAR, high=LAST_YEAR)


_SECTIONS = (
    section_of(
        "",
        model.Plan,
        Key("api", "integer", low=OLDEST_API, high=model.API),
        _ID,
        Key("version", "line"),
        _TITLE,
        Key("short", "line"),
        Key("document", "line"),
        Key("period", "table", section="period"),
        Key("report_units", "lines"),
        Key("rating", "table", section="rating"),
        *(
            Key(name, "table", section=name)
            for name in (
                "rounds",
                "tables",
                "forms",
                "measures",
                "indicators",
                "chapters",
                "tasks",
                "commitments",
                "projects",
                "related",
                "notes",
            )
        ),
    ),
    section_of(
        "period",
        model.Period,
        _year("base"),
        _year("first"),
        _year("last"),
    ),
    section_of(
        "rating",
        model.RatingDefaults,
        Key("lag", "choice", get_args(model.Lag)),
        Key("mean_early", "choice", get_args(model.MeanEarly)),
        Key("words", "words", section="rating.words"),
    ),
    section_of(
        "rating.words",
        model.RatingWord,
        Key("word", "line"),
        Key("counts_as", "choice", CORE_RATINGS),
    ),
    section_of(
        "rounds",
        model.RoundTemplate,
        _ID,
        _TITLE,
        _year("actual_through"),
        _year("forecast", "integers"),
        Key("cutoffs", "dates", ("annual", "monthly", "progress")),
        Key("deadlines", "dates", ("contact", "submission")),
        Key("report_limit", "limits", ("department", "town")),
        rows=True,
    ),
    section_of("tables", model.IndicatorTable, _ID, _TITLE, Key("owner", "line"), _NOTE, rows=True),
    section_of(
        "forms",
        model.Form,
        _ID,
        Key("kind", "id"),
        _TITLE,
        Key("alias", "line"),
        Key("table", "id", refers="tables"),
        Key("scope", "choice", get_args(model.Scope)),
        Key("columns", "lines"),
        Key("rows", "lines"),
        Key("notes", "proses"),
        rows=True,
        loose=True,
    ),
    section_of(
        "measures",
        model.Measure,
        _ID,
        Key("name", "line"),
        Key("uom", "line"),
        Key("nature", "choice", get_args(model.Nature)),
        _UNITS,
        Key("combine", "choice", get_args(model.Combine)),
        Key("bounds", "table", section="measures.bounds"),
        Key("ratio", "table", section="measures.ratio"),
        Key("precision", "integer", low=0, high=6),
        Key("scope", "line"),
        Key("parts", "ids", refers="measures"),
        Key("events", "id", refers="measures"),
        Key("collect_from", "choice", ("", "towns")),
        _ALIASES,
        _NOTE,
        rows=True,
    ),
    section_of("measures.bounds", model.Bounds, Key("min", "bound"), Key("max", "bound")),
    section_of(
        "measures.ratio",
        model.Ratio,
        Key("num", "id", refers="measures"),
        Key("den", "id", refers="measures"),
        Key("per", "number"),
    ),
    section_of(
        "indicators",
        model.Indicator,
        _ID,
        Key("table", "id", refers="tables"),
        Key("no", "integer", low=1, high=9999),
        Key("name", "line"),
        Key("measure", "id", refers="measures"),
        Key("rule", "id"),
        Key("target", "target"),
        Key("target_text", "line", blank=True),
        Key("uom", "line"),
        Key("attribute", "choice", get_args(model.Attribute)),
        Key("responsible_text", "line"),
        _CLAUSE,
        _ALIASES,
        Key("milestones", "milestones"),
        Key("target_scope", "choice", ("local", "superior")),
        Key("zero_base", "choice", get_args(model.ZeroBase)),
        _NOTE,
        rows=True,
    ),
    section_of("chapters", model.Chapter, _ID, Key("no", "line"), _TITLE, _CLAUSE, rows=True),
    section_of(
        "tasks",
        model.Task,
        _ID,
        Key("chapter", "id", refers="chapters"),
        Key("no", "line"),
        _TITLE,
        _CLAUSE,
        _UNITS,
        rows=True,
    ),
    section_of(
        "commitments",
        model.Commitment,
        _ID,
        Key("title", "prose"),
        Key("kind", "choice", ("commitment", "deliverable")),
        Key("task", "id", refers="tasks"),
        Key("target", "prose"),
        Key("due_text", "line"),
        Key("due", "date"),
        Key("hard", "flag"),
        Key("indicator", "id", refers="indicators"),
        Key("project", "id", refers="projects"),
        Key("same_as", "foreign", refers="commitments"),
        _CLAUSE,
        _UNITS,
        _NOTE,
        rows=True,
    ),
    section_of(
        "projects",
        model.Project,
        _ID,
        Key("no", "integer", low=1, high=9999),
        _TITLE,
        Key("content", "prose"),
        Key("parts", "proses"),
        _ALIASES,
        Key("same_as", "foreign", refers="projects"),
        Key("responsible_text", "line"),
        _UNITS,
        _CLAUSE,
        _NOTE,
        rows=True,
    ),
    section_of(
        "related",
        model.Related,
        Key("indicator", "id", refers="indicators"),
        Key("other", "foreign", refers="indicators"),
        Key("relation", "choice", ("same", "similar", "related")),
        _NOTE,
        rows=True,
    ),
    section_of(
        "notes",
        model.PlanNote,
        Key("id", "line"),
        Key("weight", "choice", ("high", "medium", "low")),
        Key("text", "prose"),
        Key("practice", "prose"),
        Key("about", "mentions"),
        rows=True,
    ),
)

KEYS: Mapping[str, Section] = MappingProxyType({section.path: section for section in _SECTIONS})
"""Every section by its path; "" is the top level of the file."""

COMPUTED_FIELDS = frozenset({"folder", "digest", "options"})
"""Fields of the dataclasses that are no keys: where the plan came from, and the loose keys of a form."""
