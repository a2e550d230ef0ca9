"""A file of somebody else's brought in, kept in the store and given out again, and what came out laid beside it.

Law: by the ways that a desk has: a file is brought as its sender's and is fetched back by that sender through the TAXII
server; STIX 2.1 is posted there as well; what may go to a third council is made into files for it. Nothing stays: each
file has a store of its own, which is taken back.
Not here: which files, and the page about them (intel_files.py). Django stands before this is asked.
"""

from __future__ import annotations

import codecs
import hashlib
import io
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import Any

import orjson

from battlebox.marking import Marked, Tlp
from battlebox.share.foreign import (
    Alert,
    Brought,
    Converter,
    ForeignError,
    Format,
    TaskList,
    read_cacao,
    read_cap,
    read_table,
    write_cacao,
    write_cap,
)
from battlebox.share.foreign.giving import values_in
from battlebox.share.foreign.indicator_value import Kind, checked
from battlebox.share.intel import Thing

OURS, SENDER, THIRD = "northmere", "eastholt", "farwick"
MEDIA = "application/taxii+json;version=2.1"
POST_BYTES = 8_000_000
POST_THINGS = 4_000
PAGE = 1_000
RED = "it is TLP:RED, which no machine is given"


@dataclass
class Told:
    """What became of one file. `things` and `documents` count what was kept; `lost` must be empty.

    `held_back` are things that nobody is given yet, by the gate's reason; `losses` are stated in words; `reasons` are
    those of what was refused, each with how often.
    """

    form: str = ""
    refused: str = ""
    place: str = ""
    sentence: str = ""
    things: int = 0
    documents: int = 0
    same: int = 0
    posted: int = 0
    held_back: Counter[str] = field(default_factory=Counter)
    given: Counter[str] = field(default_factory=Counter)
    losses: list[str] = field(default_factory=list)
    reasons: Counter[str] = field(default_factory=Counter)
    lost: list[str] = field(default_factory=list)

    @property
    def is_in(self) -> bool:
        """Whether anything of it was kept."""
        return bool(self.things or self.documents)


class Server:
    """The TAXII server with one collection, and the partners that may read and write it."""

    def __init__(self) -> None:
        # Models can be loaded only once Django stands.
        from battlebox.web.models import Collection, Partner, Right
        from battlebox.web.taxii import allowed
        from battlebox.web.taxii.credentials import give_token
        from battlebox.web.taxii.handler import TaxiiHandler

        allowed.forget()
        self.handler = TaxiiHandler()
        self.kept = Collection.objects.create(ours=OURS, title="Seen", alias="seen")
        self.tokens, self.partners = {}, {}
        for body in (SENDER, THIRD):
            made = Partner(ours=OURS, body=body, name=body.title(), community=True, is_quarantined=False,
                           requests_per_minute=10**8, bytes_per_day=10**14)  # fmt: skip
            self.tokens[body] = give_token(made)
            self.partners[body] = made
            Right.objects.create(partner=made, collection=self.kept, may_read=True, may_write=True)

    def ask(self, body: str, *, query: str = "", sent: bytes | None = None) -> tuple[int, bytes]:
        """Status and bytes of what the objects of the collection answer."""
        environ: dict[str, Any] = {
            "REQUEST_METHOD": "GET" if sent is None else "POST", "QUERY_STRING": query,
            "PATH_INFO": f"/taxii2/{OURS}/collections/{self.kept.pk}/objects/",
            "SERVER_NAME": "localhost", "SERVER_PORT": "80", "SERVER_PROTOCOL": "HTTP/1.1", "REMOTE_ADDR": "127.0.0.1",
            "wsgi.input": io.BytesIO(sent or b""), "wsgi.errors": io.StringIO(), "wsgi.url_scheme": "http",
            "CONTENT_LENGTH": str(len(sent or b"")), "CONTENT_TYPE": MEDIA, "HTTP_ACCEPT": MEDIA,
            "HTTP_AUTHORIZATION": f"Bearer {self.tokens[body]}",
        }  # fmt: skip
        told: list[str] = []
        said = self.handler(environ, lambda status, _headers, _exc=None: told.append(status))
        raw = b"".join(said)
        said.close()
        return int(told[0].split()[0]), raw

    def fetched(self, body: str) -> list[bytes]:
        """Every version of everything that this partner gets, page by page, each in its bytes."""
        found: list[bytes] = []
        query = f"limit={PAGE}&match[version]=all"
        while True:
            status, raw = self.ask(body, query=query)
            if status != 200:
                raise RuntimeError(f"the server answered {status}: {raw[:200]!r}")
            page = orjson.loads(raw)
            found += [orjson.dumps(one) for one in page.get("objects", [])]
            if not page["more"]:
                return found
            query = f"limit={PAGE}&match[version]=all&next={page['next']}"


