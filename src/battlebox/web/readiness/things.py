"""What owners confirm: the list, one thing with its answers, a link for its owner, and a call that an officer made.

Law: a link is shown once, where it was made; what an owner said stays under who took it down and how it came.
Not here: the page behind a link (answering.py), paper (sheets.py).
"""

from __future__ import annotations

from typing import Any, Final

from django import forms
from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.utils import timezone

from battlebox.desk import Act, DeskError
from battlebox.desk.readiness import (
    LINK_DAYS,
    About,
    Answer,
    Confirmable,
    Note,
    NoteKind,
    confirm_by_call,
    confirmations,
    end_link,
    links_of,
    make_link,
    stands,
)
from battlebox.web.asking import OfficerRequest
from battlebox.web.clock_words import when_words
from battlebox.web.forms import DeskForm
from battlebox.web.pages import page
from battlebox.web.readiness.answering import token_of
from battlebox.web.readiness.at_hand import EXAMPLE, AtHand, address, in_readiness
from battlebox.web.readiness.overview import COLOURS, WORDS
from battlebox.web.rights import sentence
from battlebox.web.saving import Recorded, saved
from battlebox.web.starting.own_names import address_of
from battlebox.web.tables import Cell, Column, Kind, Table, table_page

RIGHT, WRONG = "right", "wrong"
_THINGS: Final = (
    Column("name", "What"),
    Column("about", "Kind", Kind.CHOICE),
    Column("owner", "Owner"),
    Column("stands", "Confirmed", Kind.CHOICE),
    Column("why", "Since, or why not"),
    Column("link", "Link", Kind.CHOICE),
)
_SHOWN_ONCE: Final = "The link was made already, and was shown then. If it was not passed on, make a new one."


class CallForm(DeskForm):
    """What was said on the phone."""

    who = forms.CharField(label="Who answered", max_length=120, help_text="Their name or office.")
    answer = forms.ChoiceField(
        label="What they said",
        widget=forms.RadioSelect,
        choices=((RIGHT, "It is as it is written"), (WRONG, "It is not")),
    )
    wrong = forms.CharField(
        label="If it is not: what is wrong",
        max_length=600,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="No telephone number here: a number is put right in the estate.",
    )


class PressForm(DeskForm):
    """A button."""


@in_readiness
def things(request: OfficerRequest) -> HttpResponse:
    """Everything that owners can be asked to confirm."""
    hand = AtHand.asked(request)
    said, links = confirmations(hand.notes), links_of(hand.notes)

    def row(each: Confirmable) -> dict[str, Any]:
        found, link = stands(each, said.get(each.thing), hand.ground.today), links.get(each.thing)
        return {
            "name": Cell(each.name, link=address("ready_thing", each.key)),
            "about": each.about.words.capitalize(),
            "owner": each.owner or "not written down",
            "stands": Cell(WORDS[found.stands], tag=COLOURS[found.stands]),
            "why": found.why,
            "link": "Is out" if link and link.is_open(hand.now) else "None",
        }

    # What cannot be asked about stands last: there is nothing to confirm before it is written down.
    first = sorted(hand.things, key=lambda each: bool(each.lacks))
    table = Table("things", "Everything to confirm", _THINGS, [row(each) for each in first], stacked=True,
                  empty="Nothing yet: no estate is reckoned on, and the battle box has no items.")  # fmt: skip
    return table_page(
        request, "readiness/things.html", table, beside=hand.beside("ready_things"), sheets=address("ready_sheets"),
        example=EXAMPLE if hand.is_example else "",
    )  # fmt: skip


