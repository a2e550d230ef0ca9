"""What needs two people: a new partner, more for a partner, a freer label; proposed here, agreed to by somebody else.

Law: whoever proposed it is not shown the button, and is refused if they send it all the same; a token is shown once.
Not here: doing it (doing.py), collections (our_collections.py).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

from django import forms
from django.db import transaction
from django.http import Http404, HttpResponse

from battlebox.desk import DeskCode, DeskError
from battlebox.desk.exchange import Asked, Change, What, answer_change, change_of, propose_change
from battlebox.desk.record import Saved
from battlebox.marking import Tlp
from battlebox.share.release import Reach
from battlebox.web.asking import OfficerRequest, in_incident
from battlebox.web.body_ids import BodyIdField
from battlebox.web.errors import WebError
from battlebox.web.forms import DeskForm
from battlebox.web.incident.at_desk import AtDesk
from battlebox.web.incident.wording import when
from battlebox.web.models import IntelObject, Partner
from battlebox.web.pages import page
from battlebox.web.partnering.doing import do, issued, may_loosen
from battlebox.web.partnering.our_collections import LABELS
from battlebox.web.partnering.seen import name_of, seen_of
from battlebox.web.rights import sentence
from battlebox.web.taxii.named import partner_called

_NUMBER: Final = re.compile(r"[0-9]{1,18}", re.ASCII)


class PartnerForm(DeskForm):
    """A body that is to become a partner."""

    body = BodyIdField(label="Its short name in the record, such as eastholt")
    name = forms.CharField(label="How people call it", max_length=120)
    community = forms.BooleanField(label="It is in the community that shares TLP:GREEN", required=False)
    why = forms.CharField(label="Why now", max_length=200)


class LoosenForm(DeskForm):
    """The label it is to have."""

    label = forms.ChoiceField(label="The label it is to have", choices=LABELS[:-1])
    why = forms.CharField(label="Why, and who of its owners said so", max_length=200)


class AnswerForm(DeskForm):
    """Agree, or not."""

    agreed = forms.ChoiceField(label="Your answer", widget=forms.RadioSelect,
                               choices=(("yes", "I agree: do it now"), ("no", "No")))  # fmt: skip
    why = forms.CharField(label="If not: why", max_length=200, required=False)


@in_incident
def new_partner(request: OfficerRequest) -> HttpResponse:
    """Propose a partner."""
    desk = AtDesk.of(request)
    form = PartnerForm.asked(request)

    def propose() -> Saved:
        said = form.cleaned_data
        green = ", in the community that shares TLP:GREEN" if said["community"] else ""
        words = f"{said['name']} ({said['body']}) gets a token to prove itself with{green}; it may read nothing yet."
        needed = (said["body"], said["name"], "yes" if said["community"] else "")
        return propose_change(desk.record, desk.officer, Change(What.ADD, said["body"], words, said["why"], needed))

    if form.is_ready():
        if Partner.objects.filter(ours=desk.officer.body, body=form.cleaned_data["body"]).exists():
            form.add_error("body", "That body is a partner already")
        elif there := partner_called(desk.officer.body, form.cleaned_data["name"]):
            form.add_error("name", f"{there.name} is what people call {there.body}: give this one another name")
        else:
            answer = desk.write(form, propose, _change_address(desk))
            if answer is not None:
                return answer
    return page(request, "places/form.html", here="partners", form=form, title="Propose a partner",
                button="Propose it", cancel=desk.at("partners"),
                words="A second person of your body agrees before it is one. Whoever attacks you would like to be "
                "your partner too: ring them on a number from the printed list first.")  # fmt: skip


@in_incident
def loosen_thing(request: OfficerRequest, number: str) -> HttpResponse:
    """Propose that a thing is issued under a freer label."""
    desk = AtDesk.of(request)
    home = desk.officer.body
    found = IntelObject.objects.filter(ours=home, is_newest=True).select_related("reach")
    row = found.filter(pk=int(number)).first() if _NUMBER.fullmatch(number) else None
    seen = seen_of(desk, [row]) if row is not None else {}
    if row is None or row.pk not in seen:
        raise Http404
    called, label = name_of(seen[row.pk].thing), Reach.from_text(row.reach.text).label
    form = LoosenForm.asked(request, refused=may_loosen(row, home))

    def propose() -> Saved:
        said = form.cleaned_data
        new = Tlp(said["label"])
        thing = issued(row, home, new, desk.sight.now)
        how = "a new version of it" if thing.id == row.stix_id else "a copy under our own name"
        was = label.to_text() if label is not None else "no label"
        words = f"{called} ({row.stix_id}) has {was}; {how} goes out as {new.to_text()} to whom that lets have it."
        change = Change(What.LOOSEN, home, words, said["why"], (str(row.pk), new.value))
        return propose_change(desk.record, desk.officer, change)

    if form.is_ready():
        new = Tlp(form.cleaned_data["label"])
        if label is not None and new.strictness >= label.strictness and row.owner == home:
            form.add_error("label", f"It is {label.to_text()} now, which is no stricter: choose a freer label")
        else:
            answer = desk.write(form, propose, _change_address(desk))
            if answer is not None:
                return answer
    return page(request, "places/form.html", here="partners", form=form, title=f"A freer label for {called}",
                button="Propose it", cancel=desk.at("held_things"),
                words="A second person of your body agrees before it goes. What it names binds it all the same. What "
                "has gone out under a freer label cannot be called back.")  # fmt: skip


@in_incident
def partner_change(request: OfficerRequest, name: str) -> HttpResponse:
    """One proposal: what would change, and the answer of a second person."""
    desk = AtDesk.of(request)
    asked = _here(desk, name)
    wanted, now = asked.wanted.value, desk.sight.now
    own = asked.wanted.by == desk.officer.id
    refused = sentence(DeskError.of(DeskCode.SAME_PERSON, number=asked.wanted.number)) if own else ""
    form = AnswerForm.asked(request, refused=refused)
    token: list[str] = []

    def answer() -> Saved:
        agreed = form.cleaned_data["agreed"] == "yes"
        with transaction.atomic():
            # Done first, and undone where the record does not take the answer.
            if agreed and not own:
                token.append(do(wanted, desk.officer.body, now))
            return answer_change(desk.record, desk.officer, asked.thing, agreed=agreed, why=form.cleaned_data["why"])

    def show() -> HttpResponse:
        return page(request, "partnering/token.html", here="partners", token=token[0], says=wanted.says,
                    back=desk.at("partner", wanted.body))  # fmt: skip

    if form.is_ready() and asked.answer is None:
        shown = show if wanted.what is What.ADD and form.cleaned_data["agreed"] == "yes" else None
        try:
            told = desk.write(form, answer, desk.at("partners"), show=shown)
        except WebError as wrong:
            form.add_error(None, f"{wrong}. {wrong.hint}.")
            told = None
        if told is not None:
            return told
    return page(
        request, "partnering/change.html", here="partners", title=f"Proposed: {wanted.what.value}", says=wanted.says,
        rows=(
            ("Why", wanted.why),
            ("Proposed by", f"{desk.name_of(asked.wanted.by)}, {when(asked.wanted.at, now)} ({asked.wanted.number})"),
            ("Answer", _answer_words(desk, asked)),
        ),
        form=form if asked.answer is None else None, back=desk.at("partners"),
    )  # fmt: skip


def _answer_words(desk: AtDesk, asked: Asked) -> str:
    if asked.answer is None:
        return "It waits for a second person"
    said = asked.answer
    words = "Agreed to" if said.value.agreed else f"Refused: {said.value.why}"
    return f"{words}, by {desk.name_of(said.by)}, {when(said.at, desk.sight.now)} ({said.number})"


def _change_address(desk: AtDesk) -> Callable[[Saved], str]:
    return lambda done: desk.at("partner_change", done.thing.partition("/")[2])


def _here(desk: AtDesk, name: str) -> Asked:
    try:
        found = change_of(desk.sight, f"change/{name}")
    except DeskError as wrong:
        raise Http404 from wrong
    if found.wanted.body != desk.officer.body:
        raise Http404
    return found
