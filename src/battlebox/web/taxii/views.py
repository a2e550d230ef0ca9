"""The endpoints of TAXII 2.1 that read: discovery, API root, status, collections, objects, manifest, versions.

Law: each asks for the partner's right first; what is given out comes from a page (reading.py) and from nowhere else.
Not here: taking things in and taking them away (posting.py).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any, Final
from uuid import UUID

import orjson
from django.http import HttpRequest, HttpResponse

from battlebox.share.taxii import (
    MEDIA,
    STIX_MEDIA,
    Asked,
    ManifestRow,
    Picked,
    TaxiiCode,
    TaxiiError,
    Which,
    envelope,
    manifest,
    stamp_of,
    versions,
)
from battlebox.web.models import Receipt, Right
from battlebox.web.taxii.asking import PartnerRequest, cursors, right_to, rights_of
from battlebox.web.taxii.posting import BYTES_MAX, take_away, take_in
from battlebox.web.taxii.reading import Kind, Page, page_of

_ALL: Final = frozenset({"id", "type", "version", "spec_version"})
_OF_ONE: Final = frozenset({"version", "spec_version"})
_OF_VERSIONS: Final = frozenset({"spec_version"})

OBJECTS: Final = Kind("objects")
_MANIFEST: Final = Kind("manifest", is_whole=False)
_OBJECT: Final = Kind("object")
_VERSIONS: Final = Kind("versions", is_whole=False)


def discovery(request: PartnerRequest) -> HttpResponse:
    """What this server is, and where the partner's API root is."""
    _only(request, "GET")
    root_ = f"/taxii2/{request.partner.ours}/"
    return _json(
        {
            "title": "Battlebox",
            "description": "Intelligence of one body for its partners. Each thing goes only where its marking allows.",
            "default": root_,
            "api_roots": [root_],
        }
    )


def root(request: PartnerRequest, ours: str) -> HttpResponse:
    """The API root of one of our bodies."""
    _only(request, "GET")
    _own(request, ours)
    return _json({"title": ours, "versions": [MEDIA], "max_content_length": BYTES_MAX})


def status(request: PartnerRequest, ours: str, receipt: str) -> HttpResponse:
    """What became of what the partner sent."""
    _only(request, "GET")
    _own(request, ours)
    try:
        found = Receipt.objects.filter(pk=UUID(receipt), partner=request.partner).first()
    except ValueError:
        found = None
    if found is None:
        raise TaxiiError(TaxiiCode.NOT_THERE)
    return _answer(bytes(found.says))


def collections(request: PartnerRequest, ours: str) -> HttpResponse:
    """The collections that the partner may use."""
    _only(request, "GET")
    _own(request, ours)
    found = [_described(right) for right in rights_of(request.partner)]
    return _json({"collections": found} if found else {})


def collection(request: PartnerRequest, ours: str, collection: str) -> HttpResponse:
    """One collection."""
    _only(request, "GET")
    return _json(_described(right_to(request, ours, collection)))


def manifest_of(request: PartnerRequest, ours: str, collection: str) -> HttpResponse:
    """Which versions of which things there are."""
    _only(request, "GET")
    right = _reader(request, ours, collection)

    def shaped(page: Page, next_: str) -> bytes:
        rows = (
            ManifestRow(each.held.thing.id, stamp_of(each.added), each.held.thing.version or stamp_of(each.added))
            for each in page.found
        )
        return manifest(rows, next_)

    return _paged(right, _asked(request, _ALL), _MANIFEST, shaped)


def objects(request: PartnerRequest, ours: str, collection: str) -> HttpResponse:
    """The things themselves; or taking new ones in."""
    _only(request, "GET", "POST")
    if request.method == "POST":
        return _answer(take_in(request, right_to(request, ours, collection)), status=202)
    right = _reader(request, ours, collection)
    return _paged(right, _asked(request, _ALL), OBJECTS, _enveloped)


def one_object(request: PartnerRequest, ours: str, collection: str, thing: str) -> HttpResponse:
    """One thing; or taking it away."""
    _only(request, "GET", "DELETE")
    asked = _of_one(_asked(request, _OF_ONE), thing)
    if request.method == "DELETE":
        take_away(right_to(request, ours, collection), asked)
        return HttpResponse(status=200, content_type=MEDIA)
    right = _reader(request, ours, collection)
    return _paged(right, asked, _OBJECT, _enveloped)


def versions_of(request: PartnerRequest, ours: str, collection: str, thing: str) -> HttpResponse:
    """The versions of one thing."""
    _only(request, "GET")
    right = _reader(request, ours, collection)
    asked = _of_one(_asked(request, _OF_VERSIONS), thing)
    asked = replace(asked, picked=replace(asked.picked, places=frozenset({Which.ALL})))

    def shaped(page: Page, next_: str) -> bytes:
        return versions((each.held.thing.version or stamp_of(each.added) for each in page.found), next_)

    return _paged(right, asked, _VERSIONS, shaped)


def _paged(
    right: Right,
    asked: Asked,
    kind: Kind,
    shaped: Callable[[Page, str], bytes],
) -> HttpResponse:
    """The page that is asked for; of one thing that is not there, the answer is that."""
    bound: dict[str, Any] = {
        "partner": right.partner.pk,
        "where": f"{kind.word} {right.collection.pk}",
        "choice": asked.picked.to_text(),
    }
    signer = cursors()
    after = max(asked.after, signer.read(asked.next, **bound)) if asked.next else asked.after
    page = page_of(right, asked, after, kind)
    if kind in (_OBJECT, _VERSIONS) and not page.found and not after:
        raise TaxiiError(TaxiiCode.NOT_THERE)
    answer = _answer(shaped(page, signer.sign(page.found[-1].added, **bound) if page.more else ""))
    if page.found:
        answer.headers["X-TAXII-Date-Added-First"] = stamp_of(page.found[0].added)
        answer.headers["X-TAXII-Date-Added-Last"] = stamp_of(page.found[-1].added)
    return answer


def _enveloped(page: Page, next_: str) -> bytes:
    return envelope([each.held.thing.raw for each in page.found], next_)


def _described(right: Right) -> dict[str, Any]:
    found = right.collection
    says: dict[str, Any] = {"id": str(found.pk), "title": found.title}
    if found.description:
        says["description"] = found.description
    if found.alias:
        says["alias"] = found.alias
    return says | {"can_read": right.may_read, "can_write": right.may_write, "media_types": [STIX_MEDIA]}


def _asked(request: HttpRequest, filters: frozenset[str]) -> Asked:
    return Asked.from_query({name: request.GET.getlist(name) for name in request.GET}, filters=filters)


def _of_one(asked: Asked, thing: str) -> Asked:
    picked: Picked = replace(asked.picked, ids=frozenset({thing}))
    return replace(asked, picked=picked)


def _reader(request: PartnerRequest, ours: str, name: str) -> Right:
    right = right_to(request, ours, name)
    if not right.may_read:
        raise TaxiiError(TaxiiCode.MAY_NOT_READ)
    return right


def _own(request: PartnerRequest, ours: str) -> None:
    if ours != request.partner.ours:
        raise TaxiiError(TaxiiCode.NOT_THERE)


def _only(request: HttpRequest, *methods: str) -> None:
    if request.method not in methods:
        raise TaxiiError(TaxiiCode.NO_METHOD, allow=", ".join(sorted(methods)))


def _json(says: dict[str, Any]) -> HttpResponse:
    return _answer(orjson.dumps(says))


def _answer(says: bytes, *, status: int = 200) -> HttpResponse:
    return HttpResponse(says, status=status, content_type=MEDIA)
