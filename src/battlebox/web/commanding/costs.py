"""Costs from hour one: noted on a form, corrected in sight, added up by code and by body.

Law: money is whole pence and time whole minutes, never both in one line.
Not here: what a cost may be (desk).
"""

from __future__ import annotations

from decimal import Decimal
from typing import Final

from django import forms
from django.http import Http404, HttpResponse

from battlebox.desk import Act
from battlebox.desk.command import (
    COST_CODES,
    Cost,
    Total,
    correct_cost,
    costs_of,
    note_cost,
    pounds,
    totals_of,
    worked_hours,
)
from battlebox.desk.record import Stated
from battlebox.web.asking import OfficerRequest, in_incident
from battlebox.web.forms import Version
from battlebox.web.incident.at_desk import AtDesk
from battlebox.web.incident.choosing import decision_choices
from battlebox.web.incident.entry import ChoosingForm, entry
from battlebox.web.incident.saying import when_said
from battlebox.web.moment import MomentField
from battlebox.web.pages import page
from battlebox.web.tables import Cell, Column, Kind, Table, table_page

COLUMNS: Final = (
    Column("on", "When", Kind.TIME),
    Column("heading", "Code", Kind.CHOICE),
    Column("what", "What for"),
    Column("who", "Spent by"),
    Column("body", "Body", Kind.CHOICE),
    Column("money", "Money", Kind.NUMBER),
    Column("time", "Time at work", Kind.NUMBER),
    Column("entry", "Entry"),
)
TOTALS: Final = (
    Column("name", "Total for"),
    Column("money", "Money", Kind.NUMBER),
    Column("time", "Time at work", Kind.NUMBER),
    Column("lines", "Lines", Kind.NUMBER),
)
_POUNDS_MOST: Final = Decimal(10) ** 11


class CostForm(ChoosingForm):
    """What, under which code, by whom, when; how much."""

    what = forms.CharField(label="What it was for", max_length=300)
    heading = forms.CharField(
        label="Cost code",
        max_length=60,
        help_text=f"To begin with: {', '.join(COST_CODES)}. Your own finance codes do as well.",
    )
    who = forms.CharField(label="Which office spent it", max_length=300)
    on = MomentField(label="When")
    money = forms.DecimalField(
        label="Money, in pounds", required=False, min_value=0, max_value=_POUNDS_MOST, decimal_places=2
    )
    hours = forms.DecimalField(
        label="Or time at work, in hours",
        required=False,
        min_value=0,
        max_value=160_000,
        decimal_places=2,
        help_text="Such as 1.5. Write either money or time: two lines where it was both.",
    )
    decision = forms.ChoiceField(label="From which decision", required=False)


class CorrectForm(CostForm):
    """The same, and why; with neither money nor time it is struck out."""

    share = None  # type: ignore[assignment]  # A field set to None is left out.
    why = forms.CharField(label="What was wrong", max_length=300)


@in_incident
def costs(request: OfficerRequest) -> HttpResponse:
    """Every cost, and what they come to."""
    desk = AtDesk.of(request)
    rows = costs_of(desk.sight)
    totals = totals_of(rows)
    may = desk.officer.may(Act.COST)
    return table_page(
        request,
        "places/costs.html",
        Table("codes", "By code", TOTALS, [_total(each) for each in (*totals.by_code, totals.whole)]),
        Table("bodies", "By body", TOTALS, [_total(each, desk.body_name(each.name)) for each in totals.by_body]),
        Table("costs", "Every cost", COLUMNS, [_row(desk, each, may=may) for each in reversed(rows)],
              empty="Nothing was noted yet. Note costs from the first hour: claims ask for it."),
        here="costs",
        new=desk.at("new_cost") if may else "",
        any=bool(rows),
    )  # fmt: skip


@in_incident
def new_cost(request: OfficerRequest) -> HttpResponse:
    """Note a cost."""
    desk = AtDesk.of(request)
    form = CostForm.asked(request, initial={"on": desk.sight.now}, choices={"decision": decision_choices(desk)})
    return entry(
        desk,
        form,
        lambda: note_cost(desk.record, desk.officer, _cost(form), handling=desk.handling(form)),
        desk.at("costs"),
        title="Note a cost",
        here="costs",
    )


@in_incident
def mend_cost(request: OfficerRequest, name: str) -> HttpResponse:
    """Say what a cost should have said, or strike it out."""
    desk = AtDesk.of(request)
    old = next((each for each in costs_of(desk.sight) if _thing(desk, each) == f"cost/{name}"), None)
    if old is None or old.body != desk.officer.body:
        raise Http404
    says = old.value
    choices = decision_choices(desk)
    if says.decision and says.decision not in dict(choices):
        choices.append((says.decision, "The decision named before"))
    form = CorrectForm.asked(
        request,
        seen=[old.entry],
        initial={
            "what": says.what,
            "heading": says.code,
            "who": says.who,
            "on": says.on,
            "money": Decimal(says.pence) / 100 if says.pence else None,
            "hours": (Decimal(says.minutes) / 60).quantize(Decimal("0.01")) if says.minutes else None,
            "decision": says.decision,
        },
        choices={"decision": choices},
    )
    back = desk.at("costs")
    theirs = f"{_amount(says)} for {says.what}, {says.code}, {says.who}"
    version = Version("The cost", theirs, "what you wrote below", desk.name_of(old.by), when_said(old.at))
    if form.is_ready() and form.overtaken([old.entry], [version]):
        return page(request, "places/entry_form.html", here="costs", form=form, title="Correct a cost", cancel=back)
    return entry(
        desk,
        form,
        lambda: correct_cost(
            desk.record,
            desk.officer,
            f"cost/{name}",
            _cost(form),
            why=form.cleaned_data["why"],
            over=frozenset(form.seen_entries),
        ),
        back,
        title="Correct a cost",
        here="costs",
        words="What it said first stays in the log. With neither money nor time it is struck out.",
        button="Correct it",
    )


def _cost(form: CostForm) -> Cost:
    said = form.cleaned_data
    return Cost(
        code=said["heading"],
        what=said["what"],
        who=said["who"],
        on=said["on"],
        pence=int((said["money"] or 0) * 100),
        minutes=round((said["hours"] or 0) * 60),
        decision=said["decision"],
    )


def _thing(desk: AtDesk, cost: Stated[Cost]) -> str:
    return desk.record.line(cost.entry).header.writes[0].thing


def _amount(cost: Cost) -> str:
    return pounds(cost.pence) if cost.pence else worked_hours(cost.minutes)


def _row(desk: AtDesk, cost: Stated[Cost], *, may: bool) -> dict[str, object]:
    says = cost.value
    own = may and cost.body == desk.officer.body
    address = desk.at("mend_cost", _thing(desk, cost).partition("/")[2]) if own else ""
    return {
        "on": Cell(when_said(says.on), order=says.on),
        "heading": says.code,
        "what": Cell(says.what, link=address),
        "who": says.who,
        "body": desk.body_name(cost.body),
        "money": Cell(pounds(says.pence), order=says.pence) if says.pence else None,
        "time": Cell(worked_hours(says.minutes), order=says.minutes) if says.minutes else None,
        "entry": cost.number,
    }


def _total(total: Total, name: str = "") -> dict[str, object]:
    return {
        "name": name or total.name,
        "money": Cell(pounds(total.pence), order=total.pence),
        "time": Cell(worked_hours(total.minutes), order=total.minutes),
        "lines": total.lines,
    }
