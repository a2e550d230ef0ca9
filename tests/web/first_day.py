"""The first day of West London, walked in a browser: from a fresh desk at 02:40 to the closing of the incident.

Law: every step goes through a page, as a person would go; the five moments of the first days are counted.
Not here: the limits in CI (test_every_page.py), the long run (bench).
"""

from __future__ import annotations

import io
import re
import zipfile
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from web.first_words import first_words, state_facts
from web.hand import Clock, Hand, text_of

PASSWORD = "lantern ferry walnut"
EXTRACT = b"""number,name,ward,need,priority,phone,address
1,Ada Brown,North,home care,high,020 7946 0001,1 High Street
2,Bert Ng,North,home care,critical,020 7946 0002,2 High Street
3,Cara Hall,South,telecare,low,020 7946 0003,3 Low Road
"""
FIRST_KEY, SECOND_KEY = "lantern ferry walnut copper", "harbour pencil violet marble"
PACK = (
    "Do not touch", "Ring, in this order", "Action card: Gold: the first hour", "Highway emergencies",
    "What may be ordered", "What to ask partners for", "METHANE", "Hand-over in pencil", "Call sheet",
)  # fmt: skip
CALLED_AT = "02:40"
ROLES = {"strategic": "Strategic (Gold)", "service_lead": "Service lead"}
HIT, ORDERED, SERVICE = "rbkc.directory", "rbkc.isolate-directory", "rbkc.highway-emergencies"


