"""Stand up, stand down, close: with a reason, whether it was a false alarm, and the day of the debrief.

Law: only what may follow is offered; standing up may widen who sees the incident, and nothing here narrows it; what was
said before goes to nobody by that alone, and whoever widens it is led to the page that shares it (share.py).
Not here: opening (opening.py), the debrief itself (debrief.py).
"""

from __future__ import annotations

from contextlib import suppress
from typing import Any, Final

from django import forms
from django.http import HttpResponse

from battlebox.desk import Act, DeskError
from battlebox.desk.command import asks_of, open_decisions, tasks_of
from battlebox.desk.reach import Whereabouts, counts_of, sheets_of
from battlebox.desk.record import Handling, Saved, Sight, State, course_of, stand, to_share
from battlebox.estate import BodyKind
from battlebox.journal import JournalError
from battlebox.marking import Tlp
from battlebox.web.asking import OfficerRequest, in_incident
from battlebox.web.forms import DeskForm, Version
from battlebox.web.incident.at_desk import AtDesk
from battlebox.web.incident.said import few_of, person_of
from battlebox.web.models import Membership
from battlebox.web.moment import MomentField
from battlebox.web.pages import page
from battlebox.web.records import installation

SAME, EVERY = "same", "every"
WORDS: Final = {
    State.STOOD_UP: "Stand up: this is an incident",
    State.STOOD_DOWN: "Stand down: it is over, or was none",
    State.CLOSED: "Close: after it only late lines, corrections, tidying up, what the law wants told, the debrief",
}
TOGETHER: Final = (BodyKind.COUNCIL, BodyKind.PARTNERSHIP)
AGAIN: Final = "Open it again: it has begun anew, or was not over"


class StandForm(DeskForm):
    """Where to, why, and what goes with it."""

    # Words, not a choice: what may follow is for the desk to say, and may have changed since the form was made.
    to = forms.CharField(label="What happens now", widget=forms.RadioSelect, error_messages={"required": "Choose one"})
    why = forms.CharField(label="Why", widget=forms.Textarea(attrs={"rows": 3}), max_length=10_000)
    false_alarm = forms.BooleanField(
        label="It was a false alarm", required=False, help_text="False alarms are real work: say what it was, above."
    )
    debrief = MomentField(
        label="Debrief", required=False, help_text="To close, set its day here, or say below why there is none."
    )
    no_debrief = forms.CharField(label="Or: why there is no debrief", required=False, max_length=300)
    seen_by = forms.ChoiceField(label="Who may see the incident", required=False, initial=SAME)

    def __init__(self, *args: Any, state: State = State.TRIAGE, bodies: str = "", now: str = "", **more: Any) -> None:
        super().__init__(*args, **more)
        to, seen_by = self.fields["to"].widget, self.fields["seen_by"]
        if isinstance(to, forms.RadioSelect) and isinstance(seen_by, forms.ChoiceField):
            words = {**WORDS, State.STOOD_UP: AGAIN} if state is State.CLOSED else WORDS
            to.choices = [(each.value, words[each]) for each in state.may_become]
            seen_by.choices = [
                (SAME, f"Those who see it now: {now}"),
                (EVERY, f"Every council and partnership that shares this estate: {bodies}"),
            ]

    def clean_to(self) -> State:
        """One of the states."""
        try:
            return State(self.cleaned_data["to"])
        except ValueError:
            raise forms.ValidationError("Choose one of the list") from None

    def clean(self) -> None:
        """Whoever closes says when lessons are drawn, or why they are not."""
        said = super().clean() or self.cleaned_data
        if said.get("to") is State.CLOSED and not said.get("debrief") and not str(said.get("no_debrief", "")).strip():
            self.add_error("debrief", "Set the day of the debrief, or say below why there is none")
        if said.get("to") is State.STOOD_UP and said.get("false_alarm"):
            self.add_error("false_alarm", "What is stood up is no false alarm: take this tick away, or stand it down")


