"""`battlebox share bulletin`: the file of day one, without a desk, an account or a network.

Law: no socket; without --by no Django, and nothing is taken into a record; data on standard output, words on standard
error.
Not here: what a bulletin is (share.bulletin), files and keys (files.py), the pages for it.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from battlebox.web.bulletins.files import (
    FILE,
    KNOWN,
    callback_list_of,
    key_of,
    raw_of,
    text_of,
)
from battlebox.web.bulletins.on_record import on_record
from battlebox.web.bulletins.open_commands import bulletin_indicators, bulletin_open
from battlebox.web.bulletins.who_writes import BY, INCIDENT, must_say_who
from battlebox.web.share_options import DATA, say

if TYPE_CHECKING:
    from battlebox.share.bulletin import SignedBulletin


@click.group()
def bulletin() -> None:
    """The signed partner bulletin: write one, open one, say that you have it."""


bulletin.add_command(bulletin_open)
bulletin.add_command(bulletin_indicators)


@bulletin.command("draft")
def bulletin_draft() -> None:
    """Print an empty draft, with every field explained."""
    from battlebox.share.bulletin import DRAFT  # The room loads the typesetter; help does not.

    click.echo(DRAFT, nl=False)


@bulletin.command("new")
@DATA
@click.argument("draft", type=FILE)
@click.option("--out", type=FILE, required=True, metavar="FILE", help="Where the bulletin goes; nothing is replaced.")
@click.option("--pdf", type=FILE, default=None, metavar="FILE", help="The same on paper.")
@click.option("--community", multiple=True, metavar="BODY", help="A body in the community that shares TLP:GREEN.")
@click.option("--client", multiple=True, metavar="BODY:OF", help="A registered client, such as trust:northmere.")
@BY
@INCIDENT
def bulletin_new(data: Path | None, draft: Path, out: Path, pdf: Path | None, **given: Any) -> None:
    """Sign what DRAFT says, as its issuer, for the bodies it names.

    Where this desk has an incident, --by says who sends it: it is then in the record, under the record's next number,
    and in the ledger.
    """
    # The room loads the typesetter; help does not.
    from battlebox.journal import JournalCode, JournalError, write_new
    from battlebox.share.bulletin import bulletin_paper, from_draft, must_fit, sign_bulletin
    from battlebox.share.foreign import defanged
    from battlebox.web.bulletins.looking import recognise

    now = datetime.now(UTC)
    found = from_draft(text_of(draft), now, recognise)
    for path in filter(None, (out, pdf)):
        if path.exists():
            raise JournalError.of(JournalCode.KEY_EXISTS, name=path)
    if given["by"]:
        if given["community"] or given["client"]:
            raise click.UsageError("with --by the desk says who is in the community, and whose client")
        # What its own labels forbid is said before anything is opened; each body is asked about when it is signed.
        must_fit(found, (), now)
        with on_record(data, given, found.issuer) as here:
            signed = here.send(found, key_of(data, found.issuer))
        found = signed.bulletin
    else:
        must_say_who(data, found.issuer)
        must_fit(found, _readers(found.audience, given["community"], given["client"]), now)
        signed = sign_bulletin(found, key_of(data, found.issuer))
    paper = bulletin_paper(signed, now, shown=defanged) if pdf else b""
    write_new(out, signed.to_bytes())
    if pdf:
        write_new(pdf, paper)
    say(f"bulletin {found.number} of {found.issuer} is in {out}; its twelve words, to read out by phone:")
    click.echo(signed.spoken)


@bulletin.command("acknowledge")
@DATA
@click.argument("file", type=FILE)
@click.option("--as", "reader", required=True, metavar="BODY", help="Your body.")
@click.option("--out", type=FILE, default=None, metavar="FILE", help="A signed file for the sender.")
@BY
@INCIDENT
def bulletin_acknowledge(data: Path | None, file: Path, reader: str, out: Path | None, **given: Any) -> None:
    """Say that BODY has FILE: four words to read back by phone, and a signed file where you name one.

    With --by the record says that you told them, of a bulletin that was taken in.
    """
    # The room loads the typesetter; help does not.
    from battlebox.journal import write_new
    from battlebox.share.bulletin import SignedBulletin, acknowledge, heard_words

    signed = SignedBulletin.from_bytes(raw_of(file), name=file.name)
    if out is not None:
        receipt = acknowledge(signed, reader, datetime.now(UTC), key_of(data, reader))
        write_new(out, receipt)
        say(f"the acknowledgement is in {out}")
    if given["by"]:
        with on_record(data, given, reader) as here:
            how = "four words by phone" if out is None else "a signed file"
            say(f"it is in the record as entry {here.heard(signed, reader, how).number}")
    say("read these four words to the sender, on a number you had before the incident:")
    click.echo(heard_words(signed.fingerprint, reader))


@bulletin.command("heard")
@DATA
@KNOWN
@click.argument("file", type=FILE)
@click.argument("body", required=False, default="")
@click.argument("words", nargs=-1)
@click.option("--receipt", type=FILE, default=None, metavar="FILE", help="The signed file that came back.")
@BY
@INCIDENT
def bulletin_heard(
    data: Path | None, file: Path, body: str, words: tuple[str, ...], receipt: Path | None, **given: Any
) -> None:
    """Check that BODY has your bulletin FILE: by the four WORDS it reads back, or by the file that it sent.

    With --by it is written into the record as well.
    """
    # The room loads the typesetter; help does not.
    from battlebox.share.bulletin import SignedBulletin, must_be_heard, read_receipt, receipt_words

    signed = SignedBulletin.from_bytes(raw_of(file), name=file.name)
    if receipt is None:
        if not body or not words:
            raise click.UsageError("name the body and its four words, or --receipt FILE")
        must_be_heard(signed, body, " ".join(words))
        say(f"{body} holds bulletin {signed.bulletin.number}")
        _note_heard(data, given, signed, body, "four words by phone")
        return
    found = read_receipt(raw_of(receipt), signed, name=receipt.name)
    known = callback_list_of(data, given["known"], signed.bulletin.issuer)[0]
    is_theirs = found.is_theirs(known)
    say(f"{found.body} opened bulletin {signed.bulletin.number} at {found.at:%Y-%m-%d %H:%M} UTC, by its own watch")
    _note_heard(data, given, signed, found.body, receipt_words(is_theirs))
    if not is_theirs:
        say(f"nobody here has checked that this key is {found.body}'s: ring them on a number you had before")
        raise click.exceptions.Exit(1)


@bulletin.command("key")
@DATA
@click.argument("body")
def bulletin_key(data: Path | None, body: str) -> None:
    """Print the key of BODY's bulletins, for partners to put on their call-back list, and its twelve words."""
    from battlebox.share.bulletin import key_words  # The room loads the typesetter; help does not.

    key = key_of(data, body)
    click.echo(key.public)
    say(f"to compare aloud: {key_words(key.public)}")


def _note_heard(data: Path | None, given: Mapping[str, Any], signed: SignedBulletin, body: str, how: str) -> None:
    if given["by"]:
        with on_record(data, given, signed.bulletin.issuer) as here:
            say(f"it is in the record as entry {here.heard(signed, body, how).number}")


def _readers(audience: tuple[str, ...], community: tuple[str, ...], clients: tuple[str, ...]) -> list[Any]:
    from battlebox.share.bulletin import Reader  # Late: loaded when it is needed.

    of: dict[str, set[str]] = {}
    for each in clients:
        body, colon, host = each.partition(":")
        if not colon or not host:
            raise click.UsageError(f"write --client BODY:OF, not {each[:40]!r}")
        of.setdefault(body, set()).add(host)
    bodies = dict.fromkeys((*audience, *community, *of))
    return [Reader(body, body in community, frozenset(of.get(body, ()))) for body in bodies]
