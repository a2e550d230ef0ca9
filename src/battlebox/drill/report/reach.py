"""How far words reached: which groups were told, how many of them, how many said that they know.

Law: sending is not reaching, and reaching is not being understood; of whom nobody knows, nobody is counted.
Not here: what the words said (desk/tell, desk/compose).
"""

from __future__ import annotations

from dataclasses import dataclass

from battlebox.desk.command import Reply, asks_of
from battlebox.desk.message import messages_of, progress_of
from battlebox.desk.reach import counts_of
from battlebox.drill.report.firsts import warned_bodies
from battlebox.drill.report.played import Played
from battlebox.journal import Kind


@dataclass(frozen=True, slots=True)
class ReachRow:
    """One group. None: nobody knows how many."""

    group: str
    told: int | None
    of: int | None
    acknowledged: int | None
    said: str
    missing: tuple[str, ...] = ()


def reached(played: Played) -> tuple[ReachRow, ...]:
    """Partners, offices that were rung, people a message went to, people on call sheets, and whoever reads a page."""
    return (_partners(played), _rung(played), *_messages(played), *_lists(played), _public(played))


def partners_of(played: Played) -> frozenset[str]:
    """Bodies whose systems and ours are joined by a path or a need, or whose data our systems hold."""
    estate, ours = played.estate, played.body
    host = {each.system: each.body for each in estate.systems}
    body_of = {name: each.body for name, each in estate.thing_by_id.items()}
    joined = [{host.get(each.origin, ""), host.get(each.target, "")} for each in estate.paths]
    joined += [{body_of.get(each.of, ""), body_of.get(each.on, "")} for each in estate.needs]
    joined += [{each.body, *each.data_of} for each in estate.systems]
    return frozenset(body for ends in joined if ours in ends for body in ends) - {ours, ""}


def _partners(played: Played) -> ReachRow:
    partners, warned = partners_of(played), warned_bodies(played)
    answered = {str(each.said.get("body", "")) for each in played.of({Kind.BULLETIN_ACKNOWLEDGED})}
    answered |= {each.asked.value.of for each in asks_of(played.end)
                 if each.asked.body == played.body and each.reply not in (None, Reply.NO_REPLY)}  # fmt: skip
    told = sorted(partners & set(warned))
    left = tuple(sorted(played.names.body(each) for each in partners - set(warned)))
    others = sorted(played.names.body(each) for each in set(warned) - partners)
    said = f"also told: {', '.join(others)}" if others else ""
    group = "Partners that share something with us"
    if not partners:
        none = "not known: the estate names no path, need or data that we share"
        return ReachRow(group, None, None, None, "; ".join(filter(None, (none, said))))
    return ReachRow(group, len(told), len(partners), len(set(told) & answered), said, left)


def _rung(played: Played) -> ReachRow:
    calls: dict[str, set[str]] = {}
    for each in played.of({Kind.CONTACT_RUNG}):
        calls.setdefault(str(each.said.get("whom", "")), set()).add(str(each.said.get("outcome", "")))
    group = "Offices and people rung from the contact tree"
    if not calls:
        return ReachRow(group, None, None, None, "not known: no call is in the record")
    answered = sum("answered" in each for each in calls.values())
    return ReachRow(group, answered, len(calls), answered, "told and acknowledged alike: they answered")


def _messages(played: Played) -> list[ReachRow]:
    own = [(thing, each) for thing, each in messages_of(played.end)
           if each.body == played.body and each.at <= played.ended]  # fmt: skip
    if not own:
        return [ReachRow("Staff and others by message", None, None, None, "not known: no message is in the record")]
    progress = progress_of(played.sight.record, [thing for thing, _ in own])
    return [
        ReachRow(f"Message {each.number}: {each.value.subject}", len(progress[thing].told), each.value.people,
                 len(progress[thing].answers), "")
        for thing, each in own
    ]  # fmt: skip


def _lists(played: Played) -> list[ReachRow]:
    found = [each for each in counts_of(played.end) if each.body == played.body]
    group = "Residents on call sheets"
    if not found:
        return [ReachRow(group, None, None, None, "not known: no list of people to reach was brought in")]
    rows = []
    for each in found:
        tally = each.tally
        got = tally.people - tally.not_reached
        said = f"{tally.safe} safe, {tally.help_now} need help now, {tally.in_hospital} in hospital"
        rows.append(ReachRow(f"{group}: {each.source}", got, tally.people, got, said))
    return rows


def _public(played: Played) -> ReachRow:
    every = played.of({Kind.STATUS_PUBLISHED})
    gone = [each for each in every if not each.said.get("failed") and not each.said.get("test")]
    said = f"{len(gone)} editions of the page stood in public" if gone else "no page was published"
    return ReachRow("Residents who read the public page", None, None, None, f"not known: nobody counts readers; {said}")