class FirstDay:
    """The desk, who sits at it, and the steps in their order."""

    def __init__(self, browser, desk, hand=Hand, **more):
        self.browser, self.desk, self.made, self.more = browser, desk, hand, more
        self.base = f"http://localhost:{desk.port}"
        self.clock = Clock()
        self.silver = self._hand("silver")
        self.codes = {}

    def _hand(self, name):
        return self.made(self.browser, self.base, self.clock, name, **self.more)

    @property
    def hands(self):
        return [hand for name in ("silver", "gold", "next_gold", "care") if (hand := getattr(self, name, None))]

    # ── 02:40 ────────────────────────────────────────────────────────────────────────────────────────────────────

    def join_first(self):
        """The first account, with the code on the terminal."""
        code = re.search(r"code=(\S+)", self.desk.said)[1]
        self._join(self.silver, code, "Duty Silver", "duty.silver", body="rbkc")

    def _join(self, hand, code, name, sign_in, body=""):
        hand.go("/join/").write("Code on your slip", code).press("Go on")
        hand.write("Your name, as others know you", name).write("Sign-in name", sign_in).write("Password", PASSWORD)
        if body:
            hand.write("Your council, in short", body)
        hand.press("Join").sees("Your account", name)

    def first_fifteen_minutes(self):
        """Something is wrong: two fields, and then whom to ring, what not to touch, the number, the next check."""
        silver = self.silver
        with self.clock.moment("0-15 minutes: something is wrong", clicks_max=4, seconds_max=15):
            silver.go("/").press("Something is wrong")
            silver.write("What was seen, and by whom", "The night porter: every screen is blank since 02:10.")
            silver.write("A name that gives nothing away", "Blue kettle")
            silver.press("Open it")
            silver.sees("The first fifteen minutes", "Ring now, in this order", "Do not touch", "Deputy", "Next check")
            silver.sees("memory", silver.saved())
        self.silver.incident = re.search(r"/i/(\w+)/", silver.path)[1]

    def write_down_the_call(self):
        """The call came before anybody sat at a desk: when it came stands beside when it was written."""
        silver = self.silver
        self.called = _last(CALLED_AT)
        silver.at("log/").press("Write in the log").write("What happened", "The night porter rang: blank screens.")
        silver.write("Heard from", "the night porter").when("happened", self.called)
        silver.write("If written late: why", "there was no desk yet").press("Save").saved()
        silver.at("log/").sees("The night porter rang", f"{CALLED_AT} (written ")

    def choose_estate(self):
        """Adopt West London."""
        silver = self.silver
        silver.at("first/").follow("Choose the estate")
        label = silver.page.locator("option[value='shipped:west-london']").inner_text()
        silver.choose("Estate", label).press("Save").saved()
        silver.at("first/").sees("Talk on these")

    def stand_up(self):
        silver = self.silver
        silver.follow("Stand it up, or down").tick("Stand up: this is an incident")
        silver.write("Why", "Three systems are encrypted.").press("Record it").saved()

    def let_others_in(self):
        """Slips on paper, one for each who comes in."""
        silver = self.silver
        for role, count in (("strategic", 2), ("service_lead", 1)):
            silver.go("/access/slips/")
            silver.choose("Role", ROLES[role]).write("How many slips", count).press("Make them")
            found = re.findall(r"\b(?:[0-9A-Z]{4}-){3}[0-9A-Z]{4}\b", silver.text)
            assert len(set(found)) == count
            self.codes[role] = list(dict.fromkeys(found))
        self.gold = self._joined(self.codes["strategic"][0], "B. Osei", "b.osei")

    def _joined(self, code, name, sign_in):
        hand = self._hand(sign_in)
        self._join(hand, code, name, sign_in)
        hand.go("/").follow("Blue kettle")
        return hand

    # ── the first hours ──────────────────────────────────────────────────────────────────────────────────────────

    def suspect(self):
        silver = self.silver
        silver.at(f"systems/{HIT}/").press("Say what is believed")
        silver.tick(re.compile("^Confirmed"))
        silver.write("Who or what says so", "the night engineer").press("Save").saved()

    def order(self):
        """Order, acknowledged, verified off by a second means."""
        silver = self.silver
        silver.at(f"orders/{ORDERED}/").press("Give this order").write("Who was told to do it", "the duty engineer")
        if silver.page.get_by_label("Yes, memory was captured").count():
            silver.tick("Yes, memory was captured")
        silver.press("Give the order").saved()
        silver.press("Say that it was acknowledged").write("Who says so or did it", "the duty engineer")
        silver.press("Save").saved()
        silver.press("Say that it is verified off").write("Who says so or did it", "the second engineer")
        silver.write("By what second means was it checked", "a ping from outside fails").press("Save").saved()
        silver.sees("Verified")

    def observe(self):
        silver = self.silver
        silver.at(f"seen/{SERVICE}/")
        silver.tick("Out")
        silver.write("Who saw it", "the duty manager").press("Save").saved()

    def fall_back(self):
        silver = self.silver
        silver.at(f"services/{SERVICE}/fallback/").tick("It runs").write("Who runs it", "the duty manager")
        silver.write("How many people are at work on it", 4).press("Save").saved()

    def contain(self):
        """Work it out, and decide other than the figures point to."""
        gold = self.gold
        with self.clock.moment("30-90 minutes: Gold decides on shutdown", clicks_max=9, seconds_max=100):
            gold.at().follow("Contain").press("Work it out")
            gold.page.get_by_role("heading", name="What the figures point to").wait_for()
            self.answer = gold.path
            gold.press("Decide")
            self._decide(gold)
        gold.sees(self.decided)

    def _decide(self, gold):
        assert gold.page.locator("[name=chosen]:checked").count() == 0, "nobody is led to a choice"
        pointed = re.search(r"not ([A-H]): the figures point to that", gold.page.locator("main").inner_text())[1]
        # One that has orders of its own to carry on with: neither `watch` nor `none of these`.
        other = next(value for value in self._letters(gold)[1:-1] if value != pointed)
        gold.check(gold.page.locator(f"[name=chosen][value={other}]"))
        gold.write("Why", "The hospital's discharge team works until four.").press("Save the decision")
        assert gold.page.locator(".govuk-error-summary").is_visible()
        gold.fill(gold.page.locator("[name=ignored]"), "they cannot know of the discharge team")
        gold.press("Save the decision")
        self.decided = gold.saved()

    def _letters(self, gold):
        boxes = gold.page.locator("[name=chosen]")
        return [boxes.nth(place).get_attribute("value") for place in range(boxes.count())]

    def carry_on(self):
        """The orders and asks that follow from the decision, one tick each."""
        gold = self.gold
        gold.press("Give the orders, write down the asks")
        tick = gold.page.locator("main input[type=checkbox]").first
        gold.check(tick)
        who = tick.get_attribute("name").replace("give:", "who:")
        gold.fill(gold.page.locator(f"[name='{who}']"), "the duty engineer")
        gold.press("Record what is ticked")
        gold.saved()

    def gold_page(self):
        """The figures that the decision refers to, on one sheet of A4 to sign."""
        gold = self.gold
        gold.at("decisions/").follow("DA-1").follow("The figures that were on the screen")
        sheet = gold.paper()
        assert "\f" not in sheet, f"{sheet.count(chr(12)) + 1} sheets"
        for each in ("Known", "Not known", "Tick one", "Signed", "Evidence lost", "Who orders"):
            assert each in sheet, f"{each!r} is not on {sheet}"

    def tasks(self):
        silver = self.silver
        silver.at("tasks/").press("Open a task").write("What is to be done", "Ring the hospital's discharge team")
        silver.press("Save").saved()
        silver.at("tasks/cards/first-call/").press("Take it up").press("Take it up").saved()

    # ── people to reach ──────────────────────────────────────────────────────────────────────────────────────────

    def bring_list(self):
        """A list of people, sealed for two key holders; its passphrases take their seconds."""
        self.care = care = self._joined(self.codes["service_lead"][0], "C. Reyes", "c.reyes")
        self._extract(care.follow("Reach list"))
        now = _now()
        for label, words in (
            ("Where it came from", "the home care case system"),
            ("What it is for", "reaching people who depend on us"),
            ("Lawful basis", "as the data protection officer named it"),
            ("Which body answers for the data", "Kensington and Chelsea"),
            ("How long it is kept, and why", "until everybody is reached"),
            ("First key holder", "duty director"),
            ("Their passphrase", FIRST_KEY),
            ("Their passphrase, once more", FIRST_KEY),
            ("Second key holder", "out of hours lead"),
            ("The second passphrase", SECOND_KEY),
            ("The second passphrase, once more", SECOND_KEY),
        ):
            care.write(label, words)
        care.when("extracted", now - timedelta(days=1)).when("expires", now + timedelta(days=7))
        care.press("Seal it and take it in").saved()
        care.follow("the home care case system")
        self.list = re.search(r"/reach/([\w-]+)/", care.path)[1]

    def _extract(self, care):
        care.press("Bring a list in")
        care.give({"name": "extract.csv", "mimeType": "text/csv", "buffer": EXTRACT})
        care.press("Read it").press("Read the people")

    def reach(self):
        """Open the list with a key, and print numbered sheets by patch and need."""
        care = self.care
        with self.clock.moment("Hours 1-6: a call sheet for vulnerable people", clicks_max=8, seconds_max=45):
            care.at().follow("Reach list").follow("the home care case system").follow("Open it")
            care.choose("Whose key", "duty director").write("Passphrase", FIRST_KEY)
            care.write("Why names are needed now", "telecare is off").press("Open it").saved()
            care.follow("Print sheets", first=True)
            care.check(care.page.locator("[name=way]").first).press("Number the sheets")
            self.sheets = text_of(care.download("Open the sheets (PDF)", "button"))
        assert "Ada Brown" not in care.at("reach/").text

    def key_back(self):
        """A sheet comes back from the street; whoever is at the desk keys it in, without a key and without a name."""
        (number,) = re.findall(r"\bS[A-Z]-\d+\b(?=[^~]*Ada Brown)", self.sheets.replace("\f", "~"))[:1]
        other = next(each for each in sorted(set(re.findall(r"\bS[A-Z]-\d+\b", self.sheets))) if each != number)
        self.care.at(f"reach/sheets/{number}/").press("Hand it out")
        self.care.write("Who takes it", "north patch team").press("Save").saved()
        silver = self.silver
        silver.at("reach/").press("Key back a sheet").write("Number of the sheet", f"{number}0").press("Find it")
        silver.sees("There is no such sheet here").write("Number of the sheet", f" {number.lower()} ").press("Find it")
        silver.press("Key it back").sees("Line 1", "Line 2")
        assert not any(name in silver.text for name in ("Ada", "Bert", "High Street", "7946"))
        silver.when("at", _now() + timedelta(days=2)).choose("Line 1", "Safe").press("Key it back")
        assert silver.page.locator(".govuk-error-summary").is_visible(), "a visit in two days was taken"
        silver.when("at", _now()).choose("Line 2", "No reply").write("Note on line 2", "Curtains drawn, no car.")
        silver.press("Key it back").saved()
        silver.sees("Line 1 safe", "Line 2 no reply", "north patch team")
        assert "Curtains" not in silver.text, "a sealed note is shown to who has no key"
        self._mend(silver, number)
        self.sheet = other

    def _mend(self, silver, number):
        """The volunteer rings: it was the other box. A line that is not on the sheet is refused."""
        silver.press("Mend one line").write("Line", 7).tick("In hospital").write("Who rang or went", "north patch team")
        silver.press("Save").sees("There is a problem").write("Line", 2).press("Save").saved()
        silver.at(f"reach/sheets/{number}/").sees("Line 2 in hospital")
        assert not silver.page.get_by_role("button", name="Key it back").count(), "a sheet is keyed back once"
        silver.at(f"reach/{self.list}/").sees("To reach 1", "Safe 1 In hospital 1")

    # ── hours 8 to 24 ────────────────────────────────────────────────────────────────────────────────────────────

    def hand_over(self):
        """Gold goes home: a note drawn from the record, signed by who leaves and by who comes."""
        gold = self.gold
        gold.at("people/roles/strategic/").press("Take it").press("Take it").saved()
        self.next_gold = following = self._joined(self.codes["strategic"][1], "D. Lowe", "d.lowe")
        with self.clock.moment("Hours 8-24: hand-over and situation report", clicks_max=10, seconds_max=45):
            gold.at("people/roles/strategic/").press("Write the hand-over note")
            gold.press("Sign it, as the one who leaves").saved()
            following.at("people/").follow(re.compile("Hand-over of"))
            following.press("Sign it, as the one who comes in").press("Sign it, as the one who comes in").saved()
            self.paper, self.document = self._report(following)
        following.at("people/roles/strategic/").sees("D. Lowe")

    def _report(self, hand):
        hand.at("reports/").press("Draft the next one")
        hand.write("Headline: the one thing to know", "Home care goes on from paper; the directory is off.")
        hand.press("Issue it").saved()
        if not hand.page.get_by_role("button", name="As PDF").count():
            hand.click(hand.page.locator("main tbody a").first)
        return hand.download("As PDF", "button"), hand.download("As a document (DOCX)", "button")

    def check_papers(self):
        assert "Home care goes on from paper" in text_of(self.paper)
        with zipfile.ZipFile(io.BytesIO(self.document)) as document:
            assert "Home care goes on from paper" in document.read("word/document.xml").decode()

    def prove(self):
        """The record verified, its end printed for somebody outside, and the pack with that end on its cover."""
        silver = self.silver
        silver.at("log/verify/").press("Verify it")
        self.verified = silver.path
        for _ in range(60):
            if "Load this page again" not in silver.text:
                break
            silver.page.wait_for_timeout(500)
            silver.go(self.verified)
        assert "damaged" not in silver.text, silver.text
        silver.at("log/checkpoints/").write("Who takes the sheet", "Westminster, duty officer")
        silver.press("Make a checkpoint").sees("Twelve words to read out")
        spoken = re.search(r"read out by phone: ((?:[a-z]+[ ,-]*){12})", silver.text)[1].strip()
        printed = silver.paper()
        assert spoken in printed, printed
        assert "Westminster, duty officer" in printed
        assert "Signature" in printed
        self._pack(silver)

    def _pack(self, silver):
        silver.at("estate/pack/").write("Who will hold the pack", "Kensington and Chelsea, duty director")
        silver.press("Make a checkpoint")
        self.pack = text_of(silver.download("Print the pack", "button"))
        cover, *pages = self.pack.split("\f")
        for each in ("Kensington and Chelsea", " entries: ", "EXAMPLE", "Destroy or replace by"):
            assert each in cover, cover
        for each in PACK:
            assert any(each in page for page in pages), f"{each} is not in the pack"

    def leave_begun(self):
        """What waits for somebody: a proposal, a note with one signature, a copy of the record, a second extract."""
        gold, following, care = self.gold, self.next_gold, self.care
        gold.go(self.answer).press("Propose to Gold or Silver").write("Why", "It spreads.").press("Save").saved()
        following.at("people/roles/strategic/hand-over/").press("Sign it, as the one who leaves").saved()
        following.at("log/copy/").click(following.page.locator("main form[novalidate] button").last)
        following.page.wait_for_url(re.compile(r"/log/copy/[\w-]+/"))
        self._extract(care.at("reach/"))

    def end(self):
        """Stood down, and closed."""
        silver = self.silver
        silver.at("stand/").tick(re.compile("^Stand down")).write("Why", "Every service is back.")
        silver.press("Record it").saved()
        silver.at("stand/").tick(re.compile("^Close")).write("Why", "The debrief is over.")
        silver.write("Or: why there is no debrief", "It was held before closing.")
        silver.press("Record it").saved()
        silver.sees("Closed")

    MORNING = (
        join_first, first_fifteen_minutes, write_down_the_call, choose_estate, stand_up, let_others_in, suspect,
        order, observe, fall_back,
    )  # fmt: skip
    DAY = (
        contain,
        carry_on,
        gold_page,
        tasks,
        bring_list,
        reach,
        key_back,
        state_facts,
        first_words,
        hand_over,
        check_papers,
        prove,
    )

    def walk(self, *steps):
        for step in steps:
            step(self)
        return self


def _now():
    return datetime.now(ZoneInfo("Europe/London"))


def _last(clock):
    """The last time that a clock in London showed this."""
    hour, minute = (int(each) for each in clock.split(":"))
    now = _now()
    today = now.replace(hour=hour, minute=minute, second=0, microsecond=0)
    return today if today <= now else today - timedelta(days=1)
