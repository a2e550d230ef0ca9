"""`battlebox drill report`: the after-action report of a drill's folder, for those who have only a terminal.

Law: it reads, and writes nothing but the files that were asked for, so a desk may be open on the folder; it says the
words of the report's page.
Not here: what is measured (drill/report), the page (the desk), bringing findings to a real desk (`battlebox share`).
"""

from __future__ import annotations

from contextlib import ExitStack
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from battlebox.cli.exits import say
from battlebox.cli.options import JSON
from battlebox.cli.screen import plain, put

if TYPE_CHECKING:
    from battlebox.desk.command import ReportPage, Section
    from battlebox.desk.record import Record
    from battlebox.drill.report import AfterAction

_FILE = click.Path(dir_okay=False, path_type=Path)


@click.command()
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
@click.option("--incident", default="", metavar="ID", help="Which incident of the drill, if there are several.")
@click.option("--pdf", type=_FILE, metavar="FILE", help="Also as PDF.")
@click.option("--docx", type=_FILE, metavar="FILE", help="Also as a Word document.")
@JSON
def report(*, folder: Path, incident: str, pdf: Path | None, docx: Path | None, as_json: bool) -> None:
    """Say how the drill in FOLDER was played: times, clocks, log, services, reach, inject by inject, what to mend.

    A drill that still runs is reported as far as it has come. With --json it is the file that carries its findings to
    the real desk, where `battlebox share findings` and the page of findings take it in.
    """
    from battlebox.drill.report import as_json as file_of  # The desk is slow to load; --version is not.
    from battlebox.drill.report import review_page  # The same.
    from battlebox.estate import write_file  # The same.

    found, now = _report(folder, incident), datetime.now(UTC).replace(microsecond=0)
    said = review_page(found)
    if pdf is not None:
        from battlebox.share import after_action_paper  # The typesetter is slow to load, and few ask for it.

        write_file(pdf, after_action_paper(said, now))
    if docx is not None:
        from battlebox.share import report_document  # The same.

        write_file(docx, report_document(said, now))
    if found.provisional:
        say(f"{found.still_running}: this is provisional")
    put(file_of(found) if as_json else plain(_words(said)))


def _report(folder: Path, incident: str) -> AfterAction:
    from battlebox.drill.control import Stage  # The desk is slow to load; --version is not.
    from battlebox.drill.play import deeds_of  # The same.
    from battlebox.drill.report import report_on  # The same.
    from battlebox.drill.sealed import sealed_in  # The same.

    sealed_in(folder)
    stage, real = Stage.opened(folder), datetime.now(UTC)
    with ExitStack() as after:
        records = [_record(folder, path, after) for path in sorted((folder / "incidents").glob("*.journal"))]
        course = stage.seen([deed for each in records for deed in deeds_of(each)], real)
        return report_on(stage, course, records, real, incident=incident)


def _record(folder: Path, path: Path, after: ExitStack) -> Record:
    from battlebox.desk.record import Record  # The desk is slow to load; --version is not.
    from battlebox.drill.pace import watch_of  # The same.
    from battlebox.journal import DataFolder, must_suit, open_journal, open_to_read  # The same.

    store, _ = open_to_read(path)
    after.callback(store.close)
    must_suit(store, drill=True)
    return Record(open_journal(store, None, DataFolder(folder).tip, watch_of(folder)), {})


def _words(said: ReportPage) -> str:
    blocks = [
        f"{said.label}\n{said.title}",
        "\n".join(f"{name}: {value}" for name, value in said.facts),
        said.headline,
    ]
    for form in said.forms:
        blocks += [form.title.upper() + (f"\n{form.note}" if form.note else "")]
        blocks += [_part(each) for each in form.sections]
    return "\n\n".join((*blocks, said.label))


def _part(part: Section) -> str:
    lines = [part.title, *(f"  - {line}" for line in part.lines)]
    for row in part.table.rows if part.table else ():
        first, *rest = row
        heads = part.table.columns[1:] if part.table else ()
        lines.append(f"  {first}")
        lines += [f"      {head}: {words}" for head, words in zip(heads, rest, strict=True) if words]
    return "\n".join(lines)
