"""From figures to a decision or a proposal; and the figures kept, as Gold's one sheet of paper.

Law: the figures and what was made of them are both in the record, or the officer is told which one is; a sheet signed
in pencil is keyed back by its number.
Not here: the figures (contain.py), one decision and what follows (decisions.py, carry_on.py).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import accumulate
from typing import Final

from django.http import Http404, HttpResponse
from django.utils.text import Truncator

from battlebox.desk import DeskCode, DeskError
from battlebox.desk.brief import WHO, orders_of
from battlebox.desk.command import (
    ABOUT,
    AdviceShown,
    advice_of,
    decide_on,
    make_decision,
    propose_on,
    proposed,
    show_advice,
    someone_named,
)
from battlebox.desk.record import Saved
from battlebox.web.asking import OfficerRequest, in_incident
from battlebox.web.deciding.contain import golds_rows, shown_of_job, side_by_side
from battlebox.web.deciding.contain_jobs import FIGURES
from battlebox.web.deciding.decide_forms import DecisionForm, ProposalForm, fresh
from battlebox.web.incident.at_desk import OURS, AtDesk, DeskEntryForm
from battlebox.web.incident.jobs import job_of
from battlebox.web.incident.wording import when
from battlebox.web.pages import page
from battlebox.web.rights import unless

LATE: Final = "It was taken more than fifteen minutes ago: say why it is written only now; `busy` is an answer"


@dataclass(frozen=True, slots=True)
class Source:
    """Figures to decide on: as they were shown, the entry they are kept in (blank: none yet), the page they are on."""

    shown: AdviceShown
    entry: str
    address: str


@in_incident
def decide_on_job(request: OfficerRequest, job: str) -> HttpResponse:
    """Decide on an answer that is on the screen."""
    desk = AtDesk.of(request)
    return _decide(desk, _of_job(desk, job))


@in_incident
def decide_on_figures(request: OfficerRequest, entry: str) -> HttpResponse:
    """Decide on figures that are in the record, from the screen or from a signed sheet."""
    desk = AtDesk.of(request)
    return _decide(desk, _of_entry(desk, entry))


@in_incident
def decide_freely(request: OfficerRequest) -> HttpResponse:
    """Decide without figures."""
    return _decide(AtDesk.of(request), None)


@in_incident
def decide_on_proposal(request: OfficerRequest, name: str) -> HttpResponse:
    """Decide on what was proposed, with its figures where it has some."""
    desk = AtDesk.of(request)
    try:
        found = proposed(desk.sight, f"proposal/{name}")
    except DeskError as wrong:
        raise Http404 from wrong
    says = found.says.value
    source = _of_entry(desk, says.advice) if says.advice else None
    return _decide(desk, source, proposal=found.thing, letter=says.chosen)


@in_incident
def propose_on_job(request: OfficerRequest, job: str) -> HttpResponse:
    """Put a choice to Gold or Silver."""
    desk = AtDesk.of(request)
    source = _of_job(desk, job)
    form = ProposalForm.asked(
        request, shown=source.shown, refused=_whose(desk, source.shown), initial={"chosen": source.shown.pointed}
    )
    if form.is_ready():
        proposal = form.proposal(_orders(desk, source.shown, form.cleaned_data["chosen"]))
        answer = desk.write(
            form,
            lambda: propose_on(
                desk.record, desk.estate, desk.officer, source.shown, proposal, handling=desk.handling(form)
            ),
            lambda put: desk.at("proposal", put.thing.partition("/")[2]),
        )
        if answer is not None:
            return answer
    return page(request, "places/form.html", here="contain", form=form, title="Propose", cancel=source.address,
                words="A proposal orders nothing. It waits until somebody decides on it.")  # fmt: skip


@in_incident
def keep_figures(request: OfficerRequest, job: str) -> HttpResponse:
    """Keep what is on the screen in the record, so that it can be printed, signed and keyed back by its number."""
    desk = AtDesk.of(request)
    source = _of_job(desk, job)
    form = DeskEntryForm.asked(request, initial={"share": OURS})
    if form.is_ready():
        answer = desk.write(
            form,
            lambda: show_advice(desk.record, desk.officer, source.shown, handling=desk.handling(form)),
            lambda kept: desk.at("figures", kept.entry),
        )
        if answer is not None:
            return answer
    return page(request, "places/form.html", here="contain", form=form, title="Keep these figures",
                cancel=source.address, words="They get a number. Gold's page is printed from them, with that number on "
                "it, so that it can be signed in pencil and keyed back.")  # fmt: skip


@in_incident
def figures(request: OfficerRequest, entry: str) -> HttpResponse:
    """Gold's one sheet: known and unknown, the choices, and room to tick, say why and sign."""
    desk = AtDesk.of(request)
    source = _of_entry(desk, entry)
    line = desk.sight.line(entry)
    rows = [
        *golds_rows(_shorter(source.shown)),
        *(
            (
                about.replace(_HOW, " (average)"),
                [(_on_paper(row.words[place], end, len(source.shown.choices)),) for row in source.shown.choices],
            )
            for place, about, end in _ON_PAPER
        ),
        (WHO, [_offices(row.gold.who, len(source.shown.choices)) for row in source.shown.choices]),
    ]
    heads, screen = side_by_side(source.shown)
    return page(
        request, "places/gold.html", here="contain", shown=source.shown, number=line.number,
        at=when(line.at, desk.sight.now), body=_body(desk, source.shown.body), rows=rows, heads=heads, screen=screen,
        named=(("Our own orders, and in which choice:", *_orders_named(source.shown, "own")),
               ("To ask of partners:", *_orders_named(source.shown, "asks"))),
        decide=desk.at("decide_on_figures", entry), log=desk.at("entry", entry),
        is_ours=source.shown.body == desk.officer.body,
    )  # fmt: skip


