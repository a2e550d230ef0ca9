"""The battle box: what lies in it, where, who looks after it, and whether it was looked at in time.

Law: an item that is taken off the list says why, and stays in the book.
Not here: confirming an item (things.py).
"""

from __future__ import annotations

from typing import Any, Final

from django import forms
from django.http import Http404, HttpResponse

from battlebox.desk import Act
from battlebox.desk.readiness import (
    DAYS_LEAST,
    DAYS_MOST,
    DAYS_USUAL,
    About,
    Item,
    confirmations,
    items_of,
    keep_item,
    remove_item,
    stands,
)
from battlebox.web.asking import OfficerRequest
from battlebox.web.forms import DeskForm
from battlebox.web.pages import page
from battlebox.web.readiness.at_hand import AtHand, address, in_readiness
from battlebox.web.readiness.overview import COLOURS, WORDS
from battlebox.web.tables import Cell, Column, Kind, Table, table_page

_ITEMS: Final = (
    Column("name", "Item"),
    Column("place", "Where it lies"),
    Column("owner", "Who looks after it"),
    Column("days", "Days it may go unseen", Kind.NUMBER),
    Column("stands", "Looked at", Kind.CHOICE),
    Column("why", "Since, or why not"),
)


class ItemForm(DeskForm):
    """An item."""

    name = forms.CharField(
        label="What it is", max_length=120, help_text="Such as: printed contact list, torch, laptop."
    )
    place = forms.CharField(label="Where it lies", max_length=200)
    owner = forms.CharField(label="Who looks after it", max_length=120, help_text="An office, such as duty planner.")
    days_max = forms.IntegerField(
        label="After how many days it must be looked at again",
        min_value=DAYS_LEAST,
        max_value=DAYS_MOST,
        initial=DAYS_USUAL,
    )


class RemoveForm(DeskForm):
    """Why it is taken off."""

    why = forms.CharField(label="Why", max_length=200)


@in_readiness
def items(request: OfficerRequest) -> HttpResponse:
    """The list."""
    hand = AtHand.asked(request)
    said, kept = confirmations(hand.notes), {f"item/{each.number}": each for each in items_of(hand.notes)}

    def row(one: Any) -> dict[str, Any]:
        found, item = stands(one, said.get(one.thing), hand.ground.today), kept[one.thing]
        return {
            "name": Cell(item.name, link=address("ready_thing", one.key)),
            "place": item.place,
            "owner": item.owner,
            "days": item.days_max,
            "stands": Cell(WORDS[found.stands], tag=COLOURS[found.stands]),
            "why": found.why,
        }

    rows = [row(each) for each in hand.things if each.about is About.ITEM]
    table = Table("items", "What is in the battle box", _ITEMS, rows, stacked=True,
                  empty="Nothing is on the list yet: put in what somebody would grab on the way out.")  # fmt: skip
    return table_page(request, "readiness/items.html", table, beside=hand.beside("ready_items"),
                      new=address("ready_new_item") if not hand.refused(Act.READY) else "")  # fmt: skip


@in_readiness
def new_item(request: OfficerRequest) -> HttpResponse:
    """Put one on the list."""
    hand = AtHand.asked(request)
    form = ItemForm.asked(request, refused=hand.refused(Act.READY))
    return _keep(hand, form, 0, title="Put an item on the list", cancel=address("ready_items"))


@in_readiness
def change_item(request: OfficerRequest, number: int) -> HttpResponse:
    """Write one anew."""
    hand = AtHand.asked(request)
    item = _item(hand, number)
    start = {"name": item.name, "place": item.place, "owner": item.owner, "days_max": item.days_max}
    form = ItemForm.asked(request, initial=start, refused=hand.refused(Act.READY))
    return _keep(hand, form, number, title=f"Change {item.name}", cancel=address("ready_items"),
                 words="What was confirmed of it counts no longer where its name, place or owner changes.",
                 further=address("ready_remove_item", number), further_words="Take it off the list")  # fmt: skip


@in_readiness
def take_off(request: OfficerRequest, number: int) -> HttpResponse:
    """Take one off the list."""
    hand = AtHand.asked(request)
    item = _item(hand, number)
    form = RemoveForm.asked(request, refused=hand.refused(Act.READY))
    if form.is_ready():
        why = form.cleaned_data["why"]
        done = hand.write(
            form, lambda: remove_item(hand.book, hand.officer, number, why, hand.now), address("ready_items")
        )
        if done is not None:
            return done
    return page(request, "places/entry_form.html", form=form, title=f"Take {item.name} off the list",
                button="Take it off", cancel=address("ready_items"))  # fmt: skip


def _keep(hand: AtHand, form: ItemForm, number: int, **shown: Any) -> HttpResponse:
    if form.is_ready():
        said = form.cleaned_data
        item = Item(number, said["name"], said["place"], said["owner"], said["days_max"])
        done = hand.write(form, lambda: keep_item(hand.book, hand.officer, item, hand.now), address("ready_items"))
        if done is not None:
            return done
    return page(hand.request, "places/form.html", form=form, **shown)


def _item(hand: AtHand, number: int) -> Item:
    found = next((each for each in items_of(hand.notes) if each.number == number), None)
    if found is None:
        raise Http404
    return found
