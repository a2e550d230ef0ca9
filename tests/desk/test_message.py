from __future__ import annotations

import csv
import io
import re
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from battlebox.desk import DeskError, Role
from battlebox.desk.message import (
    BATCH_MAX,
    Address,
    Addressee,
    Answer,
    Came,
    Claim,
    How,
    Means,
    Outcome,
    is_stopped,
    key_back,
    message_of,
    messages_of,
    note_answers,
    note_claims,
    note_outcomes,
    order_message,
    print_sheet,
    progress_of,
    read_roll,
    roll_of,
    stop_message,
    tick,
)
from battlebox.desk.record import Sight
from battlebox.journal import Kind
from desk.gate import ON_NOTHING
from desk.room import BEGAN, SHARED, Room, officer

EVERY = frozenset(Means)
HEAD = "person,name,notify_text,mail,phone\n"
EVERY_COLUMN = sorted(each.value for each in Means)
near_an_address = st.lists(
    st.sampled_from(
        [
            "07700 900123",
            "+44",
            "(0)",
            "ada@example.org",
            "@",
            "..",
            ",",
            ";",
            "\r\n",
            "\n",
            "\0",
            "\u0667",
            "a",
            "duty",
            "-",
        ]
    ),
    max_size=4,
).map("".join)
ROWS = "e-1,Ada Okafor,07700 900123,ada@example.org,020 7946 0123\ne-2,Ben Marsh,,ben@example.org,\ne-3,Cy,,,\n"


@pytest.fixture
def room():
    return Room.opened()


def order(room, *, who=None, rows=ROWS, seen=1, **more):
    given = {"subject": "Phones are down", "text": "Use the numbers on the page.", "rests": ON_NOTHING, **more}
    return order_message(
        room.record, who or officer("northmere"), read_roll(HEAD + rows, EVERY), without_seen=seen, **given
    )


def kinds(room):
    return [line.header.kind for line in room.record.lines()]


# ── the list of people ───────────────────────────────────────────────────────────────────────────────────────────────


def test_a_list_keeps_people_and_their_means_in_the_order_of_its_columns():
    roll = read_roll("person,mail,notify_text\ne-1,ada@example.org,07700 900123\n", EVERY)
    ada = Addressee("e-1", "", (Address(Means.MAIL, "ada@example.org"), Address(Means.NOTIFY_TEXT, "+447700900123")))
    assert roll.people == (ada,)
    assert not roll.faults


def test_who_has_no_means_that_works_here_is_listed_and_stays_on_the_list():
    roll = read_roll(HEAD + ROWS, {Means.NOTIFY_TEXT})
    assert [each.person for each in roll.people] == ["e-1", "e-2", "e-3"]
    assert [each.person for each in roll.without] == ["e-2", "e-3"]
    assert [address.means for address in roll.people[0].addresses] == [Means.NOTIFY_TEXT, Means.PHONE]


@pytest.mark.parametrize(
    ("column", "cell", "said"),
    [
        ("notify_text", "07700 90012", "'07700 90012' is no phone number"),
        ("notify_text", "call Ada", "'call Ada' is no phone number"),
        ("notify_text", "+44 7700 900123 456", "'+44 7700 900123 456' is no phone number"),
        ("phone", "07700900123\nBcc: x", "'07700900123\\nBcc: x' is no phone number"),
        ("phone", "٠٧٧٠٠٩٠٠١٢٣", "'٠٧٧٠٠٩٠٠١٢٣' is no phone number"),
        ("notify_text", "+1000000\u0660", "'+1000000\u0660' is no phone number"),
        ("mail", "ada@example", "'ada@example' is no mail address"),
        ("mail", "ada@example.org, ben@example.org", "'ada@example.org, ben@example.org' is no mail address"),
        ("mail", "Ada <ada@example.org>", "'Ada <ada@example.org>' is no mail address"),
        (
            "mail",
            "ada@example.org\r\nBcc: all@example.org",
            "'ada@example.org\\r\\nBcc: all@example.org' is no mail address",
        ),
        ("mail", "ada..b@example.org", "'ada..b@example.org' is no mail address"),
        ("mail", "a" * 300 + "@example.org", "'" + "a" * 40 + "…' is no mail address"),
        ("mail", "\u0430da@example.org", "'\u0430da@example.org' is no mail address"),
        ("chat", "msteams://token/secret", "'msteams://token/secret' is no name of a place to chat"),
    ],
)
def test_a_wrong_cell_is_named_by_row_and_column_and_not_used(column, cell, said):
    quoted = '"' + cell.replace('"', '""') + '"'
    roll = read_roll(f"person,{column}\ne-1,\n\ne-2,{quoted}\n", EVERY)
    assert [str(fault) for fault in roll.faults] == [f"row 4, {column}: {said}"]
    assert roll.faults[0].hint
    assert [each.addresses for each in roll.people] == [(), ()]


