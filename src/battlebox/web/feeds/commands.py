"""`battlebox share feed` and `battlebox share poll`: reading what partners publish, from a terminal.

Law: this module loads nothing slow; a secret is read from a file or from standard input, never from an option; a folder
of a demonstration asks nobody.
Not here: what the commands do (adding.py, round.py, giving.py).
"""

from __future__ import annotations

import sys
import time
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, Final

import click

from battlebox.web.share_options import AS_JSON, DATA, OURS, put_rows, say

if TYPE_CHECKING:
    from battlebox.share.sending import RealDesk

_SECRET_MAX = 8192
_NO_FEED: Final = "{} reads no feed of a partner: battlebox share feed add makes one"


@click.group()
def feed() -> None:
    """Feeds: collections at partners' servers that we read."""


@feed.command("add")
@DATA
@OURS
@click.argument("body")
@click.argument("url")
@click.argument("collection", required=False, default="")
@click.option("--discover", is_flag=True, help="Ask URL what it has for us, print that, and add nothing.")
@click.option("--name", default="", help="How the feed is called here (default: BODY).")
@click.option("--secret", type=click.File("r"), default=None, metavar="FILE", help="The token or password; - reads it.")
@click.option("--user", default="", metavar="NAME", help="The name that goes with a password, for older servers.")
@click.option("--certificate", default="", metavar="FILE", help="Our certificate with its key, in PEM form.")
@click.option("--ca", default="", metavar="FILE", help="Their own authority's certificate, in PEM form.")
@click.option("--pin", default="", metavar="SHA256", help="The fingerprint of the one certificate that is theirs.")
@click.option("--private", is_flag=True, help="Their server is inside a private network, or on this machine.")
@click.option("--into", default="", metavar="ALIAS", help="Our collection to put it in, for partners that read that.")
@click.option(
    "--every", type=click.IntRange(30, 86400), default=300, show_default=True, metavar="SECONDS", help="How often."
)
def feed_add(data: Path | None, ours: str, body: str, discover: bool, **given: Any) -> None:  # noqa: FBT001 - a flag of a command
    """Read COLLECTION at URL, an API root of BODY's TAXII 2.1 server, from now on.

    With --discover, URL may be a discovery address, and nothing is added.
    """
    file: IO[str] | None = given.pop("secret")
    given["secret"] = file.read(_SECRET_MAX).strip() if file is not None else ""
    feeds, desk, home = _at(data, ours)
    if discover:
        put_rows(feeds.discovered(desk, home, body, given), as_json=False)
        return
    made = feeds.add_feed(desk, home, body, given)
    say(f"{made.name} is read every {made.every_seconds} seconds while a desk runs; battlebox share poll does it now")


@feed.command("list")
@DATA
@OURS
@AS_JSON
def feed_list(data: Path | None, ours: str, as_json: bool) -> None:  # noqa: FBT001 - a flag of a command
    """List the feeds, when each was last heard, and what is wrong."""
    feeds, _, home = _at(data, ours)
    put_rows(feeds.feed_rows(home), as_json=as_json, none=_NO_FEED.format(home))


@feed.command("remove")
@DATA
@OURS
@click.argument("name")
def feed_remove(data: Path | None, ours: str, name: str) -> None:
    """Read the feed NAME no more; what it brought stays."""
    feeds, _, home = _at(data, ours)
    feeds.remove_feed(home, name)
    say(f"{name} is read no more; what it brought is kept")


@feed.command("again")
@DATA
@OURS
@click.argument("name")
def feed_again(data: Path | None, ours: str, name: str) -> None:
    """Read the feed NAME from its beginning with the next poll; nothing is doubled."""
    feeds, _, home = _at(data, ours)
    feeds.begin_anew(home, name)
    say(f"{name} is read from its beginning with the next poll")


@click.command()
@DATA
@OURS
@click.option("--once", is_flag=True, help="Ask once, now, and end.")
@click.argument("partner", required=False, default="")
def poll(data: Path | None, ours: str, once: bool, partner: str) -> None:  # noqa: FBT001 - a flag of a command
    """Ask every feed, or those of PARTNER, for what is new.

    Without --once it goes on at each feed's pace until Ctrl-C. A desk that runs does this by itself.
    """
    feeds, desk, home = _at(data, ours)
    # Late, as below.
    from django.utils import timezone

    from battlebox.web.feeds.round import poll_once, rest_of

    if not feeds.feeds_of(home, partner):
        say(_NO_FEED.format(home))
    if once:
        are_well = [_tell(row.name, poll_once(row, desk)) for row in feeds.feeds_of(home, partner)]
        sys.exit(0 if all(are_well) else 1)
    while True:
        for row in feeds.feeds_of(home, partner):
            if rest_of(row).is_due(timezone.now()):
                _tell(row.name, poll_once(row, desk))
        time.sleep(1)


@click.command()
@DATA
@OURS
@click.argument("partner")
@click.argument("collections", metavar="COLLECTION...", nargs=-1, required=True)
@click.option(
    "--into", default="", metavar="ID", help="The collection at their server (default: the one that we read)."
)
@click.option("--look", is_flag=True, help="Only say how many things would be given; give nothing.")
@click.option("--again", is_flag=True, help="Give what they took before as well.")
def push(data: Path | None, ours: str, partner: str, collections: tuple[str, ...], **given: Any) -> None:
    """Give what is in our COLLECTIONs to PARTNER's own server, as far as they may have it.

    PARTNER is the name of a feed of theirs, or their body where there is one feed: its address and key are used. Only
    what they could fetch from us goes. Ends with 1 if something of it was not taken.
    """
    feeds, desk, home = _at(data, ours)
    from battlebox.web.feeds.giving import give  # As below.

    (row, *others) = feeds.feeds_of(home, partner) or [None]
    if row is None or others:
        raise click.UsageError(f"{partner} is read by {len(others) + 1 if row else 0} feeds: name one of them")
    are_well = []
    for name in collections:
        told = give(row, desk, name, into=given["into"], is_look=given["look"], again=given["again"])
        say(f"{name}: {told.words}")
        for each in told.failed:
            say(f"{name}: not taken by them: {each}")
        are_well.append(told.is_well)
    sys.exit(0 if all(are_well) else 1)


def _tell(name: str, polled: Any) -> bool:
    say(f"{name}: {polled.words}")
    is_well = polled.turn.name in ("DONE", "GO_ON")
    if not is_well:
        say(f"{name}: what to do: {polled.hint}")
    return is_well


def _at(data: Path | None, ours: str) -> tuple[Any, RealDesk, str]:
    """What does the commands' work, the desk, and our body. Raises WebError."""
    # Django is slow to load, and models can be loaded only once it stands.
    from battlebox.web.ground import ground_of
    from battlebox.web.starting.demo_folder import refuse_demo_folder
    from battlebox.web.starting.desk_settings import DeskSettings
    from battlebox.web.taxii.standing import stand_for

    refuse_demo_folder(DeskSettings.from_folder(data))
    settings, home = stand_for(data, ours)
    from battlebox.web.feeds import adding  # As above.

    ground: Any = ground_of(settings)
    return adding, ground, home
