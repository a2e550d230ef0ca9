"""World events: what truly happens behind a drill, whether players know it or not.

Law: an event names parts and no ids; one that an attacker does is refused where there is no attacker.
Not here: what players are told of it (inject.py), carrying it out (drill/world), the attack's own moves.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from battlebox.drill.scenario.errors import Code, ScenarioError
from battlebox.drill.scenario.inject import MINUTES_MOST
from battlebox.drill.scenario.part import PartKind
from battlebox.drill.scenario.sign import Answer
from battlebox.drill.scenario.words import PAPER_MOST, an_id, number, words

HOURS_MOST: Final = 24 * 200
_SHARE_MOST: Final = 100


class EventKind(StrEnum):
    """What happens."""

    TAKEN = "system-taken"
    """The attacker takes the system `of`, whether anybody sees it or not; in vain, if it is isolated by then."""
    FOUND = "system-found"
    """Signs of the attack on the system `of` can now be seen by whoever looks there."""
    FAILS = "system-fails"
    """The system `of` goes out."""
    LINK_DIES = "link-dies"
    """The link `of` goes dead, by nobody's order."""
    CHANNEL_DIES = "channel-dies"
    """The channel `of` does not work any more."""
    SERVICE_STOPS = "service-stops"
    """The service `of` stops for a reason of its own, such as staff who are ill."""
    COMES_BACK = "comes-back"
    """What is named in `of` works again."""
    BACKUPS_DELETED = "backups-deleted"
    """The attacker deletes `share_percent` of what the system `of` keeps."""
    DATA_COPIED = "data-copied"
    """The attacker copies data of the body `at` out of the system `of`."""
    DATA_PUBLISHED = "data-published"
    """The attacker publishes what was copied from the system `of`."""
    RANSOM = "ransom-demanded"
    """A demand for money arrives, with `hours` to pay."""
    BULLETIN = "bulletin-comes"
    """A warning of the body `of`: `words` is what it says."""
    PARTNER_SHUTS = "partner-shuts"
    """The body `of` cuts its links with the players by an order of its own."""
    PRESS_WRONG = "press-wrong"
    """An outlet says what is not so: `words` is what it says, `truth` what is so."""
    TIME_PASSES = "time-passes"
    """The story leaps `hours` ahead: nobody is asked to act in between."""


_ANY: Final = frozenset({PartKind.SYSTEM, PartKind.SERVICE, PartKind.CHANNEL, PartKind.PATH})
ABOUT: Final[dict[EventKind, frozenset[PartKind]]] = {
    EventKind.TAKEN: frozenset({PartKind.SYSTEM}),
    EventKind.FOUND: frozenset({PartKind.SYSTEM}),
    EventKind.FAILS: frozenset({PartKind.SYSTEM}),
    EventKind.LINK_DIES: frozenset({PartKind.PATH}),
    EventKind.CHANNEL_DIES: frozenset({PartKind.CHANNEL}),
    EventKind.SERVICE_STOPS: frozenset({PartKind.SERVICE}),
    EventKind.COMES_BACK: _ANY,
    EventKind.BACKUPS_DELETED: frozenset({PartKind.SYSTEM}),
    EventKind.DATA_COPIED: frozenset({PartKind.SYSTEM}),
    EventKind.DATA_PUBLISHED: frozenset({PartKind.SYSTEM}),
    EventKind.BULLETIN: frozenset({PartKind.BODY}),
    EventKind.PARTNER_SHUTS: frozenset({PartKind.BODY}),
}
"""What `of` must be; the others take none."""
BY_ATTACKER: Final = frozenset(
    {
        *(EventKind.TAKEN, EventKind.FOUND, EventKind.BACKUPS_DELETED, EventKind.DATA_COPIED),
        *(EventKind.DATA_PUBLISHED, EventKind.RANSOM),
    }
)
"""What there cannot be without an attacker."""
_HOURS: Final = frozenset({EventKind.RANSOM, EventKind.TIME_PASSES})
_FIELDS: Final[dict[str, tuple[frozenset[EventKind], str]]] = {
    "of": (frozenset(ABOUT), "write the id of a part"),
    "at": (frozenset({EventKind.DATA_COPIED}), "write the part of the body whose data it is"),
    "hours": (_HOURS, "write a number of hours such as 72"),
    "share_percent": (frozenset({EventKind.BACKUPS_DELETED}), "write a share such as 10"),
    "truth": (frozenset({EventKind.PRESS_WRONG}), "write what is so"),
}


@dataclass(frozen=True, slots=True)
class WorldEvent:
    """One event, `at_minutes` of play after the start. `words` tell the facilitator what it is.

    With a `branch` it happens only if that branch got the answer `when`. An event whose part nothing of the estate
    fills happens in words alone.
    """

    id: str
    at_minutes: int
    kind: EventKind
    words: str
    of: str = ""
    at: str = ""
    hours: int = 0
    share_percent: int = 0
    truth: str = ""
    sources: tuple[str, ...] = ()
    branch: str = ""
    when: Answer = Answer.YES

    def __post_init__(self) -> None:
        an_id("id", self.id)
        number("at_minutes", self.at_minutes, 0, MINUTES_MOST, "minutes of play after the start, from 0 up")
        words("words", self.words, "what happens, for the facilitator", most=PAPER_MOST)
        words("truth", self.truth)
        for name, (kinds, hint) in _FIELDS.items():
            if self.kind in kinds and not getattr(self, name):
                raise ScenarioError.of(Code.NOT_THERE, what=f"an event {self.kind}", name=name, hint=hint)
            if self.kind not in kinds and getattr(self, name):
                raise ScenarioError.of(Code.NOT_NEEDED, what=f"an event {self.kind}", name=name)
        if self.hours:
            number("hours", self.hours, 1, HOURS_MOST, "hours of the story, from 1 to two hundred days")
        if self.share_percent:
            number("share_percent", self.share_percent, 1, _SHARE_MOST, "a share in hundredths")
        for name, found in (("of", self.of), ("at", self.at), ("branch", self.branch)):
            if found:
                an_id(name, found)

    @property
    def texts(self) -> tuple[str, ...]:
        """Every text in which a part may stand in braces."""
        return (self.words, self.truth)