@contextmanager
def taken_back() -> Iterator[Server]:
    """A server whose store is as it was when this ends."""
    # As above.
    from django.core.signals import request_finished, request_started
    from django.db import close_old_connections, transaction

    # The connection holds the store that is to be taken back.
    signals = [each for each in (request_started, request_finished) if each.disconnect(close_old_connections)]
    whole = transaction.atomic()
    whole.__enter__()
    try:
        yield Server()
    finally:
        transaction.set_rollback(True)
        whole.__exit__(None, None, None)
        for each in signals:
            each.connect(close_old_connections)


def round_trip(raw: bytes, name: str, converter: Converter) -> Told:
    """What became of a file."""
    # As above.
    from battlebox.web.bringing.keeping import Whose, how_for, keep
    from battlebox.web.bringing.looking import look
    from battlebox.web.bringing.waiting import arrived

    with taken_back() as server:
        whose = Whose(OURS, SENDER, server.kept)
        looked = look(raw, name, how_for(whose, converter, datetime.now(UTC)))
        if looked.whole is not None:
            whole = looked.whole
            return Told(refused=whole.code.value, place=whole.place, sentence=whole.sentence)
        arrival = arrived(looked, whose)
        keep(looked, whose, arrival)
        told = Told(", ".join(dict.fromkeys(part.format.value for part in looked.parts)))
        told.reasons.update(row["why"] for row in arrival.told if row["state"] == "refused")
        _things(server, looked.parts, arrival.told, told)
        for part in looked.parts:
            told.losses += [each for each in part.notes if each not in told.losses]
            if part.found is not None:
                _document(part, raw, told)
    if told.form == Format.STIX.value:
        _posted(raw, told)
    return told


def _things(server: Server, parts: Iterable[Brought], rows: list[dict[str, str]], told: Told) -> None:
    """What is STIX: each that was kept must come back to its sender as it was read, and nothing else."""
    kept = Counter(row["what"] for row in rows if row["state"] == "stored" and not row["what"].startswith("the "))
    read = Counter(hashlib.sha256(one.raw).hexdigest() for part in parts for one in part.things)
    back = server.fetched(SENDER)
    told.things = kept.total()
    ids = Counter(orjson.loads(one)["id"] for one in back)
    for one in kept - ids:
        _not_back(one, told)
    told.lost += [f"{one} came back and was not kept" for one in ids - kept]
    same = sum(hashlib.sha256(one).hexdigest() in read for one in back)
    told.same = same
    if same != len(back):
        told.lost.append(f"{len(back) - same} came back with other bytes than were read")
    if kept:
        _given(server, told)


def _not_back(name: str, told: Told) -> None:
    """What was kept and does not come back must have a reason in the store."""
    # As above.
    from battlebox.share.release import Reach
    from battlebox.web.models import IntelObject

    row = IntelObject.objects.filter(ours=OURS, owner=SENDER, stix_id=name).select_related("reach").first()
    reach = Reach.from_text(row.reach.text) if row is not None else None
    if reach is not None and reach.kept_back is not None:
        told.held_back[str(reach.kept_back.value)] += 1
    elif reach is not None and reach.label is Tlp.RED:
        told.held_back[RED] += 1
    else:
        told.lost.append(f"{name} was kept and did not come back")


def _given(server: Server, told: Told) -> None:
    """What of it a third council, which is in the community, is given as files; the rest with the gate's reason."""
    # As above.
    from battlebox.web.giving.files import Form, file_for

    for form in Form:
        made = file_for(server.partners[THIRD], server.kept, form, author=OURS)
        told.given[form.value] = made.things
        if not made.things:
            continue
        could = [orjson.loads(one) for one in server.fetched(THIRD)]
        if form is Form.STIX:
            given = {one["id"] for one in orjson.loads(made.body)["objects"]}
            is_same = given == {one["id"] for one in could}
        else:
            values = [each for one in could for each in values_in(Thing.from_says(one))]
            is_same = _says_all(values, made.body, is_table=form is Form.TABLE)
        if not is_same:
            told.lost.append(f"a file of {form.value} for a third council says something else than it could fetch")


