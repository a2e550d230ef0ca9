"""The outbox in the desk's own tables: made from the record, and kept for the lanes that work through it.

Law: a message is taken up by the desk that ordered it and by no other; what the record says of it counts, so that an
outbox that was lost is made again without telling anybody twice.
Not here: what follows from a receipt (share.sending), threads (posting.py).
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Final

from django.db import transaction
from django.db.models import F, QuerySet
from django.utils import timezone
from django.utils.crypto import salted_hmac

from battlebox.desk import DeskError
from battlebox.desk.message import (
    Addressee,
    Means,
    Message,
    Outcome,
    Progress,
    desk_eyes,
    is_stopped,
    messages_of,
    progress_of,
    roll_of,
)
from battlebox.desk.record import Record, Sight, Stated
from battlebox.share.sending import Ended, Errand, State
from battlebox.web.models import Addressed, Dispatch
from battlebox.web.models import Errand as Row

# No vowels, and nothing that looks like something else: it is read out over the phone and spells nothing.
LETTERS: Final = "23456789bcdfghjkmnpqrstvwxz"
CODE_LENGTH: Final = 12
"""Fifty-seven bits."""
_STATE_OF: Final = {
    Outcome.TOLD: State.TOLD,
    Outcome.DELIVERED: State.DELIVERED,
    Outcome.REFUSED: State.REFUSED,
    Outcome.UNKNOWN: State.UNKNOWN,
    Outcome.NOT_SENT: State.STOPPED,
}
OUTCOME_OF: Final = {state: outcome for outcome, state in _STATE_OF.items()}
_AT_ONCE: Final = 500


def reference_of(entry: str, person: str, place: int) -> str:
    """The reference of an errand: the same whenever the outbox is made again."""
    return hashlib.sha256(f"{entry}\n{person}\n{place}".encode()).hexdigest()[:32]


def code_of(entry: str, person: str) -> str:
    """The code by which a person answers: known to this desk and to whoever has the message."""
    number = int.from_bytes(salted_hmac("battlebox.answer", f"{entry}\n{person}", algorithm="sha256").digest(), "big")
    letters = []
    for _ in range(CODE_LENGTH):
        number, at = divmod(number, len(LETTERS))
        letters.append(LETTERS[at])
    return "".join(letters)


def as_said(code: str) -> str:
    """A code as it is printed and read out: three groups of four."""
    return "-".join(code[at : at + 4] for at in range(0, CODE_LENGTH, 4))


def take_up(record: Record) -> int:
    """Make the errands of messages that were ordered here and are not in the outbox yet; how many messages."""
    have = set(Dispatch.objects.filter(incident=record.incident).values_list("message", flat=True))
    fresh: dict[str, Stated[Message]] = {}
    for body in sorted(record.bodies):
        sight = Sight.of(record, desk_eyes(body))
        key, _ = record.desk_of(body)
        ours = (each for each in messages_of(sight) if record.line(each[1].entry).header.key == key)
        fresh |= {thing: said for thing, said in ours if thing not in have}
    if not fresh:
        return 0
    progress = progress_of(record, fresh)
    for thing, said in fresh.items():
        try:
            people = roll_of(record, said.value)
        except DeskError:
            people = ()  # The list was removed from the record: nobody is left to be told.
        with transaction.atomic():
            _fill(record.incident, thing, said, people, progress[thing])
    return len(fresh)


def end_stopped(record: Record, lanes: Collection[Means]) -> int:
    """End what waits of messages that were stopped, by means that no lane works through, paper first; how many."""
    waits = Row.objects.filter(dispatch__incident=record.incident, state=State.WAITING.value)
    waits = waits.exclude(means__in=[means.value for means in lanes])
    ended = 0
    for message in waits.order_by().values_list("dispatch__message", flat=True).distinct():
        if is_stopped(record, message):
            ours = Row.objects.filter(dispatch__message=message)
            people = waits.filter(dispatch__message=message).values_list("person", flat=True)
            with transaction.atomic():
                # Read before it is changed: whoever waits is found by that.
                still = ours.filter(person__in=list(people))
                still.filter(state=State.LATER.value).update(state=State.STOPPED.value)
                ended += still.filter(state=State.WAITING.value).update(
                    state=State.STOPPED.value, note="the message was stopped", due_at=None, ended_at=timezone.now()
                )
    return ended


def _fill(incident: str, thing: str, said: Stated[Message], people: Sequence[Addressee], progress: Progress) -> None:
    message = said.value
    dispatch = Dispatch.objects.create(
        entry=said.entry,
        incident=incident,
        message=thing,
        body=said.body,
        subject=message.subject,
        people=len(people),
        answer_by=message.answer_by,
    )
    addressed, rows = [], []
    for each in people:
        answer = progress.answers.get(each.person)
        addressed.append(
            Addressed(
                dispatch=dispatch,
                person=each.person,
                name=each.name,
                code=code_of(said.entry, each.person),
                answered_at=answer.at if answer else None,
                how=answer.how.value if answer else "",
            )
        )
        rows += _rows(dispatch, each, progress, said.at)
    Addressed.objects.bulk_create(addressed, batch_size=_AT_ONCE)
    Row.objects.bulk_create(rows, batch_size=_AT_ONCE)


def _rows(dispatch: Dispatch, each: Addressee, progress: Progress, at: datetime) -> list[Row]:
    """The errands of one person, as the record has them: a claim without an outcome was perhaps being tried."""
    rows: list[Row] = []
    opens = True
    found = (progress.came.get((each.person, place)) for place in range(len(each.addresses)))
    told = any(came is not None and came.outcome.is_told for came in found)
    for place, address in enumerate(each.addresses):
        came = progress.came.get((each.person, place))
        claimed = (each.person, place) in progress.claimed
        if came is not None:
            state = _STATE_OF[came.outcome]
        elif told:
            state = State.NOT_NEEDED
        elif claimed:
            state = State.TRYING
        else:
            state = State.WAITING if opens else State.LATER
        opens = opens and state.has_failed
        waits = state is State.WAITING
        rows.append(
            Row(
                dispatch=dispatch,
                person=each.person,
                place=place,
                means=address.means.value,
                to=address.at,
                reference=reference_of(dispatch.entry, each.person, place),
                state=state.value,
                tries=1 if claimed else 0,
                claimed=claimed,
                in_doubt=state is State.TRYING,
                # Of one that was told, when to ask what became of it: at once, by a means that can be asked.
                due_at=at if waits or state is State.TOLD else None,
                waits_since=at if waits or state is State.TRYING else None,
                ended_at=came.at if came else None,
                note=came.note if came else "",
            )
        )
    return rows


class DeskOutbox:
    """The outbox as a lane uses it (share.sending.Outbox)."""

    def due(self, means: Means, now: datetime, most: int) -> tuple[Errand, ...]:
        """Errands that wait and are due, the oldest first."""
        found = Row.objects.filter(means=means.value, state=State.WAITING.value, due_at__lte=now)
        return tuple(map(errand_of, found.select_related("dispatch").order_by("due_at", "pk")[:most]))

    def claim(self, errands: Sequence[Errand]) -> None:
        """The record says that these are about to be tried."""
        Row.objects.filter(pk__in=[each.key for each in errands]).update(claimed=True)

    def begin(self, errands: Sequence[Errand]) -> None:
        """These are being tried now."""
        keys = [each.key for each in errands]
        Row.objects.filter(pk__in=keys).update(state=State.TRYING.value, tries=F("tries") + 1)

    def end(self, ended: Sequence[Ended]) -> None:
        """What came of these, and what follows for the people's other means."""
        if not ended:
            return
        with transaction.atomic():
            for each in ended:
                _end(each)

    def to_follow(self, means: Means, now: datetime, most: int) -> tuple[tuple[Errand, datetime], ...]:
        """Errands that were told and are to be asked about now, with when they were told."""
        found = Row.objects.filter(means=means.value, state=State.TOLD.value, due_at__lte=now)
        rows = found.select_related("dispatch").order_by("due_at", "pk")[:most]
        return tuple((errand_of(row), row.ended_at or row.dispatch.made_at) for row in rows)

    def follow_later(self, asks: Sequence[tuple[Errand, datetime | None]]) -> None:
        """When to ask about these again."""
        with transaction.atomic():
            for errand, at in asks:
                Row.objects.filter(pk=errand.key, state=State.TOLD.value).update(due_at=at)

    def interrupted(self, means: Means) -> tuple[Errand, ...]:
        """Errands that were being tried when the desk last stopped."""
        found = Row.objects.filter(means=means.value, state=State.TRYING.value)
        return tuple(map(errand_of, found.select_related("dispatch")))

    def unrecorded(self, means: Means, most: int) -> tuple[Ended, ...]:
        """Outcomes that the record does not have yet, the oldest first."""
        found = Row.objects.filter(means=means.value, recorded=False).select_related("dispatch")
        return tuple(
            Ended(errand_of(row), State(row.state), row.ended_at or row.dispatch.made_at, row.note)
            for row in found.order_by("ended_at", "pk")[:most]
        )

    def recorded(self, ended: Sequence[Ended]) -> None:
        """The record has these."""
        Row.objects.filter(pk__in=[each.errand.key for each in ended]).update(recorded=True)


