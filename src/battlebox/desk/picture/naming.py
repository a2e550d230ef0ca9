"""Plain names for the ids that the engine and the tables speak in.

Law: a person never has to read an id; where two things have one name, the body stands beside it.
Not here: what the ids stand for (estate), layout (web).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from battlebox.desk.officer import Role
from battlebox.estate import Estate

FALLBACK_OF: Final = "fallback:"
_ID: Final = re.compile(r"(?<![\w.@-])[a-z][a-z0-9-]*(?:\.[a-z0-9-]*[a-z0-9])+(?![\w@/])")
# Where the desk itself writes the id of a body: after a role, and in what was asked and came back. Elsewhere the same
# letters may be somebody's own word.
_OF_BODY: Final = re.compile(
    "|".join(
        (
            *(rf"(?<={re.escape(role.words)} of )[a-z][a-z0-9-]*" for role in Role),
            r"(?<=\Aasked )[a-z][a-z0-9-]*(?= \()",
            r"\A[a-z][a-z0-9-]*(?= on `)",
            r"\A[a-z][a-z0-9-]*(?= (?:cleared|refused) [A-Z]+-\d)",
            r"\A[a-z][a-z0-9-]*(?= (?:may have been aware from|became aware at) )",
            r"\A[a-z][a-z0-9-]*(?= (?:joins|does not join) [A-Z]+-\d)",
            r"(?<=\Ain every message of )[a-z][a-z0-9-]*(?=: |\n)",
            r"(?<=\Aasked somebody of )[a-z][a-z0-9-]*(?= to take: )",
            r"(?<=\Asomebody of )[a-z][a-z0-9-]*(?= was put on the list)",
            r"(?<=\Asomebody on the list of )[a-z][a-z0-9-]*",
            r"(?<=\Athree shifts of )[a-z][a-z0-9-]*(?= from )",
            r"(?<=\Aroster of )[a-z][a-z0-9-]*(?= from )",
            r"(?<= to )[a-z][a-z0-9-]*(?=, message to the \d)",
            r"(?<=\Aletter of assurance (?:to|of) )[a-z][a-z0-9-]*",
            r"\A[a-z][a-z0-9-]*(?=: [A-Z]+-\d+, the letter of )",
            r"(?<=, the letter of )[a-z][a-z0-9-]*(?=, is )",
            r"\A[a-z][a-z0-9-]*(?= says that [A-Z]+-\d+ is not to be relied on)",
            r"(?<=\Agave )[a-z][a-z0-9-]*(?= (?:a file \(|nothing of ))",
            r"(?<=\Abrought in a file of )[a-z][a-z0-9-]*(?= \()",
            r"(?<=\Acut off )[a-z][a-z0-9-]*(?=: )",
            r"(?<=\Alet in )[a-z][a-z0-9-]*(?=: )",
            r"\A[a-z][a-z0-9-]*(?= is told no more how we stand)",
            r"(?<=\Aset aside what )[a-z][a-z0-9-]*(?= says of )",
            r"\A[a-z][a-z0-9-]*(?= has our bulletin \d)",
            r"(?<=\Atold )[a-z][a-z0-9-]*(?= that we have its bulletin \d)",
            r"(?<= of )[a-z][a-z0-9-]*(?=, TLP:[A-Z+]+, Signed )",
        )
    )
)
_BODIES: Final = r"[a-z][a-z0-9-]*(?:, [a-z][a-z0-9-]*)*"
_BY_BODIES: Final = re.compile(
    rf"(\Ato be said by )({_BODIES})(?=:\n)|(\Abulletin \d+ to )({_BODIES})(?=, TLP:[A-Z+]+: )"
)
_NEEDS: Final = re.compile(r"(\S+) needs (\S+?)(?:, the last of (.+))?")
_DOWN: Final = re.compile(r"(\S+) is down")
_STOPPED: Final = re.compile(r"(\S+) is stopped by (.+)")
_CLOSED: Final = re.compile(r"that link is closed by (.+)")


@dataclass(frozen=True)
class Names:
    """The names of one estate. Costs nothing to make."""

    estate: Estate

    def body(self, name: str) -> str:
        """A body's name."""
        row = self.estate.body_by_id.get(name)
        return row.name if row else name

    def thing(self, name: str) -> str:
        """A system, service, channel or fallback; an id that the estate does not have stays as it is."""
        if name.startswith(FALLBACK_OF):
            return f"the fallback of {self.thing(name.removeprefix(FALLBACK_OF))}"
        row = self.estate.thing_by_id.get(name)
        if row is None:
            return name
        return f"{row.name} ({self.body(row.body)})" if row.name in self.estate.names_of_several else row.name

    def path(self, name: str) -> str:
        """A way for an attacker, by its ends and its kind."""
        row = self.estate.path_by_id.get(name)
        if row is None:
            return name
        ends = self.thing(row.origin), self.thing(row.target)
        way = "{} to {} and back".format(*ends) if row.both_ways else "{} to {}".format(*ends)
        return f"{way} ({row.kind.value})"

    def action(self, name: str) -> str:
        """What could be ordered."""
        row = self.estate.action_by_id.get(name)
        return row.name if row else name

    def any(self, name: str) -> str:
        """Whatever an id stands for."""
        if name in self.estate.path_by_id:
            return self.path(name)
        if name in self.estate.body_by_id:
            return self.body(name)
        return self.action(name) if name in self.estate.action_by_id else self.thing(name)

    def in_words(self, text: str) -> str:
        """A text in which ids of the estate stand, with names in their place; entries speak in ids, people do not."""
        named = _BY_BODIES.sub(self._several, text)
        return _OF_BODY.sub(lambda found: self.body(found[0]), _ID.sub(lambda found: self.any(found[0]), named))

    def _several(self, found: re.Match[str]) -> str:
        """What stands before them, and the bodies by name."""
        before, bodies = (each for each in found.groups() if each is not None)
        return before + ", ".join(self.body(each) for each in bodies.split(", "))

    def why(self, chain: tuple[str, ...]) -> tuple[str, ...]:
        """The engine's chain of causes, link by link, as a person says it; a link of another shape stays as it is."""
        return tuple(self._link(link) for link in chain)

    def _link(self, link: str) -> str:
        if found := _NEEDS.fullmatch(link):
            last = f", the last that was left for {found[3]}" if found[3] else ""
            return f"{capital(self.thing(found[1]))} cannot go on without {self.thing(found[2])}{last}"
        if found := _DOWN.fullmatch(link):
            return f"Seen to be out: {self.thing(found[1])}"
        if found := _STOPPED.fullmatch(link):
            return f"Switched off by an order ({self._orders(found[2])}): {self.thing(found[1])}"
        if found := _CLOSED.fullmatch(link):
            return f"The link between them was closed by an order: {self._orders(found[1])}"
        return link

    def _orders(self, words: str) -> str:
        if words not in self.estate.action_by_id and words.startswith("cuts that "):
            return words
        return " and ".join(self.action(name) for name in words.split(" and "))


def capital(words: str) -> str:
    """Words that begin a sentence: only the first letter is raised."""
    return words[:1].upper() + words[1:]
