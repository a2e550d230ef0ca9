"""Asking for people: somebody of one's own body for a post, another body for some of its people.

Law: a body asks its own people, and another body for its people; writing it down tells nobody.
Not here: what came of it (posts.py, answers.py).
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any, Final

from django import forms
from django.http import HttpResponse

from battlebox.desk.command import Ask, ask_partner
from battlebox.desk.record import Saved
from battlebox.desk.roster import SHIFT_LASTS, Burden, Chair, Offer, Taken, objections_to, offer_post, sheet_of
from battlebox.estate import BodyKind
from battlebox.web.asking import OfficerRequest, in_incident
from battlebox.web.incident.at_desk import AtDesk
from battlebox.web.incident.entry import ChoosingForm, PlainForm, entry, seen_or_404
from battlebox.web.moment import MomentField
from battlebox.web.rostering.speaking import LeaveFields, ask_leave, burden_of, leave_in
from battlebox.web.rostering.staff import Staff

ANSWER_WITHIN: Final = timedelta(hours=1)
"""By when an answer is wanted unless somebody writes otherwise (a working value)."""


class AskPostForm(LeaveFields, PlainForm):
    """Whom, which post, when, by when to answer."""

    person = forms.ChoiceField(label="Whom do you ask")
    of = forms.ChoiceField(label="Which post")
    what = forms.CharField(
        label="The post in words", max_length=200, required=False, help_text="Blank: as it is called above."
    )
    at = forms.ChoiceField(label="For which body", help_text="Their name is then known to that body as well.")
    begins = MomentField(label="When it begins")
    hours = forms.IntegerField(label="How many hours", min_value=1, max_value=13, initial=8)
    skill = forms.CharField(label="What it asks for", max_length=200, required=False, help_text="A skill, if any.")
    answer_by = MomentField(label="Answer by")


class NeighbourForm(ChoosingForm):
    """What another body is asked to lend."""

    body = forms.ChoiceField(label="Which body")
    what = forms.CharField(
        label="Whom we need", max_length=200, help_text="The post, the skill, the shift, how many. No names."
    )
    why = forms.CharField(label="Why", widget=forms.Textarea(attrs={"rows": 3}))
    rang = forms.CharField(label="Whom did you ring", max_length=200, help_text="An office rather than a name.")
    channel = forms.CharField(label="On which channel", max_length=200)
    at = MomentField(label="When")
    ring_again = MomentField(label="Answer wanted by", required=False)


@in_incident
def ask_post(request: OfficerRequest) -> HttpResponse:
    """Ask somebody of one's own body."""
    staff = Staff.of(request)
    desk = staff.desk
    now = desk.sight.now
    form = AskPostForm.asked(
        request,
        initial={"begins": now, "hours": 8, "at": desk.officer.body, "answer_by": now + ANSWER_WITHIN,
                 **_from_sheet(staff)},
        choices={"person": staff.own_choices(), "of": staff.can_do(), "at": _bodies(desk)},
    )  # fmt: skip

    post = _post(staff, form) if form.is_ready() else None
    burden = burden_of(staff, form.cleaned_data["person"], post) if post else Burden()
    found = objections_to(desk.sight, form.cleaned_data["person"], post, burden) if post else ()
    warn = ask_leave(form, found) if post or not form.is_bound else ""

    def act() -> Saved:
        said = form.cleaned_data
        who = staff.someone(said["person"]) or desk.officer.someone
        taken = post or _post(staff, form)
        offer = Offer(
            who.id, desk.officer.body, said["at"], taken.of, taken.what, taken.begins, taken.ends,
            said["answer_by"], said["skill"],
        )  # fmt: skip
        return offer_post(desk.record, desk.officer, who, offer, burden=burden, leave=leave_in(form))

    return entry(
        desk,
        form,
        act,
        desk.at("posts"),
        then=lambda saved: desk.at("offer", saved.thing.partition("/")[2]),
        title="Ask somebody to take a post",
        here="people",
        warn=warn,
        words="It is written down and nobody is told by that: ring them. Only people of our own body can be asked "
        "here; another body is asked for its people.",
        button="Write it down, then ring them",
    )


@in_incident
def ask_neighbour(request: OfficerRequest) -> HttpResponse:
    """Ask another body for some of its people."""
    desk = AtDesk.of(request)
    others = [
        (row.body, row.name)
        for row in desk.estate.bodies
        if row.body != desk.officer.body and row.kind in (BodyKind.COUNCIL, BodyKind.PARTNERSHIP, BodyKind.NHS)
    ]
    form = NeighbourForm.asked(
        request,
        initial={"at": desk.sight.now, "what": request.GET.get("what", "")},
        choices={"body": others},
    )

    def act() -> Saved:
        said = form.cleaned_data
        asked = Ask(
            of=said["body"], what=f"lend us people: {said['what']}", why=said["why"], rang=said["rang"],
            channel=said["channel"], at=said["at"], ring_again=said["ring_again"],
        )  # fmt: skip
        return ask_partner(desk.record, desk.estate, desk.officer, asked, handling=desk.handling(form))

    return entry(
        desk,
        form,
        act,
        desk.at("posts"),
        then=desk.at("decisions"),
        title="Ask another body for people",
        here="people",
        words="They decide, and ask their own people: whoever they lend then stands among the people asked, with a "
        "name. What was asked and came back stands under Decisions.",
    )


def _post(staff: Staff, form: AskPostForm) -> Taken:
    """The post that a valid form speaks of."""
    said = form.cleaned_data
    what = said["what"] or dict(staff.can_do())[said["of"]]
    return Taken(said["of"], what, said["begins"], said["begins"] + timedelta(hours=said["hours"]))


def _from_sheet(staff: Staff) -> dict[str, Any]:
    """What a seat of a sheet says of the post, where the page was reached from one."""
    asked = staff.desk.request.GET
    if not asked.get("sheet"):
        return {}
    kept = seen_or_404(lambda: sheet_of(staff.desk.sight, f"shift/{asked['sheet']}", ()))
    chairs: dict[str, Chair] = {each.name: each for each in kept.chairs}
    chair = chairs.get(asked.get("seat", ""))
    if chair is None:
        return {}
    begins: datetime = kept.sheet.value.begin_of(chair.shift)
    return {"person": chair.person, "of": chair.of.of, "begins": begins, "hours": SHIFT_LASTS // timedelta(hours=1)}


def _bodies(desk: AtDesk) -> list[tuple[str, str]]:
    """The bodies of this incident, one's own first."""
    own = desk.officer.body
    return [(name, desk.body_name(name)) for name in sorted(desk.request.incident.bodies, key=lambda x: (x != own, x))]
