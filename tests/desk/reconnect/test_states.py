"""A link from open to cut, asked, assured, accepted, reconnected: each step, and nothing sooner."""

from __future__ import annotations

from datetime import timedelta

import pytest

from battlebox.desk import DeskCode, DeskError, Role
from battlebox.desk.picture import Names, Stage
from battlebox.desk.reconnect import (
    Condition,
    Joining,
    LinkState,
    Outcome,
    Wanted,
    alarms_of,
    assured_words,
    history_of,
    link_of,
    links_between,
    links_of,
    missing_of,
    owed_of,
    passed_links,
    unneeded_of,
    withdraw_letter,
)
from battlebox.desk.reconnect.joining import Joined
from battlebox.desk.record import Handling
from battlebox.desk.record.writing import draft
from battlebox.journal import Kind
from battlebox.marking import Tlp
from desk.reconnect.links import LEFT, LINE, MAIL
from desk.room import officer


def owes(room, name=LINE):
    owed = owed_of(room.link(name), Names(room.estate), "northmere")
    return {(each.body, each.what.partition(":")[0]) for each in owed}


def loud(room, body="northmere"):
    return [each.words for each in alarms_of((room.link(body=body),), Names(room.estate), body)]


def test_every_way_between_two_bodies_is_a_link_and_no_other(room):
    ends = links_between(room.estate)
    assert [each.path.path for each in ends] == [LINE, MAIL, LEFT]
    assert {each.bodies for each in ends} == {("northmere", "eastholt")}
    assert links_between(room.estate, "northmere", "farwick") == ()


def test_what_no_need_runs_over_is_unneeded(room):
    assert unneeded_of(room.estate) == {LEFT}


def test_a_way_inside_one_body_is_no_link(room):
    inside = next(each.path for each in room.estate.paths if each.origin.split(".")[0] == each.target.split(".")[0])
    with pytest.raises(DeskError, match="there is no link between two bodies"):
        link_of(room.estate, inside)


def test_a_link_goes_step_by_step_to_reconnected(room):
    seen = [room.link().state]

    def then(act):
        act()
        seen.append(room.link().state)

    then(room.cut)
    then(room.ask)
    letters = []
    then(lambda: letters.append(room.issue("northmere")))
    then(lambda: room.judge(letters[0], "eastholt", Outcome.CONDITIONAL, conditions=(Condition.READ_ONLY,)))
    then(lambda: letters.append(room.issue("eastholt")))
    then(lambda: room.judge(letters[1], "northmere"))
    room.order(Stage.REOPENED)
    room.watch.pass_by(minutes=5)
    with pytest.raises(DeskError, match="the time lies before the day before the incident began"):
        room.move(Joining.OPENED, at=room.record.now() - timedelta(days=2_000), without="it was never cut")
    then(lambda: room.move(Joining.OPENED))
    assert seen == [
        LinkState.OPEN,
        LinkState.CUT,
        LinkState.ASKED,
        LinkState.ASSURED,
        LinkState.CONDITIONAL,
        LinkState.CONDITIONAL,
        LinkState.READY,
        LinkState.JOINED,
    ]
    assert room.link().conditions == (("eastholt", "read only"),)


def test_each_side_owes_what_comes_next(room):
    assert owes(room) == set()
    room.cut()
    letter = "a letter of assurance about its end"
    assert owes(room) == {("northmere", letter), ("eastholt", letter)}
    saved = room.issue("northmere")
    assert ("eastholt", f"a decision on the letter of {Names(room.estate).body('northmere')}") in owes(room)
    room.judge(saved)
    assert {body for body, _ in owes(room)} == {"eastholt"}


def test_one_side_is_not_enough(room):
    room.judge(room.issue("northmere"))
    assert room.link().state is LinkState.ACCEPTED
    with pytest.raises(DeskError, match=r"the link is not ready: .* has written no letter of assurance") as refused:
        room.move(Joining.OPENED)
    assert refused.value.code is DeskCode.NOT_READY


def test_a_refusal_by_one_side_holds_the_link_and_says_whose_turn_it_is(room):
    room.judge(room.issue("northmere"), outcome=Outcome.REFUSE)
    room.judge(room.issue("eastholt"), "northmere")
    assert room.link().state is LinkState.REFUSED
    assert any(body == "northmere" and what.startswith("an answer to the reasons of") for body, what in owes(room))


def test_a_new_letter_begins_anew_after_a_refusal(room):
    room.judge(room.issue("northmere"), outcome=Outcome.REFUSE)
    room.watch.pass_by(hours=1)
    room.issue("northmere")
    assert room.link().state is LinkState.ASSURED


def test_an_order_in_force_is_reopened_before_the_link_is_opened(room):
    room.cut()
    room.agree()
    assert room.link().state is LinkState.READY
    (missing,) = missing_of(room.link(), Names(room.estate), "northmere")
    assert missing == "the order \u201cCut the shared line\u201d stands as verified off: it is reopened first"
    with pytest.raises(DeskError, match="it is reopened first"):
        room.move(Joining.OPENED)


