"""What is said is STIX to everybody: to the library and the validator of the standard's owners, with nothing custom."""

from __future__ import annotations

from dataclasses import replace

import pytest
import stix2
from hypothesis import given, settings
from stix2validator import ValidationOptions, validate_instance

from battlebox.desk.picture import Condition, Suspicion
from battlebox.marking import Tlp
from battlebox.share.intel import facts
from desk.exchange.speaking import FARWICK, Speaking
from share.situation.statuses import says, statuses, told

EXTENDED = ("event", "impact", "task")


def faults(things):
    """What the library and the validator say against these things."""
    found = []
    for each in things:
        # Strictly: nothing custom is allowed. What extensions define comes back as plain data, as the library has it.
        parsed = stix2.parse(each.thing.raw.decode(), allow_custom=False, version="2.1")
        found += [] if isinstance(parsed, dict) is (each.thing.type in EXTENDED) else [each.thing.type]
        result = validate_instance(each.thing.says, ValidationOptions(version="2.1", strict_types=False))
        found += [str(error) for error in result.errors]
        # Ids are worked out, so that the same part is the same thing: version 5 for good reason.
        found += [str(warning) for warning in result.warnings if "{103}" not in str(warning)]
    return found


@pytest.fixture(scope="module")
def desk():
    return Speaking().everything()


def test_a_whole_desk_is_sound_to_the_owners_of_the_standard(desk):
    things = told(desk.told(), pattern_of=lambda _what: "[ipv4-addr:value = '203.0.113.7']")
    assert {each.thing.type for each in things} == {
        "identity", "note", "infrastructure", "event", "impact", "course-of-action", "task", "indicator", "sighting",
        "incident", "report", "grouping",
    }  # fmt: skip
    assert faults(things) == []
    assert faults(told(desk.told(FARWICK), reader="farwick")) == []


@given(statuses)
@settings(max_examples=20, deadline=None)
def test_whatever_is_said_is_sound_to_them(status):
    assert faults(told(status)) == []


@pytest.mark.parametrize(
    ("state", "finding"), [(Suspicion.SUSPECTED, "suspected"), (Suspicion.CONFIRMED, "successful-attempt")]
)
def test_what_is_suspected_or_confirmed_is_said_in_the_extensions_terms(state, finding):
    desk = Speaking()
    desk.suspects(state, "northmere.servers")
    desk.sees()
    desk.isolates()
    things = told(desk.told())
    (incident,) = says(things, "incident")
    core = incident["extensions"][facts.INCIDENT_CORE]
    assert (core["determination"], core["investigation_status"]) == (finding, "open")
    ids = {each.thing.id: each.thing.type for each in things}
    named = [
        *core["impact_refs"],
        *(one["event_ref"] for one in core["events"]),
        *(one["task_ref"] for one in core["tasks"]),
    ]
    assert sorted(ids[one] for one in named) == ["event", "impact", "task"]
    (event,) = says(things, "event")
    assert event["status"] == ("ongoing" if state is Suspicion.CONFIRMED else "undetermined")


@pytest.mark.parametrize("state", [Suspicion.UNKNOWN, Suspicion.CLEAR])
def test_what_the_extension_has_no_true_word_for_is_said_in_words_alone(state):
    desk = Speaking()
    desk.suspects(state, "northmere.servers")
    things = told(desk.told())
    (incident,) = says(things, "incident")
    assert "extensions" not in incident
    assert says(things, "event") == []
    (system,) = says(things, "infrastructure")
    assert f"state:{state.value}" in system["labels"]
    assert "that does not mean that there is none" in system["description"]


def test_how_a_council_stands_is_not_said_where_nothing_may_be_told_of_it():
    desk = Speaking()
    desk.signs()
    (incident,) = says(told(desk.told()), "incident")
    assert incident["description"] == (
        "Northmere Council does not say how it stands. That does not mean that it is not affected."
    )
    assert not any(label.startswith("state:") for label in incident["labels"])
    assert "extensions" not in incident


def test_whoever_is_told_a_fact_alone_is_not_told_that_there_is_an_incident():
    desk = Speaking()
    desk.suspects()
    desk.later().states("Doors are open.", tlp=Tlp.CLEAR, audience=frozenset())
    things = told(desk.told(FARWICK), reader="farwick")
    assert [each.thing.type for each in things] == ["identity", "note", "report", "grouping"]
    assert b"02:40" not in b"".join(each.thing.raw for each in things)


def test_the_words_are_repeated_for_whoever_reads_no_extension(desk):
    things = told(desk.told())
    plain = " ".join(each.thing.raw.decode() for each in things if each.thing.type not in EXTENDED)
    for each in (*desk.told().systems, *desk.told().services, *desk.told().orders):
        assert each.name in plain
    (report,) = says(things, "report")
    assert "Systems, suspected: Care records shared with Eastholt" in report["description"]
    assert "Services, out: Housing benefit payments" in report["description"]
    assert "asks of you: Close the shared line (being done)" in report["description"]


def test_no_report_names_a_type_that_the_standard_does_not_know(desk):
    for kind in ("report", "grouping"):
        (whole,) = says(told(desk.told()), kind)
        assert not any(one.startswith(tuple(f"{each}--" for each in EXTENDED)) for one in whole["object_refs"])


@pytest.mark.parametrize(
    ("condition", "criticality"),
    [(Condition.OUT, [70]), (Condition.SLOW, [40]), (Condition.WORKING, []), (Condition.UNKNOWN, [])],
)
def test_only_what_is_out_or_slow_has_an_impact(condition, criticality):
    desk = Speaking()
    desk.sees(condition)
    assert [each["criticality"] for each in says(told(desk.told()), "impact")] == criticality


def test_a_suspicion_in_the_partners_own_system_is_no_event_of_ours():
    desk = Speaking()
    desk.suspects(Suspicion.CONFIRMED, "eastholt.servers")
    things = told(desk.told())
    assert says(things, "event") == []
    (incident,) = says(things, "incident")
    assert "extensions" not in incident


def test_a_long_list_is_counted_and_a_long_line_is_cut():
    desk = Speaking()
    desk.states("Some screens are blank.")
    (fact,) = desk.told().facts
    many = tuple(replace(fact, key=str(number), words=f"Screen {number} is blank. {'x' * 900}") for number in range(45))
    (report,) = says(told(replace(desk.told(), facts=many)), "report")
    assert report["description"].endswith("; and 15 more")
    assert "Screen 29 is" in report["description"]
    assert "Screen 30 is" not in report["description"]
    assert len(report["description"]) < 30 * 303 + 200
