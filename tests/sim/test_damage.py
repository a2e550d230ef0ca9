"""The page on what is noticed says what happens, and a record to which nothing was done is accused of nothing."""

from __future__ import annotations

from pathlib import Path

from sim.damage import DAMAGES, NOTICED, UNSEEN, table, trial

PAGE = Path(__file__).parents[2] / "docs" / "damage.md"


def test_the_page_holds_the_table_that_the_trials_give(tmp_path: Path) -> None:
    found = table(tmp_path)
    assert found in PAGE.read_text(encoding="utf-8"), "docs/damage.md is to hold:\n" + found
    assert len(DAMAGES) == 19


def test_the_trials_bite(tmp_path: Path) -> None:
    assert trial("nothing", tmp_path / "none") == (UNSEEN,) * 4
    assert trial("an old copy put back", tmp_path / "old") == (UNSEEN, NOTICED, NOTICED, NOTICED)