@pytest.mark.parametrize(
    ("cell", "kept"),
    [
        ("07700 900123", "+447700900123"),
        ("+44 (0)", None),
        ("+44 (0)20 7946 0123", "+442079460123"),
        ("0044 (0)7700 900123", "+447700900123"),
        ("0044 7700 900123", "+447700900123"),
        ("(020) 7946-0123", "+442079460123"),
        ("+353 1 496 0000", "+35314960000"),
        ("01632 96012", "+44163296012"),
    ],
)
def test_numbers_are_kept_in_one_form(cell, kept):
    addresses = read_roll(f"person,text\ne-1,{cell}\n", EVERY).people[0].addresses
    assert [each.at for each in addresses] == ([kept] if kept else [])


def test_a_person_twice_or_without_an_id_is_named_and_nobody_else_is_lost():
    roll = read_roll("person,phone\ne-1,020 7946 0123\ne-1,020 7946 0124\n,020 7946 0125\n", EVERY)
    assert [str(fault) for fault in roll.faults] == [
        "row 3, person: e-1 is in row 2 as well",
        "row 4, person: '' is no id",
    ]
    assert [each.person for each in roll.people] == ["e-1", "row-3", "row-4"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "its head has no column person"),
        ("name,mail\nAda,a@example.org\n", "its head has no column person"),
        ("person,fax\ne-1,7\n", "its head has 'fax'; the columns are person, name, notify_text"),
        ("person,mail,mail\ne-1,a@b.org,a@b.org\n", "its head has 'mail' twice"),
        ("person,mail\n\n\n", "there is no row with a person"),
        ('person,mail\ne-1,"a', "unexpected end of data"),
        ("person\n" + "\n".join(f"e-{at}" for at in range(20_001)), "20001 people are too many for one list"),
        ("person\n" + "x" * 9_000_000, "the list of people is 9000007 characters long, and 8388608 fit"),
    ],
)
def test_what_is_no_list_of_people_is_refused_with_a_sentence(text, said):
    with pytest.raises(DeskError) as refused:
        read_roll(text, EVERY)
    assert said in str(refused.value)
    assert refused.value.hint


@given(st.lists(st.tuples(*(st.one_of(st.text(max_size=30), near_an_address) for _ in EVERY_COLUMN)), min_size=1))
def test_whatever_stands_in_a_list_each_cell_is_an_address_or_a_fault_and_nobody_is_lost(rows):
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerows([["person", *EVERY_COLUMN], *([f"e-{at}", *cells] for at, cells in enumerate(rows))])
    roll = read_roll(out.getvalue(), EVERY)
    assert [each.person for each in roll.people] == [f"e-{at}" for at in range(len(rows))]
    used = sum(len(each.addresses) for each in roll.people)
    assert used + len(roll.faults) == sum(bool(cell.strip()) for cells in rows for cell in cells)
    for address in (address for each in roll.people for address in each.addresses):
        form = r"\+[1-9][0-9]{7,14}" if address.means.is_number else r"[!-~]+"
        assert re.fullmatch(form, address.at), address
        assert not set(address.at) & set(',;<>"')


# ── ordering and stopping ────────────────────────────────────────────────────────────────────────────────────────────


def test_a_message_is_one_entry_beside_one_for_its_list(room):
    before = len(kinds(room))
    saved = order(room, answer_by=BEGAN + timedelta(hours=2))
    assert kinds(room)[before:] == [Kind.MESSAGE_ADDRESSED, Kind.MESSAGE_ORDERED]
    said = message_of(room.sight("northmere"), saved.thing)
    assert (said.value.subject, said.value.people, said.number) == ("Phones are down", 3, saved.number)
    assert [each.person for each in roll_of(room.record, said.value)] == ["e-1", "e-2", "e-3"]
    assert [thing for thing, _ in messages_of(room.sight("northmere"))] == [saved.thing]


