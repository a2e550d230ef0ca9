"""`battlebox journal new` and `append`: begin a record and write in it.

Law: an entry's id is printed only when the entry is on disk.
Not here: signing and keeping (journal room).
"""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from battlebox.cli.exits import say
from battlebox.cli.journal_desk import at_a_desk, folder_to_write, in_a_folder, writing
from battlebox.cli.options import JSON
from battlebox.cli.screen import put, put_json

if TYPE_CHECKING:
    from battlebox.journal import Journal, Json, Kind, SigningKey
    from battlebox.marking import Tlp


@click.command()
@click.option("--org", required=True, metavar="BODY", help="The body that founds the incident.")
@click.option("--name", required=True, metavar="DESK", help="What this desk is called.")
@click.option("--title", default="", metavar="WORDS", help="A name for the incident that gives nothing away.")
@click.option(
    "--also",
    multiple=True,
    metavar="BODY=KEY",
    help="Another body and its admin key, as its `admin-key FILE` prints it.",
)
@click.option(
    "--admin",
    type=click.Path(dir_okay=False, path_type=Path),
    required=True,
    metavar="FILE",
    help="The file of the body's admin key.",
)
@in_a_folder
@JSON
def new(
    *,
    org: str,
    name: str,
    title: str,
    also: tuple[str, ...],
    admin: Path,
    data: Path | None,
    as_json: bool,
) -> None:
    """Begin the record of an incident.

    --admin FILE is the body's admin key: it is made if there is none. Keep it off this machine, on a stick in a safe:
    it takes desks in and out, and agrees to removals.
    """
    from battlebox.drill.pace import watch_of  # Late: it loads the journal.
    from battlebox.journal import Founding, arriving_store, begin, settle_store, six_words  # Loaded late.

    folder = folder_to_write(data)
    orgs = {org: admin_key(admin, make=True).public} | dict(_pair(pair) for pair in also)
    key = folder.key() or folder.new_key()
    beside = folder.path / "incidents" / "begun.part"
    store = arriving_store(beside)
    journal = begin(
        store, Founding(orgs, org, name, title=title, exercise=folder.is_drill), key, folder.tip, watch_of(folder.path)
    )
    settle_store(store, beside, folder.store_path(journal.incident))
    say(f"move {admin} to a stick and lock it away: whoever has it decides which desks are believed")
    words = six_words(journal.incident, key.public)
    if as_json:
        put_json({"incident": journal.incident, "key": key.public, "words": words})
    else:
        put(f"incident {journal.incident}\nkey {key.public}\nwords {words}")


@click.command()
@click.argument("kind")
@click.option("--text", default="", help="What happened, in words; `-` reads them from stdin.")
@click.option("--person", default="", metavar="WORDS", help="Words that name a person: kept apart, easier to remove.")
@click.option(
    "--set",
    "sets",
    multiple=True,
    metavar="THING.FIELD=JSON",
    help="A field's new value, such as task/1.state='\"done\"'.",
)
@click.option("--tlp", default="AMBER+STRICT", show_default=True, help="How far it may travel.")
@click.option("--to", "audience", multiple=True, metavar="BODY", help="A body, or person:ID, it is for.")
@click.option("--by", default="", metavar="ID", help="The officer's id (not a name).")
@click.option("--seal-to", multiple=True, metavar="AGE-KEY", help="Seal all it says to this key; may be given again.")
@click.option("--plain", is_flag=True, help="TLP:RED without --seal-to: this desk's disk keeps the words readable.")
@click.option(
    "--attach",
    multiple=True,
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    metavar="FILE",
    help="A file to keep with the entry; may be given again.",
)
@at_a_desk
@JSON
def append(
    *,
    kind: str,
    text: str,
    person: str,
    sets: tuple[str, ...],
    tlp: str,
    audience: tuple[str, ...],
    by: str,
    seal_to: tuple[str, ...],
    plain: bool,
    attach: tuple[Path, ...],
    data: Path | None,
    incident: str,
    as_json: bool,
) -> None:
    """Write an entry of a KIND such as note:written or decision:made."""
    from battlebox.journal import Draft  # The journal loads libsodium; --version does not wait for it.
    from battlebox.marking import Tlp  # The same.

    known = _kind(kind)
    label, words = Tlp.from_text(tlp), _typed(text)
    _check_red(label, audience, sealed=bool(seal_to), plain=plain)
    _check_said(known, words.strip() or person or sets or attach)
    for path in attach:
        _check_attachable(path)
    journal = writing(data, incident)
    _tell_strangers(journal, audience)
    draft = Draft(
        known,
        tlp=label,
        text=words,
        person=person,
        by=by,
        audience=frozenset(audience),
        values=tuple(_set(each) for each in sets),
        files=tuple(_attached(journal, path) for path in attach),
        seal_to=seal_to,
    )
    entry = journal.append(draft)
    if as_json:
        put_json({"entry": entry.id, "number": entry.header.n})
    else:
        put(f"{entry.id}")


