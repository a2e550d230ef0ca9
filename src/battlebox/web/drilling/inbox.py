"""What players are handed: each inject of their roles, and what their checks found, newest first, as it reached them.

Law: an inject is there once it was handed out, for the roles it was sent to and for nobody else; what a check found is
there for the officer who recorded it, once its time is over; of the attacker nothing else is.
Not here: what is expected of them, and how they are marked (control.py).
"""

from __future__ import annotations

from typing import Any, Final

from django.http import Http404, HttpResponse
from django.urls import reverse

from battlebox.drill.control import Feedback, solo_feedback
from battlebox.drill.play import SOLO_MINUTES, Done, Handed, Judged, judged, tally_words
from battlebox.drill.scenario import Inject
from battlebox.drill.truth import Found
from battlebox.drill.world import How
from battlebox.web.asking import OfficerRequest
from battlebox.web.drilling.beginning import START, start_form, started
from battlebox.web.drilling.playing import Playing, in_drill
from battlebox.web.pages import page
from battlebox.web.polling import polled
from battlebox.web.rights import acting_outside
from battlebox.web.saving import saved

_FOUND: Final = {
    (How.LOOKED, True): (
        "Found: signs of an attacker on {name}",
        "The check that you wrote down as {entry} is done. There are signs of an attacker on {name}.",
    ),
    (How.LOOKED, False): (
        "Nothing found on {name}, as far as the check looked",
        "The check that you wrote down as {entry} is done. It found no sign of an attacker on {name}.",
    ),
    (How.STRUCK, True): (
        "{name}: the files are encrypted",
        "People watch the files on {name} change their names. Nothing on it can be opened any more.",
    ),
    (How.CAME_OUT, True): (
        "It has come out: they were on {name}",
        "What was copied has come out, and it shows that an attacker was on {name}.",
    ),
}
"""By how it is known, and whether anything is there: a title, and what is said."""


def _version(request: OfficerRequest, drill: Playing) -> str:
    written = len(drill.deeds) if drill.stage.solo else 0
    course = drill.course
    return f"{course.handed}|{course.minute}|{drill.stands_still}|{written}|{course.ended}|{request.path}"


@in_drill
def inbox(request: OfficerRequest, drill: Playing) -> HttpResponse:
    """Everything that reached this officer. Whoever plays alone starts the clock here: there is nobody else to."""
    is_alone = drill.stage.solo and acting_outside(request).body == drill.course.cast.player
    may_start = is_alone and not drill.stage.has_started
    tapped = start_form(request)
    if request.method == "POST":
        if not is_alone or not tapped.is_ready() or tapped.cleaned_data["tapped"] != START[0]:
            raise Http404
        return saved(request, tapped, lambda: started(drill, "drill_inbox"))
    return page(request, "drilling/inbox.html", part=reverse("drill_inbox_part"), start=tapped if may_start else None,
                starts=(START,), **_shown(request, drill))  # fmt: skip


@in_drill
@polled(_version)
def inbox_part(request: OfficerRequest, drill: Playing) -> HttpResponse:
    """The part that asks again."""
    return page(request, "drilling/inbox_part.html", **_shown(request, drill))


@in_drill
def news(request: OfficerRequest, drill: Playing, number: int) -> HttpResponse:
    """One inject, as it reached them, with what was attached."""
    found = next((each for each in _mine(request, drill) if each[0].number == number), None)
    if found is None:
        raise Http404
    each = _said(drill, *found) | {"how": _feedback(drill).get(number)}
    return page(request, "drilling/news.html", each=each, back=reverse("drill_inbox"))


def _shown(request: OfficerRequest, drill: Playing) -> dict[str, Any]:
    course = drill.course
    scenario, is_done = course.cast.scenario, drill.stage.solo and course.is_over
    news = _newest_first(request, drill)
    return {
        "title": scenario.title,
        "story": drill.story,
        "so_far": drill.so_far,
        "has_run_out": drill.has_run_out,
        "is_over": course.is_over,
        "stands_still": drill.stands_still,
        "has_started": drill.stage.has_started,
        "has_begun": bool(course.handed),
        "opening": course.cast.says(scenario.read_aloud),
        "is_solo": drill.stage.solo,
        "tally": tally_words(each.done for each in judged(course, drill.deeds)) if is_done else "",
        "missed": _missed(drill) if is_done else (),
        "is_folded": is_done,
        "news": [each for each in news if is_done or not each["is_settled"]],
        "settled": [] if is_done else [each for each in news if each["is_settled"]],
        "debrief": [course.cast.says(each) for each in scenario.debrief] if course.is_over else (),
    }


