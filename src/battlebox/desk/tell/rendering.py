"""What words of the record are in another language: who wrote them, and who says that both say the same.

Law: other English is another thing; what two wrote is a conflict, and stays with the body that wrote it.
Not here: fixed words and whole messages (desk.compose), whether a fact may go in any language (found.py).
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import Final

from battlebox.desk.officer import Act, Officer
from battlebox.desk.record.record import Record, Saved
from battlebox.desk.record.sight import Handling, Sight, Stated
from battlebox.desk.record.writing import draft, line, words
from battlebox.journal import Kind

RENDERING: Final = "rendering"
SAYS: Final = "says"


@dataclass(frozen=True, slots=True)
class Rendering:
    """What somebody wrote in another language for words of tonight, and who says that both say the same."""

    language: str
    english: str
    words: str
    checked: str


def write_rendering(record: Record, officer: Officer, said: Rendering, *, over: frozenset[str] | None = None) -> Saved:
    """Write down what words of tonight are in another language. Appends `message:drafted`; it stays with the body.

    Raises DeskError.
    """
    officer.must(Act.SEND)
    kept = Rendering(
        said.language,
        line("the English", said.english),
        " ".join(words("the words", said.words, needed=True, what="the same in that language").split()),
        line("who checked it", said.checked, what="who says that both say the same"),
    )
    thing = rendering_of(kept.language, kept.english)
    text = f"in {kept.language}: {kept.words}\n\nfor: {kept.english}\n\nchecked by {kept.checked}"
    written = draft(Kind.MESSAGE_DRAFTED, Handling(), (thing, SAYS, kept), words=text, over=over)
    return record.append(officer, written, thing=thing)


def rendering_of(language: str, english: str) -> str:
    """The thing that holds what some English is in a language: other English is another thing."""
    digest = hashlib.sha256(f"{language}\n{english}".encode()).hexdigest()
    return f"{RENDERING}/{digest[:20]}"


def renderings(sight: Sight, language: str, english: str) -> tuple[Stated[Rendering], ...]:
    """What stands for some English, latest first: two are a conflict, and count as none."""
    found = sight.stated(rendering_of(language, english), SAYS, Rendering)
    return tuple(each for each in found if each.body == sight.officer.body)


def all_renderings(sight: Sight) -> tuple[Rendering, ...]:
    """Everything that was ever written in another language, and may be seen."""
    return tuple(said.value for thing in sight.things(RENDERING, SAYS) for said in sight.told(thing, SAYS, Rendering))
