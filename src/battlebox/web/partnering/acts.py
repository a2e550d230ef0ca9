"""What one person may do about a partner alone: cut it off, and let in what it sent.

Law: cutting off counts from the partner's next request on; both are written in the record, with a reason.
Not here: what needs two people (changing.py).
"""

from __future__ import annotations

from django import forms
from django.http import HttpResponse

from battlebox.desk.exchange import note_partner
from battlebox.desk.record import Saved
from battlebox.web.asking import OfficerRequest, in_incident
from battlebox.web.forms import DeskForm
from battlebox.web.incident.at_desk import AtDesk
from battlebox.web.models import IntelObject
from battlebox.web.pages import page
from battlebox.web.partnering.partner_here import partner_here
from battlebox.web.taxii.credentials import cut_off
from battlebox.web.taxii.letting_in import let_in


class WhyForm(DeskForm):
    """Why."""

    why = forms.CharField(label="Why", max_length=200)


@in_incident
def cut_off_partner(request: OfficerRequest, name: str) -> HttpResponse:
    """Cut a partner off: this page is the first click, its button the second."""
    desk = AtDesk.of(request)
    found = partner_here(desk, name)
    form = WhyForm.asked(request)

    def cut() -> Saved:
        # The record first: that it was wanted is known even if the machine stops before it is done.
        return note_partner(desk.record, desk.officer, found.body, f"cut off {found.body}: {form.cleaned_data['why']}")

    def then() -> None:
        cut_off(found, by=str(request.officer), why=form.cleaned_data["why"])

    if form.is_ready():
        answer = desk.write(form, cut, desk.at("partner", found.body), then=then)
        if answer is not None:
            return answer
    return page(
        request, "places/order_form.html", here="partners", form=form, title=f"Cut {found.name} off",
        warning="From its next request on it is answered like a stranger, in the middle of a page too.",
        words="Its token ends and is not given back: to let it in again, give it a new one. What it was given already "
        "it still has. Ring them: use the number on the printed list.",
        send="Cut it off now", cancel=desk.at("partner", found.body),
    )  # fmt: skip


@in_incident
def let_in_partner(request: OfficerRequest, name: str) -> HttpResponse:
    """Let a first-time sender in, or one that was cut off."""
    desk = AtDesk.of(request)
    found = partner_here(desk, name)
    many = IntelObject.objects.filter(ours=found.ours, owner=found.body, is_quarantined=True).count()
    form = WhyForm.asked(request)

    def open_door() -> Saved:
        return note_partner(desk.record, desk.officer, found.body, f"let in {found.body}: {form.cleaned_data['why']}")

    def then() -> None:
        let_in(found, by=str(request.officer))

    if form.is_ready():
        answer = desk.write(form, open_door, desk.at("partner", found.body), then=then)
        if answer is not None:
            return answer
    return page(
        request, "places/order_form.html", here="partners", form=form, title=f"Let {found.name} in",
        words=f"{many} things that it sent are kept apart. From now on they, and what it sends, are seen by whomever "
        "their marking allows. Ring them first, on a number that you did not get from them today.",
        send="Let it in", cancel=desk.at("partner", found.body),
    )  # fmt: skip