def test_what_people_did_all_the_same_is_recorded_and_stays_loud_on_both_sides(room):
    room.move(Joining.OPENED, without="a child was at risk tonight")
    link = room.link()
    assert link.state is LinkState.JOINED
    assert "has written no letter" in link.joined.value.missing
    for body in ("northmere", "eastholt"):
        (words,) = loud(room, body)
        assert words.startswith("It was reconnected although")
        assert words.endswith("Because: a child was at risk tonight.")
    assert any(what.startswith("to cut it again") for _, what in owes(room))


def test_what_was_missing_is_loud_no_longer_once_it_has_come(room):
    room.move(Joining.OPENED, without="a child was at risk tonight")
    assert room.link().is_without
    room.watch.pass_by(hours=1)
    room.agree()
    assert not room.link().is_without
    assert loud(room) == []


def test_opened_is_not_verified_and_verifying_needs_a_second_means(room):
    room.agree()
    room.move(Joining.OPENED)
    assert any(what.startswith("a check by a second means") for _, what in owes(room))
    with pytest.raises(DeskError, match="the second means is blank"):
        room.move(Joining.VERIFIED, "northmere")
    room.move(Joining.VERIFIED, "northmere", means="a test call over the line, and a port scan from outside")
    assert room.link().joined.value.stage is Joining.VERIFIED
    assert owes(room) == set()


def test_it_cannot_be_opened_twice_nor_verified_before_it_is_open(room):
    room.agree()
    with pytest.raises(DeskError, match="so it cannot be reconnected, and verified"):
        room.move(Joining.VERIFIED, "northmere", means="a trace")
    room.move(Joining.OPENED)
    with pytest.raises(DeskError, match="this link is reconnected, so it cannot be reconnected"):
        room.move(Joining.OPENED)


def test_past_its_day_a_letter_has_lapsed(room):
    room.agree()
    room.watch.pass_by(days=8)
    assert room.link().state is LinkState.LAPSED
    assert any(what.startswith("another look at the letter of") for _, what in owes(room))
    room.watch.pass_by(days=7)
    assert any("it was valid until" in each.what for each in owed_of(room.link(), Names(room.estate), "northmere"))
    assert all("is lapsed" in words for words in loud(room))


def test_cut_again_is_cut(room):
    room.agree()
    room.move(Joining.OPENED)
    room.suspect()
    room.move(Joining.PARTED)
    link = room.link()
    assert not link.is_joined
    assert link.state is LinkState.REVOKED
    room.watch.pass_by(hours=1)
    room.issue("northmere")
    room.issue("eastholt")
    assert room.link().state is LinkState.ASSURED


def test_an_order_given_after_it_was_opened_cuts_it_again(room):
    room.agree()
    room.move(Joining.OPENED)
    room.watch.pass_by(hours=1)
    room.cut()
    assert not room.link().is_joined


def test_two_decisions_at_once_stand_as_the_stricter_until_somebody_chooses(room):
    saved = room.issue("northmere")
    room.judge(saved, over=frozenset())
    room.judge(saved, outcome=Outcome.REFUSE, who=officer("eastholt", Role.STRATEGIC), over=frozenset())
    side = room.link().side_of("northmere")
    assert [each.value.outcome for each in side.judged] == [Outcome.REFUSE, Outcome.ACCEPT]
    assert room.link().state is LinkState.REFUSED
    room.judge(saved, over=frozenset(each.entry for each in side.judged))
    assert room.link().state is LinkState.ACCEPTED


def test_both_sides_may_decide_at_the_same_moment(room):
    one, other = room.issue("northmere"), room.issue("eastholt")
    room.judge(other, "northmere", over=frozenset())
    room.judge(one, "eastholt", over=frozenset())
    assert room.link().state is LinkState.READY


def test_an_ask_waits_until_a_letter_answers_it(room):
    room.ask(paths=(LINE, MAIL))
    assert room.link().side_of("northmere").wanted is not None
    room.watch.pass_by(minutes=1)
    room.issue("northmere")
    assert room.link().side_of("northmere").wanted is None
    assert room.link(MAIL).state is LinkState.ASKED


def test_the_history_of_a_link_has_every_step_in_order(room):
    room.cut()
    room.ask()
    room.agree()
    kinds = [line.header.kind for line in history_of(room.sight("eastholt"), room.estate, link_of(room.estate, LINE))]
    assert kinds == [
        *("system:isolated", "system:verified", "assurance:asked", "assurance:issued", "assurance:issued"),
        *("assurance:judged", "assurance:judged"),
    ]


def test_farwick_sees_nothing_and_has_no_part(room):
    room.cut()
    saved = room.issue("northmere")
    room.judge(saved)
    assert not any(each.is_spoken_of for each in links_of(room.sight("farwick"), room.picture("northmere")))
    stranger = officer("farwick")
    with pytest.raises(DeskError, match="there is no letter"):
        room.judge(saved, who=stranger)
    with pytest.raises(DeskError, match="this link is eastholt and northmere's, so farwick may not"):
        room.move(Joining.OPENED, "farwick")
    with pytest.raises(DeskError, match="there is no letter"):
        withdraw_letter(room.record, stranger, saved.thing.partition("/")[2], why="it is wrong")
    assert history_of(room.sight("farwick"), room.estate, link_of(room.estate, LINE)) == ()


