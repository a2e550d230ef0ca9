"""An item of the battle box: what it is, where it lies, who looks after it, and how old its last look may be.

Law: an item that is taken off the list stays in the book; its number is never used again.
Not here: whether it was confirmed (confirmation.py).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from battlebox.desk.errors import Code, DeskError
from battlebox.desk.officer import Act, Officer
from battlebox.desk.readiness.note import Book, Draft, Note, NoteKind
from battlebox.desk.record.writing import line

DAYS_LEAST: Final = 1
DAYS_MOST: Final = 1827
DAYS_USUAL: Final = 90


@dataclass(frozen=True, slots=True)
class Item:
    """One item; `number` is 0 until it is kept."""

    number: int
    name: str
    place: str
    owner: str
    days_max: int = DAYS_USUAL


def items_of(notes: tuple[Note, ...]) -> tuple[Item, ...]:
    """What is on the list now, in the order it was put there."""
    found: dict[str, Item] = {}
    for note in notes:
        if note.kind is NoteKind.ITEM_KEPT:
            said = note.said
            number = int(note.thing.partition("/")[2])
            found[note.thing] = Item(number, said["name"], said["place"], said["owner"], int(said["days_max"]))
        elif note.kind is NoteKind.ITEM_REMOVED:
            found.pop(note.thing, None)
    return tuple(found.values())


def keep_item(book: Book, officer: Officer, item: Item, now: datetime) -> Note:
    """Put an item on the list, or write one that is there anew. Raises DeskError."""
    officer.must(Act.READY)
    notes = book.notes()
    number = item.number or 1 + sum(note.kind is NoteKind.ITEM_KEPT and note.said["is_new"] for note in notes)
    if item.number and item.number not in {each.number for each in items_of(notes)}:
        raise DeskError.of(Code.NOT_SEEN, what="item", id=str(item.number))
    if not DAYS_LEAST <= item.days_max <= DAYS_MOST:
        raise DeskError.of(Code.DAYS_RANGE, found=item.days_max, least=DAYS_LEAST, most=DAYS_MOST)
    said = {
        "name": line("the item", item.name, what="what it is"),
        "place": line("where it lies", item.place, what="a place"),
        "owner": line("who looks after it", item.owner, what="an office"),
        "days_max": item.days_max,
        "is_new": not item.number,
    }
    words = f"{said['name']} lies at {said['place']}, kept by {said['owner']}, looked at every {item.days_max} days"
    return book.write(Draft(now, NoteKind.ITEM_KEPT, f"item/{number}", words, officer.name, officer.id, said))


def remove_item(book: Book, officer: Officer, number: int, why: str, now: datetime) -> Note:
    """Take an item off the list. Raises DeskError."""
    officer.must(Act.READY)
    found = next((each for each in items_of(book.notes()) if each.number == number), None)
    if found is None:
        raise DeskError.of(Code.NOT_SEEN, what="item", id=str(number))
    said = {"why": line("why", why)}
    words = f"{found.name} is off the list, because {said['why']}"
    return book.write(Draft(now, NoteKind.ITEM_REMOVED, f"item/{number}", words, officer.name, officer.id, said))
