"""What partners chose, as far as the record says: what each ordered itself, and what it answered when it was asked.

Law: nothing on record is said as not known, never as nothing done.
Not here: asking (ask.py), advice for partners (engine).
"""

from __future__ import annotations

from typing import Final

from battlebox.desk.brief.reach import short_body
from battlebox.desk.brief.saying import counted, listed
from battlebox.desk.command.ask import Asking, asks_of
from battlebox.desk.picture.picture import Picture
from battlebox.desk.record.sight import Sight
from battlebox.estate import BodyKind

_NAMED: Final = 2


def partners_chose(sight: Sight, picture: Picture, body: str) -> tuple[str, ...]:
    """One line for each other council that ordered something or was asked, and one for those nothing is known of."""
    asked: dict[str, list[Asking]] = {}
    for each in asks_of(sight):
        asked.setdefault(each.asked.value.of, []).append(each)
    said, silent = [], []
    for row in picture.estate.bodies:
        if row.body == body or (row.kind is not BodyKind.COUNCIL and row.body not in asked):
            continue
        words = (*_ordered(picture, row.body), *_answered(asked.get(row.body, [])))
        if words:
            said.append(f"{short_body(row.name)}: {'; '.join(words)}")
        else:
            silent.append(short_body(row.name))
    if silent:
        said.append(f"{listed(silent, _NAMED)}: not known")
    return tuple(said)


def _ordered(picture: Picture, body: str) -> tuple[str, ...]:
    """What it has in force itself."""
    actions = picture.estate.action_by_id
    names = [
        f"{actions[order.value.action].name} ({order.value.stage})"
        for order in picture.orders.values()
        if order.value.stage.is_in_force and order.value.action in actions and actions[order.value.action].body == body
    ]
    return (f"ordered {listed(names, _NAMED, between='; ')}",) if names else ()


def _answered(asks: list[Asking]) -> tuple[str, ...]:
    """What it was asked and what came back."""
    said = [f"{each.asked.value.what} ({each.reply or 'no answer yet'})" for each in asks]
    return (f"asked {counted(len(said), 'thing')}: {listed(said, _NAMED, between='; ')}",) if said else ()