def test_what_a_stranger_writes_over_a_link_by_force_changes_nothing(room):
    """A desk that does not keep the rules: its entries are kept, and count for nothing."""
    room.move(Joining.OPENED, without="a child was at risk tonight")
    everybody = Handling(Tlp.AMBER, frozenset({"northmere", "eastholt"}))
    now = room.record.now()
    gone = Joined(Joining.PARTED, now, now, "nobody")
    forged = (
        draft(Kind.LINK_PARTED, everybody, (f"link/{LINE}", "joined", gone)),
        draft(Kind.ASSURANCE_ASKED, everybody, ("wanted/x", "asked", Wanted("northmere", (LINE,), "x", "x", "x"))),
    )
    for entry in forged:
        room.record.append(officer("farwick"), entry)
    for body in ("northmere", "eastholt"):
        link = room.link(body=body)
        assert link.is_joined
        assert len(loud(room, body)) == 1
        assert link.side_of("northmere").wanted is None


def test_nobody_decides_on_their_own_letter(room):
    saved = room.issue("northmere")
    with pytest.raises(DeskError, match="this letter is eastholt's, so northmere may not decide on it"):
        room.judge(saved, "northmere")


@pytest.mark.parametrize("role", [each for each in Role if each not in (Role.STRATEGIC, Role.TACTICAL)])
def test_only_gold_and_silver_issue_and_decide(room, role):
    saved = room.issue("northmere")
    with pytest.raises(
        DeskError, match=r"may not issue, accept, refuse or withdraw a letter|may not see this incident"
    ):
        room.judge(saved, who=officer("eastholt", role))
    with pytest.raises(DeskError, match="may not issue, accept, refuse or withdraw a letter"):
        room.issue(who=officer("northmere", role))


def test_words_of_who_has_said_what(room):
    assert assured_words(room.link(), Names(room.estate)) == ""
    room.ask()
    assert "asked" in assured_words(room.link(), Names(room.estate))
    room.judge(room.issue("northmere"))
    said = assured_words(room.link(), Names(room.estate))
    assert said.startswith("assured by ")
    assert ", accepted by " in said


def test_a_decision_needs_reasons_a_day_and_real_conditions(room):
    saved = room.issue("northmere")
    with pytest.raises(DeskError, match="why is blank"):
        room.judge(saved, why=" ")
    with pytest.raises(DeskError, match="the day to look again lies before now"):
        room.judge(saved, review=room.record.now() - timedelta(hours=1))
    with pytest.raises(DeskError, match="on which conditions is blank"):
        room.judge(saved, outcome=Outcome.CONDITIONAL)
    with pytest.raises(DeskError, match="what is said of the conditions in words is blank"):
        room.judge(saved, outcome=Outcome.CONDITIONAL, conditions=(Condition.PORTS,))


@pytest.mark.parametrize("outcome", [Outcome.ACCEPT, Outcome.REFUSE])
@pytest.mark.parametrize("more", [{"conditions": (Condition.READ_ONLY,)}, {"terms": "port 443 alone"}])
def test_conditions_on_what_is_not_accepted_on_conditions_are_never_dropped_unseen(room, outcome, more):
    saved = room.issue("northmere")
    with pytest.raises(DeskError, match=r"without conditions, so it cannot be held to the ones given") as wrong:
        room.judge(saved, outcome=outcome, **more)
    assert wrong.value.hint == "choose `accept it on conditions`, or take the conditions away"


def test_a_letter_that_holds_no_longer_is_refused_and_not_accepted(room):
    saved = room.issue("northmere")
    room.suspect()
    with pytest.raises(DeskError, match=r"this letter cannot be relied on: .* is suspected since") as wrong:
        room.judge(saved)
    assert wrong.value.hint == "ask Northmere Council for a new letter"
    room.judge(saved, outcome=Outcome.REFUSE)


def test_the_gates_of_a_link_take_no_more_time_once_it_may_be_reconnected(room):
    def passed():
        return passed_links(room.sight("northmere"), room.picture())

    room.cut()
    assert passed() == ()
    room.agree()
    assert passed() == ((LINE, "own:shared.line-letter"),)
    room.sign("northmere", "northmere.servers")
    assert passed() == ()


def test_a_body_without_a_part_in_a_link_is_told_of_no_letter_that_is_missing(room):
    room.cut()
    names = Names(room.estate)
    for body in ("northmere", "eastholt"):
        assert "has written no letter of assurance" in " ".join(missing_of(room.link(body=body), names, body))
        assert owed_of(room.link(body=body), names, body)
    assert missing_of(room.link(), names, "farwick") == owed_of(room.link(), names, "farwick") == ()
