"""The words of a public page: what is said for everybody, and how each service is, as residents are to read it.

Law: one edit is one entry, by the body whose page it is; the state that the live picture proposed then is kept beside
the words, so that it can be seen when the picture moves on.
Not here: which state is proposed for what is not written yet and which facts go (draft.py), publishing (published.py).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import Final

from battlebox.desk.brief.saying import clock
from battlebox.desk.errors import Code, DeskError
from battlebox.desk.message import leads, rings
from battlebox.desk.officer import Act, Officer
from battlebox.desk.picture import Plight
from battlebox.desk.record.record import Record, Saved
from battlebox.desk.record.sight import Handling, Sight, Stated
from battlebox.desk.record.writing import done_by, draft, line, readable, words
from battlebox.desk.tell import ANYBODY, Outlet, Wordings, fact_of, quotable
from battlebox.estate import Estate, Near, Service
from battlebox.journal import Kind

PAGE: Final = "public"
SERVICE: Final = "public-service"
SAYS: Final = "says"


class PublicState(StrEnum):
    """How a service is, in the words of residents; the value is what the public page's document has."""

    USUAL = "usual"
    DELAYS = "delays"
    INSTEAD = "instead"
    UNAVAILABLE = "unavailable"
    UNKNOWN = "unknown"


_STATES: Final = {
    Plight.WORKING: PublicState.USUAL,
    Plight.SLOW: PublicState.DELAYS,
    Plight.ON_FALLBACK: PublicState.INSTEAD,
    Plight.OUT: PublicState.UNAVAILABLE,
}


def state_of(plight: Plight, *, is_seen: bool) -> PublicState:
    """What the live picture proposes to tell residents; where only the model says that it works, nobody knows yet."""
    return PublicState.UNKNOWN if plight is Plight.WORKING and not is_seen else _STATES[plight]


@dataclass(frozen=True, slots=True)
class Help:
    """Help that cannot wait: who needs it, what to do, the number."""

    who: str
    do: str
    phone: str = ""


@dataclass(frozen=True, slots=True)
class PublicWords:
    """What is said for everybody. Words of several paragraphs have an empty line between them.

    `facts` are those of the register that the page is to carry, in their order; `phone` is the number for a service
    that has none of its own.
    """

    headline: str
    next_update: datetime
    summary: str = ""
    urgent: tuple[Help, ...] = ()
    payments: str = ""
    data: str = ""
    scams: str = ""
    formats: str = ""
    accessibility: str = ""
    address: str = ""
    facts: tuple[str, ...] = ()
    phone: str = ""

    @property
    def numbers(self) -> tuple[str, ...]:
        """Every line of telephone numbers in it, blank ones too."""
        return (*(each.phone for each in self.urgent), self.phone)

    @property
    def free(self) -> tuple[tuple[str, str], ...]:
        """All that somebody typed, by what the field is called: the facts are not among it."""
        return (
            ("the one thing to know", self.headline),
            ("what has happened", self.summary),
            *(("urgent help tonight", text) for each in self.urgent for text in (each.who, each.do, each.phone)),
            ("the number for all else", self.phone),
            ("payments", self.payments),
            ("personal information", self.data),
            ("warning of scams", self.scams),
            ("other languages and forms", self.formats),
            ("accessibility statement", self.accessibility),
            ("the public page's own address", self.address),
        )


@dataclass(frozen=True, slots=True)
class ServiceWords:
    """What is said of one service; `proposed` is what the live picture said when this was written.

    `looked_by` is the office that looked, at `looked_at`, where that alone is why it reads as usual. `listed`: whether
    residents read of it at all, whoever the estate says turns to it.
    """

    state: PublicState
    proposed: PublicState
    now: str = ""
    do: str = ""
    phone: str = ""
    hours: str = ""
    place: str = ""
    web: str = ""
    looked_by: str = ""
    looked_at: datetime | None = None
    listed: bool = True

    def free(self, service: str) -> tuple[tuple[str, str], ...]:
        """All that somebody typed of a service, by what the field is called, in the order in which it is read."""
        fields = (
            ("how it works now", self.now),
            ("what people should do", self.do),
            ("phone number", self.phone),
            ("open", self.hours),
            ("address", self.place),
            ("online", self.web),
        )
        return tuple((f"{service}, {name}", text) for name, text in fields)


def write_words(
    record: Record,
    officer: Officer,
    said: PublicWords,
    *,
    handling: Handling | None = None,
    over: frozenset[str] | None = None,
) -> Saved:
    """Write what the body's public page says for everybody.

    1. Refuse an officer who may not, a blank headline, a next update that is due already, a fact that may not be seen,
       words in which a fact stands that may not be public, or not so, and a number that nobody can ring.
    2. Append one entry `status:drafted`.
    Raises DeskError.
    """
    officer.must(Act.PUBLISH)
    if said.next_update <= record.now():
        raise DeskError.of(Code.TOO_EARLY, field="when the next update comes", other="now")
    sight = Sight.of(record, officer)
    facts = tuple(dict.fromkeys(said.facts))
    for thing in facts:
        fact_of(sight, thing)
    kept = replace(
        said,
        headline=line("the headline", said.headline, what="the one thing to know"),
        facts=facts,
        summary=words("the summary", said.summary),
        payments=words("payments", said.payments),
        data=words("personal information", said.data),
        scams=words("scams", said.scams),
        formats=words("other forms", said.formats),
    )
    _may_be_public(sight, kept.free)
    for number in kept.numbers:
        rings(number)
    text = f"the public page of {officer.body}: {kept.headline}"
    thing = f"{PAGE}/{officer.body}"
    written = draft(Kind.STATUS_DRAFTED, handling or Handling(), (thing, SAYS, kept), words=text, over=over)
    return record.append(officer, written, thing=thing)


