"""A sign is seen in an entry that shows it: to that body, saying that, and not taken back."""

from __future__ import annotations

from dataclasses import replace

import pytest

from battlebox.drill.scenario import Sign, cast, shipped
from battlebox.journal import Kind
from drill.scenario.estates import estate

NAMES = frozenset({"eastholt", "eastholt.social-1", "Eastholt Council, duty officer"})


@pytest.mark.parametrize(
    ("sign", "said", "is_seen"),
    [
        (Sign(Kind.CONTACT_RUNG, "partner"), {"whom": "Eastholt Council, duty officer"}, True),
        (Sign(Kind.CONTACT_RUNG, "partner"), {"whom": "eastholt.social-1"}, True),
        (Sign(Kind.CONTACT_RUNG, "partner"), {"whom": "northmere.gold"}, False),
        (Sign(Kind.CONTACT_RUNG, where=(("outcome", "answered"),)), {"outcome": "no reply"}, False),
        (Sign(Kind.BULLETIN_SENT, "partner"), {"to": ["farwick", "eastholt"]}, True),
        (Sign(Kind.BULLETIN_SENT, "partner"), {"to": ["farwick"]}, False),
        (Sign(Kind.BULLETIN_SENT, "partner"), {"to": []}, False),
        (Sign(Kind.FACT_RELEASED, "partner"), {"whom": "eastholt", "outlet": "partner call note"}, True),
        (Sign(Kind.FACT_RELEASED, "partner"), {"whom": "", "outlet": "public page"}, False),
        (Sign(Kind.FACT_RELEASED), {"outlet": "public page", "withdraws": True}, False),
        (Sign(Kind.STATUS_PUBLISHED), {"failed": 0}, True),
        (Sign(Kind.STATUS_PUBLISHED), {"failed": 1}, False),
        (Sign(Kind.STATUS_PUBLISHED), {"failed": 0, "test": True}, False),
        (Sign(Kind.PRESS_ANSWERED), {"words": "At four.", "why_not": ""}, True),
        (Sign(Kind.PRESS_ANSWERED), {"words": "", "why_not": "nobody is free"}, False),
        (Sign(Kind.DECISION_MADE, where=(("unknown", "written"),)), {"unknown": "what it read"}, True),
        (Sign(Kind.DECISION_MADE, where=(("unknown", "written"),)), {"unknown": ""}, False),
        (Sign(Kind.DECISION_MADE, where=(("considered", "written"),)), {"considered": []}, False),
    ],
)
def test_it_is_seen_where_the_entry_shows_it_and_nowhere_else(sign, said, is_seen):
    assert sign.is_seen_in(sign.kind.value, said, NAMES if sign.about else ()) is is_seen


@pytest.mark.parametrize(
    ("sign", "before", "alone"),
    [
        (Sign(Kind.DECISION_MADE), False, True),
        (Sign(Kind.DECISION_MADE, where=(("role", "strategic"),)), False, True),
        (Sign(Kind.TASK_OPENED), False, True),
        (Sign(Kind.SYSTEM_ISOLATED, "hub"), True, False),
        (Sign(Kind.CLOCK_MET, clock="ncsc"), True, False),
        (Sign(Kind.ROLE_TAKEN, where=(("role", "strategic"),)), True, False),
        (Sign(Kind.ROLE_TAKEN), False, True),
        (Sign(Kind.CONTACT_RUNG, "partner"), False, False),
        (Sign(Kind.FACT_RELEASED, where=(("outlet", "staff memo"),)), False, False),
        (Sign(Kind.INCIDENT_CHANGED, where=(("state", "stood up"),)), False, False),
    ],
)
def test_what_counts_from_before_and_what_only_a_person_can_judge(sign, before, alone):
    assert (sign.counts_before({"it"}), sign.is_kind_alone({"it"})) == (before, alone)


def test_of_a_part_that_has_only_a_stand_in_any_entry_of_the_kind_is_one():
    sign = Sign(Kind.SYSTEM_ISOLATED, "hub")
    assert (sign.counts_before(()), sign.is_kind_alone(())) == (False, True)


@pytest.mark.parametrize(
    ("kind", "where", "said", "is_seen"),
    [
        (Kind.CLOCK_CHANGED, {"state": "not reportable"}, {"clock": "ico-33", "state": "running"}, False),
        (Kind.CLOCK_CHANGED, {"state": "not reportable"}, {"clock": "ico-33", "state": "not reportable"}, True),
        (Kind.MESSAGE_ORDERED, {"outlet": "staff memo"}, {"outlet": "partner call note"}, False),
        (Kind.MESSAGE_ORDERED, {"outlet": "staff memo"}, {"outlet": "staff memo"}, True),
        (Kind.PERSON_REACHED, {"fate": "safe"}, {"fate": "no reply"}, False),
        (Kind.FALLBACK_INVOKED, {}, {"running": 0}, False),
        (Kind.FALLBACK_INVOKED, {}, {"running": 1}, True),
        (Kind.FACT_CLEARED, {}, {"verdict": "refused"}, False),
        (Kind.FACT_CLEARED, {}, {"verdict": "cleared"}, True),
        (Kind.PARTNER_ANSWERED, {}, {"reply": "no reply"}, False),
        (Kind.PARTNER_ANSWERED, {}, {"reply": "no"}, True),
    ],
)
def test_the_opposite_of_what_it_asks_for_does_not_show_it(kind, where, said, is_seen):
    assert Sign(kind, where=tuple(where.items())).is_seen_in(kind.value, said, ()) is is_seen


@pytest.mark.parametrize(
    ("kind", "key"), [(Kind.CONTACT_RUNG, "whom"), (Kind.MESSAGE_ORDERED, "whom"), (Kind.BULLETIN_SENT, "to")]
)
def test_another_body_is_meant_by_whatever_goes_to_any_but_the_players(kind, key):
    sign, found = Sign(kind, "others"), cast(shipped("shared-supplier-down"), estate("northmere"), player="northmere")
    told = {each: sign.is_seen_in(kind.value, {key: each}, found.means(sign)) for each in ("eastholt", "northmere", "")}
    assert told == {"eastholt": True, "northmere": False, "": False}
    assert not sign.is_seen_in(kind.value, {key: "strategic"}, found.means(sign))
    assert not sign.is_kind_alone(found.means(sign))


def test_where_an_estate_has_no_other_body_nothing_goes_to_one():
    sign, found = Sign(Kind.CONTACT_RUNG, "others"), cast(shipped("shared-supplier-down"), estate("northmere"))
    assert not sign.is_seen_in("contact:rung", {"whom": "northmere"}, replace(found, others=frozenset()).means(sign))
