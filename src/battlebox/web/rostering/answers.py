"""What came of asking somebody to take a post: by themselves, or by phone with who said it.

Law: what only the one who was asked can say is written by them, or with how it is known; two at once both see it.
Not here: what may follow what (desk), the page of the post (posts.py).
"""

from __future__ import annotations

from django import forms
from django.http import Http404, HttpResponse

from battlebox.desk import DeskCode
from battlebox.desk.record import Saved
from battlebox.desk.roster import Answer, Burden, Offered, Step, Taken, against_accepting, answer_offer, is_for, name_in
from battlebox.web.asking import OfficerRequest, in_incident
from battlebox.web.forms import Version
from battlebox.web.incident.at_desk import AtDesk
from battlebox.web.incident.choosing import officers_here
from battlebox.web.incident.entry import PlainForm, entry
from battlebox.web.incident.saying import when_said
from battlebox.web.moment import MomentField
from battlebox.web.pages import page
from battlebox.web.rights import unless
from battlebox.web.rostering.posts import DOES, asked_post, bodies_for, word_of
from battlebox.web.rostering.speaking import LeaveFields, ask_leave, burden_of, leave_in
from battlebox.web.rostering.staff import Staff


class AnswerForm(LeaveFields, PlainForm):
    """What came of it: how that is known, when, and a word."""

    heard = forms.CharField(
        label="Who said it, and how",
        max_length=200,
        required=False,
        help_text="Such as: themselves, on the desk phone. Blank if you are the one who was asked.",
    )
    at = MomentField(label="When")
    account = forms.ChoiceField(
        label="Who they are at this desk",
        required=False,
        help_text="If they have come in with a slip: their hours then count once.",
    )
    note = forms.CharField(label="A word on it", max_length=300, required=False)  # fmt: skip


@in_incident
def answer_post(request: OfficerRequest, name: str, word: str) -> HttpResponse:
    """Write down what came of it."""
    desk, found = asked_post(request, name)
    # The step it has taken stays: a form that was sent in twice comes back to its own page.
    step = next((each for each in (*found.step.nexts, found.step) if word_of(each) == word), None)
    if step is None:
        raise Http404
    asked = found.offer.value
    is_self = is_for(found, desk.officer)
    mine = desk.officer.body in bodies_for(found, step)
    found_so = {"what": "the answer", "owner": desk.body_name(asked.body), "body": desk.body_name(desk.officer.body)}
    refused = unless(mine, DeskCode.NOT_YOURS, **found_so, act="record")
    form = AnswerForm.asked(
        request, seen=found.entries, initial={"at": desk.sight.now}, refused=refused,
        choices={"account": [("", "Not here yet, or not known"), *officers_here(desk).items()]},
    )  # fmt: skip
    if step is not Step.HERE:
        del form.fields["account"]
    if is_self or not step.is_theirs:
        del form.fields["heard"]
    is_asked = step is Step.ACCEPTED and found.step is not step and mine
    burden = _burden(request, found) if is_asked else Burden()
    warn = ask_leave(form, against_accepting(desk.sight, found, burden) if is_asked else ())
    back = desk.at("offer", name)
    title = DOES[step]
    if form.is_ready() and form.overtaken(found.entries, [_version(desk, found)]):
        return page(request, "places/entry_form.html", here="people", form=form, title=title, cancel=back)

    def act() -> Saved:
        said = form.cleaned_data
        answer = Answer(step, said["at"], said.get("heard", ""), said["note"], said.get("account", ""))
        return answer_offer(
            desk.record, desk.officer, found.thing, answer,
            burden=burden, leave=leave_in(form), over=frozenset(form.seen_entries),
        )  # fmt: skip

    return entry(desk, form, act, back, title=title, here="people", warn=warn,
                 words=f"{name_in(desk.sight, found)}: {asked.what}, from {when_said(asked.begins)}.")  # fmt: skip


def _burden(request: OfficerRequest, found: Offered) -> Burden:
    asked = found.offer.value
    return burden_of(Staff.of(request), asked.person, Taken.of_offer(asked))


def _version(desk: AtDesk, found: Offered) -> Version:
    last = found.answers[-1] if found.answers else found.offer
    return Version("How far it is", found.step.value, "what you wrote below", desk.name_of(last.by), when_said(last.at))
