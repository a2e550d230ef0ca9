"""The words of a drill are said once in a line."""

from __future__ import annotations

from battlebox.journal import EXERCISE, without_exercise


def test_a_title_is_said_without_them_where_they_stand_already():
    assert without_exercise(f"{EXERCISE}: Northmere") == "Northmere"
    assert without_exercise("Northmere") == "Northmere"
    assert without_exercise(f"The {EXERCISE}: Northmere") == f"The {EXERCISE}: Northmere"
