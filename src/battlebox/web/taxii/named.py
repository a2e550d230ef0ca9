"""The partner or the collection that somebody named, or what is there in its place.

Law: nothing is guessed: what is near to a name is said in the hint, and never taken for it; no two are called the same.
Not here: making them (registering.py).
"""

from __future__ import annotations

from typing import Final
from uuid import UUID

from battlebox.estate import Near
from battlebox.web.errors import Code, WebError
from battlebox.web.models import Collection, Partner

_NAMED_MOST: Final = 10
_SHOWN_MOST: Final = 60


def partner_of_ours(home: str, body: str) -> Partner:
    """The partner of this body. Raises WebError."""
    found = Partner.objects.filter(ours=home, body=body).first()
    if found is None:
        raise no_partner(home, body)
    return found


def no_partner(home: str, body: str) -> WebError:
    """That there is none of that name, with the nearest and those that there are."""
    names = dict(Partner.objects.filter(ours=home).order_by("body").values_list("body", "name"))
    # Somebody may write the name that people say: its id is what is asked for.
    ids = {name.lower(): one for one, name in names.items()} | {one: one for one in names}
    near = Near().name(body, ids)
    there = f"did you mean {ids[near]}? " if near else ""
    if names:
        more = f", and {len(names) - _NAMED_MOST} more" if len(names) > _NAMED_MOST else ""
        there += f"the partners here are {', '.join([*names][:_NAMED_MOST])}{more}; "
    shown = body if body.isprintable() and 0 < len(body) <= _SHOWN_MOST else repr(body[:_SHOWN_MOST])
    return WebError.of(Code.NO_PARTNER, ours=home, body=shown, there=there)


def collection_of(home: str, name: str) -> Collection:
    """The collection of this alias or id. Raises WebError."""
    found = Collection.objects.filter(ours=home, alias=name).first() if name else None
    if found is None:
        try:
            found = Collection.objects.filter(ours=home, pk=UUID(name)).first()
        except ValueError:
            found = None
    if found is None:
        raise WebError.of(Code.NO_COLLECTION, ours=home, name=name)
    return found


def partner_called(home: str, name: str) -> Partner | None:
    """The partner that people call this already, in large letters or small."""
    alike = name.strip().casefold()
    return next((one for one in Partner.objects.filter(ours=home) if one.name.casefold() == alike), None)


def must_be_new_title(home: str, title: str) -> None:
    """No collection is called this, in large letters or small. Raises WebError."""
    alike = title.strip().casefold()
    for there in Collection.objects.filter(ours=home).values_list("title", flat=True):
        if there.casefold() == alike:
            raise WebError.of(Code.TITLE_TAKEN, ours=home, title=there)


def must_be_new_partner(home: str, body: str, name: str) -> None:
    """Neither the body nor what people call it is a partner's here. Raises WebError."""
    if Partner.objects.filter(ours=home, body=body).exists():
        raise WebError.of(Code.PARTNER_THERE, ours=home, body=body)
    there = partner_called(home, name)
    if there is not None:
        raise WebError.of(Code.NAME_TAKEN, ours=home, name=there.name, body=there.body)
