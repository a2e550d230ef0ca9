"""A bulletin: written by Northmere, opened by Eastholt with nothing but the file, and by Farwick, who was not meant."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from battlebox.journal import EXERCISE, SigningKey
from battlebox.marking import Tlp
from battlebox.share import marked
from battlebox.share.bulletin import (
    Believed,
    Bulletin,
    BulletinCode,
    BulletinError,
    CallBack,
    Fact,
    Holds,
    Indicator,
    Partner,
    Reader,
    SignedBulletin,
    Signer,
    acknowledge,
    bulletin_paper,
    callback_paper,
    from_draft,
    from_says,
    heard_words,
    must_be_heard,
    must_fit,
    open_bulletin,
    read_receipt,
    sign_bulletin,
    to_says,
    why_not,
)

ROOT = Path(__file__).parents[3]
NOW = datetime(2025, 11, 24, 9, 30, tzinfo=UTC)
NORTHMERE, EASTHOLT = SigningKey.from_seed(bytes(32)), SigningKey.from_seed(b"\1" * 32)
FIRST = Bulletin(
    "northmere",
    "Northmere Borough Council",
    1,
    "Attack on shared hosting",
    Tlp.AMBER_STRICT,
    NOW,
    NOW + timedelta(days=2),
    "duty Silver, 01632 960 200",
    audience=("eastholt",),
    facts=(Fact("An admin account was used at night.", Believed.CONFIRMED, Tlp.AMBER_STRICT),),
    todo=("Cut the trust.",),
    indicators=(Indicator("ipv4", "198.51.100.7", "", Tlp.GREEN),),
)
LIST = CallBack().added(
    Partner("northmere", "Northmere Borough Council", "01632 960 200", "duty officer", NORTHMERE.public, checked="met")
)


def opened(raw: bytes, known: CallBack = LIST, now: datetime = NOW, **given):
    return open_bulletin(raw, known, now, name="x.bulletin", **given)


def code_of(do) -> BulletinCode:
    with pytest.raises(BulletinError) as refused:
        do()
    assert str(refused.value)
    assert refused.value.hint
    return refused.value.code


def raw_of(bulletin: Bulletin = FIRST, key: SigningKey = NORTHMERE) -> bytes:
    return sign_bulletin(bulletin, key).to_bytes()


def test_eastholt_opens_what_northmere_wrote_and_knows_who_signed_it():
    found = opened(raw_of(), reader=Reader("eastholt"))
    assert found.bulletin == FIRST
    assert found.is_sound
    assert found.warnings == ()


def test_farwick_is_told_that_it_was_not_made_for_them():
    found = opened(raw_of(), reader=Reader("farwick"))
    assert found.not_for.startswith("This was not made for farwick")


@pytest.mark.parametrize(
    ("tlp", "audience", "eastholt", "farwick", "client", "member"),
    [
        (Tlp.AMBER_STRICT, ("eastholt",), True, False, False, False),
        (Tlp.AMBER, ("eastholt",), True, False, True, False),
        (Tlp.GREEN, (), False, False, True, True),
        (Tlp.GREEN, ("eastholt",), True, False, True, False),
        (Tlp.CLEAR, (), True, True, True, True),
    ],
)
def test_a_label_lets_it_go_to_some_and_not_to_others(tlp, audience, eastholt, farwick, client, member):
    bulletin = replace(FIRST, tlp=tlp, audience=audience, facts=(), indicators=())
    bodies = (
        (Reader("eastholt"), eastholt),
        (Reader("farwick"), farwick),
        (Reader("trust", client_of=frozenset({"northmere"})), client),
        (Reader("warp-member", community=True), member),
    )
    for reader, may in bodies:
        assert (why_not(bulletin, reader, NOW) is None) is may, reader.body


def test_red_is_never_written_to_a_file():
    red = replace(FIRST, facts=(Fact("A name.", Believed.CONFIRMED, Tlp.RED),))
    assert code_of(lambda: must_fit(red, (), NOW)) is BulletinCode.RED
    assert code_of(lambda: must_fit(replace(FIRST, tlp=Tlp.RED, facts=()), (), NOW)) is BulletinCode.RED


def test_nothing_in_it_is_stricter_than_it_says():
    assert code_of(lambda: must_fit(replace(FIRST, tlp=Tlp.GREEN), (), NOW)) is BulletinCode.STRICTER


def test_a_strict_bulletin_for_nobody_is_refused():
    assert code_of(lambda: must_fit(replace(FIRST, audience=()), (), NOW)) is BulletinCode.NOBODY


def test_farwick_cannot_be_made_a_reader_beyond_the_label():
    assert code_of(lambda: must_fit(FIRST, (Reader("farwick"),), NOW)) is BulletinCode.MAY_NOT_GO


def test_an_unknown_key_is_unknown_and_another_bodys_key_is_worse():
    assert opened(raw_of(), CallBack()).signer is Signer.UNKNOWN
    assert opened(raw_of(key=EASTHOLT)).signer is Signer.OTHER_KEY
    eastholt = LIST.added(Partner("eastholt", "Eastholt", key=EASTHOLT.public, checked="met"))
    assert opened(raw_of(key=EASTHOLT), eastholt).signer is Signer.OTHER_BODY
    twice = CallBack((*LIST.partners, replace(LIST.partners[0], key="a" * 64)))
    assert opened(raw_of(), twice).signer is Signer.TWO_KEYS
    unchecked = CallBack((replace(LIST.partners[0], checked=""),))
    assert opened(raw_of(), unchecked).signer is Signer.UNCHECKED
    assert not opened(raw_of(), unchecked).is_sound


def test_the_twelve_words_say_who_signed_as_well():
    """Whoever signs the same words anew must not be taken for the one who rang."""
    assert sign_bulletin(FIRST, EASTHOLT).spoken != sign_bulletin(FIRST, NORTHMERE).spoken


def test_a_second_key_is_held_only_where_somebody_says_so_and_one_can_be_taken_out():
    second = Partner("northmere", "", key="b" * 64, since="2025-11-24", checked="by phone")
    assert code_of(lambda: LIST.added(second)) is BulletinCode.KEY_KNOWN
    both = LIST.added(replace(second, name="Northmere Borough Council"), second_key=True)
    assert {(one.key, one.number) for one in both.partners} == {
        (NORTHMERE.public, "01632 960 200"),
        ("b" * 64, "01632 960 200"),
    }
    assert opened(raw_of(), both).signer is Signer.TWO_KEYS
    assert opened(raw_of(), both.without_key("northmere", "b" * 64)).signer is Signer.KNOWN
    assert both.without_key("northmere", "b" * 64).without_key("northmere", NORTHMERE.public).partners[0].key == ""
    assert code_of(lambda: LIST.without_key("northmere", "c" * 64)) is BulletinCode.NO_KEY_THERE


def test_one_key_never_stands_for_two_bodies():
    stolen = Partner("farwick", "Farwick Council", key=NORTHMERE.public, checked="by mail")
    assert code_of(lambda: LIST.added(stolen)) is BulletinCode.KEY_ELSEWHERE


def test_two_bulletins_with_one_number_are_both_doubted():
    assert opened(raw_of(), seen=(FIRST,)).holds is Holds.NOW
    assert opened(raw_of(), seen=(replace(FIRST, title="Something else"),)).holds is Holds.DOUBLED


@pytest.mark.parametrize("letter", ["\x1b[2J", "\n", "\r", "\x07", "\u2028", "\x9b"])
def test_a_letter_that_steers_a_screen_is_refused_wherever_it_stands(letter):
    for name in ("title", "ring", "issuer_name"):
        spoilt = replace(FIRST, **{name: f"a{letter}b"})
        assert code_of(lambda spoilt=spoilt: raw_of(spoilt)) is BulletinCode.UNSEEN
    says = {**to_says(FIRST), "todo": [f"Cut it.{letter}x"]}
    assert code_of(lambda: from_says(says)) is BulletinCode.UNSEEN


def test_it_holds_from_its_issue_to_its_end_and_until_a_newer_one():
    assert opened(raw_of(), now=NOW - timedelta(seconds=1)).holds is Holds.NOT_YET
    assert opened(raw_of(), now=FIRST.expires).holds is Holds.EXPIRED
    assert opened(raw_of(), seen=(replace(FIRST, number=2),)).holds is Holds.REPLACED
    assert opened(raw_of(), seen=(replace(FIRST, number=2, issuer="eastholt"),)).holds is Holds.NOW


def test_whatever_is_changed_in_the_file_is_found():
    raw = raw_of()
    for at in range(len(raw) - 1):
        spoilt = raw[:at] + bytes([raw[at] ^ 1]) + raw[at + 1 :]
        with pytest.raises(BulletinError):
            SignedBulletin.from_bytes(spoilt, name="x")


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        (raw_of()[:-200], BulletinCode.CUT_SHORT),
        (raw_of().replace(b"night", b"noon."), BulletinCode.ALTERED),
        (raw_of().replace(b"bulletin/1", b"bulletin/2"), BulletinCode.NEWER_FORMAT),
        (b"\x89PNG", BulletinCode.NOT_A_BULLETIN),
        (b"[" * 100_000, BulletinCode.NOT_A_BULLETIN),
        (b"{}", BulletinCode.NOT_A_BULLETIN),
        (b" " * (1 << 21), BulletinCode.TOO_LARGE),
        (b"", BulletinCode.NOT_A_BULLETIN),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_is_no_sound_file_is_refused_by_name(raw, code):
    assert code_of(lambda: SignedBulletin.from_bytes(raw, name="x")) is code


@pytest.mark.parametrize("path", sorted((ROOT / "vectors" / "bulletin").glob("*.json")), ids=lambda path: path.stem)
def test_a_vector_gets_its_verdict(path: Path):
    case = json.loads(path.read_text(encoding="utf-8"))
    if case["verdict"] == "ok":
        signed = SignedBulletin.from_bytes(case["file"].encode(), name="x")
        assert signed.fingerprint == case["fingerprint"]
        assert signed.spoken == case["spoken"]
        return
    assert code_of(lambda: SignedBulletin.from_bytes(case["file"].encode(), name="x")) == case["verdict"]


TEXT = (
    st.text(st.characters(exclude_categories=("Cc", "Cs", "Zl", "Zp")), min_size=1, max_size=30)
    .filter(str.strip)
    .map(str.strip)
)


@settings(max_examples=60, deadline=None)
@given(st.lists(TEXT, min_size=1, max_size=4), TEXT, st.sampled_from(Believed), st.sampled_from(Tlp))
def test_what_it_says_can_be_read_back(lines, words, believed, tlp):
    bulletin = replace(FIRST, todo=tuple(lines), facts=(Fact(words, believed, tlp),), tlp=Tlp.RED)
    assert from_says(json.loads(json.dumps(to_says(bulletin)))) == bulletin


@pytest.mark.parametrize(
    ("field", "value", "code"),
    [
        ("tlp", "PURPLE", BulletinCode.WRONG_KIND),
        ("number", True, BulletinCode.WRONG_KIND),
        ("number", 0, BulletinCode.WRONG_KIND),
        ("issuer", "North Mere", BulletinCode.BAD_BODY),
        ("issuer", "", BulletinCode.MISSING),
        ("expires", "tomorrow", BulletinCode.BAD_TIME),
        ("expires", "2025-11-26T09:30", BulletinCode.BAD_TIME),
        ("expires", "2025-11-23T09:30+00:00", BulletinCode.TIMES),
        ("next", "2025-11-23T09:30+00:00", BulletinCode.TIMES),
        ("todo", "one", BulletinCode.WRONG_KIND),
        ("todo", [""], BulletinCode.WRONG_KIND),
        ("todo", ["a" * 2001], BulletinCode.TOO_LONG),
        ("todo", ["a"] * 101, BulletinCode.TOO_MANY),
        ("facts", [{"words": "x", "believed": "sure"}], BulletinCode.WRONG_KIND),
        ("facts", [{"words": "x", "believed": "unknown", "who": "y"}], BulletinCode.UNKNOWN_FIELD),
        ("facts", ["x"], BulletinCode.WRONG_KIND),
        ("colour", "red", BulletinCode.UNKNOWN_FIELD),
    ],
)
def test_a_field_that_is_wrong_is_named(field, value, code):
    assert code_of(lambda: from_says({**to_says(FIRST), field: value})) is code


def test_a_bulletin_that_says_nothing_is_refused():
    assert code_of(lambda: replace(FIRST, facts=(), todo=(), indicators=())) is BulletinCode.NOTHING_SAID


DRAFT = """
issuer = "northmere"
issuer_name = "Northmere"
number = 3
title = "News"
tlp = "TLP:GREEN"
expires = "2025-11-26T09:30"
ring = "duty Silver"
unknown = ["Whether data was copied."]
look_for = '''
a.example  seen at night
'''
"""


def _domain(word: str) -> tuple[str, str]:
    if "." not in word:
        raise ValueError(word)
    return "domain", word


def test_a_draft_becomes_a_bulletin_in_london_time():
    found = from_draft(DRAFT.replace("2025-11-26", "2026-06-26"), NOW, _domain)
    assert found.expires == datetime(2026, 6, 26, 8, 30, tzinfo=UTC)
    assert found.issued == NOW
    assert found.facts == (Fact("Whether data was copied.", Believed.UNKNOWN, Tlp.GREEN),)
    assert found.indicators == (Indicator("domain", "a.example", "seen at night", Tlp.GREEN),)


@pytest.mark.parametrize(
    ("spoilt", "code"),
    [
        ("issuer = northmere", BulletinCode.NOT_A_DRAFT),
        (DRAFT.replace("a.example", "rubbish"), BulletinCode.NOT_RECOGNISED),
        (DRAFT.replace('["Whether data was copied."]', '"x"'), BulletinCode.WRONG_KIND),
        (DRAFT.replace('"2025-11-26T09:30"', "2025-11-26"), BulletinCode.BAD_TIME),
    ],
)
def test_a_draft_with_a_mistake_is_refused_by_name(spoilt, code):
    assert code_of(lambda: from_draft(spoilt, NOW, _domain)) is code


def test_an_acknowledgement_names_this_bulletin_and_no_other():
    signed = sign_bulletin(FIRST, NORTHMERE)
    raw = acknowledge(signed, "eastholt", NOW, EASTHOLT)
    assert read_receipt(raw, signed, name="ack").body == "eastholt"
    other = sign_bulletin(replace(FIRST, number=2), NORTHMERE)
    assert code_of(lambda: read_receipt(raw, other, name="ack")) is BulletinCode.OTHER_BULLETIN
    altered = raw.replace(b"eastholt", b"farwicks")
    assert code_of(lambda: read_receipt(altered, signed, name="a")) is BulletinCode.ALTERED
    assert code_of(lambda: read_receipt(raw_of(), signed, name="a")) is BulletinCode.NOT_AN_ACKNOWLEDGEMENT
    assert code_of(lambda: SignedBulletin.from_bytes(raw, name="a")) is BulletinCode.RECEIPT


def test_an_acknowledgement_from_a_drills_desk_is_read_with_the_member_that_says_so():
    """The door of such a desk writes it into every file; the same file with any other word in it is refused."""
    signed = sign_bulletin(FIRST, NORTHMERE)
    raw = marked(acknowledge(signed, "eastholt", NOW, EASTHOLT), "application/json")
    assert json.loads(raw)["exercise"] == EXERCISE
    assert read_receipt(raw, signed, name="ack").body == "eastholt"
    other = raw.replace(EXERCISE.encode(), b"of a real incident")
    assert code_of(lambda: read_receipt(other, signed, name="a")) is BulletinCode.NOT_AN_ACKNOWLEDGEMENT
    altered = raw.replace(b"eastholt", b"farwicks")
    assert code_of(lambda: read_receipt(altered, signed, name="a")) is BulletinCode.ALTERED


def test_four_words_are_of_one_body_and_one_bulletin():
    signed = sign_bulletin(FIRST, NORTHMERE)
    words = heard_words(signed.fingerprint, "eastholt")
    must_be_heard(signed, "eastholt", words.upper())
    assert code_of(lambda: must_be_heard(signed, "farwick", words)) is BulletinCode.WRONG_WORDS


def test_a_known_key_is_never_quietly_exchanged():
    assert code_of(lambda: LIST.added(Partner("northmere", "N", key="b" * 64))) is BulletinCode.KEY_KNOWN
    assert LIST.added(Partner("northmere", "N", tried="2025-11-01")).of_body("northmere")[0].key == NORTHMERE.public


def test_the_list_can_be_read_back_and_holds_no_formula():
    known = LIST.added(Partner("eastholt", "=cmd()", "+44 1632 960 300"))
    text = known.to_text()
    assert "'=cmd()" in text
    assert CallBack.from_text(text, name="x") == known
    assert CallBack.from_text("\ufeff" + text, name="x") == known


@pytest.mark.parametrize(
    ("text", "code", "words"),
    [
        ("", BulletinCode.NOT_A_LIST, "first row"),
        ("body,colour\n", BulletinCode.NOT_A_LIST, "first row"),
        ("body,name,colour\n", BulletinCode.NOT_A_LIST, "colour"),
        ("body,name,key\nnorthmere,N,abc\n", BulletinCode.BAD_ROW, "row 2 of the call-back list, key"),
        ("body,name\nNorth mere,N\n", BulletinCode.BAD_ROW, "row 2 of the call-back list, body"),
        ("body,name,since\nnorthmere,N,lately\n", BulletinCode.BAD_ROW, "since"),
        ('body,name\n"northmere', BulletinCode.NOT_A_LIST, "no table"),
    ],
)
def test_a_list_with_a_mistake_names_the_row_and_the_column(text, code, words):
    with pytest.raises(BulletinError) as refused:
        CallBack.from_text(text, name="x")
    assert refused.value.code is code
    assert words in str(refused.value)


def test_the_papers_are_whole():
    signed = sign_bulletin(FIRST, NORTHMERE)
    one = bulletin_paper(signed, NOW, warnings=opened(signed.to_bytes(), CallBack()).warnings)
    assert one == bulletin_paper(signed, NOW, warnings=opened(signed.to_bytes(), CallBack()).warnings)
    assert one.startswith(b"%PDF")
    assert callback_paper(LIST, NOW, body="eastholt", own_key=EASTHOLT.public).startswith(b"%PDF")
