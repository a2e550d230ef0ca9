"""Whether a pattern of STIX can be read: `[ipv4-addr:value = '198.51.100.7'] FOLLOWEDBY [...]`.

Law: reading takes time in proportion to the length, whatever is written; a pattern of another language is not judged.
Not here: finding what a pattern describes.

The words are cut off the front one by one, and one reader walks them without ever going back: the language needs no
more. The library that OASIS gives out takes a millisecond for a short pattern, may take any time for a long one, and
cannot be interrupted; the tests hold this reader against it.
"""

from __future__ import annotations

import re
from typing import Final

from battlebox.share.intel.errors import Code

BRACKETS_MAX: Final = 32
_WORD: Final = re.compile(
    r"""(?:[ \t\r\n\f\v\u0085\u00a0\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+|/\*(?:[^*]|\*(?!/))*\*/|//[^\r\n]*)*
    (?:(?P<stamp>t'[0-9]{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12][0-9]|3[01])T(?:[01][0-9]|2[0-3])
           :[0-5][0-9]:(?:[0-5][0-9]|60)(?:\.[0-9]+)?Z')
      |(?P<hex>h'(?:[a-fA-F0-9]{2})*')
      |(?P<binary>b'(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?')
      |(?P<text>'(?:[^'\\]|\\['\\])*')
      |(?P<fraction>[+-]?[0-9]*\.[0-9]+)
      |(?P<whole>[+-]?(?:0|[1-9][0-9]*)(?![0-9]))
      |(?P<name>[a-zA-Z_][a-zA-Z0-9_-]*)
      |(?P<sign><=|>=|!=|<>|==?|<|>|[\[\]().,:*])
      |(?P<end>\Z))""",
    re.VERBOSE,
)
# One value that equals one text, which is what most patterns are: the reader would read any that this matches.
PLAIN: Final = re.compile(r"\[[a-z][a-z0-9]*(?:-[a-z0-9]+)+:value = '[^'\\]*'\]")
_OF_TEXT: Final = frozenset({"LIKE", "MATCHES", "ISSUBSET", "ISSUPERSET"})
_KEYWORDS: Final = _OF_TEXT | {
    "AND", "OR", "NOT", "FOLLOWEDBY", "EXISTS", "LAST", "IN", "START", "STOP", "SECONDS", "WITHIN", "REPEATS", "TIMES",
    "true", "false",
}  # fmt: skip
_ORDERABLE: Final = frozenset({"stamp", "hex", "binary", "text", "fraction", "whole"})
_EQUAL: Final = frozenset({"=", "==", "!=", "<>"})
_ORDER: Final = frozenset({"<", "<=", ">", ">="})


class _Unreadable(Exception):
    """The pattern is none; which word broke it is not told, for it is the sender's."""


def pattern_fault(pattern: str, language: str, bytes_max: int) -> Code | None:
    """Why a pattern is refused, or None; of another language than STIX only the length is looked at."""
    if len(pattern) > bytes_max or len(pattern.encode()) > bytes_max:
        return Code.PATTERN_TOO_LONG
    if language != "stix":
        return None if pattern.strip() else Code.BAD_PATTERN
    if PLAIN.fullmatch(pattern) is not None:
        return None
    try:
        _Reader(pattern).read()
    except _Unreadable:
        return Code.BAD_PATTERN
    except _TooDeep:
        return Code.PATTERN_TOO_DEEP
    return None


class _TooDeep(Exception):
    """Brackets within brackets, past the limit."""


