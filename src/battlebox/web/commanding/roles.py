"""One role of one's own body: how it is held, and taking, giving and relieving it.

Law: a role changes hands with an entry; without a note the reason is asked for.
Not here: the two-page note (handovers.py).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.http import Http404, HttpResponse
from django.utils.text import capfirst

from battlebox.desk import Act, Officer, Role
from battlebox.desk.command import give_role, holding_of, relieve, take_role, worked
from battlebox.desk.record import Record, Saved
from battlebox.web.asking import OfficerRequest, in_incident
from battlebox.web.gds.reached import reached
from battlebox.web.incident.at_desk import AtDesk
from battlebox.web.incident.choosing import NOBODY, people_choices, someone
from battlebox.web.incident.entry import ChoosingForm, PlainForm, entry
from battlebox.web.incident.saying import when_said
from battlebox.web.moment import MomentField
from battlebox.web.pages import page
from battlebox.web.rights import refusal


class TakeForm(ChoosingForm):
    """From when, with whom beside, until when."""

    since = MomentField(label="Since when")
    deputy = forms.ChoiceField(label="Deputy", required=False)
    until = MomentField(label="Until when", required=False)
    reach = forms.CharField(
        label="How the role is reached",
        max_length=300,
        required=False,
        help_text="A call sign or a desk, never somebody's own number.",
    )


class GiveForm(TakeForm):
    """The same, and to whom."""

    holder = forms.ChoiceField(label="Who takes it")

    field_order = ("once", "seen", "holder", "since", "deputy", "until", "reach", "share")


class RelieveForm(PlainForm):
    """Who goes, to whom it goes, and why without a note."""

    why = forms.CharField(label="Why there is no hand-over note", max_length=300)
    holder = forms.ChoiceField(label="Who takes it", required=False)
    deputy = forms.ChoiceField(label="Deputy", required=False)
    until = MomentField(label="Until when", required=False)


@in_incident
def role(request: OfficerRequest, name: str) -> HttpResponse:
    """One role, and what can be done with it now."""
    desk, asked = _asked(request, name)
    held = holding_of(desk.sight, desk.officer.body, asked)
    says = held.value if held and not held.value.is_vacant else None
    hours = {each.person: each for each in worked(desk.sight, desk.officer.body)}
    rows = []
    if held and says:
        on_shift = hours.get(says.holder)
        rows = [
            ("Held by", desk.name_of(says.holder)),
            ("Deputy", desk.name_of(says.deputy) if says.deputy else "None: name one"),
            ("Since", f"{when_said(says.since)}, entry {held.number}"),
            ("On shift", on_shift.words if on_shift else "not known"),
            ("Until", when_said(says.until)),
            ("Reached by", _reach(desk, says.reach)),
        ]
    is_mine = says is not None and says.holder == desk.officer.id
    appoints = desk.officer.may(Act.APPOINT)
    acts = desk.officer.may(Act.HAND_OVER)
    return page(
        request,
        "places/role.html",
        here="people",
        title=capfirst(asked.words),
        rows=rows,
        take=desk.at("take_role", name) if not says and acts and (asked in desk.officer.roles or appoints) else "",
        give=desk.at("give_role", name) if not says and appoints else "",
        relieve=desk.at("relieve_role", name) if says and acts and (is_mine or appoints) else "",
        hand_over=desk.at("write_handover", name) if is_mine and acts else "",
        paper=desk.at("handover_draft_paper", name) if says and desk.has_estate else "",
        handovers=desk.at("handovers"),
    )


def _reach(desk: AtDesk, reach: str) -> str:
    if not reach or not desk.has_estate:
        return reach or "not said"
    return reached(reach, desk.channels.mark_on(reach, desk.officer.body))


@in_incident
def take(request: OfficerRequest, name: str) -> HttpResponse:
    """Take a role that nobody holds."""
    desk, asked = _asked(request, name)
    refused = "" if asked in desk.officer.roles else refusal(lambda: desk.officer.must(Act.APPOINT))
    choices = {"deputy": people_choices(desk, NOBODY)}
    form = TakeForm.asked(request, initial={"since": desk.sight.now}, refused=refused, choices=choices)
    return _hold(desk, asked, form, take_role, f"Take {asked.words}", "Take it")


@in_incident
def give(request: OfficerRequest, name: str) -> HttpResponse:
    """Give a role that nobody holds to somebody."""
    desk, asked = _asked(request, name)
    choices = {"holder": people_choices(desk), "deputy": people_choices(desk, NOBODY)}
    form = GiveForm.asked(request, initial={"since": desk.sight.now}, choices=choices)

    def give_it(record: Record, officer: Officer, role: Role, **terms: Any) -> Saved:
        return give_role(record, officer, role, someone(desk, form.cleaned_data["holder"]) or officer.someone, **terms)

    return _hold(desk, asked, form, give_it, f"Give {asked.words} to somebody", "Give it")


def _hold(  # noqa: PLR0913, PLR0917 - what taking and giving differ in
    desk: AtDesk, asked: Role, form: TakeForm, act: Callable[..., Saved], title: str, button: str
) -> HttpResponse:
    """From now on the role is held: by whoever takes it, or by whom it is given to."""

    def hold() -> Saved:
        said = form.cleaned_data
        return act(
            desk.record, desk.officer, asked, deputy=someone(desk, said["deputy"]), since=said["since"],
            until=said["until"], reach=said["reach"], handling=desk.handling(form),
        )  # fmt: skip

    return entry(desk, form, hold, desk.at("role", asked.value), title=title, here="people", button=button)


@in_incident
def send_home(request: OfficerRequest, name: str) -> HttpResponse:
    """Relieve whoever holds a role, without a note."""
    desk, asked = _asked(request, name)
    choices = people_choices(desk, NOBODY)
    held = holding_of(desk.sight, desk.officer.body, asked)
    is_mine = held is not None and held.value.holder == desk.officer.id
    refused = "" if is_mine else refusal(lambda: desk.officer.must(Act.APPOINT))
    form = RelieveForm.asked(request, refused=refused, choices={"holder": choices, "deputy": choices})
    return entry(
        desk,
        form,
        lambda: relieve(
            desk.record,
            desk.officer,
            asked,
            someone(desk, form.cleaned_data["holder"]),
            why=form.cleaned_data["why"],
            deputy=someone(desk, form.cleaned_data["deputy"]),
            until=form.cleaned_data["until"],
        ),
        desk.at("role", name),
        title=f"Relieve {asked.words}",
        here="people",
        words="A two-page note signed by both is better. Use this when there is no time for one.",
        button="Relieve",
    )


def _asked(request: OfficerRequest, name: str) -> tuple[AtDesk, Role]:
    desk = AtDesk.of(request)
    if name not in set(Role) or name == Role.OBSERVER:
        raise Http404
    return desk, Role(name)