def test_nothing_is_ordered_before_those_without_a_means_were_looked_at(room):
    before = len(kinds(room))
    with pytest.raises(DeskError, match="1 people on the list have no working means, and 0 were looked at"):
        order(room, seen=0)
    assert len(kinds(room)) == before


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"subject": "Phones\r\nBcc: all@example.org"}, "the subject has a line break"),
        ({"subject": "Phones\x00"}, "the subject has a line break, or a character that cannot be seen"),
        ({"subject": "  "}, "the subject is blank"),
        ({"subject": "x" * 301}, "the subject is 301 characters long, and 300 fit"),
        ({"text": " \n "}, "the message is blank"),
        ({"text": "x" * 10_000_000}, "the message is 10000000 characters long, and 20000 fit"),
        ({"answer_by": BEGAN - timedelta(hours=1)}, "the time to answer by lies before now"),
    ],
)
def test_what_cannot_be_a_message_is_refused_and_nothing_is_written(room, given, said):
    before = len(kinds(room))
    with pytest.raises(DeskError) as refused:
        order(room, **given)
    assert said in str(refused.value)
    assert len(kinds(room)) == before


@pytest.mark.parametrize(
    "role", [each for each in Role if each not in (Role.STRATEGIC, Role.TACTICAL, Role.COMMUNICATIONS)]
)
def test_who_may_not_send_is_refused(room, role):
    with pytest.raises(DeskError, match="may not send a message or stop one"):
        order(room, who=officer("northmere", role))


def test_where_people_can_be_reached_stays_with_their_own_body_whatever_the_label_of_the_message(room):
    saved = order(room, handling=SHARED)
    assert message_of(room.sight("eastholt"), saved.thing).value.words == "Use the numbers on the page."
    seen = {kind for line in room.sight("eastholt").lines() for kind in [line.header.kind] if line.words}
    assert Kind.MESSAGE_ORDERED in seen
    assert Kind.MESSAGE_ADDRESSED not in seen


@pytest.mark.parametrize("body", ["eastholt", "farwick"])
def test_a_message_of_ones_own_body_is_not_there_for_others(room, body):
    saved = order(room)
    assert not messages_of(room.sight(body))
    with pytest.raises(DeskError, match="there is no message"):
        message_of(room.sight(body), saved.thing)
    with pytest.raises(DeskError, match="there is no message"):
        stop_message(room.record, officer(body), saved.thing, why="ours now")


def test_a_message_is_stopped_once_with_a_reason_and_by_its_own_body(room):
    saved = order(room, handling=SHARED)
    assert not is_stopped(room.record, saved.thing)
    with pytest.raises(DeskError, match="the message is northmere's, so eastholt may not stop it"):
        stop_message(room.record, officer("eastholt"), saved.thing, why="wrong number in it")
    with pytest.raises(DeskError, match="why is blank"):
        stop_message(room.record, officer("northmere"), saved.thing, why=" ")
    stopped = stop_message(room.record, officer("northmere"), saved.thing, why="a wrong number in it")
    assert is_stopped(room.record, saved.thing)
    assert kinds(room)[-1] == Kind.MESSAGE_STOPPED
    with pytest.raises(DeskError, match="this message is already stopped") as again:
        stop_message(room.record, officer("northmere"), saved.thing, why="again")
    assert stopped.number in again.value.hint


# ── what came of it ──────────────────────────────────────────────────────────────────────────────────────────────────


