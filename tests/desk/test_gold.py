"""Gold's facts count everything that stops, whatever is ordered, and call no fallback good that nobody tried."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from battlebox.cli.opening import open_estate
from battlebox.desk.brief import GoldFacts, find, write_brief
from battlebox.desk.brief.choices import option_of
from battlebox.desk.brief.gold import AsItIs, gold_facts
from battlebox.engine import Done, Down, EstateArrays, Hit, Question, impact
from battlebox.estate import MICROHOURS, Priority

AT = datetime(2025, 11, 24, 3, 0, tzinfo=UTC)


@pytest.fixture(scope="module")
def west():
    estate = open_estate("west-london")
    arrays = EstateArrays.of(estate)
    asked = Question(hits=(Hit("rbkc.ad", 1.0),) if "rbkc.ad" in estate.system_by_id else (), worlds=128, seed=1)
    if not asked.hits:
        hub = max(estate.systems, key=lambda row: sum(need.on == row.system for need in estate.needs))
        asked = replace(asked, hits=(Hit(hub.system, 1.0),))
    found = find(estate, arrays, asked, at=AT, body="rbkc", seconds=60.0)
    return found, write_brief(found).choices


def stopping(found, actions):
    """P1 services that stop within three days, asked of the engine straight."""
    orders = tuple(Done(name) for name in actions if name in found.estate.action_by_id)
    downs = tuple(Down(hit.system) for hit in found.question.hits if hit.chance >= 1)
    answer = impact(found.arrays, downs=downs, dones=orders, hours_microhours=1008 * MICROHOURS, as_recorded=True)
    services = found.estate.service_by_id
    return {
        row.id: row
        for row in answer.services
        if services[row.id].priority is Priority.P1
        and row.stops_microhours is not None
        and row.stops_microhours <= 72 * MICROHOURS
    }


def test_each_choice_counts_all_that_stops_and_beside_it_what_its_orders_add(west):
    found, choices = west
    watching = stopping(found, ())
    assert watching, "nothing stops: this test would show nothing"
    seen = set()
    for row in choices:
        option = option_of(found, row)
        if row.option == "everything":
            continue
        facts = gold_facts(found, option, AsItIs())
        rows = stopping(found, option.actions)
        added = len(rows.keys() - watching.keys())
        said = facts.stops[0]
        ours = sum(found.estate.service_by_id[name].body == "rbkc" for name in rows)
        assert said.startswith(f"{len(rows)} ({ours or 'none'} ours)"), (row.letter, said)
        assert (f"{added} of them for these orders" in said) is (added > 0), (row.letter, said)
        late = [each.mtpd_at_microhours for each in rows.values() if each.mtpd_at_microhours is not None]
        assert facts.first_harm.startswith("none within") is (not late), (row.letter, facts.first_harm)
        # Whoever reads a name as ours may: what is not says whose it is.
        for name in facts.stops[1:]:
            thing = re.match(r"(.+?) (now|in |by )", name)[1]
            owned = {each.body for each in found.estate.services if each.name == thing}
            assert "rbkc" in owned or thing.endswith(")"), name
        seen.add(added > 0)
    assert seen == {True, False}


def test_a_fallback_counts_as_tried_when_it_was_and_as_up_when_it_is(west):
    found, choices = west
    option = option_of(found, choices[0])
    stops = stopping(found, ())
    assert "none up now" in gold_facts(found, option, AsItIs()).fallback
    assert gold_facts(found, option, AsItIs(frozenset(stops))).fallback.startswith(f"{len(stops)} up now")
    before = gold_facts(found, option, AsItIs()).fallback
    one = next(row for row in found.estate.services if row.service in stops and row.has_fallback)
    tried = replace(one, fallback_tested_on=date(2025, 6, 1))
    services = tuple(tried if row is one else row for row in found.estate.services)
    after = gold_facts(replace(found, estate=replace(found.estate, services=services)), option, AsItIs()).fallback
    assert before.endswith("none ever tried")
    assert after.endswith("1 ever tried")


def test_what_was_out_before_the_question_is_not_given_those_hours_again(west):
    found, choices = west
    option = option_of(found, choices[0])
    out = list(stopping(found, option.actions))
    assert all(found.estate.service_by_id[name].body != "rbkc" for name in out)
    assert gold_facts(found, option, AsItIs()).first_harm == "ours: none; others' in 2 hours"
    gone = AsItIs(borne={out[-1]: -MICROHOURS})
    assert gold_facts(found, option, gone).first_harm == "ours: none; others' already past"
    soon = AsItIs(borne={out[-1]: MICROHOURS // 2})
    assert gold_facts(found, option, soon).first_harm == "ours: none; others' in 30 minutes"


def test_beside_many_choices_one_name_less_is_told_and_one_more_counted():
    named = ("5 (2 ours):", "Telecare in 2 hours", "Meals in 3 hours")
    facts = GoldFacts(named, "in 8 hours", "none up now", left=1_002)
    (_, stops), *rest = facts.said
    assert stops == (*named, "and 1,002 more")
    (_, fewer), *others = facts.shorter.said
    assert fewer == ("5 (2 ours):", "Telecare in 2 hours", "and 1,003 more")
    assert others == rest
    whole = GoldFacts(("1 (none ours):", "Telecare in 2 hours"))
    assert whole.shorter == whole
    assert GoldFacts().said[0][1] == ("none",)
    kept = GoldFacts(("5:", "Telecare in 2 hours", "and 3 more"))
    assert kept.shorter.said == kept.said, "what an older desk kept is read as it was written"
