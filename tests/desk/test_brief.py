"""What the brief says of three councils: Northmere is hit, Eastholt shares its IT, Farwick is a stranger to both.

Law: missing is never "not affected"; the advice stands below the choices; nothing is said with a decimal.
Not here: layout (tests/cli, tests/share), the figures (tests/engine).
"""

from __future__ import annotations

import re
from dataclasses import fields, is_dataclass, replace
from datetime import UTC, datetime

import pytest

from battlebox.cli.opening import open_estate
from battlebox.desk.brief import SHORT, WHOLE, find, try_guesses, with_tests, write_brief
from battlebox.desk.brief.reach import short_body
from battlebox.desk.brief.stops import bodies_of
from battlebox.engine import Done, Down, EngineError, EstateArrays, Hit, Question, Rerun

AT = datetime(2026, 3, 2, 10, 0, tzinfo=UTC)
HITS = (Hit("northmere.servers"), Hit("eastholt.servers", 0.3))


@pytest.fixture(scope="module")
def northmere():
    estate = open_estate("northmere")
    return estate, EstateArrays.of(estate)


@pytest.fixture(scope="module")
def asked(northmere):
    estate, arrays = northmere

    def ask(hits=HITS, *, body=None, at=AT, **more):
        question = Question(hits=hits, worlds=128, **more)
        return find(estate, arrays, question, at=at, body=body, seconds=5.0)

    return ask


@pytest.fixture(scope="module")
def found(asked):
    return asked()


@pytest.fixture(scope="module")
def brief(found):
    return write_brief(found)


