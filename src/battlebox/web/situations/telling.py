"""What a partner is told of how we stand: read before it is switched on, switched on by two people, off by one.

Law: the page shows what would leave now, and no more; before it is on, it says that nothing leaves.
Not here: agreeing (partnering/changing.py), publishing (publishing.py).
"""

from __future__ import annotations

import orjson
from django import forms
from django.http import HttpResponse

from battlebox.desk import Act
from battlebox.desk.exchange import Change, What, propose_change, stop_telling, telling_to
from battlebox.desk.record import Saved
from battlebox.web.asking import OfficerRequest, in_incident
from battlebox.web.forms import DeskForm
from battlebox.web.incident.at_desk import AtDesk
from battlebox.web.incident.wording import when
from battlebox.web.models import Partner
from battlebox.web.pages import page
from battlebox.web.partnering.partner_here import partner_here
from battlebox.web.records import installation
from battlebox.web.situations.place import may_read
from battlebox.web.situations.told import Told, eyes_of, told_now
from battlebox.web.situations.words import sections_of, state_colour, state_words, whole_rows

OFF, ON, STOPPED = "Told nothing", "Told, with every change", "Told no more"


class WhyForm(DeskForm):
    """Why."""

    why = forms.CharField(label="Why", max_length=200)


@in_incident
def what_told(request: OfficerRequest, name: str) -> HttpResponse:
    """What one partner is told, or would be."""
    desk = AtDesk.of(request)
    found = partner_here(desk, name)
    now = desk.sight.now
    told = told_now(eyes_of(desk.record, desk.officer.body), installation().shelf, found, now)
    state, colour, rows = _switch(desk, found)
    return page(
        request, "situations/told.html", here="partners", title=f"What {found.name} is told", partner=found.name,
        state=state, colour=colour, rows=rows, is_on=state == ON, is_cut_off=found.cut_off_at is not None,
        has_estate=desk.has_estate, said=bool(told.status.parts),
        whole=state_words(told.status.state), whole_colour=state_colour(told.status.state),
        whole_rows=whole_rows(told.status, now), sections=sections_of(told.status, now, "we"),
        things=len(told.things), objects_words=_many(len(told.things)), objects=_objects(told),
        buttons=_buttons(desk, found, state), back=desk.at("partner", found.body),
    )  # fmt: skip


@in_incident
def tell_partner(request: OfficerRequest, name: str) -> HttpResponse:
    """Propose that a partner is told."""
    desk = AtDesk.of(request)
    found = partner_here(desk, name)
    form = WhyForm.asked(request)

    def propose() -> Saved:
        words = (
            f"{found.name} is told how we stand, as far as each part's label lets it, with every change, until "
            "somebody stops it."
        )
        return propose_change(desk.record, desk.officer, Change(What.TELL, found.body, words, form.cleaned_data["why"]))

    if form.is_ready():
        answer = desk.write(form, propose, lambda done: desk.at("partner_change", done.thing.partition("/")[2]))
        if answer is not None:
            return answer
    return page(request, "places/form.html", here="partners", form=form, title=f"Tell {found.name} how we stand",
                button="Propose it", cancel=desk.at("what_told", found.body),
                words="A second person of your body agrees before anything leaves. Both of you should have read "
                f"what {found.name} is told. What it has read cannot be called back.")  # fmt: skip


@in_incident
def stop_telling_partner(request: OfficerRequest, name: str) -> HttpResponse:
    """Tell a partner no more: this page is the first click, its button the second."""
    desk = AtDesk.of(request)
    found = partner_here(desk, name)
    form = WhyForm.asked(request)
    if form.is_ready():
        answer = desk.write(
            form,
            lambda: stop_telling(desk.record, desk.officer, found.body, why=form.cleaned_data["why"]),
            desk.at("what_told", found.body),
        )
        if answer is not None:
            return answer
    return page(
        request, "places/order_form.html", here="partners", form=form, title=f"Tell {found.name} no more",
        words=f"What {found.name} was told is taken back within a second: after that it finds only that it was. What "
        "it has read already it still has; see what that is, and ring them.",
        send="Stop it now", cancel=desk.at("what_told", found.body),
    )  # fmt: skip


def switch_words(desk: AtDesk, found: Partner) -> str:
    """How the switch stands, in three words."""
    return _switch(desk, found)[0]


def _switch(desk: AtDesk, found: Partner) -> tuple[str, str, list[tuple[str, str]]]:
    switch = telling_to(desk.sight, found.body)
    if switch is None:
        return OFF, "grey", []
    at = when(switch.at, desk.sight.now)
    rows = [("Since", f"{at}, {desk.name_of(switch.by)} ({switch.number})"), ("Why", switch.value.why)]
    if not switch.value.is_on:
        return STOPPED, "grey", rows
    if not may_read(found):
        rows.append(("But", "it has no right to read the collection, so it finds nothing: look at its rights"))
    return ON, "green", rows


def _buttons(desk: AtDesk, found: Partner, state: str) -> list[tuple[str, str]]:
    if not desk.officer.may(Act.PARTNER):
        return []
    if state == ON:
        return [("Tell it no more", desk.at("stop_telling_partner", found.body))]
    return [] if found.cut_off_at is not None else [("Propose that it is told", desk.at("tell_partner", found.body))]


def _many(things: int) -> str:
    return f"The {things} object{'' if things == 1 else 's'} of STIX that carry it"


def _objects(told: Told) -> str:
    """The objects as they would leave, to be read."""
    says = [held.thing.says for held in (told.identity, *told.things) if held is not None]
    return orjson.dumps(says, option=orjson.OPT_INDENT_2).decode()
