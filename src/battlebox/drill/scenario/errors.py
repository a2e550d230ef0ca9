"""What is refused of scenarios, in sentences for a tired person.

Law: one code per cause, one (sentence, hint) per code; a mistake in a file says in which table and field it stands.
Not here: exit codes (cli), what the estate's own tables refuse (estate).
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum, auto
from typing import Final


class Code(StrEnum):
    """Every cause."""

    # The file.
    MISTAKES = auto()
    CANNOT_READ = auto()
    A_FOLDER = auto()
    TOO_LARGE = auto()
    NOT_UTF8 = auto()
    NOT_TOML = auto()
    NO_FORMAT = auto()
    BAD_FORMAT = auto()
    NO_SCENARIO = auto()
    NO_FILE = auto()
    # A field.
    UNKNOWN_FIELD = auto()
    MISSING = auto()
    WRONG_TYPE = auto()
    UNKNOWN_WORD = auto()
    BAD_ID = auto()
    TOO_LONG = auto()
    TOO_MANY = auto()
    HIDDEN_LETTER = auto()
    BAD_NUMBER = auto()
    BAD_TIME = auto()
    NOT_THERE = auto()
    NOT_NEEDED = auto()
    ASKS_ORDER = auto()
    LONE_BRACE = auto()
    # One against another.
    TWICE = auto()
    NO_SUCH = auto()
    OTHER_KIND = auto()
    NOT_ABOUT = auto()
    OUT_OF_ORDER = auto()
    AFTER_END = auto()
    TOO_SOON = auto()
    ACROSS_JUMP = auto()
    CIRCLE = auto()
    NEVER_USED = auto()
    NEVER_BEFORE = auto()
    SAME_MINUTE = auto()
    BACK_ALREADY = auto()
    OUT_ALREADY = auto()
    LATER = auto()
    NO_ATTACKER = auto()
    CLOCK_OFF = auto()
    # The estate.
    LACKS = auto()
    NO_COUNCIL = auto()
    NOT_A_BODY = auto()


TEXT: Final[dict[Code, tuple[str, str]]] = {
    Code.MISTAKES: ("the scenario has {count} mistake{s}", "mend each place that is named and check it again"),
    Code.CANNOT_READ: ("{path} cannot be read: {why}", "look at its name and at who may read it"),
    Code.A_FOLDER: ("{path} is a folder, and a scenario is one file", "name the file in it that ends in .toml"),
    Code.TOO_LARGE: (
        "{path} is larger than {most} bytes, and no scenario is",
        "take another file; pictures and films are handed out on the day, not kept in it",
    ),
    Code.NOT_UTF8: ("{path} is not UTF-8 text: byte {at} is not", "save it again as UTF-8"),
    Code.NOT_TOML: ("{path} is not TOML: {why}", "docs/formats/scenario.md shows a whole one to begin with"),
    Code.NO_FORMAT: ("{path} does not say which format it has", "write as its first line: {right}"),
    Code.BAD_FORMAT: (
        "the format {found} of {path} is not known here",
        "write {right}, or use a Battlebox that knows it",
    ),
    Code.NO_SCENARIO: (
        "no scenario is called {found}{near}",
        "name a file, or one that is shipped: {names}",
    ),
    Code.NO_FILE: ("there is no file {found}", "look at its name and folder, or name one that is shipped: {names}"),
    Code.UNKNOWN_FIELD: ("there is no field {found}", "{near}"),
    Code.MISSING: ("{name} is missing or blank", "write {what}"),
    Code.WRONG_TYPE: ("{name} is not {what}", "write it as {right}"),
    Code.UNKNOWN_WORD: ("{name} is {found}, which is none of its words", "{near}"),
    Code.BAD_ID: (
        "{name} is {found}, which is no id",
        "write small letters, digits and dashes, 40 at most: shared-line",
    ),
    Code.TOO_LONG: ("{name} is {found} characters long, and {most} fit", "{hint}"),
    Code.TOO_MANY: ("{found} {what} are too many", "keep {most} at most, or make two scenarios of it"),
    Code.HIDDEN_LETTER: (
        "{name} holds a letter that cannot be seen, or that turns the writing around ({found})",
        "type it again by hand: it came with words that were pasted",
    ),
    Code.BAD_NUMBER: ("{name} is {found}, and must be from {least} to {most}", "{hint}"),
    Code.BAD_TIME: ("{name} is {found}, which is no time of day", "write it as 09:10"),
    Code.NOT_THERE: ("{what} needs {name}", "{hint}"),
    Code.NOT_NEEDED: ("{what} has a field {name}, which means nothing there", "take it out, or say what was meant"),
    Code.ASKS_ORDER: (
        "a branch asks what is so, and {kind} says what was ordered: an order takes time to work",
        "write {right} in place of any: it asks whether that is shut off by then",
    ),
    Code.LONE_BRACE: ("{name} has a brace that stands alone", "braces hold the id of a part, as in {{player}}"),
    Code.TWICE: ("{what} {found} stands in it twice", "give one of them another {name}"),
    Code.NO_SUCH: ("{name} names {what} {found}, and there is none", "{near}"),
    Code.OTHER_KIND: ("{name} names {found}, which is {isa}", "name {what}"),
    Code.NOT_ABOUT: (
        "entries of the kind {kind} do not say {what} they are about, so this sign could never be seen",
        "take {name} out, or choose a kind that does: {kinds}",
    ),
    Code.OUT_OF_ORDER: ("it comes after {other} in the file and before it in {by}", "put them in one order"),
    Code.AFTER_END: (
        "it {does} T+{at}, and the scenario ends at T+{end}",
        "bring it forward, or make `minutes` larger",
    ),
    Code.TOO_SOON: (
        "it falls at T+{at} and waits on the branch {branch}, which is asked at T+{asked}",
        "put it after T+{asked}, or ask the branch earlier",
    ),
    Code.ACROSS_JUMP: (
        "it may be done until T+{until}, and the story leaps {hours} hours ahead at T+{at}",
        "let it end before the leap: players cannot act in hours that they are not given",
    ),
    Code.CIRCLE: (
        "branches wait on each other in a circle: {round}",
        "take `under` off one of them: as it is, none of them is ever asked",
    ),
    Code.NEVER_USED: ("{what} {found} is used nowhere", "use it, or take it out"),
    Code.NEVER_BEFORE: (
        "{what} is about {found}, and no event before it took that out or away: {before}",
        "put one before it, or take this one out",
    ),
    Code.SAME_MINUTE: (
        "{found} comes back at T+{at}, the minute in which event {other} takes it out",
        "let it come back in a later minute, or take one of the two out",
    ),
    Code.BACK_ALREADY: (
        "{found} comes back, and is back already since event {other} at T+{at}",
        "put an event before it that takes it out again, or take this one out",
    ),
    Code.OUT_ALREADY: (
        "{found} goes out, and is out already since event {other} at T+{at}",
        "put an event comes-back between the two, or take one of them out",
    ),
    Code.LATER: ("{name} names the part {found}, which comes after it", "put that part first"),
    Code.NO_ATTACKER: (
        "{what} is the work of an attacker, and the table attack says that there is none (real = false)",
        "take it out, or write real = true",
    ),
    Code.CLOCK_OFF: ("the clock {found} is switched off: {why}", "take it out, or name a clock that runs"),
    Code.LACKS: ("{estate} has no {what}", "{hint}"),
    Code.NO_COUNCIL: ("{estate} has no body that could play: none hosts a system and gives a service", "{hint}"),
    Code.NOT_A_BODY: ("{estate} has no body {found}{near}", "name a row of the bodies table"),
}


class ScenarioError(Exception):
    """Something that is refused of a scenario; str() is the sentence. `place` says where in a file, if it is in one."""

    def __init__(self, code: Code, sentence: str, hint: str, place: str = "") -> None:
        super().__init__(sentence)
        self.code = code
        self.hint = hint
        self.place = place

    @property
    def exit_code(self) -> int:
        """What a command ends with: wrong usage, or a bad file."""
        return 2 if self.code is Code.NOT_A_BODY else 3

    @classmethod
    def of(cls, code: Code, **found: object) -> ScenarioError:
        """The error for a cause, its sentence and hint filled with what was found."""
        sentence, hint = TEXT[code]
        return ScenarioError(code, sentence.format(**found), hint.format(**found))

    def at(self, place: str) -> ScenarioError:
        """The same, said of one place of a file."""
        return ScenarioError(self.code, str(self), self.hint, place)


class ScenarioMistakes(ScenarioError):
    """Every mistake of a file at once, so that it is mended in one go."""

    def __init__(self, mistakes: Iterable[ScenarioError]) -> None:
        self.mistakes = tuple(mistakes)
        more = len(self.mistakes)
        sentence, hint = TEXT[Code.MISTAKES]
        super().__init__(Code.MISTAKES, sentence.format(count=more, s="" if more == 1 else "s"), hint)
