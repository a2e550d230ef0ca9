"""What the desk's web face refuses to start with, in sentences for a tired person.

Law: one code per cause, one (sentence, hint) per code.
Not here: what a page says to an officer (its form and templates), refusals of the rooms below.
"""

from __future__ import annotations

from enum import StrEnum, auto
from typing import Final


class Code(StrEnum):
    """Every cause."""

    BUSY_PORT = auto()
    NO_ADDRESS = auto()
    BAD_HOST = auto()
    FOLDER_REFUSED = auto()
    FOLDER_FULL = auto()
    FOLDER_NEWER = auto()
    FOLDER_IN_USE = auto()
    FOLDER_OTHERS = auto()
    NOT_WAL = auto()
    NO_POSTGRES = auto()
    NOT_UTF8 = auto()
    NO_TABLES = auto()
    PROCESSES_IN_FILE = auto()
    PROCESSES_NOWHERE = auto()
    PROCESSES_PRACTICE = auto()
    TABLES_NEWER = auto()
    TABLES_BEHIND = auto()
    UPGRADE_FAILED = auto()
    BAD_SETTING = auto()
    NO_FRONT = auto()
    NOT_A_DEMO = auto()
    IS_A_DEMO = auto()
    IS_A_DRILL = auto()
    NOT_A_DRILL = auto()
    DEMO_OF_DRILL = auto()
    BAD_DRILL = auto()
    OTHER_RECORD = auto()
    DRILL_ELSEWHERE = auto()
    OPEN_SECRET = auto()
    # Moving the tables.
    MOVE_NOWHERE = auto()
    MOVE_NOTHING = auto()
    MOVE_BEHIND = auto()
    MOVE_FULL = auto()
    MOVE_IN_USE = auto()
    MOVE_UNFIT = auto()
    MOVE_UNEQUAL = auto()
    MOVE_FAILED = auto()
    # Partners.
    NO_BODY = auto()
    NO_PARTNER = auto()
    NO_SITUATION = auto()
    PARTNER_THERE = auto()
    NAME_TAKEN = auto()
    TITLE_TAKEN = auto()
    BAD_BODY = auto()
    BAD_IDENTITY = auto()
    BAD_TITLE = auto()
    BAD_ALIAS = auto()
    BAD_CERTIFICATE = auto()
    NO_COLLECTION = auto()
    NO_RIGHT = auto()
    CUT_OFF = auto()
    CUT_OFF_TOKEN = auto()
    MOVED_ON = auto()
    NO_FEED = auto()
    FEED_THERE = auto()
    BAD_FEED = auto()
    ALIAS_TAKEN = auto()
    OUR_OWN_BODY = auto()
    NOT_HELD_FROM = auto()
    NOT_ASIDE = auto()
    ANOTHER_STANDS = auto()
    OWN_THING = auto()
    NO_INTEL_FILE = auto()
    THING_MOVED = auto()
    # Writing in a record from a terminal.
    NO_INCIDENT = auto()
    MANY_INCIDENTS = auto()
    NO_OFFICER = auto()
    NO_READER = auto()


