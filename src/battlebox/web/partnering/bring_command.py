"""`battlebox share bring FILE...`: what is in a foreign file, and what of it would be refused; with --to it is kept.

Law: without --to nothing is stored and Django is never loaded; what is in a file is told on standard output.
Not here: the readers (share.foreign), the store (web.taxii).
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from battlebox.web.share_options import AS_JSON, DATA, OURS

if TYPE_CHECKING:
    from battlebox.share.foreign import Brought, ForeignError, Refused

FORMATS = ("stix", "stix-2.0", "misp", "cap", "cacao", "csaf", "galaxy", "csv")
BYTES_MOST = 10 * 1024 * 1024
REFUSED_SHOWN_MOST = 20


@dataclass
class Told:
    """What became of one file, as it is printed."""

    file: str
    parts: list[dict[str, Any]] = field(default_factory=list)
    things: list[Any] = field(default_factory=list)
    kept: dict[str, int] | None = None

    @property
    def is_in(self) -> bool:
        """Whether every part of it was taken."""
        return bool(self.parts) and all(part["in"] for part in self.parts)


@click.command()
@click.argument("files", nargs=-1, required=True, type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--as", "form", type=click.Choice(FORMATS), default=None, help="What they are, if it cannot be told.")
@click.option("--look", is_flag=True, help="Only say what is in them and what would be refused; keep nothing.")
@click.option("--to", "collection", default="", metavar="COLLECTION", help="Keep what is STIX in this collection.")
@click.option("--from", "owner", default="", metavar="BODY", help="Whose it is; needed with --to.")
@DATA
@OURS
@AS_JSON
def bring(files: tuple[Path, ...], form: str | None, **given: Any) -> None:
    """Bring FILES in from other formats: MISP, CAP, CACAO, CSAF, STIX 2.1 and CSV of indicators.

    Without --to this only looks. Ends with 3 if anything was refused as a whole.
    """
    is_kept = bool(given["collection"]) and not given["look"]
    if is_kept and not given["owner"]:
        raise click.UsageError("name with --from the body whose it is")
    told = list(_read(files, form, given["owner"]))
    if is_kept:
        _keep(told, given["collection"], given["owner"], given["data"], given["ours"])
    if given["as_json"]:
        rows = [{"file": one.file, "parts": one.parts, "kept": one.kept} for one in told]
        click.echo(json.dumps(rows, indent=2, ensure_ascii=False))
    else:
        for one in told:
            _print(one)
    if not all(one.is_in for one in told):
        click.get_current_context().exit(3)


def _read(files: tuple[Path, ...], form: str | None, owner: str) -> Iterator[Told]:
    # The readers load XML and more, which no other command needs.
    from battlebox.share.foreign import Bringing, Converter, ForeignCode, ForeignError, Format

    with Converter() as converter:
        how = Bringing(owner or "us", datetime.now(UTC), converter)
        for path in files:
            told = Told(str(path))
            try:
                if path.stat().st_size > BYTES_MOST:
                    raise ForeignError.of(ForeignCode.TOO_LARGE, most=BYTES_MOST)
                for part in how.bring(path.read_bytes(), path.name, form=Format(form) if form else None):
                    told.parts.append(_part(part))
                    told.things.append((part.things, part.audience))
            except ForeignError as error:
                told.parts.append(_whole(error))
            except OSError as wrong:
                raise click.FileError(str(path), (wrong.strerror or "it cannot be read").lower()) from None
            yield told


def _part(part: Brought) -> dict[str, Any]:
    return {
        "format": part.format.value,
        "title": part.title,
        "in": part.is_in,
        "label": part.label.to_text() if part.label else "",
        "counts": dict(part.counts),
        "refused": [_refused(one) for one in part.refused],
        "notes": list(part.notes),
    }


def _whole(error: ForeignError) -> dict[str, Any]:
    found = {"place": error.place, "code": error.code.value, "sentence": str(error), "hint": error.hint}
    return {"format": "", "title": "", "in": False, "label": "", "counts": {}, "refused": [found], "notes": []}


def _refused(one: Refused) -> dict[str, str]:
    return {"place": one.place, "code": one.code.value, "sentence": one.sentence, "hint": one.hint}


def _print(told: Told) -> None:
    click.echo(told.file)
    for part in told.parts:
        # A title is somebody else's words: nothing in it may steer a terminal.
        title = "".join(letter for letter in part["title"] if letter.isprintable())[:100]
        counts = ", ".join(f"{many} {name}" for name, many in sorted(part["counts"].items()))
        label = part["label"] or "no label: it goes no further"
        click.echo(f"  {part['format']}: {title}: {label}: {counts}" if part["in"] else "  refused")
        for one in part["refused"][:REFUSED_SHOWN_MOST]:
            place = f"{one['place']}: " if one["place"] else ""
            click.echo(f"    not taken: {place}{one['sentence']} ({one['code']})\n      {one['hint']}")
        if len(part["refused"]) > REFUSED_SHOWN_MOST:
            click.echo(f"    and {len(part['refused']) - REFUSED_SHOWN_MOST} more; --json names all")
        for note in part["notes"]:
            click.echo(f"    note: {note}")
    if told.kept is not None:
        words = ", ".join(f"{many} {name}" for name, many in told.kept.items())
        click.echo(f"  kept: {words}")


def _keep(told: list[Told], collection: str, owner: str, data: Path | None, ours: str) -> None:
    # Django is loaded only when something is to be kept.
    from battlebox.web.partnering.bringing import keep

    for one in told:
        one.kept = keep(one.things, collection=collection, owner=owner, data=data, ours=ours)
