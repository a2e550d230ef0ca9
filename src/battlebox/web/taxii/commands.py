"""`battlebox share serve`, `partner`, `collection` and `ledger`: a TAXII server from a terminal.

Law: this module loads nothing slow; data on standard output, words on standard error; a token is shown once.
Not here: what the commands do (registering.py, serving.py, ledger.py).
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

import click

from battlebox.web.share_options import AS_JSON, DATA, OURS, SHARING_GROUP, put_rows, say

_LABELS = ("CLEAR", "GREEN", "AMBER", "AMBER+STRICT")


def _about(function: Callable[..., Any]) -> Callable[..., Any]:
    """The two options that every command has."""
    return DATA(OURS(function))


@click.command()
@DATA
@click.option("--port", type=click.IntRange(1, 65535), default=8100, show_default=True, help="The port to listen on.")
@click.option("--tls", is_flag=True, help="Serve the network, with TLS, and not this machine alone.")
@click.option("--host", default="", metavar="NAME", help="The name by which partners reach this machine.")
def serve(data: Path | None, port: int, tls: bool, host: str) -> None:  # noqa: FBT001 - options of a command
    """Serve partners by TAXII 2.1, in a process of its own.

    A desk may run on the same folder, or none. Stop it with Ctrl-C. Partners are registered before, or meanwhile: see
    partner add, collection add, collection grant and collection put.
    """
    # Django and TLS are slow to load, and only commands that run need them.
    from battlebox.web.taxii.serving import serve as run

    run(data, port, tls=tls, host=host, say=say)


@click.group()
def partner() -> None:
    """Partners: who they are, and the tokens they prove it with."""


@partner.command("add")
@_about
@click.argument("body")
@click.option("--name", default="", help="How people call it.")
@click.option("--identity", default="", metavar="ID", help="The STIX id under which it writes.")
@click.option("--community", is_flag=True, help="It is in the community that shares TLP:GREEN.")
@click.option("--client-of", multiple=True, metavar="BODY", help="Whose registered client it is; repeat it for each.")
@SHARING_GROUP
@click.option("--let-in", is_flag=True, help="What it sends is used at once, and not kept apart first.")
@click.option("--days", type=click.IntRange(1, 730), default=90, show_default=True, help="How long its token is good.")
@click.option(
    "--certificate",
    type=click.Path(dir_okay=False, path_type=Path),
    default=None,
    metavar="FILE",
    help="Its certificate, in PEM form, by which it may prove itself as well.",
)
def partner_add(data: Path | None, ours: str, body: str, **given: Any) -> None:
    """Register BODY as a partner, and print its token."""
    registering, home = _at(data, ours)
    made, token = registering.add_partner(home, body, **given)
    say(f"{made.name} is a partner of {made.ours}; its token is good until {made.token_expires_at:%d %B %Y}")
    say("it may read nothing yet: battlebox share collection grant says what")
    say("this is its token; it is not shown again: give it to them by hand, or read it out")
    click.echo(token)


@partner.command("list")
@_about
@AS_JSON
def partner_list(data: Path | None, ours: str, as_json: bool) -> None:  # noqa: FBT001 - a flag of a command
    """List the partners, and how they stand."""
    registering, home = _at(data, ours)
    none = f"{home} has no partner yet: battlebox share partner add makes one"
    put_rows(registering.partner_rows(home), as_json=as_json, none=none)


@partner.command("token")
@_about
@click.argument("body")
@click.option("--days", type=click.IntRange(1, 730), default=90, show_default=True, help="How long it is good.")
def partner_token(data: Path | None, ours: str, body: str, days: int) -> None:
    """Give BODY a new token; the old one is good for another day."""
    registering, home = _at(data, ours)
    token = registering.renew_token(home, body, days)
    say("this is the new token; it is not shown again; the old one is good for another day")
    click.echo(token)


@partner.command("groups")
@_about
@click.argument("body")
@SHARING_GROUP
def partner_groups(data: Path | None, ours: str, body: str, sharing_group: dict[str, frozenset[str]]) -> None:
    """Say which sharing groups of MISP BODY uses, and who is in each; those named before are forgotten."""
    registering, home = _at(data, ours)
    registering.register_groups(home, body, sharing_group)
    say(f"{body} uses {len(sharing_group)} sharing group{'' if len(sharing_group) == 1 else 's'} that are known here")


@partner.command("cut-off")
@_about
@click.argument("body")
@click.option("--why", default="", help="Why, for whoever reads it later.")
@click.option("--by", default="", metavar="WHO", help="Who decided it.")
def partner_cut_off(data: Path | None, ours: str, body: str, why: str, by: str) -> None:
    """Cut BODY off, from its next request on."""
    registering, home = _at(data, ours)
    registering.cut(home, body, why=why, by=by)
    say(f"{body} is cut off: its next request is answered like a stranger's")


@partner.command("let-in")
@_about
@click.argument("body")
@click.option("--by", default="", metavar="WHO", help="Who decided it.")
def partner_let_in(data: Path | None, ours: str, body: str, by: str) -> None:
    """Use what BODY has sent and will send: it was kept apart until now."""
    registering, home = _at(data, ours)
    many = registering.open_door(home, body, by=by)
    say(f"{body} is let in; {many} thing{'' if many == 1 else 's'} that it had sent may be seen now")


@click.group()
def aside() -> None:
    """What was put aside: sent under an id that is another body's. Seen by its sender alone, used for nothing."""


