"""Joint statements: one wording that several bodies say together, resting on facts.

Law: nobody is spoken for: each body joins one wording and no other, and a changed wording was joined by nobody; a joint
statement is never freer than the facts it rests on, and the register is asked before other bodies read its words.
Not here: whether the facts may leave (leave.py), where it went (release.py).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from battlebox.desk.brief.saying import clock
from battlebox.desk.errors import Code, DeskError
from battlebox.desk.officer import Act, Officer
from battlebox.desk.record.record import Record, Saved
from battlebox.desk.record.sight import Handling, Sight, Stated
from battlebox.desk.record.writing import draft, line, readable, words
from battlebox.desk.tell.clearance import standing_of
from battlebox.desk.tell.fact import SAYS, Fact, fact_of, versions_of
from battlebox.desk.tell.found import Wordings, must_agree, named
from battlebox.desk.tell.leave import Answer, Bar, Goes, Outlet, Stays, Whom, label_lets, may_leave
from battlebox.estate import Estate, Near
from battlebox.journal import Kind

STATEMENT: Final = "statement"
JOINED: Final = "joined"


@dataclass(frozen=True, slots=True)
class Statement:
    """The words, the facts they rest on, the bodies that say them; `versions` are the entries of those facts then."""

    words: str
    facts: tuple[str, ...]
    bodies: tuple[str, ...]
    why: str = ""
    versions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Joining:
    """Whether a body says these words (`of` is their entry) with the others: which office says so, when, why not."""

    of: str
    agrees: bool
    who: str
    at: datetime
    why: str = ""


@dataclass(frozen=True)
class Joint:
    """A statement as it stands: who joined this wording, who would not; facts that changed since, and those unseen."""

    thing: str
    said: tuple[Stated[Statement], ...]
    joined: tuple[str, ...]
    refused: tuple[str, ...]
    changed: tuple[str, ...] = ()
    unseen: tuple[str, ...] = ()

    @property
    def words(self) -> str:
        """The wording that stands."""
        return self.said[0].value.words

    @property
    def facts(self) -> tuple[str, ...]:
        """The facts that it rests on."""
        return self.said[0].value.facts

    @property
    def waiting_for(self) -> tuple[str, ...]:
        """Bodies that have said nothing of this wording."""
        return tuple(body for body in self.said[0].value.bodies if body not in {*self.joined, *self.refused})


def propose_statement(
    record: Record,
    estate: Estate,
    officer: Officer,
    statement: Statement,
    *,
    thing: str = "",
    handling: Handling | None = None,
    over: frozenset[str] | None = None,
) -> Saved:
    """Put words to several bodies, or put them anew (`thing`): what, resting on which facts, with whom.

    1. Refuse an officer who may not, fewer than two bodies, one that is not in the estate, facts that may not be seen,
       another body's statement, and words in which a fact stands that one of the bodies may not be told.
    2. Append one entry `statement:proposed`.
    Raises DeskError.
    """
    officer.must(Act.RELEASE)
    sight = Sight.of(record, officer)
    if thing:
        old = _versions(sight, thing)[0]
        if old.body != officer.body:
            raise DeskError.of(Code.NOT_YOURS, what="this statement", owner=old.body, body=officer.body, act="change")
    bodies = tuple(sorted({*statement.bodies, officer.body}))
    for name in bodies:
        if name not in estate.body_by_id:
            near = Near().words(name, tuple(estate.body_by_id), "; the nearest is {}")
            raise DeskError.of(Code.UNKNOWN_ID, what="body", id=name, near=near)
    if bodies == (officer.body,):
        raise DeskError.of(Code.BLANK, field="who says it with you", what="at least one other body")
    if not statement.facts:
        raise DeskError.of(Code.BLANK, field="what it rests on", what="at least one fact")
    facts = tuple(dict.fromkeys(statement.facts))
    kept = Statement(
        words("the words", readable("the words", statement.words), needed=True, what="what you want to say together"),
        facts,
        bodies,
        words("why", statement.why),
        tuple(fact_of(sight, name).entry for name in facts),
    )
    _may_be_put(sight, kept, officer.body)
    Wordings.of(sight).shown_to_bodies(kept.why, bodies)
    made = thing or record.new_id(STATEMENT)
    how = handling or Handling(audience=frozenset(bodies) - {officer.body})
    text = f"to be said by {', '.join(bodies)}:\n{kept.words}"
    written = draft(Kind.STATEMENT_PROPOSED, how, (made, SAYS, kept), words=text, over=over)
    return record.append(officer, written, thing=made)


def join_statement(
    record: Record, officer: Officer, thing: str, joining: Joining, *, handling: Handling | None = None
) -> Saved:
    """Say for one's own body that it says these words with the others, or why not.

    Appends one entry `statement:joined`. Raises DeskError for words that changed meanwhile, or a body not asked.
    """
    officer.must(Act.CLEAR_FACT)
    sight = Sight.of(record, officer)
    said = _versions(sight, thing)[0]
    if officer.body not in said.value.bodies:
        bodies = ", ".join(said.value.bodies)
        raise DeskError.of(Code.NOT_CONCERNED, what="this statement", body=officer.body, bodies=bodies)
    if joining.of != said.entry:
        by = sight.name_of(said.by)
        raise DeskError.of(Code.CHANGED_MEANWHILE, what="this statement", by=by, at=clock(said.at))
    kept = Joining(
        said.entry,
        joining.agrees,
        line("who says so", joining.who, what="your office"),
        record.now(),
        words("why", joining.why, needed=not joining.agrees, what="what stands against it"),
    )
    Wordings.of(sight).shown_to_bodies(kept.why, said.value.bodies)
    made = f"{JOINED}/{thing.partition('/')[2]}/{officer.body}"
    how = handling or Handling(audience=frozenset(said.value.bodies) - {officer.body})
    verb = "joins" if kept.agrees else "does not join"
    because = f"\nbecause {kept.why}" if kept.why else ""
    text = f"{officer.body} {verb} {said.number}, says {kept.who}{because}"
    return record.append(officer, draft(Kind.STATEMENT_JOINED, how, (made, SAYS, kept), words=text), thing=thing)


def joint_of(sight: Sight, thing: str) -> Joint:
    """A statement as it stands. Raises DeskError where none may be seen."""
    said = _versions(sight, thing)
    now = said[0]
    joined: list[str] = []
    refused: list[str] = []
    for body in now.value.bodies:
        made = f"{JOINED}/{thing.partition('/')[2]}/{body}"
        says = [
            each.value.agrees
            for each in sight.stated(made, SAYS, Joining)
            if each.body == body and each.value.of == now.entry
        ]
        if says:
            (joined if all(says) else refused).append(body)
    changed, unseen = _moved(sight, now.value)
    return Joint(thing, said, tuple(joined), tuple(refused), changed, unseen)


def statements_of(sight: Sight) -> tuple[Joint, ...]:
    """Every statement that may be seen, the one that was put last first."""
    found = (thing for thing in sight.things(STATEMENT, SAYS) if sight.stated(thing, SAYS, Statement))
    return tuple(sorted((joint_of(sight, thing) for thing in found), key=lambda each: each.said[0].at, reverse=True))


def _versions(sight: Sight, thing: str) -> tuple[Stated[Statement], ...]:
    """The wordings that stand, latest first, of whoever put the first. Raises DeskError where none may be seen."""
    found = sight.stated(thing, SAYS, Statement)
    owner = sight.told(thing, SAYS, Statement)[0].body if found else ""
    own = tuple(each for each in found if each.body == owner)
    if not own:
        raise DeskError.of(Code.NOT_SEEN, what=STATEMENT, id=thing)
    return own


def _moved(sight: Sight, statement: Statement) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Facts that read otherwise than when the words were put, and those that this reader cannot read."""
    changed, unseen = [], []
    for name, entry in zip(statement.facts, statement.versions, strict=True):
        then = [each.value for each in sight.told(name, SAYS, Fact) if each.entry == entry]
        now = versions_of(sight, name)
        if not then or not now:
            unseen.append(name)
        elif then[0].outward != now[0].value.outward:
            changed.append(name)
    return tuple(changed), tuple(unseen)


