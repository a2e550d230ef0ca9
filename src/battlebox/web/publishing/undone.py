"""That the last try to publish failed: said at the top of Publish, and on Tell and Now, until a later one succeeds.

Law: it stands for whoever reads the page, not only for whoever clicked; a test takes it away as little as it brings it.
Not here: every try of the past (publish.py).
"""

from __future__ import annotations

from battlebox.desk.publish import last_try_failed
from battlebox.web.incident.at_desk import AtDesk
from battlebox.web.incident.saying import when_said


def undone_words(desk: AtDesk) -> str:
    """What did not change, when it was tried and why it failed; blank where the newest try succeeded."""
    found = last_try_failed(desk.sight, desk.officer.body)
    if found is None:
        return ""
    why = found.value.failed.rstrip(".")
    return (
        f"The public page did NOT change when it was last published ({when_said(found.at)}, {found.number}): {why}. "
        "Residents read what stood there before. Mend the place, then publish again."
    )


def undone_parts(desk: AtDesk) -> dict[str, object]:
    """The same for Now and for the first page of Tell, with where it is seen to."""
    return {"undone": undone_words(desk), "publish_again": desk.at("publish")}
