"""Each reader of what comes from outside, as something that takes any bytes: it reads them, or refuses by name.

Law: what a reader may raise is its own room's errors and nothing else; a new reader has a harness.
Not here: what is wrong with the bytes (each room's own tests), changing them (changes.py), being led by coverage
(bench/readers.py).
"""

from __future__ import annotations

import io
import json
import tempfile
import zipfile
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib import resources
from pathlib import Path
from urllib.parse import parse_qs

import orjson

from battlebox.drill.scenario.errors import ScenarioError
from battlebox.drill.scenario.reading import scenario_of_bytes
from battlebox.estate import EstateError, RawTables, take_upload
from battlebox.estate.inventory import Asked as AskedOf
from battlebox.estate.inventory import Tool, bring
from battlebox.estate.sheets import table_of_csv
from battlebox.estate.workbook import workbook_bytes
from battlebox.journal import BundleReader, Checkpoint, JournalError, SignedLetter, from_card, read_canonical
from battlebox.journal.attachment import Manifest as Attachment
from battlebox.journal.header import Header
from battlebox.journal.words import from_words
from battlebox.marking import MarkingError, Tlp
from battlebox.share.bulletin import BulletinError, from_says
from battlebox.share.bulletin.callback import CallBack
from battlebox.share.bulletin.signed import SignedBulletin
from battlebox.share.errors import ShareError
from battlebox.share.foreign import ForeignError, read_cacao, read_cap, read_csaf, read_misp, read_table, recognise
from battlebox.share.intel import IntelError, from_stix20, read_bundle, read_envelope
from battlebox.share.intel.pattern import pattern_fault
from battlebox.share.polling.asking import Answer
from battlebox.share.polling.page import Unreadable, read_page
from battlebox.share.status.manifest import Manifest
from battlebox.share.taxii import TaxiiError, accepts, token_in
from battlebox.share.taxii.asked import Asked
from battlebox.web.errors import WebError
from battlebox.web.starting.desk_settings import DeskSettings
from estate.inventory import exports
from estate.three_councils import SETTINGS, TABLES
from laws.tree import ROOT
from share.foreign import made
from share.intel import hostile

NOW = datetime(2025, 11, 25, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Harness:
    """A reader: what it is given, what it may raise, and what it begins from."""

    read: Callable[[bytes], object]
    refuses: tuple[type[Exception], ...]
    seeds: tuple[bytes, ...]

    def __call__(self, data: bytes) -> None:
        """Read, or refuse by name with a sentence. Anything else that is raised is a find."""
        try:
            self.read(data)
        except self.refuses as why:
            # One class passes between two modules of ours, and is never shown.
            if not (str(why) or isinstance(why, Unreadable)):
                raise AssertionError("refused without a word") from why


def text_of(data: bytes) -> str:
    """Any bytes as text: a file that is no UTF-8 is refused before these readers see it."""
    return data.decode("utf-8", errors="replace")


def one_table(data: bytes) -> object:
    """The three councils, one of whose tables is as it comes; its name is the first line."""
    name, _, rows = data.partition(b"\n")
    files = {f"{each}.csv": text.encode() for each, text in TABLES.items()}
    files["estate.toml"] = SETTINGS.encode()
    known = name.decode("ascii", errors="replace")
    return take_upload({**files, f"{known if known in TABLES else 'systems'}.csv": rows})


def estate_settings(data: bytes) -> object:
    files = {f"{each}.csv": text.encode() for each, text in TABLES.items()}
    return take_upload({**files, "estate.toml": data})


def zipped() -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as parts:
        for name, text in TABLES.items():
            parts.writestr(f"{name}.csv", text)
    return held.getvalue()


def export(tool: Tool, ending: str) -> Callable[[bytes], object]:
    """A file of another tool, brought into a new estate."""
    return lambda data: bring(tool, {f"a.{ending}": data}, RawTables({}), AskedOf("Northmere"))


def workbook() -> bytes:
    return workbook_bytes(RawTables({name: table_of_csv(name, text.encode()) for name, text in TABLES.items()}))


class NoConverter:
    """The library that turns events into STIX is a process of its own; its answers are ours to check."""

    def convert(self, event: object) -> dict[str, object]:
        del event
        return {"things": [], "left": []}


def misp(data: bytes) -> object:
    return list(read_misp(data, NoConverter()))


def bundle(data: bytes) -> object:
    reader = BundleReader(io.BytesIO(data), "a stick")
    return [*reader.entries()], [*reader.chunks()]


def feed_page(data: bytes) -> object:
    return read_page(Answer(200, {"etag": "x"}, data, NOW), lambda body: read_envelope(body, now=NOW), (IntelError,))


def query(data: bytes) -> object:
    asked = parse_qs(text_of(data), keep_blank_values=True)
    accepts(text_of(data))
    token_in(text_of(data))
    return Asked.from_query(asked, filters=frozenset({"id", "type", "version", "spec_version"}))


def says(data: bytes) -> object:
    """A bulletin as its signer would have it said: whoever signs may still write what nobody should read."""
    with suppress(orjson.JSONDecodeError):
        found = orjson.loads(data)
        if isinstance(found, dict) and "format" not in found:
            return from_says(found)
    return SignedBulletin.from_bytes(data, name="a file")


def words(data: bytes) -> object:
    """What is typed or scanned from paper: words of a checkpoint, the card of a desk, a label."""
    text = text_of(data)
    for read in (lambda: from_words(text, 16), lambda: from_card(text), lambda: Tlp.from_text(text)):
        with suppress(JournalError, MarkingError):
            read()
    return pattern_fault(text, "stix", 10_000)


def desk_settings(data: bytes) -> object:
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "desk.toml").write_bytes(data)
        return DeskSettings.from_folder(Path(folder))


