"""Findings: what is to be mended, by whom and when, overdue ones first, until evidence closes them.

Law: a finding is closed by evidence in words and by nothing else; everything that was done to it stands on its page.
Not here: what a finding is (desk.readiness).
"""

from __future__ import annotations

from typing import Any, Final

from django import forms
from django.http import Http404, HttpResponse

from battlebox.desk import Act, DeskError
from battlebox.desk.readiness import (
    BY_HAND,
    Finding,
    Note,
    change_finding,
    close_finding,
    day_words,
    due_words,
    exercises_of,
    finding_of,
    findings_of,
    open_finding,
    reopen_finding,
)
from battlebox.web.asking import OfficerRequest
from battlebox.web.clock_words import when_words
from battlebox.web.day import DayField
from battlebox.web.forms import DeskForm
from battlebox.web.pages import page
from battlebox.web.readiness.at_hand import AtHand, address, in_readiness
from battlebox.web.tables import Cell, Column, Kind, Table, table_page

_FINDINGS: Final = (
    Column("number", "Number"),
    Column("what", "What is to be mended"),
    Column("owner", "Who sees to it"),
    Column("due", "By"),
    Column("state", "It is", Kind.CHOICE),
    Column("source", "Found in", Kind.CHOICE),
)
_COLOURS: Final = {"Overdue": "red", "Open": "yellow", "Closed": "green"}


