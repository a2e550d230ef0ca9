"""Copies of the record: of each label, audience and kind of words, what each of three councils gets, and no more."""

from __future__ import annotations

import base64
import gzip
import io
import re
import zipfile
from itertools import product

import pytest

from battlebox.desk.record import make_copy
from battlebox.journal import Draft, Kind, export, paper, unseal
from battlebox.journal.export import send
from battlebox.marking import Recipient, Tlp, WayOut
from desk.room import COUNCILS, Room, officer

WORDS = "lantern ferry walnut copper"
# A name of a person is never clear.
PARTS = ("person", "text", "value")
AUDIENCES = ((), ("eastholt",), COUNCILS, ("person:o-northmere-tactical",))
ENCODED = re.compile(r"[A-Za-z0-9+/_-]{12,}={0,2}")


def reads(label, audience, part, body):
    """Whether a body may have a part of Northmere's as a copy: the whole rule, said once more in words of its own."""
    if body == "northmere":
        return label is not Tlp.RED
    named = body in audience
    if part == "person":
        return named and label is not Tlp.RED
    free = not any(not each.startswith("person:") for each in audience)
    return {
        Tlp.RED: False,
        Tlp.AMBER_STRICT: named,
        Tlp.AMBER: named,
        Tlp.GREEN: named or free,
        Tlp.CLEAR: named or free,
    }[label]


@pytest.fixture
def sown():
    """One entry of each label and audience, with a word of its own in its text, its value and its person."""
    room, words = Room.opened(), {}
    lead = officer("northmere")
    for at, (label, audience) in enumerate(product(Tlp, AUDIENCES)):
        parts = {each: f"qz{at:02}{each}w" for each in PARTS[label is Tlp.CLEAR :]}
        words |= {word: (label, audience, part) for part, word in parts.items()}
        room.record.append(
            lead,
            Draft(
                Kind.NOTE_WRITTEN, tlp=label, audience=frozenset(audience), text=parts["text"],
                person=parts.get("person", ""), values=((f"note/{at}", "says", {"said": parts["value"]}),),
            ),
        )  # fmt: skip
    return room, words


def words_in(bundle):
    """Every word in a copy, however deep it is packed."""
    text = gzip.decompress(bundle).decode()
    found = set(re.findall(r"qz\d\d[a-z]+w", text))
    for each in ENCODED.findall(text):
        whole = each.rstrip("=")
        for decode in (base64.b64decode, base64.urlsafe_b64decode):
            # One letter over is no byte.
            said = decode(whole[: -1 if len(whole) % 4 == 1 else None] + "==").decode("utf-8", "replace")
            found |= set(re.findall(r"qz\d\d[a-z]+w", said))
    return found


def due(words, body):
    return {word for word, of in words.items() if reads(*of, body)}


@pytest.mark.parametrize("body", COUNCILS)
def test_a_copy_holds_what_its_label_allows_that_body_and_no_other_word(sown, body):
    room, words = sown
    out = io.BytesIO()
    export(room.record.journal, out, Recipient(WayOut.FILE, body=body, community=True))
    assert words_in(out.getvalue()) == due(words, body)


@pytest.mark.parametrize("body", COUNCILS)
def test_a_short_copy_for_a_desk_that_lacks_entries_is_asked_the_same(sown, body):
    room, words = sown
    journal, out = room.record.journal, io.BytesIO()
    send(journal, out, Recipient(WayOut.FILE, body=body, community=True), {entry.id for entry in journal.entries()})
    assert words_in(out.getvalue()) == due(words, body)


def test_a_copy_for_anybody_holds_what_is_clear(sown):
    room, words = sown
    out = io.BytesIO()
    export(room.record.journal, out, Recipient(WayOut.PUBLIC))
    found = words_in(out.getvalue())
    assert {words[word][:1] for word in found} == {(Tlp.CLEAR,)}
    assert all(not set(words[word][1]) & set(COUNCILS) for word in found), "it was given to some alone"


@pytest.mark.parametrize(("by", "to"), [*product(COUNCILS, COUNCILS)])
def test_what_an_officer_packs_is_what_both_may_have_sealed_or_not(sown, by, to):
    """Somebody of Eastholt cannot take out for Northmere what Northmere kept from Eastholt, or the other way."""
    room, words = sown
    due_to = {word for word in due(words, to) if reads(*words[word], by)}
    # Sealing takes its seconds: once is enough.
    for passphrase in ("", WORDS) if (by, to) == ("eastholt", "farwick") else ("",):
        made = make_copy(room.record, officer(by), to, passphrase=passphrase)
        with zipfile.ZipFile(io.BytesIO(made.data)) as folder:
            files = {name: folder.read(name) for name in folder.namelist()}
        assert not re.findall(rb"qz\d\d[a-z]+w", made.data), "words stand in a page that explains"
        held = next(data for name, data in files.items() if name in (paper.RECORD, paper.BAG))
        bundle = unseal(held, "bag", passphrase=passphrase) if passphrase else held
        assert words_in(bundle) == due_to


def test_no_header_says_what_was_written(sown):
    room, _ = sown
    for entry in room.record.journal.entries():
        assert not re.findall(rb"qz\d\d[a-z]+w", entry.raw), entry.id
