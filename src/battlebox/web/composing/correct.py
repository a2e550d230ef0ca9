"""The correction of a message, to those who were told the old words and those of whom nobody knows.

Law: its words are made from the fact as it stands, and the gate is asked as ever; nobody else is on its list. Of a fact
that may not go to them any more it says only that it is withdrawn.
Not here: finding what must be corrected (desk.tell), that it is sent once (desk.message), where no message went
(publishing.went).
"""

from __future__ import annotations

from http import HTTPStatus

from django.http import Http404, HttpResponse

from battlebox.desk import Act
from battlebox.desk.message import Message, correction_sent, message_of, order_correction, those_told
from battlebox.desk.record import Saved
from battlebox.web.asking import OfficerRequest, in_incident
from battlebox.web.composing.rests import due_of
from battlebox.web.incident.at_desk import AtDesk
from battlebox.web.incident.entry import PlainForm, entry, seen_or_404
from battlebox.web.incident.saying import when_said
from battlebox.web.pages import page


class CorrectMessageForm(PlainForm):
    """Nothing to fill in: what goes, and to how many, stands above the button."""

    takes_back = False


@in_incident
def correct(request: OfficerRequest, name: str, fact: str) -> HttpResponse:
    """Send the correction of one fact of a message."""
    desk, thing = AtDesk.of(request), f"message/{name}"
    said = seen_or_404(lambda: message_of(desk.sight, thing))
    if said.body != desk.officer.body:
        raise Http404
    about = f"fact/{fact}"
    due = next((each for each in due_of(desk, said.value) if each.fact == about), None)
    if due is None and any(each.fact == about for each in said.value.carried):
        return _not_due(desk, name, said.value, about)
    if due is None:
        raise Http404
    form = CorrectMessageForm.asked(request, seen=[due.new.entry])
    if form.is_ready():
        form.overtaken([due.new.entry])

    def act() -> Saved:
        return order_correction(desk.record, desk.officer, thing, due)

    told = "Those who were told"
    if desk.officer.may(Act.SEND):
        count = len(those_told(desk.record, desk.officer, thing).people)
        told = f"{count} {'person' if count == 1 else 'people'}: who was told, and of whom nobody knows"
    title, button = "Correct it for those who were told", "Send the correction"
    if due.withdrawal:
        title, button = "Withdraw it from those who were told", "Send the withdrawal"
    rows = [("To", told), ("Words", due.withdrawal or due.words)]
    back = desk.at("message", name)
    return entry(desk, form, act, back, title=title, here="tell", rows=rows, button=button)


def _not_due(desk: AtDesk, name: str, message: Message, fact: str) -> HttpResponse:
    """Nothing is owed for it: who put it right, when and under which number; or that it is said as it was told."""
    first = correction_sent(desk.sight, message.release, fact)
    rows = [("Sent", f"{when_said(first.at)}, by {desk.name_of(first.by)}"), ("Entry", first.number)] if first else []
    is_sent = desk.request.method == "POST"
    return page(
        desk.request,
        "desk/composing/corrected.html",
        here="tell",
        status=HTTPStatus.CONFLICT if is_sent else HTTPStatus.OK,
        title="The correction was sent already" if first else "No correction is owed",
        rows=rows,
        words="Nothing was sent twice." if first else "What these people were told is what the register says now.",
        back=desk.at("message", name),
    )
