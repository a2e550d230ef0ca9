"""Stand up, stand down, close: with a reason, whether it was a false alarm, and the day of the debrief.

Law: only what may follow is offered; standing up may widen who sees the incident, and nothing here narrows it.
Not here: opening (opening.py).
"""

from __future__ import annotations

from typing import Any, Final

from django import forms
from django.http import HttpResponse

from battlebox.desk.record import Handling, State, course_of, stand
from battlebox.marking import Tlp
from battlebox.web.asking import OfficerRequest, in_incident
from battlebox.web.forms import DeskForm, Version
from battlebox.web.moment import MomentField
from battlebox.web.pages import page
from battlebox.web.places.at_desk import AtDesk

SAME, EVERY = "same", "every"
WORDS: Final = {
    State.STOOD_UP: "Stand up: this is an incident",
    State.STOOD_DOWN: "Stand down: it is over, or was none",
    State.CLOSED: "Close: it is over; what is still written stands after the closing",
}


class StandForm(DeskForm):
    """Where to, why, and what goes with it."""

    # Words, not a choice: what may follow is for the desk to say, and may have changed since the form was made.
    to = forms.CharField(label="What happens now", widget=forms.RadioSelect, error_messages={"required": "Choose one"})
    why = forms.CharField(label="Why", widget=forms.Textarea(attrs={"rows": 3}), max_length=10_000)
    false_alarm = forms.BooleanField(
        label="It was a false alarm", required=False, help_text="False alarms are real work: say what it was, above."
    )
    debrief = MomentField(label="Debrief", required=False)
    seen_by = forms.ChoiceField(label="Who may see the incident", required=False, initial=SAME)

    def __init__(self, *args: Any, state: State = State.TRIAGE, bodies: str = "", now: str = "", **more: Any) -> None:
        super().__init__(*args, **more)
        to, seen_by = self.fields["to"].widget, self.fields["seen_by"]
        if isinstance(to, forms.RadioSelect) and isinstance(seen_by, forms.ChoiceField):
            to.choices = [(each.value, WORDS[each]) for each in state.may_become]
            seen_by.choices = [(SAME, f"Those who see it now: {now}"), (EVERY, f"Every body that may join: {bodies}")]

    def clean_to(self) -> State:
        """One of the states."""
        try:
            return State(self.cleaned_data["to"])
        except ValueError:
            raise forms.ValidationError("Choose one of the list") from None


@in_incident
def stand_page(request: OfficerRequest) -> HttpResponse:
    """Stand the incident up or down, or close it."""
    desk = AtDesk.of(request)
    now = course_of(desk.sight)
    everybody = sorted(desk.record.standing.orgs)
    form = StandForm.asked(
        request,
        seen=[now.entry],
        initial={"debrief": now.value.debrief},
        state=now.value.state,
        bodies=_names(desk, everybody),
        now=_names(desk, sorted(request.incident.bodies)),
    )
    version = Version("State", f"{now.value.state.value}: {now.value.why}", str(form["to"].value() or ""),
                      desk.sight.name_of(now.by), f"{now.number}")  # fmt: skip
    if form.is_ready() and not form.overtaken([now.entry], [version]):
        data = form.cleaned_data
        wide = Handling(Tlp.AMBER, frozenset(everybody))
        handling = wide if data["seen_by"] == EVERY else desk.handling(form)
        answer = desk.write(
            form,
            lambda: stand(
                desk.record,
                desk.officer,
                data["to"],
                why=data["why"],
                false_alarm=data["false_alarm"],
                debrief=data["debrief"],
                handling=handling,
            ),
            desk.at("now"),
        )
        if answer is not None:
            return answer
    return page(
        request,
        "places/stand.html",
        here="now",
        form=form,
        course=now.value,
        number=now.number,
        ways=bool(now.value.state.may_become),
        cancel=desk.at("now"),
    )


def _names(desk: AtDesk, bodies: list[str]) -> str:
    known = desk.estate.body_by_id if desk.has_estate else {}
    return ", ".join(known[body].name if body in known else body for body in bodies)
