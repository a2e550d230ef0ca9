"""Letters: what they must say, what may stand in them, and what comes of a file that is not what it should be."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from battlebox.desk import DeskCode, DeskError, Role
from battlebox.desk.picture import Suspicion
from battlebox.desk.reconnect import (
    LinkState,
    Seal,
    issue_letter,
    letter_of,
    letters_of,
    note_paper,
    prefilled,
    take_letter,
)
from battlebox.desk.record import values
from battlebox.desk.tell import Clearance, Confidence, Fact, Status, Verdict, clear_fact, fact_of, state_fact
from battlebox.journal import Desk, JournalCode, JournalError, enrol, revoke, sign_letter
from battlebox.marking import Tlp
from desk.room import SHARED, officer
from sim.region import key_of


def file_of(room, **more):
    """A letter of Northmere's desk to Eastholt as a file that is on nobody's record yet."""
    letter = room.draft("northmere", **more)
    return sign_letter(room.record.incident, values.write(letter), key_of("northmere"))


def take(room, raw, body="eastholt", role=Role.PARTNER_LIAISON):
    return take_letter(room.record, room.estate, officer(body, role), raw, name="letter.json")


def test_an_issued_letter_is_signed_in_the_record_and_shown_to_its_receiver_alone(room):
    saved = room.issue("northmere")
    for body in ("northmere", "eastholt"):
        (found,) = letters_of(room.sight(body))
        assert (found.seal, found.letter.issuer, found.said.number) == (Seal.RECORD, "northmere", saved.number)
        assert found.file.is_signed
        assert found.file.key == room.record.key_of("northmere")
    assert letters_of(room.sight("farwick")) == ()


def test_a_letter_may_be_for_others_besides(room):
    room.issue("northmere", tlp=Tlp.AMBER, audience=frozenset({"farwick"}))
    (found,) = letters_of(room.sight("farwick"))
    assert found.letter.audience == {"eastholt", "farwick"}


@pytest.mark.parametrize("field", ["happened", "scope", "contained", "eradicated", "credentials", "rebuilt",
                                   "monitoring", "residual", "contacts"])  # fmt: skip
def test_every_question_is_answered(room, field):
    with pytest.raises(DeskError, match="is blank") as refused:
        room.issue(**{field: " "})
    assert "`not known yet` is an answer" in refused.value.hint


def test_evidence_is_named_and_none_is_an_answer(room):
    with pytest.raises(DeskError, match="the evidence is blank"):
        room.issue(evidence=("", " "))
    room.issue(evidence=("none",))


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({"receiver": "nowhere"}, "the estate has no body nowhere"),
        ({"receiver": "farwick"}, "`shared.line` is no link between northmere and farwick"),
        ({"paths": ()}, "which links is blank"),
        ({"paths": ("gone.line",)}, "`gone.line` is no link between northmere and eastholt"),
        ({"receiver": "northmere"}, "`shared.line` is no link between northmere and northmere"),
        ({"signatory": ""}, "who signs is blank"),
    ],
)
def test_a_letter_about_what_is_not_there_is_refused(room, more, words):
    with pytest.raises(DeskError, match=words):
        room.issue(**more)


def test_a_letter_is_not_issued_for_a_day_that_is_over(room):
    with pytest.raises(DeskError, match="valid until lies before now"):
        room.issue(valid_until=room.record.now() - timedelta(minutes=1))


def test_a_letter_is_not_valid_for_longer_than_a_year_and_is_issued_on_the_day_it_is_signed(room):
    with pytest.raises(DeskError, match="valid until lies more than a year from now"):
        room.issue(valid_until=room.record.now() + timedelta(days=36_500))
    room.issue(issued=room.record.now() + timedelta(days=3))
    assert letters_of(room.sight("northmere"))[0].letter.issued == room.record.now()


def test_no_firm_is_said_as_none(room):
    room.issue(firm="None")
    assert letters_of(room.sight("northmere"))[0].letter.firm == ""


def fact(room, wording, tlp=Tlp.AMBER, audience=frozenset({"eastholt"}), status=Status.CONFIRMED):
    now = room.record.now()
    said = Fact(wording, status, "the firm", Confidence.HIGH, now, now, tlp, audience)
    return state_fact(room.record, room.estate, officer("northmere"), said, handling=SHARED).thing


def clear(room, thing):
    entry = fact_of(room.sight("northmere"), thing).entry
    said = Clearance("northmere", Verdict.CLEARED, entry, "duty Silver", room.record.now())
    clear_fact(room.record, officer("northmere"), thing, said)


WORDING = "The attacker copied files from the housing share on 20 November."


def test_a_fact_that_is_not_cleared_does_not_leave_in_a_letter(room):
    thing = fact(room, WORDING)
    with pytest.raises(DeskError, match=r"this may not leave: fact .* has not cleared it"):
        room.issue(happened=WORDING)
    clear(room, thing)
    room.issue(happened=WORDING)


def test_a_fact_for_our_own_body_does_not_leave_however_it_is_typed(room):
    clear(room, fact(room, WORDING, Tlp.AMBER_STRICT, frozenset()))
    with pytest.raises(DeskError, match="it may not leave the bodies it was given to"):
        room.issue(residual=f"As was found: {WORDING.lower()}")


def test_a_letter_is_never_freer_than_what_stands_in_it(room):
    clear(room, fact(room, WORDING, Tlp.AMBER_STRICT))
    room.issue(happened=WORDING, tlp=Tlp.GREEN)
    assert letters_of(room.sight("eastholt"))[0].letter.tlp is Tlp.AMBER_STRICT


def test_the_record_fills_in_what_it_knows_and_may_tell(room):
    clear(room, fact(room, WORDING))
    fact(room, "Nobody has cleared this one yet, and it stays.")
    room.suspect(system="northmere.servers", state=Suspicion.CLEAR)
    room.suspect("eastholt", "eastholt.servers", Suspicion.CLEAR)
    room.cut()
    known = prefilled(room.sight("eastholt"), room.picture("eastholt"), "northmere")
    assert known.contained_at == room.record.now()
    assert known.contained.startswith("Cut the shared line: verified off since")
    assert "a trace from both sides" in known.contained
    ours = prefilled(room.sight("northmere"), room.picture(), "eastholt")
    assert ours.happened == WORDING
    assert ours.contained_at is None
    assert "no sign found, says head of IT" in ours.scope
    assert "eastholt" not in ours.scope.lower()


def test_the_record_fills_in_nothing_that_the_receiver_may_not_see(room):
    room.suspect(system="northmere.servers", handling=replace(SHARED, tlp=Tlp.AMBER_STRICT, audience=frozenset()))
    assert prefilled(room.sight("northmere"), room.picture(), "eastholt").scope == ""


# ── files ────────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_file_is_taken_in_once_and_counts_as_signed(room):
    raw = file_of(room).to_bytes()
    saved = take(room, raw)
    (found,) = letters_of(room.sight("northmere"))
    assert (found.seal, found.letter.issuer, found.said.body) == (Seal.FILE, "northmere", "eastholt")
    assert room.link().state is LinkState.ASSURED
    room.judge(saved)
    assert room.link().state is LinkState.ACCEPTED
    with pytest.raises(DeskError, match="this letter is already on the record"):
        take(room, raw)


def test_the_file_of_an_issued_letter_is_the_letter_that_is_on_record(room):
    room.issue("northmere")
    raw = letters_of(room.sight("eastholt"))[0].file.to_bytes()
    with pytest.raises(DeskError, match="already on the record"):
        take(room, raw)


def test_a_letter_altered_by_one_letter_is_refused_and_so_is_every_byte(room):
    raw = file_of(room).to_bytes()
    with pytest.raises(JournalError, match="was altered on its way") as refused:
        take(room, raw.replace(b"Two servers", b"Ten servers"))
    assert refused.value.code is JournalCode.BUNDLE_ALTERED
    for place in range(0, len(raw) - 1, 7):
        bent = raw[:place] + bytes([raw[place] ^ 1]) + raw[place + 1 :]
        with pytest.raises((JournalError, DeskError)):
            take(room, bent)
    assert letters_of(room.sight("eastholt")) == ()


@pytest.mark.parametrize(
    ("raw", "words"),
    [
        (b"", "is no letter that Battlebox signed"),
        (b"\x89PNG", "is no letter that Battlebox signed"),
        (b"{}\n", "its fields are not those of a letter"),
        (b"a" * (10 << 20), "it is larger than 262144 bytes"),
    ],
    ids=["nothing", "a picture", "empty", "ten megabytes"],
)
def test_what_is_no_letter_is_refused_with_a_sentence(room, raw, words):
    with pytest.raises(JournalError, match=words):
        take(room, raw)


def test_a_file_that_was_cut_short_says_so(room):
    raw = file_of(room).to_bytes()
    with pytest.raises(JournalError, match=r"letter\.json ends too early"):
        take(room, raw[:-40])


def test_a_letter_about_another_incident_is_refused(room):
    other = sign_letter("ab" * 32, values.write(room.draft("northmere")), key_of("northmere"))
    with pytest.raises(DeskError, match=r"letter\.json is about another incident"):
        take(room, other.to_bytes())


def test_a_letter_to_somebody_else_is_refused(room):
    with pytest.raises(DeskError, match=r"letter\.json is written to Eastholt Council"):
        take(room, file_of(room).to_bytes(), "farwick")


def test_a_letter_signed_by_nobody_we_know_is_refused_and_says_what_to_do(room):
    letter = sign_letter(room.record.incident, values.write(room.draft("northmere")), key_of("a stranger"))
    with pytest.raises(DeskError, match="is signed by nobody we know as Northmere Council") as refused:
        take(room, letter.to_bytes())
    assert refused.value.code is DeskCode.LETTER_UNKNOWN
    assert "ring Northmere Council on a number you know" in refused.value.hint


def test_another_bodys_enrolled_key_does_not_speak_for_northmere(room):
    letter = sign_letter(room.record.incident, values.write(room.draft("northmere")), key_of("farwick"))
    with pytest.raises(DeskError, match="is signed by nobody we know as Northmere Council"):
        take(room, letter.to_bytes())


def test_a_key_that_was_taken_out_ends_its_letters(room):
    desk = key_of("northmere second")
    admin, second = key_of("admin northmere"), Desk(desk.public, "northmere", "loggist", "D")
    room.record.with_pen(officer("northmere"), lambda journal: enrol(journal, second, admin))
    letter = sign_letter(room.record.incident, values.write(room.draft("northmere")), desk)
    saved = take(room, letter.to_bytes())
    room.judge(saved)
    room.record.with_pen(
        officer("northmere"), lambda journal: revoke(journal, desk.public, "northmere", admin, last_good="")
    )
    assert letter_of(room.sight("eastholt"), saved.thing.partition("/")[2]).seal is Seal.UNKNOWN
    assert room.link().state is LinkState.REVOKED
    with pytest.raises(DeskError, match="its key was taken out since"):
        take(room, sign_letter(room.record.incident, values.write(room.draft("northmere", firm="x")), desk).to_bytes())


def test_a_letter_that_is_over_is_not_taken_in(room):
    raw = file_of(room).to_bytes()
    room.watch.pass_by(days=15)
    with pytest.raises(DeskError, match="this letter cannot be relied on: it was valid until"):
        take(room, raw)


def test_a_signed_file_with_another_shape_is_no_letter_of_assurance(room):
    odd = sign_letter(room.record.incident, {"hello": "there"}, key_of("northmere"))
    with pytest.raises(JournalError, match="has not the shape of a letter of assurance"):
        take(room, odd.to_bytes())


def test_a_letter_on_paper_says_loudly_that_no_signature_was_checked(room):
    saved = note_paper(
        room.record, room.estate, officer("eastholt", Role.PARTNER_LIAISON), room.draft("northmere", firm=""),
        seen="duty office; asked Northmere's Silver by phone",
    )  # fmt: skip
    (found,) = letters_of(room.sight("northmere"))
    assert (found.seal, found.file) == (Seal.PAPER, None)
    assert "no signature was checked" in room.record.line(saved.entry).words
    assert room.link().state is LinkState.ASSURED


def test_a_letter_on_paper_says_who_has_it(room):
    with pytest.raises(DeskError, match="who has the paper is blank"):
        note_paper(room.record, room.estate, officer("eastholt"), room.draft("northmere"), seen="")


def test_nobody_records_a_letter_between_others(room):
    with pytest.raises(DeskError, match="is no link between northmere and farwick"):
        note_paper(room.record, room.estate, officer("farwick"), room.draft("northmere"), seen="a drawer")


def test_a_role_that_may_not_takes_in_nothing(room):
    with pytest.raises(DeskError, match="may not take in a partner's letter of assurance"):
        take(room, file_of(room).to_bytes(), role=Role.OPERATIONAL)


def test_in_a_closed_incident_no_letter_is_written(room):
    saved = room.issue("northmere")
    late = replace(officer("northmere"), is_late=True)
    with pytest.raises(DeskError, match="this incident is closed"):
        issue_letter(room.record, room.estate, late, room.draft("northmere"))
    with pytest.raises(DeskError, match="this incident is closed"):
        room.judge(saved, who=replace(officer("eastholt"), is_late=True))
