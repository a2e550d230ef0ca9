"""`battlebox check`: every mistake of an estate, then what a planner would want to know in peacetime.

Law: exit 1 with a mistake; gaps never change the exit code.
Not here: looking for mistakes and gaps (estate).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from battlebox.cli.exits import Exit, say
from battlebox.cli.opening import estate_path, is_shipped
from battlebox.cli.options import ESTATE, JSON
from battlebox.cli.screen import leave, put, put_json

if TYPE_CHECKING:
    from battlebox.estate import Report


@click.command()
@ESTATE
@JSON
def check(*, estate: str, as_json: bool) -> None:
    """Say every mistake in an estate, and what to write instead; then the gaps.

    A mistake must be put right before any other command will use the estate. A gap is something a planner wants to
    know in peacetime, such as a fallback that was never tested. Exit code 1 if there is a mistake.
    """
    from battlebox.estate import check as check_estate  # The reader of workbooks is slow to load; --version is not.

    place = estate_path(estate)
    ours = is_shipped(place)
    report = check_estate(place, describe=not ours)
    if as_json:
        put_json(report_json(report))
    else:
        put(_words(report))
    if ours:
        say(
            f"{place.name} is shipped and is not written to, so it got no descriptor for other tools; to have one, "
            f"copy the estate (battlebox estate convert {place.name} FOLDER) and check the copy"
        )
    if report.unwritten is not None:
        say(f"the descriptor for other tools was not written: {report.unwritten}")
    if not report.ok:
        leave(Exit.NO)


def report_json(report: Report) -> dict[str, object]:
    """`ok`, `errors` and `gaps`."""
    return {
        "ok": report.ok,
        "errors": [
            {
                "table": row.table,
                "row": row.row,
                "column": row.column,
                "code": str(row.code),
                "message": row.message,
                "hint": row.hint,
            }
            for row in report.errors
        ],
        "gaps": [{"code": str(row.code), "id": row.id, "message": row.message} for row in report.gaps],
    }


def _words(report: Report) -> str:
    lines = []
    for row in report.errors:
        lines += [f"{row.place}: {row.message}", f"    {row.hint}"]
    if report.errors:
        lines.append("")
    by_code: dict[str, list[str]] = {}
    for gap in report.gaps:
        by_code.setdefault(str(gap.code), []).append(f"    {gap.id}: {gap.message}")
    for code, rows in by_code.items():
        lines += [f"gap: {code.replace('_', ' ')} ({len(rows)})", *rows]
    found = f"{len(report.errors):,} mistake{'' if len(report.errors) == 1 else 's'}"
    gaps = f"{len(report.gaps):,} gap{'' if len(report.gaps) == 1 else 's'}"
    return "\n".join([*lines, f"{found}, {gaps}"])
