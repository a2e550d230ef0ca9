"""One clock: how it stands and why, since when the body was aware, what was told, and what to do next.

Law: every time that anybody named is shown, with who and why; what is not sure stands beside what is.
Not here: the forms (clock_acts.py).
"""

from __future__ import annotations

from typing import Any, Final

from django.http import Http404, HttpResponse
from django.utils.text import capfirst

from battlebox.desk import Act, DeskError
from battlebox.desk.tell import ClockState, Course, Start, awareness_of, day_words, draft_notice
from battlebox.web.asking import OfficerRequest, in_incident
from battlebox.web.clock_words import span_words
from battlebox.web.incident.at_desk import AtDesk
from battlebox.web.incident.said import plainly
from battlebox.web.incident.saying import when_said
from battlebox.web.pages import page
from battlebox.web.telling.courses import (
    SEEN_MOST,
    STATE_COLOURS,
    course_named,
    few_named,
    force_words,
    left_words,
    library_of,
    name_of,
    owner_words,
    title_of,
    whose,
)

AWARE_HEADS: Final = ("Aware from", "Who", "Why that counts", "Source", "Entry")
TOLD_HEADS: Final = ("Part", "When", "To", "By", "How", "Their reference", "What", "Entry")


@in_incident
def clock(request: OfficerRequest, name: str) -> HttpResponse:
    """One clock."""
    desk = AtDesk.of(request)
    course = course_named(desk, name)
    own = course.body == desk.officer.body and not course.clock.off
    now = desk.sight.now
    return page(
        request,
        "desk/telling/clock.html",
        here="tell",
        title=title_of(desk, course),
        state=capfirst(course.state.value) if not course.clock.off else "Switched off",
        colour=STATE_COLOURS.get(course.state, "grey"),
        late="" if not course.is_overdue(now) else "red" if course.clock.is_red else "orange",
        is_red=course.clock.is_red,
        asks=course.clock.asks_whether_it_applies,
        owner=capfirst(owner_words(course)),
        theirs="" if course.body == desk.officer.body else desk.body_name(course.body),
        lacks_reason=course.lacks_reason,
        doubts=[capfirst(plainly(desk, each)) for each in course.doubts],
        closed=", ".join(day_words(day) for day in course.due.closed),
        rows=_rows(desk, course),
        fields=course.clock.report,
        aware_heads=AWARE_HEADS,
        **_aware(desk, course),
        judged=[_judged(each) for each in course.judged],
        told_heads=TOLD_HEADS,
        told=_told(course),
        numberless=_numberless(desk, course) if own and desk.officer.may(Act.CLOCK) else [],
        notice=_notice_address(desk, course),
        acts=_acts(desk, course) if own else {},
    )


@in_incident
def notice(request: OfficerRequest, body: str) -> HttpResponse:
    """What the host tells a body whose data it holds, drafted; as words to copy with `?text=1`."""
    desk = AtDesk.of(request)
    if not desk.has_estate:
        raise Http404
    try:
        found = draft_notice(desk.sight, desk.used, body)
    except DeskError as wrong:
        raise Http404 from wrong
    text = desk.names.in_words(found.text)
    if request.GET.get("text"):
        answer = HttpResponse(text, content_type="text/plain; charset=utf-8")
        answer.headers["Content-Disposition"] = f'attachment; filename="notice-{desk.sight.now:%Y%m%d-%H%M}.txt"'
        return answer
    return page(request, "desk/telling/notice.html", here="tell", notice=found, parts=_parts(text))


def _rows(desk: AtDesk, course: Course) -> list[tuple[str, str]]:
    """Everything that is known of the clock itself."""
    of, now = course.clock, desk.sight.now
    sources = library_of(desk).sources
    checked = f"last looked at {of.checked}" if of.checked else "your estate"
    begun = f"{when_said(course.begin)}, {span_words(now - course.begin)} ago" if course.begin else ""
    left = left_words(course, now) if course.state.is_open else ""
    rows = [
        ("Whose clock", whose(desk, course.body)),
        ("Whom to tell", of.to),
        ("How", of.how),
        ("By when", f"{capfirst(course.due.words)}{f': {left}' if left else ''}" if course.begin else ""),
        ("Counts from", f"{begun}: {course.counts}" if begun else ""),
        ("Allows", f"{of.within.to_text()} ({of.within.unit.words})"),
        ("What starts it", of.starts),
        ("What binds", f"{force_words(course)}{f'. {of.off}' if of.off else ''}"),
        ("Who sees to it", capfirst(owner_words(course))),
        ("What happened", _seen(desk, course)),
        ("Why", course.reason),
        ("Sources", "\n".join([*(sources[each] for each in of.source), checked])),
        ("Note", of.note),
    ]
    return [(key, value) for key, value in rows if value]


