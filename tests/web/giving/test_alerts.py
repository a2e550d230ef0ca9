"""Alerts out: public only where they are TLP:CLEAR, else for those named whom the gate lets have it; in the ledger."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from battlebox.desk import Role
from battlebox.marking import Tlp
from battlebox.share.foreign import MessageType, Scope, Status
from battlebox.share.foreign import kept_cap as read
from battlebox.share.release import Channel
from web.desk_page import words

AT = "partners/came/documents/new-alert/"


def said(**more):
    ends = datetime.now(UTC) + timedelta(days=1)
    return {
        "event": "Phones are down", "headline": "Ring 01632 960 200", "description": "", "instruction": "Do not ring",
        "urgency": "Immediate", "severity": "Severe", "certainty": "Observed", "area": "Northmere",
        "expires_day": f"{ends:%d}", "expires_month": f"{ends:%m}", "expires_year": f"{ends:%Y}",
        "expires_time": "12:00",
        "label": "CLEAR", "why": "Gold decided", **more,
    }  # fmt: skip


@pytest.fixture
def ours(desk_page):
    return desk_page("northmere")


def ledger():
    from battlebox.web.taxii.ledger import ledger_of

    return [(row.body, row.channel, [item.level for item in row.items]) for row in ledger_of("northmere")]


def test_a_clear_alert_for_nobody_by_name_is_public_and_in_the_ledger(opened, sharing, ours):
    alert = read(ours.send(opened.at(AT), said(), expect=200).content)
    assert (alert.scope, alert.message_type, alert.addresses) == (Scope.PUBLIC, MessageType.ALERT, ())
    assert ledger() == [("", Channel.CAP_PUBLIC, [Tlp.CLEAR])]
    assert "wrote the alert Ring 01632 960 200" in words(ours.get(opened.at("log/")))
    assert "Ring 01632 960 200" in words(ours.get(opened.at("partners/came/documents/")))


@pytest.mark.parametrize("label", ["GREEN", "AMBER", "AMBER+STRICT"])
def test_nothing_stricter_is_public(opened, sharing, ours, label):
    from battlebox.web.models import Document

    answer = words(ours.send(opened.at(AT), said(label=label), expect=422))
    assert "may not be made public" in answer
    assert ledger() == []
    assert not Document.objects.exists()


def test_an_alert_for_partners_is_restricted_by_its_label_with_a_row_for_each(opened, sharing, ours):
    body = ours.send(opened.at(AT), said(label="AMBER", to=["eastholt", "farwick"]), expect=200).content
    alert = read(body)
    assert (alert.scope, alert.addresses) == (Scope.RESTRICTED, ("eastholt", "farwick"))
    assert alert.restriction.startswith("TLP:AMBER")
    assert ledger() == [("eastholt", Channel.CAP, [Tlp.AMBER]), ("farwick", Channel.CAP, [Tlp.AMBER])]


def test_an_update_and_a_cancellation_name_the_alert_they_change(opened, sharing, ours):
    from battlebox.web.models import Document

    first = read(ours.send(opened.at(AT), said(), expect=200).content)
    row = Document.objects.get()
    later = read(ours.send(opened.at(AT), said(changes=f"update {row.pk}"), expect=200).content)
    assert (later.message_type, later.references) == (MessageType.UPDATE, (first.id,))
    assert {each.state for each in Document.objects.all()} == {"replaced", "stands"}


def test_an_exercise_never_writes_actual(opened, sharing, ours):
    from battlebox.web.giving.alert_out import Leaving, written

    alert = read(ours.send(opened.at(AT), said(), expect=200).content)
    assert alert.status is Status.ACTUAL
    other = replace(alert, id=replace(alert.id, identifier="another"))
    body = written(Leaving(other, Tlp.CLEAR, (), "x", is_rehearsal=True), "northmere", datetime.now(UTC))
    assert read(body).status is Status.EXERCISE


def test_whoever_was_cut_off_cannot_be_chosen(opened, sharing, ours):
    from django.utils import timezone

    from battlebox.web.models import Partner

    Partner.objects.filter(body="farwick").update(cut_off_at=timezone.now())
    ours.send(opened.at(AT), said(label="AMBER", to=["farwick"]), expect=422)
    assert ledger() == []


@pytest.mark.parametrize("role", [Role.OBSERVER, Role.LOGGIST])
def test_who_may_not_write_alerts_gets_none(opened, sharing, desk_page, officer, role):
    desk_page(officer("northmere", role=role.value)).post(opened.at(AT), said(), expect=422)
    assert ledger() == []


def test_a_stranger_has_no_page_and_a_neighbour_its_own_partners_alone(opened, sharing, desk_page, council):
    answer = desk_page(council).get(opened.at(AT), expect=404 if council == "farwick" else 200)
    assert ("Farwick Council" in words(answer)) == (council == "northmere")