_FROM: Final = click.option("--from", "body", required=True, metavar="BODY", help="The body that sent it.")
_WHY: Final = click.option("--why", required=True, help="Why, for whoever reads it later.")
_BY: Final = click.option("--by", default="", metavar="WHO", help="Who decided it.")


@aside.command("list")
@_about
@click.option("--from", "body", default="", metavar="BODY", help="Only what this body sent.")
@AS_JSON
def aside_list(data: Path | None, ours: str, body: str, as_json: bool) -> None:  # noqa: FBT001 - a flag of a command
    """List what is aside, from whom, and how many versions."""
    setting_aside, home = _aside_at(data, ours)
    put_rows(setting_aside.aside_rows(home, body), as_json=as_json, none="nothing is aside")


@aside.command("put")
@_about
@click.argument("stix_id", metavar="ID")
@_FROM
@_WHY
@_BY
def aside_put(data: Path | None, ours: str, stix_id: str, **given: str) -> None:
    """Set aside what BODY sent under ID, and what it will send, so that whose it is can send it."""
    setting_aside, home = _aside_at(data, ours)
    found = setting_aside.set_aside(home, stix_id, **given)
    say(f"{found.versions} version{'' if found.versions == 1 else 's'} set aside; the desk is told")
    if found.given:
        say(f"it had been given to {', '.join(found.given)}: tell them")
    for other in found.waiting:
        say(f"{other} has sent something under it that is aside: battlebox share aside back uses that")


@aside.command("back")
@_about
@click.argument("stix_id", metavar="ID")
@_FROM
@_WHY
@_BY
def aside_back(data: Path | None, ours: str, stix_id: str, **given: str) -> None:
    """Use what BODY sent under ID, which was aside."""
    setting_aside, home = _aside_at(data, ours)
    many = setting_aside.take_back(home, stix_id, **given)
    say(f"{many} version{'' if many == 1 else 's'} taken back; the desk is told")


@click.group()
def collection() -> None:
    """Collections that partners read and write, and who may."""


@collection.command("add")
@_about
@click.argument("title")
@click.option("--alias", default="", help="A short name for addresses and commands.")
@click.option("--description", default="", help="What is in it, for partners.")
@click.option(
    "--audience",
    multiple=True,
    metavar="BODY",
    help="Who is given by name what is put here; repeat it.",
)
def collection_add(data: Path | None, ours: str, title: str, **given: Any) -> None:
    """Make a collection, and print its id. Other commands take its alias or its id."""
    registering, home = _at(data, ours)
    made = registering.add_collection(home, title, **given)
    say(f"nobody may read it yet: battlebox share collection grant {given['alias'] or made} BODY --read")
    click.echo(made)