def _words(value):
    """Every text in a value, but for the arithmetic behind `--how-sure`."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        for each in value:
            yield from _words(each)
    elif is_dataclass(value):
        for field in fields(value):
            if field.name != "how_sure":
                yield from _words(getattr(value, field.name))


def test_no_sentence_has_a_decimal_or_claims_to_be_optimal(brief):
    for words in _words(brief):
        assert not re.search(r"\d\.\d", words), words
        assert "optimal" not in words.lower()
        assert "None" not in words


def test_each_body_is_confirmed_suspected_or_unknown(brief):
    rows = {row.body: row for row in brief.known}
    assert rows["Northmere"].confirmed == ("Northmere servers",)
    assert rows["Eastholt"].suspected == ("Eastholt servers (about 3 in 10)",)
    assert rows["Eastholt"].unknown == "1 system of 2"


def test_the_stranger_is_unknown_and_not_unaffected(brief):
    row = next(row for row in brief.known if row.body == "Farwick")
    assert (row.unknown, row.clear) == ("1 system of 1", ())
    assert any("unknown does not mean not affected" in line for line in brief.unknowns)


def test_a_system_checked_and_found_clear_is_said_to_be_so(asked):
    rows = {row.body: row for row in write_brief(asked((*HITS, Hit("farwick.servers", 0.0)))).known}
    assert rows["Farwick"].clear == ("Farwick servers",)
    assert rows["Farwick"].unknown == "none"


def test_what_stops_next_stands_in_its_window_with_its_fallback(brief):
    four = next(window for window in brief.ahead if window.title.startswith("Within 4 hours"))
    line = next(line for line in four.lines if line.name == "Child protection referrals" and "Northmere" in line.body)
    assert (line.when, line.is_people) == ("in 2 hours", True)
    assert "all vulnerable" in line.people
    assert "until" in line.fallback


def test_services_that_protect_people_come_before_money(brief):
    for window in brief.ahead:
        marks = [line.is_people for line in window.lines]
        assert marks == sorted(marks, reverse=True)


def test_a_stranger_council_loses_nothing(brief):
    assert not any("Farwick" in line.body for window in (brief.already, *brief.ahead) for line in window.lines)


def test_what_is_down_has_stopped_already(asked):
    words = write_brief(asked(downs=(Down("farwick.homelessness-tonight"),)))
    assert words.already.title == "Stopped already: 1 service"
    assert words.already.lines[0].when == "now"


def test_a_fallback_whose_own_needs_are_out_does_not_work(asked):
    words = write_brief(asked(downs=(Down("northmere.night-number"),)))
    lines = [line for window in words.ahead for line in window.lines if "Northmere" in line.body]
    assert any("does not work" in line.fallback for line in lines if line.name == "Child protection referrals")


def test_the_attacker_is_likely_where_the_chance_is_at_least_five_in_ten(brief, found):
    likely = {row.id for row in found.reach if row.by_h["72"] >= 0.5} - {"northmere.servers"}
    named = " ".join(brief.reach[-1].likely)
    systems = found.estate.system_by_id
    assert all(systems[key].name in named for key in likely) or "more system" in named
    assert "Northmere servers (" not in named


def test_the_choices_run_from_watching_to_the_whole_council(brief):
    options = [row.option for row in brief.choices]
    assert options[0] == "nothing"
    assert options[-1] == "everything"
    assert [row.letter for row in brief.choices] == list("ABCDEFGH"[: len(options)])
    assert all(row.people and row.service and row.records for row in brief.choices)


def test_watching_loses_no_evidence_and_needs_no_undoing(brief):
    watch = brief.choices[0]
    assert (watch.takes_effect, watch.undo, watch.evidence) == ("no order", "nothing to undo", "none by us")


def test_the_advice_leaves_the_decision_to_people(brief):
    assert "You decide." in brief.counsel.headline or "Watch, log the reason" in brief.counsel.headline
    assert len(brief.counsel.ask_first) == 2


def test_the_two_things_to_ask_first_are_the_suspect_and_the_checking(brief):
    first, second = brief.counsel.ask_first
    assert first == "whether Eastholt servers is really hit (now taken as about 3 in 10)"
    assert second.startswith("how long checking a system takes")


def test_every_order_of_the_plan_is_ordered_by_its_own_body(brief, found):
    plan = {found.estate.action_by_id[key] for key in found.advice.option("recommended").actions}
    own = {(row.body, name) for row in brief.orders for name in row.own}
    assert len(own) == len(plan)


def test_a_brief_for_one_body_advises_no_other(asked):
    words = write_brief(asked(body="eastholt"))
    assert "For Eastholt Council" in words.question
    assert {row.body for row in words.orders} == {"Eastholt"}
    assert any("If Northmere shuts its own systems down" in line for line in words.orders[0].if_partners)
    assert not any(name.startswith("Isolate Northmere") for row in words.orders for name in row.own)


@pytest.mark.parametrize("body", ["northmere", "eastholt"])
def test_the_asks_of_one_choice_never_stand_under_another(asked, body):
    found = asked(body=body)
    words = write_brief(found)
    alone, together = words.orders
    names = {row.letter: row.name.partition(":")[0] for row in words.choices}
    assert (names[alone.choice], names[together.choice]) == ("Part of it", "With partners")
    plan = [found.estate.action_by_id[key] for key in found.partner.together.option("recommended").actions]
    assert alone.asks == ()
    assert len(alone.own) == len(found.advice.option("recommended").actions)
    assert set(together.own) == {row.name for row in plan if row.body == body}
    assert all(any(row.name.partition(" ")[2] in line for line in together.asks) for row in plan if row.body != body)


def test_a_body_that_can_do_nothing_alone_is_told_what_watching_asks_and_what_partners_could_do(asked):
    words = write_brief(asked(body="farwick"))
    assert words.orders[0].choice == "A"
    assert (words.orders[0].own, words.orders[0].asks) == ((), ())
    assert words.orders[1].asks


def test_with_no_hit_not_enough_is_known_to_advise(asked):
    found = asked((), downs=(Down("northmere.phones"),))
    words = write_brief(found)
    assert words.counsel.enough is False
    assert words.counsel.headline == "Not enough is known to advise: no system is confirmed or suspected."
    assert len(words.counsel.ask_first) == 2
    assert words.choices == ()
    assert "low" in words.confidence


def test_an_unknown_body_is_refused_even_with_no_hit(asked):
    with pytest.raises(EngineError, match="no body is called westholt"):
        asked((), body="westholt")


def _rerun(name, *, same):
    return Rerun(name, same, 10.0, 9.0, () if same else ("eastholt.cut-line",), ())


def _tested(brief, found, reruns):
    words = with_tests(brief, found, reruns).tested
    assert words is not None
    return words


GUESSES = ("half_chance", "double_chance", "half_hours", "double_hours", "double_lasts")


def test_when_every_guess_flips_the_advice_there_is_none(brief, found):
    words = _tested(brief, found, [_rerun(name, same=False) for name in GUESSES])
    assert words.enough is False
    assert words.headline.startswith("Not enough is known to advise")
    assert "whether Eastholt servers is really hit" in words.headline
    assert len(words.lines) == 5


def test_when_one_guess_flips_it_says_which_and_how(brief, found):
    words = _tested(brief, found, [_rerun(name, same=name != "double_lasts") for name in GUESSES])
    assert words.enough is True
    assert words.headline == "Same advice under 4 of 5 changed guesses. It flips if checking takes twice as long."
    assert "add \u201cCut the shared line\u201d" in words.lines[-1]


def test_a_flip_of_many_orders_counts_them_in_a_short_sentence(brief, found):
    names = tuple(found.estate.action_by_id)[:5]
    flip = replace(_rerun("double_lasts", same=False), adds=names[:1], drops=names)
    words = _tested(brief, found, [*(_rerun(name, same=True) for name in GUESSES[:4]), flip])
    assert words.lines[-1].endswith(" and 4 more.")
    assert len(words.lines[-1]) <= 160


def test_each_order_of_the_plan_is_told_once_with_what_leaving_it_out_brings_back(brief, found):
    plan = found.advice.option("recommended").actions
    names = [found.estate.action_by_id[key].name for key in plan]
    told = " ".join(brief.counsel.orders)
    assert all("brings back" in line for line in brief.counsel.orders)
    assert all(told.count(f"{name.removeprefix('Isolate ')} (") <= 1 for name in names)
    assert len(names) > 4 or all(f"{name.removeprefix('Isolate ')} (" in told for name in names)


def test_when_no_guess_flips_the_advice_is_the_same(brief, found):
    words = _tested(brief, found, [_rerun(name, same=True) for name in GUESSES])
    assert words.headline == "Same advice under all 5 changed guesses."


def test_the_guesses_are_tested_in_the_order_of_the_contract(northmere, found, brief):
    _, arrays = northmere
    reruns = list(try_guesses(arrays, found, seconds=5.0))
    assert tuple(row.name for row in reruns) == GUESSES
    after = with_tests(brief, found, reruns)
    assert after.tested is not None
    assert replace(after, tested=None) == brief


def test_the_estate_says_how_old_it_is_and_whose_figures_it_holds(brief):
    assert any("written today" in line for line in brief.standing)
    assert any("working values, not any council's own" in line for line in brief.standing)
    assert brief.confidence.startswith("low, because the estate is an illustration")


def test_an_estate_written_after_the_time_of_the_brief_says_so(asked):
    words = write_brief(asked(at=datetime(2025, 11, 24, 9, 30, tzinfo=UTC)))
    assert any("written after this time" in line for line in words.standing)


def test_peak_dates_say_whether_their_service_stops(brief):
    assert any("benefit run (Northmere), stops if nothing is cut" in line for line in brief.dates)
    assert any("severe weather forecast (Eastholt), not stopped" in line for line in brief.dates)


def test_channels_say_which_still_work(asked):
    words = write_brief(asked(downs=(Down("northmere.switchboard"),)))
    line = next(line for line in words.channels if line.startswith("Northmere:"))
    assert "out: Northmere switchboard" in line


def test_an_order_already_given_is_not_advised_again(asked):
    found = asked(dones=(Done("northmere.isolate-backups", 1),))
    assert "northmere.isolate-backups" not in found.advice.option("recommended").actions


def test_the_arithmetic_names_its_units_and_its_limits(brief):
    assert brief.how_sure[0].startswith("Harm units are weighted person-hours")
    assert "not the figures that went in" in brief.how_sure[-1]


@pytest.fixture(scope="module")
def three_councils():
    """Ask about West London, where councils give services of the same names."""
    estate = open_estate("west-london")
    arrays = EstateArrays.of(estate)
    hits = (Hit("rbkc.hosting"), Hit("wcc.hosting", 0.3), Hit("hf.hosting", 0.1))

    def ask(body=None):
        return find(estate, arrays, Question(hits=hits, worlds=64), at=AT, body=body, seconds=3.0)

    return ask


@pytest.fixture(scope="module")
def for_westminster(three_councils):
    return three_councils("wcc")


def test_what_a_choice_spares_and_stops_says_whose_service_it_is(for_westminster):
    for row in write_brief(for_westminster).choices:
        for change in (row.spares, row.stops):
            if "first " in change:
                assert re.search(r"first .+ \(.+\), by ", change), change


def test_services_of_one_council_need_no_name_of_it(northmere, found):
    alone = {body.body: body for body in found.estate.bodies if body.body == "northmere"}
    estate = replace(
        found.estate, services=tuple(row for row in found.estate.services if row.body in alone), dates=(), needs=()
    )
    one = replace(found, estate=estate, now=found.now, struck=found.struck)
    assert bodies_of(one, estate.services[:1]) == ""
    assert bodies_of(found, found.estate.services[:1]) != ""


@pytest.mark.parametrize("lengths", [SHORT, WHOLE], ids=["short", "whole"])
def test_a_brief_for_one_body_names_every_order_it_must_ask_for_and_whom(for_westminster, lengths):
    asks = [for_westminster.estate.action_by_id[key] for key in for_westminster.partner.asks]
    row = write_brief(for_westminster, lengths).orders[1]
    for action in asks:
        whom, name = short_body(for_westminster.estate.body_by_id[action.body].name), action.name.partition(" ")[2]
        (line,) = [line for line in row.asks if name in line and line.startswith(whom)]
        assert re.match(rf"{re.escape(whom)} \({re.escape(action.who)}.*\), by ", line)
    assert len(asks) > 3, "the test would see nothing"
    assert not any(re.search(r"and \d+ more", line) for line in row.asks)


def test_a_whole_brief_counts_nothing_that_it_could_name(three_councils):
    found = three_councils()
    short, whole = write_brief(found), write_brief(found, WHOLE)
    left = re.compile(r"\band [\d,]+ more\b|; \d+ more\b")
    assert any(left.search(words) for words in _words(short)), "the test would see nothing"
    for words in _words(whole):
        assert not left.search(words), words
    stopping = {row.id for row in found.struck.services if (row.stops_microhours or 10**12) <= 72 * 10**6}
    text = " ".join(_words(whole))
    assert all(found.estate.service_by_id[key].name in text for key in stopping)
    assert all(row.name in text for row in found.estate.channels if row.body in {"rbkc", "wcc", "hf"})


def test_what_is_to_stop_later_is_not_among_what_is_down(asked):
    words = write_brief(asked(downs=(Down("eastholt.servers", 50 * 1_000_000),)))
    assert not any(row.down for row in words.known)
    assert words.going_down == ("Eastholt servers (Eastholt): in 50 hours (Wed 4 Mar 2026, 12:00)",)
    assert write_brief(asked(downs=(Down("eastholt.servers"),))).going_down == ()


COUNCILS = "Every council that hosts systems shuts its own down"


@pytest.mark.parametrize(
    ("action", "ago_h", "whose", "when"),
    [
        (
            "northmere.isolate-backups",
            1,
            "Isolate Northmere backups (Northmere)",
            "working since Mon 2 Mar 2026, 09:30, until Mon 9 Mar 2026, 09:30",
        ),
        (
            "eastholt.cut-line",
            0,
            "Cut the shared line (Eastholt)",
            "not working yet, works in 30 minutes (Mon 2 Mar 2026, 10:30), until Mon 9 Mar 2026, 10:30",
        ),
        ("everything", 1, COUNCILS, "working since Mon 2 Mar 2026, 10:00, until Mon 9 Mar 2026, 10:00"),
        ("everything", 200, COUNCILS, "ended Sun 1 Mar 2026, 03:00"),
    ],
)
def test_an_order_already_given_is_told_with_its_hours(asked, action, ago_h, whose, when):
    words = write_brief(asked(dones=(Done(action, ago_h * 1_000_000),)))
    assert words.ordered == (f"{whose}: {when}",)


def test_nothing_ordered_is_told_as_nothing(brief):
    assert (brief.ordered, brief.going_down) == ((), ())


def test_the_whole_council_is_no_choice_once_it_was_ordered(asked, brief):
    words = write_brief(asked(dones=(Done("everything", 1_000_000),)))
    assert "everything" in [row.option for row in brief.choices]
    assert "everything" not in [row.option for row in words.choices]
    assert not any("everything" in line or "shuts its own down" in line for line in words.counsel.first)


def test_no_service_protecting_people_is_said_as_none(brief):
    assert not any("(0 protecting" in words for words in _words(brief))
