"""What every test runs under: no user folders touched, no environment of the developer, slow proofs scaled."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

SOAK = os.environ.get("EVALTUI_SOAK") == "1"

settings.register_profile(
    "house", deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow], derandomize=True
)
settings.register_profile(
    "soak", deadline=None, max_examples=5000, suppress_health_check=[HealthCheck.too_slow], print_blob=True
)
settings.load_profile("soak" if SOAK else "house")


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session: pytest.Session) -> None:
    """In CI nothing may be skipped: what was not run proves nothing."""
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if os.environ.get("EVALTUI_NO_SKIPS") == "1" and reporter is not None and reporter.stats.get("skipped"):
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


@pytest.fixture(autouse=True)
def _own_world(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    home = tmp_path_factory.mktemp("home")
    for name in list(os.environ):
        if name.startswith("EVALTUI_") and name not in {"EVALTUI_SOAK", "EVALTUI_NO_SKIPS"}:
            monkeypatch.delenv(name)
    for name in ("SOURCE_DATE_EPOCH", "NO_COLOR", "SSH_ORIGINAL_COMMAND"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.setenv("XDG_DATA_HOME", str(Path(home) / "data"))


@pytest.fixture(scope="session")
def _demo_master(tmp_path_factory: pytest.TempPathFactory) -> Path:
    from evaltui.workspace.demo import build_demo

    data = tmp_path_factory.mktemp("demo") / "data"
    build_demo(data)
    return data


@pytest.fixture
def demo(_demo_master: Path, tmp_path: Path) -> Path:
    """A copy of the filled example's data folder, made once a session."""
    return Path(shutil.copytree(_demo_master, tmp_path / "demo" / "data"))
