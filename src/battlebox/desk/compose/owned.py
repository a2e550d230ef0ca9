"""What of somebody's words is their own: neither in the template as it was filled, nor a fact of the register.

Law: words as they were composed are nobody's own, at whatever time they go; a line with one word more is.
Not here: whether they may go (desk.message), asking whoever sends them (web).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from battlebox.desk.compose.filling import Composed
from battlebox.desk.record.sight import Sight
from battlebox.desk.tell import Standing, Wordings, standing_of
from battlebox.desk.wording import has_words, plain, read, stands

_TIME: Final = re.compile(r"(?:[^\W\d]{3} )?\d{1,2} (?:[^\W\d]{3}|\d\d) \d{4} \d{4}")


@dataclass(frozen=True, slots=True)
class Owned:
    """The lines that are in no fact, and the facts that are in no line."""

    lines: tuple[str, ...]
    facts: tuple[Standing, ...]

    def __bool__(self) -> bool:
        return bool(self.lines or self.facts)


def owned(sight: Sight, found: Composed, subject: str, text: str) -> Owned:
    """What somebody made of words that were composed: a line in brackets that they wrote here is theirs, too."""
    wordings, filled = Wordings.of(sight), found.filled
    known = {_line(each) for each in (filled.subject, *filled.words.splitlines())}
    lines = []
    for each in (subject, *text.splitlines()):
        line = _line(each)
        if not line or line in known:
            continue
        if any(stands(plain(said), read(each)) for _, said in found.spoken):
            continue
        if not has_words(wordings.as_they_leave(each)[1]):
            continue
        lines.append(each.strip())
    things = tuple(each.standing.thing for each in found.goes)
    unsaid = wordings.unsaid(things, f"{subject}\n\n{text}", found.spoken)
    return Owned(tuple(lines), tuple(standing_of(sight, each) for each in unsaid))


def _line(text: str) -> str:
    """A line as it is compared: whatever time it was made at."""
    return _TIME.sub("", plain(text)).strip()