class _Reader:
    """Reads a pattern once from left to right, one word ahead."""

    __slots__ = ("at", "depth", "kind", "pattern", "word")

    def __init__(self, pattern: str) -> None:
        self.pattern, self.at, self.depth = pattern, 0, 0
        self.kind, self.word = "", ""
        self._step()

    def read(self) -> None:
        """Read it all. Raises _Unreadable or _TooDeep."""
        self._observations()
        if self.kind != "end":
            raise _Unreadable

    def _step(self) -> None:
        found = _WORD.match(self.pattern, self.at)
        if found is None or found.lastgroup is None:
            raise _Unreadable
        self.kind, self.word, self.at = found.lastgroup, found[found.lastgroup], found.end()
        if self.word in _KEYWORDS and self.kind == "name":
            self.kind = "keyword"

    def _is(self, word: str) -> bool:
        """Whether this word is next; if so, it is passed."""
        if self.word == word and self.kind in ("sign", "keyword"):
            self._step()
            return True
        return False

    def _must(self, word: str) -> None:
        if not self._is(word):
            raise _Unreadable

    def _must_be(self, kinds: frozenset[str]) -> None:
        if self.kind not in kinds:
            raise _Unreadable
        self._step()

    def _deeper(self) -> None:
        self.depth += 1
        if self.depth > BRACKETS_MAX:
            raise _TooDeep

    def _observations(self) -> None:
        """Observations joined by AND, OR and FOLLOWEDBY: what binds closer changes nothing in what can be read."""
        self._observation()
        while self._is("AND") or self._is("OR") or self._is("FOLLOWEDBY"):
            self._observation()

    def _observation(self) -> None:
        simple = self._is("[")
        if simple:
            self._comparisons()
            self._must("]")
        else:
            self._must("(")
            self._deeper()
            self._observations()
            self.depth -= 1
            self._must(")")
        said: set[str] = set()
        while self.kind == "keyword" and self.word in ("START", "WITHIN", "REPEATS"):
            if simple and self.word in said:
                raise _Unreadable
            said.add(self.word)
            self._qualifier()

    def _qualifier(self) -> None:
        if self._is("START"):
            self._must_be(_STAMP)
            self._must("STOP")
            self._must_be(_STAMP)
        elif self._is("WITHIN"):
            self._positive(_NUMBER)
            self._must("SECONDS")
        else:
            self._must("REPEATS")
            self._positive(_WHOLE)
            self._must("TIMES")

    def _positive(self, kinds: frozenset[str]) -> None:
        if self.word.startswith("-"):
            raise _Unreadable
        self._must_be(kinds)

    def _comparisons(self) -> None:
        self._comparison()
        while self._is("AND") or self._is("OR"):
            self._comparison()

    def _comparison(self) -> None:
        if self._is("("):
            self._deeper()
            self._comparisons()
            self.depth -= 1
            self._must(")")
        elif self._is("EXISTS"):
            self._path()
        else:
            self._path()
            self._test()

    def _test(self) -> None:
        self._is("NOT")
        sign = self.word if self.kind in ("sign", "keyword") else ""
        if sign in _EQUAL or sign in _ORDER:
            self._step()
            self._value(logical=sign in _EQUAL)
        elif sign in _OF_TEXT:
            self._step()
            self._must_be(_TEXT)
        else:
            self._must("IN")
            self._must("(")
            if not self._is(")"):
                self._value(logical=True)
                while self._is(","):
                    self._value(logical=True)
                self._must(")")

    def _value(self, *, logical: bool) -> None:
        if not (logical and (self._is("true") or self._is("false"))):
            self._must_be(_ORDERABLE)

    def _path(self) -> None:
        """A type, a colon, and the way to a property: names, texts in quotes, places in a list."""
        self._must_be(_NAME)
        self._must(":")
        self._property()
        while True:
            if self._is("."):
                self._property()
            elif self._is("["):
                if not self._is("*"):
                    self._must_be(_WHOLE)
                self._must("]")
            else:
                return

    def _property(self) -> None:
        if self.kind == "name" and "-" in self.word:
            raise _Unreadable
        self._must_be(_PROPERTY)


_STAMP: Final = frozenset({"stamp"})
_TEXT: Final = frozenset({"text"})
_WHOLE: Final = frozenset({"whole"})
_NUMBER: Final = frozenset({"whole", "fraction"})
_NAME: Final = frozenset({"name"})
_PROPERTY: Final = frozenset({"name", "text"})
