"""Feeds from a terminal: what the commands do.

Law: a feed is checked whole before a row is written; a secret is sealed before it is; nobody is asked by adding one.
Not here: words and options (commands.py), polling (round.py).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from battlebox.share.polling import Asker, FeedKey, Limits, PollError, Server, Trust, checked, offered
from battlebox.share.polling import Feed as Asked
from battlebox.share.sending import RealDesk
from battlebox.web.errors import Code, WebError
from battlebox.web.feeds.seal import seal
from battlebox.web.models import Collection, Feed
from battlebox.web.taxii.named import partner_of_ours


def add_feed(desk: RealDesk, home: str, body: str, given: dict[str, Any]) -> Feed:
    """A new feed of a partner. Raises WebError."""
    partner = partner_of_ours(home, body)
    name = given["name"] or body
    if Feed.objects.filter(ours=home, name=name).exists():
        raise WebError.of(Code.FEED_THERE, ours=home, name=name)
    try:
        key = _key(desk, given)
        trust = Trust.from_text(given["ca"], given["pin"])
        root = checked(given["url"], may_be_private=given["private"])
        Asked(name, partner.name, root, given["collection"], key, trust, Limits(), given["private"])
    except PollError as wrong:
        raise refused(wrong) from wrong
    into = Collection.objects.filter(ours=home, alias=given["into"]).first() if given["into"] else None
    if given["into"] and into is None:
        raise WebError.of(Code.NO_COLLECTION, ours=home, name=given["into"])
    return Feed.objects.create(
        ours=home,
        partner=partner,
        name=name,
        root=root,
        remote=given["collection"],
        into=into,
        sealed=seal(key, root),
        certificate=key.certificate,
        ca_file=trust.ca_file,
        pin=trust.pin,
        may_be_private=given["private"],
        every_seconds=given["every"],
    )


def discovered(desk: RealDesk, home: str, body: str, given: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """What a partner's server has for us. Raises WebError."""
    partner = partner_of_ours(home, body)
    try:
        url = checked(given["url"], may_be_private=given["private"])
        trust = Trust.from_text(given["ca"], given["pin"])
        server = Server(partner.name, url, _key(desk, given), trust, Limits(), given["private"])
        with Asker(server) as asker:
            found = offered(asker, url)
    except PollError as wrong:
        raise refused(wrong) from wrong
    for each in found:
        yield {
            "url": each.root,
            "collection": each.collection,
            "title": each.title,
            "read": each.can_read,
            "write": each.can_write,
        }


def feed_rows(home: str) -> Iterator[dict[str, Any]]:
    """The feeds of one of our bodies, and how each stands; no secret."""
    for row in Feed.objects.filter(ours=home).select_related("partner", "into"):
        yield {
            "name": row.name,
            "partner": row.partner.body,
            "url": row.root,
            "collection": row.remote,
            "into": row.into.title if row.into is not None else "",
            "heard": row.heard_at.isoformat(timespec="seconds") if row.heard_at else "",
            "next": row.next_at.isoformat(timespec="seconds") if row.next_at else "",
            "failures": row.failures,
            "state": "cut off" if row.partner.cut_off_at else row.code,
            "things": row.new_total,
            "words": row.words,
            "hint": row.hint,
        }


def remove_feed(home: str, name: str) -> None:
    """Read it no more; what it brought stays. Raises WebError."""
    _feed(home, name).delete()


def begin_anew(home: str, name: str) -> None:
    """Read it from its beginning with the next poll, at once; what is known already is not doubled. Raises WebError."""
    row = _feed(home, name)
    Feed.objects.filter(pk=row.pk).update(
        after="", is_whole=True, mark="", next_at=None, failures=0, rests_until=None, in_a_row=0
    )


def feeds_of(home: str, name: str) -> list[Feed]:
    """The one that is named by its own name or its partner's, or all; none of a partner that was cut off."""
    rows = Feed.objects.filter(ours=home).select_related("partner", "into")
    found = [row for row in rows if name in ("", row.name, row.partner.body)]
    if name and not found:
        raise WebError.of(Code.NO_FEED, ours=home, name=name)
    return [row for row in found if row.partner.cut_off_at is None]


def refused(wrong: PollError) -> WebError:
    """What the room of sharing refuses, as this face ends with it."""
    return WebError.of(Code.BAD_FEED, why=str(wrong), hint=wrong.hint)


def _key(desk: RealDesk, given: dict[str, Any]) -> FeedKey:
    secret = given["secret"]
    if given["user"]:
        return FeedKey(desk, user=given["user"], password=secret, certificate=given["certificate"])
    return FeedKey(desk, secret, certificate=given["certificate"])


def _feed(home: str, name: str) -> Feed:
    found = Feed.objects.filter(ours=home, name=name).first()
    if found is None:
        raise WebError.of(Code.NO_FEED, ours=home, name=name)
    return found
