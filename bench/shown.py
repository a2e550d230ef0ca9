"""What the desk gives out, for somebody to look at: a regulator's draft, the public site, partners, one wrong figure.

Law: everything is made by the program itself, through its pages and its commands; nothing is judged here but by axe.
Not here: pictures of every page (pictures.py), the figures of sending (sending.py).

Use: python bench/run.py shown, or shown:people:kills. Writes out/shown/; needs a Chromium and pdftoppm.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from table import Row

sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))

FOLDER = Path("out/shown")
WIDE, NARROW, TALL = 1280, 320, 900
SITE = ("index", "s/housing-benefit", "s/licences")
PICTURE, EDGE = 1000, 20
PARTNERS = {
    "partners": "",
    "partner": "with/hf/",
    "given": "ledger/hf/",
    "ledger": "ledger/",
    "bulletins": "bulletins/",
    "call-back-list": "call-back/",
}
SENT = re.compile(r"/bulletins/sent/(\w+)/")
FIGURE = re.compile(r"about thirty")


def shown(people: int, kills: int, seed: int) -> list[Row]:
    """All four, one after the other."""
    from playwright.sync_api import sync_playwright

    from chromium import CHROMIUM, FLAGS

    FOLDER.mkdir(parents=True, exist_ok=True)
    began = time.perf_counter()
    with sync_playwright() as play, tempfile.TemporaryDirectory(dir=FOLDER.absolute()) as held:
        browser = play.chromium.launch(executable_path=CHROMIUM, headless=True, args=FLAGS)
        found = _site(browser, Path(held))
        _demonstration(browser, Path(held) / "demo")
        killed = _outbox(browser, Path(held), people, kills, seed)
        browser.close()
    note = f"axe over {len(SITE)} pages of the site: {found} findings; {killed}; in {FOLDER}"
    return [Row("what is given out, to look at", "everything", time.perf_counter() - began, note=note)]


def _site(browser, held: Path) -> int:
    """The example as files, three pages of it wide and narrow, and what axe finds."""
    from share.status.hosts import served
    from share.status.test_browser import axe

    public = held / "public"
    build = ["status", "build", "west-london", "--out", public, "--at", "2025-12-02T09:31", "--data", held / "laptop"]
    subprocess.run([Path(sys.executable).with_name("battlebox"), *build], check=True, capture_output=True)
    found = {}
    with served(public) as address:
        page = browser.new_context(bypass_csp=True).new_page()
        page.clock.install(time="2025-12-02T10:00:00Z")
        for name in SITE:
            page.goto(f"{address}/{name}.html")
            _pictures(page, f"site-{name.rpartition('/')[2]}")
            found[name] = axe(page)
    (FOLDER / "axe.json").write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")
    return sum(map(len, found.values()))


def _demonstration(browser, folder: Path) -> None:
    """West London at hour three: the draft for the ICO; one figure that went to three places, and its correction."""
    from web.test_starting import Running

    desk = Running(folder, "--demo")
    try:
        password = re.search(r"desk is closed: (\S+)", desk.said)[1]
        hand = _At(browser, desk.port)
        hand.sign_in("rbkc.words", password)
        hand.incident = re.search(r'href="(/i/\w+/)', hand.page.content())[1]
        paper = hand.page.context.request.get(f"{hand.base}{hand.incident}tell/words/ico-33/paper/").body()
        (FOLDER / "ico-33.pdf").write_bytes(paper)
        drawn = ["pdftoppm", "-r", "80", "-png", FOLDER / "ico-33.pdf", FOLDER / "ico-33"]
        subprocess.run(drawn, check=True)
        _partners(hand)
        _one_figure(hand)
    finally:
        desk.end()


def _partners(hand: _At) -> None:
    """Who shares with us, one of them, what it was given, bulletins, whom to ring back: without the frame of a page."""
    hand.page.set_viewport_size({"width": PICTURE, "height": TALL})
    for name, rest in PARTNERS.items():
        hand.open(f"partners/{rest}")
        picture(hand.page, FOLDER / f"{name}.png")
    for name, rest in (("call-back", "call-back/paper/"), ("bulletin", _sent(hand))):
        paper = hand.page.context.request.get(f"{hand.base}{hand.incident}partners/{rest}").body()
        (FOLDER / f"{name}.pdf").write_bytes(paper)
        subprocess.run(["pdftoppm", "-r", "80", "-png", FOLDER / f"{name}.pdf", FOLDER / name], check=True)
    hand.page.set_viewport_size({"width": WIDE, "height": TALL})


def _sent(hand: _At) -> str:
    """The paper of the bulletin that was sent."""
    hand.open("partners/bulletins/")
    return f"bulletins/paper/{SENT.search(hand.page.content())[1]}/"


def _one_figure(hand: _At) -> None:
    """The page had it before; now the press has, and a partner; then it is counted again."""
    own = {"update": "at 4pm today", "numbers": "020 7946 0100", "check": "Ring that number.", "office": "press office"}
    hand.send("tell/words/own/", own)
    for name, where in (("press-line", "the Harbour Echo"), ("radio-script", "Radio Harbour, the noon news")):
        hand.send(f"tell/words/{name}/release/", {"where": where})
    hand.open("tell/facts/")
    fact = hand.page.get_by_role("link", name=FIGURE).first.get_attribute("href").removeprefix(hand.incident)
    hand.open(f"{fact}change/")
    wording = FIGURE.sub("about forty", hand.page.locator("[name=wording]").input_value())
    hand.send(f"{fact}change/", {"wording": wording, "why": "Counted again, says duty Silver."})
    hand.send(f"{fact}clear/", {"verdict": "cleared", "who": "communications officer"})
    hand.open("tell/went/")
    _pictures(hand.page, "went")


def _outbox(browser, held: Path, people: int, kills: int, seed: int) -> str:
    """The desk is killed while it sends; then somebody signs in, and looks."""
    from sim.sending import Trial
    from web.test_starting import PERSON, Running

    trial = Trial(held, people)
    try:
        found = trial.run(kills, seed, 3000.0)
        if found.faults or found.duplicates:
            sys.exit(f"{found.duplicates} told twice; {len(found.faults)} faults: {found.faults[:5]}")
        desk = Running(trial.data)
        try:
            hand = _At(browser, desk.port)
            hand.join(re.search(r"code=(\S+)", desk.said)[1], PERSON)
            hand.incident = f"/i/{trial.incident[:8]}/"
            hand.open("tell/outbox/")
            _pictures(hand.page, "outbox")
            hand.page.get_by_role("link", name="Phones are down").click()
            hand.page.wait_for_load_state()
            _pictures(hand.page, "outbox-message")
        finally:
            desk.end()
    finally:
        trial.providers.close()
    return f"{found.people} people, {found.kills} kills: {found.told} told, {found.listed} listed, 0 twice"


class _At:
    """Somebody at a browser, who fills in fields by their names."""

    def __init__(self, browser, port: int) -> None:
        self.base, self.incident = f"http://localhost:{port}", ""
        self.page = browser.new_context(viewport={"width": WIDE, "height": TALL}).new_page()

    def sign_in(self, name: str, password: str) -> None:
        self.page.goto(f"{self.base}/account/login/")
        self._fill({"login": name, "password": password})
        self.page.get_by_role("heading", name="The desk", exact=True).wait_for()

    def join(self, code: str, person: dict[str, str]) -> None:
        self.page.goto(f"{self.base}/join/")
        self._fill({"code": code})
        self._fill(person)
        self.page.get_by_role("heading", name="Your account").wait_for()

    def open(self, rest: str) -> None:
        answer = self.page.goto(f"{self.base}{self.incident}{rest}")
        if not answer.ok:
            sys.exit(f"{rest} answered {answer.status}")

    def send(self, rest: str, fields: dict[str, str]) -> None:
        """Fill in a form of the incident; it must be saved."""
        self.open(rest)
        self._fill(fields)
        if not self.page.locator("[data-desk-saved]").count():
            sys.exit(f"{rest} was not saved: {self.page.locator('main').inner_text()[:400]}")

    def _fill(self, fields: dict[str, str]) -> None:
        for name, value in fields.items():
            found = self.page.locator(f"main [name={name}]")
            if found.first.get_attribute("type") == "radio":
                self.page.locator(f"main [name={name}][value={value}]").check()
            else:
                found.first.fill(value)
        self.page.locator("main form[method=post] button").last.click()
        self.page.wait_for_load_state()


def picture(page, path: Path) -> None:
    """What stands on a page, without the frame that every page has."""
    page.evaluate("window.scrollTo(0, 0)")
    box = page.locator("main").bounding_box()
    clip = {"x": box["x"] - EDGE, "y": box["y"], "width": box["width"] + 2 * EDGE, "height": box["height"]}
    page.screenshot(path=path, full_page=True, clip=clip)


def _pictures(page, name: str) -> None:
    for width in (WIDE, NARROW):
        page.set_viewport_size({"width": width, "height": TALL})
        page.screenshot(path=FOLDER / f"{name}-{width}.png", full_page=True)
    page.set_viewport_size({"width": WIDE, "height": TALL})
