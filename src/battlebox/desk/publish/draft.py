"""The public page as the record would have it now: states proposed from the live picture, words as they were written.

Law: a fact that may not leave in public is not in what goes; it is listed with why, and whom to ask. What was written
stands until it is written anew, and says where the picture has moved since.
Not here: writing (notice.py), the page itself (share.status).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from battlebox.desk.errors import Code, DeskError
from battlebox.desk.message import leads, rings
from battlebox.desk.picture import Picture, ServicePlight
from battlebox.desk.publish.notice import (
    PublicState,
    PublicWords,
    ServiceWords,
    service_words,
    state_of,
    words_of,
)
from battlebox.desk.record.sight import Sight, Stated
from battlebox.desk.tell import (
    ANYBODY,
    Close,
    Fact,
    Goes,
    Outlet,
    Standing,
    Stays,
    Wordings,
    close_to,
    facts_of,
    may_leave,
    quotable,
    releases_of,
    standing_of,
    taken_back,
)
from battlebox.estate import Service

LACKS_WORDS: Final = "what is said for everybody, and when the next update comes"


@dataclass(frozen=True, slots=True)
class ServiceDraft:
    """One service as the page would have it; `written` is None where nobody has written of it yet.

    `is_seen`: whether somebody has looked at it, and not the model alone says how it is.
    """

    service: Service
    proposed: PublicState
    written: Stated[ServiceWords] | None
    is_seen: bool = True

    @property
    def is_listed(self) -> bool:
        """Whether residents read of it: as somebody wrote, else where the estate says that they turn to it."""
        return self.service.is_for_public if self.written is None else self.written.value.listed

    @property
    def is_expected(self) -> bool:
        """Whether residents would read how the model has it, and nobody has looked."""
        return self.written is None and not self.is_seen and self.state is not PublicState.UNKNOWN

    @property
    def state(self) -> PublicState:
        """What residents would read."""
        return self.proposed if self.written is None else self.written.value.state

    @property
    def has_moved(self) -> bool:
        """Whether the live picture proposes something else than when the words were written."""
        return self.written is not None and self.written.value.proposed is not self.proposed

    @property
    def lacks_steps(self) -> bool:
        """Whether it says "do this instead" and nobody has written what."""
        return self.state is PublicState.INSTEAD and (self.written is None or not self.written.value.do)


@dataclass(frozen=True, slots=True)
class FactGoes:
    """A fact that the page carries: as it stands, and the wording on the page that it corrects."""

    standing: Standing
    corrects: str = ""


@dataclass(frozen=True, slots=True)
class FactStays:
    """A fact that was chosen and may not go: why, and whom to ask."""

    standing: Standing
    answer: Stays


@dataclass(frozen=True, slots=True)
class PublicDraft:
    """All that one body's page would say now; `left_out` are the services that residents do not read of.

    `goes` are the facts that were chosen, and those that were typed where the page had them otherwise before: it says
    what it corrects. `typed` are the facts that stand in what somebody typed and were not chosen; `bars` say, field by
    field, which of them may not go so; `close` are those that it comes close to, and that may not be public or not so:
    for a person to judge.
    """

    body: str
    words: Stated[PublicWords] | None
    services: tuple[ServiceDraft, ...]
    goes: tuple[FactGoes, ...]
    stays: tuple[FactStays, ...]
    typed: tuple[Standing, ...] = ()
    bars: tuple[DeskError, ...] = ()
    close: tuple[Close, ...] = ()
    left_out: tuple[ServiceDraft, ...] = ()

    @property
    def carries(self) -> tuple[FactGoes, ...]:
        """Every fact that the page says: those chosen, and those that stand in what somebody typed."""
        chosen = {each.standing.thing for each in self.goes}
        return (*self.goes, *(FactGoes(each) for each in self.typed if each.thing not in chosen))

    @property
    def unhelped(self) -> tuple[str, ...]:
        """Services that protect life, safety, liberty or shelter and do not read as usual, where no help is named."""
        if self.words is not None and self.words.value.urgent:
            return ()
        rows = (row for row in self.services if row.service.protects.is_people)
        return tuple(row.service.name for row in rows if row.state is not PublicState.USUAL)

    @property
    def lacking(self) -> tuple[str, ...]:
        """What must be written, or written otherwise, before it can be published; nothing where it can."""
        said = [] if self.words is not None else [LACKS_WORDS]
        said += [lacks_steps(row) for row in self.services if row.lacks_steps]
        said += [f"{each.found['why']}; {each.hint}" for each in self.bars]
        return (*said, *self._lost())

    def _lost(self) -> Iterator[str]:
        """Numbers and places that lead nowhere: written before they were looked at, or on a desk that did not look."""
        lines = [] if self.words is None else [("for everybody", rings, text) for text in self.words.value.numbers]
        for row in self.services:
            said = None if row.written is None else row.written.value
            name = row.service.name
            lines += [] if said is None else [(name, rings, said.phone), (name, leads, said.place)]
        for where, look, text in lines:
            try:
                look(text)
            except DeskError as wrong:
                yield f"{where}: {wrong}; {wrong.hint}"


def lacks_steps(row: ServiceDraft) -> str:
    """What is said of a service for which nobody has written what to do instead."""
    return f"what to do instead: {row.service.name}"


def draft_of(sight: Sight, picture: Picture, body: str) -> PublicDraft:
    """The page of a body as the record and the live picture would have it at this instant."""
    words = words_of(sight, body)
    goes, stays = _chosen(sight, body, () if words is None else words.value.facts)
    every = tuple(_row(sight, row) for row in picture.services if row.service.body == body)
    rows, left_out = (tuple(row for row in every if row.is_listed is there) for there in (True, False))
    free = () if words is None else words.value.free
    for row in rows:
        free += (("the name of a service", row.service.name),)
        free += () if row.written is None else row.written.value.free(row.service.name)
    wordings, chosen = Wordings.of(sight), tuple(each.standing.fact.outward for each in goes)
    found, bars = wordings.in_fields(free, quotable(sight, Outlet.PUBLIC_PAGE, ANYBODY), beside=chosen)
    there = {each.standing.thing for each in goes}
    typed = tuple(each for each in found if each.thing not in there)
    goes += _correcting(sight, body, typed)
    close = close_to(wordings, "\n".join(text for _, text in free), Outlet.PUBLIC_PAGE, ANYBODY)
    return PublicDraft(body, words, rows, goes, stays, typed, bars, close, left_out)


def service_draft(sight: Sight, picture: Picture, service: str) -> ServiceDraft:
    """One service. Raises DeskError where the estate has none of that id."""
    if service not in picture.estate.service_by_id:
        raise DeskError.of(Code.NOT_SEEN, what="service", id=service)
    return _row(sight, picture.service(service))


def _chosen(sight: Sight, body: str, chosen: tuple[str, ...]) -> tuple[tuple[FactGoes, ...], tuple[FactStays, ...]]:
    """Of the facts that were chosen: those that may be public now, and those that may not."""
    goes, stays = [], []
    there = {name for name, _ in facts_of(sight)}
    for thing in chosen:
        if thing not in there:  # Its words were removed from the record.
            continue
        standing = standing_of(sight, thing)
        answer = may_leave(standing, Outlet.PUBLIC_PAGE, ANYBODY, sight.now)
        if isinstance(answer, Goes):
            goes.append(FactGoes(standing, _corrects(sight, body, standing)))
        else:
            stays.append(FactStays(standing, answer))
    return tuple(goes), tuple(stays)


def _row(sight: Sight, row: ServicePlight) -> ServiceDraft:
    is_seen = row.seen is not None
    proposed = state_of(row.plight, is_seen=is_seen)
    written = service_words(sight, row.service.service, row.service.body)
    return ServiceDraft(row.service, proposed, written, is_seen)


def _correcting(sight: Sight, body: str, typed: tuple[Standing, ...]) -> tuple[FactGoes, ...]:
    """Of the facts that stand in typed words, those of which the page has had another wording."""
    found = (FactGoes(each, _corrects(sight, body, each)) for each in typed)
    return tuple(each for each in found if each.corrects)


def _corrects(sight: Sight, body: str, standing: Standing) -> str:
    """The last other wording of a fact that this body's page carried: a correction says what it puts right.

    Words of the body's own never had that wording, and what was said before it might leave is not said once more.
    """
    told = {each.entry: each.value for each in sight.told(standing.thing, "says", Fact)}
    for _, went in reversed(releases_of(sight, standing.thing)):
        if went.body != body or went.value.outlet is not Outlet.PUBLIC_PAGE:
            continue
        carried = next(each for each in went.value.carried if each.fact == standing.thing)
        old = None if carried.own or went.value.against else told.get(carried.entry)
        if old is not None and old.outward != standing.fact.outward:
            return "" if taken_back(sight, standing.thing, old) else old.outward
    return ""
