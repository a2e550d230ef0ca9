"""Decisions: which are open and which are due, one with every field, what is still blank, and what became of it.

Law: the old words can always be read, struck through; what is blank is asked for, never hidden.
Not here: making one (decide.py), the orders that follow (carry_on.py).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from django import forms
from django.http import Http404, HttpResponse
from django.utils.safestring import SafeString

from battlebox.desk import Act
from battlebox.desk.command import (
    Decided,
    Decision,
    Review,
    Verdict,
    asks_of,
    correct_decision,
    decisions_of,
    dissent_from,
    proposals_of,
    review_decision,
)
from battlebox.desk.record import Stated
from battlebox.web.asking import OfficerRequest, in_incident
from battlebox.web.deciding.ask_answers import ask_row
from battlebox.web.deciding.carry_on import ToDo, decision_named, to_do
from battlebox.web.deciding.decide_forms import DecisionForm, written
from battlebox.web.deciding.proposals import proposal_row
from battlebox.web.incident.at_desk import AtDesk, DeskEntryForm, figures_address
from battlebox.web.incident.said import lines, link, struck, who_of
from battlebox.web.incident.wording import when
from battlebox.web.moment import MomentField
from battlebox.web.pages import page
from battlebox.web.tables import Cell, Column, Kind, Table, table_page

COLUMNS: Final = (
    Column("number", "Number"),
    Column("what", "Decided"),
    Column("who", "By"),
    Column("body", "Body", Kind.CHOICE),
    Column("taken", "When", Kind.TIME),
    Column("state", "State", Kind.CHOICE),
    Column("review", "Look again", Kind.TIME),
    Column("blanks", "Still to write", Kind.NUMBER),
)
PROPOSALS: Final = (
    Column("number", "Entry"),
    Column("what", "Proposed"),
    Column("to", "To", Kind.CHOICE),
    Column("by", "Answer needed by", Kind.TIME),
    Column("state", "State", Kind.CHOICE),
)
ASKS: Final = (
    Column("number", "Entry"),
    Column("of", "Asked", Kind.CHOICE),
    Column("what", "For what"),
    Column("reply", "Answer", Kind.CHOICE),
    Column("again", "Ring again", Kind.TIME),
)


ENTRY: Final = "Entry"


class CorrectionForm(DecisionForm):
    """The whole decision, with what is changed and why."""

    tucked: tuple[str, ...] = ()
    because = forms.CharField(label="Why it is written again", max_length=300, help_text="Or: blanks were filled.")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.order_fields(["because"])


class ReviewForm(DeskEntryForm):
    """What was found on looking again."""

    verdict = forms.ChoiceField(
        label="The decision", choices=[(each.value, each.value.capitalize()) for each in Verdict],
        widget=forms.RadioSelect,
    )  # fmt: skip
    why = forms.CharField(label="Why", widget=forms.Textarea(attrs={"rows": 3}), max_length=20_000)
    next = MomentField(label="When it is looked at again", required=False)
    by = forms.CharField(
        label="If it changed: by which decision", required=False, max_length=40, help_text="Its number, such as DA-2."
    )

    def clean(self) -> dict[str, Any]:
        """Only a decision that was changed has another in its place."""
        data = dict(super().clean() or {})
        if data.get("by") and data.get("verdict") != Verdict.CHANGED:
            self.add_error("by", "Only where the decision was changed: choose Changed, or leave this blank")
        return data


class DissentForm(DeskEntryForm):
    """Who did not agree, and why."""

    office = forms.CharField(label="Who disagreed", help_text="Their office.", max_length=300)
    why = forms.CharField(label="Why", widget=forms.Textarea(attrs={"rows": 3}), max_length=20_000)


@in_incident
def decisions(request: OfficerRequest) -> HttpResponse:
    """Decisions, proposals that wait, and asks."""
    desk = AtDesk.of(request)
    found = sorted(decisions_of(desk.sight), key=lambda row: (not row.is_overdue(desk.sight.now), not row.is_open))
    tables = (
        Table("decisions", "Decisions", COLUMNS, [_row(desk, each) for each in found],
              empty="Nothing is decided yet. Decide from the Contain page, or write one down."),
        Table("proposals", "Proposals", PROPOSALS, [proposal_row(desk, each) for each in proposals_of(desk.sight)],
              empty="Nothing is proposed. Propose from the Contain page."),
        Table("asks", "Asks to partners", ASKS, [ask_row(desk, each) for each in asks_of(desk.sight)],
              empty="No partner was asked for anything. Asks follow from a decision."),
    )  # fmt: skip
    overdue = sum(each.is_overdue(desk.sight.now) for each in found)
    return table_page(request, "places/decisions.html", *tables, here="log", overdue=overdue,
                      new=desk.at("decide_freely"),
                      may=desk.officer.may(Act.RECORD_DECISION))  # fmt: skip


@in_incident
def decision(request: OfficerRequest, name: str) -> HttpResponse:
    """One decision with every field, and everything that became of it."""
    desk = AtDesk.of(request)
    found = decision_named(desk, name)
    says = found.says.value
    ours = found.says.body == desk.officer.body
    left = to_do(desk, found) if ours else ToDo()
    rows = _fields(desk, found.says)
    return page(
        request, "places/decision.html", here="log", found=found, says=says, blanks=found.blanks, ours=ours,
        rows=rows, versions=[_fields(desk, each) for each in found.versions[1:]],
        struck=[_before(desk, each, dict(rows)) for each in found.struck],
        reviews=[(each.number, each.value.verdict.value, each.value.why, when(each.at, desk.sight.now),
                  when(each.value.next, desk.sight.now), each.value.by) for each in found.reviews],
        dissents=found.dissents, left=left, state=_state(desk, found),
        figures=figures_address(desk, says.advice),
        go_on=desk.at("go_on", name), correct=desk.at("correct_decision", name),
        review=desk.at("review_decision", name), dissent=desk.at("dissent", name),
        may_decide=ours and desk.officer.may(Act.DECIDE), may_write=ours and desk.officer.may(Act.CORRECT_DECISION),
        may_note=desk.officer.may(Act.NOTE),
        may_go_on=bool(left.of(desk.officer)),
    )  # fmt: skip


@in_incident
def correct(request: OfficerRequest, name: str) -> HttpResponse:
    """Write what was left blank, or what was wrong."""
    desk, found = _ours(request, name)
    says, back = found.says, desk.at("decision", name)
    maker = desk.name_of(says.value.maker)
    now = [each.entry for each in found.versions]
    form = CorrectionForm.asked(request, seen=now, initial=written(says.value, maker))
    versions = [
        version
        for each in found.versions
        for version in form.against(
            written(each.value, desk.name_of(each.value.maker)), desk.name_of(each.by), when(each.at, desk.sight.now)
        )
    ]
    if form.is_ready() and not form.overtaken(now, versions):
        fixed = form.decision(old=says.value)
        answer = desk.write(
            form,
            lambda: correct_decision(
                desk.record, desk.officer, found.thing, fixed, why=form.cleaned_data["because"],
                over=frozenset(form.seen_entries),
            ),
            back,
        )  # fmt: skip
        if answer is not None:
            return answer
    words = f"Still to write: {'; '.join(found.blanks)}." if found.blanks else "Nothing is blank."
    return page(request, "places/form.html", here="log", form=form, title=f"Write {found.number}", words=words,
                cancel=back)  # fmt: skip


@in_incident
def review(request: OfficerRequest, name: str) -> HttpResponse:
    """Say what was found on looking again."""
    desk, found = _ours(request, name)
    back = desk.at("decision", name)
    form = ReviewForm.asked(
        request, seen=[each.entry for each in found.reviews[-1:]], initial={"verdict": Verdict.STANDS.value}
    )
    if form.is_ready():
        data = form.cleaned_data
        said = Review(Verdict(data["verdict"]), data["why"], data["next"], data["by"])
        answer = desk.write(
            form,
            lambda: review_decision(desk.record, desk.officer, found.thing, said, over=frozenset(form.seen_entries)),
            back,
        )
        if answer is not None:
            return answer
    return page(request, "places/form.html", here="log", form=form, title=f"Look at {found.number} again",
                words=found.says.value.what, cancel=back)  # fmt: skip


@in_incident
def dissent(request: OfficerRequest, name: str) -> HttpResponse:
    """Write down that somebody did not agree."""
    desk = AtDesk.of(request)
    found = decision_named(desk, name)
    back = desk.at("decision", name)
    form = DissentForm.asked(request)
    if form.is_ready():
        data = form.cleaned_data
        answer = desk.write(
            form,
            lambda: dissent_from(desk.record, desk.officer, found.thing, office=data["office"], why=data["why"]),
            back,
        )
        if answer is not None:
            return answer
    return page(request, "places/form.html", here="log", form=form, title=f"Who disagreed with {found.number}",
                cancel=back)  # fmt: skip


def _ours(request: OfficerRequest, name: str) -> tuple[AtDesk, Decided]:
    """A decision of the officer's own body; another's can be read and not written."""
    desk = AtDesk.of(request)
    found = decision_named(desk, name)
    if found.says.body != desk.officer.body:
        raise Http404
    return desk, found


def _before(
    desk: AtDesk, old: Stated[Decision], now: Mapping[str, str | SafeString]
) -> tuple[str, str, list[tuple[str, str | SafeString]]]:
    """An old wording: its number, when, and each field that is not so `now`, struck through."""
    gone: list[tuple[str, str | SafeString]] = [
        (name, struck(value)) for name, value in _fields(desk, old) if name != ENTRY and now.get(name) != value
    ]
    return old.number, when(old.at, desk.sight.now), gone


def _state(desk: AtDesk, found: Decided) -> str:
    if not found.is_in_force:
        return found.reviews[-1].value.verdict.value.capitalize()
    if found.is_overdue(desk.sight.now):
        return "Due for review"
    return "Open" if found.is_open else "Stands"


def _row(desk: AtDesk, found: Decided) -> dict[str, object]:
    says = found.says.value
    return {
        "number": Cell(found.number, link=desk.at("decision", found.thing.partition("/")[2])),
        "what": says.what,
        "who": f"{who_of(desk, says.maker, found.says.body)}; {says.role.words}",
        "body": desk.body_name(found.says.body),
        "taken": Cell(when(says.taken, desk.sight.now), order=says.taken),
        "state": _state(desk, found),
        "review": Cell(when(found.review_at, desk.sight.now), order=found.review_at) if found.review_at else None,
        "blanks": len(found.blanks),
    }


def _fields(desk: AtDesk, stated: Stated[Decision]) -> list[tuple[str, str | SafeString]]:
    """Every field that is written, with its name."""
    says, now = stated.value, desk.sight.now
    known = lines(
        [f"{row.what} ({row.confidence.value}{', ' + row.source if row.source else ''})" for row in says.known]
    )
    considered = lines([f"{row.option}: {row.rejected or 'why not is still to be written'}" for row in says.considered])
    rows: list[tuple[str, str | SafeString]] = [
        ("What", says.what),
        ("Why", says.why),
        ("Who", f"{who_of(desk, says.maker, stated.body)}; {says.role.words}"),
        ("When", when(says.taken, now)),
        ("Choice taken", says.chosen),
        ("The figures pointed to", says.pointed),
        ("Ignored, because", says.ignored),
        ("What was known", known),
        ("What was not known", says.unknown),
        ("Also considered", considered),
        ("Risks", says.risks),
        ("Harm to vulnerable people", says.vulnerable),
        ("Legal power or policy", says.power),
        ("Consulted", ", ".join(says.consulted)),
        ("Who disagreed", says.dissent),
        ("Look again", when(says.review, now)),
        ("Entered late, because", says.late),
        ("Legally privileged", "yes" if says.privileged else ""),
        (ENTRY, link(f"{stated.number}, written {when(stated.at, now)}", desk.at("entry", stated.entry))),
    ]
    return [(name, value) for name, value in rows if value]
