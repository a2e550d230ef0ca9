"""Exercises that were held, each with what came of it.

Law: an exercise of which nobody says what was found is not known.
Not here: what was found (findings.py), playing one.
"""

from __future__ import annotations

from typing import Any, Final

from django import forms
from django.http import HttpResponse

from battlebox.desk import Act
from battlebox.desk.readiness import Exercise, day_words, exercises_of, findings_of, keep_exercise
from battlebox.web.asking import OfficerRequest
from battlebox.web.day import DayField
from battlebox.web.forms import DeskForm
from battlebox.web.pages import page
from battlebox.web.readiness.at_hand import AtHand, address, in_readiness
from battlebox.web.tables import Cell, Column, Table, table_page

_EXERCISES: Final = (
    Column("title", "What was practised"),
    Column("on", "When"),
    Column("who", "Who took part"),
    Column("came", "What came of it"),
)


class ExerciseForm(DeskForm):
    """An exercise."""

    title = forms.CharField(label="What was practised", max_length=200)
    on = DayField(label="On which day")
    who = forms.CharField(label="Who took part", max_length=200, help_text="Offices, or how many people.")
    nothing = forms.BooleanField(label="Nothing was found to mend", required=False)


@in_readiness
def exercises(request: OfficerRequest) -> HttpResponse:
    """The list."""
    hand = AtHand.asked(request)
    every = findings_of(hand.notes)

    def row(each: Exercise) -> dict[str, Any]:
        found = [one for one in every if one.exercise == each.number]
        left = sum(one.is_open for one in found)
        came = f"{len(found)} found, {left} still open" if found else "nobody wrote it down"
        return {
            "title": Cell(each.title, note=f"R-{each.number}"),
            "on": Cell(day_words(each.on), order=each.on),
            "who": each.who,
            "came": "nothing was found to mend" if not found and each.nothing_to_mend else came,
        }

    table = Table("exercises", "Exercises held", _EXERCISES, [row(each) for each in exercises_of(hand.notes)],
                  stacked=True, empty="No exercise is written down here.")  # fmt: skip
    return table_page(request, "readiness/exercises.html", table, beside=hand.beside("ready_exercises"),
                      new=address("ready_new_exercise") if not hand.refused(Act.READY) else "")  # fmt: skip


@in_readiness
def new_exercise(request: OfficerRequest) -> HttpResponse:
    """Write one down."""
    hand = AtHand.asked(request)
    form = ExerciseForm.asked(request, refused=hand.refused(Act.READY))
    if form.is_ready():
        said = form.cleaned_data
        held = Exercise(0, said["title"], said["on"], said["who"], nothing_to_mend=said["nothing"])
        done = hand.write(
            form, lambda: keep_exercise(hand.book, hand.officer, held, hand.now), address("ready_exercises")
        )
        if done is not None:
            return done
    return page(request, "places/entry_form.html", form=form, title="An exercise that was held",
                cancel=address("ready_exercises"),
                words="Then write down each thing that was found, as a finding of this exercise.")  # fmt: skip
