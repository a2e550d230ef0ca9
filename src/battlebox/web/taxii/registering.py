"""Registering partners and collections, and reading the ledger: what the commands do.

Law: whatever changes what a partner may see counts its `change` up, so that no answer kept from before is used.
Not here: words and options (commands.py), pages (web.partnering).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import timedelta
from pathlib import Path
from typing import Any, Final

from django.db.models import F
from django.utils import timezone

from battlebox.estate import is_short_id
from battlebox.share.intel import is_stix_id
from battlebox.share.taxii import TaxiiError
from battlebox.web.body_ids import must_be_body_id
from battlebox.web.errors import Code, WebError
from battlebox.web.models import Collection, Partner, Right
from battlebox.web.taxii import ledger
from battlebox.web.taxii.credentials import cut_off, give_certificate, give_token
from battlebox.web.taxii.letting_in import let_in
from battlebox.web.taxii.named import collection_of, must_be_new_partner, must_be_new_title, partner_of_ours
from battlebox.web.taxii.opened import opened_file
from battlebox.web.taxii.shelving import Origin, Shelved, shelve

_WORDS_MOST: Final = 120


def add_partner(home: str, body: str, **given: Any) -> tuple[Partner, str]:
    """A new partner and its token. Raises WebError for what no body or identity is called."""
    for each in (body, *given["client_of"]):
        must_be_body_id(each)
    if body == home:
        raise WebError.of(Code.OUR_OWN_BODY, body=body)
    identity = given["identity"]
    if identity and not (is_stix_id(identity) and identity.startswith("identity--")):
        raise WebError.of(Code.BAD_IDENTITY, found=repr(identity[:60]))
    name = (given["name"] or body).strip()
    _check_words(name)
    must_be_new_partner(home, body, name)
    made = Partner(
        ours=home,
        body=body,
        name=name,
        community=given["community"],
        client_of=sorted(given["client_of"]),
        identity=identity,
        is_quarantined=not given["let_in"],
        sharing_groups=_kept_groups(given.get("sharing_group", {})),
    )
    path: Path | None = given["certificate"]
    pem = ""
    if path is not None:
        try:
            pem = path.read_text(encoding="ascii")
        except (OSError, ValueError):
            raise WebError.of(Code.BAD_CERTIFICATE, path=path) from None
    if pem:
        try:
            give_certificate(made, pem)
        except ValueError:
            raise WebError.of(Code.BAD_CERTIFICATE, path=path) from None
    return made, give_token(made, days=given["days"])


def _check_words(name: str) -> None:
    if not name.strip() or len(name) > _WORDS_MOST:
        raise WebError.of(Code.BAD_TITLE, most=_WORDS_MOST)


def partner_rows(home: str) -> Iterator[dict[str, Any]]:
    """The partners of one of our bodies."""
    for each in Partner.objects.filter(ours=home).order_by("body"):
        state = "cut off" if each.cut_off_at else ("not let in" if each.is_quarantined else "partner")
        yield {
            "body": each.body,
            "name": each.name,
            "state": state,
            "community": each.community,
            "client_of": each.client_of,
            "token": each.token_begins,
            "token_until": each.token_expires_at.isoformat(timespec="seconds") if each.token_expires_at else "",
            "certificate": each.certificate_sha256,
            "heard": each.heard_at.isoformat(timespec="seconds") if each.heard_at else "",
        }


def renew_token(home: str, body: str, days: int) -> str:
    """A new token."""
    partner = partner_of_ours(home, body)
    return give_token(partner, days=days)


def register_groups(home: str, body: str, groups: Mapping[str, frozenset[str]]) -> None:
    """The sharing groups of MISP that a partner uses, in the place of those named before."""
    partner = partner_of_ours(home, body)
    Partner.objects.filter(pk=partner.pk).update(sharing_groups=_kept_groups(groups))


def _kept_groups(groups: Mapping[str, frozenset[str]]) -> dict[str, list[str]]:
    return {uuid: sorted(bodies) for uuid, bodies in groups.items()}


def cut(home: str, body: str, *, why: str, by: str) -> None:
    """Cut a partner off."""
    partner = partner_of_ours(home, body)
    cut_off(partner, by=by, why=why)


def open_door(home: str, body: str, *, by: str) -> int:
    """Let a partner in; how many of its things may be seen now."""
    partner = partner_of_ours(home, body)
    return let_in(partner, by=by)


def add_collection(home: str, title: str, **given: Any) -> str:
    """A new collection; its id. Raises WebError for a name or an alias that cannot be one."""
    alias, title = given["alias"], title.strip()
    _check_words(title)
    must_be_new_title(home, title)
    if alias and not is_short_id(alias):
        raise WebError.of(Code.BAD_ALIAS, found=repr(alias[:40]))
    if alias and Collection.objects.filter(ours=home, alias=alias).exists():
        raise WebError.of(Code.ALIAS_TAKEN, ours=home, alias=alias)
    made = Collection.objects.create(
        ours=home, title=title, alias=alias, description=given["description"], audience=sorted(given["audience"])
    )
    return str(made.pk)


def collection_rows(home: str) -> Iterator[dict[str, Any]]:
    """The collections of one of our bodies, and the rights to each."""
    for each in Collection.objects.filter(ours=home).order_by("title"):
        rights = each.rights.select_related("partner").order_by("partner__body")
        yield {
            "id": str(each.pk),
            "title": each.title,
            "alias": each.alias,
            "audience": each.audience,
            "read": [right.partner.body for right in rights if right.may_read],
            "write": [right.partner.body for right in rights if right.may_write],
        }


def grant(home: str, name: str, body: str, **given: Any) -> None:
    """What a partner may do in a collection from now on."""
    partner, found = partner_of_ours(home, body), collection_of(home, name)
    until = timezone.now() + timedelta(days=given["days"]) if given["days"] else None
    Right.objects.update_or_create(
        partner=partner,
        collection=found,
        defaults={
            "may_read": given["read"],
            "may_write": given["write"],
            "tlp_max": given["tlp_max"],
            "expires_at": until,
            "purpose": given["purpose"],
        },
    )
    Partner.objects.filter(pk=partner.pk).update(change=F("change") + 1)


def put(home: str, name: str, file: Path) -> Shelved:
    """Our own things, from a file."""
    collection = collection_of(home, name)
    try:
        things, refused = opened_file(file.read_bytes())
    except OSError as wrong:
        why = (wrong.strerror or "it cannot be opened").lower()
        raise WebError.of(Code.NO_INTEL_FILE, path=file, why=why) from None
    except TaxiiError as wrong:
        raise WebError.of(Code.NO_INTEL_FILE, path=file, why=wrong.more or wrong) from None
    found = shelve(things, Origin(home, source="file"), ours=home, collection=collection)
    return Shelved(found.stored, found.known, (*refused, *found.refused))


def ledger_rows(home: str, body: str | None) -> Iterator[dict[str, Any]]:
    """What left. Raises WebError for a body that is no partner, and that nothing was given to."""
    rows = list(ledger.ledger_of(home, body=body))
    if body and not rows:
        partner_of_ours(home, body)
    for row in rows:
        yield {
            "seq": row.seq,
            "at": row.at.isoformat(),
            "body": row.body,
            "channel": row.channel.value,
            "basis": row.basis,
            "items": [[item.id, item.version, item.level.value, item.sha256] for item in row.items],
        }


def ledger_check(home: str) -> tuple[int, str]:
    """How many rows the chain has, and its last hash. Raises ReleaseError for one that is broken."""
    return ledger.check(home)
