"""What is refused of foreign formats, in sentences for a tired person.

Law: one code per cause, one (sentence, hint) per code; what was sent is never repeated, only the place where it stands.
Not here: exit codes (cli), what STIX itself refuses (share.intel), reasons of the gate (marking, share.release).
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum, auto
from typing import Final


class Code(StrEnum):
    """Every cause."""

    # Any file.
    TOO_LARGE = auto()
    NOT_UTF8 = auto()
    NOT_JSON = auto()
    NAME_TWICE = auto()
    TOO_DEEP = auto()
    NOT_THIS = auto()
    UNKNOWN_KIND = auto()
    OF_A_DRILL = auto()
    STIX_TWO_NOUGHT = auto()
    PART_ALONE = auto()
    SCHEMA = auto()
    WEB_PAGE = auto()
    GALAXY = auto()
    BAD_OBJECT = auto()
    RED = auto()
    MISSING = auto()
    NOT_A_WORD = auto()
    TOO_MANY = auto()
    TOO_LONG = auto()
    # Events of MISP.
    NO_EVENT = auto()
    EVENT_ID = auto()
    EVENT_EMPTY = auto()
    NO_CONVERTER = auto()
    CONVERTER_TIME = auto()
    CONVERTER_ENDED = auto()
    CONVERTER_REFUSED = auto()
    BAD_ATTRIBUTE = auto()
    NOT_SOUND = auto()
    UNSOUND = auto()
    # Alerts of CAP.
    NOT_XML = auto()
    DOCTYPE = auto()
    CAP_VERSION = auto()
    STRANGE_ELEMENT = auto()
    ELEMENT_TWICE = auto()
    ELEMENT_ORDER = auto()
    NEWLINE = auto()
    BAD_TIME = auto()
    EXPIRES_FIRST = auto()
    NO_REFERENCES = auto()
    BAD_REFERENCE = auto()
    REFERS_TO_ITSELF = auto()
    UNKNOWN_ALERT = auto()
    ALREADY_HELD = auto()
    NO_ADDRESSES = auto()
    NO_RESTRICTION = auto()
    BAD_POINT = auto()
    POLYGON_OPEN = auto()
    POLYGON_SMALL = auto()
    POLYGON_CROSSED = auto()
    BAD_CIRCLE = auto()
    # What goes out.
    KEPT_BACK = auto()
    NOT_FOR_THEM = auto()
    # Playbooks of CACAO.
    UNKNOWN_STEP = auto()
    CIRCLE = auto()
    NO_STEPS = auto()
    REVOKED = auto()
    # Advisories of CSAF.
    NO_PRODUCT = auto()
    PRODUCT_TWICE = auto()
    NO_GROUP = auto()
    GROUP_TWICE = auto()
    PRODUCT_CIRCLE = auto()
    CONTRADICTION = auto()
    SCORED_TWICE = auto()
    BAD_SCORE = auto()
    SAME_CVE = auto()
    # Tables of indicators.
    NO_HEADER = auto()
    UNKNOWN_COLUMN = auto()
    BAD_QUOTES = auto()
    ROW_LENGTH = auto()
    EMPTY_CELL = auto()
    UNKNOWN_WORD = auto()
    BAD_VALUE = auto()
    OTHER_KIND = auto()
    BAD_LABEL = auto()
    BAD_CONFIDENCE = auto()
    CELL_FORMULA = auto()
    ROW_TWICE = auto()


TEXT: Final[dict[Code, tuple[str, str]]] = {
    Code.TOO_LARGE: ("it is larger than {most} bytes", "ask for it in parts"),
    Code.NOT_UTF8: ("it is not UTF-8 text", "save it again as UTF-8"),
    Code.NOT_JSON: ("it is not JSON", "take it from its source once more; it may have been cut short"),
    Code.NAME_TWICE: (
        "one of its entries has the same name twice, and two readers could read it in two ways",
        "ask whoever sent it for a file that names each entry once",
    ),
    Code.TOO_DEEP: ("it is nested deeper than {most}", "no real file of this kind is; ask whoever sent it"),
    Code.NOT_THIS: ("it is not {kind}", "say what it is with --as, or leave that out and it is looked at"),
    Code.UNKNOWN_KIND: (
        "it is no format that is known here",
        "these are: STIX, MISP, CAP, CACAO, CSAF, MISP galaxies and CSV of indicators",
    ),
    Code.OF_A_DRILL: (
        "it is of a drill (EXERCISE EXERCISE EXERCISE): nothing in it happened",
        "keep it away from a real desk; a drill's report is brought under Readiness, Findings",
    ),
    Code.STIX_TWO_NOUGHT: ("it is STIX 2.0 and cannot be converted", "ask its sender for STIX 2.1"),
    Code.PART_ALONE: ("it is {part}, not {kind}", "send the whole that it belongs to"),
    Code.SCHEMA: (
        "it is a schema: it says how files of a kind are written, and holds nothing that anybody saw",
        "nothing to do; bring a file of that kind itself",
    ),
    Code.WEB_PAGE: (
        "it is a page for a browser, perhaps saved in place of the file",
        "take the file itself from its source; it may ask you to sign in there first",
    ),
    Code.GALAXY: (
        "it is a galaxy of MISP: names of things, and nothing that anybody saw",
        "nothing to do; what an event takes from a galaxy comes with the event",
    ),
    Code.RED: (
        "it is TLP:RED: for the people it names, by hand, and not to be kept for a whole desk",
        "have whoever sent it tell those people, or ask for what a desk may keep under another label",
    ),
    Code.BAD_OBJECT: ("it is no STIX 2.1 object", "ask whoever sent it for STIX 2.1"),
    Code.MISSING: ("{name} is missing", "ask whoever sent it; without it this cannot be used"),
    Code.NOT_A_WORD: ("{name} is not one of its words", "write one of {words}"),
    Code.TOO_MANY: ("it holds more than {most} {what}", "ask for it in parts"),
    Code.TOO_LONG: ("{name} is longer than {most} characters", "shorten it"),
    Code.NO_EVENT: ("there is no MISP event in it", "export the event from MISP as MISP JSON"),
    Code.EVENT_ID: ("the event has no uuid, so that it could not be known again", "export it from MISP once more"),
    Code.EVENT_EMPTY: ("the event holds nothing that could be taken over", "look at the notes beside it"),
    Code.NO_CONVERTER: (
        "what reads MISP is not installed",
        "in a clone: .venv/bin/pip install -e '.[misp]'; else: pip install 'battlebox[misp]'; or ask for STIX 2.1",
    ),
    Code.CONVERTER_TIME: (
        "it was not converted within {seconds} seconds and was given up",
        "ask for the event in parts, or as STIX 2.1",
    ),
    Code.CONVERTER_ENDED: (
        "the program that converts it ended over it; it may ask for more memory than is given",
        "ask for the event in parts, or as STIX 2.1",
    ),
    Code.CONVERTER_REFUSED: (
        "the program that converts it refused it ({why})",
        "ask whoever sent it to export it once more, or as STIX 2.1",
    ),
    Code.BAD_ATTRIBUTE: ("an attribute has no {name}", "the others were taken; ask for this one again"),
    Code.NOT_SOUND: ("what came of it is no sound STIX: {why}", "{hint}"),
    Code.UNSOUND: ("it is no sound STIX 2.1: {why}", "{hint}"),
    Code.NOT_XML: ("it is not XML", "take it from its source once more; it may have been cut short"),
    Code.DOCTYPE: (
        "it declares a document type or entities, by which a file can reach for others or grow without end",
        "no alert needs that: do not open it elsewhere, and ask whoever is named as its sender",
    ),
    Code.CAP_VERSION: ("it is not an alert of CAP 1.1 or 1.2", "ask for it as CAP 1.2"),
    Code.STRANGE_ELEMENT: ("{name} has no place there", "ask whoever sent it; CAP 1.2 does not know it"),
    Code.ELEMENT_TWICE: ("{name} stands there twice", "only one can be meant; ask whoever sent it"),
    Code.ELEMENT_ORDER: ("{name} stands too late", "CAP has one order of elements; ask whoever sent it"),
    Code.NEWLINE: ("{name} holds a line break or a blank", "it is one word; ask whoever sent it"),
    Code.BAD_TIME: ("{name} is not a time", "CAP writes 2026-11-23T09:30:00+00:00, never with a Z"),
    Code.EXPIRES_FIRST: ("it expires before it was sent", "ask whoever sent it for the right times"),
    Code.NO_REFERENCES: ("it changes an earlier alert and names none", "ask whoever sent it which alert is meant"),
    Code.BAD_REFERENCE: (
        "references are not written as sender,identifier,sent",
        "ask whoever sent it which alert is meant",
    ),
    Code.REFERS_TO_ITSELF: ("it refers to itself", "ask whoever sent it which alert is meant"),
    Code.UNKNOWN_ALERT: (
        "it changes an alert that is not here",
        "bring the alert that it refers to first; without it this one says half",
    ),
    Code.ALREADY_HELD: (
        "an alert with this sender, identifier and time is here already",
        "nothing to do; a changed alert has a new identifier",
    ),
    Code.NO_ADDRESSES: ("it is private and addressed to nobody", "name in addresses who may have it"),
    Code.NO_RESTRICTION: ("it is restricted and does not say how", "write in restriction who may have it"),
    Code.BAD_POINT: (
        "{name} holds what is no point on the earth",
        "write latitude,longitude in degrees: 51.5,-0.19",
    ),
    Code.POLYGON_OPEN: ("{name} does not end where it begins", "write the first point again at the end"),
    Code.POLYGON_SMALL: ("{name} has fewer than four points", "a polygon is three corners and the first once more"),
    Code.POLYGON_CROSSED: ("{name} crosses itself", "nobody can tell inside from outside; draw it anew"),
    Code.BAD_CIRCLE: ("{name} is not a point and a radius", "write 51.5,-0.19 2.5; the radius is in kilometres"),
    Code.KEPT_BACK: ("it stays: {why}", "ask its owner, or leave it out"),
    Code.NOT_FOR_THEM: (
        "{count} of the recipients may not have it: {why}",
        "take them off the list, or ask the owner of what it says",
    ),
    Code.UNKNOWN_STEP: ("{name} leads to a step that is not there", "ask whoever wrote it for the whole playbook"),
    Code.CIRCLE: (
        "its steps run in a circle, and nobody would ever be done",
        "ask whoever wrote it; what is to be done again and again is written as a while step",
    ),
    Code.NO_STEPS: ("there is nothing to do in it", "ask whoever wrote it for the whole playbook"),
    Code.REVOKED: ("whoever wrote it took it back", "ask them for the one that holds now"),
    Code.NO_PRODUCT: ("{name} names a product that is not described", "ask the publisher for a corrected advisory"),
    Code.PRODUCT_TWICE: ("one product id stands for two products", "ask the publisher for a corrected advisory"),
    Code.NO_GROUP: ("{name} names a group of products that is not there", "ask the publisher for a corrected one"),
    Code.GROUP_TWICE: ("one group id stands for two groups of products", "ask the publisher for a corrected one"),
    Code.PRODUCT_CIRCLE: ("products are described by each other", "ask the publisher for a corrected advisory"),
    Code.CONTRADICTION: (
        "{name} says of one product that it is affected and that it is not",
        "do not act on it; ask the publisher which is true",
    ),
    Code.SCORED_TWICE: ("{name} gives one product two scores of one kind", "ask the publisher which is meant"),
    Code.BAD_SCORE: (
        "{name} gives a score that does not go with its own word",
        "do not act on the score; ask the publisher which is true",
    ),
    Code.SAME_CVE: ("one CVE is described twice", "ask the publisher which is meant"),
    Code.NO_HEADER: (
        "its first row is not a header with kind and value",
        "write kind,value,label,seen,confidence,note",
    ),
    Code.UNKNOWN_COLUMN: ("{name} is a column that is not known here", "the columns are {words}"),
    Code.BAD_QUOTES: ("its quotation marks do not pair up", "write a mark inside a quoted cell twice"),
    Code.ROW_LENGTH: ("the row has more cells than the header", "put quotation marks around a cell with a comma"),
    Code.EMPTY_CELL: ("{name} is empty", "fill it in or take the row out"),
    Code.UNKNOWN_WORD: ("{name} is none of its words", "write one of {words}"),
    Code.BAD_VALUE: ("the value is no {kind}", "look at it in its source; leave the kind empty to have it recognised"),
    Code.OTHER_KIND: ("what the value is cannot be told", "write its kind: {words}"),
    Code.BAD_LABEL: ("the label is no traffic light label", "write TLP:CLEAR, TLP:GREEN, TLP:AMBER, ... or leave it"),
    Code.BAD_CONFIDENCE: ("confidence is no whole number from 0 to 100", "write such as 80, or leave it empty"),
    Code.CELL_FORMULA: ("{name} begins like a formula", "a spreadsheet would work it out; write it as plain text"),
    Code.ROW_TWICE: ("the same kind and value stand in row {other}", "keep one of the two"),
}


class ForeignError(Exception):
    """A file, or a part of one, that is refused; str() is the sentence. `place` says where in it."""

    def __init__(self, code: Code, sentence: str, hint: str, place: str = "") -> None:
        super().__init__(sentence)
        self.code = code
        self.hint = hint
        self.place = place

    @classmethod
    def of(cls, code: Code, *, place: str = "", **found: object) -> ForeignError:
        """The error for a cause, its sentence and hint filled with what was found."""
        sentence, hint = TEXT[code]
        return cls(code, sentence.format(**found), hint.format(**found), place)


@dataclass(frozen=True, slots=True)
class Refused:
    """One part of a file that was not taken, while its neighbours were. `place` says which, never what it held."""

    place: str
    code: Code
    sentence: str
    hint: str

    @classmethod
    def from_error(cls, error: ForeignError, place: str = "") -> Refused:
        """The same, as a value."""
        return cls(place or error.place, error.code, str(error), error.hint)

    @classmethod
    def of(cls, code: Code, place: str, **found: object) -> Refused:
        """The refusal for a cause, its sentence and hint filled with what was found."""
        return cls.from_error(ForeignError.of(code, place=place, **found))