def _orders_named(shown: AdviceShown, kind: str) -> tuple[list[tuple[str, str]], int]:
    """Orders or asks of the choices, each once, with the choices it is of; and how many the sheet has no room for.

    Those the figures point to come first, then by their choices.
    """
    of: dict[str, list[str]] = {}
    for row in shown.choices:
        for name in (row.own or (() if row.asks else row.orders)) if kind == "own" else row.asks:
            of.setdefault(name, []).append(row.letter)
    pointed = sorted(of.items(), key=lambda each: (shown.pointed not in each[1], each[1]))
    named = [(Truncator(name).chars(_NAME_MOST), ", ".join(letters)) for name, letters in pointed]
    ends = accumulate(len(name) + len(letters) + len(" (); ") for name, letters in named)
    fits = sum(end <= _NAMED_LETTERS[kind] for end in ends)
    return named[:fits], len(named) - fits


_NAMED_LETTERS: Final = {"own": 1000, "asks": 500}
"""So many letters of orders have room on the sheet, and of asks: some ten lines of print."""
_NAME_MOST: Final = 80
_ON_PAPER = ((4, ABOUT[4], ", first"), (5, ABOUT[5], ", first"), (6, ABOUT[6], ":"), (7, ABOUT[7], ";"))
_HOW: Final = " (average over how the attack may go)"
_ROOM: Final = 4
"""So many choices have room for whole sentences on one sheet; of more, each cell tells the first part."""


def _shorter(shown: AdviceShown) -> AdviceShown:
    """Of many choices each names one service less that stops."""
    if len(shown.choices) <= _ROOM:
        return shown
    return replace(shown, choices=tuple(replace(row, gold=row.gold.shorter) for row in shown.choices))


def _offices(who: tuple[str, ...], choices: int) -> tuple[str, ...]:
    """Who orders; beside many choices without on whose order they do."""
    return tuple(each if choices <= _ROOM else each.partition(" on the order of ")[0] for each in who) or ("nobody",)


def _on_paper(words: str, end: str, choices: int) -> str:
    return words if choices <= _ROOM else words.partition(end)[0]


def _orders(desk: AtDesk, shown: AdviceShown, letter: str) -> tuple[str, ...]:
    """The orders of a choice that are not given yet: those of a whole council are its own and its partners'."""
    choice = shown.choice(letter)
    given = {done.action for done in shown.dones}
    return tuple(row.action for row in orders_of(desk.estate, choice.actions if choice else (), given))


def _decide(desk: AtDesk, source: Source | None, *, proposal: str = "", letter: str = "") -> HttpResponse:
    request, shown = desk.request, source.shown if source else None
    start = fresh(desk.sight, shown, letter)
    form = DecisionForm.asked(request, shown=shown, refused=_whose(desk, shown), initial=start)
    if form.is_ready():
        decision = form.decision(proposal=proposal)
        maker = someone_named(desk.sight, form.cleaned_data["maker"])
        if decision.lacks_reason(desk.sight.now):
            # Asked now, while somebody knows; a note signed in pencil is late as well.
            form.add_error("late", LATE)
            return _again(desk, form, source)

        def decide() -> Saved:
            how = desk.handling(form)
            if source is None:
                return make_decision(desk.record, desk.officer, decision, maker, handling=how)
            return decide_on(
                desk.record, desk.officer, source.shown, decision, maker, advice=source.entry, handling=how
            )

        answer = desk.write(form, decide, lambda made: desk.at("decision", made.thing.partition("/")[2]))
        if answer is not None:
            return answer
    return _again(desk, form, source)


def _again(desk: AtDesk, form: DecisionForm, source: Source | None) -> HttpResponse:
    return page(
        desk.request,
        "places/decide.html",
        here="contain",
        form=form,
        shown=source.shown if source else None,
        cancel=source.address if source else desk.at("decisions"),
    )


def _whose(desk: AtDesk, shown: AdviceShown | None) -> str:
    """Why figures are not this body's to go by; empty where they are, or there are none."""
    owner = shown.body if shown else ""
    ours = owner in ("", desk.officer.body)
    return unless(ours, DeskCode.OTHER_BODY, what="this advice", owner=owner, body=desk.officer.body)


def _of_job(desk: AtDesk, job: str) -> Source:
    found = job_of(desk.request, job, FIGURES)
    shown = shown_of_job(found)
    if shown is None or not shown.choices:
        raise Http404
    return Source(shown, "", desk.at("contain_answer", found.pk))


def _of_entry(desk: AtDesk, entry: str) -> Source:
    try:
        shown = advice_of(desk.sight, entry)
    except DeskError as wrong:
        raise Http404 from wrong
    return Source(shown.value, shown.entry, desk.at("figures", shown.entry))


def _body(desk: AtDesk, body: str) -> str:
    found = desk.estate.body_by_id.get(body) if desk.has_estate else None
    return found.name if found else body or "every body together"
