"""Words of a scenario: how long they may be, and the braces in which a part of the estate stands.

Law: words are checked when a value is made; `{hub}` is replaced once, by the name of what fills that part.
Not here: what plays a part.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Final

from battlebox.drill.scenario.errors import Code, ScenarioError

LINE_MOST: Final = 200
"""Letters of a title or another line."""
SAID_MOST: Final = 1_500
"""Letters of an inject: two minutes read aloud."""
PAPER_MOST: Final = 6_000
"""Letters of an attachment or of an opening: two pages."""
_ID: Final = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*")
_ID_MOST: Final = 40
_BRACES: Final = re.compile(r"\{([^{}\n]{0,60})\}")
_TURNING: Final = re.compile(
    "[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\u115f\u1160\u3164\uffa0\U000e0000-\U000e007f]"
)
_SHORTEN: Final = "shorten it, or make an attachment of a part"


def an_id(name: str, found: str) -> None:
    """Raises ScenarioError for what is no id."""
    if not found:
        raise ScenarioError.of(Code.MISSING, name=name, what="an id, such as shared-line")
    if len(found) > _ID_MOST or not _ID.fullmatch(found):
        raise ScenarioError.of(Code.BAD_ID, name=name, found=repr(found[:_ID_MOST]))


def line(name: str, found: str, what: str) -> None:
    """Raises ScenarioError for a line that is blank, too long, or more than one."""
    words(name, found, what, most=LINE_MOST)
    if "\n" in found.strip():
        raise ScenarioError.of(Code.WRONG_TYPE, name=name, what="one line", right="one line, without a line break")


def words(name: str, found: str, what: str = "", *, most: int = SAID_MOST) -> None:
    """Raises ScenarioError for words that cannot stand; blank ones may, where `what` is blank."""
    if what and not found.strip():
        raise ScenarioError.of(Code.MISSING, name=name, what=what)
    if len(found) > most:
        raise ScenarioError.of(Code.TOO_LONG, name=name, found=len(found), most=most, hint=_SHORTEN)
    odd = _TURNING.search(found) or re.search(r"[^\S \n]|[\x00-\x09\x0b-\x1f\x7f]", found)
    if odd is not None:
        raise ScenarioError.of(Code.HIDDEN_LETTER, name=name, found=f"U+{ord(odd[0]):04X}")
    rest = _BRACES.sub("", found)
    if "{" in rest or "}" in rest:
        raise ScenarioError.of(Code.LONE_BRACE, name=name)


def parts_in(text: str) -> tuple[str, ...]:
    """The ids that stand in braces, each once."""
    return tuple(dict.fromkeys(_BRACES.findall(text)))


def parts_in_all(texts: Iterable[str]) -> tuple[str, ...]:
    """The same, of many texts."""
    return tuple(dict.fromkeys(part for text in texts for part in parts_in(text)))


def said(text: str, names: Mapping[str, str]) -> str:
    """A text with the names in place of the braces; a sentence that begins with one begins with a capital letter."""

    def name(found: re.Match[str]) -> str:
        put = names[found[1]]
        before = found.string[: found.start()].rstrip(" ")
        begins = not before or before[-1] in ".!?:\n"
        return put[:1].upper() + put[1:] if begins else put

    return _BRACES.sub(name, text)


def minutes_words(minutes: float) -> str:
    """`3 minutes`, `1.5 minutes`, `1 minute`."""
    shown = f"{round(minutes, 1):g}"
    return f"{shown} minute" if shown == "1" else f"{shown} minutes"


def number(name: str, found: int, least: int, most: int, hint: str) -> None:
    """Raises ScenarioError for a whole number out of its bounds."""
    if not least <= found <= most:
        raise ScenarioError.of(Code.BAD_NUMBER, name=name, found=found, least=least, most=most, hint=hint)
