"""What may be published, when, and after what: nothing that is not TLP:CLEAR, nothing that is late from the start."""

from __future__ import annotations

import dataclasses
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from battlebox.marking import Allow, Marked, Privilege, Recipient, Tlp, WayOut, decide
from battlebox.share.status import ShareCode, ShareError, ShareMistakes, changes, clear, may_replace, publish
from share.status.notices import CLEAR, KEY, NOW, made, page, service

C = ShareCode
FACT = {"words": "The intruder came by the supplier's line.", "status": "believed"}


def refused(one, now=NOW):
    with pytest.raises(ShareMistakes) as wrong:
        clear(one, now)
    return [(each.place, each.code, str(each)) for each in wrong.value.mistakes]


@pytest.mark.parametrize("label", ["GREEN", "AMBER", "AMBER+STRICT", "RED"])
def test_what_is_not_clear_stops_the_whole_edition_by_name(label):
    one = page(facts=[{**FACT, "tlp": label}], services=[service(0), service(1, tlp=label)])
    said = "it may not be made public"
    assert refused(one) == [
        ("facts, entry 1", C.NOT_PUBLIC, f'the fact "{FACT["words"]}" may not be published: {said}'),
        ("services, service-1", C.NOT_PUBLIC, f"the page of Service 1 may not be published: {said}"),
    ]
    with pytest.raises(ShareMistakes):
        publish(one, KEY, NOW)


def test_the_documents_own_label_counts_for_all_that_has_none():
    assert [code for _, code, _ in refused(page(tlp="AMBER", facts=[FACT]))] == [C.NOT_PUBLIC] * 3


@pytest.mark.parametrize(
    ("marking", "why"),
    [
        (Marked("northmere"), "nobody has given it a traffic light label"),
        (Marked("northmere", Tlp.CLEAR, audience=frozenset({"eastholt"})), "it was addressed to other bodies"),
        (Marked("northmere", Tlp.CLEAR, privilege=Privilege.LEGAL), "it is privileged and this body is not named"),
        (Marked("northmere", Tlp.CLEAR, not_before=NOW + timedelta(hours=1)), "it may not be shared yet"),
        (Marked("northmere", Tlp.CLEAR, expires=NOW), "the time for which it could be shared is over"),
        (Marked("northmere", Tlp.CLEAR, holds=(Marked("eastholt", Tlp.AMBER),)), "it may not be made public"),
    ],
)
def test_every_rule_of_marking_is_asked(marking, why):
    one = page(facts=[FACT])
    one = dataclasses.replace(one, facts=(dataclasses.replace(one.facts[0], marking=marking),))
    assert [(code, why in said) for _, code, said in refused(one)] == [(C.NOT_PUBLIC, True)]


labels = st.sampled_from([None, *Tlp])


@given(labels, labels, labels)
def test_a_page_is_cleared_exactly_if_everything_in_it_may_go_to_anybody(whole, fact, one):
    marks = [dataclasses.replace(CLEAR, tlp=label) for label in (whole, fact, one)]
    built = page(facts=[FACT])
    built = dataclasses.replace(
        built,
        marking=marks[0],
        facts=(dataclasses.replace(built.facts[0], marking=marks[1]),),
        services=(dataclasses.replace(built.services[0], marking=marks[2]),),
    )
    allowed = [isinstance(decide(mark, Recipient(WayOut.PUBLIC), NOW), Allow) for mark in marks]
    if all(allowed):
        clear(built, NOW)
    else:
        assert len(refused(built)) == allowed.count(False)


def test_a_next_update_in_the_past_is_refused_wherever_it_stands():
    late = page(next_update="2026-11-23 09:31", services=[service(next_update="2026-11-23 09:00")])
    found = refused(late, NOW)
    assert [(place, code) for place, code, _ in found] == [
        ("the document", C.NEXT_PAST),
        ("services, service-0", C.NEXT_PAST),
    ]
    assert found[0][2] == (
        "the next update was due at 9:31am on Monday 23 November 2026, and it is 9:31am on Monday 23 November 2026"
    )


def test_what_was_updated_ahead_of_this_clock_is_refused_but_for_five_minutes():
    assert [code for _, code, _ in refused(page(updated="2026-11-23 09:37"))] == [C.UPDATED_AHEAD]
    clear(page(updated="2026-11-23 09:36"), NOW)


def test_a_clock_that_went_back_is_refused_until_somebody_says_that_it_is_right():
    before = made(now=NOW + timedelta(hours=1)).manifest
    with pytest.raises(ShareError, match=r"published at 10:31am .* says that it is 9:31am") as wrong:
        made(before=before)
    assert wrong.value.code is C.CLOCK_BACK
    again = publish(page(), KEY, NOW, before=before, clock_is_right=True)
    assert (again.manifest.number, again.manifest.published) == (2, NOW)


def test_editions_count_on_and_another_bodys_site_is_not_replaced():
    first = made()
    assert made(before=first.manifest).manifest.number == 2
    with pytest.raises(ShareError, match="is northmere, not eastholt"):
        made(before=first.manifest, site="eastholt")


def test_an_older_edition_does_not_go_over_a_newer_one_by_mistake():
    first = made().manifest
    second = made(before=first).manifest
    may_replace(None, first, where="x")
    may_replace(first, second, where="x")
    may_replace(second, second, where="x")
    may_replace(second, first, where="x", older=True)
    with pytest.raises(ShareError, match="edition 2 is there already, and this is edition 1"):
        may_replace(second, first, where="x")
    with pytest.raises(ShareError, match="is northmere, not farwick"):
        may_replace(first, made(site="farwick").manifest, where="x", older=True)


def test_what_changed_is_said_service_by_service():
    old = page(services=[service(0), service(1), service(2), service(3)])
    new = page(services=[service(0), service(1, state="delays"), service(2, now="Wait."), service(4)])
    assert changes(old, new) == (
        "Service 1: working as usual -> working with delays",
        "Service 2: words changed, working as usual as before",
        "Service 4: new, working as usual",
        "Service 3: no longer listed",
    )
