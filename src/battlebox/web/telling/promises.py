"""What was promised: the next update of the public page and of the messages that went, when it is due, if it is late.

Law: what was promised in words that hold no time stands there in those words, and is never called in time.
Not here: whom the press waits for (press.py), the alarm (sending/watchdog.py).
"""

from __future__ import annotations

from collections.abc import Iterator

from battlebox.desk.compose import own_words_of
from battlebox.desk.message import messages_of
from battlebox.desk.publish import promised_update
from battlebox.desk.tell import releases_of
from battlebox.web.clock_words import span_words
from battlebox.web.incident.at_desk import AtDesk
from battlebox.web.incident.saying import when_said


def promises_of(desk: AtDesk) -> list[dict[str, object]]:
    """Each as a line with where it is seen to: for Now and for the first page of Tell."""
    return [*_of_page(desk), *_of_messages(desk)]


def _of_page(desk: AtDesk) -> Iterator[dict[str, object]]:
    found = promised_update(desk.sight, desk.officer.body)
    if found is None:
        return
    now = desk.sight.now
    late, span = found.is_overdue(now), span_words(abs(found.due - now))
    due = f"OVERDUE by {span}, was due {when_said(found.due)}" if late else f"due {when_said(found.due)}, {span} left"
    words = f"The public page promises its next update: {due} ({found.edition.number})"
    yield {"words": words, "address": desk.at("publish"), "late": late}


def _of_messages(desk: AtDesk) -> Iterator[dict[str, object]]:
    """What stands in every message, once one of them went with it."""
    body = desk.officer.body
    for said in own_words_of(desk.sight, body):
        update = said.value.update
        sent = [(each.at, each.body, each.value.words) for _, each in messages_of(desk.sight)]
        sent += [(each.at, each.body, each.value.words) for _, each in releases_of(desk.sight)]
        went = [at for at, by, text in sent if by == body and update in text]
        if went:
            last = when_said(max(went))
            words = f"Messages promise the next update: «{update}», last said {last} ({said.number})"
            yield {"words": words, "address": desk.at("own_words"), "late": False}
