"""What the sharing room refuses, in sentences for a tired person.

Law: one code per cause, one (sentence, hint) per code; faces choose layout, never wording.
Not here: exit codes (cli), reasons for keeping a thing from somebody (marking).
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum, auto
from typing import Final


class Code(StrEnum):
    """Every cause."""

    # The status document.
    MISTAKES = auto()
    CANNOT_READ = auto()
    TOO_LARGE = auto()
    NOT_UTF8 = auto()
    NOT_TOML = auto()
    NOT_JSON = auto()
    BAD_FORMAT = auto()
    NO_FORMAT = auto()
    UNKNOWN_NAME = auto()
    MISSING = auto()
    NOT_A_TEXT = auto()
    NOT_A_LIST = auto()
    NOT_A_TABLE = auto()
    NOT_A_FLAG = auto()
    TOO_LONG = auto()
    TOO_MANY = auto()
    HIDDEN_LETTER = auto()
    BAD_ID = auto()
    BAD_TIME = auto()
    SKIPPED_TIME = auto()
    TWO_TIMES = auto()
    BAD_STATE = auto()
    BAD_STATUS = auto()
    BAD_ADDRESS = auto()
    BAD_CONTACT = auto()
    TWICE = auto()
    NO_STEPS = auto()
    NO_SERVICES = auto()
    UNKNOWN_SERVICE = auto()
    # Publishing it.
    NOT_PUBLIC = auto()
    NEXT_PAST = auto()
    UPDATED_AHEAD = auto()
    PAGE_TOO_LARGE = auto()
    CLOCK_BACK = auto()
    OTHER_SITE = auto()
    OLDER = auto()
    # Where it goes.
    NO_FOLDER = auto()
    EXISTS = auto()
    NOT_OURS = auto()
    INSIDE = auto()
    STRANGE = auto()
    BAD_TARGET = auto()
    LINK_ELSEWHERE = auto()
    CANNOT_WRITE = auto()
    BUSY = auto()
    NOT_SENT = auto()
    NO_LIBRARY = auto()
    NO_RSYNC = auto()
    NO_SFTP = auto()
    PRACTICE = auto()
    # The manifest.
    NOT_A_SITE = auto()
    BAD_MANIFEST = auto()
    NOT_SIGNED = auto()
    SPOILT = auto()
    # The means of sending.
    BAD_MEANS = auto()
    # Machines that are told what happens here.
    BAD_HOOK = auto()
    HOOK_INSIDE = auto()


TEXT: Final[dict[Code, tuple[str, str]]] = {
    Code.MISTAKES: ("the status document has {count} mistake{s}", "mend each place that is named and build it again"),
    Code.CANNOT_READ: ("{path} cannot be read: {why}", "name a status document; battlebox status new FILE writes one"),
    Code.TOO_LARGE: ("{path} is larger than {most} bytes", "shorten it: a page is read on a phone, in a hurry"),
    Code.NOT_UTF8: ("{path} is not UTF-8 text", "save it as UTF-8 in a plain text editor"),
    Code.NOT_TOML: ("{path} is not TOML: {why}", "look at that line; a text stands between two quotation marks"),
    Code.NOT_JSON: ("{path} is not JSON: {why}", "take it from the site once more, or write it as .toml"),
    Code.BAD_FORMAT: ("{found} is not a form of status document that this version knows", "write {right}"),
    Code.NO_FORMAT: ("format is missing", "write {right} as its first line"),
    Code.UNKNOWN_NAME: ("there is no {found} here", "write {names}, or leave it out"),
    Code.MISSING: ("{name} is missing or empty", "write it; docs/formats/status.md says what it is for"),
    Code.NOT_A_TEXT: ("{name} is not a text", "put it between quotation marks"),
    Code.NOT_A_LIST: ("{name} is not a text or a list of texts", 'write it as "words" or ["words", "more words"]'),
    Code.NOT_A_TABLE: ("{name} is not a list of entries", "begin each entry with a line [[{name}]]"),
    Code.NOT_A_FLAG: ("{name} is neither true nor false", "write true or false, without quotation marks"),
    Code.TOO_LONG: ("{name} has {found} letters; {most} is the most", "say it in fewer words"),
    Code.TOO_MANY: ("{name} holds {found}; {most} is the most", "put some of them under another heading"),
    Code.HIDDEN_LETTER: (
        "{name} holds a letter that cannot be seen ({found})",
        "type the words again instead of pasting them",
    ),
    Code.BAD_ID: (
        "{found} is not an id",
        "write small letters, digits and dashes, at most {most}, such as housing-benefit",
    ),
    Code.BAD_TIME: ("{name} is {found}, which is not a time", "write it as 2026-11-23 09:30; that is London time"),
    Code.SKIPPED_TIME: (
        "{name} is {found}, which was never on a clock in London: the clocks went forward over it",
        "write the time an hour later",
    ),
    Code.TWO_TIMES: (
        "{name} is {found}, which is on London's clocks twice: they go back over it",
        "write {first} for the first of the two, or {second} for the second",
    ),
    Code.BAD_STATE: ("{found} is not a state of a service", "write usual, delays, instead, unavailable or unknown"),
    Code.BAD_STATUS: (
        "{found} is not a status that a public fact can have",
        "write confirmed, believed, unknown or denied; leave out what is superseded",
    ),
    Code.BAD_CONTACT: ("{name}: {why}", "{hint}"),
    Code.BAD_ADDRESS: ("{found} is not a web address", "write it with https:// in front"),
    Code.TWICE: ("{found} stands here twice", "give one of the two another {what}, or remove it"),
    Code.NO_STEPS: ("{name} has changed, but nothing says what people should do instead", 'write do = ["..."]'),
    Code.NO_SERVICES: ("there is no service in it", "write at least one, beginning with a line [[services]]"),
    Code.UNKNOWN_SERVICE: ("no service here is called {found}", "write the id of a service of this document{near}"),
    Code.NOT_PUBLIC: (
        "{what} may not be published: {why}",
        "have it cleared and labelled TLP:CLEAR, or take it out; nothing was published",
    ),
    Code.NEXT_PAST: (
        "the next update was due at {due}, and it is {now}",
        "write in next_update when the next one will come; people plan by it",
    ),
    Code.UPDATED_AHEAD: (
        "{name} was last updated at {updated}, which lies ahead: it is {now}",
        "write when somebody last looked, or set this machine's clock",
    ),
    Code.PAGE_TOO_LARGE: (
        "{page} would have {bytes} bytes; {most} is the most",
        "shorten its words, or put some of its services under another heading",
    ),
    Code.CLOCK_BACK: (
        "the site that stands was published at {published}, and this machine says that it is {now}",
        "set this machine's clock; if it is right and the other was wrong, say --clock-is-right",
    ),
    Code.OTHER_SITE: (
        "the site in {path} is {found}, not {asked}",
        "name another folder, or write that site's id in the document",
    ),
    Code.OLDER: (
        "edition {there} is there already, and this is edition {ours}",
        "build it again so that it is the newest; to go back on purpose, say --older",
    ),
    Code.NO_FOLDER: ("there is no folder {path}", "make it first, or name another place"),
    Code.EXISTS: ("{path} is there already", "name another file; nothing in it was touched"),
    Code.NOT_OURS: (
        "{path} is there already, and is no status site",
        "name a folder that is not there yet; nothing in it was touched",
    ),
    Code.INSIDE: (
        "{path} lies inside the status site in {site}, which would no longer be as it was signed",
        "name a folder outside of it; nothing was written",
    ),
    Code.STRANGE: (
        "{file} is in {path}, and no edition signed for it: a new edition would take it out of public",
        "move it away first; the site that stood there still stands",
    ),
    Code.BAD_TARGET: ("{target} is no such address: {why}", "write it as {right}; nothing was sent"),
    Code.LINK_ELSEWHERE: (
        "{path} is a link to {target}, which is no edition of this site beside it",
        "name a folder that is not there yet, or remove the link if you know who made it",
    ),
    Code.CANNOT_WRITE: (
        "{path} cannot be written: {why}",
        "free some space or name another place; the site that stood there still stands",
    ),
    Code.BUSY: ("another edition was put into {path} meanwhile", "look at what stands there, then build again"),
    Code.NOT_SENT: (
        "{target} did not take {file}: {why}",
        "try again, or carry the folder to another host; what was sent before stays, the manifest comes last",
    ),
    Code.PRACTICE: (
        "{path} belongs to a demonstration or a rehearsal, and nothing of one ever leaves",
        "build the site of a real desk, in a folder of its own, and send that",
    ),
    Code.NO_RSYNC: (
        "rsync is not on this machine, and a host with ssh is reached by it",
        "install it, or name the host as sftp://user@host/folder",
    ),
    Code.NO_SFTP: (
        "sftp is not on this machine, and this host is reached by it",
        "install the OpenSSH client, or put the site somewhere else as docs/status-site.md shows",
    ),
    Code.NO_LIBRARY: (
        "what sends to {kind} is not installed",
        "install battlebox[upload], or send the folder by rsync or sftp as docs/status-site.md shows",
    ),
    Code.NOT_A_SITE: ("there is no status site in {path}", "name the folder that holds manifest.txt"),
    Code.BAD_MANIFEST: (
        "the manifest is not in its one form: {why}",
        "take the site anew from where it was published; to build in its place, move it away first",
    ),
    Code.NOT_SIGNED: (
        "the manifest is not signed by the key that it names",
        "do not trust this copy; take the site anew from where it was published",
    ),
    Code.SPOILT: (
        "the site in {path} is not as it was signed: {why}",
        "build it again, or move away what nobody signed for; battlebox status verify names every file",
    ),
    Code.BAD_MEANS: ("{file} has {found}", "{advice}"),
    Code.BAD_HOOK: (
        "a machine cannot be told at {found}",
        "write it as https://host/path, at most 500 letters, with no name or password before the host",
    ),
    Code.HOOK_INSIDE: (
        "a machine cannot be told at an address inside this network that nobody named",
        "whoever keeps this desk names its network as hooks_inside in desk.toml, and starts the desk again",
    ),
}


class ShareError(Exception):
    """Something this room refuses; str() is the sentence. `place` says where in a document, if it is in one."""

    def __init__(self, code: Code, sentence: str, hint: str, place: str = "") -> None:
        super().__init__(sentence)
        self.code = code
        self.hint = hint
        self.place = place

    @classmethod
    def of(cls, code: Code, **found: object) -> ShareError:
        """The error for a cause, its sentence and hint filled with what was found."""
        sentence, hint = TEXT[code]
        return cls(code, sentence.format(**found), hint.format(**found))

    def at(self, place: str) -> ShareError:
        """The same, said of one place of a document."""
        return ShareError(self.code, str(self), self.hint, place)


class ShareMistakes(ShareError):
    """Several at once, so that a document is mended in one go."""

    def __init__(self, mistakes: Iterable[ShareError]) -> None:
        self.mistakes = tuple(mistakes)
        more = len(self.mistakes)
        sentence, hint = TEXT[Code.MISTAKES]
        super().__init__(Code.MISTAKES, sentence.format(count=more, s="" if more == 1 else "s"), hint)