def _missed(drill: Playing) -> list[tuple[str, str, str, str, str]]:
    """What whoever played alone did late or not at all, or undid again.

    Of which news, the page of it, what, how it stands, and the entry.
    """
    says = drill.course.cast.says
    return [
        (says(each.inject.title), reverse("drill_news", args=(each.inject.number,)), says(each.expected.do),
         each.done.value, _entry(each))
        for each in judged(drill.course, drill.deeds)
        if each.done in (Done.LATE, Done.NOT_DONE) or (each.deed is not None and each.remark)
    ]  # fmt: skip


def _mine(request: OfficerRequest, drill: Playing) -> list[tuple[Inject, Handed]]:
    """What was handed to the roles of this officer, in the order in which it was."""
    officer = acting_outside(request)
    injects = {each.number: each for each in drill.course.cast.scenario.injects}
    return [
        (injects[each.number], each)
        for each in drill.course.handed
        if officer.body == drill.course.cast.player
        and (drill.stage.solo or not injects[each.number].to or officer.roles & set(injects[each.number].to))
    ]


def _newest_first(request: OfficerRequest, drill: Playing) -> list[dict[str, Any]]:
    """What was handed out and what was found, by the story's time; of one moment, what was handed out last is first."""
    officer = acting_outside(request)
    feedback = _feedback(drill)
    handed = [_said(drill, *each) | {"how": feedback.get(each[0].number)} for each in _mine(request, drill)]
    lines = handed + [_told(drill, each) for each in drill.found if each.is_for(officer.body, officer.id)]
    for each in lines:
        each["folded"] = each["title"] + (f": {each['how']['sums']}" if each.get("how") and each["how"]["sums"] else "")
    found = sorted(lines, key=lambda each: each["at"])[::-1]
    for at, each in enumerate(found):
        # What came last stays open, whatever was done: it may hold what is to be decided now.
        each["is_settled"] = at > 0 and bool(each.get("how")) and not each["how"]["waiting"]
    return found


def _told(drill: Playing, each: Found) -> dict[str, Any]:
    """What a check found, or what everybody sees, as a piece of news."""
    name = drill.stage.estate.estate.system_by_id[each.system].name
    title, text = _FOUND[each.how, each.is_there]
    said = {"title": title.format(name=name), "text": text.format(name=name, entry=each.entry), "at": each.at}
    return {**said, "by": "Answer to a check" if each.entry else "Seen", "sender": "your own people"}


def _said(drill: Playing, inject: Inject, handed: Handed) -> dict[str, Any]:
    says = drill.course.cast.says
    return {
        "number": inject.number,
        "minute": handed.minute,
        "at": drill.course.story_at(handed.minute),
        "title": says(inject.title),
        "by": inject.by.value.capitalize(),
        "sender": says(inject.sender),
        "text": says(inject.text),
        "attachments": [(each.name, says(each.text)) for each in inject.attachments],
        "address": reverse("drill_news", args=(inject.number,)),
    }


def _entry(each: Judged) -> str:
    """The entry that shows it, after how long, whom it told, and by which it was taken back."""
    if each.deed is None:
        return "; ".join(filter(None, ("No entry shows it", each.remark)))
    return "; ".join(filter(None, (f"{each.deed.number}, {each.seen_by}, {each.took_words}", each.told, each.remark)))


def _feedback(drill: Playing) -> dict[int, dict[str, Any]]:
    """For whoever plays alone, by the number of the inject: what the record shows of it, and what earns more."""
    if not drill.stage.solo:
        return {}
    return {each.inject.number: _how(drill, each) for each in solo_feedback(drill.course, drill.deeds)}


def _until(each: Judged) -> str:
    until = f"T+{each.until}" if each.until < SOLO_MINUTES else "the end"
    return f"in time until {until}" + ("" if each.done is Done.OPEN else ", which is over")


def _how(drill: Playing, each: Feedback) -> dict[str, Any]:
    says, scores = drill.course.cast.says, each.inject.scores
    return {
        "waiting": [(says(one.expected.do), _until(one)) for one in each.waiting],
        "went_on": each.went_on and not drill.course.is_over,
        "without": [] if drill.course.is_over else [says(one.expected.do) for one in each.without],
        "rows": [
            (says(one.expected.do), one.done.value, _entry(one), one.is_kind_alone) for one in each.judged
        ],
        "is_cut_off": each.is_cut_off,
        "sums": each.sums,
        "guide": [("Full (2)", says(scores.full)), ("Half (1)", says(scores.half)), ("None (0)", says(scores.none))],
    }  # fmt: skip
