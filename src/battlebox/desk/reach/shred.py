"""The end of a list: closed once its last sheet is back, then its keys removed, so that no copy opens again.

Law: nothing is removed while the list is in use, but keys that were given to another holder; a removal takes two desks
(or one desk and the body's admin key), and the record shows that it happened; names sealed to a key that is gone
are gone, in this record and in every copy that takes the removal in.
Not here: the removal itself and legal holds (journal).
"""

from __future__ import annotations

from typing import Final

from battlebox.desk.errors import Code, DeskError
from battlebox.desk.officer import Act, Officer
from battlebox.desk.reach.count import count_of
from battlebox.desk.reach.reach_list import KEYS, course_of_list, end_list, in_use, own_list
from battlebox.desk.reach.sheet import Whereabouts, sheets_of
from battlebox.desk.record.record import Record, Saved
from battlebox.desk.record.sight import Handling, Sight
from battlebox.desk.record.writing import draft
from battlebox.journal import Kind
from battlebox.marking import Tlp

_GROUND: Final = "a key of a list of people whose use has ended"
_OPEN: Final = Handling(Tlp.GREEN)
"""Removals are read by every desk that holds a copy; they name an entry and a place in it, and nothing else."""


def close_list(record: Record, officer: Officer, thing: str, *, why: str) -> Saved:
    """End the use of a list: one entry `list:changed`.

    Raises DeskError while a sheet is out: key it back, or record it as lost.
    """
    officer.must(Act.HOLD_LIST)
    sight = Sight.of(record, officer)
    own_list(sight, thing)
    in_use(sight, thing, "closed")
    out = [each.sheet.number for each in sheets_of(sight, thing) if each.whereabouts is Whereabouts.OUT]
    if out:
        state = f"on sheets that are out ({', '.join(out)})"
        hint = "key each back, or record it as lost, and close the list then"
        raise DeskError.of(Code.WRONG_STATE, what="the list", state=state, act="closed", hint=hint)
    return end_list(record, officer, thing, not_reached=count_of(sight, thing).tally.not_reached, why=why)


def keys_to_remove(sight: Sight, thing: str) -> tuple[tuple[str, int], ...]:
    """The parts that hold keys no longer needed, as (entry, place): all of a closed list, else those given on."""
    in_use_now = course_of_list(sight, thing).in_use
    live = {each.entry for each in sight.record.live(thing, KEYS)} if in_use_now else set()
    with sight.record.lock:
        removed = sight.record.journal.removed()
    return tuple(
        (each.id, write.part)
        for each in sight.record.lines()
        for write in each.header.writes
        if write.thing == thing
        and write.name == KEYS
        and sight.body_of(each.header) == sight.officer.body
        and each.id not in live
        and (each.id, write.part) not in removed
    )


def ask_removal_of_keys(record: Record, officer: Officer, thing: str) -> tuple[Saved, ...]:
    """Ask that the keys no longer needed be removed: one entry `redaction:asked` for each that was not asked for yet.

    Raises DeskError.
    """
    officer.must(Act.HOLD_LIST)
    with record.lock:
        sight = Sight.of(record, officer)
        own_list(sight, thing)
        asked = {(each.entry, each.part) for each in record.journal.state.removals.asked.values()}
        return tuple(
            record.append(
                officer,
                draft(Kind.REDACTION_ASKED, _OPEN, about={"entry": entry, "part": place, "ground": _GROUND}),
                thing=thing,
            )
            for entry, place in keys_to_remove(sight, thing)
            if (entry, place) not in asked
        )


def agree_to_removal(record: Record, officer: Officer, request: str) -> Saved:
    """Agree, at a second desk, that a key be removed: one entry `redaction:agreed`, and its bytes go at once.

    Raises DeskError: no such request about a list, a legal hold over the entry, the desk that asked.
    """
    officer.must(Act.HOLD_LIST)
    with record.lock:
        removals = record.journal.state.removals
        asked = removals.asked.get(request)
        if asked is None or asked.ground != _GROUND:
            raise DeskError.of(Code.NOT_SEEN, what="request to remove a key", id=request[:12])
        hold = removals.hold_over(asked.entry)
        if hold is not None:
            hint = "the body that placed the hold must lift it first"
            raise DeskError.of(Code.WRONG_STATE, what="the list", state="under a legal hold", act="shredded", hint=hint)
        if record.desk_of(officer.body)[0] == asked.key:
            hint = "agree at a second desk, or with the admin key: battlebox journal redact"
            raise DeskError.of(Code.WRONG_STATE, what="the request", state="this desk's own", act="agreed", hint=hint)
        return record.append(officer, draft(Kind.REDACTION_AGREED, _OPEN, about={"asked": request}))
