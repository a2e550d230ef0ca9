"""How we stand, from a terminal: what the commands do.

Law: what is shown is made as what is published is, by the same functions; looking keeps nothing.
Not here: words and options (share_commands.py).
"""

from __future__ import annotations

from collections.abc import Iterator

import orjson

from battlebox.desk.exchange import is_told
from battlebox.desk.record import Record
from battlebox.share.sending import RealDesk
from battlebox.web.errors import Code, WebError
from battlebox.web.ground import ground_of
from battlebox.web.records import has_installation, installation, open_folder
from battlebox.web.situations.publish_thread import Publishing
from battlebox.web.situations.publishing import Published
from battlebox.web.situations.told import eyes_of, told_now
from battlebox.web.situations.words import lines_of
from battlebox.web.starting.demo_folder import refuse_demo_folder
from battlebox.web.starting.desk_settings import DeskSettings
from battlebox.web.taxii.named import partner_of_ours


def open_records(settings: DeskSettings) -> None:
    """Find the incidents of the folder, unless they are found already."""
    if not has_installation():
        open_folder(settings.data)


def shown(home: str, body: str, incident: str, *, as_json: bool) -> Iterator[str]:
    """What one partner is told of each incident that our body writes in. Raises WebError."""
    partner = partner_of_ours(home, body)
    records = list(_records(home, incident))
    if not records:
        raise WebError.of(Code.NO_SITUATION, ours=home)
    for record in records:
        sight = eyes_of(record, home)
        told = told_now(sight, installation().shelf, partner, sight.now)
        if as_json:
            says = [held.thing.says for held in (told.identity, *told.things) if held is not None]
            yield orjson.dumps({"objects": says}, option=orjson.OPT_INDENT_2).decode()
            continue
        state = "is told this" if is_told(sight, body) else "is told nothing; it would be told this"
        yield f"Incident {record.incident[:8]}: {partner.name} {state}"
        yield from lines_of(told.status, sight.now)


def publishing_of(settings: DeskSettings) -> Publishing:
    """What publishes, for this folder. Raises WebError where it is of a demonstration."""
    refuse_demo_folder(settings)
    ground = ground_of(settings)
    if not isinstance(ground, RealDesk):
        raise TypeError(type(ground))
    return Publishing(installation(), ground)


def words_of(done: Published) -> str:
    """What became of one partner's objects."""
    words = f"{done.partner}: {done.made} made or made anew, {done.same} the same, {done.taken_back} taken back"
    return f"{words}, {done.refused} refused" if done.refused else words


def _records(home: str, incident: str) -> Iterator[Record]:
    for name in installation().incidents:
        if name.startswith(incident[:16]):
            record = installation().record(name)
            if home in record.bodies:
                yield record
