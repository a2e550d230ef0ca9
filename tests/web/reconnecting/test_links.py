"""Links between bodies as pages: states, what each side owes, letters, decisions, opening; for three councils."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from battlebox.desk.picture import adopt_estate
from battlebox.desk.reconnect import LinkState, letters_of
from battlebox.desk.record import State, stand, values
from battlebox.estate import RawTable, RawTables
from battlebox.journal import sign_letter
from battlebox.web.sending.watchdog import links_not_assured
from desk.room import SHARED, officer, shipped
from web.desk_page import words

LINE = "links/shared.line/"
SAYS = {
    "happened": "An admin account was used at night.", "scope": "Two servers were hit.",
    "contained": "Both were isolated.", "eradicated": "The tools are removed.",
    "credentials": "Every admin password was reset.", "rebuilt": "Both servers.",
    "monitoring": "The firm watches all sign-ins.", "residual": "Old mail is not read yet.",
    "contacts": "duty Silver, the printed list", "evidence": "report of the firm\nlogs of two weeks",
}  # fmt: skip
ACCEPTS = {"outcome": "accepted", "why": "the firm's report"}
OPENS = {"who": "network team"}


def issue(opened, page, **more):
    """Write a letter on the page of the line; the address of the letter."""
    answer = page.send(opened.at(LINE + "letter/"), {**SAYS, **more})
    return answer.headers["Location"].partition(f"/i/{opened.short}/")[2].partition("?")[0]


def agree(opened, ours, theirs):
    """Both sides assured, both accepted; the addresses of the letters."""
    one, other = issue(opened, ours), issue(opened, theirs)
    theirs.send(opened.at(one + "decide/"), ACCEPTS)
    ours.send(opened.at(other + "decide/"), ACCEPTS)
    return one, other


def read(opened, page, rest):
    return words(page.get(opened.at(rest)))


def test_every_link_stands_in_the_list_with_what_nothing_needs(opened, ours):
    said = read(opened, ours, "links/")
    assert "Nothing in the estate needs 1 of them" in said
    assert "runs over it now; nothing in the estate needs it" in said
    assert "Eastholt: 3 links" in said
    assert read(opened, ours, "links/?links-page=all").count("Eastholt and Northmere") >= 3
    assert "it may be left over from an agreement that ended" in read(opened, ours, "links/left.payroll-line/")


def test_systems_lead_to_the_links_and_a_way_in_to_its_link(opened, ours):
    assert opened.at("links/") in ours.get(opened.at("systems/")).content.decode()
    assert opened.at("links/shared.line/") in ours.get(opened.at("ways/shared.line/")).content.decode()
    inside = next(each.path for each in opened.estate.paths if each.origin.split(".")[0] == each.target.split(".")[0])
    assert f"links/{inside}/" not in ours.get(opened.at(f"ways/{inside}/")).content.decode()
    ours.get(opened.at(f"links/{inside}/"), expect=404)
    ours.get(opened.at("links/nothing/letter/"), expect=404)


def test_bodies_and_the_gates_board_lead_to_the_links(opened, ours):
    body = words(ours.get(opened.at("bodies/eastholt/")))
    assert "Links to other bodies 3" in body
    assert "links/?links-words=Eastholt" in ours.get(opened.at("bodies/eastholt/")).content.decode()
    assert opened.at("links/") in ours.get(opened.at("gates/")).content.decode()


def test_what_is_not_as_it_was_assured_is_an_alarm_on_both_sides_once(opened, ours, theirs):
    def alarms(body):
        return list(links_not_assured(opened.installation, opened.record, body))

    agree(opened, ours, theirs)
    assert alarms("northmere") == []
    theirs.send(opened.at(LINE + "reconnected/"), OPENS)
    ours.send(opened.at("systems/northmere.servers/suspect/"), {"state": "suspected", "source": "night engineer"})
    for body in ("northmere", "eastholt"):
        (said,) = alarms(body)
        assert said.body == body
        assert "is revoked" in said.words
    (before,) = alarms("eastholt")
    theirs.send(opened.at(LINE + "cut/"), OPENS)
    (after,) = alarms("eastholt")
    assert after.key == before.key
    assert alarms("farwick") == []


def test_from_a_letter_on_each_side_to_a_verified_link(opened, ours, theirs):
    one, other = issue(opened, ours), issue(opened, theirs)
    assert "Assured by one side" in read(opened, ours, LINE)
    asked = theirs.get(opened.at(one + "decide/")).content.decode()
    assert asked.count("(assured by one side)<br>") == asked.count("(assured by one side)") - 1
    assert "Letter valid until" in asked
    assert opened.at(one) in asked.partition("<main")[2].partition("<form")[0]
    theirs.send(
        opened.at(one + "decide/"),
        {"outcome": "accepted on conditions", "conditions": ["read only"], "terms": "port 443", "why": "it will do"},
    )
    said = read(opened, ours, LINE)
    assert "Accepted on conditions by one side" in said
    assert "read only; port 443" in said
    ours.send(opened.at(other + "decide/"), ACCEPTS)
    assert "May reconnect" in read(opened, theirs, LINE)
    theirs.send(opened.at(LINE + "reconnected/"), OPENS)
    assert "not verified by a second means" in read(opened, ours, LINE)
    ours.send(opened.at(LINE + "verified/"), {**OPENS, "means": "a scan from outside"})
    said = read(opened, theirs, LINE)
    assert "Reconnected, and verified" in said
    assert "Condition of Eastholt Council read only; port 443" in said
    assert "accepted on conditions by Eastholt Council" in read(opened, theirs, "links/")


def test_a_letter_shows_its_words_its_code_and_the_twelve_words(opened, ours, theirs):
    address = issue(opened, ours)
    answer = theirs.get(opened.at(address))
    said = words(answer)
    for each in ("An admin account was used at night.", "report of the firm", "Signed in the shared record"):
        assert each in said
    found = re.search(r"Twelve words to read out by phone: ((?:[a-z]+ ){11}[a-z]+)", said)
    assert found
    assert found[1] in read(opened, ours, address)
    assert "The fingerprint of this letter as a code" in answer.content.decode()


def test_whoever_wrote_a_letter_is_given_no_form_to_decide_on_it(opened, ours):
    address = issue(opened, ours)
    assert "Decide on it" not in read(opened, ours, address)
    said = read(opened, ours, address + "decide/")
    assert "This letter is Eastholt Council's, so Northmere Council may not decide on it" in said
    before = opened.record.arrived
    ours.post(opened.at(address + "decide/"), ACCEPTS, expect=422)
    assert opened.record.arrived == before


def test_a_stranger_finds_nothing(opened, ours, theirs, desk_page):
    address = issue(opened, ours)
    agree(opened, ours, theirs)
    stranger = desk_page("farwick")
    for rest in ("links/", LINE, LINE + "letter/", address, address + "file/", address + "decide/"):
        stranger.get(opened.at(rest), expect=404)


def test_opened_without_what_it_needs_asks_why_and_is_loud_on_both_sides(opened, ours, theirs):
    said = read(opened, theirs, LINE + "reconnected/")
    assert "Still missing: Northmere Council has written no letter of assurance" in said
    answer = theirs.send(opened.at(LINE + "reconnected/"), OPENS, expect=422)
    assert "The link is not ready" in words(answer)
    theirs.send(opened.at(LINE + "reconnected/"), {**OPENS, "without": "a child was at risk"})
    for page in (ours, theirs):
        assert "It was reconnected although Northmere Council has written no letter" in read(opened, page, "")
        assert "a child was at risk" in read(opened, page, LINE)


def test_a_new_suspicion_is_said_on_both_sides_and_asks_for_the_link_to_be_cut(opened, ours, theirs):
    agree(opened, ours, theirs)
    theirs.send(opened.at(LINE + "reconnected/"), OPENS)
    ours.send(opened.at("systems/northmere.servers/suspect/"), {"state": "suspected", "source": "night engineer"})
    for page in (ours, theirs):
        said = read(opened, page, "")
        assert "The assurance of Northmere Council and of Eastholt Council is revoked" in said
        assert "The link is recorded as open" in said
        assert "Revoked" in read(opened, page, LINE)
    assert "Cut it again, or say why it stays open" in read(opened, theirs, "")
    theirs.send(opened.at(LINE + "cut/"), OPENS)
    assert "The link is recorded as open" not in read(opened, theirs, LINE)


def test_the_steps_of_each_side_lead_to_what_waits(opened, ours, theirs):
    theirs.send(opened.at(LINE + "ask/"), {"why": "our front door", "rang": "duty Silver", "channel": "mobile"})
    assert "Write the letter of assurance that Eastholt Council asked for" in read(opened, ours, "")
    assert "Assurance asked for" in read(opened, ours, LINE)
    address = issue(opened, ours)
    answer = theirs.get(opened.at(""))
    assert "Decide on the letter of assurance of Northmere Council" in words(answer)
    assert opened.at(address) in answer.content.decode()


def test_one_cause_for_several_links_is_said_once_and_no_page_shows_an_empty_alarm(opened, ours, theirs):
    issue(opened, ours, paths=["shared.line", "shared.mail"])
    ours.send(opened.at("bodies/northmere/suspect/"), {"state": "suspected", "source": "night engineer"})
    for rest in ("links/", ""):
        said = read(opened, theirs, rest)
        assert said.count("The assurance of Northmere Council is revoked: Northmere Council is suspected") == 1
    for rest in ("links/", LINE):
        assert "Alarm, :" not in theirs.get(opened.at(rest)).content.decode()


def test_withdrawn_is_revoked(opened, ours, theirs):
    one, _ = agree(opened, ours, theirs)
    ours.send(opened.at(one + "withdraw/"), {"why": "we found a second account"})
    said = read(opened, theirs, one)
    assert "this letter holds no longer" in said
    assert "we found a second account" in said
    assert "Revoked" in read(opened, theirs, LINE)


def test_past_its_day_it_is_shown_as_lapsed(opened, ours, theirs):
    agree(opened, ours, theirs)
    opened.watch.pass_by(days=15)
    assert "Lapsed" in read(opened, ours, LINE)
    assert "is lapsed" in read(opened, ours, "")


def test_two_who_decide_at_once_are_shown_both(opened, ours, theirs):
    address = issue(opened, ours)
    form = theirs.get(opened.at(address + "decide/")).content.decode()
    token = re.search(r'name="once" value="([^"]+)"', form)[1]
    theirs.send(opened.at(address + "decide/"), {**ACCEPTS, "outcome": "refused", "why": "no evidence of the firm"})
    late = {**ACCEPTS, "once": token, "role": "Silver", "review_day": "1", "review_month": "1", "review_year": "2030",
            "review_time": "09:00"}  # fmt: skip
    answer = theirs.post(opened.at(address + "decide/"), late, expect=422)
    assert "Somebody else recorded something here while you were writing" in words(answer)
    assert "no evidence of the firm" in words(answer)


# ── files and paper ──────────────────────────────────────────────────────────────────────────────────────────────────


def carried(opened, ours, **more):
    """A letter of Northmere's as a file that is not on the record: written to Eastholt by Northmere's own key."""
    address = issue(opened, ours)
    found = next(each for each in letters_of(opened.sight()) if each.name in address)
    letter = replace(found.letter, firm="another firm", **more)
    key = []
    opened.record.with_pen(opened.lead, lambda journal: key.append(journal.desk))
    return sign_letter(opened.record.incident, values.write(letter), key[0]).to_bytes()


def bring(opened, page, raw, expect=302):
    file = SimpleUploadedFile("letter.json", raw)
    return page.send(opened.at("letters/take-in/"), {"file": file}, expect=expect)


def test_a_file_goes_out_on_one_side_and_comes_in_on_the_other(opened, ours, theirs):
    raw = carried(opened, ours)
    answer = theirs.follow(bring(opened, theirs, raw))
    assert "Signed, and taken in from a file" in words(answer)
    assert "another firm" in words(answer)
    again = bring(opened, theirs, raw, expect=422)
    assert "This letter is already on the record" in words(again)
    address = answer.request["PATH_INFO"].partition(f"/i/{opened.short}/")[2]
    assert theirs.client.get(opened.at(address + "file/")).content == raw


@pytest.mark.parametrize(
    ("bend", "says"),
    [
        (lambda raw: raw.replace(b"Two servers", b"Ten servers"), "was altered on its way"),
        (lambda raw: raw[:-30], "ends too early"),
        (lambda _: b"\x89PNG\r\n", "is no letter that Battlebox signed"),
        (lambda _: b"a" * (10 << 20), "too large to be a letter"),
    ],
    ids=["altered", "cut short", "a picture", "ten megabytes"],
)
def test_a_file_that_is_none_is_refused_and_nothing_is_kept(opened, ours, theirs, bend, says):
    raw = carried(opened, ours)
    before = opened.record.arrived
    assert says in words(bring(opened, theirs, bend(raw), expect=422))
    assert opened.record.arrived == before


def test_a_letter_that_is_over_says_so(opened, ours, theirs):
    raw = carried(opened, ours, valid_until=opened.record.now() - timedelta(hours=1))
    answer = bring(opened, theirs, raw, expect=422)
    assert "This letter cannot be relied on: it was valid until" in words(answer)


def test_a_letter_on_paper_is_said_to_be_unchecked_wherever_it_stands(opened, theirs):
    now = opened.record.now()
    answer = theirs.send(
        opened.at(LINE + "paper/"),
        {**SAYS, "signatory": "Silver", "seen": "duty office, rung back", **moment("issued", now),
         **moment("valid_until", now + timedelta(days=5))},
    )  # fmt: skip
    address = answer.headers["Location"].partition("?")[0].partition(f"/i/{opened.short}/")[2]
    for rest in (address, address + "decide/"):
        assert "no signature was checked" in read(opened, theirs, rest)
    assert "no signature was checked" in read(opened, theirs, LINE)
    theirs.get(opened.at(address + "file/"), expect=404)


def moment(name, at):
    return {f"{name}_day": at.day, f"{name}_month": at.month, f"{name}_year": at.year, f"{name}_time": f"{at:%H:%M}"}


def test_a_closed_incident_takes_no_letter(opened, ours):
    address = issue(opened, ours)
    stand(opened.record, opened.lead, State.STOOD_DOWN, why="it is over", handling=SHARED)
    stand(opened.record, opened.lead, State.CLOSED, why="all is back", no_debrief="held already", handling=SHARED)
    before = opened.record.arrived
    assert "this incident is closed" in read(opened, ours, LINE + "letter/").lower()
    ours.post(opened.at(LINE + "letter/"), SAYS, expect=422)
    ours.post(opened.at(address + "withdraw/"), {"why": "late"}, expect=422)
    assert opened.record.arrived == before
    assert "Write a letter" not in read(opened, ours, LINE)


def test_the_situation_report_has_a_part_for_links_once_there_is_something_to_say(opened, ours, theirs):
    assert "Links to other bodies" not in read(opened, ours, "reports/new/?for=ours")
    agree(opened, ours, theirs)
    said = read(opened, ours, "reports/new/?for=ours")
    assert "Links to other bodies" in said
    assert "may reconnect; assured by" in said
    ours.send(opened.at("systems/northmere.servers/suspect/"), {"state": "suspected", "source": "night engineer"})
    assert "LOUD: " in read(opened, ours, "reports/new/?for=ours")


def test_a_body_without_a_part_in_a_link_is_told_of_no_letter_there_or_not(opened, ours, theirs):
    raw = shipped("northmere")
    paths = raw.tables["paths"]
    row = dict.fromkeys(paths.header, "") | {
        "path": "other.mail", "from": "eastholt.mail", "to": "farwick.servers", "kind": "mail",
    }  # fmt: skip
    more = RawTable(paths.header, (*paths.rows, tuple(row[name] for name in paths.header)))
    tables = RawTables({**raw.tables, "paths": more}, raw.settings)
    adopt_estate(opened.record, officer("northmere"), opened.installation.shelf, tables, source="a file",
                 handling=SHARED)  # fmt: skip
    stranger, party = read(opened, ours, "links/other.mail/"), read(opened, theirs, "links/other.mail/")
    assert "This link is between other bodies." in stranger
    assert "letter" not in stranger
    assert "Write a letter of assurance" in party
    answer = words(ours.send(opened.at("links/other.mail/reconnected/"), {**OPENS, "without": "haste"}, expect=422))
    assert "has written no letter" not in answer


def test_an_open_link_of_which_nobody_spoke_asks_for_nothing(opened, ours):
    said = read(opened, ours, LINE)
    assert "Before it may be opened" not in said
    assert "Say that it was reconnected" not in said


def test_the_links_of_two_bodies_stand_together_the_open_before_the_cut(opened, ours):
    from battlebox.web.reconnecting.links import RANKS

    assert set(RANKS) == set(LinkState)
    assert RANKS.index(LinkState.OPEN) < RANKS.index(LinkState.CUT)
    said = read(opened, ours, "links/?links-page=all")
    assert said.index("Between") < said.index("How it stands")


def test_links_stand_by_the_body_at_the_other_end_with_what_waits_for_us_first(opened, ours, theirs):
    assert "Waits for us Nothing: nobody asked us for anything" in read(opened, ours, "links/")
    ours.send(opened.at(LINE + "ask/"), {"why": "before we open it", "rang": "their duty Silver", "channel": "phone"})
    said = read(opened, theirs, "links/")
    assert said.index("Waits for us") < said.index("Northmere. A letter of assurance about our end: Northmere Council")
    assert said.index("asked for it") < said.index("By the body at the other end")
    assert re.search(r"Northmere: 3 links; [^:]*assurance asked for", said)
    assert "Eastholt. A letter of assurance about our end. For" in read(opened, ours, "links/")
    page = ours.get(opened.at("links/")).content.decode()
    assert "<details" in page
    assert 'name="links-words"' not in page


def test_all_links_stand_in_one_table_for_whoever_asks_for_it(opened, ours):
    assert "?links-page=all" in ours.get(opened.at("links/")).content.decode()
    table = ours.get(opened.at("links/?links-page=all")).content.decode()
    assert 'name="links-words"' in table
    assert "Between" in words(ours.get(opened.at("links/?links-page=all")))
    said = words(ours.get(opened.at("links/?links-words=Northmere")))
    assert "Links by the body at the other end" in said


def test_a_letter_after_a_refusal_or_a_revocation_says_why_and_keeps_what_was_said(opened, ours, theirs):
    assert "Your letter" not in read(opened, ours, LINE + "letter/")
    first = issue(opened, ours)
    assert "waits for a decision of Eastholt Council" in read(opened, ours, LINE + "letter/")
    theirs.send(opened.at(first + "decide/"), {"outcome": "refused", "why": "old mail is not read"})
    page = ours.get(opened.at(LINE + "letter/"))
    assert re.search(r"Your letter A-\d+ was refused by Eastholt Council: old mail is not read\.", words(page))
    for said in ("eradicated", "credentials", "rebuilt", "monitoring", "residual", "evidence"):
        assert SAYS[said].partition("\n")[0] in words(page)
    second = issue(opened, ours, residual="All of the old mail was read.")
    theirs.send(opened.at(second + "decide/"), ACCEPTS)
    ours.send(opened.at("systems/northmere.servers/suspect/"), {"state": "suspected", "source": "night engineer"})
    page = words(ours.get(opened.at(LINE + "letter/")))
    assert re.search(r"Your letter A-\d+ is revoked: ", page)
    assert "All of the old mail was read." in page


def test_what_a_refusal_hits_is_said_before_a_letter_is_issued_and_before_it_is_decided_on(opened, ours, theirs):
    assert "if it is refused, it is refused for every link that is ticked" in read(opened, ours, LINE + "letter/")
    said = read(opened, theirs, issue(opened, ours) + "decide/")
    assert "What you decide holds for every link of the letter: a refusal for all of them." in said
    assert re.search(r"Links it is about .*\(assured by one side\)", said)
