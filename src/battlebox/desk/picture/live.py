"""The live picture as pages and the watchdog take it: worked out once a minute for all who see the same.

Law: it is what `picture_of` gives; nothing of the body that asks is in it but where that body has no estate.
Not here: working it out (picture.py), for how long it is kept (record/shared.py).
"""

from __future__ import annotations

from dataclasses import replace

from battlebox.desk.picture.picture import Picture, picture_of
from battlebox.desk.picture.revision import InUse
from battlebox.desk.record.sight import Sight


def live_picture(sight: Sight, used: InUse) -> Picture:
    """The picture of now; how each service stands was worked out within this minute, or since the last statement."""
    kept = sight.lately_together(("picture", ground_key(sight, used)), lambda: picture_of(sight, used))
    return replace(kept, now=max(sight.now, kept.began))


def ground_key(sight: Sight, used: InUse) -> str:
    """What tells the ground of a picture from another: the estate, or the body where none was chosen."""
    return used.digest or sight.officer.body
