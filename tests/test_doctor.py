"""Is the machine fit and the data folder healthy: every finding on a machine that has it, none on a good one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from evaltui.doctor import (
    NEEDED_CPU_FLAGS,
    Folder,
    Machine,
    Mount,
    check_folder,
    check_machine,
    check_plans,
    cpu_flags,
    examine,
    mount_of,
    probe,
)
from evaltui.errors import Problem, Severity, problem

GOOD = Machine(
    cpu_flags=frozenset(NEEDED_CPU_FLAGS),
    term="xterm-256color",
    mount=Mount("/", "ext4", frozenset({"rw"})),
    free_bytes=10**10,
    uid=1000,
)
GOOD_FOLDER = Folder(mode=0o700, owner=1000, files={"units/gaj.toml": (0o600, 1000)})


def codes(found: tuple[Problem, ...]) -> list[str]:
    return [item.code for item in found]


def test_a_good_machine_has_no_finding() -> None:
    assert examine(GOOD, GOOD_FOLDER) == ()


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (lambda m: replace(m, cpu_flags=m.cpu_flags - {"avx2"}), "doctor_cpu_old"),
        (lambda m: replace(m, cpu_flags=None), "doctor_cpu_unknown"),
        (lambda m: replace(m, page_size=16384), "doctor_page_size"),
        (lambda m: replace(m, python=(3, 10)), "doctor_python_old"),
        (lambda m: replace(m, encoding="ANSI_X3.4-1968"), "doctor_locale"),
        (lambda m: replace(m, encoding="GB18030"), "doctor_locale"),
        (lambda m: replace(m, term="linux"), "doctor_term_poor"),
        (lambda m: replace(m, term=""), "doctor_term_poor"),
        (lambda m: replace(m, term="wonder-term"), "doctor_term_unknown"),
        (lambda m: replace(m, mount=Mount("/mnt", "nfs4")), "doctor_network_folder"),
        (lambda m: replace(m, mount=Mount("/mnt", "cifs")), "doctor_network_folder"),
        (lambda m: replace(m, mount=Mount("/tmp", "tmpfs")), "doctor_volatile_folder"),
        (lambda m: replace(m, mount=Mount("/", "ext4", frozenset({"ro"}))), "doctor_read_only_mount"),
        (lambda m: replace(m, free_bytes=5 * 1024 * 1024), "doctor_space_low"),
    ],
)
def test_each_weakness_is_found_and_comes_with_advice(change: Callable[[Machine], Machine], code: str) -> None:
    found = check_machine(change(GOOD))
    assert codes(found) == [code]
    assert found[0].hint


def test_what_is_good_enough_is_not_mentioned() -> None:
    arm = replace(GOOD, arch="aarch64", cpu_flags=None)
    pni = replace(GOOD, cpu_flags=(GOOD.cpu_flags or frozenset()) - {"sse3"} | {"pni"})
    piped = replace(GOOD, term=None, encoding="utf8", mount=None, free_bytes=None, page_size=None)
    assert check_machine(arm) == check_machine(pni) == check_machine(piped) == ()


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (lambda f: replace(f, exists=False), "doctor_folder_missing"),
        (lambda f: replace(f, mode=0o755), "doctor_folder_open"),
        (lambda f: replace(f, owner=0), "doctor_foreign_owner"),
        (lambda f: replace(f, files={"city.toml": (0o600, 0)}), "doctor_foreign_owner"),
        (lambda f: replace(f, files={"city.toml": (0o640, 1000)}), "doctor_file_open"),
        (lambda f: replace(f, files={"units/.~gaj.toml.0a1b": (0o600, 1000)}), "doctor_orphan_temp"),
    ],
)
def test_the_folders_modes_and_owners(change: Callable[[Folder], Folder], code: str) -> None:
    assert codes(check_folder(change(GOOD_FOLDER), 1000)) == [code]


@dataclass
class Entry:
    id: str
    state: str
    folder: Path = Path("plugins/x")
    problems: tuple[Problem, ...] = ()
    shadowed_by: str = ""


def test_plans_that_did_not_load_are_findings() -> None:
    refused = Entry("a", "refused", problems=(problem("doctor_locale", found="x"),) * 3)
    found = check_plans([refused, Entry("b", "ready"), Entry("c", "code_failed"), Entry("d", "shadowed")])
    assert codes(found) == ["doctor_plan_refused", "doctor_plan_code", "doctor_plan_shadowed"]
    assert "3处" in found[0].sentence


def test_what_the_store_found_is_passed_on() -> None:
    damaged = problem("doctor_folder_missing")
    assert examine(GOOD, GOOD_FOLDER, (), (damaged,)) == (damaged,)


MOUNTS = "\n".join(
    [
        "/dev/sda1 / ext4 rw,relatime 0 0",
        "server:/share /data/my\\040share nfs4 rw 0 0",
        "tmpfs /data tmpfs rw 0 0",
        "/dev/sdb1 /data ext4 ro 0 0",
        "broken line",
    ]
)


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/home/x", "ext4"),
        ("/data/my share/units", "nfs4"),
        ("/data/other", "ext4"),
        ("/database", "ext4"),
    ],
)
def test_the_mount_of_a_path_is_the_longest_and_latest(path: str, kind: str) -> None:
    found = mount_of(path, MOUNTS)
    assert found is not None
    assert found.kind == kind


def test_a_mount_table_that_cannot_be_read_gives_no_finding() -> None:
    assert mount_of("/data", "") is None


def test_cpu_flags_are_those_of_the_first_processor() -> None:
    assert cpu_flags("processor\t: 0\nflags\t\t: fpu avx2\n\nprocessor: 1\nflags: fpu\n") == frozenset({"fpu", "avx2"})
    assert cpu_flags("Features : fp asimd") is None


def test_probing_a_real_folder_finds_its_files_and_changes_nothing(tmp_path: Path) -> None:
    (tmp_path / "units").mkdir()
    (tmp_path / "units" / "gaj.toml").write_text("format = 1\n", encoding="utf-8")
    (tmp_path / "units" / "gaj.toml").chmod(0o644)
    tmp_path.chmod(0o700)
    machine, folder = probe(tmp_path, {"TERM": "dumb"})
    assert folder.files["units/gaj.toml"][0] == 0o644
    assert "doctor_file_open" in codes(check_folder(folder, machine.uid))
    assert machine.free_bytes is not None
    assert {path.name for path in tmp_path.rglob("*")} == {"units", "gaj.toml"}


def test_a_folder_that_does_not_exist_is_one_finding(tmp_path: Path) -> None:
    machine, folder = probe(tmp_path / "nowhere" / "data", {})
    assert codes(check_folder(folder, machine.uid)) == ["doctor_folder_missing"]


def test_a_finding_that_stops_work_is_must_fix() -> None:
    found = check_machine(replace(GOOD, cpu_flags=frozenset(), mount=Mount("/mnt", "nfs")))
    assert [item.severity for item in found] == [Severity.MUST_FIX, Severity.MUST_EXPLAIN]
