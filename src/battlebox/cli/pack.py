"""`battlebox pack`: the go-bag on paper, from an estate, from the desk's own record, or blank.

Law: the paper is written whole or not at all; without preparation the blank pages still print.
Not here: what stands in it (desk), the layout (share).
"""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from battlebox.cli.errors import CliError, Code
from battlebox.cli.exits import Exit, say, tell
from battlebox.cli.journal_desk import at_a_desk, writing
from battlebox.cli.opening import estate_path

if TYPE_CHECKING:
    from battlebox.desk.command import Pack
    from battlebox.journal import Checkpoint


@click.command()
@click.argument("estate", required=False)
@click.option(
    "--body", default="", metavar="BODY", help="The pages of one body only, with what it must ask others for."
)
@click.option("--blank", is_flag=True, help="Blank pages that need no estate: log, cards, contacts, calls, METHANE.")
@click.option(
    "--pdf", type=click.Path(path_type=Path, dir_okay=False), required=True, metavar="FILE", help="Where to write it."
)
@at_a_desk
def pack(*, estate: str | None, body: str, blank: bool, pdf: Path, data: Path | None, incident: str) -> None:
    """Print the pack for a night without the network: contacts, action cards, services, orders, forms.

    With --data or --incident a checkpoint of that record stands on the cover, as a code and as twelve words.
    """
    if blank == (estate is not None) or (blank and body):
        raise click.UsageError("name an estate, or say --blank")
    if not pdf.parent.is_dir():
        raise CliError.of(Code.NO_FOLDER, found=pdf.parent)
    from battlebox.desk.command import blank_pack  # The desk loads the engine: half a second.
    from battlebox.estate import write_file  # The same.
    from battlebox.share import pack_paper  # The typesetter is loaded only for paper.

    now = datetime.now(UTC)
    note = _checkpoint(data, incident) if data is not None or incident else None
    made = blank_pack(now) if estate is None else _of_estate(estate, body, now, note)
    write_file(pdf, pack_paper(made, now))
    say(f"the pack is {pdf}: print it, and put it where the network cannot reach it")


def _of_estate(name: str, body: str, now: datetime, note: Checkpoint | None) -> Pack:
    from battlebox.desk.command import pack_of  # The desk loads the engine: half a second.
    from battlebox.estate import digest_of, estate_of, read_tables  # The same.

    path = estate_path(name)
    raw = read_tables(path)
    estate = estate_of(raw, title=path.stem)
    if body and body not in estate.body_by_id:
        raise click.UsageError(f"no body is called {body}; the estate has {', '.join(sorted(estate.body_by_id))}")
    return pack_of(estate, digest_of(raw), at=now, body=body, checkpoint=note)


def _checkpoint(data: Path | None, incident: str) -> Checkpoint:
    from battlebox.journal import JournalError, make_checkpoint, note_printed  # The journal loads libsodium; late.

    try:
        journal = writing(data, incident)
        note = make_checkpoint(journal)
        note_printed(journal, note, "the printed pack")
    except JournalError as wrong:
        tell(str(wrong), wrong.hint)
        raise click.exceptions.Exit(Exit.REFUSED) from wrong
    return note