def errand_of(row: Row) -> Errand:
    """A row as the rules see it."""
    return Errand(
        key=row.pk,
        incident=row.dispatch.incident,
        message=row.dispatch.message,
        body=row.dispatch.body,
        person=row.person,
        place=row.place,
        means=Means(row.means),
        to=row.to,
        reference=row.reference,
        tries=row.tries,
        claimed=row.claimed,
        in_doubt=row.in_doubt,
        waits_since=row.waits_since,
    )


def _next(each: Ended, person: QuerySet[Row]) -> QuerySet[Row]:
    """The means of a person that a failure may open: also those not needed while they seemed to be told."""
    errand = each.errand
    answered = Addressed.objects.filter(dispatch__message=errand.message, person=errand.person)
    if answered.filter(answered_at__isnull=False).exists() or any(State(row.state).is_told for row in person):
        return person.none()
    return person.filter(place__gt=errand.place, state__in=[State.LATER.value, State.NOT_NEEDED.value])


def _end(each: Ended) -> None:
    is_over = each.state is not State.WAITING
    Row.objects.filter(pk=each.errand.key).update(
        state=each.state.value,
        note=each.note,
        due_at=each.due,
        in_doubt=each.in_doubt,
        ended_at=each.at if is_over else None,
        # What was stopped and never claimed is not in the record, so there is nothing to put right there.
        recorded=each.state not in OUTCOME_OF or (each.state is State.STOPPED and not each.errand.claimed),
    )
    if not is_over:
        return
    person = Row.objects.filter(dispatch__message=each.errand.message, person=each.errand.person)
    others = person.filter(state=State.LATER.value)
    if each.state.has_failed:
        following = _next(each, person).order_by("place").first()
        if following is not None:
            Row.objects.filter(pk=following.pk).update(state=State.WAITING.value, due_at=each.at, waits_since=each.at)
    else:
        state = State.STOPPED if each.state is State.STOPPED else State.NOT_NEEDED
        others.update(state=state.value)
