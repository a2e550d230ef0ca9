"""Proposals: orders put to Gold or Silver, waiting, taken up or taken back.

Law: a proposal orders nothing; the decision that names it settles it.
Not here: deciding on one (decide.py).
"""

from __future__ import annotations

from django import forms
from django.http import Http404, HttpResponse

from battlebox.desk import Act, DeskCode, DeskError
from battlebox.desk.command import Proposed, proposed, withdraw
from battlebox.web.asking import OfficerRequest, in_incident
from battlebox.web.forms import DeskForm
from battlebox.web.incident.at_desk import AtDesk, figures_address
from battlebox.web.incident.wording import when
from battlebox.web.pages import page
from battlebox.web.rights import unless
from battlebox.web.tables import Cell


class WithdrawForm(DeskForm):
    """Why it is taken back."""

    why = forms.CharField(label="Why it is taken back", max_length=300)


@in_incident
def proposal(request: OfficerRequest, name: str) -> HttpResponse:
    """One proposal: its orders, why, by when, and its figures."""
    desk = AtDesk.of(request)
    found = _found(desk, name)
    says = found.says.value
    names = desk.estate.action_by_id if desk.has_estate else {}
    ours = found.says.body == desk.officer.body
    return page(
        request, "places/proposal.html", here="contain", found=found, says=says, state=_state(desk, found),
        by=desk.name_of(found.says.by), at=when(found.says.at, desk.sight.now),
        answer_by=when(says.answer_by, desk.sight.now),
        own=[names[each].name if each in names else each for each in says.own],
        asks=[f"{desk.names.body(names[each].body)}: {names[each].name}" if each in names else each
              for each in says.asks],
        figures=figures_address(desk, says.advice),
        decisions=[(each.number, desk.at("decision", each.thing.partition("/")[2])) for each in found.decisions],
        decide=desk.at("decide_on_proposal", name), take_back=desk.at("withdraw", name),
        may_decide=ours and found.is_waiting and desk.officer.may(Act.RECORD_DECISION),
        may_withdraw=ours and found.is_waiting and desk.officer.may(Act.PROPOSE),
    )  # fmt: skip


@in_incident
def take_back(request: OfficerRequest, name: str) -> HttpResponse:
    """Take a proposal back."""
    desk = AtDesk.of(request)
    found = _found(desk, name)
    back = desk.at("proposal", name)
    ours, owner = found.says.body == desk.officer.body, found.says.body
    refused = unless(
        ours, DeskCode.NOT_YOURS, what="this proposal", owner=owner, body=desk.officer.body, act="withdraw"
    )
    form = WithdrawForm.asked(request, refused=refused)
    if form.is_ready():
        answer = desk.write(
            form, lambda: withdraw(desk.record, desk.officer, found.thing, why=form.cleaned_data["why"]), back
        )
        if answer is not None:
            return answer
    return page(request, "places/form.html", here="contain", form=form, title="Take the proposal back", cancel=back)


def proposal_row(desk: AtDesk, found: Proposed) -> dict[str, object]:
    """A row of the table of proposals."""
    says = found.says.value
    names = desk.estate.action_by_id if desk.has_estate else {}
    words = "; ".join(names[each].name if each in names else each for each in says.actions)
    return {
        "number": Cell(found.says.number, link=desk.at("proposal", found.thing.partition("/")[2])),
        "what": Cell(words, note=says.why),
        "to": says.to.words,
        "by": Cell(when(says.answer_by, desk.sight.now), order=says.answer_by) if says.answer_by else None,
        "state": _state(desk, found),
    }


def _state(desk: AtDesk, found: Proposed) -> str:
    if found.says.value.withdrawn:
        return "Taken back"
    if found.decisions:
        return f"Decided: {found.decisions[-1].number}"
    return "Overdue" if found.is_overdue(desk.sight.now) else "Waiting"


def _found(desk: AtDesk, name: str) -> Proposed:
    try:
        return proposed(desk.sight, f"proposal/{name}")
    except DeskError as wrong:
        raise Http404 from wrong