class FindingForm(DeskForm):
    """A finding made by hand."""

    what = forms.CharField(label="What is to be mended", max_length=300)
    owner = forms.CharField(label="Who sees to it", max_length=120, help_text="An office, such as head of IT.")
    due = DayField(label="By which day")
    exercise = forms.ChoiceField(label="Found in which exercise", required=False)

    def __init__(self, *args: Any, exercises: list[tuple[str, str]], **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["exercise"].choices = [("", "In none"), *exercises]  # type: ignore[attr-defined]  # A ChoiceField.


class ChangeForm(DeskForm):
    """Another owner or date."""

    owner = forms.CharField(label="Who sees to it", max_length=120)
    due = DayField(label="By which day")
    why = forms.CharField(label="Why it changes", max_length=200)


class EvidenceForm(DeskForm):
    """What shows that it is mended."""

    evidence = forms.CharField(
        label="What shows that it is mended",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="What was seen, when and by whom, and where the paper lies.",
    )


class ReopenForm(DeskForm):
    """Why it is open again."""

    why = forms.CharField(label="Why", max_length=200)


@in_readiness
def findings(request: OfficerRequest) -> HttpResponse:
    """All of them, the open ones first."""
    hand = AtHand.asked(request)
    rows = [_row(hand, each) for each in findings_of(hand.notes)]
    table = Table("findings", "Every finding", _FINDINGS, rows, stacked=True,
                  empty="No finding is written down here. That is not the same as nothing to mend.")  # fmt: skip
    late = sum(each.is_overdue(hand.ground.today) for each in findings_of(hand.notes))
    return table_page(request, "readiness/findings.html", table, beside=hand.beside("ready_findings"), late=late,
                      new=address("ready_new_finding") if not hand.refused(Act.READY) else "",
                      bring=address("ready_bring_findings"))  # fmt: skip


@in_readiness
def finding(request: OfficerRequest, number: int) -> HttpResponse:
    """One finding and its history."""
    hand = AtHand.asked(request)
    found = _here(hand, number)
    about = [each for each in hand.notes if each.number == number or each.thing == f"finding/{number}"]
    return page(
        request, "readiness/finding.html", beside=hand.beside("ready_findings"), title=f"R-{number}: {found.what}",
        state=_state(hand, found), colour=_COLOURS[_state(hand, found)], is_open=found.is_open,
        may=not hand.refused(Act.READY),
        rows=(
            ("Who sees to it", found.owner),
            ("By", _by(hand, found)),
            ("Found in", found.source),
            ("Evidence", f"{found.evidence} ({found.closed_by}, {when_words(found.closed, hand.now)})"
             if found.closed else "None yet: it stays open until there is"),
        ),
        heads=("When", "What was written", "By"),
        history=[(f"{each.name}, {when_words(each.at, hand.now)}", each.words, each.who) for each in reversed(about)],
        change=address("ready_change_finding", number), close=address("ready_close_finding", number),
        reopen=address("ready_reopen_finding", number), back=address("ready_findings"),
    )  # fmt: skip


@in_readiness
def new_finding(request: OfficerRequest) -> HttpResponse:
    """Write one down."""
    hand = AtHand.asked(request)
    held = {str(each.number): f"{each.title}, {day_words(each.on)}" for each in exercises_of(hand.notes)}
    form = FindingForm.asked(request, refused=hand.refused(Act.READY), exercises=list(held.items()))
    if form.is_ready():
        said = form.cleaned_data
        which = said["exercise"]
        wanted = Finding(0, said["what"], said["owner"], said["due"], held[which][:280] if which else BY_HAND,
                         int(which or 0))  # fmt: skip
        done = hand.write(form, lambda: open_finding(hand.book, hand.officer, wanted, hand.now), _address)
        if done is not None:
            return done
    return page(request, "places/entry_form.html", form=form, title="A finding", cancel=address("ready_findings"),
                words="Something to mend, with an owner and a date. It is open until evidence closes it.")  # fmt: skip


@in_readiness
def change(request: OfficerRequest, number: int) -> HttpResponse:
    """Another owner or date."""
    hand = AtHand.asked(request)
    found = _here(hand, number)
    form = ChangeForm.asked(request, initial={"owner": found.owner, "due": found.due},
                            refused=hand.refused(Act.READY))  # fmt: skip

    def act() -> Note:
        said = form.cleaned_data
        return change_finding(hand.book, hand.officer, number, owner=said["owner"], due=said["due"], why=said["why"],
                              now=hand.now)  # fmt: skip

    return _sent(hand, form, act, number, title=f"Another owner or date for R-{number}", words=found.what)


@in_readiness
def close(request: OfficerRequest, number: int) -> HttpResponse:
    """Close it by evidence."""
    hand = AtHand.asked(request)
    found = _here(hand, number)
    form = EvidenceForm.asked(request, refused=hand.refused(Act.READY))
    return _sent(
        hand, form,
        lambda: close_finding(hand.book, hand.officer, number, evidence=form.cleaned_data["evidence"], now=hand.now),
        number, title=f"Close R-{number}", words=found.what, button="Close it",
    )  # fmt: skip


@in_readiness
def reopen(request: OfficerRequest, number: int) -> HttpResponse:
    """Open it again."""
    hand = AtHand.asked(request)
    found = _here(hand, number)
    form = ReopenForm.asked(request, refused=hand.refused(Act.READY))
    return _sent(
        hand, form, lambda: reopen_finding(hand.book, hand.officer, number, why=form.cleaned_data["why"], now=hand.now),
        number, title=f"Open R-{number} again", words=found.what, button="Open it again",
    )  # fmt: skip


def _sent(hand: AtHand, form: DeskForm, act: Any, number: int, **shown: Any) -> HttpResponse:
    if form.is_ready():
        done = hand.write(form, act, address("ready_finding", number))
        if done is not None:
            return done
    return page(hand.request, "places/entry_form.html", form=form, cancel=address("ready_finding", number), **shown)


def _address(done: Note) -> str:
    return address("ready_finding", done.number)


def _here(hand: AtHand, number: int) -> Finding:
    try:
        return finding_of(hand.notes, number)
    except DeskError as wrong:
        raise Http404 from wrong


def _state(hand: AtHand, found: Finding) -> str:
    if not found.is_open:
        return "Closed"
    return "Overdue" if found.is_overdue(hand.ground.today) else "Open"


def _by(hand: AtHand, found: Finding) -> str:
    """The day; of what is open with how far off it is."""
    return due_words(found.due, hand.ground.today) if found.is_open else day_words(found.due)


def _row(hand: AtHand, each: Finding) -> dict[str, Any]:
    state = _state(hand, each)
    return {
        "number": Cell(f"R-{each.number}", link=address("ready_finding", each.number), order=each.number),
        "what": each.what,
        "owner": each.owner,
        "due": Cell(_by(hand, each), order=each.due),
        "state": Cell(state, tag=_COLOURS[state]),
        "source": each.source,
    }
