"""What a partner suspects of a system that we share with it: a suggestion, until one of our officers answers it.

Law: nothing follows from what a partner says; a person marks the system or the link, and the partner stands there as
the source, under the label it came under; or sets it aside, and says why. What came under TLP:RED suggests nothing.
Not here: where a status comes from (web), what is believed (picture/suspicion.py).

A system is shared where the partner says so, or the estate: it is ours, it holds data of ours, something of ours needs
it, or a link leads from it to a system of ours.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

from battlebox.desk.errors import Code, DeskError
from battlebox.desk.exchange.partner_status import PartnerStatus, SystemSaid
from battlebox.desk.officer import Act, Officer
from battlebox.desk.picture import Belief, Subject, Suspicion, beliefs_of, state_suspicion
from battlebox.desk.record.record import Record, Saved
from battlebox.desk.record.sight import Handling, Sight
from battlebox.desk.record.writing import draft, line
from battlebox.estate import Estate, Path
from battlebox.journal import Kind
from battlebox.marking import Tlp, strictest

SUGGESTION: Final = "suggestion"
ANSWER: Final = "answer"
_WORST_FIRST: Final = (Suspicion.CONFIRMED, Suspicion.SUSPECTED, Suspicion.UNKNOWN, Suspicion.CLEAR)
_SUGGESTS: Final = (Suspicion.CONFIRMED, Suspicion.SUSPECTED)
_NAME_LETTERS: Final = 16


@dataclass(frozen=True, slots=True)
class Answered:
    """What became of a suggestion: taken up as our own belief, or set aside, and why."""

    partner: str
    system: str
    state: Suspicion
    said_at: datetime
    is_taken: bool
    why: str = ""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """One system that a partner suspects and that we share; `links` are those between it and systems of ours."""

    partner: str
    partner_name: str
    system: str
    said: SystemSaid
    links: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """As it stands in addresses: another time or another state is another suggestion."""
        state = self.said.state
        at = state.at.astimezone(UTC).isoformat(timespec="seconds")
        words = f"{self.partner}\n{self.system}\n{state.state.value}\n{at}"
        return hashlib.sha256(words.encode()).hexdigest()[:_NAME_LETTERS]

    @property
    def label(self) -> Tlp:
        """The label it came under: the strictest of the system's and its state's."""
        return strictest((self.said.tlp, self.said.state.tlp)) or Tlp.AMBER_STRICT

    @property
    def subjects(self) -> tuple[tuple[Subject, str], ...]:
        """What it may be taken up for: the system, or one of the links from it to ours."""
        return ((Subject.SYSTEM, self.system), *((Subject.PATH, link) for link in self.links))

    def belief(self, note: str = "") -> Belief:
        """The partner's state as a belief of ours, with the partner as its source."""
        state = self.said.state
        source = f"{self.partner_name}, in its own status" + (f" ({state.source})" if state.source else "")
        return Belief(state.state, state.at, source[:300], state.checked, state.chance, state.since, note)


def suggestions_of(sight: Sight, estate: Estate, statuses: Iterable[PartnerStatus]) -> tuple[Suggestion, ...]:
    """What waits for an answer, the worst and newest first.

    Nothing waits where it was answered, or where our own record says of the system, or of a link from it to ours, what
    is as bad.
    """
    found = [
        each
        for status in statuses
        for said in status.systems
        if (each := _suggestion(estate, sight.officer.body, status, said)) is not None and _waits(sight, each)
    ]
    return tuple(
        sorted(found, key=lambda each: (_WORST_FIRST.index(each.said.state.state), -each.said.state.at.timestamp()))
    )


