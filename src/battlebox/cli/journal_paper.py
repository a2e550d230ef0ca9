"""`battlebox journal checkpoint` and `witness`: pin the record where nobody can reach it.

Law: a checkpoint says what to do with it; a witness signs only what continues what it signed before.
Not here: the note and the page (journal room).
"""

from __future__ import annotations

import json
import tempfile
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from battlebox.cli.exits import say
from battlebox.cli.journal_desk import at_a_desk, writing
from battlebox.cli.options import JSON
from battlebox.cli.screen import put, put_json

if TYPE_CHECKING:
    from battlebox.journal import Checkpoint, Journal


@click.command()
@click.option(
    "--pdf", type=click.Path(dir_okay=False, path_type=Path), metavar="FILE", help="Print it: a sheet with a QR code."
)
@click.option("--holder", default="", metavar="WHO", help="With --pdf: the body and role that takes the sheet.")
@click.option(
    "--since",
    type=click.IntRange(0),
    default=None,
    metavar="N",
    help="Also give the proof that it continues N entries.",
)
@at_a_desk
@JSON
def checkpoint(
    *, pdf: Path | None, holder: str, since: int | None, data: Path | None, incident: str, as_json: bool
) -> None:
    """Sign the size and root of the record, to be held by somebody else: on paper, by phone, by a witness."""
    from battlebox.journal import JournalCode, JournalError, continuation, make_checkpoint, note_printed  # Late.

    if pdf is not None and not pdf.parent.is_dir():
        raise JournalError.of(JournalCode.NOT_WRITTEN, name=pdf, why="there is no such folder")
    journal = writing(data, incident)
    if since is not None:
        continuation(journal, since, journal.store.count())
    note = make_checkpoint(journal)
    size, words = note.to_spoken()
    proof = [step.hex() for step in continuation(journal, since, note.size)] if since is not None else []
    if pdf is not None:
        _print(journal, note, pdf, holder)
        note_printed(journal, note, holder)
        if not holder:
            say("nobody is named as holder (--holder), so `show` goes on saying: not yet witnessed")
        say(f"print {pdf} and give it to someone outside: until a sheet is held, it proves nothing")
    if as_json:
        put_json({"note": note.to_text(), "size": size, "words": words, "since": since, "proof": proof})
    else:
        put(note.to_text())
        say(f"by phone: {size} entries, {words}")


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--name", required=True, help="The name this desk countersigns under, such as eastholt/east-1.")
@at_a_desk
def witness(*, file: Path, name: str, data: Path | None, incident: str) -> None:
    """Countersign another desk's checkpoint: the text of the note, or the JSON of `checkpoint --json --since N`."""
    from battlebox.journal import read_file  # Loaded late, like all of the journal.
    from battlebox.journal import witness as countersign  # The same.

    # A checkpoint that went by mail or through another system may come with that system's line ends.
    text = read_file(file, 1 << 20).decode(errors="replace").replace("\r\n", "\n")
    proof: list[bytes] = []
    since: int | None = None
    if text.lstrip().startswith("{"):
        text, proof, since = _from_json(text)
    put(countersign(writing(data, incident), text, proof, name, since=since).to_text())


def _from_json(text: str) -> tuple[str, list[bytes], int | None]:
    from battlebox.journal import JournalCode, JournalError  # Loaded late, like all of the journal.

    try:
        found = json.loads(text)
        since = found.get("since")
        return str(found["note"]), [bytes.fromhex(step) for step in found["proof"]], since
    except (ValueError, KeyError, TypeError, AttributeError):
        raise JournalError.of(JournalCode.BAD_NOTE) from None


def _print(journal: Journal, note: Checkpoint, pdf: Path, holder: str) -> None:
    import typst  # The setter of type is slow to load and only paper needs it.

    from battlebox.journal import paper, qr_svg, replacing  # Loaded late, like all of the journal.

    desk = journal.state.standing.name_of(note.key)
    printed_at = datetime.fromtimestamp(journal.watch.now_ms() / 1000, UTC).strftime(
        "%d %B %Y, %H:%M UTC by its own watch"
    )
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "qr.svg").write_text(qr_svg(note.to_text()), encoding="utf-8")
        (folder / "page.typ").write_text(
            paper.checkpoint_page(
                note, desk=desk, printed_at=printed_at, holder=holder, exercise=journal.state.standing.exercise
            ),
            encoding="utf-8",
        )
        made = typst.compile(folder / "page.typ", ignore_system_fonts=True)
    with replacing(pdf) as file:
        file.write(made)
