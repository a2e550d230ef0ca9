"""`battlebox journal card`, `enrol`, `revoke`, `adopt`, `hold`, `lift`, `redact`, `agree`, `sealing-key`: orders, keys.

Law: an order of an admin needs the admin's key file, which is read and never kept.
Not here: what the orders do (journal room).
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

import click

from battlebox.cli.exits import Exit, say
from battlebox.cli.journal_desk import (
    SEALING_KEY,
    at_a_desk,
    entry_id,
    folder_of,
    folder_to_write,
    in_a_folder,
    writing,
)
from battlebox.cli.journal_write import admin_key
from battlebox.cli.options import JSON
from battlebox.cli.screen import leave, put, put_json

_ADMIN: Final = click.option(
    "--admin",
    type=click.Path(dir_okay=False, path_type=Path),
    required=True,
    metavar="FILE",
    help="The admin key of --org.",
)
_ORG: Final = click.option("--org", required=True, metavar="BODY", help="The body that orders it.")
_BY: Final = click.option("--by", default="", metavar="ID", help="The officer's id (not a name).")


@click.command()
@click.option(
    "--qr", type=click.Path(dir_okay=False, path_type=Path), metavar="FILE.svg", help="Also write it as a QR code."
)
@at_a_desk
@JSON
def card(*, qr: Path | None, data: Path | None, incident: str, as_json: bool) -> None:
    """Show this desk's key and six words, for the admin who enrols it to compare."""
    from battlebox.journal import qr_svg, replacing, six_words, to_card  # The journal loads libsodium; loaded late.

    journal = writing(data, incident)
    key = journal.desk.public if journal.desk else ""
    text, words = to_card(journal.incident, key), six_words(journal.incident, key)
    if qr is not None:
        with replacing(qr) as file:
            file.write(qr_svg(text).encode())
    if as_json:
        put_json({"card": text, "key": key, "words": words, "enrolled": key in journal.state.standing.desks})
    else:
        put(f"card {text}\nwords {words}")


@click.command(name="sealing-key")
@click.option(
    "--new",
    "file",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help="Make one for a person: the secret goes into FILE, on that person's own stick.",
)
@in_a_folder
def sealing_key(*, file: Path | None, data: Path | None) -> None:
    """Print the age key that others seal to for this desk, or for one person; it is made if there is none."""
    from battlebox.journal import new_sealing_key, sealing_key_of, write_new  # Loaded late, like all of the journal.

    kept = None if file else folder_of(data).secret(SEALING_KEY)
    if kept is not None:
        put(sealing_key_of(kept))
        return
    public, secret = new_sealing_key()
    if file is None:
        folder_to_write(data).keep_secret(SEALING_KEY, secret)
    else:
        write_new(file, secret.encode() + b"\n", secret=True)
        say(f"keep {file} apart from the desk: whoever has it can open what is sealed to it")
    put(public)


@click.command(name="admin-key")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--new", is_flag=True, help="Make one if FILE is not there.")
def admin_public(*, file: Path, new: bool) -> None:
    """Print the public half of the admin key in FILE: what another body's `new --also BODY=KEY` asks for."""
    put(admin_key(file, make=new).public)


@click.command()
@click.argument("card")
@_ORG
@click.option("--name", required=True, metavar="DESK", help="What the desk is called.")
@click.option("--role", default="loggist", show_default=True, metavar="ROLE", help="What the desk does.")
@_ADMIN
@click.option("--yes", is_flag=True, help="The six words were compared aloud.")
@at_a_desk
def enrol(
    *, card: str, org: str, name: str, role: str, admin: Path, yes: bool, data: Path | None, incident: str
) -> None:
    """Take the desk of a CARD (its text, as scanned) into the incident, after comparing its six words aloud."""
    from battlebox.journal import Desk, JournalCode, JournalError, from_card, six_words  # Loaded late.
    from battlebox.journal import enrol as enrol_desk  # The same.

    journal = writing(data, incident)
    about, key = from_card(card)
    if about != journal.incident:
        raise JournalError.of(JournalCode.OTHER_INCIDENT, found=about)
    say(f"the six words of that desk: {six_words(about, key)}")
    if not yes:
        same = click.confirm("does the other desk read out the same words?", err=True)
        if not same:
            say("nothing was enrolled: find out who made that card")
            leave(Exit.NO)
    put(enrol_desk(journal, Desk(key, org, role, name), admin_key(admin)).id)


