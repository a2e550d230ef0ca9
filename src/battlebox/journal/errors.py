"""What the journal refuses or finds wrong, in sentences for a tired person.

Law: one code per cause, one (sentence, hint) per code; faces choose layout, never wording.
Not here: exit codes (cli), which entry and desk a finding is about (verify.py).
"""

from __future__ import annotations

from enum import StrEnum, auto
from typing import Final


class Code(StrEnum):
    """Every cause."""

    # What a line, a header or a part can have wrong.
    NOT_JSON = auto()
    NOT_CANONICAL = auto()
    NEWER_VERSION = auto()
    FIELDS = auto()
    FIELD = auto()
    TOO_LARGE = auto()
    BAD_SIGNATURE = auto()
    BAD_PART = auto()
    BAD_STATEMENT = auto()
    # What an entry can have wrong beside its neighbours.
    OTHER_INCIDENT = auto()
    MISSING_PARENT = auto()
    BAD_LINK = auto()
    BAD_DEPTH = auto()
    NOT_TEXT = auto()
    # What a bundle or a go-bag can have wrong.
    NOT_A_BUNDLE = auto()
    CUT_SHORT = auto()
    TOO_MANY = auto()
    BAD_LINE = auto()
    BUNDLE_ALTERED = auto()
    NO_CHUNK = auto()
    BAD_CHUNK = auto()
    FALSE_CHECKPOINT = auto()
    WRONG_KEY = auto()
    WRONG_RECIPIENT = auto()
    BAG_DAMAGED = auto()
    BAD_RECIPIENT = auto()
    SEALED_FILE = auto()
    HELD = auto()
    HELD_FULL = auto()
    WAITING = auto()
    NOT_A_FILE = auto()
    NOT_WRITTEN = auto()
    # What a store can have wrong.
    STORE_NEWER = auto()
    STORE_MISSING = auto()
    IS_EXERCISE = auto()
    NOT_EXERCISE = auto()
    STORE_EXISTS = auto()
    STORE_DAMAGED = auto()
    STORE_FAILED = auto()
    STORE_FULL = auto()
    STORE_READ_ONLY = auto()
    STORE_BUSY = auto()
    TIP_FAILED = auto()
    # What verifying finds.
    BAD_COLUMN = auto()
    PART_GONE = auto()
    PART_NOT_ERASED = auto()
    ORDER_BROKEN = auto()
    BEHIND_TIP = auto()
    TIP_DAMAGED = auto()
    TRIGGER_GONE = auto()
    FORKED = auto()
    OWN_KEY = auto()
    NOT_ENROLLED = auto()
    AFTER_REVOCATION = auto()
    TREE_CHANGED = auto()
    # What a desk may not do.
    NO_KEY = auto()
    IN_USE = auto()
    KEY_EXISTS = auto()
    NO_ENTRY = auto()
    NO_PART = auto()
    UNKNOWN_KIND = auto()
    KIND_BY_COMMAND = auto()
    ON_HOLD = auto()
    SAME_PERSON = auto()
    NO_PERSON = auto()
    DONE_ALREADY = auto()
    NOT_ASKED = auto()
    NOT_ADMIN = auto()
    RED_IN_FILE = auto()
    NO_HOLD = auto()
    NOT_ERASED = auto()
    NOT_A_WORD = auto()
    PUBLIC_PERSON = auto()
    # Checkpoints, witnesses, words.
    BAD_NOTE = auto()
    NOTE_UNSIGNED = auto()
    ROLLED_BACK = auto()
    BAD_PROOF = auto()
    NO_PROOF = auto()
    TOO_FEW = auto()
    SHEET_DIFFERS = auto()
    OTHER_SHEET = auto()
    BAD_WORD = auto()
    BAD_WORDS = auto()
    NOT_A_LETTER = auto()
    # Syncing.
    BAD_MESSAGE = auto()
    ENDLESS = auto()


