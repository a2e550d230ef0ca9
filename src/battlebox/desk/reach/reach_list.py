"""The list of people to reach: brought in on stated terms, opened by a key holder, extended, and closed.

Law: no list without its terms (purpose, lawful basis, controller, retention, expiry) and two key holders; it always
says how old it is and that it may miss people; the end of its time warns and never takes it away; names leave no body.
Not here: reading the extract (extract.py), sheets (sheet.py), removing its keys for good (shred.py).
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Final, TypeVar

from battlebox.desk.brief.saying import LONDON
from battlebox.desk.errors import Code, DeskError
from battlebox.desk.officer import Act, Officer
from battlebox.desk.reach.doubles import Marks, marks_of
from battlebox.desk.reach.extract import Extract
from battlebox.desk.reach.keys import Holder, Keys, Proof, new_keys, replaced, seal_people, secret_of, unseal_people
from battlebox.desk.reach.person import Outline, Person
from battlebox.desk.record.record import Record, Saved
from battlebox.desk.record.sight import Handling, Sight, Stated
from battlebox.desk.record.writing import draft, line, words
from battlebox.journal import Kind
from battlebox.marking import Tlp

T = TypeVar("T")

LIST: Final = "list"
BROUGHT, OUTLINE, KEYS, MARKS, COURSE, SHARED = "brought", "outline", "keys", "marks", "course", "shared"
WARN_BEFORE: Final = timedelta(hours=24)
"""How long before its end a list begins to warn (a working value)."""
CAUTION: Final = "may miss people added since"


@dataclass(frozen=True, slots=True)
class Terms:
    """On what ground the list is kept. `controller` is the body that answers for the data, `source` what it came from.

    `extracted` is when the source was read, which is how old the list is; `expires` is when keeping it ends.
    """

    source: str
    controller: str
    purpose: str
    lawful_basis: str
    retention: str
    extracted: datetime
    expires: datetime


@dataclass(frozen=True, slots=True)
class Brought:
    """A list that came in: its terms, how many people, the columns left behind, and what was guessed in reading."""

    terms: Terms
    people: int
    left_out: tuple[str, ...] = ()
    guesses: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ListCourse:
    """How the list stands: whether it is in use, until when, and why that was last changed."""

    in_use: bool
    expires: datetime
    why: str = ""


@dataclass(frozen=True, slots=True)
class Shared:
    """What other bodies are given of a list: no names, only its source, age, outline, and marks to find doubles."""

    source: str
    extracted: datetime
    outline: Outline
    marks: Marks | None = None


@dataclass(frozen=True, slots=True)
class Opened:
    """A list that a key holder opened: the people in it, for as long as this value is kept, and no longer."""

    saved: Saved
    list: str
    by: str
    people: tuple[Person, ...] = field(repr=False)
    secret: str = field(repr=False)


def bring_in(
    record: Record,
    officer: Officer,
    extract: Extract,
    terms: Terms,
    holders: tuple[Holder, ...],
    *,
    match_words: str = "",
) -> Saved:
    """Take a list of people in, sealed to two key holders or more.

    1. Refuse an officer who may not, terms left blank, an extract from the future, a time already over, one holder.
    2. Make the list's key, seal the people to it and the key to each holder; make marks if there are words for them.
    3. Append one entry `list:brought`, for the officer's own body alone.
    Raises DeskError. Cost: a second for each passphrase.
    """
    officer.must(Act.BRING_LIST)
    now = record.now()
    checked = _checked(terms, now)
    keys = new_keys(holders)
    sealed = seal_people(extract.people, keys.public)
    brought = Brought(checked, len(extract.people), extract.left_out, extract.guesses)
    thing = record.new_id(LIST)
    sets: list[tuple[str, str, object]] = [
        (thing, BROUGHT, brought),
        (thing, OUTLINE, Outline.of(extract.people)),
        (thing, KEYS, keys),
    ]
    if match_words:
        sets.append((thing, MARKS, marks_of(extract.people, match_words, record.incident)))
    text = "\n".join(
        [
            f"{len(extract.people)} people to reach, from {checked.source} as of {day(checked.extracted)}; {CAUTION}",
            f"for {checked.purpose}; basis: {checked.lawful_basis}; {checked.controller} answers for the data",
            f"kept until {day(checked.expires)}: {checked.retention}; keys: {', '.join(keys.posts)}",
        ]
    )
    written = draft(
        Kind.LIST_BROUGHT, Handling(), *sets, words=text, about={"list": thing, "people": len(extract.people)}
    )
    return record.append(officer, replace(written, person=sealed), thing=thing)


def open_list(record: Record, officer: Officer, thing: str, proof: Proof, *, why: str) -> Opened:
    """Open a list with a holder's key, and say why.

    1. Refuse an officer who may not, another body's list, one that is closed, a blank reason, a key that is not one.
    2. Append one entry `list:opened`; only then are the people given.
    Raises DeskError, JournalError for a wrong key.
    """
    officer.must(Act.HOLD_LIST)
    sight = Sight.of(record, officer)
    brought = own_list(sight, thing)
    in_use(sight, thing, "opened")
    reason = words("why", why, needed=True, what="why names are needed now")
    secret = secret_of(keys_of(sight, thing), proof)
    people = unseal_people(_sealed_people(sight, brought), secret)
    text = f"the list from {brought.value.terms.source} was opened with the key of {proof.post}: {reason}"
    about: dict[str, str | int] = {"list": thing}
    saved = record.append(officer, draft(Kind.LIST_OPENED, Handling(), words=text, about=about), thing=thing)
    return Opened(saved, thing, officer.id, people, secret)


def extend(record: Record, officer: Officer, thing: str, until: datetime, *, why: str) -> Saved:
    """Keep a list for longer: one entry `list:changed`. Raises DeskError."""
    officer.must(Act.HOLD_LIST)
    sight = Sight.of(record, officer)
    own_list(sight, thing)
    in_use(sight, thing, "extended")
    _is_ahead(until, record.now())
    reason = words("why", why, needed=True, what="why it is still needed")
    return _change(record, officer, thing, ListCourse(True, until, reason), f"kept until {day(until)}: {reason}")


def replace_holder(record: Record, officer: Officer, thing: str, proof: Proof, lost: str, new: Holder) -> Saved:
    """Give a lost holder's place to another post, with the key of one who still has theirs.

    Appends one entry `list:changed`. What was sealed to the lost one can be removed for good (reach_shred.py).
    Raises DeskError, JournalError for a wrong key.
    """
    officer.must(Act.HOLD_LIST)
    sight = Sight.of(record, officer)
    own_list(sight, thing)
    in_use(sight, thing, "given new keys")
    keys = keys_of(sight, thing)
    changed = replaced(keys, secret_of(keys, proof), lost, new)
    text = f"the list's key went from {lost} to {changed.posts[-1]}, by {proof.post}"
    written = draft(Kind.LIST_CHANGED, Handling(), (thing, KEYS, changed), words=text, about={"list": thing})
    return record.append(officer, written, thing=thing)


def share_list(record: Record, officer: Officer, thing: str, audience: frozenset[str]) -> Saved:
    """Give other bodies the counts of a list, and the marks by which people on two lists are found. Never a name.

    What becomes of people is then told to them as well. Appends one entry `list:changed`. Raises DeskError.
    """
    officer.must(Act.HOLD_LIST)
    sight = Sight.of(record, officer)
    terms = own_list(sight, thing).value.terms
    in_use(sight, thing, "shared")
    outline = outline_of(sight, thing)
    marks = owned(sight, thing, MARKS, Marks)
    shared = Shared(terms.source, terms.extracted, outline, marks.value if marks else None)
    text = f"counts of the list from {terms.source} are shared with {', '.join(sorted(audience))}; no names are"
    handling = Handling(Tlp.AMBER, audience)
    written = draft(Kind.LIST_CHANGED, handling, (thing, SHARED, shared), words=text, about={"list": thing})
    return record.append(officer, written, thing=thing)


def end_list(record: Record, officer: Officer, thing: str, *, not_reached: int, why: str) -> Saved:
    """The entry that ends the use of a list; sheets still out are for the caller to refuse (reach_shred.close_list)."""
    reason = words("why", why, needed=True, what="why it is no longer needed")
    expires = course_of_list(Sight.of(record, officer), thing).expires
    return _change(
        record,
        officer,
        thing,
        ListCourse(False, expires, reason),
        f"the list is closed with {not_reached} not reached: {reason}",
    )


# ── readers ──────────────────────────────────────────────────────────────────────────────────────────────────────


def lists_of(sight: Sight) -> tuple[str, ...]:
    """The lists of which anything may be seen, in order of arrival."""
    seen = []
    for thing in sight.record.things(LIST):
        mine, theirs = owned(sight, thing, BROUGHT, Brought), owned(sight, thing, SHARED, Shared)
        if mine is not None or theirs is not None:
            seen.append(thing)
    return tuple(seen)


def owner_of(sight: Sight, thing: str) -> str:
    """The body that brought the list in; "" if nobody did. Headers say so even to those who may see nothing else."""
    lives = sight.record.live(thing, BROUGHT)
    return sight.body_of(sight.record.line(lives[-1].entry).header) if lives else ""


def owned(sight: Sight, thing: str, name: str, form: type[T]) -> Stated[T] | None:
    """The latest value that the list's own body wrote: what another body's desk writes over a list is not heard."""
    owner = owner_of(sight, thing)
    return next((each for each in sight.stated(thing, name, form) if each.body == owner), None)


def own_list(sight: Sight, thing: str) -> Stated[Brought]:
    """A list of the officer's own body. Raises DeskError for any other, as if it were not there."""
    found = owned(sight, thing, BROUGHT, Brought)
    if found is None or found.body != sight.officer.body:
        raise DeskError.of(Code.NOT_SEEN, what="list", id=thing)
    return found


