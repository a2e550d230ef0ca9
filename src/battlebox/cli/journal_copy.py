"""`battlebox journal export`, `import` and `merge`: copies that leave this desk, and copies that come in.

Law: what marking forbids does not leave; what comes in is all right or not taken in at all.
Not here: the stream and the rules (journal room, marking).
"""

from __future__ import annotations

import getpass
import io
import warnings
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

import click

from battlebox.cli.exits import say
from battlebox.cli.journal_desk import (
    SEALING_KEY,
    at_a_desk,
    folder_of,
    folder_to_write,
    pen_of,
    with_a_good_key,
    writing,
)
from battlebox.cli.options import JSON
from battlebox.cli.screen import put, put_json

if TYPE_CHECKING:
    from battlebox.journal import Journal, Taken


@click.command()
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
@click.option("--to", "body", default="", metavar="BODY", help="The body it is for.")
@click.option("--client-of", multiple=True, metavar="BODY", help="A body whose registered client it is.")
@click.option("--community", is_flag=True, help="It is in the community that shares GREEN things.")
@click.option("--person", default="", metavar="ID", help="Hand it to this one person.")
@click.option("--all", "whole", is_flag=True, help="Everything, for this desk's own go-bag; always sealed.")
@click.option("--recipient", "recipients", multiple=True, metavar="AGE-KEY", help="Seal it to this age key.")
@click.option("--passphrase", default="", help="Seal it with these words; `new` makes six and prints them once.")
@at_a_desk
@JSON
def export(
    *,
    folder: Path,
    body: str,
    client_of: tuple[str, ...],
    community: bool,
    person: str,
    whole: bool,
    recipients: tuple[str, ...],
    passphrase: str,
    data: Path | None,
    incident: str,
    as_json: bool,
) -> None:
    """Write a copy into FOLDER (a stick, say), with a program that checks it anywhere and a page that explains it.

    A copy holds what its labels allow the body it is for. --all holds everything and must be sealed.
    """
    from battlebox import journal as room  # The journal loads libsodium; --version does not wait for it.
    from battlebox.marking import Recipient, WayOut  # The same.

    if whole and not (recipients or passphrase):
        raise room.JournalError.of(room.JournalCode.RED_IN_FILE)
    there = next((name for name in room.paper.NAMES if (folder / name).exists()), "")
    if there:
        why = "an export is there already"
        raise room.JournalError.of(room.JournalCode.NOT_WRITTEN, name=folder / there, why=why)
    journal = writing(data, incident)
    note = room.make_checkpoint(journal)
    words = room.new_passphrase() if passphrase == "new" else passphrase  # noqa: S105 - the word `new` is no secret
    out, kept_back = io.BytesIO(), 0
    if whole:
        out.write(room.export_whole(journal, to=body or "go-bag"))
    else:
        way = WayOut.HAND if person else (WayOut.FILE if body else WayOut.PUBLIC)
        to = Recipient(way, body=body, person=person, client_of=frozenset(client_of), community=community)
        kept_back = room.export(journal, out, to).kept.parts
    sealed = bool(recipients or words)
    held = room.seal(out.getvalue(), recipients=recipients, passphrase=words) if sealed else out.getvalue()
    to_whom = body or ("this desk's own go-bag" if whole else "")
    _write_folder(folder, journal, held, note.to_text(), kept_back=kept_back, to=to_whom, sealed=sealed, whole=whole)
    if passphrase == "new":  # noqa: S105 - as above
        say(f"the passphrase, shown this once: {words}")
    entries = journal.store.count()
    if as_json:
        put_json({"folder": str(folder), "entries": entries, "parts_kept_back": kept_back, "sealed": sealed})
    else:
        put(f"{folder}: {entries} entries, {kept_back} parts kept back, {'sealed' if sealed else 'not sealed'}")


def _write_folder(
    folder: Path, journal: Journal, held: bytes, note: str, *, kept_back: int, to: str, sealed: bool, whole: bool
) -> None:
    from battlebox.journal import extractor_source, paper, replacing, verifier_source  # Loaded late, like the rest.

    desk = journal.state.standing.name_of(journal.desk.public) if journal.desk else "unknown"
    drill = journal.state.standing.exercise
    page = paper.explanation(
        journal.incident, desk=desk, entries=journal.store.count(), withheld=kept_back, to=to, sealed=sealed,
        exercise=drill,
    )  # fmt: skip
    files = {
        paper.BAG if sealed else paper.RECORD: held,
        paper.VERIFIER: verifier_source(),
        paper.EXTRACTOR: extractor_source(),
        paper.NOTE: note.encode(),
        paper.EXPLANATION: page.encode(),
    }
    if whole:
        page = paper.restoring(journal.incident, desk=desk, entries=journal.store.count(), exercise=drill)
        files[paper.RESTORE] = page.encode()
    for name, content in files.items():
        with replacing(folder / name) as file:
            file.write(content)


