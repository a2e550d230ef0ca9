"""What the demonstration has in its book of readiness: a battle box, confirmations, findings, two outcomes.

Law: made up, as everything in the demonstration; written by the same functions as the pages use.
Not here: the rest of the demonstration (starting/demo.py).
"""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from django.utils import timezone

from battlebox.desk import Officer
from battlebox.desk.readiness import (
    Answer,
    Exercise,
    Finding,
    Item,
    Judged,
    OwnStatus,
    choose_estate,
    close_finding,
    confirm_by_call,
    judge,
    keep_exercise,
    keep_item,
    make_link,
    open_finding,
    print_sheet,
)
from battlebox.web.estates_to_choose import offers
from battlebox.web.readiness.at_hand import BodyGround
from battlebox.web.readiness.shelf import ShelfBook

_ITEMS: Final = (
    Item(0, "Printed contact list, two copies", "Town hall, guard room, red crate", "duty emergency planner", 90),
    Item(0, "Laptop that was never joined to the network", "Town hall, guard room, red crate", "head of IT", 30),
    Item(0, "Blank call sheets, 40", "Depot, planner's cupboard", "duty emergency planner", 365),
)


def begin_book(officer: Officer) -> None:
    """Write it, the first time."""
    book, now = ShelfBook(officer.body), timezone.now()
    if book.notes():
        return
    today = timezone.localtime(now).date()
    offer = next((each for each in offers(officer.body)), None)
    if offer is not None:
        choose_estate(book, officer, offer.key, offer.title, now)
    for item in _ITEMS:
        keep_item(book, officer, item, now)
    things = [each for each in BodyGround.of(officer.body).things if not each.lacks]
    for each in things[:2]:
        confirm_by_call(book, officer, each, Answer(is_right=True, who=each.owner, on=today), now)
    held = keep_exercise(
        book,
        officer,
        Exercise(0, "A partner warns us: ninety minutes at a table", today - timedelta(days=40), "Gold, Silver, IT"),
        now,
    )
    source = "A partner warns us: ninety minutes at a table"
    for what, days in (("Nobody knew who may cut the link to the shared hosting", -10), ("No spare radio charger", 20)):
        finding = Finding(0, what, "head of IT", today + timedelta(days=days), source, held.number)
        found = open_finding(book, officer, finding, now)
    close_finding(book, officer, found.number, evidence="Charger seen in the crate by the duty planner", now=now)
    judge(book, officer, Judged("D1.c", OwnStatus.PARTIALLY, "One exercise held, one finding open", today,
                                "head of IT"), now)  # fmt: skip
    judge(book, officer, Judged("B5.c", OwnStatus.NOT_ACHIEVED, "No restore was proved this year", today,
                                "head of IT"), now)  # fmt: skip
    make_link(book, officer, things[2], now)
    print_sheet(book, officer, things, now)
