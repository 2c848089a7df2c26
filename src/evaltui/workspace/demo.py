"""`evaltui demo`: a filled workspace of a city that does not exist, made through the store so that its history is real.

Everything happens on fixed days, so that two examples made at the same `now` are the same file by file. Building one
skips the waiting for the disk: it can be made again at any time.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta, timezone
from pathlib import Path
from typing import Final

from evaltui.access import OFFICE, Identity
from evaltui.plan.model import Plan
from evaltui.plan.registry import Registry
from evaltui.store import workflow
from evaltui.store.files import OsLayer
from evaltui.store.history import Author
from evaltui.store.record import Changes, Leaf, Record
from evaltui.store.record import Path as FieldPath
from evaltui.store.repository import Loaded, Store
from evaltui.workspace import demo_figures as figures
from evaltui.workspace import demo_texts as texts
from evaltui.workspace.place import Places, bundled
from evaltui.workspace.plans import open_registry
from evaltui.workspace.session import Workspace

NOW: Final = datetime(2025, 6, 7, 16, 30, tzinfo=timezone(timedelta(hours=8)))
"""The example's present: nine days before its deadline."""

PROJECT_STATES: Final = {"ps_1": "under_way", "pe_1": "completed", "pe_4": "not_started"}

Stage = str
"""How far a unit has come: "" nothing · contact · half · full · submitted · returned · again · approved · consolidated."""

STAGES: Final[Mapping[Stage, tuple[str, ...]]] = {
    "contact": ("zzb", "cjjt", "mzzjj", "nmz", "hkz"),
    "half": ("xcb", "wglj", "cgj", "nyncj", "qxj", "mzj", "yjglj", "jtysj", "bsz", "dtz", "zlz"),
    "full": ("czj", "rmtzx", "cxjd"),
    "submitted": ("zjj", "jgj", "slj", "rsj", "zrzyghj", "gdgs", "kfq", "lqz", "ygz"),
    "returned": ("wjw", "bhxq"),
    "again": ("sthjj", "qhz"),
    "approved": ("gaj", "jtj", "swj", "sjj", "gxq", "cbjd"),
    "consolidated": ("kjj",),
}
"""Units by stage; who is not named has not begun. 消防 has handed in one plan and had it returned, see `_fire`."""

FULL: Final = frozenset({"full", "submitted", "returned", "again", "approved", "consolidated"})
SENT: Final = FULL - {"full"}


class _Memory(OsLayer):
    """The disk without waiting for it."""

    def fsync(self, fd: int) -> None:
        """Leave it to the system."""


class _Clock:
    """A clock that stands on a day of the story and ticks with every reading."""

    def __init__(self, shift: timedelta) -> None:
        self._shift = shift
        self._at = NOW

    def on(self, month: int, day: int, hour: int = 9) -> None:
        """Go to a day of the story's 2025."""
        self._at = datetime(2025, month, day, hour, tzinfo=NOW.tzinfo)

    def __call__(self) -> datetime:
        self._at += timedelta(seconds=37)
        return self._at + self._shift


class _Store(Store):
    """A store whose events are numbered, so that the example is the same every time."""

    _events = 0

    def new_event(self) -> str:
        """An event id: the time, and a number."""
        self._events += 1
        return f"{self.now():%Y%m%d%H%M%S}-{self._events:08x}"


@dataclass
class _Story:
    """What the acts of the example share."""

    workspace: Workspace
    clock: _Clock

    @property
    def plans(self) -> Sequence[Plan]:
        """The plans of the example."""
        return self.workspace.models

    def write(self, unit: str, changes: Changes, *, role: str = "clerk", reason: str = "", kind: str = "edit") -> None:
        """Save changes of a unit's record as its clerk, or as the office."""
        if not changes:
            return
        author = Author(texts.person(unit, "contact"), "clerk", unit)
        if role == "office":
            author = Author(texts.person("office", "1"), "office")
        saved = self.workspace.store.save(unit, self.workspace.loaded(unit), changes, author, kind=kind, reason=reason)
        self.workspace.remember(saved.loaded)

    def as_unit(self, unit: str) -> None:
        """Go on as the unit's clerk."""
        self.workspace.identity = Identity("clerk", unit, texts.person(unit, "contact"))

    def as_office(self) -> None:
        """Go on as the office."""
        self.workspace.identity = replace(OFFICE, person=texts.person("office", "1"))

    def submit(self, unit: str, plans: Sequence[str] | None = None) -> None:
        """Hand in the unit's plans."""
        self.as_unit(unit)
        for plan in self.plans:
            if self.workspace.duties(unit).items(plan.id) and (plans is None or plan.id in plans):
                self.workspace.submit(unit, plan.id)
        self.as_office()


