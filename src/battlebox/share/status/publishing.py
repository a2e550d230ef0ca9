"""From a status page to an edition that may stand: cleared, in its time, numbered after the one it replaces, signed.

Law: what may not be public, what is late from the start and what a clock that went back would hide are refused before a
byte is written.
Not here: the disk (folder.py), how it is said at a desk or a command line (faces).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from battlebox.journal import SigningKey
from battlebox.share.errors import Code, ShareError
from battlebox.share.status.clearance import clear
from battlebox.share.status.frame import Edition
from battlebox.share.status.manifest import Manifest, sign_manifest
from battlebox.share.status.published import StatusPage
from battlebox.share.status.saying import moment
from battlebox.share.status.site import site_files


@dataclass(frozen=True, slots=True)
class Published:
    """An edition with its files and its signed manifest, ready to be put somewhere."""

    edition: Edition
    manifest: Manifest
    files: Mapping[str, bytes]


def publish(
    page: StatusPage, key: SigningKey, now: datetime, *, before: Manifest | None = None, clock_is_right: bool = False
) -> Published:
    """The next edition after `before`, built at the aware instant `now`.

    1. Refuse what may not be public, and times that cannot be right.
    2. Refuse a clock that stands before the last edition, unless somebody says that it is right.
    3. Build every file and sign for it.
    Raises ShareError. Touches no disk.
    """
    clear(page, now)
    if before is not None:
        may_follow(before, page.site, where="this place")
        if before.published > now and not clock_is_right:
            raise ShareError.of(Code.CLOCK_BACK, published=moment(before.published), now=moment(now))
    edition = Edition(page, 1 if before is None else before.number + 1, now)
    files = site_files(edition)
    return Published(edition, sign_manifest(edition, files, key), files)


def may_follow(there: Manifest, site: str, *, where: object) -> None:
    """Refuse to put one body's site over another's. Raises ShareError OTHER_SITE."""
    if there.site != site:
        raise ShareError.of(Code.OTHER_SITE, path=where, found=there.site, asked=site)


def may_replace(there: Manifest | None, ours: Manifest, *, where: object, older: bool = False) -> None:
    """Refuse to put an edition over a newer one by mistake. Raises ShareError OTHER_SITE, OLDER."""
    if there is None:
        return
    may_follow(there, ours.site, where=where)
    # The same edition may be sent again: a sending that broke off is finished that way.
    same = there.number == ours.number and there.key == ours.key and there.files == ours.files
    if there.number >= ours.number and not same and not older:
        raise ShareError.of(Code.OLDER, there=there.number, ours=ours.number)


def changes(before: StatusPage | None, after: StatusPage) -> tuple[str, ...]:
    """What residents will see changed, service by service, in words."""
    old = {} if before is None else {row.service: row for row in before.services}
    said = []
    for row in after.services:
        was = old.pop(row.service, None)
        if was is None:
            said.append(f"{row.name}: new, {row.state_words.lower()}")
        elif was.state_words != row.state_words:
            said.append(f"{row.name}: {was.state_words.lower()} -> {row.state_words.lower()}")
        elif replace(was, updated=None) != replace(row, updated=None):
            said.append(f"{row.name}: words changed, {row.state_words.lower()} as before")
    said += [f"{row.name}: no longer listed" for row in old.values()]
    return tuple(said)