def write_service(
    record: Record,
    estate: Estate,
    officer: Officer,
    service: str,
    said: ServiceWords,
    *,
    handling: Handling | None = None,
    over: frozenset[str] | None = None,
) -> Saved:
    """Write what the public page says of one of the body's services.

    1. Refuse an officer who may not, a service the estate does not have or that another body gives, "do this instead"
       without what to do, where residents read of it, words in which a fact stands that may not be public, or not so,
       and a number or a place that leads nowhere.
    2. Append one entry `status:drafted`.
    Raises DeskError.
    """
    officer.must(Act.PUBLISH)
    row = _own(estate, officer, service)
    if said.listed and said.state is PublicState.INSTEAD and not said.do.strip():
        raise DeskError.of(Code.BLANK, field="what people should do", what="what to do instead")
    kept = replace(said, now=words("how it is now", said.now), do=words("what people should do", said.do))
    _may_be_public(Sight.of(record, officer), kept.free(row.name))
    rings(kept.phone)
    leads(kept.place)
    thing = f"{SERVICE}/{service}"
    says = kept.state.value if kept.listed else "nothing, for it is left out"
    text = f"the public page says of {row.name}: {says}"
    about: dict[str, str | int] = {"service": service, "state": kept.state.value}
    written = draft(
        Kind.STATUS_DRAFTED, handling or Handling(), (thing, SAYS, kept), words=text, about=about, over=over
    )
    return record.append(officer, written, thing=thing)


def write_usual(
    record: Record, estate: Estate, officer: Officer, services: Mapping[str, PublicState], *, by: str, at: datetime
) -> tuple[Saved, ...]:
    """Say of several services at once that they work as usual, because somebody looked at each of them.

    `services` have what the live picture proposes for each; `by` is the office that looked, at `at`.
    1. Refuse an officer who may not, no service, one of another body, one of which the picture says that it is
       anything but working or not known, nobody who looked, and a time ahead: then nothing is written.
    2. Append one entry `status:drafted` for each, with who looked and when.
    Raises DeskError.
    """
    officer.must(Act.PUBLISH)
    who = line("who looked", by, what="the office that looked")
    done_by("when they looked", at, record.now())
    if not services:
        raise DeskError.of(Code.BLANK, field="the services", what="those that somebody looked at")
    rows = [_own(estate, officer, service) for service in services]
    for row in rows:
        if services[row.service] not in (PublicState.USUAL, PublicState.UNKNOWN):
            raise DeskError.of(Code.NOT_AS_USUAL, what=row.name)
    made = []
    with record.lock:
        for row in rows:
            kept = ServiceWords(PublicState.USUAL, services[row.service], looked_by=who, looked_at=at)
            text = f"the public page says of {row.name}: {kept.state.value}; {who} looked on {clock(at)}"
            about: dict[str, str | int] = {"service": row.service, "state": kept.state.value}
            thing = f"{SERVICE}/{row.service}"
            written = draft(Kind.STATUS_DRAFTED, Handling(), (thing, SAYS, kept), words=text, about=about)
            made.append(record.append(officer, written, thing=thing))
    return tuple(made)


def _may_be_public(sight: Sight, fields: tuple[tuple[str, str], ...]) -> None:
    """Raises DeskError, the first of them, where what somebody typed says a fact that may not be public, or not so."""
    for name, text in fields:
        readable(name, text)
    _, bars = Wordings.of(sight).in_fields(fields, quotable(sight, Outlet.PUBLIC_PAGE, ANYBODY))
    if bars:
        raise bars[0]


def _own(estate: Estate, officer: Officer, service: str) -> Service:
    """A service that the officer's body gives. Raises DeskError."""
    if service not in estate.service_by_id:
        near = Near().words(service, tuple(estate.service_by_id), "; the nearest is {}")
        raise DeskError.of(Code.UNKNOWN_ID, what="service", id=service, near=near)
    row = estate.service_by_id[service]
    if row.body != officer.body:
        raise DeskError.of(Code.NOT_YOURS, what=row.name, owner=row.body, body=officer.body, act="publish")
    return row


def words_of(sight: Sight, body: str) -> Stated[PublicWords] | None:
    """What a body last wrote for everybody, as far as it may be seen."""
    found = sight.latest(f"{PAGE}/{body}", SAYS, PublicWords)
    return found if found is not None and found.body == body else None


def service_words(sight: Sight, service: str, body: str) -> Stated[ServiceWords] | None:
    """What the body that gives a service last wrote of it."""
    found = sight.latest(f"{SERVICE}/{service}", SAYS, ServiceWords)
    return found if found is not None and found.body == body else None
