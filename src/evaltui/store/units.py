"""Which unit a printed name means: aliases, old names, 市 and 海安市 in front, lists of names in one cell."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from difflib import SequenceMatcher
from functools import lru_cache
from types import MappingProxyType
from typing import Final

from evaltui.errors import Problem, problem
from evaltui.store.settings import Settings, Unit
from evaltui.text import clean, fold

NEAREST: Final = 3
_HARD: Final = re.compile(r"[、，,；;/／|｜]+")
_SOFT: Final = re.compile("[和与及]")
_ETC: Final = re.compile(r"等(?:市?(?:各|有关|相关)*(?:部门|单位|部门和单位|责任单位))?$")
_REMARK: Final = re.compile(
    r"[(（](?:牵头|负责|配合|主办|协办)(?:单位|部门)?[)）]|^(?:牵头|责任|参与|配合)(?:单位|部门)?[:：]"
)
_TOWN_OFFICE: Final = re.compile("(?:人民政府|政府|街道办事处|办事处|党工委|管理委员会|管委会)$")
_TOWN_KIND: Final = re.compile("(?:街道|镇|乡)$")
_ENDING: Final = re.compile("(?:局|委员会|委|办公室|办|中心|公司|集团|大队|部)$")


def resolve_unit(name: str, settings: Settings) -> Unit | None:
    """The one unit that `name` means: id, full or short name, alias or old name, with or without the city's name.

    None where nobody or more than one bears it.
    """
    return settings.unit_by_id.get(name.strip()) or _resolve(name, settings)


def split_units(text: str, settings: Settings) -> tuple[tuple[Unit, ...], tuple[str, ...], bool]:
    """(units, names nobody bears, True where 等部门 says that there are others) of a cell with one or more names.

    Units stand in printed order, once each. Spaces inside names do not matter; a name that contains 和, 与 or 及
    is matched as a whole before any of them separates.
    """
    units: dict[str, Unit] = {}
    left: list[str] = []
    others = False
    for chunk in _chunks(clean(text), settings):
        name = _ETC.sub("", chunk)
        others = others or name != chunk
        if not name:
            continue
        unit = resolve_unit(name, settings)
        if unit is not None:
            units[unit.id] = unit
        else:
            left.append(name)
    return tuple(units.values()), tuple(left), others


def nearest_units(name: str, settings: Settings, count: int = NEAREST) -> tuple[Unit, ...]:
    """The units whose names are closest to `name`, best first."""
    key = _bare(fold(name), settings.region)
    index = _index(settings.units, settings.region)

    def likeness(unit: Unit) -> float:
        return max(SequenceMatcher(None, key, spelled).ratio() for spelled in index.spellings[unit.id])

    return tuple(sorted(settings.units, key=likeness, reverse=True)[:count])


def possible_units(name: str, settings: Settings) -> tuple[Unit, ...]:
    """The units that `name` could be short for: its characters stand in theirs in this order (城建局: 住建局, 城建集团)."""
    index = _index(settings.units, settings.region)
    key = _bare(fold(name), settings.region)
    borne = index.bearers.get(key, ())
    if len(borne) > 1:
        return tuple(settings.unit_by_id[unit] for unit in borne)
    stem = _ENDING.sub("", key)
    if len(stem) < 2:
        return ()
    return tuple(
        unit for unit in settings.units if any(_runs_through(stem, spelled) for spelled in index.spellings[unit.id])
    )


def unit_question(name: str, settings: Settings) -> Problem:
    """What to ask about a name that `resolve_unit` does not know: the candidates, or the nearest three."""
    possible = possible_units(name, settings)
    if possible:
        shown = "、".join(unit.label for unit in possible[:NEAREST])
        return problem("unit_ambiguous", name=name, nearest=shown)
    shown = "、".join(unit.label for unit in nearest_units(name, settings))
    return problem("unit_unknown", name=name, nearest=shown)


class _Index:
    """Every spelling of every unit, folded."""

    def __init__(self, units: tuple[Unit, ...], region: str) -> None:
        bearers: dict[str, dict[str, None]] = {}
        spellings: dict[str, tuple[str, ...]] = {}
        for unit in units:
            names = [unit.name, unit.short, unit.renamed_from, *unit.aliases]
            found = dict.fromkeys(key for name in names if name for key in _spellings(name, unit, region))
            spellings[unit.id] = tuple(found)
            for key in found:
                bearers.setdefault(key, {})[unit.id] = None
        for unit in units:
            for key in {fold(unit.name), fold(unit.short)} - {""}:
                bearers[key] = {other.id: None for other in units if key in (fold(other.name), fold(other.short))}
        self.bearers: Mapping[str, tuple[str, ...]] = MappingProxyType({k: tuple(v) for k, v in bearers.items()})
        self.spellings: Mapping[str, tuple[str, ...]] = MappingProxyType(spellings)


@lru_cache(maxsize=8)
def _index(units: tuple[Unit, ...], region: str) -> _Index:
    return _Index(units, region)


def _spellings(name: str, unit: Unit, region: str) -> Iterator[str]:
    key = fold(name)
    yield key
    bare = _bare(key, region)
    yield bare
    if unit.kind == "town":
        place = _TOWN_OFFICE.sub("", bare)
        yield place
        short = _TOWN_KIND.sub("", place)
        if len(short) > 1 and short not in (fold(region), _city(region)):
            yield short


def _resolve(name: str, settings: Settings) -> Unit | None:
    index = _index(settings.units, settings.region)
    key = fold(_REMARK.sub("", name))
    bare = _bare(key, settings.region)
    for spelled in (key, bare, _TOWN_OFFICE.sub("", bare)):
        bearers = index.bearers.get(spelled, ())
        if len(bearers) == 1:
            return settings.unit_by_id[bearers[0]]
        if bearers:
            return None
    return None


def _city(region: str) -> str:
    return fold(region).removesuffix("市")


def _bare(key: str, region: str) -> str:
    """A folded name without the city in front: 海安市, 海安, 市."""
    for prefix in (fold(region), _city(region), "市"):
        if prefix and key.startswith(prefix) and len(key) > len(prefix) + 1:
            return key.removeprefix(prefix)
    return key


def _chunks(text: str, settings: Settings) -> Iterator[str]:
    """Single names: separators first, then line breaks, then 和, 与, 及, each only where the whole is no unit's name."""
    for piece in _HARD.split(text):
        whole = "".join(piece.split())
        if not whole:
            continue
        if _known(whole, settings):
            yield whole
            continue
        for line in piece.splitlines():
            single = "".join(line.split())
            if single:
                yield from _softly(single, settings)


def _softly(text: str, settings: Settings) -> Iterator[str]:
    if _known(text, settings):
        yield text
        return
    for found in _SOFT.finditer(text):
        before, after = text[: found.start()], text[found.end() :]
        if before and after and _known(before, settings):
            yield before
            yield from _softly(after, settings)
            return
    for found in reversed(list(_SOFT.finditer(text))):
        before, after = text[: found.start()], text[found.end() :]
        if before and after and _known(after, settings):
            yield before
            yield after
            return
    yield text


def _known(text: str, settings: Settings) -> bool:
    return resolve_unit(_ETC.sub("", text), settings) is not None


def _runs_through(stem: str, name: str) -> bool:
    rest = iter(name)
    return all(character in rest for character in stem)
