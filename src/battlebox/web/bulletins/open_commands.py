"""`battlebox share bulletin open` and `indicators`: what came, who signed it, and what to look for, for other tools.

Law: the warnings stand before the first word of it; without --by no Django, and nothing is taken into a record.
Not here: writing one and answering one (commands.py), the gate (looking.py).
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

from battlebox.web.bulletins.files import FILE, KNOWN, callback_list_of, raw_of
from battlebox.web.bulletins.on_record import on_record
from battlebox.web.bulletins.who_writes import BY, INCIDENT
from battlebox.web.share_options import AS_JSON, DATA, say

if TYPE_CHECKING:
    from battlebox.share.bulletin import Opened

_DIFFER: Final = "two readings of the marking of {} came out differently: it stayed; tell whoever keeps Battlebox"


@click.command("open")
@DATA
@KNOWN
@click.argument("file", type=FILE)
@click.option("--as", "reader", default="", metavar="BODY", help="Your body, to be told whether it was made for you.")
@click.option("--pdf", type=FILE, default=None, metavar="FILE", help="Write it as paper too.")
@BY
@INCIDENT
@click.option("--asked", default="", metavar="WORDS", help="With --by, where nobody checked its key: how you asked.")
@AS_JSON
def bulletin_open(data: Path | None, known: Path | None, file: Path, reader: str, **given: Any) -> None:
    """Read FILE: who signed it, whether it holds, and what it says. Ends with 1 where it must not be acted on yet.

    With --by it is taken into the record as well.
    """
    # The room loads the typesetter; help does not.
    from battlebox.journal import write_new
    from battlebox.share.bulletin import Reader, bulletin_paper, open_bulletin, to_says
    from battlebox.share.foreign import defanged

    now = datetime.now(UTC)
    whose = Reader(reader) if reader else None
    known_here = callback_list_of(data, known, reader)[0]
    opened = open_bulletin(raw_of(file), known_here, now, name=file.name, reader=whose)
    if given["by"]:
        if not reader:
            raise click.UsageError("say with --as for which body it is taken in")
        with on_record(data, given, reader) as here:
            opened = open_bulletin(
                raw_of(file), known_here, now, name=file.name, reader=Reader(reader, community=True), seen=here.seen()
            )
            say(f"it is in the record as entry {here.take(opened, given['asked']).number}")
    if given["pdf"]:
        paper = bulletin_paper(opened.signed, now, warnings=opened.warnings, shown=defanged)
        write_new(given["pdf"], paper)
    if given["as_json"]:
        says: dict[str, Any] = dict(to_says(opened.bulletin))
        click.echo(json.dumps({**_verdict(opened, reader), "says": says}, indent=1, ensure_ascii=False))
    else:
        _print(opened, reader)
    if not opened.is_sound or opened.not_for:
        raise click.exceptions.Exit(1)


@click.command("indicators")
@DATA
@KNOWN
@click.argument("file", type=FILE)
@click.option("--as", "reader", required=True, metavar="BODY", help="Your body, whose tools they are for.")
@click.option("--stix", type=FILE, default=None, metavar="FILE", help="Where they go as a bundle of STIX 2.1.")
@click.option("--csv", "table", type=FILE, default=None, metavar="FILE", help="Where they go as a table.")
@click.option("--words-agree", is_flag=True, help="You rang the sender, and the twelve words are the same.")
def bulletin_indicators(data: Path | None, known: Path | None, file: Path, reader: str, **given: Any) -> None:
    """Take the indicators out of FILE for other tools, under its label and until its end.

    Refused unless its key was checked before and it holds now: what a stranger lists would be blocked on your network.
    """
    # The formats and the gate are loaded when they are needed.
    from battlebox.journal import write_new
    from battlebox.share.bulletin import BulletinCode, BulletinError, Reader, open_bulletin
    from battlebox.web.bulletins.looking import let_out

    if given["stix"] is None and given["table"] is None:
        raise click.UsageError("say where they go: --stix FILE, --csv FILE, or both")
    now, whose = datetime.now(UTC), Reader(reader, community=True)
    opened = open_bulletin(raw_of(file), callback_list_of(data, known, reader)[0], now, name=file.name, reader=whose)
    if not opened.may_be_used(asked=given["words_agree"]):
        for words in opened.warnings:
            say(words)
        raise BulletinError.of(BulletinCode.NOT_TO_BE_USED)
    found = let_out(opened.bulletin, opened.signed.fingerprint, whose, now, lambda wrong: say(_DIFFER.format(wrong.id)))
    if given["stix"] is not None:
        write_new(given["stix"], found.bundle())
    if given["table"] is not None:
        write_new(given["table"], found.table())
    say(f"{len(found.held)} of {len(opened.bulletin.indicators)} indicators, under {found.label.to_text()}")
    if found.no_such:
        say(f"{found.no_such} are not what they are called, and went to no tool")
    for why in dict.fromkeys(found.kept):
        say(f"{found.kept.count(why)} stayed: {why}")


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
    ask = "ask" if opened.is_theirs else "ask, as it says itself, which nobody checked"
    yield f"issued {clock(found.issued)}, holds until {clock(found.expires)}; {ask}: {found.ring}"
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
