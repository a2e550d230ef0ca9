"""`battlebox status`: the public status site, from a document to plain files that any host can carry.

Law: a site stands whole or not at all; what may not be public is refused by name; it needs no desk and no network.
Not here: the rules (share room), how it is written (docs/formats/status.md).
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from battlebox.cli.asked import instant
from battlebox.cli.exits import Exit, say, tell
from battlebox.cli.journal_desk import JournalGroup, folder_of, folder_to_write, in_a_folder
from battlebox.cli.options import JSON
from battlebox.cli.screen import bar, leave, put, put_json

if TYPE_CHECKING:
    from battlebox.journal import SigningKey
    from battlebox.share.status import Checked, Manifest, Published, StatusPage

EXAMPLE: Final = "west-london"
_PEN: Final = "status"
_KEY: Final = re.compile(r"[0-9a-f]{64}")
_DOCUMENTS: Final = ("status.toml", "status.json")
_NEXT_HOURS: Final = 4
_AHEAD_DAYS: Final = 7
"""A next update further ahead than this is more likely a slip of the pen (a working value)."""
_OLDER: Final = click.option("--older", is_flag=True, help="Put an older edition over a newer one, on purpose.")


@click.group(cls=JournalGroup)
def status() -> None:
    """Tell residents which services work: plain pages for any host, signed.

    Begin with `battlebox status new notice.toml`, or look at `battlebox status build west-london --out public`.
    """


@status.command()
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
def new(*, file: Path) -> None:
    """Write a status document to fill in, with a word on each line."""
    from battlebox.estate import write_file  # The reader of estates is slow to load; --version does not wait for it.
    from battlebox.share.status import ShareCode, ShareError, local_time  # The same.

    if file.exists():
        raise ShareError.of(ShareCode.EXISTS, path=file)
    if not file.parent.is_dir():
        raise ShareError.of(ShareCode.NO_FOLDER, path=file.parent)
    now = datetime.now(UTC)
    due = (now + timedelta(hours=_NEXT_HOURS)).replace(minute=0)
    text = resources.files("battlebox.share.status").joinpath("shipped", "new.toml").read_text(encoding="utf-8")
    filled = text.replace("{updated}", local_time(now)).replace("{next_update}", local_time(due))
    write_file(file, filled.encode())
    say(f"{file} is yours to fill in; then: battlebox status build {file} --out public")


@status.command()
@click.argument("document")
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    metavar="DIR",
    help="Where the site stands (default: `public` beside the document).",
)
@click.option("--dry-run", is_flag=True, help="Say what would change, and write nothing.")
@click.option("--clock-is-right", is_flag=True, help="Build although the edition before was published later.")
@click.option("--at", type=instant, metavar="TIME", help="As of this time; only for a document that is illustrative.")
@in_a_folder
@JSON
def build(
    *,
    document: str,
    out: Path | None,
    dry_run: bool,
    clock_is_right: bool,
    at: datetime | None,
    data: Path | None,
    as_json: bool,
) -> None:
    """Build the public status site from a DOCUMENT and swap it in whole.

    DOCUMENT is a .toml or .json file, a folder that holds status.toml or status.json, or west-london (an example). The
    site is signed with a key that this machine keeps; the edition before stays beside it.
    """
    from battlebox.share import status as room  # The room loads the engine: a second.

    path = _document(document)
    target = out or path.with_name("public")
    if out is None and document == EXAMPLE and not Path(document).exists():
        raise click.UsageError("say where the example goes: --out DIR")
    page = room.page_of_file(path)
    if at is not None and not page.illustrative:
        raise click.UsageError("--at is for practice: the document would have to say illustrative = true")
    before = room.standing(target)
    old = _page_in(target) if before is not None else None
    key = _key(data, keep=not dry_run)
    made = room.publish(page, key, at or datetime.now(UTC), before=before, clock_is_right=clock_is_right)
    if not dry_run:
        room.put_site(target, made.manifest, made.files)
    _remarks(page, before, made)
    changed = room.changes(old, page) if before is not None else ()
    _tell_built(target, made, changed, as_json=as_json, dry_run=dry_run)


@status.command()
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--key", metavar="HEX", default="", help="The key that must have signed it: 64 hex digits.")
@click.option("--at", type=instant, metavar="TIME", help="Whether it is out of date at this time (now).")
@JSON
def verify(*, folder: Path, key: str, at: datetime | None, as_json: bool) -> None:
    """Hold a copy of the site against its signed manifest: every file, and nothing besides.

    A mirror is taken down first, as with `wget --mirror`. Without --key it is only said which key signed.
    """
    from battlebox.share import status as room  # As above.

    now = at or datetime.now(UTC)
    if key and not _KEY.fullmatch(key.lower()):
        raise click.UsageError("--key takes all 64 hex digits of a key, as `battlebox status build` prints them")
    try:
        checked = room.check_folder(folder)
    except room.ShareError as wrong:
        if wrong.code not in (room.ShareCode.NOT_SIGNED, room.ShareCode.BAD_MANIFEST):
            raise
        if as_json:
            put_json({"ok": False, "problems": [{"code": wrong.code, "file": room.MANIFEST, "message": str(wrong)}]})
        tell(str(wrong), wrong.hint)
        leave(Exit.NO)
        return
    _tell_checked(folder, checked, key.lower(), now, as_json=as_json)


@status.command()
@click.argument("folder", type=click.Path(path_type=Path))
@click.argument("target")
@_OLDER
@JSON
def upload(*, folder: Path, target: str, older: bool, as_json: bool) -> None:
    """Put a built site in FOLDER somewhere else: another folder, a host, or a cloud's store of files.

    TARGET is a folder, which is swapped in whole; user@host:/folder, by rsync; sftp://user@host/folder, swapped in
    whole by a host that has sftp alone; or s3://, az:// or gs://. ssh must know the host and have a key for it; a
    cloud's keys are taken from the environment.
    """
    from battlebox.share import status as room  # As above.

    if room.is_practice(folder):
        raise room.ShareError.of(room.ShareCode.PRACTICE, path=folder)
    manifest, files = room.read_site(folder)
    removed = 0
    if room.is_away(target):
        store = room.store_at(room.RealDesk("the command line"), target)
        with bar("sending the site") as step:
            removed = room.bring(store, room.manifest_in(store), (manifest, files), step, older=older)
    elif "://" in target or _is_remote(target):
        places = "a folder, user@host:/folder, sftp://user@host/folder, s3://, az:// or gs://"
        raise click.UsageError(f"{target}: name {places}")
    else:
        there = room.standing(Path(target))
        room.may_replace(there, manifest, where=target, older=older)
        room.put_site(Path(target), manifest, files)
    if _is_made_up(files):
        say("warning: this site is made up, for practice, and each of its pages says so")
    if manifest.next_update <= datetime.now(UTC):
        say(f"warning: the next update was due at {room.moment(manifest.next_update)}; its pages say so")
    if as_json:
        put_json({"target": target, "number": manifest.number, "files": len(files) + 1, "removed": removed})
    else:
        put(f"{target}: edition {manifest.number}, {len(files) + 1} files, {removed} old ones removed")


def _is_made_up(files: Mapping[str, bytes]) -> bool:
    """Whether a site says that it is for practice: one copied out of a demonstration, or an example."""
    found = json.loads(files.get("status.json", b"{}"))
    return isinstance(found, dict) and bool(found.get("illustrative"))


def _is_remote(target: str) -> bool:
    """`user@host:path`, as rsync and scp have it; a drive's letter is none."""
    host, colon, _ = target.partition(":")
    return bool(colon) and len(host) > 1 and "/" not in host and not Path(target).exists()


