"""滞后分析说明: cause, final progress and measures for every indicator of the unit that lags behind."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from evaltui.assess.results import Assessment
from evaltui.assess.slots import EXPLANATION_KEYS, explanation_path
from evaltui.catalogue.texts import EXPLANATION, SAID
from evaltui.plan.model import Indicator, Plan
from evaltui.store.record import Path
from evaltui.tui.field_values import Field
from evaltui.tui.grid.model import tab_name
from evaltui.tui.pages.filling import FillPage
from evaltui.tui.pages.page import Host
from evaltui.tui.pages.split import Entry
from evaltui.tui.source import plans_of


class ExplanationsPage(FillPage):
    """One entry per measure, or per indicator where a plan explains it in its own words."""

    name = "滞后分析说明"
    about = (
        "评价为滞后预期的指标，要写滞后原因、预计最终完成情况、已采取和拟采取的措施。同一项数据用在几张表里的，只写一次。",
        "按回车进去写，Esc 回到列表，离开一栏就已保存。评价改好以后不用写的，写过的仍留着。",
    )

    def __init__(self, host: Host, unit: str, measure: str = "") -> None:
        super().__init__(host, unit)
        if self.book.assessments is None:
            self.book.rate()
        if measure:
            self.shows_measure(measure)

    def shows_measure(self, measure: str) -> bool:
        """Put the bar on the explanation of a measure; False where there is none to write."""
        wanted = next((at for at, entry in enumerate(self.entries) if entry.key.split("@")[0] == measure), None)
        if wanted is not None:
            self.at = wanted
            self._show_main()
        return wanted is not None

    @property
    def nothing(self) -> str:  # type: ignore[override]  # a constant elsewhere
        """What stands here where nothing lags."""
        return SAID["counting" if self.book.assessments is None else "none_behind"]

    @property
    def basis(self) -> object:
        """Which indicators lag."""
        return self.book.assessments

    def build(self) -> Sequence[Entry]:
        """What is owed, then what was once written."""
        owed: dict[Path, list[tuple[Plan, Indicator, Assessment | None]]] = {}
        once: dict[Path, list[tuple[Plan, Indicator, Assessment | None]]] = {}
        duties = self.host.source.duties(self._unit)
        record = self.book.writing.record
        assessments = self.book.assessments or {}
        for plan in plans_of(self.host.source):
            for indicator in plan.indicators:
                if indicator.measure not in duties.leads:
                    continue
                found = assessments.get((plan.id, indicator.id))
                for where in self._places(plan, indicator):
                    written = any(record.text(*where, key).strip() for key in EXPLANATION_KEYS)
                    if found is not None and found.explanation_owed:
                        owed.setdefault(where, []).append((plan, indicator, found))
                    elif written:
                        once.setdefault(where, []).append((plan, indicator, found))
        out = [self._entry(where, rows, owed=True) for where, rows in owed.items()]
        rest = [self._entry(where, rows, owed=False) for where, rows in once.items() if where not in owed]
        return [*out, *([Entry(SAID["no_longer"]), *rest] if rest else [])]

    def _places(self, plan: Plan, indicator: Indicator) -> Iterator[Path]:
        """Where the explanation counts: the plan's own where it has one, else the measure's."""
        record = self.book.writing.record
        yield from dict.fromkeys(
            explanation_path(record, plan.id, indicator.id, indicator.measure, key)[:-1] for key in EXPLANATION_KEYS
        )

    def _entry(self, where: Path, rows: Sequence[tuple[Plan, Indicator, Assessment | None]], *, owed: bool) -> Entry:
        plan, indicator, _ = rows[0]
        record = self.book.writing.record
        fields = tuple(
            Field((*where, key), EXPLANATION[key][0], "text", EXPLANATION[key][1], required=owed)
            for key in EXPLANATION_KEYS
        )
        written = sum(bool(record.text(*field.path).strip()) for field in fields)
        own = where[0] == "plans"
        name = indicator.name if own else plan.measure_by_id[indicator.measure].name
        used = "、".join(
            f"{tab_name(plan, plan.table_by_id[indicator.table])}第{indicator.no}行" for plan, indicator, _ in rows
        )
        derivation = next((found.derivation for _, _, found in rows if found is not None), "")
        return Entry(
            title=name,
            key=indicator.measure if not own else f"{indicator.measure}@{plan.id}.{indicator.id}",
            name=name,
            state=f"{written}/{len(fields)}" if owed else "—",
            style="ahead" if written == len(fields) else "pending" if owed else "dim",
            notes=(f"{used}。{derivation}",),
            fields=fields,
            first=EXPLANATION_KEYS[0],
        )
