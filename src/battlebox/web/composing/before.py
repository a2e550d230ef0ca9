"""That a message went to these people before: what the last look says of it.

Law: said of every message with the same words or subject, before anything goes.
Not here: which messages those are (desk.message), the page (post.py).
"""

from __future__ import annotations

from battlebox.desk.message import SentBefore
from battlebox.web.incident.saying import when_said


def before_words(each: SentBefore, people: int) -> str:
    """One of them, in a sentence."""
    alike = "these words" if each.same_words else "the same subject and other words"
    said = f"Message {each.number} of {when_said(each.at)}"
    if not each.is_known:
        return f"{said} went to {each.people:,} people with {alike}; who they were was removed from the record."
    return f"{said} went, or is on its way, to {each.people:,} of these {people:,} people with {alike}."
