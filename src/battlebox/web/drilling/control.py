"""The control room: what to hand out now, what to watch, what to mark, and the drill's clock.

Law: it is exercise control's alone, and not there for anybody who plays; a tap hands out one inject once.
Not here: what is due (drill.control), what players see (inbox.py).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import wraps
from typing import Any, Final

from django import forms
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.text import capfirst

from battlebox.drill.control import Board, BoardRow, Stands, board_of
from battlebox.drill.pace import PaceError, Run
from battlebox.drill.play import MARKS, NOTE_MOST, Course, Done, Judged, Noted, PlayError
from battlebox.web.asking import OfficerRequest, View
from battlebox.web.drilling.beginning import START, start_form, started
from battlebox.web.drilling.behind import behind, hangs
from battlebox.web.drilling.playing import Playing, in_drill
from battlebox.web.forms import DeskForm
from battlebox.web.incident.entry import TapForm
from battlebox.web.pages import page
from battlebox.web.polling import polled
from battlebox.web.saving import Recorded, saved
from battlebox.web.starting.desk_settings import CONTROL

_HAND: Final = ("hand", "Hand out")
_HOLD: Final = ("hold", "Hold back")
_TAGS: Final = {
    Stands.LATE: "red", Stands.DUE: "yellow", Stands.HANDED: "green", Stands.COMING: "", Stands.HELD_BACK: "grey",
    Stands.NEVER: "grey", Stands.NOT_HANDED: "grey",
}  # fmt: skip
_DONE: Final = {
    Done.IN_TIME: "green", Done.LATE: "orange", Done.OPEN: "yellow", Done.NOT_DONE: "red", Done.CUT_OFF: "grey",
}  # fmt: skip
_MARK_WORDS: Final = {0: "0: none", 1: "1: half", 2: "2: full"}


def in_control(view: View) -> View:
    """A page of exercise control; to anybody else it is not there."""

    @wraps(view)
    def asked(request: OfficerRequest, drill: Playing, *args: Any, **more: Any) -> HttpResponse:
        if request.officer.username != CONTROL:
            raise Http404
        return view(request, drill, *args, **more)

    return in_drill(asked)


class NoteForm(DeskForm):
    """What an evaluator saw."""

    words = forms.CharField(
        label="What you saw", max_length=NOTE_MOST, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    mark = forms.TypedChoiceField(
        label="Mark by the guide", required=False, coerce=int, empty_value=None,
        choices=[("", "None yet"), *((str(each), _MARK_WORDS[each]) for each in reversed(MARKS))],
    )  # fmt: skip
    by = forms.CharField(label="Who saw it", max_length=120, required=False, help_text="An office, such as evaluator.")


class WordForm(DeskForm):
    """A page that asks once more."""


@in_control
def control(request: OfficerRequest, drill: Playing) -> HttpResponse:
    """The whole page; a tap hands out or holds back, or starts the clock."""
    tapped = TapForm.asked(request, auto_id=False)
    if tapped.is_ready():
        number, how = tapped.cleaned_data["of"], tapped.cleaned_data["tapped"]
        if how == START[0] and not drill.stage.solo:
            return saved(request, tapped, lambda: started(drill, "drill"))
        if drill.stage.solo or how not in (_HAND[0], _HOLD[0]) or not number.isdigit():
            raise Http404
        words = {"hand": f"Inject {number} is handed out.", "hold": f"Inject {number} is held back."}[how]
        done = _do(tapped, request, drill, lambda course: _acted_on(course, int(number), how, drill), words)
        if done is not None:
            return done
    return page(request, "drilling/control.html", part=reverse("drill_part"), form=tapped, **_shown(request, drill))


def _acted_on(course: Course, number: int, how: str, drill: Playing) -> Course:
    return course.handing(number, drill.deeds) if how == _HAND[0] else course.holding_back(number)


def _version(request: OfficerRequest, drill: Playing) -> str:
    del request
    return f"{drill.course}|{len(drill.deeds)}|{drill.stage.pace.pace().marks[-1]}|{len(drill.stage.log.acts())}"


@in_control
@polled(_version)
def control_part(request: OfficerRequest, drill: Playing) -> HttpResponse:
    """The part that asks again."""
    return page(request, "drilling/control_part.html", **_shown(request, drill))


@in_control
def inject(request: OfficerRequest, drill: Playing, number: int) -> HttpResponse:
    """One inject: what to say, what is expected, what was seen, and a note or a mark."""
    row = next((each for each in board_now(drill).rows if each.inject.number == number), None)
    if row is None:
        raise Http404
    form = NoteForm.asked(request)
    if form.is_ready():
        said = form.cleaned_data
        noted = Noted(number, drill.course.minute, said["words"], said["mark"], said["by"])
        done = acted(form, request, lambda: drill.stage.note(noted, drill.real), "It is noted.", "drill_inject", number)
        if done is not None:
            return done
    says, told = drill.course.cast.says, row.inject
    return page(
        request, "drilling/inject.html", form=form, row=row, title=f"{number}. {says(told.title)}",
        stands=row.stands.value.capitalize(), colour=_TAGS[row.stands], may_note=row.handed is not None,
        taps=[_HAND, _HOLD] if row.stands in (Stands.DUE, Stands.LATE, Stands.COMING) else [_HAND],
        may_hand=row.stands not in (Stands.HANDED, Stands.NEVER) and not drill.course.is_over and not drill.course.solo,
        tap=TapForm.asked(request, initial={"of": str(number)}, auto_id=False) if request.method == "GET" else None,
        text=says(told.text), attachments=[(each.name, says(each.text)) for each in told.attachments],
        facts=_facts(drill, row), expected=[_expected(drill, each) for each in row.judged],
        heads=("What is expected", "By", "It is", "Entry"),
        later=[(says(each.do), f"within {each.within_minutes} minutes") for each in told.expected],
        guide=[("Full (2)", says(told.scores.full)), ("Half (1)", says(told.scores.half)),
               ("None (0)", says(told.scores.none))],
        notes=[(f"T+{each.minute}", each.words or "No words", "" if each.mark is None else _MARK_WORDS[each.mark],
                each.by or "Not said") for each in row.notes],
        note_heads=("When", "What was seen", "Mark", "By"), back=reverse("drill"),
    )  # fmt: skip


@in_control
def by_hand(request: OfficerRequest, drill: Playing) -> HttpResponse:
    """Hand out by hand from now on, or by itself."""
    to_itself = not drill.course.by_itself
    form = WordForm.asked(request)
    if form.is_ready():
        words = "What is due is handed out by itself." if to_itself else "You hand out what is due."
        done = _do(form, request, drill, lambda course: course.switching(by_itself=to_itself), words)
        if done is not None:
            return done
    title = "Hand out by itself" if to_itself else "Hand out by hand"
    words = ("Its minutes are over: whatever is due will be handed out, and the drill will end at once."
             if to_itself and drill.has_run_out else
             "Every inject will be handed out in its minute, and the drill ends with its scenario."
             if to_itself else "Nothing will be handed out until you tap it, and you end the drill.")  # fmt: skip
    return page(request, "places/entry_form.html", form=form, title=title, cancel=reverse("drill"), button="Do that",
                words=words)  # fmt: skip


@in_control
def end(request: OfficerRequest, drill: Playing) -> HttpResponse:
    """End it."""
    form = WordForm.asked(request)
    if form.is_ready():
        done = _do(form, request, drill, Course.ending, "The drill is ended.")
        if done is not None:
            return done
    words = (
        "Nothing more will be handed out. What could still be done in its time is cut off: it counts neither for nor "
        "against. Its record stays as it is. Hold the hot debrief straight after: "
        "its questions stand in the control room."
    )
    return page(request, "places/entry_form.html", form=form, title="End the drill", cancel=reverse("drill"),
                button="End it", words=words)  # fmt: skip


def _do(
    form: DeskForm, request: OfficerRequest, drill: Playing, act: Callable[[Course], Course], words: str
) -> HttpResponse | None:
    return acted(form, request, lambda: drill.stage.do(act, drill.real), words)


def acted(
    form: DeskForm, request: OfficerRequest, act: Callable[[], object], words: str, name: str = "drill", *of: object
) -> HttpResponse | None:
    """Do it once and go on; None where it is refused, with the sentence at the form."""

    def record() -> Recorded:
        act()
        return Recorded("", reverse(name, args=of), words=words)

    try:
        return saved(request, form, record)
    except (PlayError, PaceError) as wrong:
        form.add_error(None, f"{capfirst(str(wrong))}. {capfirst(wrong.hint)}.")
        return None


def board_now(drill: Playing) -> Board:
    """Every inject as it stands."""
    return board_of(drill.course, drill.deeds, drill.stage.log.notes())


def _shown(request: OfficerRequest, drill: Playing) -> dict[str, Any]:
    """Everything the page lays out."""
    course, board = drill.course, board_now(drill)
    scenario, says = course.cast.scenario, course.cast.says
    pace = drill.stage.pace.pace()
    return {
        "title": scenario.title,
        "so_far": drill.so_far,
        "has_run_out": drill.has_run_out,
        "end": reverse("drill_end"),
        "story": drill.story,
        "is_over": board.is_over,
        "ended": course.ended,
        "clock_words": drill.clock_words,
        "is_running": pace.run(drill.real) is Run.RUNNING,
        "by_itself": course.by_itself,
        "links": [(words, reverse(name)) for name, words in (
            ("drill_clock", "The drill's clock"),
            *(() if course.solo else
              (("drill_by_hand", "Hand out by hand" if course.by_itself else "Hand out by itself"),)),
            ("drill_report", "The report so far"),
            ("drill_end", "End the drill"),
        )],
        "report": reverse("drill_report"),
        "replay": reverse("drill_replay") if drill.stage.has_replay else "",
        "opening": says(scenario.read_aloud),
        "facilitator": says(scenario.facilitator),
        "has_started": drill.stage.has_started,
        "is_solo": drill.stage.solo,
        "start": start_form(request) if _may_start(request, drill) else None,
        "starts": (START,),
        "has_begun": bool(course.handed),
        "solo_words": _solo_words(course),
        "now": [_line(request, drill, each) for each in board.now],
        "watched": [row for each in board.watched for row in _open(drill, each)],
        "unmarked": [_line(request, drill, each) for each in board.unmarked],
        "next_minute": board.next_minute,
        "rows": [_cells(drill, each) for each in board.rows],
        "heads": ("T+", "Inject", "To", "It is", "Mark"),
        "behind": () if course.solo else behind(course),
        "behind_heads": ("When", "What happens, or is asked", "What became of it"),
        "watch_heads": ("Inject", "What is expected", "By", "Minutes left"),
        "taps": (_HAND, _HOLD),
        "debrief": [says(each) for each in scenario.debrief],
    }  # fmt: skip


def _may_start(request: OfficerRequest, drill: Playing) -> bool:
    """Whether the page has a tap for it: whoever plays alone has their own."""
    return request.method == "GET" and not drill.stage.has_started and not drill.stage.solo


def _line(request: OfficerRequest, drill: Playing, row: BoardRow) -> dict[str, Any]:
    number = str(row.inject.number)
    form = TapForm.asked(request, initial={"of": number}, auto_id=False) if request.method == "GET" else None
    return {
        "title": f"{number}. {drill.course.cast.says(row.inject.title)}",
        "address": reverse("drill_inject", args=(row.inject.number,)),
        "minute": row.inject.at_minutes,
        "late": row.stands is Stands.LATE,
        "to": _to(row),
        "form": form,
    }


def _open(drill: Playing, row: BoardRow) -> list[tuple[Any, ...]]:
    says = drill.course.cast.says
    return [
        (says(row.inject.title), says(each.expected.do), f"T+{each.until}", each.until - drill.course.minute)
        for each in row.judged
        if each.done is Done.OPEN
    ]


def _cells(drill: Playing, row: BoardRow) -> dict[str, Any]:
    return {
        "minute": None if drill.course.solo else row.inject.at_minutes,
        "title": f"{row.inject.number}. {drill.course.cast.says(row.inject.title)}",
        "address": reverse("drill_inject", args=(row.inject.number,)),
        "to": _to(row),
        "only_if": hangs(drill.course, row.inject.branch, row.inject.when),
        "stands": row.stands.value.capitalize(),
        "colour": _TAGS[row.stands],
        "when": "" if row.handed is None else f"T+{row.handed}",
        "mark": "" if row.mark is None else _MARK_WORDS[row.mark],
    }


def _to(row: BoardRow) -> str:
    return ", ".join(each.words for each in row.inject.to) or "everybody"


def _when(drill: Playing, row: BoardRow) -> Iterator[str]:
    yield "when the news before it lets it" if drill.course.solo else f"T+{row.inject.at_minutes}"
    if row.handed is not None:
        yield f"handed out at T+{row.handed}"


def _solo_words(course: Course) -> str:
    """What the short exercise hands out, and what it leaves out; blank in any other drill."""
    if not course.solo:
        return ""
    every, own = course.cast.scenario.injects, course.injects
    left = len(every) - len(own)
    return (
        f"This is the short exercise: it hands out {len(own)} of the {len(every)} injects of the scenario, each as "
        f"soon as the one before lets it. The other {left} are left out, and so are the scenario's events and branches."
    )


def _facts(drill: Playing, row: BoardRow) -> list[tuple[str, str]]:
    told, says = row.inject, drill.course.cast.says
    clocks = ", ".join(told.clocks)
    return [
        ("Due", "; ".join(_when(drill, row))),
        ("From", says(told.sender)),
        ("To", _to(row)),
        ("By", told.by.value),
        ("Who watches for it", says(told.evaluator)),
        *((("Clocks it should start", clocks),) if clocks else ()),
        *((("Only if", f"the answer is {told.when.value}: {_asks(drill, told.branch)}"),) if told.branch else ()),
    ]


def _asks(drill: Playing, branch: str) -> str:
    cast = drill.course.cast
    return cast.says(next(each.asks for each in cast.scenario.branches if each.id == branch))


def _expected(drill: Playing, each: Judged) -> dict[str, Any]:
    return {
        "do": drill.course.cast.says(each.expected.do),
        "until": f"T+{each.until}",
        "done": each.done.value.capitalize(),
        "colour": _DONE[each.done],
        "entry": "" if each.deed is None else f"{each.deed.number}, {each.seen_by}, T+{each.minute}",
        "told": each.told,
        "is_yours": each.is_kind_alone,
        "remark": each.remark,
    }
