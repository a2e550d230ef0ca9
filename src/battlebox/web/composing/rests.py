"""What a message that was ordered rests on, and what is to be put right of it: as its page shows it.

Law: a fact that may not be seen is counted and not described.
Not here: the page (composing/outbox.py), the rules (desk.message, desk.tell).
"""

from __future__ import annotations

from typing import Any, Final

from django.utils.text import capfirst

from battlebox.desk import Act
from battlebox.desk.message import Message, leaks_of, why_stopped
from battlebox.desk.record import Stated
from battlebox.desk.tell import Carried, Correction, Fact, Stays, corrections_due, told_in
from battlebox.web.incident.at_desk import AtDesk
from battlebox.web.incident.said import few_of, in_names
from battlebox.web.incident.saying import when_said

HEADS: Final = ("Fact", "As it was told")


def rests_of(desk: AtDesk, thing: str, said: Stated[Message]) -> dict[str, Any]:
    """For whom it is, its facts, why it was stopped, and each correction that is owed."""
    value = said.value
    rows, hidden = facts_told(desk, value)
    may = desk.officer.may(Act.SEND)
    return {
        "for_whom": "" if value.rests is None else capfirst(value.rests.outlet.value),
        "own": "" if value.rests is None else value.rests.own,
        "why_none": "" if value.rests is None else value.rests.why_none if not value.carried else "",
        "label": "" if value.rests is None else value.rests.tlp.to_text(),
        "fact_heads": HEADS,
        "rests": rows,
        "hidden": hidden,
        "why_stopped": capfirst(in_names(desk, why_stopped(desk.sight, thing))),
        "leaks": [
            f"{each.value.where}, {when_said(each.value.at)}, says {each.value.who} ({each.number})"
            for each in leaks_of(desk.sight, thing)
        ],
        "leaked": desk.at("leaked", thing.partition("/")[2]) if desk.officer.may(Act.NOTE) else "",
        "corrections": [_correction(desk, thing, each, may=may) for each in due_of(desk, value)],
    }


def facts_told(desk: AtDesk, message: Message) -> tuple[list[tuple[str, str]], int]:
    """The facts of a message as they were told, each with its entry; and how many this reader may not see."""
    rows = []
    for each in message.carried:
        told = told_in(desk.sight, each)
        rows += [] if told is None else [(told.number, as_told(each, told.value))]
    return rows, len(message.carried) - len(rows)


def as_told(each: Carried, fact: Fact) -> str:
    """The fact as it stood in the words, or what words of the body's own were about."""
    return f"In our own words, about: {fact.outward}" if each.own else fact.outward


def due_of(desk: AtDesk, message: Message) -> list[Correction]:
    """Corrections owed for what this message told."""
    if not message.release:
        return []
    return [each for each in corrections_due(desk.sight) if each.thing == message.release]


def _correction(desk: AtDesk, thing: str, each: Correction, *, may: bool) -> dict[str, str | bool]:
    stays = each.may if isinstance(each.may, Stays) else None
    name = each.fact.partition("/")[2]
    address = desk.at("correct_message", thing.partition("/")[2], name) if may else ""
    return {
        "kept": each.is_kept,
        "words": each.words,
        "until": "" if each.is_kept else each.withdrawal,
        "why": in_names(desk, stays.why) if stays else "",
        "ask": few_of(desk, stays.ask) if stays and stays.ask else "",
        "fact": desk.at("fact", name),
        "address": address,
    }
