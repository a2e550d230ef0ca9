"""`battlebox share callback`: whom to ring at each partner, and whose key is whose.

Law: no Django and no socket; a key goes on the list with how it was checked, and is never exchanged for another.
Not here: the list itself (share.bulletin), files and keys (files.py).
"""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from battlebox.web.bulletins.files import FILE, KNOWN, callback_list_of, key_of, replace_with
from battlebox.web.share_options import AS_JSON, DATA, say

if TYPE_CHECKING:
    from battlebox.share.bulletin import CallBack

WHOSE: Final = click.option(
    "--as", "ours", default="", metavar="BODY", help="Whose list, where a desk in this folder keeps one for each body."
)


@click.group()
def callback() -> None:
    """The call-back list: whom to ring, on numbers known before, and whose key is whose."""


@callback.command("list")
@DATA
@KNOWN
@WHOSE
@AS_JSON
def callback_list(data: Path | None, known: Path | None, ours: str, as_json: bool) -> None:  # noqa: FBT001 - a flag of a command
    """Show the list, with the twelve words of each key."""
    from battlebox.share.bulletin import key_words  # The room loads the typesetter; help does not.

    rows = [
        {**asdict(one), "words": key_words(one.key) if one.key else ""}
        for one in callback_list_of(data, known, ours)[0].partners
    ]
    if as_json:
        click.echo(json.dumps(rows, indent=1, ensure_ascii=False))
        return
    if not rows:
        say("nobody is on the list yet: battlebox share callback add puts a body on it")
    for row in rows:
        click.echo("\t".join(f"{name}={value}" for name, value in row.items() if value))


@callback.command("add")
@DATA
@KNOWN
@WHOSE
@click.argument("body")
@click.option("--name", default="", help="How people call it.")
@click.option("--number", default="", help="Known before the incident.")
@click.option("--who", default="", help="The office that answers there.")
@click.option("--key", default="", help="The key of its bulletins: 64 letters, as `bulletin key` prints them.")
@click.option("--checked", default="", help="How you checked the key: in person, by phone, from a paper.")
@click.option("--tried", is_flag=True, help="The number was tried today.")
@click.option("--second-key", is_flag=True, help="Hold this key beside another that is held for them already.")
def callback_add(
    data: Path | None, known: Path | None, body: str, *, tried: bool, second_key: bool, **said: str
) -> None:
    """Put BODY on the list, or say more of it. Another key for a body is refused: find out why first."""
    # The room loads the typesetter; help does not.
    from battlebox.share.bulletin import CallBack, Partner

    if said["key"] and not said["checked"]:
        raise click.UsageError("say how the key was checked: --checked 'by phone, on the number above'")
    found, path = callback_list_of(data, known, said.pop("ours"))
    today = date.today().isoformat()  # noqa: DTZ011 - a day on the wall, for people
    since, last = today if said["key"] else "", today if tried else ""
    new = Partner(body, said.pop("name") or _name(found, body), since=since, tried=last, **said)
    text = found.added(new, second_key=second_key).to_text()
    CallBack.from_text(text, name=path.name)
    replace_with(path, text.encode())
    say(f"{body} is on the call-back list in {path}")


@callback.command("drop-key")
@DATA
@KNOWN
@WHOSE
@click.argument("body")
@click.argument("key")
def callback_drop_key(data: Path | None, known: Path | None, ours: str, body: str, key: str) -> None:
    """Take one KEY of BODY off the list, such as the older of two. What else is known of them stays."""
    found, path = callback_list_of(data, known, ours)
    replace_with(path, found.without_key(body, key.lower()).to_text().encode())
    say(f"that key is held for {body} no longer")


@callback.command("print")
@DATA
@KNOWN
@click.option("--as", "ours", required=True, metavar="BODY", help="Your body; the words of its key stand on the paper.")
@click.option("--pdf", type=FILE, required=True, metavar="FILE", help="Where the paper goes.")
def callback_print(data: Path | None, known: Path | None, ours: str, pdf: Path) -> None:
    """Write the list as paper, for the crate."""
    # The room loads the typesetter; help does not.
    from battlebox.share.bulletin import callback_paper

    found, _ = callback_list_of(data, known, ours)
    own = key_of(data, ours).public
    paper = callback_paper(found, datetime.now(UTC), body=ours, own_key=own)

    replace_with(pdf, paper)


def _name(found: CallBack, body: str) -> str:
    here = found.of_body(body)
    return here[0].name if here else body
