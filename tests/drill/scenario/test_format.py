"""The format page's own example, and what the page promises about fields and words."""

from __future__ import annotations

import re
from dataclasses import fields
from pathlib import Path

import pytest

from battlebox.desk import Role
from battlebox.drill.scenario import (
    Answer,
    By,
    EventKind,
    Measure,
    Pick,
    Scenario,
    ScenarioMistakes,
    scenario_of_bytes,
)
from battlebox.drill.scenario.reading import _EVENT, _INJECT, _PART, _TOP
from battlebox.journal import Kind

PAGE = Path(__file__).parents[3] / "docs" / "formats" / "scenario.md"
EXAMPLE = re.search(r"```toml\n(.*?)```", PAGE.read_text("utf-8"), re.DOTALL)[1]


def read(text: str = EXAMPLE) -> Scenario:
    return scenario_of_bytes(text.encode(), "mine.toml")


def changed(*pairs: tuple[str, str]) -> str:
    text = EXAMPLE
    for old, new in pairs:
        assert old in text, old
        text = text.replace(old, new, 1)
    return text


def mistakes(text: str) -> list[tuple[str, str, str]]:
    with pytest.raises(ScenarioMistakes) as caught:
        read(text)
    return [(each.place, str(each), each.hint) for each in caught.value.mistakes]


def test_the_page_shows_a_whole_scenario():
    found = read()
    assert (found.id, found.minutes, found.starts.isoformat("minutes")) == ("tapes", 30, "09:10")
    assert [each.number for each in found.injects] == [1]
    (inject,) = found.injects
    assert inject.by is By.PHONE
    assert inject.to == (Role.OPERATIONAL, Role.TACTICAL)
    assert inject.solo
    assert [each.measure for each in inject.expected] == [Measure.RECORD, Measure.TIME]
    assert [sign.kind for sign in inject.expected[1].any] == [Kind.SYSTEM_ISOLATED, Kind.DECISION_MADE]
    (event,) = found.events
    assert (event.kind, event.when, event.share_percent) == (EventKind.BACKUPS_DELETED, Answer.NO, 10)


@pytest.mark.parametrize("name", sorted({*_TOP, *_INJECT, *_EVENT, *_PART} - {"format"}))
def test_the_page_explains_every_field(name):
    # A table of its own is explained under its heading.
    assert re.search(rf"`(\[+(inject\.)?)?{name}\]*`", PAGE.read_text("utf-8")), name


@pytest.mark.parametrize("word", [*Pick, *EventKind, *By, *Role, *Measure, *Answer])
def test_the_page_names_every_word(word):
    assert f"`{word.value}`" in PAGE.read_text("utf-8")


def test_every_value_of_a_scenario_is_frozen():
    found = read()
    for value in (found, found.attack, *found.parts, *found.injects, *found.events, *found.branches):
        with pytest.raises(AttributeError):
            setattr(value, fields(value)[0].name, "other")
        assert hash(value) == hash(value)


def test_what_was_done_before_is_left_out_where_the_file_says_anew():
    found = read(changed(('measure = "time"', 'measure = "time"\nanew = true')))
    assert [each.anew for each in found.injects[0].expected] == [False, True]
