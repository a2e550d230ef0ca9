"""`battlebox journal new` and `append`: begin a record and write in it.

Law: an entry's id is printed only when the entry is on disk.
Not here: signing and keeping (journal room).
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import click

from battlebox.cli.exits import say
from battlebox.cli.journal_desk import at_a_desk, folder_of, in_a_folder, writing
from battlebox.cli.options import JSON
from battlebox.cli.screen import put, put_json


@click.command()
@click.option("--org", required=True, metavar="BODY", help="The body that founds the incident.")
@click.option("--name", required=True, metavar="DESK", help="What this desk is called.")
@click.option("--title", default="", metavar="WORDS", help="A name for the incident that gives nothing away.")
@click.option("--also", multiple=True, metavar="BODY=KEY", help="Another body and its admin key (64 hex digits).")
@click.option(
    "--admin",
    type=click.Path(dir_okay=False, path_type=Path),
    required=True,
    metavar="FILE",
    help="Where to write the admin's sealed key.",
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
    from battlebox.journal import Founding, LaptopWatch, arriving_store, begin, settle_store, six_words  # Loaded late.

    folder = folder_of(data)
    orgs = {org: admin_key(admin, make=True).public} | dict(_pair(pair) for pair in also)
    key = folder.key() or folder.new_key()
    beside = folder.path / "incidents" / "begun.part"
    store = arriving_store(beside)
    journal = begin(store, Founding(orgs, org, name, title=title), key, folder.tip, LaptopWatch())
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
@click.option(
    "--seal-to",
    multiple=True,
    metavar="AGE-KEY",
    help="Seal all it says to a person's key: nobody else can open it. May be given again.",
)
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
    attach: tuple[Path, ...],
    data: Path | None,
    incident: str,
    as_json: bool,
) -> None:
    """Write an entry of a KIND such as note:written or decision:made."""
    from battlebox.journal import BY_COMMAND, Draft, JournalCode, JournalError, Kind  # Loads libsodium; late.
    from battlebox.marking import Tlp  # The same.

    if kind not in list(Kind):
        raise JournalError.of(JournalCode.UNKNOWN_KIND, found=kind)
    if Kind(kind) in BY_COMMAND:
        raise JournalError.of(JournalCode.KIND_BY_COMMAND, found=kind, command=BY_COMMAND[Kind(kind)])
    journal = writing(data, incident)
    words = sys.stdin.read() if text == "-" else text
    draft = Draft(
        Kind(kind),
        tlp=Tlp.from_text(tlp),
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


def admin_key(path: Path, *, make: bool = False) -> Any:  # noqa: ANN401 - the journal is loaded late, so its type cannot be named
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


def _attached(journal: Any, path: Path) -> bytes:  # noqa: ANN401 - as above
    from battlebox.journal import attach, reading  # Loaded late.

    with reading(path) as file:
        return attach(journal, iter(lambda: file.read(1 << 20), b""), path.name)


def _pair(text: str) -> tuple[str, str]:
    body, _, key = text.partition("=")
    if len(key) != 64 or key.strip("0123456789abcdef"):  # noqa: PLR2004 - a key's length
        raise click.UsageError(f"--also {text!r} is not BODY=KEY with a key of 64 hex digits")
    return body, key


def _set(text: str) -> tuple[str, str, Any]:
    place, _, value = text.partition("=")
    thing, dot, name = place.rpartition(".")
    try:
        found = json.loads(value)
    except ValueError:
        dot = ""
    if not dot:
        raise click.UsageError(f"--set {text!r} is not THING.FIELD=JSON, such as task/1.state='\"done\"'")
    return thing, name, found