_ELSEWHERE: Final = "open it at the desk it belongs to, with its own data folder; nothing was taken in here"
TEXT: Final[dict[Code, tuple[str, str]]] = {
    Code.NOT_JSON: ("{what} is not JSON: {why}", "ask the sender for it again; it was damaged or is something else"),
    Code.NOT_CANONICAL: (
        "{what} is not written in the one form that is signed",
        "a doubled key, a space or another spelling was put in; ask the sender for the file again",
    ),
    Code.NEWER_VERSION: (
        "{what} is of version {found} and this Battlebox reads version {known}",
        "install the newer Battlebox on this desk; nothing was changed",
    ),
    Code.FIELDS: ("{what} has the wrong fields: {found}", "it was not written by Battlebox, or was damaged"),
    Code.FIELD: ("{what} has a wrong value in `{field}`: {found}", "it was not written by Battlebox, or was damaged"),
    Code.TOO_LARGE: ("{what} is larger than {most} bytes", "put long words or files in as an attachment"),
    Code.BAD_SIGNATURE: (
        "entry {entry} does not carry the signature of its desk {desk}",
        "it was altered or made up; keep the file for the police and ask {desk} for a fresh export",
    ),
    Code.BAD_PART: (
        "part {part} of entry {entry} is not what its desk {desk} signed",
        "it was altered; keep the file and ask {desk} for a fresh export",
    ),
    Code.BAD_STATEMENT: (
        "entry {entry} claims an order that its organisation's admin key did not sign",
        "ask the organisation's admin to sign it again",
    ),
    Code.OTHER_INCIDENT: ("this is about another incident ({found})", "import it into the journal of that incident"),
    Code.MISSING_PARENT: (
        "entry {entry} builds on entry {parent}, which is not here",
        "import the earlier file first, or ask the sender for everything: battlebox journal export --all",
    ),
    Code.BAD_LINK: (
        "entry {entry} of desk {desk} does not follow its entry before",
        "it was altered or made by a broken program; keep the file",
    ),
    Code.BAD_DEPTH: (
        "entry {entry} of desk {desk} claims place {found} in the record where {right} follows from what it saw",
        "it was made by a broken program; keep the file and tell {desk}",
    ),
    Code.NOT_TEXT: ("{what} is no text", "it holds bytes that are not UTF-8; type it again, or attach it as a file"),
    Code.IS_EXERCISE: ("{name} is of a drill (EXERCISE EXERCISE EXERCISE), and this desk is a real one", _ELSEWHERE),
    Code.NOT_EXERCISE: ("{name} is the record of a real incident, and this desk is a drill's", _ELSEWHERE),
    Code.NOT_A_BUNDLE: ("{name} is not a Battlebox journal export", "give a .jsonl.gz or .bbx file made by an export"),
    Code.CUT_SHORT: ("{name} ends too early", "copy it again, or ask the sender for it again; nothing was imported"),
    Code.TOO_MANY: (
        "{name} is larger than this desk takes at once ({most} {what})",
        "ask the sender to send it in parts; nothing was imported",
    ),
    Code.BAD_LINE: ("line {line} of {name} cannot be read: {why}", "ask the sender for it again; nothing was imported"),
    Code.BUNDLE_ALTERED: (
        "{name} was altered on its way",
        "copy it again, or ask the sender for it again; nothing was imported",
    ),
    Code.NO_CHUNK: ("a piece of the attachment {name} is not here", "import a fuller export that carries it"),
    Code.BAD_CHUNK: ("a piece of an attachment is not what its name says", "ask the sender for the file again"),
    Code.FALSE_CHECKPOINT: (
        "the first {size} entries are not those that checkpoint {entry} of their own sender {desk} signed",
        "the file was put in another order or made up: keep it, and ring the desk; nothing was imported",
    ),
    Code.WRONG_KEY: ("the passphrase does not open {name}", "type the words as printed, with single spaces"),
    Code.BAG_DAMAGED: (
        "{name} was damaged on its way, or is not sealed with age",
        "the words or the key are not at fault: copy it again, or ask for it again",
    ),
    Code.WRONG_RECIPIENT: ("{name} is not sealed to this desk", "ask the sender to seal it to this desk's sealing key"),
    Code.BAD_RECIPIENT: (
        "{found} is no key to seal to",
        "give lines that begin with age1: battlebox journal sealing-key prints one",
    ),
    Code.SEALED_FILE: (
        "a file cannot go with a sealed entry",
        "seal the file itself, and attach it to an entry of its own",
    ),
    Code.HELD: (
        "{name} builds on entry {parent}, which is not here; nothing of it was taken in",
        "it is kept aside: import the earlier file, and this one is taken in with it",
    ),
    Code.HELD_FULL: (
        "{name} builds on entries that are not here, and there is no room to keep it aside",
        "import the earlier file first, then this one again",
    ),
    Code.WAITING: (
        "{count} imported files are kept aside, because they build on entries that are not here",
        "import the earlier file, or ask its desk for everything: battlebox journal export --all",
    ),
    Code.NOT_A_FILE: ("{name} cannot be read: {why}", "check the path and the stick"),
    Code.NOT_WRITTEN: (
        "{name} cannot be written: {why}",
        "free some space or choose another folder; no half file is left",
    ),
    Code.STORE_NEWER: (
        "the journal {name} was written by a newer Battlebox (version {found}; this one knows {known})",
        "install the newer Battlebox on this desk; nothing was changed",
    ),
    Code.STORE_MISSING: ("there is no journal at {name}", "begin one: battlebox journal new, or import one"),
    Code.STORE_EXISTS: (
        "there is already a journal at {name}",
        "choose another folder; a journal is never overwritten",
    ),
    Code.STORE_DAMAGED: (
        "the journal {name} is damaged: {why}",
        "do not write to it; copy it aside and import another desk's export into an empty folder",
    ),
    Code.STORE_FAILED: (
        "the journal {name} could not be written: {why}",
        "nothing of the last entry was recorded; check the disk, then enter it again",
    ),
    Code.STORE_FULL: (
        "the disk of {name} is full",
        "nothing of the last entry was recorded; free some space, then enter it again",
    ),
    Code.STORE_READ_ONLY: (
        "the journal {name} cannot be written to",
        "nothing of the last entry was recorded; check the disk and the folder's rights, then enter it again",
    ),
    Code.STORE_BUSY: (
        "another program writes to the journal {name}",
        "nothing of the last entry was recorded; wait, enter it again",
    ),
    Code.TIP_FAILED: (
        "entry {entry} is recorded, but its tip note could not be written: {why}",
        "do not enter it again; free some space or mend the keys folder before the next entry",
    ),
    Code.BAD_COLUMN: (
        "the index of entry {entry} of desk {desk} says other than the entry ({column})",
        "someone edited the file; export from another desk and begin a fresh store with it",
    ),
    Code.PART_GONE: (
        "part {part} of entry {entry} of desk {desk} is gone, and nobody redacted or withheld it",
        "someone edited the file; import another desk's export to bring it back",
    ),
    Code.PART_NOT_ERASED: (
        "part {part} of entry {entry} of desk {desk} was redacted and is still here",
        "run `battlebox journal redact --finish`",
    ),
    Code.ORDER_BROKEN: (
        "the entries of {name} are not numbered without a gap (after {found})",
        "someone removed entries; import another desk's export to bring them back",
    ),
    Code.BEHIND_TIP: (
        "the journal of desk {desk} is older than its own tip note: entry {entry} (number {n}) is missing",
        "entries were lost or an old copy was put back; import another desk's export. This desk goes on with a new key",
    ),
    Code.TIP_DAMAGED: ("the tip note of {name} cannot be read", "this desk goes on with a new key; tell the admin"),
    Code.TRIGGER_GONE: (
        "the guard {trigger} was taken out of {name}",
        "someone edited the file; compare it with another desk's export",
    ),
    Code.FORKED: (
        "desk {desk} wrote two different entries number {n}: {entry} and {other}",
        "a copied machine, a restored backup or a stolen key: ring the desk; both entries are kept",
    ),
    Code.OWN_KEY: (
        "entry {entry} carries this desk's own key, and this desk did not write it or has lost it",
        "the machine was copied or put back, or its key stolen: have that key revoked; the desk goes on with another",
    ),
    Code.NOT_ENROLLED: (
        "desk {desk} is not enrolled; {count} of its entries are kept aside, from {entry} on",
        "if you know the desk, have its organisation's admin enrol it: compare the six words aloud",
    ),
    Code.AFTER_REVOCATION: (
        "{count} entries of desk {desk} came after its key was revoked, from {entry} on",
        "read them; adopt the ones that are true: battlebox journal adopt ENTRY",
    ),
    Code.TREE_CHANGED: (
        "the first {size} entries are not the ones that checkpoint {entry} of desk {desk} signed",
        "the store was rolled back or rebuilt in another order; compare it with the printed checkpoints",
    ),
    Code.IN_USE: (
        "a desk is open on {name}: it alone writes there",
        "use its pages, or close the desk with Ctrl-C, then run this",
    ),
    Code.NO_KEY: ("this desk has no key", "make one: battlebox journal new, or import a journal"),
    Code.KEY_EXISTS: ("there is already a key at {name}", "a key is never overwritten; choose another folder"),
    Code.NO_ENTRY: ("there is no entry {entry} here", "give the first eight or more letters of an entry's id"),
    Code.NO_PART: ("entry {entry} has no part {part}", "see its parts: battlebox journal show {entry}"),
    Code.UNKNOWN_KIND: (
        "{found} is not a kind of entry",
        "choose one of docs/formats/journal.md, such as note:written",
    ),
    Code.KIND_BY_COMMAND: (
        "an entry of kind {found} is written by its own command, and by hand it would do nothing",
        "use {command}",
    ),
    Code.ON_HOLD: (
        "entry {entry} is under legal hold: {ground}",
        "nothing may be removed until the hold is lifted; ask who placed it",
    ),
    Code.SAME_PERSON: (
        "removing something takes two desks, and this desk asked for it",
        "have another desk agree, or the organisation's admin key",
    ),
    Code.NO_PERSON: (
        "TLP:RED is for named people, and nobody is named",
        "name them: --to person:ID, and seal it to their keys with --seal-to",
    ),
    Code.DONE_ALREADY: ("desk {desk} is {what} already", "nothing was written; see battlebox journal verify"),
    Code.NOT_ASKED: ("entry {entry} is no request to remove something", "ask first: battlebox journal redact"),
    Code.NOT_ADMIN: (
        "this is not the admin key of {org}",
        "use the key that the incident's first entry names for {org}",
    ),
    Code.RED_IN_FILE: (
        "a whole copy holds things for named people and may only leave sealed",
        "give a passphrase or a recipient, and a name ending in .bbx",
    ),
    Code.NO_HOLD: ("entry {entry} is no legal hold of {org}", "give the entry that placed the hold; its body lifts it"),
    Code.NOT_ERASED: (
        "what was to be removed could not be deleted yet: {why}",
        "everything entered is recorded; mend the disk, then finish it: battlebox journal redact --finish",
    ),
    Code.NOT_A_WORD: (
        "{found} cannot be {what}",
        "write letters, digits and . _ : / @ + - only, at most 128, beginning with a letter or digit",
    ),
    Code.PUBLIC_PERSON: (
        "words that name a person cannot be TLP:CLEAR",
        "choose a stricter label, or leave the person out",
    ),
    Code.BAD_NOTE: ("this is not a checkpoint of a journal", "check that the whole text was copied, with every line"),
    Code.NOTE_UNSIGNED: (
        "the checkpoint is not signed by desk {desk}",
        "do not rely on it; ask the desk to print it again",
    ),
    Code.ROLLED_BACK: (
        "the checkpoint of {desk} has {found} entries and we already witnessed {held}",
        "its record was rolled back or forked: ring the desk and keep both checkpoints",
    ),
    Code.BAD_PROOF: (
        "the record of {desk} is not a continuation of the one we witnessed",
        "entries were changed or removed: ring the desk and keep both checkpoints",
    ),
    Code.NO_PROOF: (
        "the proof is missing that the {found} entries of {desk} continue the {held} that we witnessed",
        "nothing is known to be wrong: ask {desk} for `battlebox journal checkpoint --json --since {held}`",
    ),
    Code.TOO_FEW: (
        "the record has {here} entries, and nothing can be proved about {size}",
        "give a number of entries that it already had",
    ),
    Code.SHEET_DIFFERS: (
        "this desk's record does not begin with the {size} entries that the sheet stands for; it has {here}",
        "another desk's sheet is compared there; if it is this desk's, keep the sheet and this folder as they are",
    ),
    Code.OTHER_SHEET: (
        "the sheet is of desk {desk}, and each desk's sheet is compared with that desk's own record",
        "compare it there, or with an export that desk made",
    ),
    Code.BAD_WORD: ("{found} is not one of the words", "ask for it again{near}"),
    Code.BAD_WORDS: ("the words do not fit together", "one was misheard; have them read again, in order"),
    Code.NOT_A_LETTER: ("{name} is no letter that Battlebox signed: {why}", "ask the sender for the file again"),
    Code.BAD_MESSAGE: ("the other desk's message cannot be read", "check that both desks run the same Battlebox"),
    Code.ENDLESS: ("the desks did not come to an end after {most} rounds", "export everything to a file instead"),
}


class JournalError(Exception):
    """Something the journal refuses; str() is the sentence. `entry` and `desk` are ids in full, or empty."""

    def __init__(  # noqa: PLR0913 - what a cause is about
        self, code: Code, sentence: str, hint: str, *, entry: str = "", desk: str = "", parent: str = ""
    ) -> None:
        super().__init__(sentence)
        self.code = code
        self.hint = hint
        self.entry = entry
        self.desk = desk
        self.parent = parent

    @classmethod
    def of(cls, code: Code, **found: object) -> JournalError:
        """The error for a cause, its sentence and hint filled with what was found; ids are shown by 8 letters."""
        sentence, hint = TEXT[code]
        shown = {name: _short(value) for name, value in found.items()}
        about = {name: str(found.get(name, "")) for name in ("entry", "desk", "parent")}
        return cls(code, sentence.format(**shown), hint.format(**shown), **about)


_ID_LETTERS: Final = 64
_SHOWN_LETTERS: Final = 8


def _short(value: object) -> object:
    if isinstance(value, str) and len(value) == _ID_LETTERS:
        return value[:_SHOWN_LETTERS]
    return value
