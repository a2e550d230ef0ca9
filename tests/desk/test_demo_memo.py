"""The staff memo of the demonstration: told, rung, answered, not answered, refused, and one whom nothing reached."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from battlebox.desk import Officer
from battlebox.desk.command import CAST, play_demo
from battlebox.desk.compose import drafts_of, staff_memo, versions_of_draft
from battlebox.desk.message import Outcome, message_of, messages_of, progress_of, roll_of
from battlebox.desk.record import Installation, Sight
from battlebox.desk.tell import Goes, corrections_due
from desk.room import StillWatch, shipped

NOW = datetime(2026, 11, 27, 9, tzinfo=UTC)


@pytest.fixture(scope="module")
def demo(tmp_path_factory):
    folder = tmp_path_factory.mktemp("demo")
    cast = {name: Officer(f"o-{name}", office, body, frozenset({role})) for name, (body, role, office) in CAST.items()}
    incident = play_demo(folder, shipped("west-london"), cast, now=NOW, also=(staff_memo,))
    here = Installation(folder, StillWatch(at=NOW))
    record = here.record(incident)
    yield record, {name: Sight.of(record, officer) for name, officer in cast.items()}
    here.close()


def test_somebody_stands_in_every_place_that_the_pages_can_show(demo):
    record, sights = demo
    [(thing, said)] = messages_of(sights["rbkc.silver"])
    assert said.value.answer_by < NOW
    progress = progress_of(record, [thing])[thing]
    people = {each.person for each in roll_of(record, said.value)}
    assert len(progress.told) == 11
    assert len(progress.answers) == 6
    assert set(progress.answers) < progress.told < people
    refused = {each.person for each in progress.came.values() if each.outcome is Outcome.REFUSED}
    assert len(refused) == 2
    assert not progress.in_doubt
    # Nobody is left for whom something would still be tried: a practising desk has nothing to send.
    assert {
        each.person for each in roll_of(record, said.value) if not each.addresses
    } == people - progress.told - refused


def test_the_memo_rests_on_the_figure_that_was_wrong_and_its_readers_are_owed_the_correction(demo):
    _, sights = demo
    [(thing, said)] = messages_of(sights["rbkc.words"])
    assert "about ten services" in said.value.words
    due = [
        each
        for each in corrections_due(sights["rbkc.words"])
        if each.thing == message_of(sights["rbkc.words"], thing).value.release
    ]
    assert len(due) == 1
    assert isinstance(due[0].may, Goes)
    assert len(corrections_due(sights["rbkc.words"])) == 2


def test_a_press_line_waits_with_two_versions_and_was_not_sent(demo):
    _, sights = demo
    [(thing, standing)] = drafts_of(sights["rbkc.gold"])
    assert [each.value.why for each in standing] == ["asked for by Gold"]
    assert len(versions_of_draft(sights["rbkc.gold"], thing)) == 2
    assert not drafts_of(sights["wcc.silver"])


@pytest.mark.parametrize("who", ["wcc.silver", "hf.silver"])
def test_it_is_for_staff_of_one_council_and_the_others_do_not_see_it(demo, who):
    _, sights = demo
    assert messages_of(sights[who]) == ()
