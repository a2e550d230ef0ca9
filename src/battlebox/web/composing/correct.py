"""The correction of a message, to those who were told the old words and those of whom nobody knows.

Law: its words are made from the fact as it stands, and the gate is asked as ever; nobody else is on its list.
Not here: finding what must be corrected (desk.tell), where no message went (publishing.went).
"""

from __future__ import annotations

from typing import Final

from django.http import Http404, HttpResponse

from battlebox.desk import Act
from battlebox.desk.message import Rests, message_of, order_message, those_told
from battlebox.desk.record import Saved
from battlebox.desk.tell import Stays
from battlebox.web.asking import OfficerRequest, in_incident
from battlebox.web.composing.rests import due_of
from battlebox.web.incident.at_desk import AtDesk
from battlebox.web.incident.entry import PlainForm, entry, seen_or_404

SUBJECT_MAX: Final = 280


class CorrectMessageForm(PlainForm):
    """Nothing to fill in: what goes, and to how many, stands above the button."""

    takes_back = False


@in_incident
def correct(request: OfficerRequest, name: str, fact: str) -> HttpResponse:
    """Send the correction of one fact of a message."""
    desk, thing = AtDesk.of(request), f"message/{name}"
    said = seen_or_404(lambda: message_of(desk.sight, thing))
    rests = said.value.rests
    if said.body != desk.officer.body or rests is None:
        raise Http404
    due = next((each for each in due_of(desk, said.value) if each.fact == f"fact/{fact}"), None)
    if due is None or isinstance(due.may, Stays):
        raise Http404
    form = CorrectMessageForm.asked(request, seen=[due.new.entry])
    if form.is_ready():
        form.overtaken([due.new.entry])

    def act() -> Saved:
        roll = those_told(desk.record, desk.officer, thing)
        return order_message(
            desk.record,
            desk.officer,
            roll,
            Rests(rests.outlet, rests.whom, (due.fact,), due.new.value.tlp, corrects=due.thing),
            subject=f"Correction: {said.value.subject}"[:SUBJECT_MAX],
            text=due.words,
            without_seen=len(roll.without),
        )

    told = "Those who were told"
    if desk.officer.may(Act.SEND):
        count = len(those_told(desk.record, desk.officer, thing).people)
        told = f"{count} {'person' if count == 1 else 'people'}: who was told, and of whom nobody knows"
    title = "Correct it for those who were told"
    rows = [("To", told), ("Words", due.words)]
    back = desk.at("message", name)
    return entry(desk, form, act, back, title=title, here="tell", rows=rows, button="Send the correction")