def admin_key(path: Path, *, make: bool = False) -> SigningKey:
    """The admin key in a file; made if it may be. Raises JournalError."""
    from battlebox.journal import JournalCode, JournalError, SigningKey, read_file, write_new  # Loaded late.

    if make and not path.exists():
        key = SigningKey.new()
        write_new(path, key.seed.hex().encode() + b"\n", secret=True)
        return key
    try:
        return SigningKey.from_seed(bytes.fromhex(read_file(path, 1 << 10).decode("ascii").strip()))
    except ValueError:
        raise JournalError.of(JournalCode.NOT_A_FILE, name=path, why="it is no key") from None


def _attached(journal: Journal, path: Path) -> bytes:
    from battlebox.journal import attach, reading  # Loaded late.

    with reading(path) as file:
        return attach(journal, iter(lambda: file.read(1 << 20), b""), path.name)


def _kind(word: str) -> Kind:
    """The kind of entry that an officer may write by hand. Raises JournalError, naming the command for the others."""
    from battlebox.journal import BY_COMMAND, JournalCode, JournalError, Kind  # Loaded late.

    if word not in list(Kind):
        raise JournalError.of(JournalCode.UNKNOWN_KIND, found=word)
    kind = Kind(word)
    if kind in BY_COMMAND:
        raise JournalError.of(JournalCode.KIND_BY_COMMAND, found=word, command=BY_COMMAND[kind])
    return kind


def _check_said(kind: str, said: object) -> None:
    if kind == "note:written" and not said:
        raise click.UsageError("the note is empty: say what happened with --text")


def _typed(text: str) -> str:
    """The words, from stdin if they are `-`. Raises JournalError if they are no text."""
    from battlebox.journal import JournalCode, JournalError  # Loaded late.

    try:
        return sys.stdin.read() if text == "-" else text
    except UnicodeDecodeError:
        raise JournalError.of(JournalCode.NOT_TEXT, what="what was typed in") from None


def _check_red(label: Tlp, audience: tuple[str, ...], *, sealed: bool, plain: bool) -> None:
    """RED is for named people; unsealed it is stored as it is, and that is said. Raises JournalError."""
    from battlebox.journal import JournalCode, JournalError  # Loaded late.

    if label.value != "RED":
        return
    if not any(each.startswith("person:") for each in audience):
        raise JournalError.of(JournalCode.NO_PERSON)
    if not sealed and not plain:
        say(
            "warning: this desk keeps these RED words readable on its disk; --seal-to seals them, --plain says you know"
        )


def _check_attachable(path: Path) -> None:
    """Refuse what never ends, or would not fit into a sealed copy, before anything of it is kept."""
    from battlebox.journal import ATTACHED_BYTES_MAX, JournalCode, JournalError  # Loaded late.

    if not path.is_file():
        raise JournalError.of(JournalCode.NOT_A_FILE, name=path, why="it is no plain file")
    if path.stat().st_size > ATTACHED_BYTES_MAX:
        raise JournalError.of(JournalCode.TOO_LARGE, what=str(path), most=ATTACHED_BYTES_MAX)


def _tell_strangers(journal: Journal, audience: tuple[str, ...]) -> None:
    known = journal.state.standing.orgs
    for body in audience:
        if not body.startswith("person:") and body not in known:
            say(f"warning: {body} is no body of this incident (they are: {', '.join(sorted(known))})")


def _pair(text: str) -> tuple[str, str]:
    body, _, key = text.partition("=")
    if not re.fullmatch(r"[0-9a-f]{64}", key):
        raise click.UsageError(f"--also {text!r} is not BODY=KEY with a key of 64 hex digits")
    return body, key


def _set(text: str) -> tuple[str, str, Any]:
    place, _, value = text.partition("=")
    thing, dot, name = place.rpartition(".")
    try:
        found = json.loads(value)
    except ValueError:
        dot = ""
    if dot:
        _check_value(text, found)
    if not dot:
        raise click.UsageError(f"--set {text!r} is not THING.FIELD=JSON, such as task/1.state='\"done\"'")
    return thing, name, found


def _check_value(text: str, value: Json) -> None:
    """Refuse here, in the words of who typed it, what no record may hold."""
    from battlebox.journal import JournalError, check_value  # Loaded late.

    try:
        check_value(value, what="a value")
    except JournalError as wrong:
        hint = "numbers are whole, at most 2^53 - 1; write others as text, nest no deeper than 8"
        raise click.UsageError(f"--set {text!r}: {wrong} ({hint})") from None