@in_readiness
def thing(request: OfficerRequest, key: str) -> HttpResponse:
    """One thing: as it is written, how it stands, every answer about it, and the ways to ask its owner."""
    hand = AtHand.asked(request)
    what = hand.thing(key)
    found = stands(what, confirmations(hand.notes).get(what.thing), hand.ground.today)
    link = links_of(hand.notes).get(what.thing)
    may = not hand.refused(Act.CONFIRM) and not what.lacks
    is_out = link is not None and link.is_open(hand.now)
    return page(
        request, "readiness/thing.html", beside=hand.beside("ready_things"), title=what.name, what=what, may=may,
        stands=WORDS[found.stands], colour=COLOURS[found.stands], why=found.why,
        link=f"A link is out, made by {link.made_by}, good until {when_words(link.until, hand.now)}."
        if link and is_out else "",
        make=address("ready_link", key), call=address("ready_call", key), end=address("ready_end_link", key),
        heads=("When it was written", "What was said", "By"), answers=_answers(hand, what),
        back=address("ready_things"), refused=hand.refused(Act.CONFIRM),
        mend=address("ready_change_item", int(what.id)) if what.about is About.ITEM else "",
    )  # fmt: skip


@in_readiness
def link(request: OfficerRequest, key: str) -> HttpResponse:
    """Make a link, and show it once."""
    hand = AtHand.asked(request)
    what = hand.thing(key)
    form = PressForm.asked(request, refused=hand.refused(Act.CONFIRM))
    made: list[Note] = []
    if form.is_ready():

        def record() -> Recorded:
            made.append(make_link(hand.book, hand.officer, what, hand.now))
            return Recorded(made[0].name, address("ready_thing", key))

        def show() -> HttpResponse:
            way = address_of(settings.DESK, address("confirm", token_of(hand.body, made[0].number)))
            return page(request, "readiness/link.html", what=what, way=way, days=LINK_DAYS, is_lan=settings.DESK.lan,
                        back=address("ready_thing", key), draft_key=form.draft_key)  # fmt: skip

        try:
            answer = saved(request, form, record, show)
        except DeskError as wrong:
            form.add_error(None, sentence(wrong))
        else:
            if not made:
                messages.warning(request, _SHOWN_ONCE)
            return answer
    return page(
        request, "places/entry_form.html", form=form, title=f"A link to confirm {what.name}", button="Make the link",
        cancel=address("ready_thing", key), rows=what.details,
        words=f"Whoever has it needs no account, sees what stands here and nothing else, and answers once. It ends "
        f"after {LINK_DAYS} days, when it was answered, and when a new one is made. Battlebox sends it to nobody: pass "
        f"it on yourself.",
    )  # fmt: skip


@in_readiness
def end(request: OfficerRequest, key: str) -> HttpResponse:
    """End a link."""
    hand = AtHand.asked(request)
    what = hand.thing(key)
    form = PressForm.asked(request, refused=hand.refused(Act.CONFIRM))
    if form.is_ready():
        answer = hand.write(
            form, lambda: end_link(hand.book, hand.officer, what, hand.now), address("ready_thing", key)
        )
        if answer is not None:
            return answer
    return page(request, "places/entry_form.html", form=form, title=f"End the link to confirm {what.name}",
                button="End it", cancel=address("ready_thing", key),
                words="Whoever has the link finds that it is over.")  # fmt: skip


@in_readiness
def call(request: OfficerRequest, key: str) -> HttpResponse:
    """What somebody said on the phone."""
    hand = AtHand.asked(request)
    what = hand.thing(key)
    form = CallForm.asked(request, refused=hand.refused(Act.CONFIRM) or what.lacks)
    if form.is_ready():
        said = form.cleaned_data
        answer = Answer(said["answer"] == RIGHT, said["who"], timezone.localtime(hand.now).date(), said["wrong"])
        done = hand.write(
            form,
            lambda: confirm_by_call(hand.book, hand.officer, what, answer, hand.now),
            address("ready_thing", key),
        )
        if done is not None:
            return done
    return page(request, "places/entry_form.html", form=form, title=f"A call about {what.name}", rows=what.details,
                words="Read it out, and ask whether it is so today.", cancel=address("ready_thing", key))  # fmt: skip


def _answers(hand: AtHand, what: Confirmable) -> list[tuple[str, str, str]]:
    found = [note for note in hand.notes if note.kind is NoteKind.CONFIRMED and note.thing == what.thing]
    return [(f"{note.name}, {when_words(note.at, hand.now)}", note.words, note.who) for note in reversed(found)]
