"""Who has said for too long nothing about a bulletin of ours, in words for Now and for the list.

Law: a bulletin that nobody said they have is loud until they answer.
Not here: how long is too long (desk.exchange).
"""

from __future__ import annotations

from battlebox.desk.exchange import silent_in
from battlebox.web.bulletins.recorded import name_of
from battlebox.web.incident.at_desk import AtDesk
from battlebox.web.incident.wording import ago


def silence_words(desk: AtDesk) -> list[tuple[str, str]]:
    """Who has not said for too long that they have a bulletin, with its page."""
    said = []
    for found, waiting in silent_in(desk.sight):
        who = ", ".join(map(desk.body_name, waiting))
        words = f"Bulletin {found.value.number}, sent {ago(found.at, desk.sight.now)}: no word from {who}."
        words += " Ring them, on the number of the call-back list."
        said.append((words, desk.at("sent_bulletin", name_of(found.value.fingerprint))))
    return said
