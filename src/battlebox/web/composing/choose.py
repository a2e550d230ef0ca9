"""Choosing the facts of one message: which of those that may go there it rests on.

Law: what is not yet known always stays in it; what is left out stays out of this message alone, and says so there.
Not here: whether a fact may go (desk.tell), the register's own pages (web.telling).
"""

from __future__ import annotations

from dataclasses import replace

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect

from battlebox.desk.compose import Resting
from battlebox.web.asking import OfficerRequest, in_incident
from battlebox.web.composing.drafts import draft_asked
from battlebox.web.incident.entry import PlainForm
from battlebox.web.pages import page


class FactsForm(PlainForm):
    """Which facts go."""

    keeps_drafts = False
    takes_back = False
    facts = forms.MultipleChoiceField(
        label="Facts in this message", required=False, widget=forms.CheckboxSelectMultiple
    )


@in_incident
def choose(request: OfficerRequest, name: str) -> HttpResponse:
    """Tick the facts, and see the message with those alone."""
    desk, found, asked = draft_asked(request, name)
    ticked = {each.standing.thing for each in found.goes}
    rows = [each for each in (*found.goes, *found.left) if not each.is_needed]
    rows.sort(key=lambda each: each.standing.said[0].at)
    form = FactsForm.asked(
        request,
        initial={"facts": [each.standing.thing for each in rows if each.standing.thing in ticked]},
        choices={"facts": [(each.standing.thing, _words(each)) for each in rows]},
    )
    if form.is_ready():
        chosen = form.cleaned_data["facts"]
        every = len(chosen) == len(rows)
        return redirect(desk.at("compose", name) + replace(asked, chosen=None if every else tuple(chosen)).to_query())
    needed = [each for each in found.goes if each.is_needed]
    return page(
        request,
        "places/entry_form.html",
        here="tell",
        form=form,
        title=f"Facts of: {found.filled.template.title.lower()}",
        words="These may go there now. Take out what does not belong in this message; the register stays as it is.",
        rows=[("Always in it", "\n".join(map(_words, needed)))] if needed else [],
        cancel=desk.at("compose", name) + asked.to_query(),
        button="Show the message with these",
    )


def _words(each: Resting) -> str:
    return f"{each.standing.said[0].number}: {each.standing.fact.outward}"
