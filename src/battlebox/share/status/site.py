"""A whole edition as files: every page, the feeds, the document, the mark.

Law: a pure function of page, number and time: the same in, the same bytes out; a page that a phone could not load at
once is refused, never cut.
Not here: whether it may be published (clearance.py), its manifest (manifest.py), the disk (folder.py).
"""

from __future__ import annotations

from typing import Final

from battlebox.share.errors import Code, ShareError
from battlebox.share.status.feeds import FRONT, atom, json_feed, status_json
from battlebox.share.status.frame import ICON, Edition
from battlebox.share.status.front import front_page, group_addresses, group_page, grouped
from battlebox.share.status.services import service_address, service_page

PAGE_BYTES_MAX: Final = 30_000
"""Of one page with its mark: about a second on a poor line."""


def site_files(edition: Edition) -> dict[str, bytes]:
    """Every file by its name below the root. Raises ShareError PAGE_TOO_LARGE."""
    page = edition.page
    addresses = group_addresses(page)
    files = {FRONT: front_page(edition, addresses)}
    files |= {service_address(row): service_page(edition, row, addresses) for row in page.services}
    files |= {addresses[name]: group_page(edition, name, rows) for name, rows in grouped(page) if name in addresses}
    for name, data in files.items():
        if len(data) + len(ICON) > PAGE_BYTES_MAX:
            found = len(data) + len(ICON)
            raise ShareError.of(Code.PAGE_TOO_LARGE, page=name, bytes=found, most=PAGE_BYTES_MAX)
    return files | {
        "feed.atom": atom(edition),
        "feed.json": json_feed(edition),
        "icon.svg": ICON,
        "status.json": status_json(edition),
    }