def build_demo(root: Path, now: datetime = NOW, places: Places | None = None) -> None:
    """Write the example into the folder `root`; its present is `now`, deadlines and history move along with it.

    `places`: where plans are looked for, the bundled ones by default. OutputFailed where the folder cannot be written.
    """
    shift = timedelta(days=(now.date() - NOW.date()).days)
    clock = _Clock(shift)
    store = _Store(root, _Memory(), now=clock)
    clock.on(5, 6)
    store.files.make_folder(root)
    _roster(store, shift)
    registry = open_registry(places or Places(data=root))
    _titles(store, registry)
    settings, problems = store.settings()
    story = _Story(Workspace(store, settings, registry, problems, now.date()), clock)
    story.as_office()
    _office_begins(story, shift)
    for act in (_contacts, _filling, _fire, _handing_in, _declared_ratings, _office_decides):
        act(story)


def stage_of(unit: str) -> Stage:
    """How far a unit of the example has come."""
    return next((stage for stage, units in STAGES.items() if unit in units), "")


def _roster(store: Store, shift: timedelta) -> None:
    """workspace.toml: the default's departments under the city's name, invented towns, titles of the forms."""
    default = Store(bundled("data")).workspace().record
    region = default.text("region")
    short = region.removesuffix("市")
    fields: dict[FieldPath, Leaf | None] = {}
    for path, leaf in default.fields.items():
        fields[path] = _renamed(_renamed(leaf, region, texts.CITY), short, texts.CITY.removesuffix("市"))
        if path[:2] == ("round", "deadlines") and isinstance(leaf, date):
            fields[path] = leaf + shift
    fields.pop(("superior",), None)
    fields["region",] = texts.REGION
    fields["demo",] = True
    fields["office_phone",] = "0513-00000000"
    for town, name, label in texts.TOWNS:
        where = ("units", town)
        fields |= {(*where, "id"): town, (*where, "name"): name, (*where, "kind"): "town", (*where, "short"): label}
    author = Author(texts.person("office", "1"), "office")
    store.save("workspace", Loaded("workspace", Record("workspace")), fields, author, kind="init")


def _titles(store: Store, registry: Registry) -> None:
    """The forms are headed with the example's city."""
    loaded = store.workspace()
    fields: dict[FieldPath, Leaf | None] = {}
    for plan_id in store.settings()[0].plans:
        for form in registry.open(plan_id).plan.forms:
            title = form.title.replace("海安市", texts.CITY)
            if title != form.title:
                fields["plans", plan_id, "settings", "titles", form.id] = title
    author = Author(texts.person("office", "1"), "office")
    store.save("workspace", loaded, fields, author, kind="settings")


def _renamed(leaf: Leaf, old: str, new: str) -> Leaf:
    if isinstance(leaf, str):
        return leaf.replace(old, new)
    if isinstance(leaf, tuple):
        return tuple(item.replace(old, new) if isinstance(item, str) else item for item in leaf)
    return leaf


def _office_begins(story: _Story, shift: timedelta) -> None:
    """Reference figures, a granted extension, a proposed target."""
    story.clock.on(5, 12)
    until = date(2025, 6, 23) + shift
    changes: dict[FieldPath, Leaf | None] = {
        **figures.reference_figures(),
        ("extensions", "cgj", "submission", "until"): until,
        ("extensions", "cgj", "submission", "reason"): "机构调整，人员交接",
        ("assignments", "confirmed", "safety_plan"): date(2025, 5, 12) + shift,
        ("targets", "emergency_plan", "new_firefighters", "proposed"): ">=40",
        ("targets", "emergency_plan", "new_firefighters", "proposed_reason"): "按常住人口占比分解，待上级书面确认",
    }
    story.write("city", changes, role="office")