@click.command(name="import")
@click.argument("file", type=click.Path(path_type=Path))
@click.option(
    "--passphrase", default="", help="The words it is sealed with; asked for if it is sealed and none are given."
)
@at_a_desk
@JSON
def import_(*, file: Path, passphrase: str, data: Path | None, incident: str, as_json: bool) -> None:
    """Take in another desk's export: a FILE, or the folder it is in. All of it is right, or nothing is taken in."""
    from battlebox import journal as room  # The journal loads libsodium; --version does not wait for it.

    found, folder = _record_in(file), folder_to_write(data)
    if folder.is_open:
        # Before anything is taken in: what came in beside a desk that serves would be there, and be called refused.
        raise room.JournalError.of(room.JournalCode.IN_USE, name=folder.path)
    secret = folder.secret(SEALING_KEY) or ""
    if not passphrase and room.is_sealed_by_words(found):
        with warnings.catch_warnings():
            # Where there is no terminal, what is piped in is read, and nothing is shown.
            warnings.simplefilter("ignore", getpass.GetPassWarning)
            passphrase = click.prompt("passphrase", hide_input=True, err=True)
    with room.opened(found, secret=secret, passphrase=passphrase) as stream:
        about = room.BundleReader(stream, found.name).heading.incident
        if incident and not about.startswith(incident):
            raise room.JournalError.of(room.JournalCode.OTHER_INCIDENT, found=about)
        stream.seek(0)
        try:
            journal, taken = _take(data, about, stream, found.name)
        except room.JournalError as wrong:
            # What a passphrase sealed cannot be opened later without asking again, so it is not kept aside.
            if wrong.code is not room.JournalCode.MISSING_PARENT or passphrase:
                raise
            raise room.hold(folder.held(about), found, wrong) from wrong
    fitting, waiting = room.take_held(journal, folder.held(about), secret=secret)
    for more in fitting:
        say(f"a file that was kept aside fits now: {more.new} new entries")
    for why in waiting:
        say(f"a file goes on being kept aside: {why}")
    _tell(with_a_good_key(pen_of(folder, journal.state.standing), journal), taken, as_json=as_json)


def _take(data: Path | None, incident: str, stream: BinaryIO, name: str) -> tuple[Journal, Taken]:
    from battlebox import journal as room  # Loaded late, like all of the journal.

    path = folder_of(data).store_path(incident)
    if path.exists():
        journal = writing(data, incident)
        return journal, room.take_bundle(journal, stream, name)
    taken = _first(path, incident, stream, name, data)
    journal = writing(data, incident)
    say("this desk has a key of its own: have it enrolled (battlebox journal card)")
    return journal, taken


def _first(path: Path, incident: str, stream: BinaryIO, name: str, data: Path | None) -> Taken:
    """Take in a journal that is not here yet; the store gets its name when all of it is in."""
    from battlebox import journal as room  # Loaded late, like all of the journal.

    folder = folder_of(data)
    beside = path.with_suffix(".part")
    try:
        store = room.arriving_store(beside)
    except room.JournalError:
        with suppress(OSError):
            beside.unlink()
        raise
    try:
        taken = room.take_bundle(room.receive(store, incident, None, folder.tip, room.LaptopWatch()), stream, name)
        room.must_suit(store, drill=folder.is_drill)
    except room.JournalError:
        store.close()
        beside.unlink()
        raise
    room.settle_store(store, beside, path)
    if any(tip.path.exists() for _, tip in folder.tips(incident)):
        say("this desk had this record before, and lost it: what it alone had is gone")
        fresh = folder.new_key()
        say(f"what it enters now is under a new key, {fresh.public[:8]}: have it enrolled (battlebox journal card)")
    return taken


@click.command()
@click.argument("other", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--as-is", is_flag=True, help="Everything in it, whatever its labels: for a laptop of your own body.")
@at_a_desk
@JSON
def merge(*, other: Path, as_is: bool, data: Path | None, incident: str, as_json: bool) -> None:
    """Take in what OTHER, the .journal file of another desk, has and this one lacks.

    What its labels do not let your body have stays behind, and is counted.
    """
    from battlebox import journal as room  # The journal loads libsodium; --version does not wait for it.

    journal = writing(data, incident)
    store, _ = room.open_to_read(other)
    try:
        taken, kept = room.take_store(journal, store, folder_of(data).tip, as_is=as_is)
    finally:
        store.close()
    if kept.parts:
        say(
            f"{kept.parts} parts stayed behind: their labels do not let this desk's body have them (all of it: --as-is)"
        )
    _tell(with_a_good_key(pen_of(folder_of(data), journal.state.standing), journal), taken, as_json=as_json)


def _record_in(path: Path) -> Path:
    from battlebox.journal import paper  # Loaded late, like all of the journal.

    for name in (paper.RECORD, paper.BAG):
        if (path / name).is_file():
            return path / name
    return path


def _tell(journal: Journal, taken: Taken, *, as_json: bool) -> None:
    alarms = [journal.state.standing.name_of(key) for key in taken.forks]
    for name in alarms:
        say(f"ALARM: {name} wrote two different entries with one number; both are kept: see battlebox journal verify")
    journal.note_forks()
    told: dict[str, Any] = {
        "new": taken.new,
        "known": taken.known,
        "parts_late": taken.late_parts,
        "parts_refused": taken.refused_parts,
        "forks": taken.forks,
    }
    if as_json:
        put_json({"incident": journal.incident, **told})
    else:
        put(
            f"{taken.new} new entries, {taken.known} known, {taken.late_parts} parts added, "
            f"{taken.refused_parts} refused"
        )
