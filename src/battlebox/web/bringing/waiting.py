"""Files that were looked at and wait for a person to say that they are to be kept.

Law: what waits is seen by whoever brought it alone, and is thrown away after a day; one row for each file.
Not here: keeping it (keeping.py), the pages (pages.py).
"""

from __future__ import annotations

import hashlib
from datetime import timedelta
from pathlib import PurePath
from typing import Final

from django.utils import timezone

from battlebox.web.bringing.keeping import Whose
from battlebox.web.bringing.looking import Looked, printable
from battlebox.web.models import Arrival

WAITS_AT_MOST: Final = timedelta(days=1)


def arrived(looked: Looked, whose: Whose, *, by: str = "") -> Arrival:
    """A row for a file that was looked at; not kept yet."""
    Arrival.objects.filter(kept_at=None, at__lt=timezone.now() - WAITS_AT_MOST).delete()
    return Arrival.objects.create(
        ours=whose.ours,
        owner=whose.owner,
        by=by,
        name=printable(PurePath(looked.name).name),
        sha256=hashlib.sha256(looked.raw).hexdigest(),
        raw=looked.raw,
        collection=whose.collection,
    )
