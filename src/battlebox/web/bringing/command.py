"""`battlebox share bring FILE...`: what is in a foreign file, and what of it would be refused; with --from it is kept.

Law: without --from nothing is stored and Django is never loaded; what is in a file is told on standard output.
Not here: the readers (share.foreign), looking (looking.py), keeping (keeping.py).
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from battlebox.web.share_options import AS_JSON, DATA, OURS, SHARING_GROUP

if TYPE_CHECKING:
    from battlebox.share.foreign import Bringing, Converter
    from battlebox.web.bringing.looking import Looked

FORMATS = ("stix", "stix-2.0", "misp", "cap", "cacao", "csaf", "galaxy", "csv")
REFUSED_SHOWN_MOST = 20
BAD_FILE, NOTHING_KEPT = 3, 1
_Groups = Mapping[str, frozenset[str]]
_Kept = list[dict[str, Any]] | None


@click.command()
@click.argument("files", nargs=-1, required=True, type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--as", "form", type=click.Choice(FORMATS), default=None, help="What they are, if it cannot be told.")
@click.option("--look", is_flag=True, help="Only say what is in them and what would be refused; keep nothing.")
@click.option("--from", "owner", default="", metavar="BODY", help="Whose they are: what is in them is kept.")
@click.option("--to", "collection", default="", metavar="COLLECTION", help="Put what is STIX in this collection.")
@SHARING_GROUP
@DATA
@OURS
@AS_JSON
def bring(files: tuple[Path, ...], form: str | None, sharing_group: _Groups, as_json: bool, **given: Any) -> None:  # noqa: FBT001 - a flag of a command
    """Bring FILES in from other formats: MISP, CAP, CACAO, CSAF, STIX 2.0 and 2.1, and CSV of indicators.

    Without --from this only looks. Ends with 3 if a file, or an event of one, was refused as a whole; else with 1 if
    nothing of a file was kept; with 0 if something of each was kept or known already: the rest is named.
    """
    if given["collection"] and not given["owner"]:
        raise click.UsageError("name with --from the body whose it is")
    # The readers load XML and more, which no other command needs.
    from battlebox.share.foreign import Converter

    is_kept = bool(given["owner"]) and not given["look"]
    rows: list[dict[str, Any]] = []
    with Converter() as converter:
        told = _keeping(files, form, sharing_group, converter, given) if is_kept else None
        for looked, kept in told or _looking(files, form, sharing_group, converter):
            told_of = {"file": looked.name, "parts": list(looked.rows()), **_became(looked, kept)}
            rows.append({**told_of, "ends": _ends(looked, kept)})
            if not as_json:
                _print(rows[-1])
    if as_json:
        click.echo(json.dumps(rows, indent=2, ensure_ascii=False))
    ends = max(row["ends"] for row in rows)
    if ends:
        click.get_current_context().exit(ends)


def _ends(looked: Looked, kept: _Kept) -> int:
    """With what one file ends: 3 if its reader refused it, 1 if it was to be kept and nothing of it was, else 0."""
    if not looked.is_in:
        return BAD_FILE
    if kept is not None and all(row["state"] == "refused" for row in kept):
        return NOTHING_KEPT
    return 0


def _became(looked: Looked, kept: _Kept) -> dict[str, Any]:
    """How many of each were kept, and each that the store did not take: what its readers refused is told with it."""
    if kept is None:
        return {"kept": None, "not_kept": []}
    told = {(one.place, one.sentence) for part in looked.parts for one in part.refused}
    refused = [row for row in kept if row["state"] == "refused" and (row["what"], row["why"]) not in told]
    return {"kept": dict(Counter(row["state"] for row in kept)), "not_kept": refused if looked.parts else []}


def _looking(
    files: tuple[Path, ...], form: str | None, groups: _Groups, converter: Converter
) -> Iterator[tuple[Looked, _Kept]]:
    """Each file looked at; an alert may change those in the files before it."""
    # Late, as above.
    from battlebox.share.foreign import Alert, AlertId, Bringing

    known: set[AlertId] = set()
    for path in files:
        looked = _read(path, form, Bringing("us", datetime.now(UTC), converter, known, groups))
        known |= {part.found.id for part in looked.parts if isinstance(part.found, Alert)}
        yield looked, None


def _keeping(
    files: tuple[Path, ...], form: str | None, groups: _Groups, converter: Converter, given: dict[str, Any]
) -> Iterator[tuple[Looked, _Kept]]:
    """Each file looked at and kept, one after another."""
    # Django is loaded only when something is to be kept, and models only once it stands.
    from battlebox.web.taxii.standing import stand_for

    _, home = stand_for(given["data"], given["ours"])
    from battlebox.web.bringing.keeping import Whose, how_for, keep  # As above.
    from battlebox.web.bringing.waiting import arrived  # As above.
    from battlebox.web.taxii.named import collection_of, partner_of_ours  # As above.

    if given["owner"] != home:
        partner_of_ours(home, given["owner"])
    place = collection_of(home, given["collection"]) if given["collection"] else None
    whose = Whose(home, given["owner"], place)
    for path in files:
        looked = _read(path, form, how_for(whose, converter, datetime.now(UTC), groups))
        yield looked, keep(looked, whose, arrived(looked, whose))


def _read(path: Path, form: str | None, how: Bringing) -> Looked:
    # Late, as above.
    from battlebox.share.foreign import Format
    from battlebox.web.bringing.looking import BYTES_MOST, look

    try:
        with path.open("rb") as file:
            raw = file.read(BYTES_MOST + 1)
    except OSError as wrong:
        raise click.FileError(str(path), (wrong.strerror or "it cannot be read").lower()) from None
    return look(raw, str(path), how, form=Format(form) if form else None)


def _print(told: dict[str, Any]) -> None:
    click.echo(told["file"])
    for part in told["parts"]:
        counts = ", ".join(f"{many} {name}" for name, many in sorted(part["counts"].items()))
        label = part["label"] or "no label: it goes no further"
        click.echo(f"  {part['format']}: {part['title']}: {label}: {counts}" if part["in"] else "  refused")
        for one in part["refused"][:REFUSED_SHOWN_MOST]:
            place = f"{one['place']}: " if one["place"] else ""
            click.echo(f"    not taken: {place}{one['sentence']} ({one['code']})\n      {one['hint']}")
        if len(part["refused"]) > REFUSED_SHOWN_MOST:
            click.echo(f"    and {len(part['refused']) - REFUSED_SHOWN_MOST} more; --json names all")
        for note in part["notes"]:
            click.echo(f"    note: {note}")
    if told["kept"] is not None:
        words = ", ".join(f"{many} {name}" for name, many in sorted(told["kept"].items(), reverse=True))
        click.echo(f"  kept: {words or 'nothing'}")
        for row in told["not_kept"][:REFUSED_SHOWN_MOST]:
            click.echo(f"    not kept: {row['what']}: {row['why']}" + (f"\n      {row['hint']}" if row["hint"] else ""))
        if len(told["not_kept"]) > REFUSED_SHOWN_MOST:
            click.echo(f"    and {len(told['not_kept']) - REFUSED_SHOWN_MOST} more; --json names all")