def _contacts(story: _Story) -> None:
    """Everybody who has begun names a contact."""
    for number, unit in enumerate(story.workspace.settings.units):
        if not stage_of(unit.id) and unit.id != "xfjydd":
            continue
        story.clock.on(5, 13 + number % 5, 9 + number % 8)
        changes: dict[FieldPath, Leaf | None] = {}
        for plan in story.workspace.duties(unit.id).contact:
            changes |= texts.contact_fields(unit.id, plan)
        story.write(unit.id, changes)


def _filling(story: _Story) -> None:
    """Figures and texts, all or about half of them."""
    for number, unit in enumerate(story.workspace.settings.units):
        stage = stage_of(unit.id)
        if stage != "half" and stage not in FULL:
            continue
        story.clock.on(5, 20 + number % 9, 8 + number % 9)
        story.write(unit.id, figures.unit_figures(unit.id))
        story.clock.on(6, 1 + number % 5, 9 + number % 8)
        story.write(unit.id, _texts(story, unit.id, whole=stage in FULL))


def _texts(story: _Story, unit: str, *, whole: bool, only: str = "") -> Changes:
    """The texts a unit writes; with `whole` False, those of every other thing."""
    duties = story.workspace.duties(unit)
    found = story.workspace.settings.unit_by_id[unit]
    changes: dict[FieldPath, Leaf | None] = {}
    for plan in story.plans:
        if only and plan.id != only:
            continue
        if duties.items(plan.id):
            changes |= texts.people_fields(unit, plan.id)
        things = [
            texts.task_fields(unit, plan.id, item) for item in plan.tasks if item.id in duties.of("tasks", plan.id)
        ]
        things += [
            texts.commitment_fields(unit, plan.id, item)
            for item in plan.commitments
            if item.id in duties.of("commitments", plan.id)
        ]
        for part in things if whole else things[::2]:
            changes |= part
        for project in plan.projects:
            if project.id in duties.of("projects", plan.id) and (whole or project.id in PROJECT_STATES):
                state = PROJECT_STATES.get(project.id, "under_way")
                changes |= texts.project_fields(unit, plan.id, project, state)
        if plan.id in duties.report and (whole or plan.id == "safety_plan"):
            with_indicators = bool(duties.indicators_of(plan.id))
            town = found.kind == "town"
            changes |= texts.report_fields(unit, found.label, plan, town=town, with_indicators=with_indicators)
    return changes


def _fire(story: _Story) -> None:
    """消防 hands in one plan; one indicator comes back, and its explanation is not complete yet."""
    story.clock.on(6, 2, 10)
    story.write("xfjydd", figures.unit_figures("xfjydd"))
    story.write("xfjydd", _texts(story, "xfjydd", whole=True))
    missing = ("explanations", "fire_station_coverage", "measures_taken")
    story.write("xfjydd", {missing: "倒排工期，每周调度。"})
    story.submit("xfjydd", ("emergency_plan",))
    story.clock.on(6, 5, 15)
    story.workspace.return_items(
        "xfjydd",
        "emergency_plan",
        ("indicator:fire_station_coverage",),
        reason="措施只有一句，请写明两座新站的开工、完工时间和过渡期的补位安排。",
    )
    story.as_unit("xfjydd")
    story.write("xfjydd", {missing: None})
    story.as_office()


def _handing_in(story: _Story) -> None:
    """Submissions, returns, second submissions, approvals."""
    workspace = story.workspace
    for number, unit in enumerate(unit for unit in workspace.settings.units if stage_of(unit.id) in SENT):
        stage = stage_of(unit.id)
        story.clock.on(6, 3 + number % 3, 10 + number % 7)
        story.submit(unit.id)
        plan = next(plan.id for plan in story.plans if workspace.duties(unit.id).items(plan.id))
        if stage in ("returned", "again"):
            story.clock.on(6, 6, 9)
            workspace.return_items(
                unit.id, plan, ("report",), reason="报告缺少本单位的数据和案例，请补充2—3个典型案例。"
            )
        if stage == "again":
            story.clock.on(6, 6, 14)
            case = f"典型案例：{unit.label}推行“隐患随手拍”，两年收到线索600余条，办结率98%。"
            story.write(unit.id, {("plans", plan, "report", "cases"): case})
            story.submit(unit.id, (plan,))
        if stage in ("approved", "consolidated"):
            story.clock.on(6, 6, 16)
            for item in story.plans:
                if workspace.duties(unit.id).items(item.id):
                    workspace.approve(unit.id, item.id)
        if stage == "consolidated":
            _consolidate(story, unit.id)


