"""What speaks against somebody taking a post, as the pages say and ask it, and rest that is owed for what was allowed.

Law: it is said before anything is written, and asked for with who allows it and why; nobody else's body reads it.
Not here: what speaks against it (desk), the pages of a post (posts.py, drafting.py, answers.py).
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta

from django import forms

from battlebox.desk import LONDON
from battlebox.desk.command import on_duty
from battlebox.desk.roster import (
    Allowed,
    Burden,
    Leave,
    Objection,
    Taken,
    allowed_for,
    away_on,
    hours_said,
    name_in,
    offers_of,
)
from battlebox.web.incident.saying import when_said
from battlebox.web.rostering.roster_shown import RosterShown
from battlebox.web.rostering.staff import Staff

WHO, WHY = "allowed_by", "allowed_why"


class LeaveFields(forms.Form):
    """Who allows it, and why: asked for where something speaks against it."""

    allowed_by = forms.CharField(
        label="Who allows it all the same",
        max_length=120,
        required=False,
        help_text="Their office, such as Gold. It stands in our log with what speaks against it.",
    )
    allowed_why = forms.CharField(label="Why this person all the same", max_length=300, required=False)


def burden_of(staff: Staff, person: str, post: Taken) -> Burden:
    """What somebody has on them: roles, seats of the roster that stands, hours of the week, days away."""
    desk, known = staff.desk, staff.by_id.get(person)
    duty = tuple(on_duty(desk.sight, desk.officer.body).get(person, ()))
    week = known.week_minutes if known else 0
    if not desk.has_estate:
        return Burden(duty, (), week)
    rows = {row.person: row for row in desk.estate.people}
    away = (away_on(desk.estate, when.astimezone(LONDON).date()).get(person) for when in (post.begins, post.ends))
    is_out = person in rows and rows[person].opt_out
    return Burden(duty, _seats(staff, person), week, is_out, next(filter(None, away), ""))


def ask_leave(form: forms.Form, found: Iterable[Objection]) -> str:
    """What speaks against it, in a sentence; without anything, the form does not ask who allows it.

    Where it was sent in without that, the form says so.
    """
    words = "; ".join(each.words for each in found)
    if not words:
        for name in (WHO, WHY):
            del form.fields[name]
        return ""
    form.order_fields([*(name for name in form.fields if name not in (WHO, WHY)), WHO, WHY])
    if form.is_bound and form.is_valid():
        for name in (WHO, WHY):
            if not form.cleaned_data[name].strip():
                form.add_error(name, f'"{form.fields[name].label}" is blank. Write it, or ask somebody else')
    for name in (WHO, WHY):
        form.fields[name].required = True  # So it is shown; what was sent in is read already.
    return f"Against it: {words}. Ask somebody else; or write below who allows it, and why."


def leave_in(form: forms.Form) -> Leave:
    """Who allows it, as it was written."""
    return Leave(form.cleaned_data.get(WHO, ""), form.cleaned_data.get(WHY, ""))


def allowed_said(allowed: Allowed) -> str:
    """What spoke against it, and who allowed it, in a sentence."""
    owed = f"; {hours_said(timedelta(minutes=allowed.owed_minutes))} of rest are owed" if allowed.owed_minutes else ""
    return f"{'; '.join(allowed.against)}. Allowed by {allowed.by}: {allowed.why}{owed}"


def owed_by_posts(staff: Staff) -> list[str]:
    """Rest that is owed for posts that were taken, in sentences: only this body reads what was allowed."""
    sight = staff.desk.sight
    return [
        f"{name_in(sight, each)}: {hours_said(timedelta(minutes=said.value.owed_minutes))}, "
        f"for {each.offer.value.what} from {when_said(each.offer.value.begins)}; "
        f"allowed by {said.value.by}: {said.value.why} ({said.number})"
        for each in offers_of(sight)
        if each.step.is_taken
        for said in allowed_for(sight, each.thing)[-1:]
        if said.value.owed_minutes
    ]


def _seats(staff: Staff, person: str) -> tuple[Taken, ...]:
    """The seats that the roster that stands gives somebody."""
    shown = RosterShown.standing(staff)
    lines = shown.mine.get(person, ()) if shown else ()
    return tuple(Taken(each.post, each.words, each.begins, each.ends) for each in lines)
