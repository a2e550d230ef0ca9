"""Whom to ring now, in order, with the deputy beside each; what came of each call, in one tap; who has not answered.

Law: numbers are shown from the estate and never written into the record or an address; only those on the list can be
said to have been rung with one tap; without an estate the list is the roles of the record, and any other office is
written in words.
Not here: who stands on the list, and in which order (desk).
"""

from __future__ import annotations

from typing import Any, Final

from django import forms
from django.http import HttpResponse

from battlebox.desk import Act
from battlebox.desk.command import Attempt, Call, CallList, Contact, Outcome, record_attempt, ring_now, to_talk_on
from battlebox.web.asking import OfficerRequest, in_incident
from battlebox.web.incident.at_desk import AtDesk
from battlebox.web.incident.entry import ChoosingForm, TapForm, entry
from battlebox.web.incident.saying import when_said
from battlebox.web.moment import MomentField
from battlebox.web.pages import page

OUTCOMES: Final = [(each.value, each.value.capitalize()) for each in Outcome]


class AttemptForm(ChoosingForm):
    """Who was rung, what came of it, when, and a word."""

    whom = forms.ChoiceField(label="Who was rung")
    outcome = forms.ChoiceField(label="What came of it", choices=OUTCOMES, widget=forms.RadioSelect)
    at = MomentField(label="When")
    note = forms.CharField(label="A word on it", widget=forms.Textarea, required=False, help_text="No numbers.")
    channel = forms.CharField(label="On which channel", max_length=300, required=False)
    ring_again = MomentField(label="Ring again at", required=False)


class FreeAttemptForm(AttemptForm):
    """The same without an estate: whoever is not on the list is named by their office."""

    office = forms.CharField(
        label="Or somebody else: their office", max_length=300, required=False, help_text="No numbers, and no name."
    )

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["whom"].required = False
        self.order_fields(["whom", "office"])

    def clean(self) -> None:
        """One of the two says who was rung."""
        said = self.cleaned_data
        if "whom" in said and bool(said["whom"]) == bool(said.get("office")):
            self.add_error("whom", '"Who was rung": choose from the list, or write an office, and not both')
        said["whom"] = said.get("whom") or said.get("office", "")


@in_incident
def ring(request: OfficerRequest) -> HttpResponse:
    """The list, and the outcomes in one tap."""
    desk = AtDesk.of(request)
    found = _list(desk)
    tapped = TapForm.asked(request, auto_id=False)
    if tapped.is_ready():
        whom, outcome = tapped.cleaned_data["of"], tapped.cleaned_data["tapped"]
        if whom not in _everyone(found) or outcome not in dict(OUTCOMES):
            tapped.add_error(None, "Say who was rung, and what came of it, with the buttons of the list.")
        else:
            attempt = Attempt(whom, Outcome(outcome), desk.sight.now)
            answer = desk.write(
                tapped,
                lambda: record_attempt(desk.record, desk.officer, attempt, handling=desk.handling(tapped)),
                desk.at("ring"),
            )
            if answer is not None:
                return answer
    return page(
        request,
        "places/ring.html",
        here="people",
        form=tapped,
        calls=[{**_call(desk, call), "first": at == 0} for at, call in enumerate(found.to_ring)],
        reached=[_call(desk, call) for call in found.calls if call.is_reached],
        silent=[_call(desk, call) for call in found.not_answered],
        list=found,
        **(_marked(desk, found) if desk.has_estate else {}),
        may=desk.officer.may(Act.RING),
        outcomes=OUTCOMES,
        more=desk.at("attempt"),
        choose="" if desk.has_estate else desk.at("choose_estate"),
        may_choose=desk.officer.may(Act.ESTATE),
    )


def _marked(desk: AtDesk, found: CallList) -> dict[str, Any]:
    """The channels with whether each works now; nobody knows any without an estate."""
    return {
        "trusted": [
            (f"{row.name} ({row.address})", desk.channels.mark(row.channel)) for row in to_talk_on(found.trusted)
        ],
        "doubtful": [(row.name, desk.channels.mark(row.channel, desk.officer.body)) for row in found.doubtful],
        "channels": desk.at("channels"),
    }


def _list(desk: AtDesk) -> CallList:
    return ring_now(desk.sight, desk.channels_if_any, desk.officer.body)


@in_incident
def attempt(request: OfficerRequest) -> HttpResponse:
    """A call with more to say than what came of it."""
    desk = AtDesk.of(request)
    everyone = list(_everyone(_list(desk)).items())
    form = (
        AttemptForm.asked(request, initial={"at": desk.sight.now}, choices={"whom": everyone})
        if desk.has_estate
        else FreeAttemptForm.asked(
            request, initial={"at": desk.sight.now}, choices={"whom": [("", "Somebody else"), *everyone]}
        )
    )
    return entry(
        desk,
        form,
        lambda: record_attempt(desk.record, desk.officer, _attempt(form), handling=desk.handling(form)),
        desk.at("ring"),
        title="Write down a call",
        here="people",
    )


def _attempt(form: AttemptForm) -> Attempt:
    said = form.cleaned_data
    return Attempt(
        said["whom"], Outcome(said["outcome"]), said["at"], said["channel"], said["ring_again"], said["note"]
    )


def _everyone(found: CallList) -> dict[str, str]:
    """Everybody on the list: office and name by what a call is recorded under."""
    rows: dict[str, str] = {}
    for call in found.calls:
        for each in (call.first, *call.deputies):
            rows.setdefault(each.whom, ", ".join(filter(None, [each.office, each.name])))
    return rows


def _call(desk: AtDesk, call: Call) -> dict[str, object]:
    now = call.next
    return {
        "place": call.place,
        "why": call.why,
        "reached": call.is_reached,
        "contacts": [
            {**_contact(desk, each), "deputy": at > 0, "now": each is now}
            for at, each in enumerate((call.first, *call.deputies))
        ],
    }


def _contact(desk: AtDesk, each: Contact) -> dict[str, object]:
    last = each.last
    said = f"{last.value.outcome.value}, {when_said(last.value.at)}" if last else ""
    times = f", rung {each.attempts} times" if each.attempts > 1 else ""
    again = f"; ring again {when_said(last.value.ring_again)}" if last and last.value.ring_again else ""
    return {
        "office": each.office,
        "name": each.name,
        "numbers": desk.channels.beside(each.numbers, desk.officer.body) if desk.has_estate else (),
        "away": each.away,
        "last": said + times + again if said else "",
        "tap": TapForm.about(desk, each.whom),
    }
