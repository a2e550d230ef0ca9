"""The 41 outcomes of the Cyber Assessment Framework v4.0, each with the council's own status, evidence, day and who.

Law: the council judges and the program does not; what nobody judged is not assessed.
Not here: the names (desk.readiness).
"""

from __future__ import annotations

from collections import Counter
from typing import Any, Final

from django import forms
from django.http import Http404, HttpResponse
from django.utils import timezone

from battlebox.desk import Act
from battlebox.desk.readiness import (
    OUTCOME_BY_CODE,
    OUTCOMES,
    CafOutcome,
    Judged,
    OwnStatus,
    day_words,
    history_of,
    judge,
    judgements,
)
from battlebox.web.asking import OfficerRequest
from battlebox.web.day import DayField
from battlebox.web.forms import DeskForm
from battlebox.web.pages import page
from battlebox.web.readiness.at_hand import AtHand, address, in_readiness
from battlebox.web.tables import Cell, Column, Kind, Table, table_page

NOT_VERIFIED: Final = "Title not verified: sources disagree"
_COLOURS: Final = {
    OwnStatus.ACHIEVED: "green",
    OwnStatus.PARTIALLY: "yellow",
    OwnStatus.NOT_ACHIEVED: "red",
    OwnStatus.NOT_ASSESSED: "grey",
}
_OUTCOMES: Final = (
    Column("code", "Code"),
    Column("name", "Outcome"),
    Column("principle", "Principle", Kind.CHOICE),
    Column("status", "Own status", Kind.CHOICE),
    Column("evidence", "Evidence"),
    Column("on", "Judged on"),
    Column("who", "By"),
)
_SHOWN: Final = 160


class OutcomeForm(DeskForm):
    """A judgement."""

    status = forms.ChoiceField(
        label="How the council stands",
        widget=forms.RadioSelect,
        choices=[(each.value, each.value.capitalize()) for each in OwnStatus],
    )
    evidence = forms.CharField(
        label="What shows it",
        max_length=4000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text="In words, and where the papers lie. Blank only where it is not assessed.",
    )
    on = DayField(label="Judged on which day")
    who = forms.CharField(label="Who judged", max_length=120)


@in_readiness
def outcomes(request: OfficerRequest) -> HttpResponse:
    """All of them."""
    hand = AtHand.asked(request)
    said = judgements(hand.notes)
    table = Table("outcomes", "Contributing outcomes", _OUTCOMES, [_row(each, said[each.code]) for each in OUTCOMES],
                  stacked=True)  # fmt: skip
    counted = Counter(each.status for each in said.values())
    return table_page(
        request, "readiness/outcomes.html", table, beside=hand.beside("ready_outcomes"), many=len(OUTCOMES),
        counts="; ".join(f"{counted[each]} {each.value}" for each in OwnStatus),
        unsure=sum(not each.is_verified for each in OUTCOMES),
    )  # fmt: skip


@in_readiness
def outcome(request: OfficerRequest, code: str) -> HttpResponse:
    """One: as it stands, the form to judge it, every judgement so far."""
    hand = AtHand.asked(request)
    found = OUTCOME_BY_CODE.get(code)
    if found is None:
        raise Http404
    now = judgements(hand.notes)[code]
    start = {"status": now.status.value, "evidence": now.evidence, "on": timezone.localtime(hand.now).date(),
             "who": str(hand.officer.name)}  # fmt: skip
    form = OutcomeForm.asked(request, initial=start, refused=hand.refused(Act.READY))
    if form.is_ready():
        said = form.cleaned_data
        judged = Judged(code, OwnStatus(said["status"]), said["evidence"], said["on"], said["who"])
        done = hand.write(form, lambda: judge(hand.book, hand.officer, judged, hand.now), address("ready_outcomes"))
        if done is not None:
            return done
    return page(
        request, "readiness/outcome.html", beside=hand.beside("ready_outcomes"), form=form,
        title=f"{code} {found.name}", stands=now.status.value.capitalize(), colour=_COLOURS[now.status],
        warn="" if found.is_verified else NOT_VERIFIED,
        rows=(("Objective", found.objective), ("Principle", found.principle),
              ("Evidence", now.evidence or "None is written down"),
              ("Judged", f"{day_words(now.on)}, {now.who}" if now.on else "By nobody yet")),
        heads=("Number", "Status", "Evidence", "Judged on", "By"),
        history=[(f"R-{each.number}", each.status.value.capitalize(), each.evidence or "-",
                  day_words(each.on) if each.on else "-", each.who) for each in history_of(hand.notes, code)],
        cancel=address("ready_outcomes"),
    )  # fmt: skip


def _row(each: CafOutcome, said: Judged) -> dict[str, Any]:
    marks = [*([] if each.is_verified else [NOT_VERIFIED]), *(["New in version 4.0"] if each.is_new else [])]
    short = said.evidence if len(said.evidence) <= _SHOWN else said.evidence[:_SHOWN] + " ..."
    return {
        "code": Cell(each.code, link=address("ready_outcome", each.code)),
        "name": Cell(each.name, note="; ".join(marks), csv=f"{each.name} ({'; '.join(marks)})" if marks else ""),
        "principle": each.principle,
        "status": Cell(said.status.value.capitalize(), tag=_COLOURS[said.status]),
        "evidence": Cell(short or "-", csv=said.evidence),
        "on": Cell(day_words(said.on), order=said.on, csv=said.on.isoformat()) if said.on else "-",
        "who": said.who or "-",
    }