def course_of_list(sight: Sight, thing: str) -> ListCourse:
    """How a list stands. Raises DeskError for one that may not be seen."""
    changed = owned(sight, thing, COURSE, ListCourse)
    return ListCourse(True, own_list(sight, thing).value.terms.expires) if changed is None else changed.value


def in_use(sight: Sight, thing: str, act: str) -> None:
    """Raises DeskError unless the list is in use."""
    if not course_of_list(sight, thing).in_use:
        hint = "bring in a fresh extract if people must be reached again"
        raise DeskError.of(Code.WRONG_STATE, what="the list", state="closed", act=act, hint=hint)


def keys_of(sight: Sight, thing: str) -> Keys:
    """The keys of a list. Raises DeskError once they were removed."""
    found = owned(sight, thing, KEYS, Keys)
    if found is None:
        hint = "bring in a fresh extract if people must be reached again"
        state = "without keys: they were removed for good"
        raise DeskError.of(Code.WRONG_STATE, what="the list", state=state, act="opened", hint=hint)
    return found.value


def outline_of(sight: Sight, thing: str) -> Outline:
    """The patch, need and level of each line of an own list, or of what was shared of another's. Raises DeskError."""
    mine = owned(sight, thing, OUTLINE, Outline)
    if mine is not None:
        return mine.value
    return shared_list(sight, thing).value.outline