@collection.command("list")
@_about
@AS_JSON
def collection_list(data: Path | None, ours: str, as_json: bool) -> None:  # noqa: FBT001 - a flag of a command
    """List the collections, and who may do what with each."""
    registering, home = _at(data, ours)
    none = f"{home} has no collection yet: battlebox share collection add makes one"
    put_rows(registering.collection_rows(home), as_json=as_json, none=none)


@collection.command("grant")
@_about
@click.argument("name", metavar="COLLECTION")
@click.argument("body")
@click.option("--read", is_flag=True, help="It may read.")
@click.option("--write", is_flag=True, help="It may write.")
@click.option(
    "--tlp-max",
    type=click.Choice(_LABELS),
    default="AMBER+STRICT",
    show_default=True,
    help="The strictest label that goes out to it here.",
)
@click.option("--days", type=click.IntRange(1, 3650), default=None, help="How many days it may (default: no end).")
@click.option("--purpose", default="", help="What for; it stands in the ledger.")
def collection_grant(data: Path | None, ours: str, name: str, body: str, **given: Any) -> None:
    """Let BODY read or write COLLECTION from now on; with neither, it may do nothing there any more."""
    registering, home = _at(data, ours)
    registering.grant(home, name, body, **given)
    able = [word for word in ("read", "write") if given[word]]
    say(f"{body} may {' and '.join(able) or 'do nothing'} in {name}")


@collection.command("put")
@_about
@click.argument("name", metavar="COLLECTION")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@AS_JSON
def collection_put(data: Path | None, ours: str, name: str, file: Path, as_json: bool) -> None:  # noqa: FBT001 - a flag of a command
    """Put what FILE holds (STIX 2.1) into COLLECTION, as our own."""
    registering, home = _at(data, ours)
    found = registering.put(home, name, file)
    for turned in found.refused:
        say(f"refused: {turned.id}: {turned.reason}")
    put_rows([{"stored": len(found.stored), "known": len(found.known), "refused": len(found.refused)}], as_json=as_json)
    if found.refused:
        sys.exit(1)


@click.command()
@_about
@click.option("--partner", "body", default=None, metavar="BODY", help="Only what left to this body.")
@click.option("--check", is_flag=True, help="Follow the chain of hashes, and say where it ends.")
@AS_JSON
def ledger(data: Path | None, ours: str, body: str | None, check: bool, as_json: bool) -> None:  # noqa: FBT001 - flags of a command
    """Show what left: to whom, when, which versions, and on which right."""
    registering, home = _at(data, ours)
    if check:
        many, last = registering.ledger_check(home)
        say(f"{many} row{'' if many == 1 else 's'}, and the chain is whole; note its last hash elsewhere")
        click.echo(last)
        return
    none = f"nothing has left {home} to {body} by machine or as a file" if body else f"nothing has left {home} yet"
    rows = registering.ledger_rows(home, body)
    put_rows(rows if as_json else map(_in_words, rows), as_json=as_json, none=none)


def _in_words(row: dict[str, Any]) -> dict[str, Any]:
    """A row of the ledger for somebody to read: each version with its label; the hashes are in JSON."""
    items = "; ".join(f"{thing} {version} TLP:{level}" for thing, version, level, _ in row["items"])
    return {**row, "items": items}


def _aside_at(data: Path | None, ours: str) -> tuple[Any, str]:
    """What sets things aside, and our body. Raises WebError."""
    _, home = _at(data, ours)
    from battlebox.web.taxii import setting_aside  # Late, as below.

    return setting_aside, home


def _at(data: Path | None, ours: str) -> tuple[Any, str]:
    """What does the commands' work, and our body. Raises WebError."""
    # Late, as above; and models can be loaded only once Django stands.
    from battlebox.web.taxii.standing import stand_for

    _, home = stand_for(data, ours)
    from battlebox.web.taxii import registering  # The same.

    return registering, home
