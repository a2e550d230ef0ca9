"""Readiness as it leaves the desk: a printed paper, a file for other programs, and the history of the book.

Law: no telephone number is in any of them; what is not known says so on paper as well.
Not here: what counts (desk.readiness), setting type (share).
"""

from __future__ import annotations

import json
from typing import Final

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from battlebox.desk.readiness import OUTCOMES, day_words, findings_of, judgements, measures, told
from battlebox.share import PlainPaper, PlainPart, plain_paper
from battlebox.web.asking import OfficerRequest
from battlebox.web.incident.papers import paper_answer
from battlebox.web.readiness.at_hand import EXAMPLE, AtHand, in_readiness
from battlebox.web.readiness.outcomes import NOT_VERIFIED
from battlebox.web.readiness.overview import source_words
from battlebox.web.tables import Cell, Column, Kind, Table, table_page

_NAMED_MOST: Final = 12
_HISTORY: Final = (
    Column("number", "Number"),
    Column("at", "When", Kind.TIME),
    Column("kind", "Kind", Kind.CHOICE),
    Column("words", "What was written"),
    Column("who", "By"),
)


@in_readiness
def paper(request: OfficerRequest) -> HttpResponse:
    """Everything on A4."""
    hand = AtHand.asked(request)
    facts = [("Council", hand.body_words), ("Drawn", day_words(hand.ground.today))]
    facts.append(("Estate", hand.offer.title if hand.offer else "none: what is counted in one is not known"))
    facts += [("Mind", EXAMPLE)] if hand.is_example else []
    page = PlainPaper("How ready we are", "TLP:AMBER+STRICT", tuple(facts),
                      (_measures(hand), *_missing(hand), _findings(hand), _outcomes(hand)))  # fmt: skip
    return paper_answer(plain_paper(page, hand.now), "readiness")


@require_safe
@in_readiness
def file(request: OfficerRequest) -> HttpResponse:
    """Everything as JSON."""
    hand = AtHand.asked(request)
    text = json.dumps(told(hand.ground), ensure_ascii=False, indent=1)
    answer = HttpResponse(text + "\n", content_type="application/json; charset=utf-8")
    answer.headers["Content-Disposition"] = f'attachment; filename="readiness-{hand.ground.today.isoformat()}.json"'
    answer.headers["Cache-Control"] = "no-store"
    return answer


@in_readiness
def history(request: OfficerRequest) -> HttpResponse:
    """Every note, the newest first, and whether the chain is whole."""
    hand = AtHand.asked(request)
    broken = hand.book.broken()
    rows = [
        {
            "number": Cell(each.name, order=each.number),
            "at": each.at,
            "kind": each.kind.value.replace(":", ", "),
            "words": each.words,
            "who": each.who,
        }
        for each in reversed(hand.notes)
    ]
    table = Table("notes", "Everything that was written", _HISTORY, rows, stacked=True,
                  empty="Nothing was written yet.")  # fmt: skip
    return table_page(request, "readiness/history.html", table, beside=hand.beside("ready_history"),
                      broken=f"R-{broken}" if broken else "", many=len(rows))  # fmt: skip


def _measures(hand: AtHand) -> PlainPart:
    rows = tuple((each.title, each.number, source_words(each, hand)) for each in measures(hand.ground))
    return PlainPart("Measures", "What is not known is counted neither as there nor as missing.",
                     ("Measure", "Number", "What says so"), rows, (4, 3, 4))  # fmt: skip


def _missing(hand: AtHand) -> tuple[PlainPart, ...]:
    found = []
    for each in measures(hand.ground):
        if each.missing:
            rows = tuple((one.name, one.why) for one in each.missing[:_NAMED_MOST])
            more = len(each.missing) - len(rows)
            rows += ((f"and {more} more", "the page has every one"),) if more > 0 else ()
            found.append(PlainPart(f"Missing: {each.title}", each.do, ("What", "Why"), rows, (3, 4)))
    return tuple(found)


def _findings(hand: AtHand) -> PlainPart:
    rows = tuple(
        (f"R-{each.number}", each.what, each.owner,
         day_words(each.due) + (" OVERDUE" if each.is_overdue(hand.ground.today) else ""),
         "open" if each.is_open else f"closed: {each.evidence}")
        for each in findings_of(hand.notes)
    )  # fmt: skip
    note = "" if rows else "None is written down here."
    return PlainPart("Findings", note, ("Number", "What", "Owner", "By", "It is"), rows, (1, 4, 2, 2, 3))


def _outcomes(hand: AtHand) -> PlainPart:
    said = judgements(hand.notes)
    rows = tuple(
        (each.code, each.name + ("" if each.is_verified else f" ({NOT_VERIFIED.lower()})"),
         said[each.code].status.value,
         said[each.code].evidence or "-",
         ", ".join(filter(None, (day_words(day) if (day := said[each.code].on) else "", said[each.code].who))) or "-")
        for each in OUTCOMES
    )  # fmt: skip
    return PlainPart("CAF v4.0, the council's own status", "The council judges; Battlebox does not.",
                     ("Code", "Outcome", "Own status", "Evidence", "Judged"), rows, (1, 4, 2, 4, 2))  # fmt: skip