@click.command()
@click.argument("key")
@_ORG
@click.option("--last-good", default="", metavar="ENTRY", help="Its last entry to believe; none if left out.")
@click.option("--reason", default="", help="Why; names no person.")
@_ADMIN
@at_a_desk
def revoke(*, key: str, org: str, last_good: str, reason: str, admin: Path, data: Path | None, incident: str) -> None:
    """Take a desk's KEY out; what it wrote after its last good entry is kept aside."""
    from battlebox.journal import JournalCode, JournalError  # Loaded late, like all of the journal.
    from battlebox.journal import revoke as revoke_desk  # The same.

    journal = writing(data, incident)
    keys = [known for known in journal.tips() if known.startswith(key.lower())]
    if len(keys) != 1:
        raise JournalError.of(JournalCode.NO_ENTRY, entry=key)
    last = entry_id(journal, last_good) if last_good else ""
    put(revoke_desk(journal, keys[0], org, admin_key(admin), last_good=last, reason=reason).id)


@click.command()
@click.argument("entry")
@_BY
@at_a_desk
def adopt(*, entry: str, by: str, data: Path | None, incident: str) -> None:
    """Take in an ENTRY that came after its key was revoked, because a person read it and it is true."""
    from battlebox.journal import adopt as adopt_entry  # Loaded late, like all of the journal.

    journal = writing(data, incident)
    put(adopt_entry(journal, entry_id(journal, entry), by).id)


@click.command()
@click.option("--entry", default="", help="Only this entry; the whole journal if left out.")
@click.option("--ground", required=True, help="For whom: an inquiry, the police, a court.")
@_BY
@at_a_desk
def hold(*, entry: str, ground: str, by: str, data: Path | None, incident: str) -> None:
    """Place a legal hold: nothing it covers may be removed."""
    from battlebox.journal import place_hold  # Loaded late, like all of the journal.

    journal = writing(data, incident)
    put(
        (
            place_hold(journal, ground, identity=entry_id(journal, entry), by=by)
            if entry
            else place_hold(journal, ground, by=by)
        ).id
    )


@click.command()
@click.argument("hold")
@_BY
@at_a_desk
def lift(*, hold: str, by: str, data: Path | None, incident: str) -> None:
    """Lift a legal HOLD that this desk's body placed."""
    from battlebox.journal import lift_hold  # Loaded late, like all of the journal.

    journal = writing(data, incident)
    put(lift_hold(journal, entry_id(journal, hold), by).id)


@click.command()
@click.argument("entry", default="")
@click.argument("part", type=int, default=-1)
@click.option("--ground", default="", help="The ground in law; names no person.")
@click.option("--finish", is_flag=True, help="Delete what was agreed and is still here, after a crash.")
@_BY
@at_a_desk
def redact(*, entry: str, part: int, ground: str, finish: bool, by: str, data: Path | None, incident: str) -> None:
    """Ask that PART of ENTRY be removed; a second desk, or the admin's key, must agree."""
    from battlebox.journal import ask_removal  # Loaded late, like all of the journal.

    journal = writing(data, incident)
    if finish:
        put(f"{journal.finish_removals()} parts deleted")
        return
    if not ground:
        raise click.UsageError("say on which ground: --ground 'UK GDPR art. 17'")
    put(ask_removal(journal, entry_id(journal, entry), part, ground, by).id)


@click.command()
@click.argument("request")
@click.option("--org", default="", metavar="BODY", help="With --admin: whose admin agrees.")
@click.option(
    "--admin", type=click.Path(dir_okay=False, path_type=Path), metavar="FILE", help="The admin key of --org."
)
@_BY
@at_a_desk
def agree(*, request: str, org: str, admin: Path | None, by: str, data: Path | None, incident: str) -> None:
    """Agree to a REQUEST to remove something; the words are deleted here at once, and everywhere after a sync."""
    from battlebox.journal import agree_removal  # Loaded late, like all of the journal.

    journal = writing(data, incident)
    key = admin_key(admin) if admin else None
    put(agree_removal(journal, entry_id(journal, request), admin=key, org=org, by=by).id)
