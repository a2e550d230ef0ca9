"""`battlebox share bulletin`: the file of day one, without a desk, an account or a network.

Law: no Django and no socket; nothing is taken into a record; data on standard output, words on standard error.
Not here: what a bulletin is (share.bulletin), files and keys (bulletin_files.py), the pages for it.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from battlebox.web.partnering.bulletin_files import FILE, KNOWN, callback_list_of, key_of, raw_of, text_of
from battlebox.web.share_options import AS_JSON, DATA, say

if TYPE_CHECKING:
    from battlebox.share.bulletin import Opened


@click.group()
def bulletin() -> None:
    """The signed partner bulletin: write one, open one, say that you have it."""


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
def bulletin_new(data: Path | None, draft: Path, out: Path, pdf: Path | None, **whom: tuple[str, ...]) -> None:
    """Sign what DRAFT says, as its issuer, for the bodies it names."""
    # The room loads the typesetter; help does not.
    from battlebox.journal import write_new
    from battlebox.share.bulletin import bulletin_paper, from_draft, must_fit, sign_bulletin
    from battlebox.share.foreign import defanged
    from battlebox.web.partnering.looking import recognise

    now = datetime.now(UTC)
    found = from_draft(text_of(draft), now, recognise)
    must_fit(found, _readers(found.audience, whom["community"], whom["client"]), now)
    signed = sign_bulletin(found, key_of(data, found.issuer))
    paper = bulletin_paper(signed, now, shown=defanged) if pdf else b""
    write_new(out, signed.to_bytes())
    if pdf:
        write_new(pdf, paper)
    say(f"bulletin {found.number} of {found.issuer} is in {out}; its twelve words, to read out by phone:")
    click.echo(signed.spoken)


@bulletin.command("open")
@DATA
@KNOWN
@click.argument("file", type=FILE)
@click.option("--as", "reader", default="", metavar="BODY", help="Your body, to be told whether it was made for you.")
@click.option("--pdf", type=FILE, default=None, metavar="FILE", help="Write it as paper too.")
@click.option(
    "--stix", type=FILE, default=None, metavar="FILE", help="Take its indicators out as a bundle of STIX 2.1."
)
@click.option("--csv", "table", type=FILE, default=None, metavar="FILE", help="Take its indicators out as a table.")
@AS_JSON
def bulletin_open(data: Path | None, known: Path | None, file: Path, reader: str, **given: Any) -> None:
    """Read FILE: who signed it, whether it holds, and what it says. Ends with 1 where it must not be acted on yet."""
    # The room loads the typesetter; help does not.
    from battlebox.journal import write_new
    from battlebox.share.bulletin import Reader, bulletin_paper, open_bulletin, to_says
    from battlebox.share.foreign import defanged

    now = datetime.now(UTC)
    whose = Reader(reader) if reader else None
    opened = open_bulletin(raw_of(file), callback_list_of(data, known)[0], now, name=file.name, reader=whose)
    if given["pdf"]:
        paper = bulletin_paper(opened.signed, now, warnings=opened.warnings, shown=defanged)
        write_new(given["pdf"], paper)
    _take_out(opened, given["stix"], given["table"])
    if given["as_json"]:
        says: dict[str, Any] = dict(to_says(opened.bulletin))
        click.echo(json.dumps({**_verdict(opened, reader), "says": says}, indent=1, ensure_ascii=False))
    else:
        _print(opened, reader)
    if not opened.is_sound or opened.not_for:
        raise click.exceptions.Exit(1)


@bulletin.command("acknowledge")
@DATA
@click.argument("file", type=FILE)
@click.option("--as", "reader", required=True, metavar="BODY", help="Your body.")
@click.option("--out", type=FILE, default=None, metavar="FILE", help="A signed file for the sender.")
def bulletin_acknowledge(data: Path | None, file: Path, reader: str, out: Path | None) -> None:
    """Say that BODY has FILE: four words to read back by phone, and a signed file where you name one."""
    # The room loads the typesetter; help does not.
    from battlebox.journal import write_new
    from battlebox.share.bulletin import SignedBulletin, acknowledge, heard_words

    signed = SignedBulletin.from_bytes(raw_of(file), name=file.name)
    if out is not None:
        receipt = acknowledge(signed, reader, datetime.now(UTC), key_of(data, reader))
        write_new(out, receipt)
        say(f"the acknowledgement is in {out}")
    say("read these four words to the sender, on a number you had before the incident:")
    click.echo(heard_words(signed.fingerprint, reader))


@bulletin.command("heard")
@DATA
@KNOWN
@click.argument("file", type=FILE)
@click.argument("body", required=False, default="")
@click.argument("words", nargs=-1)
@click.option("--receipt", type=FILE, default=None, metavar="FILE", help="The signed file that came back.")
def bulletin_heard(file: Path, body: str, words: tuple[str, ...], receipt: Path | None, **where: Any) -> None:
    """Check that BODY has your bulletin FILE: by the four WORDS it reads back, or by the file that it sent."""
    # The room loads the typesetter; help does not.
    from battlebox.share.bulletin import SignedBulletin, must_be_heard, read_receipt

    signed = SignedBulletin.from_bytes(raw_of(file), name=file.name)
    if receipt is None:
        if not body or not words:
            raise click.UsageError("name the body and its four words, or --receipt FILE")
        must_be_heard(signed, body, " ".join(words))
        say(f"{body} holds bulletin {signed.bulletin.number}")
        return
    found = read_receipt(raw_of(receipt), signed, name=receipt.name)
    theirs = {one.key for one in callback_list_of(where["data"], where["known"])[0].of_body(found.body) if one.key}
    say(f"{found.body} opened bulletin {signed.bulletin.number} at {found.at:%Y-%m-%d %H:%M} UTC, by its own watch")
    if theirs != {found.key}:
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


def _take_out(opened: Opened, stix: Path | None, table: Path | None) -> None:
    """Its indicators, for other tools."""
    # Late: the formats are loaded when they are needed.
    from battlebox.journal import write_new
    from battlebox.web.partnering.looking import bundle_of, indicator_table

    if stix is not None:
        raw, many = bundle_of(opened.bulletin, opened.signed.fingerprint)
        write_new(stix, raw)
        say(f"{many} of {len(opened.bulletin.indicators)} indicators are in {stix}")
    if table is not None:
        write_new(table, indicator_table(opened.bulletin))
        say(f"the indicators are in {table}, as a table")


def _print(opened: Opened, reader: str) -> None:
    """A bulletin as words on a terminal: the warnings first."""
    from battlebox.desk import unturned  # Late: loaded when it is needed.
    from battlebox.share.bulletin import heard_words  # Late: loaded when it is needed.

    for words in opened.warnings:
        say(words)
    for one in opened.partners:
        say(f"on your list: {one.name}, {one.number or 'no number'}, key checked {one.checked or 'by nobody'}")
    for words in (*_head(opened), *_lines(opened)):
        click.echo(unturned(words))
    if reader:
        click.echo(f"your four words, to read back: {heard_words(opened.signed.fingerprint, reader)}")


def _head(opened: Opened) -> Iterator[str]:
    from battlebox.desk.brief import clock  # Late: loaded when it is needed.

    found = opened.bulletin
    yield f"{found.tlp.to_text()}  bulletin {found.number} of {found.issuer_name} ({found.issuer})"
    yield found.title
    yield f"issued {clock(found.issued)}, holds until {clock(found.expires)}; ask: {found.ring}"
    if found.next_at is not None:
        yield f"next by {clock(found.next_at)}"
    yield f"for: {', '.join(found.audience) or 'whoever its label lets have it'}"
    yield f"twelve words: {opened.signed.spoken}"


def _lines(opened: Opened) -> Iterator[str]:
    from battlebox.share.bulletin import HEADINGS  # Late: loaded when it is needed.
    from battlebox.share.foreign import defanged  # Late: loaded when it is needed.

    found = opened.bulletin
    for fact in found.facts:
        yield f"- {fact.believed.words}: {fact.words}"
    for name, title in HEADINGS:
        lines = getattr(found, name)
        yield from (f"{title}:", *(f"- {line}" for line in lines)) if lines else ()
    if found.indicators:
        yield "Look for:"
    for sign in found.indicators:
        yield f"- {sign.kind}\t{defanged(sign.value)}\t{sign.note}".rstrip()


def _verdict(opened: Opened, reader: str) -> dict[str, Any]:
    from battlebox.share.bulletin import heard_words  # Late: loaded when it is needed.

    return {
        "signer": opened.signer.value,
        "holds": opened.holds.value,
        "warnings": list(opened.warnings),
        "key": opened.signed.key,
        "fingerprint": opened.signed.fingerprint,
        "twelve_words": opened.signed.spoken,
        "four_words": heard_words(opened.signed.fingerprint, reader) if reader else "",
    }


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