def _says_all(values: Iterable[tuple[Kind, str]], body: bytes, *, is_table: bool) -> bool:
    """Whether a file that was given has just these values; a table has those that are what they are called."""
    if not is_table:
        return {value for _, value in values} == {one["value"] for one in orjson.loads(body)["Event"]["Attribute"]}
    sound = set()
    for kind, value in values:
        with suppress(ForeignError):
            sound.add((kind, checked(kind, value)))
    read = read_table(body)
    return not read.refused and {(one.kind, one.value) for one in read.indicators} == sound


def _document(part: Brought, raw: bytes, told: Told) -> None:
    """What is no STIX: kept as it came, read again the same; and an alert or playbook written anew says the same."""
    # As above.
    from battlebox.web.bringing.documents import found_in
    from battlebox.web.models import Document

    row = Document.objects.filter(ours=OURS, owner=SENDER).first()
    if row is None:
        return
    told.documents += 1
    if bytes(row.raw) != raw or found_in(row) != part.found:
        told.lost.append("what was kept is not what came")
    else:
        told.same += 1
    if isinstance(part.found, Alert):
        told.losses += _written_alert(part.found)
    elif isinstance(part.found, TaskList):
        told.losses += _written_playbook(part.found)
    else:
        told.losses.append("advisories are not written")


def _written_alert(alert: Alert) -> list[str]:
    """What an alert of CAP 1.2 written anew for anybody does not say of it."""
    known = alert.references
    try:
        again = read_cap(
            write_cap(alert, Marked(OURS, Tlp.CLEAR), [], datetime.now(UTC), is_rehearsal=False, known=known), known
        )
    except ForeignError as wrong:
        return [f"it is not written anew: {wrong}"]
    as_written = replace(alert, version="1.2", is_signed=False, addresses=(), restriction="", scope=again.scope)
    if again != as_written:
        return ["written anew it says something else"]
    return [words for words, is_so in (("CAP 1.1 is written as 1.2", alert.version != "1.2"),
                                         ("its signature is not written", alert.is_signed)) if is_so]  # fmt: skip


def _written_playbook(tasks: TaskList) -> list[str]:
    """What a playbook of manual steps written anew does not say of it."""
    from battlebox.marking import Recipient, WayOut

    now = datetime.now(UTC) + timedelta(seconds=1)
    label = tasks.label or Tlp.CLEAR
    marked = Marked(OURS, label, frozenset({THIRD}))
    try:
        raw = write_cacao(tasks, marked, Recipient(WayOut.FILE, THIRD, community=True), now,
                          author="identity--0b7c5e0e-6a57-4f4e-9f8f-5a6f5f0c7c11")  # fmt: skip
        again = read_cacao(raw)
    except ForeignError as wrong:
        return [f"it is not written anew: {wrong}"]
    if len(again.steps) != len(tasks.steps) or again.title != tasks.title:
        return ["written anew it has other steps"]
    return ["written anew its steps are manual, one after another, with conditions and commands as words"]


def _posted(raw: bytes, told: Told) -> None:
    """The same objects posted by their sender: each is taken to the byte or named, as often as it was sent."""
    found = orjson.loads(raw.removeprefix(codecs.BOM_UTF8))
    sent = [orjson.dumps(one) for one in found.get("objects", [found])]
    with taken_back() as server:
        answers = [server.ask(SENDER, sent=b'{"objects":[' + b",".join(piece) + b"]}") for piece in _pieces(sent)]
        said = [orjson.loads(body) for _, body in answers]
        wrong = [str(status) for status, _ in answers if status != 202]
        if wrong:
            told.lost.append(f"posted, it was answered {', '.join(wrong)}")
            return
        told.posted = sum(one["success_count"] for one in said)
        failed = [each for one in said for each in one.get("failures", [])]
        if told.posted + len(failed) != len(sent) or not all(each["message"] for each in failed):
            told.lost.append(f"posted, {told.posted} were taken and {len(failed)} refused of {len(sent)}")
        back = Counter(server.fetched(SENDER))
        if back - Counter(sent) or sum(back.values()) > told.posted:
            told.lost.append("posted, it came back with other bytes")
        ids = {orjson.loads(one)["id"] for one in back}
        taken = {each["id"] for one in said for each in one.get("successes", [])}
        # What is RED is not taken from a machine at all.
        if len(taken - ids) != told.held_back.total() - told.held_back[RED]:
            told.lost.append(f"posted, {len(taken - ids)} were taken and did not come back")


def _pieces(sent: list[bytes]) -> Iterator[list[bytes]]:
    piece: list[bytes] = []
    for one in sent:
        if piece and (len(piece) >= POST_THINGS or sum(map(len, piece)) + len(one) > POST_BYTES):
            yield piece
            piece = []
        piece.append(one)
    yield piece
