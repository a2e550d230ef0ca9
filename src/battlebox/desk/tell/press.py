"""The press log: what journalists asked, what was seen wrongly told, by when an answer is needed, what came of each.

Law: who rang and how they are reached stands in a part that can be removed; every answer stays to be read; a call is
open until it was answered, or it was said why not.
Not here: the gate that an answer passes (desk.message), pages.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Final

from battlebox.desk.brief.saying import clock
from battlebox.desk.errors import Code, DeskError
from battlebox.desk.officer import Act, Officer
from battlebox.desk.record.record import Record, Saved
from battlebox.desk.record.sight import Handling, Sight, Stated
from battlebox.desk.record.writing import draft, line, not_ahead, not_before, words
from battlebox.desk.tell.fact import fact_of
from battlebox.desk.tell.release import Carried
from battlebox.journal import Kind

PRESS: Final = "press"
ASKED: Final = "asked"
ANSWER: Final = "answer"
_CALLER_MOST: Final = 2


@dataclass(frozen=True, slots=True)
class PressCall:
    """What an outlet asked, or told wrongly (`is_wrong`): when, which office took it down, by when they need an answer.

    `contradicts` is the fact that says otherwise, blank where none does yet; `where` is the page, programme or post.
    """

    outlet: str
    what: str
    at: datetime
    who: str
    needed_by: datetime | None = None
    is_wrong: bool = False
    contradicts: str = ""
    where: str = ""


@dataclass(frozen=True, slots=True)
class Caller:
    """Who asked, as somebody typed it, and how they are reached; blank where nobody said."""

    name: str = ""
    reach: str = ""

    @property
    def text(self) -> str:
        """As it is kept: a line each."""
        name, reach = " ".join(self.name.split()), " ".join(self.reach.split())
        return f"{name}\n{reach}" if name or reach else ""

    @classmethod
    def from_text(cls, text: str) -> Caller:
        """Back again; blank where the words were removed, or may not be seen."""
        return cls(*text.split("\n")[:_CALLER_MOST]) if text else cls()


@dataclass(frozen=True, slots=True)
class PressAnswer:
    """What was answered: the words, by which office, how and when; on which facts, or why on none.

    `why_not` says why nothing was; `back_by` that somebody promised to come back to them. `against` is what stood
    against words that had been said already, `own` why the words do not have a fact that they are about.
    """

    words: str
    who: str
    at: datetime
    how: str = ""
    carried: tuple[Carried, ...] = ()
    release: str = ""
    why_none: str = ""
    why_not: str = ""
    back_by: datetime | None = None
    against: str = ""
    own: str = ""


@dataclass(frozen=True, slots=True)
class PressLine:
    """One line of the log: the call as it stands, the latest version first, and every answer in order of writing."""

    thing: str
    said: tuple[Stated[PressCall], ...]
    answers: tuple[Stated[PressAnswer], ...]

    @property
    def call(self) -> PressCall:
        """What was asked."""
        return self.said[0].value

    @property
    def body(self) -> str:
        """Whose press log it is in."""
        return self.said[0].body

    @property
    def is_open(self) -> bool:
        """Whether somebody still waits: nothing was answered yet, or it was promised to come back to them."""
        return not self.answers or self.answers[-1].value.back_by is not None

    @property
    def is_promised(self) -> bool:
        """Whether they wait because somebody promised to come back to them."""
        return bool(self.answers) and self.is_open

    @property
    def due(self) -> datetime | None:
        """By when they are to have an answer: as was promised, or as they asked; None where no time was said."""
        if not self.is_open:
            return None
        return self.answers[-1].value.back_by if self.answers else self.call.needed_by

    def is_overdue(self, now: datetime) -> bool:
        """Whether that time is over."""
        return self.due is not None and now > self.due


def note_call(
    record: Record,
    officer: Officer,
    call: PressCall,
    caller: Caller | None = None,
    *,
    thing: str = "",
    handling: Handling | None = None,
    over: frozenset[str] | None = None,
) -> Saved:
    """Write down what the press asked, or told wrongly; or write it down anew (`thing`), such as with another time.

    1. Refuse an officer who may not, a blank, a time ahead, an answer needed before it was asked for, a fact that may
       not be seen, another body's line.
    2. Append one entry `press:asked`, or `press:seen` of what was told wrongly.
    Raises DeskError.
    """
    officer.must(Act.PRESS)
    sight = Sight.of(record, officer)
    if thing:
        own_line(sight, thing, act="change")
    if call.contradicts:
        fact_of(sight, call.contradicts)
    at = not_ahead("when", call.at, record.now())
    kept = replace(
        call,
        outlet=line("the outlet", call.outlet, what="the paper, station or site"),
        what=words("what they said" if call.is_wrong else "what they asked", call.what, needed=True),
        at=at,
        who=line("who took it down", call.who, what="your office"),
        needed_by=None
        if call.needed_by is None
        else not_before("by when they need it", call.needed_by, "they asked", at),
        where=" ".join(call.where.split()),
    )
    made = thing or record.new_id(PRESS)
    kind, verb = (Kind.PRESS_SEEN, "told wrongly") if kept.is_wrong else (Kind.PRESS_ASKED, "asked")
    until = f"; needed by {clock(kept.needed_by)}" if kept.needed_by else ""
    text = f"{kept.outlet} {verb}, {clock(kept.at)} (taken down by {kept.who}{until}):\n{kept.what}"
    about: dict[str, str | int] = {"fact": kept.contradicts} if kept.contradicts else {}
    person = (caller or Caller()).text
    written = draft(
        kind, handling or Handling(), (made, ASKED, kept), words=text, about=about, over=over, person=person
    )
    return record.append(officer, written, thing=made)


def press_line(sight: Sight, thing: str) -> PressLine:
    """One line of the log. Raises DeskError where none may be seen."""
    said = sight.stated(thing, ASKED, PressCall)
    if not said:
        raise DeskError.of(Code.NOT_SEEN, what="line of the press log", id=thing)
    owner = sight.told(thing, ASKED, PressCall)[0].body
    answers = tuple(each for each in sight.told(thing, ANSWER, PressAnswer) if each.body == owner)
    return PressLine(thing, tuple(each for each in said if each.body == owner), answers)


def press_log(sight: Sight) -> tuple[PressLine, ...]:
    """Every line of the reader's own body: those that wait first, the soonest due first; then the newest."""
    far = datetime.max.replace(tzinfo=UTC)
    lines = [press_line(sight, thing) for thing in sight.things(PRESS, ASKED)]
    own = [each for each in lines if each.body == sight.officer.body]
    waiting = sorted((each for each in own if each.is_open), key=lambda each: (each.due or far, each.call.at))
    done = sorted((each for each in own if not each.is_open), key=lambda each: each.call.at, reverse=True)
    return (*waiting, *done)


def caller_of(sight: Sight, found: PressLine) -> Caller:
    """Who asked; blank where that was removed, or may not be seen."""
    return Caller.from_text(sight.line(found.said[0].entry).person)


def own_line(sight: Sight, thing: str, *, act: str) -> PressLine:
    """A line that this officer's body may act on. Raises DeskError for another's."""
    found = press_line(sight, thing)
    if found.body != sight.officer.body:
        what, body = "this line of the press log", sight.officer.body
        raise DeskError.of(Code.NOT_YOURS, what=what, owner=found.body, body=body, act=act)
    return found


def correction_words(found: PressLine, outward: str) -> str:
    """What to ask an outlet to put right, made of the fact as it stands."""
    where = f" ({found.call.where})" if found.call.where else ""
    return f"{found.call.outlet}{where} said: {found.call.what}\nThat is not what we say. {outward}"