def shared_list(sight: Sight, thing: str) -> Stated[Shared]:
    """What another body shared of its list. Raises DeskError where it shared nothing with this officer's body."""
    found = owned(sight, thing, SHARED, Shared)
    if found is None:
        raise DeskError.of(Code.NOT_SEEN, what="list", id=thing)
    return found


def handling_of(sight: Sight, thing: str) -> Handling:
    """How what becomes of people on a list travels: to the bodies it is shared with, else nowhere."""
    found = owned(sight, thing, SHARED, Shared)
    if found is None:
        return Handling()
    return Handling(Tlp.AMBER, frozenset(sight.record.line(found.entry).header.audience))


def day(when: datetime) -> str:
    """`24 November 2026`."""
    local = when.astimezone(LONDON)
    return f"{local.day} {local:%B %Y}"


def _sealed_people(sight: Sight, brought: Stated[Brought]) -> str:
    seen = sight.seen(sight.record.line(brought.entry))
    if seen is None or not seen.person:
        raise DeskError.of(Code.NOT_SEEN, what="sealed list", id=brought.number)
    return seen.person


def _change(record: Record, officer: Officer, thing: str, course: ListCourse, text: str) -> Saved:
    about: dict[str, str | int] = {"list": thing}
    written = draft(Kind.LIST_CHANGED, Handling(), (thing, COURSE, course), words=text, about=about)
    return record.append(officer, written, thing=thing)


def _checked(terms: Terms, now: datetime) -> Terms:
    if terms.extracted > now:
        ahead = f"{(terms.extracted - now).days} days"
        raise DeskError.of(Code.FUTURE, field="the extract date", ahead=ahead)
    _is_ahead(terms.expires, now)
    return replace(
        terms,
        source=line("the source", terms.source, what="the body and system it came from"),
        controller=line("the controller", terms.controller, what="the body that answers for the data"),
        purpose=line("the purpose", terms.purpose, what="what the list is for"),
        lawful_basis=line("the lawful basis", terms.lawful_basis, what="the basis your data protection officer named"),
        retention=line("the retention", terms.retention, what="how long it is kept, and why"),
    )


def _is_ahead(until: datetime, now: datetime) -> None:
    if until <= now:
        hint = "choose a time that is still to come"
        raise DeskError.of(Code.WRONG_STATE, what="the expiry date", state="already over", act="used", hint=hint)
