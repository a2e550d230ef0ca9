"""The wheel holds what a desk needs and nothing that needs Node.js: installed without a network, its desk answers."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import sysconfig
import zipfile

import pytest

from laws.tree import ROOT
from web.test_starting import Running, ask

pytestmark = pytest.mark.one_store


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    """Built as `make wheels` builds it."""
    place = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(place)]
    subprocess.run(build, cwd=ROOT, check=True, capture_output=True, timeout=120)
    (found,) = place.glob("battlebox-*.whl")
    return found


def test_it_holds_what_was_built_and_neither_its_sources_nor_its_tools(wheel):
    with zipfile.ZipFile(wheel) as opened:
        names = opened.namelist()
        entry = next(name for name in names if name.endswith("entry_points.txt"))
        assert "battlebox = battlebox.cli:main" in opened.read(entry).decode()
    built = {path.name for path in (ROOT / "src" / "battlebox" / "web" / "static" / "desk").glob("*.*")}
    assert {"desk.css", "desk.js", "htmx.js"} <= built
    assert {f"battlebox/web/static/desk/{name}" for name in built} <= set(names)
    assert "battlebox/estate/shipped/west-london/systems.csv" in names
    assert [
        name for name in names if "/front/" in name or "node_modules" in name or name.endswith((".ts", ".scss"))
    ] == []
    # One for every machine: nothing in it is compiled.
    assert wheel.name.endswith("-py3-none-any.whl")


def test_installed_without_an_index_its_desk_answers_with_its_style_and_no_node(wheel, tmp_path, monkeypatch):
    place = tmp_path / "fresh"
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(place)], check=True, timeout=60)
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "--python", str(place / "bin" / "python")]
    install = [*pip, "install", "--quiet", "--no-index", "--no-deps", str(wheel)]
    subprocess.run(install, check=True, timeout=120)
    # What it stands on is there already, in the environment of the tests: only Battlebox itself is the wheel's.
    (library,) = place.glob("lib/python*/site-packages")
    (library / "stands-on.pth").write_text(sysconfig.get_path("purelib") + "\n", encoding="utf-8")
    where = subprocess.run(
        [place / "bin" / "python", "-c", "import battlebox; print(battlebox.__file__)"],
        capture_output=True, text=True, check=True, cwd=tmp_path,
    ).stdout  # fmt: skip
    assert where.startswith(str(place))
    monkeypatch.setenv("PATH", os.pathsep.join([str(place / "bin"), "/nowhere"]))
    monkeypatch.setattr("web.test_starting.PROGRAM", str(place / "bin" / "battlebox"))
    desk = Running(tmp_path / "desk")
    try:
        page = ask(desk, "/join/")
        assert "Join the desk" in page, desk.said
        style = re.search(r'href="(/static/desk/desk\.[0-9a-f]+\.css)"', page)[1]
        assert "govuk" in ask(desk, style)
    finally:
        assert desk.end() == 0
