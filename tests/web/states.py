"""States of pages that no link leads to: refused, empty, half done, read only; one after another on the demonstration.

Law: each is reached as an officer would; what is yielded is the name of the state that the page then shows.
Not here: what is asked of them (test_every_state.py), pages that links lead to (every_page.py).
"""

from __future__ import annotations

import re

from battlebox.estate import corrected, zip_bytes
from desk.room import shipped
from web.hand import Clock, Hand

PART = "**/part/"
DRAWN = "() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))"
SERVICE = "rbkc.highway-emergencies"
READ = "Read the list: nothing goes yet"
STAFF = b"""Staff number,Name,Mobile,Email
1,Ada Okafor,07700 900123,
2,Ben Marsh,07700 90012,ben at home
"""


def of_lived(chromium, lived, **more):
    """Every state: a browser page, and the name of what it shows."""
    silver, care = (_hand(chromium, lived, who, **more) for who in ("rbkc.silver", "rbkc.care"))
    steps = (
        (silver, _estate(silver)),
        (care, _read_only(care)),
        (silver, _while_writing(silver, care)),
        (silver, _asked(silver)),
        (silver, _restoring(silver)),
        (silver, _sending(silver)),
        (silver, _empty(silver)),
        (silver, _over(silver)),
        (care, _cut_off(care)),
    )
    for hand, states in steps:
        for name in states:
            yield hand.page, name
            # The page was looked at narrow and as print: a click before it is drawn wide again may fall on nothing.
            hand.page.evaluate(DRAWN)
    for hand in (silver, care):
        hand.context.close()


def _hand(chromium, lived, who, **more):
    hand = Hand(chromium, lived.base, Clock(), who, storage_state=lived.states[who], **more)
    hand.incident = lived.pages["now"].path.split("/")[2]
    return hand


def _estate(hand):
    """The estate brought in, wrong and right; compared; gone over to; corrected; printed."""
    ours = corrected(shipped("west-london"), "services", SERVICE, "rto_h", "1")
    wrong = corrected(corrected(ours, "services", SERVICE, "rto_h", "soon"), "systems", "rbkc.directory", "body", "no")
    for name, file, data in (
        ("mistakes", "ours.zip", zip_bytes(wrong)),
        ("rubbish", "ours.xlsx", b"rubbish"),
        ("compared", "ours.zip", zip_bytes(ours)),
    ):
        hand.at("estate/bring/").give({"name": file, "mimeType": "application/octet-stream", "buffer": data})
        hand.write("Where it came from", "the planner's stick").press("Check it and keep it")
        yield f"estate-{name}"
    hand.press("Use this estate from now on")
    yield "estate-no-reason"
    hand.write("Why this one, from now on", "the night plan was signed").press("Use this estate from now on").saved()
    yield "estate-gone-over-to"
    hand.at(f"estate/tables/services/{SERVICE}/").follow(re.compile(r"^Correct\b"), first=True).press("Save")
    yield "estate-correct-no-reason"
    hand.at("estate/tables/services/?services-words=nothing+is+called+so")
    yield "estate-table-nothing-fits"
    hand.at("estate/tables/services/?services-sort=-name&services-page=all")
    yield "estate-table-sorted"
    hand.at("estate/gaps/?gaps-words=never")
    yield "estate-gaps-filtered"
    hand.at("estate/pack/").press("Make a checkpoint")
    yield "estate-pack-no-holder"
    hand.write("Who will hold the pack", "Westminster, duty director").press("Make a checkpoint")
    yield "estate-pack-with-checkpoint"


def _read_only(hand):
    """The same for somebody who may not change it."""
    for name, rest in (("bring", "bring/"), ("row", f"tables/services/{SERVICE}/"), ("revisions", "revisions/")):
        hand.at(f"estate/{rest}")
        yield f"read-only-estate-{name}"
    hand.follow(re.compile("^West London"), first=True)
    yield "read-only-estate-revision"


def _empty(hand):
    """An incident of a minute ago, without an estate: every place of the menu."""
    hand.go("/").press("Something is wrong").write("What was seen, and by whom", "Blank screens.")
    hand.write("A name that gives nothing away", "Green lamp")
    hand.page.get_by_label("Estate").select_option("")
    hand.press("Open it").saved()
    yield "empty-first-minutes"
    menu = hand.page.locator(".desk-menu a")
    places = [menu.nth(place).get_attribute("href") for place in range(menu.count())]
    more = ("choose-estate/", "log/checkpoints/", "estate/revisions/", "estate/pack/", "people/ring/")
    for address in (*places, *(f"{places[0]}{rest}" for rest in more)):
        # Places that are made of an estate are not there yet.
        if hand.page.goto(hand.base + address).ok:
            yield f"empty-{address.strip('/').partition('/')[2].replace('/', '-')}"


