"""Looking back: what was knowable at each decision, what had been written, and beside it the advice on no more.

Law: it is exercise control's alone, after the end, and only of a drill that was made with it; it is no part of the
report, and scores nobody.
Not here: what it holds (drill/truth), the players' report (report.py).
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.text import capfirst

from battlebox.desk.picture import Names
from battlebox.drill.control import ControlError, look_back, looked_back
from battlebox.drill.truth import Came, Moment, Replay
from battlebox.drill.world import Happening, How
from battlebox.web.asking import OfficerRequest
from battlebox.web.drilling.control import WordForm, in_control
from battlebox.web.drilling.playing import Playing, playing_now, story_words
from battlebox.web.jobs import Answer, Progress, Refused, add_kind, ask, settled
from battlebox.web.models import Job, JobState
from battlebox.web.pages import page
from battlebox.web.saving import Recorded, saved

KIND: Final = "drill-replay"
_HOW: Final = {
    How.TOLD: "they were told",
    How.LOOKED: "a check found signs",
    How.STRUCK: "it was encrypted before their eyes",
    How.CAME_OUT: "it came out",
}
_NOTHING: Final = "a check found nothing"
_STOPS: Final = frozenset({Happening.STOPPED.value, Happening.CAME_BACK.value})
_WORTH: Final = 12
"""So many services are named; the rest is counted."""


@in_control
def replay(request: OfficerRequest, drill: Playing) -> HttpResponse:
    """The page; before it is worked out, what asks for that."""
    if not drill.stage.has_replay:
        raise Http404
    back = reverse("drill")
    if not drill.course.is_over:
        words = "It is for afterwards: end the drill first. What was hidden stays hidden until then, from you as well."
        return page(request, "drilling/no_replay.html", words=words, back=back)
    job, form, words, found = _running(request), WordForm.asked(request), "", None
    if form.is_ready():
        return saved(request, form, lambda: _asked(request))
    try:
        found = looked_back(drill.stage)
    except ControlError as wrong:
        words = f"{capfirst(str(wrong))}. {capfirst(wrong.hint)}."
    if found is None or job is not None:
        return page(request, "drilling/no_replay.html", words=words, back=back, job=job, form=form)
    return page(request, "drilling/replay.html", back=back, **_shown(found, drill))


def _running(request: OfficerRequest) -> Job | None:
    """The last that was asked for, while it is worked out, or where it came to nothing."""
    last = Job.objects.filter(owner=request.officer, kind=KIND).order_by("-made_at").first()
    last = settled(last) if last is not None else None
    return None if last is None or last.state == JobState.DONE else last


def _asked(request: OfficerRequest) -> Recorded:
    ask(KIND, request.officer, {})
    return Recorded("", reverse("drill_replay"), words="It is being worked out.")


def _work(asked: dict[str, Any], progress: Progress) -> Answer:
    del asked
    drill = playing_now()

    def tell(done: int, of: int) -> None:
        progress.tell(done / max(of, 1), f"Decision {done + 1} of {of}.")

    try:
        made = look_back(drill.stage, drill.deeds, tell)
    except ControlError as wrong:
        raise Refused(f"{capfirst(str(wrong))}. {capfirst(wrong.hint)}.") from None
    return Answer(words=f"{len(made.moments)} moments of decision.")


add_kind(KIND, _work)


def _shown(found: Replay, drill: Playing) -> dict[str, Any]:
    names = Names(drill.stage.estate.estate)
    return {
        "title": drill.course.cast.scenario.title,
        "moments": [_moment(each, names) for each in found.moments],
        "left_out": found.left_out,
        "came": [_came(each, names) for each in found.came if each.what not in _STOPS],
        "came_heads": ("When", "What happened", "To", "First known"),
        "stops": [_came(each, names)[:3] for each in found.came if each.what in _STOPS],
        "stops_heads": ("When", "What happened", "To"),
        "saved": [names.thing(each) for each in found.saved],
    }


def _moment(each: Moment, names: Names) -> dict[str, Any]:
    """One moment, as rows of what it is held beside."""
    advised = "There was nothing to advise on: nobody could know of any system that was hit."
    if each.advised is not None:
        advised = "\n".join(names.action(name) for name in each.advised.actions) or "Wait and watch: order nothing more"
        advised += "\n(The time was up: with more of it the advice may be another.)" if each.advised.is_cut else ""
    ahead = [f"{names.thing(one.service)} ({story_words(one.at)})" for one in each.ahead]
    rows = (
        ("Could be known", "\n".join(_known(each, names)) or "Nothing of any attacker"),
        ("Was written", _list(f"{names.thing(one.of)}: {one.state} ({one.entry})" for one in each.written)),
        ("Orders that stood", _list(f"{names.action(one.of)}: {one.state} ({one.entry})" for one in each.orders)),
        ("Out then", _most([names.thing(one) for one in each.out])),
        ("Services out, or going to be", _most(ahead)),
        ("Hidden then", _list(names.thing(one) for one in each.hidden)),
        ("The engine's advice on what could be known", advised),
    )
    return {
        "title": f"T+{each.minute}, {story_words(each.at)}: {names.body(each.body)}",
        "decided": [f"{one.entry}, {one.kind}: {_named(one.what, names)}" for one in each.decided],
        "rows": rows,
    }


def _known(each: Moment, names: Names) -> Iterable[str]:
    for one in each.known:
        yield f"{names.thing(one.system)}: {_HOW[one.how] if one.is_there else _NOTHING} ({story_words(one.at)})"


def _came(each: Came, names: Names) -> tuple[str, ...]:
    origin = f", from {names.thing(each.origin)}" if each.origin else ""
    seen = story_words(each.seen) if each.seen else ""
    return (story_words(each.at), f"{capfirst(each.what)}{origin}", names.thing(each.thing), seen)


def _named(what: str, names: Names) -> str:
    """What was decided, by the name of what an id means."""
    estate = names.estate
    if what in estate.action_by_id:
        return names.action(what)
    return names.path(what) if what in estate.path_by_id else names.thing(what)


def _list(lines: Iterable[str]) -> str:
    return "\n".join(lines) or "Nothing"


def _most(lines: list[str]) -> str:
    more = len(lines) - _WORTH
    return _list([*lines[:_WORTH], *([f"and {more} more"] if more > 0 else [])])