TEXT: Final[dict[Code, tuple[str, str]]] = {
    Code.BUSY_PORT: (
        "something else answers on port {port} of this machine",
        "is the desk running already? Stop that, or name another port with --port {next}",
    ),
    Code.NO_ADDRESS: ("this machine cannot listen on {address}: {why}", "connect the router first, or leave out --lan"),
    Code.BAD_HOST: (
        "{found} is not a host name or an address",
        "write letters, digits, dots and dashes, such as desk.local",
    ),
    Code.FOLDER_REFUSED: (
        "the data folder {folder} cannot be written: {why}",
        "name another with --data, on a disk of this machine that you may write to",
    ),
    Code.FOLDER_FULL: (
        "the disk that holds {folder} is full",
        "free some space there, or move the whole folder to a larger disk and name it with --data",
    ),
    Code.FOLDER_NEWER: (
        "the data folder {folder} was written by a newer Battlebox",
        "start the newer one; this one would not understand what it finds",
    ),
    Code.FOLDER_IN_USE: (
        "another desk is already running on {folder}",
        "use the one that is running, or stop it first",
    ),
    Code.FOLDER_OTHERS: (
        "{folder} belongs to {owner}, who could not read what root writes there",
        "run the same as that user, such as runuser -u {owner} -- battlebox ...; nothing was changed",
    ),
    Code.OPEN_SECRET: (
        "{file} holds secrets and can be read by other users of this machine",
        "run chmod 600 on it, and change the keys in it if others have had an account here",
    ),
    Code.NOT_WAL: (
        "{folder} keeps its tables in a way that can lose or lock them (journal mode {mode})",
        "move the folder to a disk of this machine: network shares and some sticks cannot do it",
    ),
    Code.NO_POSTGRES: (
        "desk.toml names a PostgreSQL server, and what speaks to one is not installed",
        "install Battlebox with its extra: pip install 'battlebox[postgres]'",
    ),
    Code.NOT_UTF8: (
        "{where} is in {found}, which does not take every letter that people write",
        "make one with createdb --encoding UTF8 --template template0 and name that; nothing was changed",
    ),
    Code.PROCESSES_IN_FILE: (
        "the tables of this desk are in a file, and {many} processes were asked for: one alone may write to it",
        "name a database of a PostgreSQL server as tables in desk.toml (docs/postgresql.md), or ask for 1 process",
    ),
    Code.PROCESSES_PRACTICE: (
        "a demonstration or a drill is served by one process, and {many} were asked for",
        "leave --processes out",
    ),
    Code.PROCESSES_NOWHERE: (
        "this system cannot run a desk as {many} processes",
        "ask for 1 process, or run the desk on Linux or macOS",
    ),
    Code.NO_TABLES: (
        "{where} cannot be used: {why}",
        "see that PostgreSQL runs there, that the database is made, and that desk.toml names both rightly",
    ),
    Code.TABLES_NEWER: (
        "{where} was written by a newer Battlebox",
        "start that version, here too; nothing was changed",
    ),
    Code.TABLES_BEHIND: (
        "the tables in {where} could not be brought up to date: {why}",
        "nothing in them was changed; start the version of Battlebox that wrote them, and report this",
    ),
    Code.UPGRADE_FAILED: (
        "the tables in {folder} could not be brought up to date: {why}",
        "they were put back as they were; start the version of Battlebox that wrote them, and report this",
    ),
    Code.BAD_SETTING: ("{file} says {found}, which is not understood", "{advice}"),
    Code.NOT_A_DEMO: (
        "{folder} holds something else than a demonstration",
        "name an empty folder with --data, or leave --data out: the demonstration then has one of its own",
    ),
    Code.IS_A_DEMO: (
        "{folder} holds a demonstration, and a real desk is asked for",
        "name another folder with --data, or add --demo",
    ),
    Code.IS_A_DRILL: (
        "{folder} holds a drill (EXERCISE EXERCISE EXERCISE), and a real desk is asked for",
        "name another folder with --data, or add --drill",
    ),
    Code.NOT_A_DRILL: (
        "{folder} holds no drill, and a drill's desk is asked for",
        "name the folder of a drill with --data, or leave --drill out",
    ),
    Code.DEMO_OF_DRILL: (
        "a drill's desk is asked for, and a demonstration",
        "leave one of --drill and --demo out: a drill plays on its own copy of an estate",
    ),
    Code.BAD_DRILL: ("{why}", "{advice}"),
    Code.OTHER_RECORD: ("{why}", "move {file} to the data folder of the desk that it belongs to, and start again"),
    Code.DRILL_ELSEWHERE: (
        "a drill keeps everything in its own folder, and {file} names a server for its tables",
        "take the line that begins with `tables` out of it",
    ),
    Code.MOVE_NOWHERE: ("{why}", "{hint}"),
    Code.MOVE_NOTHING: (
        "{where} holds no tables of a desk",
        "name the desk's data folder with --data, or see that desk.toml names the right database",
    ),
    Code.MOVE_BEHIND: (
        "{where} was not written by this version of Battlebox",
        "start the desk once with this version, stop it, and move then; nothing was changed",
    ),
    Code.MOVE_FULL: (
        "{where} is not empty, and a move goes into an empty place alone",
        "{hint}; nothing was changed",
    ),
    Code.MOVE_IN_USE: (
        "{where} is in use by {who}",
        "stop the desk, battlebox share serve and whatever else uses it, then try again; nothing was changed",
    ),
    Code.MOVE_UNFIT: (
        "{table}, row {row}, column {column}: PostgreSQL does not take what is there: {why}",
        "correct or remove it at the desk, then try again; nothing was changed",
    ),
    Code.MOVE_UNEQUAL: (
        "{table} does not read the same after it was copied",
        "go on with the desk as it is, and report this; nothing was changed",
    ),
    Code.MOVE_FAILED: (
        "the tables could not be moved to {where}: {why}",
        "go on with the desk as it is: nothing was changed; where the reason is gone, try again",
    ),
    Code.NO_BODY: ("nobody has said for which of our bodies", "name it with --ours, or write body in desk.toml"),
    Code.NO_PARTNER: (
        "{ours} has no partner {body}",
        "{there}battlebox share partner add makes one",
    ),
    Code.NO_SITUATION: (
        "no incident is in this folder that {ours} writes in and whose id begins so",
        "see which there are at the desk; leave --incident out for all of them",
    ),
    Code.PARTNER_THERE: (
        "{ours} has a partner {body} already",
        "give it a new token with battlebox share partner token",
    ),
    Code.NAME_TAKEN: (
        "{ours} has a partner that is called {name} already: {body}",
        "give this one a name that nobody takes for the other",
    ),
    Code.TITLE_TAKEN: ("{ours} has a collection that is called {title} already", "choose another title"),
    Code.BAD_BODY: (
        "{found} is no id of a body",
        "ids are 1 to 60 small letters, digits, dots, dashes and underscores, such as eastholt",
    ),
    Code.BAD_IDENTITY: (
        "{found} is no id of an identity",
        "write the id of the identity object under which they publish: identity-- and a UUID",
    ),
    Code.BAD_TITLE: ("a name is blank or longer than {most} letters", "say it shorter, in words that its readers know"),
    Code.BAD_ALIAS: (
        "{found} is no alias",
        "an alias is 1 to 60 small letters, digits, dots, dashes and underscores, such as seen",
    ),
    Code.THING_MOVED: (
        "it was changed since that was proposed, and cannot be issued so any more",
        "look at it as it is now, and propose it anew",
    ),
    Code.NO_INCIDENT: (
        "this folder has no open incident in which it writes for {body}",
        "look at the desk's pages; a closed one is named with --incident",
    ),
    Code.MANY_INCIDENTS: ("there are several incidents here: {names}", "choose one with --incident"),
    Code.NO_OFFICER: (
        "nobody of that name has a role for {body} in this incident",
        "give the name that they sign in with; roles are given at the desk",
    ),
    Code.NO_READER: (
        "nobody of that name has a role for {body} that is for no one incident",
        "give the name that they sign in with; roles are given at the desk",
    ),
    Code.BAD_CERTIFICATE: (
        "{path} holds no certificate",
        "name a file in PEM form, which begins with BEGIN CERTIFICATE",
    ),
    Code.NO_RIGHT: (
        "{body} may not read {name} now, so nothing of it is given to them",
        "let them read it first: on the page of the collection, or with battlebox share collection grant",
    ),
    Code.CUT_OFF: ("{body} is cut off, and is given nothing", "let it in again first, if that is what you want"),
    Code.CUT_OFF_TOKEN: (
        "{name} is cut off, and no token would let it in",
        "where that is decided to be over: battlebox share partner let-in {body} --by WHO, then ask again",
    ),
    Code.MOVED_ON: (
        "what {body} may have changed while it was made ready, and nothing was given",
        "try again, and look at what is in it now",
    ),
    Code.NO_FEED: (
        "{ours} reads no feed called {name}",
        "see battlebox share feed list; battlebox share feed add begins one",
    ),
    Code.FEED_THERE: (
        "{ours} reads a feed called {name} already",
        "give the new one another name with --name, or remove the old one first",
    ),
    Code.BAD_FEED: ("{why}", "{hint}"),
    Code.NO_COLLECTION: (
        "{ours} has no collection {name}",
        "write its alias or its id, as battlebox share collection list shows them",
    ),
    Code.OUR_OWN_BODY: (
        "{body} is our own body here, and no partner of its own",
        "name another body; --ours says which is ours",
    ),
    Code.NOT_HELD_FROM: (
        "nothing that {body} sent is in use under {id}",
        "battlebox share aside list names what is aside already; look the id up at Partners, under what came from whom",
    ),
    Code.NOT_ASIDE: (
        "nothing that {body} sent under {id} is aside",
        "battlebox share aside list names what is",
    ),
    Code.ANOTHER_STANDS: (
        "what {body} sent under {id} cannot be used: a thing of {other} stands there",
        "set that aside first (battlebox share aside put), if {other} is the one whose it is not",
    ),
    Code.OWN_THING: (
        "what is our own is not set aside: {id}",
        "name the body that sent it after --from; of our own things, put a newer version, or one that is revoked",
    ),
    Code.ALIAS_TAKEN: ("{ours} has a collection {alias} already", "choose another alias"),
    Code.NO_INTEL_FILE: (
        "{path} cannot be read as intelligence: {why}",
        "name a file of STIX 2.1: a bundle, or objects between square brackets under the name objects",
    ),
    Code.NO_FRONT: (
        "the desk's style and scripts have not been built",
        "run make setup once, while there is a network",
    ),
}

# Exit codes of the command line, as docs/commands.md lists them; what is not named here is 4, refused.
_EXITS: Final = {
    Code.BAD_HOST: 2,
    Code.NO_BODY: 2,
    Code.MANY_INCIDENTS: 2,
    Code.BAD_FEED: 3,
    Code.BAD_SETTING: 3,
    Code.BAD_CERTIFICATE: 3,
    Code.NO_INTEL_FILE: 3,
}
_REFUSED: Final = 4


class WebError(Exception):
    """Something the web face refuses; str() is the sentence."""

    def __init__(self, code: Code, sentence: str, hint: str) -> None:
        super().__init__(sentence)
        self.code = code
        self.hint = hint
        self.exit_code = _EXITS.get(code, _REFUSED)

    @classmethod
    def of(cls, code: Code, **found: object) -> WebError:
        """The error for a cause, its sentence and hint filled with what was found."""
        sentence, hint = TEXT[code]
        return cls(code, sentence.format(**found), hint.format(**found))
