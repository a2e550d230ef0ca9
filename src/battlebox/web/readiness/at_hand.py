"""What a page of readiness has at hand: the officer outside every incident, the book of their body, and its estate.

Law: a role for one incident counts for nothing here, and without one that does there is no such page (404).
Not here: what counts (desk.readiness), which estates there are (estates_to_choose.py).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property, lru_cache, wraps
from typing import Any, Final

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils import timezone

from battlebox.desk import Act, DeskCode, DeskError, Officer
from battlebox.desk.readiness import Confirmable, Ground, Note, chosen_estate, confirmables
from battlebox.estate import Estate, EstateError, estate_of
from battlebox.web.asking import OfficerRequest, View, in_body
from battlebox.web.desk_time import desk_now
from battlebox.web.estates_to_choose import NONE_YET, Offer, body_name, chosen, is_shipped, offers, usual
from battlebox.web.forms import DeskForm
from battlebox.web.readiness.shelf import ShelfBook
from battlebox.web.rights import acting_outside, refusal, sentence
from battlebox.web.saving import Recorded, saved

EXAMPLE: Final = "An example, not your council's own: its figures are working values. Do not act on them."
_BESIDE: Final = (
    ("readiness", "Readiness"),
    ("ready_things", "To confirm"),
    ("ready_items", "Battle box"),
    ("ready_sheets", "Sheets"),
    ("ready_findings", "Findings"),
    ("ready_exercises", "Exercises"),
    ("ready_outcomes", "CAF outcomes"),
    ("ready_study", "Cut or harden"),
    ("ready_history", "History"),
)


def in_readiness(view: View) -> View:
    """A page of readiness, for those who have a role in the body that is for no one incident."""

    @wraps(view)
    def asked(request: OfficerRequest, *args: Any, **more: Any) -> HttpResponse:
        if not acting_outside(request).may(Act.LOOK):
            raise Http404
        return view(request, *args, **more)

    return in_body(asked)


@dataclass(frozen=True)
class BodyGround:
    """What a body's readiness stands on at one moment: its book as it was read, and the estate it is reckoned on."""

    body: str
    now: datetime

    @classmethod
    def of(cls, body: str) -> BodyGround:
        """As it is now."""
        return cls(body, desk_now())

    @cached_property
    def book(self) -> ShelfBook:
        """The book."""
        return ShelfBook(self.body)

    @cached_property
    def notes(self) -> tuple[Note, ...]:
        """Its notes when the page was asked for."""
        return self.book.notes()

    @cached_property
    def offer(self) -> Offer | None:
        """The estate that was chosen, else the body's own where one is kept; None where there is none."""
        wanted = chosen_estate(self.notes)
        found = {each.key: each for each in offers(self.body)}
        return found.get(wanted) or found.get(usual(self.body) or NONE_YET)

    @property
    def is_chosen(self) -> bool:
        """Whether somebody said that it is this estate."""
        return self.offer is not None and self.offer.key == chosen_estate(self.notes)

    @property
    def is_example(self) -> bool:
        """Whether it is one of those shipped, or says itself that it is made up."""
        return self.offer is not None and (
            is_shipped(self.offer.digest) or bool(self.ground.estate and self.ground.estate.illustrative)
        )

    @cached_property
    def ground(self) -> Ground:
        """What is measured."""
        estate = _estate(self.offer.key, self.body) if self.offer else None
        return Ground(self.body, timezone.localtime(self.now).date(), estate, self.notes)

    @cached_property
    def things(self) -> tuple[Confirmable, ...]:
        """Everything that owners can be asked to confirm."""
        return confirmables(self.ground)

    def thing(self, key: str) -> Confirmable:
        """One of them by what it is called in an address; 404 for any other."""
        found = next((each for each in self.things if each.key == key), None)
        if found is None:
            raise Http404
        return found


@dataclass(frozen=True)
class AtHand(BodyGround):
    """The same for a page that an officer asks for."""

    request: OfficerRequest
    officer: Officer

    @classmethod
    def asked(cls, request: OfficerRequest) -> AtHand:
        """As this request finds it."""
        officer = acting_outside(request)
        return cls(officer.body, desk_now(), request, officer)

    @property
    def body_words(self) -> str:
        """What the body is called."""
        return body_name(self.body)

    def refused(self, act: Act) -> str:
        """Why this officer may not do it, and who may; blank where they may."""
        return refusal(lambda: self.officer.must(act))

    def beside(self, here: str) -> list[tuple[str, str, bool]]:
        """The line of links above each page."""
        return [(title, reverse(name), name == here) for name, title in _BESIDE]

    def write(
        self, form: DeskForm, act: Callable[[], Note], address: str | Callable[[Note], str]
    ) -> HttpResponse | None:
        """Do what a form asks for, once, and go on; None if it is refused, with the sentence at the form."""

        def record() -> Recorded:
            done = act()
            return Recorded(done.name, address if isinstance(address, str) else address(done))

        try:
            return saved(self.request, form, record)
        except DeskError as wrong:
            if wrong.code is DeskCode.NOT_SEEN:
                raise Http404 from wrong
            form.add_error(None, sentence(wrong))
            return None


@lru_cache(maxsize=8)
def _estate(key: str, body: str) -> Estate | None:
    """An estate by its key, which for one that is kept names its content."""
    found = chosen(key, body)
    if found is None:
        raise Http404
    try:
        return estate_of(found.raw)
    except EstateError:
        # Kept before a rule was made that it breaks: it says nothing until it is brought in anew.
        return None


def address(name: str, *args: object) -> str:
    """The address of a page of readiness."""
    return reverse(name, args=args)