def _document(name: str) -> Path:
    path = Path(name)
    if path.is_dir():
        return next((path / each for each in _DOCUMENTS if (path / each).is_file()), path / _DOCUMENTS[0])
    if name == EXAMPLE and not path.exists():
        return Path(str(resources.files("battlebox.share.status").joinpath("shipped", f"{EXAMPLE}.toml")))
    return path


def _page_in(target: Path) -> StatusPage | None:
    from battlebox.share import status as room  # As above.

    try:
        return room.page_of_file(target / "status.json")
    except room.ShareError:
        return None  # What stood there cannot be compared; it is replaced all the same.


def _key(data: Path | None, *, keep: bool) -> SigningKey:
    from battlebox.journal import DataFolder, SigningKey  # The journal loads libsodium; --version does not wait for it.

    folder = DataFolder(folder_of(data).path, pen=_PEN)
    key = folder.key()
    if key is None and not keep:
        return SigningKey.new()  # What is not written needs no key that lasts.
    if key is None:
        key = folder_to_write(data).of(_PEN).new_key()
        say(f"this machine signs status sites from now on with the key {key.public}: tell it to whoever checks mirrors")
    return key


def _remarks(page: StatusPage, before: Manifest | None, made: Published) -> None:
    """What a reader would miss; nothing of it stops a site."""
    days = (page.next_update - made.manifest.published).days
    if days > _AHEAD_DAYS:
        say(f"warning: the next update is due in {days:,} days, and no page says before that it is out of date")
    if before is not None and before.key != made.manifest.key:
        say(f"warning: the edition before was signed by another key, {before.key}: say so to whoever checks mirrors")
    for said, words in (
        (page.urgent, "urgent help"),
        (page.payments, "payments"),
        (page.data, "personal information"),
        (page.facts, "what is known and not known"),
        (page.accessibility, "accessibility, which the law asks of a council's site"),
    ):
        if not said:
            say(f"nothing is said about {words}")