@in_incident
def stand_page(request: OfficerRequest) -> HttpResponse:
    """Stand the incident up or down, or close it."""
    desk = AtDesk.of(request)
    now = course_of(desk.sight)
    everybody = _who_may_join(desk)
    form = StandForm.asked(
        request,
        seen=[now.entry],
        initial={"debrief": now.value.debrief},
        state=now.value.state,
        bodies=few_of(desk, everybody),
        now=few_of(desk, request.incident.bodies),
    )
    version = Version("State", f"{now.value.state.value}: {now.value.why}", str(form["to"].value() or ""),
                      person_of(desk, now.by), f"{now.number}")  # fmt: skip
    if form.is_ready() and not form.overtaken([now.entry], [version]):
        data = form.cleaned_data
        wide = Handling(Tlp.AMBER, frozenset(everybody))
        handling = wide if data["seen_by"] == EVERY else desk.handling(form)
        answer = desk.write(
            form,
            lambda: _stand(desk, data, handling),
            lambda _: _after(desk, everybody if data["seen_by"] == EVERY else []),
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
        closed=now.value.state is State.CLOSED,
        people=_people_left(desk),
        left=_left_open(desk),
        debrief=desk.at("debrief") if now.value.state in (State.STOOD_DOWN, State.CLOSED) else "",
        share=desk.at("share_entries") if desk.officer.may(Act.SHARE) else "",
        cancel=desk.at("now"),
    )


def _people_left(desk: AtDesk) -> list[str]:
    """Of each list of people in use: who needs help now, and who was not reached."""
    found = []
    for row in counts_of(desk.sight):
        needs = [
            f"{number:,} {words}"
            for number, words in ((row.tally.help_now, "need help now"), (row.tally.not_reached, "not reached"))
            if number
        ]
        if row.in_use and needs:
            found.append(f"{row.source} ({desk.body_name(row.body)}): {' and '.join(needs)} of {row.tally.people:,}")
    return found


def _left_open(desk: AtDesk) -> list[str]:
    """What would be left behind: sheets that are out, orders, asks, tasks, decisions; each with how many."""
    orders = desk.picture.orders.values() if desk.has_estate else ()
    rows = (
        (sum(each.whereabouts is Whereabouts.OUT for each in sheets_of(desk.sight)), "call sheet", "not back"),
        (sum(each.value.stage.is_in_force for each in orders), "order", "in force"),
        (sum(each.is_open for each in asks_of(desk.sight)), "ask", "to a partner without an answer"),
        (sum(task.is_open for task in tasks_of(desk.sight)), "task", "open"),
        (len(open_decisions(desk.sight)), "decision", "to come back to"),
    )
    return [f"{number} {noun}{'' if number == 1 else 's'} {how}" for number, noun, how in rows if number]


def _who_may_join(desk: AtDesk) -> list[str]:
    """Who sees it now, and the councils and partnerships of the estate: no supplier, bank or regulator."""
    known = desk.estate.body_by_id if desk.has_estate else {}
    joining = {each for each in desk.record.standing.orgs if each not in known or known[each].kind in TOGETHER}
    return sorted(joining | desk.request.incident.bodies)


def _stand(desk: AtDesk, said: dict[str, Any], handling: Handling) -> Saved:
    """Stand it up or down; bodies that join, and whose officers are at this desk, can write here from then on."""
    done = stand(
        desk.record,
        desk.officer,
        said["to"],
        why=said["why"],
        false_alarm=said["false_alarm"],
        debrief=said["debrief"],
        no_debrief=said["no_debrief"],
        handling=handling,
    )
    here = set(Membership.objects.in_force().values_list("body", flat=True)) & handling.audience
    for body in sorted(here - {desk.officer.body}):
        # It is stood up already: a body that cannot be let in is told so when it writes, with whom to ask.
        with suppress(DeskError, JournalError):
            installation().host(desk.record.incident, desk.officer, body)
    return done


def _after(desk: AtDesk, bodies: list[str]) -> str:
    """Where to go on: to what those who have just joined cannot see yet, where there is any of it."""
    now = Sight.of(desk.record, desk.officer)
    return desk.at("share_entries") if bodies and to_share(now, bodies) else desk.at("now")
