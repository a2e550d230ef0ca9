"""Asking a partner for an order that only it may give.

Law: an ask is no order; who was rung, on which channel and when stands beside it.
Not here: what came back (the partners' own place), our own orders (orders.py).
"""

from __future__ import annotations

from django import forms
from django.http import Http404, HttpResponse

from battlebox.desk import Act, DeskCode
from battlebox.desk.command import Ask, ask_partner, asks_of
from battlebox.estate import Action
from battlebox.web.asking import OfficerRequest, in_incident
from battlebox.web.incident.at_desk import AtDesk, DeskEntryForm
from battlebox.web.incident.wording import when
from battlebox.web.moment import MomentField
from battlebox.web.pages import page
from battlebox.web.rights import unless


class AskForm(DeskEntryForm):
    """What a partner is asked for: what, why, whom we rang, on which channel, when."""

    what = forms.CharField(label="What are they asked to do", max_length=300)
    why = forms.CharField(label="Why", widget=forms.Textarea)
    rang = forms.CharField(label="Whom did you ring", max_length=300, help_text="An office rather than a name.")
    channel = forms.CharField(label="On which channel", max_length=300)
    at = MomentField(label="When")
    ring_again = MomentField(label="Ring again at", required=False)


@in_incident
def ask(request: OfficerRequest, name: str) -> HttpResponse:
    """Record that the owner of an order was asked to give it."""
    desk = AtDesk.of(request)
    row = desk.estate.action_by_id.get(name)
    if row is None:
        raise Http404
    owner = desk.names.body(row.body)
    theirs = row.body != desk.officer.body
    refused = unless(theirs, DeskCode.OWN_TO_ORDER, what=f"`{row.name}`", body=desk.officer.body)
    by = desk.channels.to_ask(row.body)
    start = {"what": row.name, "at": desk.sight.now, "channel": by.channel.name if by else ""}
    form = AskForm.asked(request, initial=start, refused=refused)
    if form.is_ready():
        data = form.cleaned_data
        asked = Ask(
            of=row.body, what=data["what"], why=data["why"], rang=data["rang"], channel=data["channel"],
            at=data["at"], action=name, ring_again=data["ring_again"],
        )  # fmt: skip
        answer = desk.write(
            form,
            lambda: ask_partner(desk.record, desk.estate, desk.officer, asked, handling=desk.handling(form)),
            desk.at("order", name),
        )
        if answer is not None:
            return answer
    return page(request, "places/form.html", here="systems", form=form, title=f"Ask {owner}: {row.name}",
                words="They decide. What you write here says that they were asked.",
                cancel=desk.at("order", name))  # fmt: skip


def ask_address(desk: AtDesk, row: Action) -> str:
    """Where this officer can ask for an order; blank for our own, and for who may not ask."""
    theirs = row.body != desk.officer.body
    return desk.at("ask_order", row.action) if theirs and desk.officer.may(Act.ASK) else ""


def asks_about(desk: AtDesk, name: str) -> list[str]:
    """Every ask for one order, in sentences."""
    found = []
    for each in asks_of(desk.sight):
        value, now = each.asked.value, desk.sight.now
        if value.action == name:
            by = desk.names.body(each.asked.body)
            asked = f"{by} asked {value.rang} at {when(value.at, now)}, by {value.channel}"
            found.append(f"{asked}: {value.what} ({each.asked.number}).")
    return found
