"""The drill's clock, as exercise control sets it: started, paused, at another pace, ahead by a jump.

Law: a jump past the end asks once more, and says what it would skip.
Not here: what the clock is (drill.pace), the control room (control.py).
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any, Final

from django import forms
from django.http import HttpResponse
from django.urls import reverse

from battlebox.desk.brief import listed
from battlebox.drill.control import Stands
from battlebox.drill.pace import RATE_MOST, Pace, Run
from battlebox.drill.play import minutes_words
from battlebox.web.asking import OfficerRequest
from battlebox.web.drilling.control import acted, board_now, in_control
from battlebox.web.drilling.playing import Playing
from battlebox.web.forms import DeskForm
from battlebox.web.pages import page

_NUMBERS_SHOWN: Final = 12
_JUMP_MOST: Final = 2_880


class ClockForm(DeskForm):
    """How the drill's clock goes on."""

    how = forms.ChoiceField(label="What is to happen", choices=())
    rate = forms.IntegerField(
        label="How many times the pace of the day", min_value=1, max_value=RATE_MOST, required=False,
        help_text=f"From 1 to {RATE_MOST}; needed for another pace.",
    )  # fmt: skip
    minutes = forms.IntegerField(
        label="How many minutes of play to jump ahead", min_value=1, max_value=_JUMP_MOST, required=False,
        help_text="Needed for a jump.",
    )  # fmt: skip
    past_end = forms.BooleanField(
        label="Jump past the end of the drill all the same", required=False,
        help_text="Needed for a jump that ends it.",
    )  # fmt: skip

    def __init__(self, *args: Any, run: Run, lasts: str, past: Callable[[int], str], **more: Any) -> None:
        super().__init__(*args, **more)
        self._past = past
        self.fields["minutes"].error_messages["max_value"] = f"{lasts} A jump is {_JUMP_MOST} minutes at the most."
        go = ("pause", "Pause") if run is Run.RUNNING else ("resume", "Start it, or go on")
        choices = [go, ("rate", "Another pace"), ("jump", "Jump ahead")]
        self.fields["how"].choices = choices  # type: ignore[attr-defined]  # A ChoiceField.

    def clean(self) -> dict[str, Any]:
        """What goes with the choice must be there."""
        said: dict[str, Any] = super().clean() or self.cleaned_data
        for how, field in (("rate", "rate"), ("jump", "minutes")):
            if said.get("how") == how and said.get(field) is None and field not in self.errors:
                self.add_error(field, "Write a number.")
        asks = said.get("how") == "jump" and said.get("minutes") and not said.get("past_end")
        if asks and (why := self._past(said["minutes"])):
            self.add_error("past_end", why)
        return said


@in_control
def clock(request: OfficerRequest, drill: Playing) -> HttpResponse:
    """Start, pause, another pace, a jump ahead."""
    pace = drill.stage.pace.pace()
    lasts = f"This drill is over at T+{drill.stage.minutes}, and it is T+{drill.course.minute}."
    form = ClockForm.asked(
        request, run=pace.run(drill.real), lasts=lasts, past=lambda minutes: _past_end(drill, minutes)
    )
    if form.is_ready():
        done = acted(form, request, lambda: drill.stage.pace.set(_set(form.cleaned_data, drill)), "The clock is set.")
        if done is not None:
            return done
    said = f"{drill.so_far} {drill.clock_words} It is {drill.story} in the story."
    return page(request, "places/entry_form.html", form=form, title="The drill's clock", cancel=reverse("drill"),
                button="Set it", words=said)  # fmt: skip


def _past_end(drill: Playing, minutes: int) -> str:
    """What a jump of so many minutes would skip, where it goes past the end; blank where it does not."""
    course, end = drill.course, drill.stage.minutes
    if course.is_over or course.minute >= end or course.minute + minutes < end:
        return ""
    said = [f"That goes past the end, which is at T+{end}."]
    rows = () if drill.stage.solo else board_now(drill).of(Stands.LATE, Stands.DUE, Stands.COMING)
    if coming := [f"{each.inject.number}" for each in rows]:
        which = f"Inject{'s' if len(coming) > 1 else ''} {listed(coming, _NUMBERS_SHOWN)}"
        said.append(f"{which} would come at once or never, with no time to do what is expected.")
    if course.by_itself:
        said.append("What is open would be cut off, and the drill would be over.")
    left = end - course.minute - 1
    said.append(f"Jump by {minutes_words(left)} at the most, or tick this." if left else "Tick this if that is meant.")
    return " ".join(said)


def _set(said: dict[str, Any], drill: Playing) -> Callable[[Pace], Pace]:
    real = drill.real
    match said["how"]:
        case "pause":
            return lambda pace: pace.paused(real)
        case "resume":
            return lambda pace: pace.resumed(real)
        case "rate":
            return lambda pace: pace.at_rate(real, said["rate"])
    return lambda pace: pace.jumped(real, pace.drill_now(real) + timedelta(minutes=said["minutes"]))