def _tell_built(target: Path, made: Published, changed: tuple[str, ...], *, as_json: bool, dry_run: bool) -> None:
    from battlebox.share import status as room  # As above.

    pages = {name: len(data) for name, data in made.files.items() if name.endswith(".html")}
    largest = max(pages, key=pages.__getitem__)
    manifest = made.manifest
    if as_json:
        put_json(
            {
                "out": str(target),
                "written": not dry_run,
                "number": manifest.number,
                "published": room.stamp(manifest.published),
                "next_update": room.stamp(manifest.next_update),
                "key": manifest.key,
                "pages": len(pages),
                "files": len(made.files) + 1,
                "largest": {"page": largest, "bytes": pages[largest]},
                "changed": list(changed),
            }
        )
        return
    put(f"{target}: edition {manifest.number}{', not written' if dry_run else ''}")
    put(f"published {room.moment(manifest.published)}; next update due by {room.moment(manifest.next_update)}")
    put(f"{len(pages)} pages, the largest {pages[largest]:,} bytes ({largest}); signed by {manifest.key}")
    for line in changed:
        put(f"  {line}")


def _tell_checked(folder: Path, checked: Checked, key: str, now: datetime, *, as_json: bool) -> None:
    from battlebox.share import status as room  # As above.

    manifest = checked.manifest
    problems = [{"code": row.code, "file": row.file, "message": row.message} for row in checked.problems]
    if key and key != manifest.key:
        said = f"it is signed by {manifest.key}, which is another key"
        problems.insert(0, {"code": "other_key", "file": room.MANIFEST, "message": said})
    late = manifest.next_update <= now
    if as_json:
        put_json(
            {
                "ok": not problems,
                "site": manifest.site,
                "number": manifest.number,
                "published": room.stamp(manifest.published),
                "next_update": room.stamp(manifest.next_update),
                "out_of_date": late,
                "key": manifest.key,
                "files": len(manifest.files),
                "problems": problems,
            }
        )
    else:
        put(f"{folder}: {manifest.site}, edition {manifest.number}, published {room.moment(manifest.published)}")
        put(f"signed by {manifest.key}{'' if key else '; compare it with the key that the council says is its own'}")
        for row in problems:
            put(f"  {row['message']}")
        put(f"{len(manifest.files)} files: {'as they were signed' if not problems else 'NOT as they were signed'}")
    if late:
        say(f"warning: it is out of date: the next update was due at {room.moment(manifest.next_update)}")
    leave(Exit.NO if problems else Exit.DONE)
