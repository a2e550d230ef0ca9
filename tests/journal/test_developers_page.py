"""The example on the developers' page runs, and does what the page says."""

from __future__ import annotations

import re
from pathlib import Path

from battlebox.journal import Desk, Draft, Kind, enrol
from sim.region import OnDisk, key_of

PAGE = Path(__file__).parents[2] / "docs" / "for-developers.md"


def test_the_example_of_a_desk_over_a_journal_runs(tmp_path: Path) -> None:
    (code,) = re.findall(r"```python\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)
    found: dict = {}
    exec(compile(code, "for-developers.md", "exec"), found)  # noqa: S102 - it is our own page
    journal, notes = OnDisk(tmp_path).journal, found["Notes"]()
    found["officer"](journal, notes)
    assert list(notes.texts.values()) == ["told the duty manager"]
    enrol(journal, Desk(key_of("x").public, "northmere", "", "x"), key_of("admin northmere"))
    for i in range(3):
        journal.append(Draft(Kind.NOTE_WRITTEN, text=f"{i}"))
    notes.catch_up(journal)
    assert list(notes.texts.values()) == ["told the duty manager", "0", "1", "2"]