def _while_writing(hand, other):
    """Somebody was quicker; it was sent already, and now with other words."""
    hand.at("tasks/new/").write("What is to be done", "Ring the care homes").press("Save").saved()
    hand.at("tasks/?show=all").follow("Ring the care homes", first=True)
    task = hand.path.partition("?")[0]
    hand.go(f"{task}change/")
    other.go(f"{task}change/").write("A word on it", "two of them do not answer").press("Save").saved()
    hand.write("A word on it", "all were rung").press("Save")
    yield "somebody-was-quicker"
    hand.at("log/note/").write("What happened", "The porter rang.")
    sent = hand.page.locator("main form").last.evaluate("form => Object.fromEntries(new FormData(form))")
    hand.press("Save").saved()
    note = hand.page.url
    hand.at("log/note/")
    fields = {**sent, "facts": "The porter rang again."}
    hand.page.locator("main form").last.evaluate(
        "(form, fields) => { for (const [name, value] of Object.entries(fields)) form.elements[name].value = value; }",
        fields,
    )
    hand.press("Save")
    yield "saved-already-with-other-words"
    assert note != hand.page.url


def _asked(hand):
    """A question that is being worked out, and the same when it is."""
    # The page asks again by itself: held back, or it would turn while it is looked at.
    hand.page.route(PART, lambda _: None)
    hand.at("contain/").press("Work it out")
    yield "contain-asked"
    hand.page.unroute_all(behavior="ignoreErrors")
    hand.go(hand.path)
    hand.page.get_by_role("heading", name="What the figures point to").wait_for(timeout=60_000)
    hand.go(hand.path)
    yield "contain-answered"
    hand.go(f"{hand.path}why/everything/")
    yield "contain-why-not-asked"
    hand.page.route(PART, lambda _: None)
    hand.press("Work out why")
    yield "contain-why-asked"
    hand.page.unroute_all(behavior="ignoreErrors")
    _worked_out(hand, "What it stops, and for whom")
    yield "contain-why"


def _restoring(hand):
    """An order of return: worked out, adopted, asked why and what if, worked on, slipped and gone on with."""
    hand.at("restore/ask/").press("Work it out")
    _worked_out(hand, "The order, drawn")
    yield "restore-answered"
    hand.press("Decide to follow this order")
    yield "restore-adopt"
    hand.write("Why", "It costs residents least").press("Save the decision").saved()
    yield "restore-followed"
    hand.click(hand.page.locator("td a").first)
    yield "restore-why"
    hand.page.locator("input[type=radio]").first.press("Space")
    hand.press("Work it out")
    _worked_out(hand, "Harm in weighted person-hours")
    yield "restore-what-if"
    hand.at("restore/")
    hand.click(hand.page.locator("td a").first)
    hand.press("Record work on it")
    hand.page.locator("input[value=clear]").check()
    hand.page.locator("input[value=begun]").check()
    yield "restore-work"
    hand.write("Who says so", "The server team").press("Save").saved()
    hand.at("restore/again/").press("Work it out")
    # Ways that are the same are shown as one.
    _worked_out(hand, "Side by side", "What it comes to")
    yield "restore-ways"


def _worked_out(hand, *words):
    """Load the page again until one of the words that were asked for stands on it."""
    for _ in range(300):
        if any(hand.page.get_by_text(each, exact=True).count() for each in words):
            # What was asked for by the page itself may turn it yet; what is loaded now stays.
            hand.go(hand.path)
            return
        hand.page.wait_for_timeout(500)
        hand.go(hand.path)
    raise AssertionError(words)


def _sending(hand):
    """A message to a list: its columns, a last look at whom nothing reaches, and not looked."""
    hand.at("tell/words/staff-memo/send/").press(READ)
    yield "send-no-list"
    hand.at("tell/words/staff-memo/send/").click(hand.page.locator("main form details summary").first)
    hand.write("Subject", "A memo").write("Or paste the list here", "person,mail\ne-1,ada@example.org\n")
    hand.page.wait_for_timeout(600)
    kept = hand.page.evaluate("JSON.stringify(localStorage)")
    assert "A memo" in kept
    assert "ada@example.org" not in kept, "whom it goes to is kept on this device"
    hand.at("tell/words/staff-memo/send/").give({"name": "staff.csv", "mimeType": "text/csv", "buffer": STAFF})
    hand.press(READ)
    yield "send-columns"
    hand.press("Read the people: nothing goes yet")
    yield "send-look"
    hand.press("Send it to 1 person")
    yield "send-not-looked"


def _over(hand):
    """Stood down; closed; and what a closed incident still takes and no longer takes."""
    hand.at("stand/").tick(re.compile("^Stand down")).write("Why", "It was a false alarm.").press("Record it").saved()
    yield "stood-down"
    hand.at("stand/").tick(re.compile("^Close")).write("Why", "Nothing is left to do.")
    hand.write("Or: why there is no debrief", "Nothing happened.").press("Record it").saved()
    yield "closed"
    for rest in (
        "tasks/",
        "tasks/new/",
        "decisions/",
        "log/",
        "log/note/",
        "reports/",
        "reach/",
        "reach/bring/",
        "stand/",
    ):
        hand.at(rest)
        yield f"closed-{rest.strip('/').replace('/', '-')}"


def _cut_off(hand):
    """The desk is not heard from; the session is over with words unsaved."""
    hand.go(f"/i/{hand.incident}/log/note/").write("What happened", "The host rang.")
    hand.context.set_offline(True)
    hand.page.locator(".desk-heard--stale").wait_for(timeout=60_000)
    yield "not-heard-from"
    hand.context.set_offline(False)
    hand.context.clear_cookies(name="desk_session")
    hand.press("Save")
    yield "signed-out-while-writing"
