"""Asks: what partners were asked to order, what they answered, and whom to ring again.

Law: an ask is no answer and an answer is no effect; every attempt stays to be read.
Not here: asking (asks.py, carry_on.py).
"""

from __future__ import annotations

from typing import Final

from django import forms
from django.http import Http404, HttpResponse

from battlebox.desk import Act, DeskCode, DeskError
from battlebox.desk.command import Answer, Asking, Reply, answer_ask, asking
from battlebox.web.asking import OfficerRequest, in_incident
from battlebox.web.incident.at_desk import AtDesk, DeskEntryForm
from battlebox.web.incident.wording import when
from battlebox.web.moment import MomentField
from battlebox.web.pages import page
from battlebox.web.rights import unless
from battlebox.web.tables import Cell

NO_ANSWER: Final = "No answer yet"


class AnswerForm(DeskEntryForm):
    """What came back."""

    reply = forms.ChoiceField(
        label="What came back", choices=[(each.value, each.value.capitalize()) for each in Reply],
        widget=forms.RadioSelect,
    )  # fmt: skip
    who = forms.CharField(label="Who answered", help_text="Their office, or whom you tried.", max_length=300)
    channel = forms.CharField(label="On which channel", max_length=300)
    at = MomentField(label="When")
    words = forms.CharField(label="What was said", widget=forms.Textarea(attrs={"rows": 2}), required=False)
    ring_again = MomentField(label="Ring again at", required=False)
    reference = forms.CharField(label="Their own number for it", required=False, max_length=100)


@in_incident
def ask(request: OfficerRequest, name: str) -> HttpResponse:
    """One ask with every answer."""
    desk = AtDesk.of(request)
    found = _found(desk, name)
    says = found.asked.value
    rows = [
        ("Asked", desk.body_name(says.of)),
        ("For what", says.what),
        ("Why", says.why),
        ("Rung", f"{says.rang}, {says.channel}"),
        ("When", when(says.at, desk.sight.now)),
        ("Ring again", when(found.ring_at, desk.sight.now) or "no time set"),
        ("Entry", found.asked.number),
    ]
    answers = [
        (each.number, each.value.reply.value, f"{each.value.who}, {each.value.channel}", each.value.words,
         when(each.value.at, desk.sight.now)) for each in found.answers
    ]  # fmt: skip
    is_party = desk.officer.body in (found.asked.body, says.of)
    return page(request, "places/ask.html", here="contain", rows=rows, answers=answers, open=found.is_open,
                due=found.is_due(desk.sight.now), reply=desk.at("answer_ask", name),
                may=is_party and desk.officer.may(Act.ASK))  # fmt: skip


@in_incident
def reply(request: OfficerRequest, name: str) -> HttpResponse:
    """Write down what a partner answered, or that nobody picked up."""
    desk = AtDesk.of(request)
    found = _found(desk, name)
    says, back = found.asked.value, desk.at("ask", name)
    start = {"who": says.rang, "channel": says.channel, "at": desk.sight.now}
    is_party, owner = desk.officer.body in (found.asked.body, says.of), found.asked.body
    refused = unless(is_party, DeskCode.NOT_YOURS, what="this ask", owner=owner, body=desk.officer.body, act="answer")
    seen = [each.entry for each in found.answers[-1:]]
    form = AnswerForm.asked(request, seen=seen, initial=start, refused=refused)
    if form.is_ready():
        data = form.cleaned_data
        said = Answer(Reply(data["reply"]), data["who"], data["channel"], data["at"], data["words"], data["ring_again"],
                      data["reference"])  # fmt: skip
        answer = desk.write(
            form,
            lambda: answer_ask(desk.record, desk.officer, found.thing, said, over=frozenset(form.seen_entries)),
            back,
        )
        if answer is not None:
            return answer
    return page(request, "places/form.html", here="contain", form=form, title=f"What came back: {says.what}",
                cancel=back)  # fmt: skip


def ask_row(desk: AtDesk, found: Asking) -> dict[str, object]:
    """A row of the table of asks."""
    says = found.asked.value
    due = "Ring now" if found.is_due(desk.sight.now) else ""
    return {
        "number": Cell(found.asked.number, link=desk.at("ask", found.thing.partition("/")[2])),
        "of": desk.body_name(says.of),
        "what": says.what,
        "reply": found.reply.value.capitalize() if found.reply else NO_ANSWER,
        "again": Cell(when(found.ring_at, desk.sight.now), order=found.ring_at, note=due) if found.ring_at else None,
    }


def _found(desk: AtDesk, name: str) -> Asking:
    try:
        return asking(desk.sight, f"ask/{name}")
    except DeskError as wrong:
        raise Http404 from wrong
