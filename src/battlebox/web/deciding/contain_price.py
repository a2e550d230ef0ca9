"""Price my own plan: orders ticked by hand, own and partners', priced beside the options.

Law: a partner's order can be priced and asked for; only its own body can give it.
Not here: the arithmetic (engine), the page it comes back to (contain.py).
"""

from __future__ import annotations

from typing import Any, Final

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect

from battlebox.estate import Action, Estate
from battlebox.web.asking import OfficerRequest, in_incident
from battlebox.web.deciding.contain_jobs import FIGURES, ask_price, figures_of
from battlebox.web.forms import DeskForm
from battlebox.web.incident.at_desk import AtDesk
from battlebox.web.incident.desk_job import own_job
from battlebox.web.pages import page
from battlebox.web.saving import Recorded, saved

_ASKED: Final = "The price stands on this page as soon as it is worked out."


class PlanForm(DeskForm):
    """Ticks, the body's own orders first."""

    def __init__(self, *args: Any, estate: Estate, body: str, given: frozenset[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = [row for row in estate.actions if row.action not in given]
        self.fields["own"] = _ticks("Our own orders", [row for row in rows if row.body == body], estate, whose=False)
        self.fields["asks"] = _ticks(
            "Orders that we would ask partners for", [row for row in rows if row.body != body], estate, whose=True
        )

    def clean(self) -> dict[str, Any]:
        """At least one."""
        data = dict(super().clean() or {})
        if not (data.get("own") or data.get("asks")):
            self.add_error("own", "Tick at least one order")
        return data

    @property
    def plan(self) -> tuple[str, ...]:
        """What was ticked."""
        return (*self.cleaned_data["own"], *self.cleaned_data["asks"])


def _ticks(label: str, rows: list[Action], estate: Estate, *, whose: bool) -> forms.MultipleChoiceField:
    choices = [(row.action, f"{row.name} ({estate.body_by_id[row.body].name})" if whose else row.name) for row in rows]
    return forms.MultipleChoiceField(
        label=label, choices=choices, required=False, widget=forms.CheckboxSelectMultiple,
        help_text="" if choices else "There are none in the estate.",
    )  # fmt: skip


@in_incident
def price_plan(request: OfficerRequest, job: str) -> HttpResponse:
    """Tick orders and ask what they are worth."""
    desk, found = AtDesk.of(request), own_job(request, job, FIGURES)
    figures, back = figures_of(found), desk.at("contain_answer", found.pk)
    if figures is None:
        return redirect(back)
    given = frozenset(each.action for each in figures.asked.dones)
    form = PlanForm.asked(request, estate=desk.estate, body=desk.officer.body, given=given)
    if form.is_ready():
        plan = form.plan

        def record() -> Recorded:
            ask_price(desk, found, plan)
            return Recorded("", back)

        return saved(request, form, record, asked=_ASKED)
    return page(request, "places/contain_price.html", here="contain", form=form, cancel=back)
