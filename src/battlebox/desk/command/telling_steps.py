"""Next actions of those who tell others: where people go instead, what not to give out, whether it is a breach.

Law: as for every rule of next actions: a step rests on the record, and is gone when that is done.
Not here: the other rules, and whose they are (next_steps.py).
"""

from __future__ import annotations

from collections.abc import Iterator

from battlebox.desk.command.step import Standing, Step, Urgency
from battlebox.estate import System


def residents(now: Standing) -> Iterator[Step]:
    """Services that stopped, and where people who need them go."""
    for row in now.services:
        if row.is_stopped:
            instead = row.fallback.value.channel if row.fallback else ""
            yield Step(
                Urgency.LIFE if row.service.protects.is_people else Urgency.SOON,
                f"Say where people go instead: {row.service.name}",
                f"it runs on {instead}" if instead else "it is stopped; a channel for its fallback is not on record",
                "service",
                row.service.service,
            )


def channels(now: Standing) -> Iterator[Step]:
    """Channels of ours that are out and may still be given out."""
    if now.picture is None:
        return
    for row in now.picture.estate.channels:
        if row.body == now.body and now.picture.is_out(row.channel):
            yield Step(Urgency.EFFECT, f"Stop giving out {row.name}", "it is out", "observe", row.channel)


def data(now: Standing) -> Iterator[Step]:
    """Systems that hold personal data and are doubted or out: the doubted first, then by how many people."""
    if now.picture is None or now.own is None:
        return
    estate, doubted = now.picture.estate, {*now.own.confirmed, *now.own.suspected}
    held: list[tuple[System, str]] = [
        (row, "it is confirmed or suspected" if row.system in doubted else "it is out: loss of access counts too")
        for row in estate.systems
        if row.records and row.body == now.body and (row.system in doubted or now.picture.is_out(row.system))
    ]
    held.sort(key=lambda pair: (pair[0].system not in doubted, -(pair[0].records or 0)))
    for row, why in held:
        yield Step(
            Urgency.DECISION,
            f"Assess whether this is a breach: {row.name}, {row.records} people",
            why,
            "system",
            row.system,
        )
