"""The budget table: each line's limit beside what was measured, and whether it holds."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from support.budgets import BLOCK, IN_ROW_P95, ROW_MAX, ROW_P95, SIZES, START, TEXT_P50, TEXT_P95

Found = Mapping[str, Any]
LABELS = tuple(f"{columns}x{lines}" for columns, lines in SIZES)
LARGE = LABELS[-1]


@dataclass(frozen=True)
class BudgetLine:
    """`measured` once per size, or once for all; `verdict` is of the size the limit is for."""

    what: str
    limit: str
    measured: tuple[str, ...]
    verdict: str


def lines_of(found: Found) -> tuple[BudgetLine, ...]:
    """Every line of the table, in the order of the design."""
    return (*_keys(found), *_block(found), *_silence(found), *_starts(found), *_held(found))


def _keys(found: Found) -> Iterator[BudgetLine]:
    sizes = [found["evaltui"][label] for label in LABELS]
    large, stock = found["evaltui"][LARGE], found["stock"][LARGE]
    yield _bytes_line("key that stays in the row: bytes", f"p95 {IN_ROW_P95} B", sizes, "in_row", p95=IN_ROW_P95)
    allowed = min(8.0, 3 * stock["in_row"]["last_ms"]["p95"])
    yield BudgetLine(
        "key that stays in the row: to the last byte",
        f"p95 8 ms and 3x a DataTable move (p95 {stock['in_row']['last_ms']['p95']} ms)",
        tuple(_ms(size["in_row"]["last_ms"]) for size in sizes),
        _holds(large["in_row"]["last_ms"]["p95"] <= allowed),
    )
    limit = f"p95 {ROW_P95} B, max {ROW_MAX} B"
    yield _bytes_line("key that changes the row: bytes", limit, sizes, "row", p95=ROW_P95, most=ROW_MAX)
    yield BudgetLine(
        "key that changes the row: to the last byte",
        "p95 12 ms",
        tuple(_ms(size["row"]["last_ms"]) for size in sizes),
        _holds(large["row"]["last_ms"]["p95"] <= 12),
    )
    yield _bytes_line(
        "key that changes the row and turns the page: bytes", limit, sizes, "row_and_page", ROW_P95, ROW_MAX
    )
    yield _bytes_line("PgUp, PgDn: bytes", limit, sizes, "page", ROW_P95, ROW_MAX)
    yield _bytes_line(
        "figure committed, its rating and checks included: bytes", limit, sizes, "commit", ROW_P95, ROW_MAX
    )
    yield BudgetLine(
        "figure committed: to the screen",
        "p95 12 ms",
        tuple(_ms(size["commit"]["screen_ms"]) for size in sizes),
        _holds(large["commit"]["screen_ms"]["p95"] <= 12),
    )
    for what, name in (
        ("to 已保存, after the fsync", "saved_ms"),
        ("to the last byte of rating and checks", "last_ms"),
    ):
        yield BudgetLine(
            f"figure committed: {what}", "counted apart", tuple(_ms(size["commit"][name]) for size in sizes), "-"
        )
    yield _bytes_line("figure committed, page turned: bytes", limit, sizes, "commit_and_page", ROW_P95, ROW_MAX)
    if all("text" in size for size in sizes):
        limit = f"p50 {TEXT_P50} B, p95 {TEXT_P95} B"
        yield _bytes_line("report text of 5 000 characters: bytes", limit, sizes, "text", TEXT_P95, p50=TEXT_P50)
        yield BudgetLine(
            "report text of 5 000 characters: to the last byte",
            "p95 25 ms",
            tuple(_ms(size["text"]["last_ms"]) for size in sizes),
            _holds(large["text"]["last_ms"]["p95"] <= 25),
        )
    else:
        yield BudgetLine(
            "report text of 5 000 characters", f"p50 {TEXT_P50} B, p95 {TEXT_P95} B, p95 25 ms", ("not measured",), "-"
        )
    for what, name in (("opened", "palette_open"), ("a key in it", "palette_key"), ("closed", "palette_close")):
        yield BudgetLine(f"palette {what}: bytes", "-", tuple(_b(size[name]["bytes"]) for size in sizes), "-")


def _block(found: Found) -> Iterator[BudgetLine]:
    blocks = [found["evaltui"][label]["block"] for label in LABELS]
    yield BudgetLine(
        f"block of 26x5 pasted ({blocks[-1]['cells_landed']} cells can be typed on): to the screen",
        "50 ms",
        tuple(_ms(item["screen_ms"]) for item in blocks),
        _holds(blocks[-1]["screen_ms"]["max"] <= 50),
    )
    yield BudgetLine(
        "block of 26x5 pasted: bytes, ratings included",
        f"{BLOCK} B",
        tuple(_b(item["bytes"]) for item in blocks),
        _holds(blocks[-1]["bytes"]["max"] <= BLOCK),
    )
    yield BudgetLine(
        "block of 26x5 pasted: to 已保存", "counted apart", tuple(_ms(item["saved_ms"]) for item in blocks), "-"
    )


def _silence(found: Found) -> Iterator[BudgetLine]:
    quiet = found["silence"]
    for what, name in (
        (f"{quiet['seconds']:.0f} s of nothing (首页, grid, cell being typed in)", "idle_bytes"),
        ("window loses and gets the focus", "focus_bytes"),
    ):
        yield BudgetLine(what, "0 B", (f"{sum(quiet[name].values())} B",), _holds(not any(quiet[name].values())))


def _starts(found: Found) -> Iterator[BudgetLine]:
    start = found["start"]
    least = start["least_ms"]
    for what, key, name, against, stock in (
        ("first paint with the unit's figures", "first_paint_ratio", "first_paint", "empty", "an empty Textual app"),
        ("grid filled", "grid_ratio", "grid", "table", "a DataTable with the same rows"),
    ):
        yield BudgetLine(
            what,
            f"1.5x {stock}",
            (f"{start[key]}x ({least[name]} ms, {least[against]} ms)",),
            _holds(start[key] <= 1.5),
        )
    yield BudgetLine("grid with its ratings", "-", (f"{start['grid_rated_ratio']}x ({least['grid_rated']} ms)",), "-")
    yield BudgetLine(
        "start: bytes", f"{START} B", (f"{start['bytes']['max']:.0f} B",), _holds(start["bytes"]["max"] <= START)
    )
    yield BudgetLine(
        "polars is asked for after the first paint",
        "after",
        (f"{start['import_after_ms']} ms after",),
        _holds(start["import_after_ms"] >= 0),
    )


def _held(found: Found) -> Iterator[BudgetLine]:
    held = [found["evaltui"][label]["held"] for label in LABELS]
    yield BudgetLine(
        "33 keys a second for 10 s: how far the screen is behind",
        "50 ms",
        tuple(_ms(item["lag_ms"]) for item in held),
        _holds(held[-1]["lag_ms"]["max"] <= 50 and not held[-1]["never_shown"]),
    )


def _bytes_line(
    what: str,
    limit: str,
    sizes: list[Any],
    name: str,
    p95: float,
    most: float = float("inf"),
    p50: float = float("inf"),
) -> BudgetLine:
    last = sizes[-1][name]["bytes"]
    good = last["p50"] <= p50 and last["p95"] <= p95 and last["max"] <= most
    return BudgetLine(what, limit, tuple(_b(size[name]["bytes"]) for size in sizes), _holds(good))


def _b(spread: Found) -> str:
    return f"{spread['p50']:.0f} / {spread['p95']:.0f} / {spread['max']:.0f} B"


def _ms(spread: Found) -> str:
    return f"{spread['p50']:.0f} / {spread['p95']:.0f} / {spread['max']:.0f} ms"


def _holds(good: bool) -> str:
    return "holds" if good else "not met"


def factors(found: Found) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """By how much evaltui beats the stock programs: bytes and times of an edit, of the palette; and the waste ratios."""

    def edit(label: str, unit: str) -> str:
        ours, theirs = found["evaltui"][label]["edit"][unit]["p50"], found["stock"][label]["edit"][unit]["p50"]
        return f"{theirs / ours:.1f}x ({theirs:.0f} against {ours:.0f})"

    def palette(label: str) -> str:
        parts = ("palette_open", "palette_close")
        ours, theirs = (sum(found[who][label][part]["bytes"]["p50"] for part in parts) for who in ("evaltui", "stock"))
        return f"{theirs / ours:.1f}x ({theirs:.0f} against {ours:.0f})"

    def waste(label: str, who: str, scene: str) -> str:
        return str(found[who][label][scene]["bytes_per_changed_cell"])

    return (
        ("a figure edited (F2, Backspace, digit, Enter), bytes", tuple(edit(label, "bytes") for label in LABELS)),
        ("the same, ms until it is on the screen", tuple(edit(label, "ms") for label in LABELS)),
        ("palette opened and closed, bytes", tuple(palette(label) for label in LABELS)),
        ("bytes per changed cell in the row: evaltui", tuple(waste(label, "evaltui", "in_row") for label in LABELS)),
        ("bytes per changed cell in the row: DataTable", tuple(waste(label, "stock", "in_row") for label in LABELS)),
        ("bytes per changed cell, page turned: evaltui", tuple(waste(label, "evaltui", "page") for label in LABELS)),
        ("bytes per changed cell, page turned: DataTable", tuple(waste(label, "stock", "page") for label in LABELS)),
    )
