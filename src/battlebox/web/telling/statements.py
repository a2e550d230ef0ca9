"""Joint statements: one wording that several bodies say together, put to them, joined by each, or not.

Law: a wording that was changed is joined anew; it may be said once every body joined it and no fact below it changed.
Not here: the rules (desk), sending it.
"""

from __future__ import annotations

from typing import Final

from django import forms
from django.http import Http404, HttpResponse
from django.utils.text import capfirst

from battlebox.desk import Act
from battlebox.desk.record import Saved
from battlebox.desk.tell import (
    Bar,
    Goes,
    Joining,
    Joint,
    Statement,
    facts_of,
    join_statement,
    joint_of,
    may_be_said,
    propose_statement,
    statements_of,
)
from battlebox.web.asking import OfficerRequest, in_incident
from battlebox.web.incident.at_desk import AtDesk
from battlebox.web.incident.entry import PlainForm, entry, seen_or_404
from battlebox.web.pages import page
from battlebox.web.tables import Cell
from battlebox.web.telling.close_words import PRESS, MindedField, ask_close
from battlebox.web.telling.fact_words import bodies_words, name_of
from battlebox.web.without_estate import NoEstate

BODY_HEADS: Final = ("Body", "What it says")
_ANSWERS: Final = (("yes", "We say these words with the others"), ("no", "We do not"))


class StatementForm(PlainForm):
    """The words, what they rest on, who says them."""

    words = forms.CharField(
        label="The words to say together", widget=forms.Textarea(attrs={"rows": 6}), max_length=5000
    )
    facts = forms.MultipleChoiceField(label="Which facts they rest on", widget=forms.CheckboxSelectMultiple)
    bodies = forms.MultipleChoiceField(label="Who says them with you", widget=forms.CheckboxSelectMultiple)
    why = forms.CharField(label="Why now", max_length=2000, required=False)
    minded = MindedField()


class JoinForm(PlainForm):
    """Whether one's own body joins."""

    answer = forms.ChoiceField(label="What your body says", choices=_ANSWERS, widget=forms.RadioSelect)
    who = forms.CharField(label="Who says so", max_length=200, help_text="Their office, not their name.")
    why = forms.CharField(label="Why not", widget=forms.Textarea(attrs={"rows": 2}), max_length=2000, required=False)


@in_incident
def statement(request: OfficerRequest, name: str) -> HttpResponse:
    """One statement."""
    desk = AtDesk.of(request)
    found = _found(desk, name)
    why = "" if isinstance(may_be_said(found), Goes) else capfirst(_stands(desk, found))
    said = found.said[0]
    wording = {thing: each.value.outward for thing, each in facts_of(desk.sight)}
    asked = desk.officer.body in said.value.bodies
    return page(
        request,
        "desk/telling/statement.html",
        here="tell",
        words=found.words,
        number=said.number,
        by=desk.body_name(said.body),
        why=why,
        split=[f"{each.number}: {each.value.words}" for each in found.said] if len(found.said) > 1 else [],
        heads=BODY_HEADS,
        rows=[_row(desk, found, body) for body in said.value.bodies],
        facts=[
            (
                wording.get(each, f"A fact that you may not read: {desk.body_name(said.body)} answers for it"),
                desk.at("fact", name_of(each)) if each in wording else "",
                each in found.changed,
            )
            for each in found.facts
        ],
        join=desk.at("join_statement", name) if asked and desk.officer.may(Act.CLEAR_FACT) else "",
        anew=desk.at("change_statement", name)
        if said.body == desk.officer.body and desk.officer.may(Act.RELEASE) and desk.has_estate
        else "",
    )


@in_incident
def propose(request: OfficerRequest) -> HttpResponse:
    """Put words to other bodies."""
    return _put(request, None)


@in_incident
def change(request: OfficerRequest, name: str) -> HttpResponse:
    """Put them anew."""
    return _put(request, name)


@in_incident
def join(request: OfficerRequest, name: str) -> HttpResponse:
    """Say whether one's own body says these words."""
    desk = AtDesk.of(request)
    found = _found(desk, name)
    if desk.officer.body not in found.said[0].value.bodies:
        raise Http404
    seen = [found.said[0].entry]
    form = JoinForm.asked(request, seen=seen)

    def act() -> Saved:
        said = form.cleaned_data
        agrees = said["answer"] == "yes"
        joining = Joining(form.seen_entries[0], agrees, said["who"], desk.record.now(), said["why"])
        return join_statement(desk.record, desk.officer, found.thing, joining)

    if form.is_ready():
        form.overtaken(seen)
    rows = [("The words", found.words), ("Who says them", bodies_words(desk, found.said[0].value.bodies))]
    back = desk.at("statement", name)
    return entry(desk, form, act, back, title="Do we say this with them?", here="tell", rows=rows)


def statement_links(desk: AtDesk) -> list[tuple[str, str, str]]:
    """Every statement that may be seen: words, address, and how it stands."""
    return [
        (each.words, desk.at("statement", name_of(each.thing)), _stands(desk, each))
        for each in statements_of(desk.sight)
    ]


def _put(request: OfficerRequest, name: str | None) -> HttpResponse:
    desk = AtDesk.of(request)
    if not desk.has_estate:
        raise NoEstate
    old = _found(desk, name) if name else None
    if old is not None and old.said[0].body != desk.officer.body:
        raise Http404
    seen = sorted(each.entry for each in old.said) if old else []
    said = old.said[0].value if old else None
    initial = {"words": said.words, "facts": list(said.facts), "bodies": list(said.bodies)} if said else {}
    others = [(each.body, each.name) for each in desk.estate.bodies if each.body != desk.officer.body]
    facts = [(thing, each.value.outward) for thing, each in facts_of(desk.sight)]
    form = StatementForm.asked(request, seen=seen, initial=initial, choices={"facts": facts, "bodies": others})
    rows = ask_close(desk, form, ("words",), PRESS)

    def act() -> Saved:
        given = form.cleaned_data
        new = Statement(given["words"], tuple(given["facts"]), tuple(given["bodies"]), given["why"])
        over = frozenset(form.seen_entries) if old else None
        return propose_statement(desk.record, desk.estate, desk.officer, new, thing=old.thing if old else "", over=over)

    if form.is_ready():
        form.overtaken(seen)
    title = "Put the words anew" if old else "Say it together"
    words = "They read these words and join them, or say why not. Nothing leaves by this."
    back = desk.at("statement", name) if name else desk.at("facts")
    return entry(desk, form, act, back, title=title, here="tell", words=words, rows=rows)


def _found(desk: AtDesk, name: str) -> Joint:
    return seen_or_404(lambda: joint_of(desk.sight, f"statement/{name}"))


def _row(desk: AtDesk, found: Joint, body: str) -> tuple[str, Cell]:
    said, colour = "Nothing yet", "yellow"
    if body in found.joined:
        said, colour = "Joins", "green"
    elif body in found.refused:
        said, colour = "Does not join", "orange"
    return desk.body_name(body), Cell(said, tag=colour)


def _stands(desk: AtDesk, found: Joint) -> str:
    """Whether it may be said; if not, why, with bodies by name."""
    answer = may_be_said(found)
    if isinstance(answer, Goes):
        return "everybody joined"
    if answer.bar in (Bar.REFUSED, Bar.NOT_CLEARED):
        verb = "does not join" if answer.bar is Bar.REFUSED else "has not joined yet"
        return "; ".join(f"{desk.body_name(each)} {verb}" for each in answer.ask)
    return answer.why
