"""Clearing a fact, holding it back, letting prepared words go first: what people decide about a fact.

Law: a clearance is of the version that was read; its reason is read by all who must clear, and tells them no other fact
that they may not have.
Not here: what follows from it (clearance.py), whether the fact may leave (leave.py).
"""

from __future__ import annotations

from battlebox.desk.brief.saying import clock
from battlebox.desk.errors import Code, DeskError
from battlebox.desk.officer import Act, Officer
from battlebox.desk.record.record import Record, Saved
from battlebox.desk.record.sight import Handling, Sight, Stated
from battlebox.desk.record.writing import draft, line, not_ahead, words
from battlebox.desk.tell.clearance import CLEARANCE, HOLD, LANE, VERDICT, Clearance, Hold, Lane, Verdict
from battlebox.desk.tell.fact import Fact, at_least, fact_of
from battlebox.desk.tell.found import Wordings
from battlebox.journal import Kind


def clear_fact(
    record: Record,
    officer: Officer,
    thing: str,
    clearance: Clearance,
    *,
    handling: Handling | None = None,
) -> Saved:
    """Record what a body says of a fact: of one's own body, or of another that said so by phone.

    1. Refuse an officer who may not, a fact that may not be seen, a body it is not about, a refusal without a reason,
       a version that is not the one that stands, and a reason in which its readers would read what they may not.
    2. Append one entry `fact:cleared`.
    Raises DeskError.
    """
    officer.must(Act.CLEAR_FACT)
    sight = Sight.of(record, officer)
    said = _as_it_stands(sight, thing, clearance.of)
    if clearance.body not in said.value.clears:
        bodies = ", ".join(said.value.clears)
        raise DeskError.of(Code.NOT_CONCERNED, what="this fact", body=clearance.body, bodies=bodies)
    refuses = clearance.verdict is Verdict.REFUSED
    kept = Clearance(
        body=clearance.body,
        verdict=clearance.verdict,
        of=said.entry,
        who=line("who says so", clearance.who, what="their office"),
        at=not_ahead("when", clearance.at, record.now()),
        channel=line("how", clearance.channel, what="in person, by phone, in writing"),
        why=words("why", clearance.why, needed=refuses, what="what stands against it, or whom to ask"),
    )
    Wordings.of(sight).shown_to_bodies(f"{kept.who}\n{kept.channel}\n{kept.why}", said.value.clears)
    made = f"{CLEARANCE}/{thing.partition('/')[2]}/{kept.body}/{officer.body}"
    because = f"\nbecause {kept.why}" if kept.why else ""
    text = f"{kept.body} {kept.verdict.value} {said.number} ({kept.who}, {kept.channel}, {clock(kept.at)}){because}"
    about: dict[str, str | int] = {"fact": thing, "body": kept.body, "verdict": kept.verdict.value}
    written = draft(
        Kind.FACT_CLEARED, _for_those(said, officer, handling), (made, VERDICT, kept), words=text, about=about
    )
    return record.append(officer, written, thing=thing)


def hold_fact(record: Record, officer: Officer, thing: str, hold: Hold, *, handling: Handling | None = None) -> Saved:
    """Record that police or others ask that a fact be kept back, or that they let it go.

    Appends one entry `fact:held`. Raises DeskError; what this body did not write down it cannot lift.
    """
    officer.must(Act.HOLD_FACT)
    sight = Sight.of(record, officer)
    said = fact_of(sight, thing)
    made = f"{HOLD}/{thing.partition('/')[2]}/{hold.holder.value}/{officer.body}"
    old = sight.latest(made, VERDICT, Hold)
    if not hold.in_force and (old is None or not old.value.in_force):
        hint = "whoever wrote it down says that it was lifted"
        raise DeskError.of(
            Code.WRONG_STATE,
            what=f"a hold of the {hold.holder.value}",
            state=f"not recorded by {officer.body}",
            act="lifted",
            hint=hint,
        )
    kept = Hold(
        hold.holder,
        hold.in_force,
        line("who says so", hold.who, what="their office"),
        not_ahead("when", hold.at, record.now()),
        words("why", hold.why, needed=True, what="what they said"),
    )
    Wordings.of(sight).shown_to_bodies(f"{kept.who}\n{kept.why}", said.value.clears)
    what = "asks that it be kept back" if kept.in_force else "lets it go"
    text = f"{kept.holder.value} {what}: {said.number} ({kept.who}, {clock(kept.at)})\nbecause {kept.why}"
    about: dict[str, str | int] = {"fact": thing, "holder": kept.holder.value}
    written = draft(Kind.FACT_HELD, _for_those(said, officer, handling), (made, VERDICT, kept), words=text, about=about)
    return record.append(officer, written, thing=thing)


def use_lane(
    record: Record, officer: Officer, thing: str, *, why: str, who: str, handling: Handling | None = None
) -> Saved:
    """Let prepared words go now, and be cleared afterwards: one person says so, by name, because life is at risk.

    1. Refuse an officer who may not, another body's fact, words that were not prepared.
    2. Append one entry `fact:cleared`. The clearances are owed from then on (`owed_to`).
    Raises DeskError.
    """
    officer.must(Act.LIFE_SAFETY)
    sight = Sight.of(record, officer)
    said = fact_of(sight, thing)
    if said.body != officer.body:
        raise DeskError.of(Code.NOT_YOURS, what="this fact", owner=said.body, body=officer.body, act="send")
    if not said.value.prepared:
        raise DeskError.of(Code.NOT_PREPARED)
    reason = words("why", why, needed=True, what="whose life or safety is at risk")
    kept = Lane(said.entry, line("who lets it go", who, what="an office"), record.now(), reason)
    Wordings.of(sight).shown_to_bodies(f"{kept.who}\n{reason}", said.value.clears)
    made = f"{LANE}/{thing.partition('/')[2]}"
    text = f"life-safety lane: {said.number} goes before it is cleared, says {kept.who}\nbecause {reason}"
    about: dict[str, str | int] = {"fact": thing, "lane": "yes"}
    written = draft(
        Kind.FACT_CLEARED, _for_those(said, officer, handling), (made, VERDICT, kept), words=text, about=about
    )
    return record.append(officer, written, thing=thing)


def _as_it_stands(sight: Sight, thing: str, entry: str) -> Stated[Fact]:
    said = fact_of(sight, thing)
    if entry != said.entry:
        raise DeskError.of(Code.CHANGED_MEANWHILE, what="this fact", by=sight.name_of(said.by), at=clock(said.at))
    return said


def _for_those(said: Stated[Fact], officer: Officer, asked: Handling | None) -> Handling:
    """Whoever must clear a fact sees what others say of it, and who holds it: a narrower label would let it slip."""
    those = frozenset({*said.value.clears, said.body}) - {officer.body}
    return Handling(audience=those) if asked is None else at_least(asked, those)
