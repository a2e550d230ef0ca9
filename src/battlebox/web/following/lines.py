"""The log as a feed: the newest entries that an officer may have by machine.

Law: what the gate does not let travel from machine to machine is not there, names of people among it; an entry that was
corrected says so, and is new again to a reader.
Not here: how a feed is written (share), the log's own page (recording).
"""

from __future__ import annotations

import uuid
from typing import Final

from django.utils.text import capfirst

from battlebox.desk.record import Filter, LogLine, log_page, subject_words
from battlebox.journal import MEANING, Kind
from battlebox.marking import Tlp
from battlebox.share import AtomItem, AtomOf, atom_file
from battlebox.web.following.due import incident_title
from battlebox.web.incident.at_desk import AtDesk
from battlebox.web.incident.said import plainly

LINES_MOST: Final = 100
TITLE_MOST: Final = 120
_DECISIONS: Final = frozenset({"decision", "bulletin"})


def lines_now(desk: AtDesk, at: tuple[str, str], *, only_decisions: bool, has_words: bool) -> bytes:
    """The feed; `at` is where the desk is, and the feed's own address."""
    root, own = at
    asked = Filter(_DECISIONS) if only_decisions else Filter()
    found = log_page(desk.sight, asked, size=LINES_MOST).lines
    items = [_item(desk, root, each, has_words=has_words) for each in found]
    incident = desk.request.incident
    titled = incident_title(desk, has_words=has_words)
    what = "decisions and bulletins" if only_decisions else "log"
    head = AtomOf(
        _urn(incident.id, "decisions" if only_decisions else "log", desk.officer.body),
        f"{titled}: {what}",
        own,
        root + desk.at("log"),
        max((each.updated for each in items), default=desk.record.lines()[0].at),
    )
    return atom_file(head, items)


def _item(desk: AtDesk, root: str, each: LogLine, *, has_words: bool) -> AtomItem:
    line = each.line
    struck = [one for one in desk.record.corrections(line.id) if one.number in each.corrected_by]
    says = capfirst(_meaning(line.header.kind))
    words = plainly(desk, line.words) if has_words else ""
    if struck:
        words = f"Written wrongly: see {', '.join(each.corrected_by)}.\n\n{words}".strip()
    first = words.partition("\n")[0] if words and not struck else says
    title = first if len(first) <= TITLE_MOST else f"{first[: TITLE_MOST - 1]}\N{HORIZONTAL ELLIPSIS}"
    return AtomItem(
        id=_urn(desk.request.incident.id, "entry", line.id),
        title=f"{line.number} {title}",
        words=words or f"{says}. Open the desk to read it.",
        author=desk.body_name(each.body),
        label=Tlp(line.header.tlp).to_text(),
        kind=subject_words(line.header.kind.partition(":")[0]),
        page=root + desk.at("entry", line.id),
        written=line.at,
        updated=max((one.at for one in struck), default=line.at),
    )


def _meaning(kind: str) -> str:
    return MEANING[Kind(kind)] if kind in set(Kind) else subject_words(kind.partition(":")[0])


def _urn(*names: str) -> str:
    return uuid.uuid5(uuid.NAMESPACE_URL, f"battlebox/follow/{'/'.join(names)}").urn
