"""The second look at what a page is about to give out, and the alarm where the two readings differ.

Law: nothing passes that only one of the two lets pass; what is left out is not counted, dated or hinted at.
Not here: the first reading, in the database (allowed.py).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final, NamedTuple

from battlebox.marking import Allow, Tlp
from battlebox.share.release import Disagreement, Gate, Held, Item, Reach
from battlebox.web.models import Alarm, Partner
from battlebox.web.taxii.allowed import recipient
from battlebox.web.taxii.shelf import StoreShelf

_WORDS: Final = (
    "Two readings of the marking of {id} came out differently for {body}. It was not given to them. Look at it, and "
    "tell whoever keeps Battlebox."
)


class Found(NamedTuple):
    """A version of a thing that the database let through."""

    row: int
    added: int
    sha256: str
    reach_id: int
    reach: str
    """Its text."""
    held: Held
    is_newest: bool


@dataclass(slots=True)
class Leaving:
    """Looks again, for one answer to one partner."""

    partner: Partner
    now: datetime
    shelf: StoreShelf
    _reaches: dict[str, Reach] = field(default_factory=dict)
    _labels: dict[str, Tlp] = field(default_factory=dict)

    def let_out(self, found: Sequence[Found]) -> list[Found]:
        """Those of these that both readings let go."""
        self.shelf.know(each.held for each in found if each.is_newest)
        self.shelf.reach_for_page({each.row: each.held for each in found})
        passage = Gate(self.shelf, self._alarm).asked_by(recipient(self.partner), self.now)
        return [each for each in found if isinstance(passage.let_out(each.held, self._reach(each)), Allow)]

    def items(self, found: Iterable[Found]) -> list[Item]:
        """As the ledger writes them."""
        return [
            Item(each.held.thing.id, each.held.thing.version, self._labels[each.reach], each.sha256) for each in found
        ]

    def _reach(self, each: Found) -> Reach:
        if each.reach not in self._reaches:
            self._reaches[each.reach] = reach = Reach.from_text(each.reach)
            self._labels[each.reach] = reach.label or Tlp.RED
        return self._reaches[each.reach]

    def _alarm(self, found: Disagreement) -> None:
        words = _WORDS.format(id=found.id, body=self.partner.body)
        Alarm.objects.tell_once(f"taxii-gate:{found.id}:{self.partner.body}", words, body=self.partner.ours)