def _may_be_put(sight: Sight, statement: Statement, body: str) -> None:
    """Raises DeskError where a fact stands in the words that one of the others may not be told, or not so.

    What it rests on must be readable for all of them as well: nobody joins what they cannot look up.
    """
    wordings = Wordings.of(sight)
    for standing in (standing_of(sight, thing) for thing in statement.facts):
        for other in (each for each in statement.bodies if each != body and each not in standing.clears):
            answer = label_lets(standing, Outlet.PARTNER_FILE, Whom(other), sight.now)
            if isinstance(answer, Stays):
                why = f"it rests on {named(standing)}, which {other} may not read: {answer.why}"
                raise DeskError.of(Code.MAY_NOT_LEAVE, why=why, hint="rest it on what all of them may read")
    told = tuple(standing_of(sight, thing) for thing in wordings.within(statement.words))
    must_agree((*told, *(standing_of(sight, thing) for thing in statement.facts)))
    for standing in told:
        for other in statement.bodies:
            if other == body or other in standing.clears:
                continue
            answer = may_leave(standing, Outlet.PARTNER_FILE, Whom(other), sight.now)
            if isinstance(answer, Stays):
                why = f"{named(standing)} may not go to {other}: {answer.why}"
                raise DeskError.of(Code.MAY_NOT_LEAVE, why=why, hint=f"ask {', '.join(answer.ask)}, or leave it out")
        wordings.must_say(standing, statement.words)


def may_be_said(joint: Joint) -> Answer:
    """Whether everybody joined this wording; its facts are asked for themselves."""
    if len(joint.said) > 1:
        return Stays(Bar.TWO_VERSIONS, Bar.TWO_VERSIONS.value, (joint.said[0].body,))
    if joint.changed:
        why = f"{len(joint.changed)} of the facts it rests on changed since: put the words anew"
        return Stays(Bar.SUPERSEDED, why, (joint.said[0].body,))
    if joint.refused:
        return Stays(Bar.REFUSED, f"{', '.join(joint.refused)} would not join these words", joint.refused)
    if joint.waiting_for:
        return Stays(Bar.NOT_CLEARED, f"{', '.join(joint.waiting_for)} has not joined these words", joint.waiting_for)
    return Goes(joint.words)