def _consolidate(story: _Story, unit: str) -> None:
    """Take what is approved into the city's result."""
    record = story.workspace.loaded(unit).record
    changes: dict[FieldPath, Leaf | None] = {}
    for plan in story.plans:
        items = story.workspace.duties(unit).items(plan.id)
        if items:
            details = workflow.Details(person=texts.person("office", "1"), when=story.workspace.store.now(), number=1)
            changes |= workflow.act(record, plan, items, "consolidate", details).changes
    story.write(unit, changes, role="office", kind="consolidate")


def _declared_ratings(story: _Story) -> None:
    """One declaration that holds, one that later changes overtook, one without a reason."""
    story.clock.on(6, 6, 11)
    inputs = {(item.plan, item.indicator): item.inputs for item in story.workspace.rate("yjglj")}

    def declared(plan: str, indicator: str, rating: str, reason: str, mark: str) -> Mapping[FieldPath, Leaf]:
        where = ("plans", plan, "declared", indicator)
        return {(*where, "rating"): rating, (*where, "reason"): reason, (*where, "inputs"): mark}

    held, stale, bare = figures.DECLARED
    changes: dict[FieldPath, Leaf | None] = {
        **declared(*held, inputs[held[0], held[1]]),
        **declared(*stale, "0" * 64),
        **declared(*bare, inputs[bare[0], bare[1]]),
    }
    story.write("yjglj", changes)


def _office_decides(story: _Story) -> None:
    """One difference decided and one left open, one rating decided, a question asked, a sealed copy received."""
    story.clock.on(6, 7, 9)
    when = story.workspace.store.now()
    answers = story.workspace.store.now()
    rated = {(item.plan, item.indicator): item for item in story.workspace.rate(None)}
    decided = rated["safety_plan", "fishing_deaths_drop"]
    changes: dict[FieldPath, Leaf | None] = {
        ("decisions", "figures", "hazchem_monitoring_rate", "values", "2023"): {
            "value": 93, "reason": "运输环节按年底在册车辆核减后一致",
        },
        ("decisions", "adopted", "hazchem_monitoring_rate", "2023"): "yjglj",
        ("decisions", "ratings", "city", "safety_plan", "fishing_deaths_drop", "rating"): "on_track",
        ("decisions", "ratings", "city", "safety_plan", "fishing_deaths_drop", "reason"): "基期为0，2024年未发生，按保持零事故认定",
        ("decisions", "ratings", "city", "safety_plan", "fishing_deaths_drop", "inputs"): decided.inputs,
        ("threads", "yjglj", "q1", "plan"): "emergency_plan",
        ("threads", "yjglj", "q1", "item"): "indicator:training_coverage",
        ("threads", "yjglj", "q1", "messages", "1", "text"): "2024年培训覆盖率填“约97%”，请按培训名册核一个准确数。",
        ("threads", "yjglj", "q1", "messages", "1", "person"): texts.person("office", "1"),
        ("threads", "yjglj", "q1", "messages", "1", "when"): when,
        ("receipts", "gaj", "1", "plan"): "safety_plan",
        ("receipts", "gaj", "1", "kind"): "sealed",
        ("receipts", "gaj", "1", "date"): answers.date(),
        ("receipts", "gaj", "1", "copies"): 2,
        ("reminders", "zzb", "1", "date"): answers.date(),
        ("reminders", "zzb", "1", "way"): "电话",
        ("reminders", "zzb", "1", "text"): "请于6月16日前报送应急规划评估材料。",
        ("reminders", "zzb", "1", "person"): texts.person("office", "1"),
    }  # fmt: skip  # one field, one line
    story.write("city", changes, role="office", kind="decide", reason="核对两家台账")
