"""Write an alert at the desk: what, where, until when, what to do; for anybody, or for partners by name.

Law: whom it may go to follows from its label and is asked of the gate; a person sends the file; it is in the record.
Not here: making it leave (alert_out.py), alerts that came in (web.bringing).
"""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import Any, Final

from django import forms
from django.conf import settings
from django.http import HttpResponse

from battlebox.desk.exchange import note_partner
from battlebox.desk.record import Saved
from battlebox.marking import Tlp
from battlebox.share.foreign import Alert, AlertId, Area, ForeignError, Info, MessageType, Scope, Status
from battlebox.share.sending import RealDesk
from battlebox.web.asking import OfficerRequest, in_incident
from battlebox.web.bringing.documents import STANDS, found_in
from battlebox.web.desk_time import desk_now
from battlebox.web.errors import WebError
from battlebox.web.forms import DeskForm
from battlebox.web.giving.alert_out import Leaving, let_go, written
from battlebox.web.ground import ground_of
from battlebox.web.incident.at_desk import AtDesk
from battlebox.web.models import Document, Partner
from battlebox.web.moment import MomentField
from battlebox.web.pages import page

LABELS: Final = tuple((each.value, each.to_text()) for each in Tlp if each is not Tlp.RED)
URGENCY: Final = ("Immediate", "Expected", "Future", "Past", "Unknown")
SEVERITY: Final = ("Extreme", "Severe", "Moderate", "Minor", "Unknown")
CERTAINTY: Final = ("Observed", "Likely", "Possible", "Unlikely", "Unknown")
ORDER: Final = (
    "event", "headline", "description", "instruction", "urgency", "severity", "certainty", "area", "expires", "changes",
    "label", "to", "why",
)  # fmt: skip
UPDATE, CANCEL, NEW = "update", "cancel", ""


def _choices(words: tuple[str, ...]) -> list[tuple[str, str]]:
    return [("", "Choose"), *((word, word) for word in words)]


class AlertForm(DeskForm):
    """An alert in one language."""

    event = forms.CharField(label="What happened, in a few words", max_length=200)
    headline = forms.CharField(label="Its headline", max_length=160)
    description = forms.CharField(label="What is known", max_length=4000, required=False, widget=forms.Textarea)
    instruction = forms.CharField(label="What they should do", max_length=4000, required=False, widget=forms.Textarea)
    urgency = forms.ChoiceField(label="How urgent", choices=_choices(URGENCY))
    severity = forms.ChoiceField(label="How severe", choices=_choices(SEVERITY))
    certainty = forms.ChoiceField(label="How certain", choices=_choices(CERTAINTY))
    area = forms.CharField(label="Where", max_length=300)
    expires = MomentField(label="Until when it holds")
    label = forms.ChoiceField(label="Its label", choices=LABELS, initial=Tlp.AMBER_STRICT.value)
    why = forms.CharField(label="Why it is sent, and who decided it", max_length=200)

    def __init__(self, *args: Any, partners: list[tuple[str, str]], ours: list[tuple[str, str]], **more: Any) -> None:
        super().__init__(*args, **more)
        # Whom it is for stands beside the label, which it hangs on.
        self.fields["to"] = forms.MultipleChoiceField(
            label="For whom", choices=partners, required=False, widget=forms.CheckboxSelectMultiple,
            help_text="Nobody ticked: it is public, and only TLP:CLEAR may be.",
        )  # fmt: skip
        self.fields["changes"] = forms.ChoiceField(
            label="Does it change an alert of ours", choices=ours, required=False
        )
        self.order_fields(ORDER)


@in_incident
def new_alert(request: OfficerRequest) -> HttpResponse:
    """Write one; the answer is the file."""
    desk = AtDesk.of(request)
    home = desk.officer.body
    partners = {each.body: each for each in Partner.objects.filter(ours=home, cut_off_at=None)}
    before = {str(each.pk): each for each in Document.objects.filter(ours=home, owner=home, kind="alert", state=STANDS)}
    form = AlertForm.asked(request, partners=[(each.body, each.name) for each in partners.values()],
                           ours=_changeable(before))  # fmt: skip
    made: list[tuple[Leaving, bytes]] = []

    def ready() -> None:
        said = form.cleaned_data
        to = [partners[body] for body in said["to"]]
        alert = _alert(home, said, before)
        leaving = Leaving(alert, Tlp(said["label"]), to, f"an alert, {said['why']}", _is_rehearsal(request))
        made.append((leaving, written(leaving, home, desk_now())))

    def act() -> Saved:
        said = form.cleaned_data
        names = " and ".join(each.name for each in made[0][0].to) or "anybody: it is public"
        words = f"wrote the alert {said['headline']} ({Tlp(said['label']).to_text()}) for {names}: {said['why']}"
        # The record before the ledger, the ledger before the bytes: what stopped in between is known, and did not go.
        return note_partner(desk.record, desk.officer, home, words)

    def then() -> None:
        let_go(*made[0], home, desk_now())

    def show() -> HttpResponse:
        answer = HttpResponse(made[0][1], content_type="application/xml")
        answer.headers["Content-Disposition"] = 'attachment; filename="alert.cap.xml"'
        return answer

    if form.is_ready():
        try:
            ready()
            answer = desk.write(form, act, desk.at("documents"), show=show, then=then)
        except (ForeignError, WebError) as wrong:
            form.add_error(None, f"{wrong}. {wrong.hint}.")
            answer = None
        if answer is not None:
            return answer
    return page(request, "places/form.html", here="partners", form=form, title="Write an alert",
                button="Make the alert", cancel=desk.at("documents"),
                words="You get a file in the form that alerting tools read (CAP 1.2), and send it yourself. The ledger "
                "says to whom. It is marked as an exercise in a demonstration or an exercise.")  # fmt: skip


def _alert(home: str, said: dict[str, Any], before: dict[str, Document]) -> Alert:
    now = desk_now().replace(microsecond=0)
    does, _, number = str(said["changes"]).partition(" ")
    found = found_in(before[number]) if number else None
    earlier = (found.id,) if isinstance(found, Alert) else ()
    kind = {UPDATE: MessageType.UPDATE, CANCEL: MessageType.CANCEL}.get(does, MessageType.ALERT)
    label = Tlp(said["label"])
    ends: datetime = said["expires"]
    info = Info(
        event=said["event"], categories=("Infra",), urgency=said["urgency"], severity=said["severity"],
        certainty=said["certainty"], areas=(Area(said["area"]),), language="en-GB", headline=said["headline"],
        description=said["description"], instruction=said["instruction"], expires=ends,
    )  # fmt: skip
    restriction = f"{label.to_text()}: for the bodies that it is addressed to" if label is not Tlp.CLEAR else ""
    return Alert(
        AlertId(home, f"cap-alert--{uuid.uuid4()}", now), Status.ACTUAL, kind, Scope.PRIVATE, (info,),
        restriction=restriction, references=earlier,
    )  # fmt: skip


def _changeable(before: dict[str, Document]) -> list[tuple[str, str]]:
    found = [(NEW, "No, it is new")]
    for number, row in before.items():
        alert = found_in(row)
        if isinstance(alert, Alert) and alert.infos and alert.message_type is not MessageType.CANCEL:
            called = alert.infos[0].headline or alert.infos[0].event
            found += [(f"{UPDATE} {number}", f"It takes the place of: {called}")]
            found += [(f"{CANCEL} {number}", f"It takes back: {called}")]
    return found


def _is_rehearsal(request: OfficerRequest) -> bool:
    return not isinstance(ground_of(settings.DESK, exercise=request.incident.exercise), RealDesk)
