"""`battlebox share findings FILE`: findings of a drill brought to the real desk, from a terminal.

Law: this module loads nothing slow; the file is read before any table is opened, and a drill's desk takes none.
Not here: reading and keeping (carried.py).
"""

from __future__ import annotations

import json
from pathlib import Path

import click

from battlebox.web.share_options import AS_JSON, DATA, say


@click.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--by", required=True, metavar="NAME", help="The officer who brings them: the name they sign in with.")
@click.option("--who", default="", metavar="WORDS", help="Who took part: offices, or how many people.")
@DATA
@AS_JSON
def findings(file: Path, by: str, who: str, data: Path | None, as_json: bool) -> None:  # noqa: FBT001 - a flag of a command
    """Bring the findings of a drill to the real desk, where each stays open until evidence closes it.

    FILE is the JSON of the drill's report (`battlebox drill report FOLDER --json`, or the report's page). They go to
    the book of the body that played, whose officer NAME must be. Brought twice, each is there once.
    """
    # Django is slow to load, and models can be loaded only once it stands.
    from battlebox.drill.report import BYTES_MOST, ReportCode, ReportError, carried_from
    from battlebox.journal import DataFolder  # As above.
    from battlebox.web.starting.desk_settings import DeskSettings  # As above.

    try:
        with file.open("rb") as opened:
            found = carried_from(opened.read(BYTES_MOST + 1), file.name)
    except OSError as wrong:
        raise click.FileError(str(file), (wrong.strerror or "it cannot be read").lower()) from None
    if DataFolder(DeskSettings.from_folder(data).data).is_drill:
        raise ReportError.of(ReportCode.AT_A_DRILL)
    from battlebox.web.taxii.standing import stand  # As above.

    stand(data)
    from battlebox.web.readiness.at_terminal import brought  # As above.

    kept = brought(found, by, who)
    if as_json:
        click.echo(json.dumps(kept, indent=1, ensure_ascii=False))
    else:
        say(str(kept["words"]))