def journal_parts(data: bytes) -> object:
    for read in (Header.from_bytes, Attachment.from_bytes, lambda raw: SignedLetter.from_bytes(raw, name="a file")):
        with suppress(JournalError):
            read(data)
    return read_canonical(data, what="what came")


def vectors(folder: str, *fields: str) -> Iterator[bytes]:
    """What stands in the vectors of a format."""
    for path in sorted((ROOT / "vectors" / folder).glob("*.json")):
        held = json.loads(path.read_text(encoding="utf-8"))
        yield from (held[each].encode() for each in fields if isinstance(held.get(each), str))


def scenarios() -> Iterator[bytes]:
    folder = resources.files("battlebox") / "drill" / "scenario" / "shipped"
    yield from (each.read_bytes() for each in folder.iterdir() if each.name == "backups-deleted.toml")


STIX = (hostile.enveloped(b'{"type":"tool"}'), *list(hostile.whole().values())[:12])
SIGNED = tuple(vectors("bulletin", "file"))
SAID = orjson.dumps(orjson.loads(SIGNED[0])["says"])
BUNDLE_SEEDS = (b'{"format":"battlebox-bundle/1"}\n', b"\n", *tuple(vectors("journal", "header"))[:6])

HARNESSES = {
    "estate-table": Harness(
        one_table, (EstateError,), tuple(f"{name}\n{text}".encode() for name, text in TABLES.items())
    ),
    "estate-settings": Harness(estate_settings, (EstateError,), (SETTINGS.encode(),)),
    "estate-zip": Harness(lambda data: take_upload({"a.zip": data}), (EstateError,), (zipped(),)),
    "estate-workbook": Harness(lambda data: take_upload({"a.xlsx": data}), (EstateError,), (workbook(),)),
    "netbox": Harness(
        export(Tool.NETBOX, "json"), (EstateError,), tuple(exports.as_bytes(each) for each in exports.NETBOX)
    ),
    "netbox-table": Harness(export(Tool.NETBOX, "csv"), (EstateError,), (exports.DEVICES_CSV, exports.CABLES_CSV)),
    "servicenow": Harness(
        export(Tool.SERVICENOW, "csv"),
        (EstateError,),
        (exports.ITEMS_CSV.encode(), exports.RELATIONS_CSV.encode()),
    ),
    "bloodhound": Harness(
        export(Tool.BLOODHOUND, "json"),
        (EstateError,),
        tuple(exports.as_bytes(each) for each in exports.BLOODHOUND.values()),
    ),
    "archimate": Harness(
        export(Tool.ARCHIMATE, "xml"), (EstateError,), (exports.ARCHIMATE_3.encode(), exports.ARCHIMATE_2.encode())
    ),
    "backstage": Harness(export(Tool.BACKSTAGE, "yaml"), (EstateError,), (exports.CATALOG.encode(),)),
    "scenario": Harness(lambda data: scenario_of_bytes(data, "a.toml"), (ScenarioError,), tuple(scenarios())),
    "stix-envelope": Harness(lambda data: read_envelope(data, now=NOW), (IntelError,), STIX),
    "stix-bundle": Harness(lambda data: read_bundle(data, now=NOW), (IntelError,), STIX),
    "stix-20": Harness(lambda data: from_stix20(data, now=NOW), (IntelError,), STIX),
    "cacao": Harness(read_cacao, (ForeignError,), (made.playbook(),)),
    "csaf": Harness(read_csaf, (ForeignError,), (json.dumps(made.advisory()).encode(),)),
    "cap": Harness(read_cap, (ForeignError,), (made.cap(),)),
    "misp": Harness(misp, (ForeignError, IntelError), (made.body(made.event(made.attribute(1))),)),
    "table": Harness(
        read_table, (ForeignError,), (b"kind,value\nipv4,198.51.100.7\n", b"value;kind\na.example;domain\n")
    ),
    "recognise": Harness(recognise, (ForeignError,), (made.cap(), made.playbook(), b"kind,value\n")),
    "feed-page": Harness(feed_page, (Unreadable,), (*STIX, b'{"more":true,"next":"x","objects":[]}')),
    "taxii-query": Harness(query, (TaxiiError,), (b"match[type]=tool&limit=5&added_after=2025-11-24T00:00:00Z",)),
    "bulletin": Harness(says, (BulletinError, JournalError, MarkingError), (SAID, SAID, *SIGNED)),
    "call-back-list": Harness(
        lambda data: CallBack.from_text(text_of(data), name="a list"),
        (BulletinError,),
        (CallBack(()).to_text().encode(),),
    ),
    "journal-bundle": Harness(bundle, (JournalError,), BUNDLE_SEEDS),
    "journal-parts": Harness(journal_parts, (JournalError,), tuple(vectors("journal", "header"))),
    "checkpoint": Harness(
        lambda data: Checkpoint.from_text(text_of(data)), (JournalError,), (b"battlebox/x\n3\nAAAA\n\n- a bbbb\n",)
    ),
    "paper-words": Harness(words, (), (b"picture pigeon pilot", b"TLP:AMBER+STRICT", b"[ipv4-addr:value = '1.2.3.4']")),
    "status-list": Harness(lambda data: Manifest.from_text(text_of(data)), (ShareError,), (b'{"files":{}}',)),
    "desk-settings": Harness(desk_settings, (WebError,), (b'port = 8000\nhost = "desk.local"\nsession_hours = 12\n',)),
}  # fmt: skip
