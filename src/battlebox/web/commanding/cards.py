"""Action cards: what each role does first; taken up as tasks, and ticked line by line in one tap.

Law: a card is advice and is marked as working values; a tick is an entry.
Not here: the words of the cards (desk), other tasks (tasks.py).
"""

from __future__ import annotations

from django import forms
from django.http import Http404, HttpResponse
from django.utils.text import capfirst

from battlebox.desk import Act, Role
from battlebox.desk.command import CARDS, Ticked, card_of, cards_in_use, take_card, tick
from battlebox.web.asking import OfficerRequest, in_incident
from battlebox.web.incident.at_desk import AtDesk
from battlebox.web.incident.choosing import NOBODY, people_choices, someone
from battlebox.web.incident.entry import ChoosingForm, TapForm, entry, seen_or_404
from battlebox.web.incident.saying import when_said
from battlebox.web.pages import page


class TakeCardForm(ChoosingForm):
    """Who does what stands on the card."""

    owner = forms.ChoiceField(
        label="Who does it", required=False, help_text="Each line becomes a task of theirs, due from now on."
    )


@in_incident
def cards(request: OfficerRequest) -> HttpResponse:
    """Every card, by role, with how far those in use are."""
    desk = AtDesk.of(request)
    used = {each.card.id: each for each in cards_in_use(desk.sight, desk.officer.body)}
    roles = [
        {"role": capfirst(role.words), "key": f"cards-{role.value}", "yours": role in desk.officer.roles,
         "cards": [_line(desk, card.id, used.get(card.id)) for card in CARDS if card.role is role]}
        for role in sorted(Role, key=lambda role: (role not in desk.officer.roles, list(Role).index(role)))
    ]  # fmt: skip
    return page(request, "places/cards.html", here="tasks", roles=[each for each in roles if each["cards"]])


@in_incident
def card(request: OfficerRequest, name: str) -> HttpResponse:
    """One card: its lines, as tasks once it is taken up."""
    desk = AtDesk.of(request)
    found = seen_or_404(lambda: card_of(name))
    used = next((each for each in cards_in_use(desk.sight, desk.officer.body) if each.card is found), None)
    may = desk.officer.may(Act.OPEN_TASK)
    tapped = TapForm.asked(request, auto_id=False)
    if tapped.is_ready():
        things = {task.thing for task in used.tasks} if used else set()
        thing = tapped.cleaned_data["of"]
        if thing not in things:
            raise Http404
        answer = desk.write(tapped, lambda: tick(desk.record, desk.officer, thing), desk.at("card", name))
        if answer is not None:
            return answer
    lines = [
        {"task": task, "done": task.state.is_over, "due": when_said(task.due, ""),
         "late": task.is_overdue(desk.sight.now), "address": desk.at("task", task.thing.removeprefix("task/")),
         "tap": TapForm.about(desk, task.thing)}
        for task in (used.tasks if used else ())
    ]  # fmt: skip
    return page(request, "places/card.html", here="tasks", form=tapped, card=found, used=used, lines=lines, may=may,
                role=capfirst(found.role.words), take=desk.at("take_card", name),
                tick=[("done", "Tick")])  # fmt: skip


@in_incident
def take(request: OfficerRequest, name: str) -> HttpResponse:
    """Turn a card into tasks."""
    desk = AtDesk.of(request)
    found = seen_or_404(lambda: card_of(name))
    form = TakeCardForm.asked(
        request, initial={"owner": desk.officer.id}, choices={"owner": people_choices(desk, NOBODY)}
    )
    return entry(
        desk,
        form,
        lambda: take_card(
            desk.record,
            desk.officer,
            name,
            owner=someone(desk, form.cleaned_data["owner"]),
            handling=desk.handling(form),
        ),
        desk.at("card", name),
        title=f"Take up: {found.title}",
        here="tasks",
        words=f"{len(found.lines)} lines become tasks for {found.role.words}.",
        button="Take it up",
    )


def _line(desk: AtDesk, name: str, used: Ticked | None) -> dict[str, object]:
    found = card_of(name)
    state = f"{used.done} of {len(used.tasks)} done" if used else "Not taken up"
    return {
        "title": found.title,
        "address": desk.at("card", name),
        "hint": f"When {found.when}",
        "state": state,
        "colour": "green" if used and used.done == len(used.tasks) else "light-blue" if used else "grey",
    }