def take_suggestion(
    record: Record,
    estate: Estate,
    officer: Officer,
    suggestion: Suggestion,
    subject: Subject,
    name: str,
    *,
    note: str = "",
    over: frozenset[str] | None = None,
) -> Saved:
    """Make it a belief of ours about the system or a link, in one entry `suspicion:stated`.

    The entry has the label it came under, and no reader is named in it: it goes no further than that label lets it.
    Raises DeskError for an officer who may not, something else than it is about, and what was answered already.
    """
    officer.must(Act.SUSPECT)
    _must_wait(record, officer, suggestion)
    if (subject, name) not in suggestion.subjects:
        raise DeskError.of(Code.NOT_SEEN, what="suggestion", id=name)
    kept = _answered(suggestion, is_taken=True)
    return state_suspicion(
        record,
        estate,
        officer,
        subject,
        name,
        suggestion.belief(note),
        handling=Handling(suggestion.label),
        over=over,
        also=((_thing(suggestion), ANSWER, kept),),
    )


def set_aside(record: Record, officer: Officer, suggestion: Suggestion, *, why: str) -> Saved:
    """Make nothing of it, and say why, in one entry `note:written` for our own body. Raises DeskError."""
    officer.must(Act.SUSPECT)
    _must_wait(record, officer, suggestion)
    kept = _answered(suggestion, why=line("why", why, what="why nothing is made of it"))
    state = suggestion.said.state.state.value
    text = f"set aside what {suggestion.partner} says of {suggestion.system} ({state}). Why: {kept.why}"
    about: dict[str, str | int] = {"from": suggestion.partner, "id": suggestion.system}
    sets = (_thing(suggestion), ANSWER, kept)
    return record.append(officer, draft(Kind.NOTE_WRITTEN, Handling(), sets, words=text, about=about))


def joining(estate: Estate, system: str, home: str) -> tuple[Path, ...]:
    """The links of the estate between a system and one that a body hosts, where the system is not its own."""
    systems = estate.system_by_id

    def is_ours(name: str) -> bool:
        return name in systems and systems[name].body == home

    if is_ours(system):
        return ()
    return tuple(
        path
        for path in estate.paths
        if (path.origin == system and is_ours(path.target)) or (path.target == system and is_ours(path.origin))
    )


def is_shared(estate: Estate, system: str, home: str) -> bool:
    """Whether a body shares a system, as the estate has it."""
    row = estate.system_by_id.get(system)
    if row is None:
        return False
    if row.body == home or home in row.data_of or joining(estate, system, home):
        return True
    things = estate.thing_by_id
    return any(need.on == system and need.of in things and things[need.of].body == home for need in estate.needs)


def _suggestion(estate: Estate, home: str, status: PartnerStatus, said: SystemSaid) -> Suggestion | None:
    body, _, system = said.code.partition("/")
    row = estate.system_by_id.get(system)
    if row is None or row.body != body or said.state.state not in _SUGGESTS:
        return None
    if Tlp.RED in (said.tlp, said.state.tlp):
        return None
    if not (said.is_shared or said.is_yours or is_shared(estate, system, home)):
        return None
    links = tuple(path.path for path in joining(estate, system, home))
    return Suggestion(status.body, status.name or status.body, system, said, links)


def _waits(sight: Sight, suggestion: Suggestion) -> bool:
    if sight.latest(_thing(suggestion), ANSWER, Answered) is not None:
        return False
    theirs = _WORST_FIRST.index(suggestion.said.state.state)
    ours = (each.value for subject, name in suggestion.subjects for each in beliefs_of(sight, subject, name))
    return not any(_WORST_FIRST.index(belief.state) <= theirs for belief in ours)


def _must_wait(record: Record, officer: Officer, suggestion: Suggestion) -> None:
    said = Sight.of(record, officer).latest(_thing(suggestion), ANSWER, Answered)
    if said is not None:
        raise DeskError.of(Code.CHANGE_ANSWERED, number=said.number)


def _answered(suggestion: Suggestion, *, is_taken: bool = False, why: str = "") -> Answered:
    state = suggestion.said.state
    return Answered(suggestion.partner, suggestion.system, state.state, state.at, is_taken, why)


def _thing(suggestion: Suggestion) -> str:
    return f"{SUGGESTION}/{suggestion.name}"
