"""The phone tree of a message: whose turn it is, sheets given out, and what was keyed back from them.

Law: the record has a sheet before it is printed and its outcomes before the outbox does; a line is keyed back once.
Not here: the paper (share.sending), forms (composing/outbox.py).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from django.utils import timezone

from battlebox.desk import DeskCode, DeskError, Officer
from battlebox.desk.message import Came, Claim, How, Means, Outcome, key_back, print_sheet, progress_of
from battlebox.desk.record import Record, Saved
from battlebox.share.sending import LINES_MAX, Ended, State, TreeLine
from battlebox.web.models import Addressed, Dispatch
from battlebox.web.models import Errand as Row
from battlebox.web.sending.outbox import DeskOutbox, errand_of

TOLD, NO_REPLY, WRONG = "spoken to", "no reply", "wrong number"
_RANGE: Final = re.compile(r"(\d{1,3})(?:\s*[-\u2013]\s*(\d{1,3}))?")


def waiting(dispatch: Dispatch) -> int:
    """How many are to be rung and stand on no sheet yet."""
    return Row.objects.filter(dispatch=dispatch, means=Means.PHONE.value, state=State.WAITING.value).count()


def give_out(record: Record, officer: Officer, dispatch: Dispatch) -> tuple[Saved, str]:
    """Put the next people on a sheet: what was written, and the sheet's number. Raises DeskError where nobody waits."""
    rows = Row.objects.filter(dispatch=dispatch, means=Means.PHONE.value, state=State.WAITING.value)
    errands = [errand_of(row) for row in rows.select_related("dispatch").order_by("due_at", "pk")[:LINES_MAX]]
    if not errands:
        raise DeskError.of(DeskCode.NOTHING_TO_PRINT, way="phone tree")
    claims = [Claim(each.person, each.place, each.means) for each in errands]
    done = print_sheet(record, officer, dispatch.message, claims)
    DeskOutbox().claim(errands)
    DeskOutbox().begin(errands)
    return done


def sheets_out(record: Record, dispatch: Dispatch) -> dict[str, tuple[Claim, ...]]:
    """Sheets of which some line was not keyed back, by number."""
    progress = progress_of(record, [dispatch.message])[dispatch.message]
    return {
        number: claims
        for number, claims in progress.sheets.items()
        if any((each.person, each.place) not in progress.came for each in claims)
    }


def lines_of(record: Record, dispatch: Dispatch, number: str) -> tuple[TreeLine, ...]:
    """The lines of a sheet as it is printed. Raises DeskError where there is no such sheet."""
    claims = progress_of(record, [dispatch.message])[dispatch.message].sheets.get(number)
    if claims is None:
        raise DeskError.of(DeskCode.NOT_SEEN, what="sheet", id=number[:20])
    people = [each.person for each in claims]
    numbers = dict(
        Row.objects.filter(dispatch=dispatch, means=Means.PHONE.value, person__in=people).values_list("person", "to")
    )
    names = dict(Addressed.objects.filter(dispatch=dispatch, person__in=people).values_list("person", "name"))
    return tuple(
        TreeLine(at, names.get(person) or person, numbers.get(person, "")) for at, person in enumerate(people, 1)
    )


def take_back(
    record: Record, officer: Officer, dispatch: Dispatch, number: str, ticked: Mapping[str, frozenset[int]]
) -> Saved:
    """Key back lines of a sheet: `ticked` has the lines of each box, and those who understood under `understood`.

    Raises DeskError for a line that is not there, that is ticked twice, or that was keyed back before.
    """
    claims = sheets_out(record, dispatch).get(number, ())
    came = progress_of(record, [dispatch.message])[dispatch.message].came
    boxes: dict[int, str] = {}
    for box in (TOLD, NO_REPLY, WRONG):
        for line in sorted(ticked[box]):
            if not 1 <= line <= len(claims):
                raise DeskError.of(DeskCode.NO_LINE, sheet=number, line=line, most=len(claims))
            claim = claims[line - 1]
            if line in boxes or (claim.person, claim.place) in came:
                raise DeskError.of(DeskCode.TWO_BOXES, line=line, sheet=number)
            boxes[line] = box
    if ticked["understood"] - ticked[TOLD]:
        line = min(ticked["understood"] - ticked[TOLD])
        raise DeskError.of(DeskCode.BLANK, field=f"line {line} under spoken to", what="it there too")
    if not boxes:
        raise DeskError.of(DeskCode.BLANK, field="what came of the sheet", what="the numbers of its lines")
    now = record.now()
    found = [
        Came(
            claims[line - 1].person,
            claims[line - 1].place,
            Means.PHONE,
            Outcome.TOLD if box == TOLD else Outcome.REFUSED,
            now,
            f"{box}, sheet {number}",
        )
        for line, box in sorted(boxes.items())
    ]
    understood = [claims[line - 1].person for line in sorted(ticked["understood"])]
    done = key_back(record, officer, dispatch.message, found, understood)
    _take(dispatch, found, understood)
    return done


def _take(dispatch: Dispatch, found: list[Came], understood: list[str]) -> None:
    """The outbox has what the record has."""
    rows = Row.objects.filter(dispatch=dispatch, means=Means.PHONE.value, person__in=[each.person for each in found])
    errands = {(row.person, row.place): errand_of(row) for row in rows.select_related("dispatch")}
    states = {Outcome.TOLD: State.TOLD, Outcome.REFUSED: State.REFUSED}
    ended = [
        Ended(errands[each.person, each.place], states[each.outcome], each.at, each.note)
        for each in found
        if (each.person, each.place) in errands
    ]
    DeskOutbox().end(ended)
    DeskOutbox().recorded(ended)
    unanswered = Addressed.objects.filter(dispatch=dispatch, person__in=understood, answered_at=None)
    unanswered.update(answered_at=timezone.now(), how=How.TICKED.value)


def numbers_in(text: str) -> frozenset[int]:
    """Lines as somebody types them: `1, 3-5 8`. Raises ValueError for anything else."""
    found: set[int] = set()
    rest = text.replace(",", " ").replace(";", " ").strip()
    while rest:
        each = _RANGE.match(rest)
        if each is None:
            raise ValueError(rest)
        first, last = int(each[1]), int(each[2] or each[1])
        if last < first:
            raise ValueError(each[0])
        found |= set(range(first, last + 1))
        rest = rest[each.end() :].strip()
    return frozenset(found)
