"""The correction of a message, to those who were told the old words and those of whom nobody knows.

Law: its words are made from the fact as it stands, and the gate is asked as ever; nobody else is on its list. Of a fact
that may not go to them any more it says only that it is withdrawn.
Not here: finding what must be corrected (desk.tell), where no message went (publishing.went).
"""

from __future__ import annotations

from http import HTTPStatus
from typing import Final

from django.http import Http404, HttpResponse

from battlebox.desk import Act, DeskCode, DeskError
from battlebox.desk.message import Message, Rests, message_of, messages_of, order_message, those_told
from battlebox.desk.record import Saved, Sight, Stated
from battlebox.desk.tell import Correction, Release, releases_of, withdraw_facts
from battlebox.marking import Tlp
from battlebox.web.asking import OfficerRequest, in_incident
from battlebox.web.composing.rests import due_of
from battlebox.web.incident.at_desk import AtDesk
from battlebox.web.incident.entry import PlainForm, entry, seen_or_404
from battlebox.web.incident.saying import when_said
from battlebox.web.pages import page

SUBJECT_MAX: Final = 280
WITHDRAWN: Final = "Part of what we told you is withdrawn"
WHY_NONE: Final = "it takes back what was told, and says nothing of it"


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
        with desk.record.lock:
            # Another officer may have sent it since this page was asked for.
            first = _sent(Sight.of(desk.record, desk.officer), due.thing, due.fact)
            if first is not None:
                raise DeskError.of(DeskCode.ALREADY, what="this correction", state="sent", number=first.number)
            return _order(desk, thing, said.value.subject, rests, due)

    told = "Those who were told"
    if desk.officer.may(Act.SEND):
        count = len(those_told(desk.record, desk.officer, thing).people)
        told = f"{count} {'person' if count == 1 else 'people'}: who was told, and of whom nobody knows"
    title = "Withdraw it from those who were told" if due.withdrawal else "Correct it for those who were told"
    rows = [("To", told), ("Words", due.withdrawal or due.words)]
    back = desk.at("message", name)
    return entry(desk, form, act, back, title=title, here="tell", rows=rows, button=f"Send the {'withdrawal' if due.withdrawal else 'correction'}")


def _order(desk: AtDesk, thing: str, subject: str, rests: Rests, due: Correction) -> Saved:
    """Give it out: the correction, or where the fact may not go there any more, that it is withdrawn."""
    roll = those_told(desk.record, desk.officer, thing)
    how = Rests(rests.outlet, rests.whom, (due.fact,), due.new.value.tlp, corrects=due.thing)
    named = f"Correction: {subject}"[:SUBJECT_MAX]
    if due.withdrawal:
        # The subject of what went may have the very words that may not be said.
        named, how = WITHDRAWN, Rests(rests.outlet, rests.whom, tlp=Tlp.CLEAR, why_none=WHY_NONE)
    ordered = order_message(
        desk.record,
        desk.officer,
        roll,
        how,
        subject=named,
        text=due.withdrawal or due.words,
        without_seen=len(roll.without),
    )
    if due.withdrawal:
        withdraw_facts(desk.record, desk.officer, due.fact, due.thing)
    return ordered


def _not_due(desk: AtDesk, name: str, message: Message, fact: str) -> HttpResponse:
    """Nothing is owed for it: who put it right, when and under which number; or that it is said as it was told."""
    first = _sent(desk.sight, message.release, fact)
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


def _sent(sight: Sight, thing: str, fact: str) -> Stated[Message] | Stated[Release] | None:
    """What was sent last to correct a fact that went out: the message that did, or where it was said another way."""
    found = [(name, said) for name, said in releases_of(sight, fact) if said.value.corrects == thing]
    if not found:
        return None
    release, said = found[-1]
    return next((each for _, each in messages_of(sight) if each.value.release == release), said)