def _seen(desk: AtDesk, course: Course) -> str:
    """What was seen, the earliest first; of many, the first few and how many more."""
    lines = [
        f"{plainly(desk, each.why)}{f' ({each.number})' if each.number else ''}"
        for each in course.exposures[:SEEN_MOST]
    ]
    more = len(course.exposures) - len(lines)
    return "\n".join([*lines, f"and {more} more"] if more else lines)


def _aware(desk: AtDesk, course: Course) -> dict[str, Any]:
    """Every time that was named, and what was decided of them."""
    if course.clock.on is Start.STATED:
        return {}
    found = awareness_of(desk.sight, course.body, course.exposures)
    rows = [
        (when_said(each.at), each.who, plainly(desk, each.why), each.source or "what was seen", each.number)
        for each in few_named(found.named)
    ]
    more = len(found.named) - len(rows)
    return {
        "more_named": more,
        "aware": rows,
        "counts": capfirst(found.words),
        "aware_at": when_said(found.at) if found.at else "",
    }


def _judged(each: Any) -> tuple[str, str]:
    said = each.value
    return (f"{capfirst(said.state.value)}, {when_said(said.at)}", f"{said.who}: {said.why} ({each.number})")


def _told(course: Course) -> list[tuple[str, ...]]:
    last = len(course.reports)
    return [
        (
            "Final" if said.value.last else f"{place}" if place > 1 or last > 1 or course.clock.phases else "Whole",
            when_said(said.value.at),
            said.value.to,
            said.value.by,
            said.value.channel,
            told.reference or "Not known yet",
            f"{said.value.words}{f' Late because {said.value.late}' if said.value.late else ''}",
            said.number,
        )
        for place, told in enumerate(course.reports, 1)
        for said in (told.said,)
    ]


def _numberless(desk: AtDesk, course: Course) -> list[tuple[str, str]]:
    """Reports whose recipient has given no number yet, with where to write it."""
    return [
        (told.said.number, desk.at("note_reference", name_of(course), told.thing.partition("/")[2]))
        for told in course.reports
        if not told.reference
    ]


def _parts(text: str) -> list[tuple[str, str]]:
    """The parts of a notice, each under its first line; whom it is from and to has no heading."""
    first, *others = text.strip().split("\n\n")
    split = (part.partition("\n") for part in others)
    return [("", first), *((heading, lines) for heading, _, lines in split)]


def _notice_address(desk: AtDesk, course: Course) -> str:
    """Where the host's notice is drafted; blank for a clock that is no host's, or not ours."""
    is_ours = course.clock.on is Start.HOST and course.body == desk.officer.body
    return desk.at("notice", course.matter) if is_ours and course.exposures else ""


def _acts(desk: AtDesk, course: Course) -> dict[str, str]:
    """The buttons that this officer may press now."""
    name, found = name_of(course), dict[str, str]()
    may = desk.officer.may
    if may(Act.CLOCK):
        if course.state is ClockState.NOT_TRIGGERED or (course.clock.on is Start.STATED and not course.matter):
            found["start"] = desk.at("start_clock", name)
        if not course.state.is_met:
            found["judge"] = desk.at("judge_clock", name)
        if not course.reports or course.clock.phases:
            found["report"] = desk.at("report_clock", name)
    if course.clock.on is not Start.STATED:
        if may(Act.AWARE):
            found["suggest"] = desk.at("suggest_aware", course.body)
        if may(Act.JUDGE_CLOCK):
            found["decide"] = desk.at("decide_aware")
    return found
