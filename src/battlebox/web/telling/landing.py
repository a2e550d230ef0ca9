"""The first page of Tell: clocks, facts, messages, who has not answered; each in a few lines with the way to the whole.

Law: the part that asks again is worked out only when the record has grown or five minutes have passed.
Not here: the pages that it leads to.
"""

from __future__ import annotations

from typing import Any, Final

from django.http import HttpResponse

from battlebox.desk.message import messages_of
from battlebox.desk.tell import ClockState, Status, by_deadline
from battlebox.web.asking import OfficerRequest, in_incident
from battlebox.web.incident.at_desk import AtDesk
from battlebox.web.pages import page
from battlebox.web.polling import grown, polled
from battlebox.web.publishing.undone import undone_parts
from battlebox.web.telling.corrections import put_right_parts
from battlebox.web.telling.courses import OPEN_HEADS, courses_of, open_rows
from battlebox.web.telling.doors import doors
from battlebox.web.telling.facts import said_twice, standings_of
from battlebox.web.telling.press import press_waiting
from battlebox.web.telling.promises import promises_of
from battlebox.web.telling.statements import statement_links
from battlebox.web.telling.unanswered import silent_of

NEXT_MOST: Final = 5


@in_incident
def tell(request: OfficerRequest) -> HttpResponse:
    """The whole page."""
    desk = AtDesk.of(request)
    shown = _shown(desk)
    return page(request, "desk/telling/tell.html", here="tell", part=desk.at("tell_part"), doors=doors(desk), **shown)


@in_incident
@polled(grown)
def tell_part(request: OfficerRequest) -> HttpResponse:
    """The part that asks again."""
    return page(request, "desk/telling/tell_part.html", **_shown(AtDesk.of(request)))


def _shown(desk: AtDesk) -> dict[str, Any]:
    body = desk.officer.body
    courses = courses_of(desk)
    own = [each for each in by_deadline(courses, body) if each.body == body]
    late = [each.clock.title for each in own if each.is_overdue(desk.sight.now)]
    standings = standings_of(desk)
    sent = [said for _, said in messages_of(desk.sight) if said.body == body]
    return {
        "has_estate": desk.has_estate,
        "heads": OPEN_HEADS,
        "next": open_rows(desk, own[:NEXT_MOST]),
        "late": f"Overdue: {'; '.join(late)}." if late else "",
        "running": sum(each.state is ClockState.RUNNING for each in own),
        "assessing": sum(each.state is ClockState.ASSESSING for each in own),
        "more": max(0, len(own) - NEXT_MOST),
        "asks": sum(each.clock.asks_whether_it_applies and not each.state.is_met for each in courses),
        "clocks": desk.at("clocks"),
        "facts": desk.at("facts"),
        "stated": len(standings),
        "unknown": sum(each.fact.status is Status.UNKNOWN for each in standings),
        "waits": sum(body in each.asks for each in standings),
        **put_right_parts(desk),
        "twice": len(said_twice(standings)),
        "contrary": sum(bool(each.against) for each in standings),
        "silent": len(silent_of(desk, standings)),
        "unanswered": desk.at("unanswered"),
        "press_waits": press_waiting(desk),
        "promises": promises_of(desk),
        **undone_parts(desk),
        "statements": statement_links(desk),
        "press": desk.at("press"),
        "outbox": desk.at("outbox"),
        "sent": len(sent),
        "last": sent[-1].value.subject if sent else "",
    }