def test_claims_and_outcomes_are_batches_that_stand_beside_each_other(room):
    message = order(room).thing
    before = len(kinds(room))
    one, two = Claim("e-1", 0, Means.MAIL), Claim("e-2", 0, Means.MAIL)
    note_claims(room.record, "northmere", message, [one, two])
    told = Came("e-1", 0, Means.MAIL, Outcome.TOLD, BEGAN, "queued as 7")
    note_outcomes(room.record, "northmere", message, [told])
    note_claims(room.record, "northmere", message, [Claim("e-2", 1, Means.PHONE)])
    note_answers(room.record, "northmere", message, [Answer("e-1", How.LINK, BEGAN)])
    progress = progress_of(room.record, [message])[message]
    assert set(progress.claimed) == {("e-1", 0), ("e-2", 0), ("e-2", 1)}
    assert progress.came == {("e-1", 0): told}
    assert progress.in_doubt == (two, Claim("e-2", 1, Means.PHONE))
    assert progress.told == {"e-1"}
    assert progress.answers["e-1"].how is How.LINK
    written = [kind for kind in kinds(room)[before:] if kind != Kind.OFFICER_NAMED]
    assert written == [Kind.MESSAGE_TRIED, Kind.MESSAGE_SENT, Kind.MESSAGE_TRIED, Kind.MESSAGE_ANSWERED]


def test_a_full_batch_is_one_entry(room):
    message = order(room).thing
    note_claims(room.record, "northmere", message, [Claim("e-1", 0, Means.MAIL)])
    before = len(kinds(room))
    came = [Came(f"e-{at}", 0, Means.MAIL, Outcome.TOLD, BEGAN, "x" * 200) for at in range(BATCH_MAX)]
    note_outcomes(room.record, "northmere", message, came)
    assert len(kinds(room)) == before + 1
    assert len(progress_of(room.record, [message])[message].came) == BATCH_MAX


def test_what_came_of_a_message_names_nobody_to_a_partner(room):
    message = order(room, handling=SHARED).thing
    note_outcomes(room.record, "northmere", message, [Came("e-1", 0, Means.MAIL, Outcome.TOLD, BEGAN)])
    sight = room.sight("eastholt")
    assert all("e-1" not in line.words for line in sight.lines())
    assert not [line for line in sight.lines() if line.header.kind == Kind.MESSAGE_SENT and line.words]


def test_a_caller_ticks_who_understood_and_the_record_says_who_says_so(room):
    message = order(room).thing
    caller = officer("northmere", Role.LOGGIST)
    tick(room.record, caller, message, "e-2", How.TICKED)
    answer = progress_of(room.record, [message])[message].answers["e-2"]
    assert (answer.how, answer.by) == (How.TICKED, caller.id)
    for body in ("eastholt", "farwick"):
        with pytest.raises(DeskError):
            tick(room.record, officer(body), message, "e-1", How.TICKED)
    with pytest.raises(DeskError, match="may not record who was rung"):
        tick(room.record, officer("northmere", Role.OBSERVER), message, "e-1", How.TICKED)
    assert Sight.of(room.record, caller)


# ── the phone tree ───────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_sheet_of_the_phone_tree_has_a_number_and_its_lines_and_is_keyed_back_under_them(room):
    message = order(room).thing
    caller = officer("northmere", Role.LOGGIST)
    lines = (Claim("e-1", 2, Means.PHONE), Claim("e-2", 2, Means.PHONE))
    saved, number = print_sheet(room.record, caller, message, lines)
    assert number == "PTA-1"
    assert print_sheet(room.record, caller, message, lines[:1])[1] == "PTA-2"
    progress = progress_of(room.record, [message])[message]
    assert progress.sheets == {"PTA-1": lines, "PTA-2": lines[:1]}
    assert "phone tree PTA-1: 2 people to ring" in room.record.line(saved.entry).words
    came = [
        Came("e-1", 2, Means.PHONE, Outcome.TOLD, BEGAN, "spoken to"),
        Came("e-2", 2, Means.PHONE, Outcome.REFUSED, BEGAN, "no reply"),
    ]
    key_back(room.record, caller, message, came, ["e-1"])
    progress = progress_of(room.record, [message])[message]
    assert progress.told == {"e-1"}
    assert (progress.answers["e-1"].how, progress.answers["e-1"].by) == (How.TICKED, caller.id)


@pytest.mark.parametrize("who", [officer("eastholt"), officer("farwick"), officer("northmere", Role.OBSERVER)])
def test_a_phone_tree_is_for_callers_of_its_own_body(room, who):
    message = order(room).thing
    with pytest.raises(DeskError):
        print_sheet(room.record, who, message, [])
    with pytest.raises(DeskError):
        key_back(room.record, who, message, [], [])
