"""`battlebox desk backup` and `restore`.

Law: this module loads nothing slow; data on standard output, words on standard error; of what opens a backup only new
words are ever printed, once.
Not here: making and restoring (backup.py, restore.py), `battlebox restore`, which plans the order of return (cli).
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from battlebox.web.share_options import AS_JSON, DATA, say

if TYPE_CHECKING:
    from battlebox.web.keeping.manifest import Manifest

_KEY_BYTES_MAX = 1 << 12


@click.command()
@click.argument("to", metavar="FILE|FOLDER", type=click.Path(path_type=Path))
@DATA
@click.option("--recipient", "recipients", multiple=True, metavar="AGE-KEY", help="Seal it to this age key.")
@click.option("--passphrase", default="", help="Seal it with these words; `new` makes six and prints them once.")
@click.option("--plain", is_flag=True, help="Do not seal it: for a place as guarded as the desk itself.")
@AS_JSON
def backup(  # noqa: PLR0913 - options of a command
    *, to: Path, data: Path | None, recipients: tuple[str, ...], passphrase: str, plain: bool, as_json: bool
) -> None:
    """Copy everything that the desk keeps into one sealed file, while it runs.

    Tables (of PostgreSQL too), records, estates, settings and keys; not the keys that sign entries, which are made
    anew. Whoever opens the file can read all that the desk holds: keep it as you keep the desk.
    """
    # The journal loads libsodium, and only a command that runs needs it.
    from battlebox.web.keeping.backup import Sealing
    from battlebox.web.keeping.backup import backup as run
    from battlebox.web.starting.desk_settings import DeskSettings

    words = _words(recipients, passphrase, plain=plain)
    made = run(DeskSettings.from_folder(data), to, Sealing(recipients, words, plain))
    if passphrase == "new":  # noqa: S105 - as above
        say(f"the passphrase, shown this once: {words}")
    if as_json:
        about = {"file": str(made.file), "length": made.length, "sha256": made.sha256, "sealed": not plain}
        click.echo(json.dumps({**about, **_said(made.manifest)}, indent=1))
    else:
        click.echo(f"{made.file}: {made.length} bytes, SHA-256 {made.sha256}, {'not sealed' if plain else 'sealed'}")
        _put(made.manifest)
    say("whoever opens it can read everything here, and holds keys of this desk: lock it away")


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--to", required=True, metavar="FOLDER", type=click.Path(path_type=Path), help="A folder not there yet.")
@click.option("--key", "key_file", type=click.Path(path_type=Path), default=None, metavar="FILE",
              help="The file of the secret age key that it is sealed to.")  # fmt: skip
@click.option("--passphrase", default="", help="The words it is sealed with; asked for if none are given.")
@AS_JSON
def restore(*, file: Path, to: Path, key_file: Path | None, passphrase: str, as_json: bool) -> None:
    """Restore a desk from a backup, into a folder that is not there yet.

    Every digest is compared before anything is written; all is restored or nothing. What would reach out from a
    second desk (sending.toml, where the public page goes, a server's tables) is put aside.
    """
    # As above.
    from battlebox.journal import read_file
    from battlebox.web.keeping.restore import Key, is_sealed
    from battlebox.web.keeping.restore import restore as run

    secret = read_file(key_file, _KEY_BYTES_MAX).decode("ascii", "replace").strip() if key_file else ""
    if not secret and not passphrase and is_sealed(file):
        passphrase = click.prompt("passphrase", hide_input=True, err=True)
    done = run(file, to, Key(secret, passphrase))
    if as_json:
        about = {"folder": str(done.folder), "aside": list(done.aside), "new_keys": list(done.pens)}
        click.echo(json.dumps({**about, **_said(done.manifest)}, indent=1))
    else:
        click.echo(f"{done.folder}: as it was at {done.manifest.made_at.isoformat()}")
        _put(done.manifest)
    if done.aside:
        say(f"put aside, so that two desks do not both reach out: {', '.join(done.aside)} (see docs/backup.md)")
    if done.pens:
        say(f"new keys for {', '.join(done.pens)}: what they write counts once an admin has enrolled them")
    say(f"start it with battlebox desk --data {done.folder}, and never again the one that it was copied from")


@click.command()
@DATA
@click.option("--backup", "to", type=click.Path(path_type=Path), default=None, metavar="FILE|FOLDER",
              help="Make a backup there first, sealed as `battlebox desk backup` does.")  # fmt: skip
@click.option("--recipient", "recipients", multiple=True, metavar="AGE-KEY", help="Seal the backup to this age key.")
@click.option("--passphrase", default="", help="Seal the backup with these words; `new` makes six, printed once.")
@click.option("--plain", is_flag=True, help="Do not seal the backup.")
@AS_JSON
def upgrade(  # noqa: PLR0913 - options of a command
    *, data: Path | None, to: Path | None, recipients: tuple[str, ...], passphrase: str, plain: bool, as_json: bool
) -> None:
    """Bring the desk's tables to this version of Battlebox, or leave everything as it is.

    Stop the desk first. A copy is brought up to date and checked, with every record; only then it takes the place of
    the old tables, which are kept. What fails on the way is undone by itself.
    """
    # As above.
    from battlebox.web.keeping.backup import Sealing, backup_apart
    from battlebox.web.keeping.upgrade import upgrade as run
    from battlebox.web.starting.desk_settings import DeskSettings

    desk = DeskSettings.from_folder(data)
    if to is None and (recipients or passphrase or plain):
        raise click.UsageError("--backup says where the backup goes that is to be sealed so")
    words = _words(recipients, passphrase, plain=plain)
    sealing = Sealing(recipients, words, plain) if to else None

    def back_up() -> None:
        if to is None or sealing is None:
            return
        say("backing up")
        made = backup_apart(desk, to, sealing)
        if passphrase == "new":  # noqa: S105 - as above
            say(f"the passphrase of the backup, shown this once: {words}")
        say(f"the backup is {made.file}, SHA-256 {made.sha256}")

    done = run(desk, back_up, say, has_backup=to is not None)
    if as_json:
        old = str(done.old) if done.old else None
        click.echo(json.dumps({"changed": done.changed, "old_tables": old, "records": done.records}, indent=1))
    else:
        said = "brought to this version" if done.changed else "of this version already"
        click.echo(f"{desk.data}: {said}; {done.records} records, each as it was signed")
    if done.old:
        say(f"the old tables are {done.old}")


@click.command()
@DATA
@AS_JSON
def doctor(*, data: Path | None, as_json: bool) -> None:
    """Say of each thing that a desk stands on whether it is well, wants looking at, or is broken.

    Python, folder, disk, clock, tables, records, kernels, certificate, last backup. Changes nothing. Exit code 1 where
    anything is broken.
    """
    # As above.
    from battlebox.web.keeping.doctor import examine
    from battlebox.web.keeping.signs import State
    from battlebox.web.starting.desk_settings import DeskSettings

    found = list(examine(DeskSettings.from_folder(data)))
    is_well = not any(each.state is State.BROKEN for each in found)
    if as_json:
        checks = [
            {"name": each.name, "state": each.state.value, "says": each.says, "hint": each.hint} for each in found
        ]
        click.echo(json.dumps({"ok": is_well, "checks": checks}, indent=1))
    else:
        for each in found:
            click.echo(f"{each.state.value:7}{each.name}: {each.says}")
            if each.hint:
                click.echo(f"{'':7}-> {each.hint}")
    if not is_well:
        raise click.exceptions.Exit(1)


def _words(recipients: tuple[str, ...], passphrase: str, *, plain: bool) -> str:
    """The words to seal with, made where new ones are asked for."""
    # As above.
    from battlebox.journal import new_passphrase

    if sum(map(bool, (plain, recipients, passphrase))) > 1:
        raise click.UsageError("write one of --recipient, --passphrase and --plain")
    return new_passphrase() if passphrase == "new" else passphrase  # noqa: S105 - the word `new` is no secret


def _said(manifest: Manifest) -> dict[str, object]:
    return {
        "made_at": manifest.made_at.isoformat(),
        "battlebox": manifest.version,
        "files": len(manifest.files),
        "incidents": [
            {"name": each.name, "entries": each.entries, "digest": each.digest} for each in manifest.incidents
        ],
    }


def _put(manifest: Manifest) -> None:
    for each in manifest.incidents:
        click.echo(f"incident {each.name}\tentries={each.entries}\tdigest={each.digest}")
    click.echo(f"{len(manifest.files)} files, each with its digest")
