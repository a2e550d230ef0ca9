"""The update that a body's public page promises: when it is due, as it stood in the edition that residents read.

Law: what was published was promised: words written since change nothing for residents until they are published, too.
Not here: the alarm past that time (web), what else was promised (desk.tell, desk.compose).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from battlebox.desk.publish.notice import PAGE, SAYS, PublicWords
from battlebox.desk.publish.published import PublicEdition, editions_of
from battlebox.desk.record.sight import Sight, Stated


@dataclass(frozen=True, slots=True)
class PromisedUpdate:
    """When the next update is due, and the edition that promises it."""

    due: datetime
    edition: Stated[PublicEdition]

    def is_overdue(self, now: datetime) -> bool:
        """Whether that time is over."""
        return now > self.due


def promised_update(sight: Sight, body: str) -> PromisedUpdate | None:
    """What the edition that stands promises; None where none stands, or its words may not be seen any more."""
    editions = (each for each in editions_of(sight, body) if not each.value.failed and not each.value.test)
    stands = next(editions, None)
    if stands is None:
        return None
    place = sight.record.line(stands.entry).place
    told = sight.told(f"{PAGE}/{body}", SAYS, PublicWords)
    words = [each for each in told if each.body == body and sight.record.line(each.entry).place < place]
    return PromisedUpdate(words[-1].value.next_update, stands) if words else None
