"""The documents keep up with the program.

Law: every command, option, error, setting and column of an estate is on its page; pages that the program writes are as
it would write them now; links lead somewhere.
Not here: whether a page is well written.
"""

from __future__ import annotations

import importlib.util
import json
import re
import subprocess
import sys

import click
import pytest

from battlebox.estate import TABLES, EstateCode
from laws.tree import ROOT, files, page, source, told

LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)")
SETTING = re.compile(r"\bBATTLEBOX_[A-Z_]+\b")
HEADING = re.compile(r"^#+ (.+)$", re.MULTILINE)


@pytest.fixture(scope="module")
def made():
    """The maker of pages, which lies with the pages."""
    spec = importlib.util.spec_from_file_location("make_pages", ROOT / "docs" / "make_pages.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_pages_of_commands_and_errors_are_as_the_program_would_write_them_now(made):
    # In a program of its own: what other tests loaded or replaced shows in nobody's help.
    words = "import json, make_pages; print(json.dumps({name: make() for name, make in make_pages.PAGES.items()}))"
    ran = subprocess.run([sys.executable, "-c", words], cwd=ROOT / "docs", capture_output=True, text=True, check=True)
    stale = [name for name, said in json.loads(ran.stdout).items() if page(name) != said]
    assert set(json.loads(ran.stdout)) == set(made.PAGES)
    assert not stale, f"run `make docs` and read what changed: {', '.join(stale)}"


def test_every_command_and_option_says_what_it_does(made):
    faults = []

    def look(command, path):
        if not (command.help or "").strip():
            faults.append(f"{path}: has no help")
        faults.extend(
            f"{path} {option.opts[0]}: has no help"
            for option in command.params
            if option.param_type_name == "option" and not option.help and not option.hidden
        )
        if isinstance(command, click.Group):
            context = click.Context(command)
            for name in command.list_commands(context):
                look(command.get_command(context, name), f"{path} {name}")

    look(made.program(), "battlebox")
    assert not faults, told(faults)


def test_every_error_is_a_sentence_with_a_hint(made):
    faults = []
    for room, code, sentence, hint in made.tables():
        if not sentence or not hint:
            faults.append(f"{room} {code}: both a sentence and a hint")
        faults.extend(
            f"{room} {code}: lower case and no full stop: {text}"
            for text in (sentence, hint)
            if text.endswith(".") or (text[:1].isupper() and not text[:2].isupper())
        )
    assert not faults, told(faults)


def test_every_code_of_a_room_has_its_words(made):
    for room in made.rooms():
        module = importlib.import_module(f"battlebox.{room}.errors")
        assert set(module.TEXT) == set(module.Code), room


def test_every_setting_is_on_the_settings_page():
    told_of = set(SETTING.findall(page("settings.md")))
    used = {name for module in source() for name in SETTING.findall(module.text)}
    for name in ("tests/conftest.py", ".ci/run", "Makefile"):
        used |= set(SETTING.findall((ROOT / name).read_text(encoding="utf-8")))
    assert used - told_of == set(), "write these on docs/settings.md"
    assert told_of - used == set(), "these are on docs/settings.md and nowhere in the program"


def test_every_table_and_column_of_an_estate_is_on_the_format_page():
    text = page("formats/estate.md")
    faults = []
    for table in TABLES.values() if hasattr(TABLES, "values") else TABLES:
        part = _part(text, table.name)
        if not part:
            faults.append(f"docs/formats/estate.md: no heading for the table {table.name}")
        faults += [
            f"docs/formats/estate.md: {table.name}: no word of the column {column.name}"
            for column in table.columns
            if f"`{column.name}`" not in part and f"`{column.name}*`" not in part
        ]
    assert not faults, told(faults)


def _part(text: str, table: str) -> str:
    """What stands between the heading of a table and the next heading of the same rank or above."""
    found = re.search(rf"^(#+) .*`?\b{table}\b`?.*$", text, re.MULTILINE)
    if not found:
        return ""
    rank = len(found[1])
    rest = text[found.end() :]
    end = re.search(rf"^#{{1,{rank}}} ", rest, re.MULTILINE)
    return rest[: end.start()] if end else rest


def test_every_mistake_of_an_estate_is_on_a_page():
    text = page("formats/estate.md") + page("errors.md")
    missing = [code.value for code in EstateCode if f"`{code.value}`" not in text]
    assert not missing, told(missing)


def _anchors(text: str) -> set[str]:
    return {re.sub(r"[^\w\- ]", "", heading.lower()).strip().replace(" ", "-") for heading in HEADING.findall(text)}


def test_links_between_pages_lead_somewhere():
    faults = []
    for path in files(".md"):
        text = re.sub(r"```.*?```", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)
        for target in LINK.findall(text):
            if "://" in target or target.startswith("mailto:"):
                continue
            name, _, anchor = target.partition("#")
            other = (path.parent / name).resolve() if name else path
            where = f"{path.relative_to(ROOT).as_posix()}: {target}"
            if not other.exists():
                faults.append(f"{where}: no such file")
            elif anchor and other.suffix == ".md" and anchor not in _anchors(other.read_text(encoding="utf-8")):
                faults.append(f"{where}: no such heading")
    assert not faults, told(faults)


def test_every_page_can_be_reached_from_the_map():
    seen, todo = set(), [ROOT / "README.md"]
    while todo:
        path = todo.pop()
        if path in seen or not path.exists() or path.suffix != ".md":
            continue
        seen.add(path)
        targets = [target.partition("#")[0] for target in LINK.findall(path.read_text(encoding="utf-8"))]
        todo.extend((path.parent / target).resolve() for target in targets if "://" not in target)
    pages = (path for path in files(".md") if path.is_relative_to(ROOT / "docs"))
    lost = [path.relative_to(ROOT).as_posix() for path in pages if path not in seen]
    assert not lost, f"no page links to these: {', '.join(lost)}"
