"""A bulletin made at Northmere's desk, carried as a file, opened at Eastholt's without a network, refused at Farwick's.

Law: three desks in three folders, and what happens is done by their pages and commands; Eastholt's and Farwick's have
no network but their own loopback, which is shown first; what does not come out as told ends the run.
Not here: pictures of every page (pictures.py), what else leaves a desk (shown.py).

Use: python bench/run.py carried. Writes out/carried/; needs a Chromium and Linux's `unshare`.

1. Keys and numbers go onto both call-back lists, as they would in peacetime.
2. Northmere writes, looks at who gets what, signs, and takes the file away.
3. Without a network: Eastholt opens it, takes it in, makes tasks; a spoilt copy and Farwick are refused.
4. The four words that Eastholt reads back are written down at Northmere.
"""

from __future__ import annotations

import json
import os
import re
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from table import Row

sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))

FOLDER = Path("out/carried")
BATTLEBOX = Path(sys.executable).with_name("battlebox")
OUTSIDE = ("192.0.2.1", 443)
NUMBERS = {"northmere": "01632 960 200", "eastholt": "01632 960 300"}
NAMES = {"northmere": "Northmere Council", "eastholt": "Eastholt Council"}
TITLE, ACTION, SIGN = "Attack on shared hosting", "Cut the line to our servers", "198[.]51.100.7 seen at night"


def carried() -> list[Row]:
    """All of it."""
    from playwright.sync_api import sync_playwright

    from chromium import CHROMIUM, FLAGS

    FOLDER.mkdir(parents=True, exist_ok=True)
    began = time.perf_counter()
    with sync_playwright() as play, tempfile.TemporaryDirectory(dir=FOLDER.absolute()) as held:
        folder = Path(held)
        keys = {body: _keyed(folder, body) for body in NAMES}
        browser = play.chromium.launch(executable_path=CHROMIUM, headless=True, args=FLAGS)
        northmere = _Council(browser, folder, "northmere")
        try:
            northmere.lists("eastholt", keys["eastholt"])
            file = northmere.sends(folder / "from-northmere.bulletin")
            _away(folder, keys["northmere"])
            words = json.loads((folder / "away.json").read_text())["words"]
            northmere.hears(words)
        finally:
            northmere.end()
        browser.close()
    note = f"{len(file)} bytes carried; taken in without a network; spoilt and Farwick refused; in {FOLDER}"
    return [Row("a bulletin carried as a file", "three desks", time.perf_counter() - began, note=note)]


class _Council:
    """One council's desk, and its liaison at a browser."""

    def __init__(self, browser, folder: Path, body: str) -> None:
        from web.hand import Clock, Hand
        from web.test_starting import Running

        self.body, self.desk = body, Running(folder / body)
        self.hand = hand = Hand(browser, f"http://localhost:{self.desk.port}", Clock(), body)
        code = re.search(r"code=(\S+)", self.desk.said)[1]
        hand.go("/join/").write("Code on your slip", code).press("Go on")
        hand.write("Your name, as others know you", "Duty Silver").write("Sign-in name", f"{body}.silver")
        hand.write("Password", "lantern ferry walnut").write("Your council, in short", body).press("Join")
        hand.go("/").press("Something is wrong").write("What was seen, and by whom", "Calls about screens.")
        hand.write("A name that gives nothing away", "Blue kettle").press("Open it").saved()
        hand.at("first/").follow("Choose the estate")
        label = hand.page.locator("option[value='shipped:northmere']").inner_text()
        hand.choose("Estate", label).press("Save").saved()

    def lists(self, other: str, key: str) -> None:
        """Put another council on the call-back list."""
        hand = self.hand.at("partners/call-back/add/")
        hand.write("Its id", other).write("What people call it", NAMES[other])
        hand.write("Number known before the incident", NUMBERS[other]).write("Who answers", "duty officer")
        hand.write("The key of their bulletins", key).choose("How the key was checked", "In person")
        hand.press("Put it on the list").saved()
        _say(f"{self.body}: {other} is on the call-back list, with its key, checked in person")

    def sends(self, path: Path) -> bytes:
        """Write a bulletin, look at it, sign it; the file."""
        hand = self.hand.at("partners/bulletins/new/")
        hand.tick(NAMES["eastholt"]).write("What it is about, in one line", TITLE).write("Do this", ACTION)
        hand.write("What to look for", SIGN).write("Whom to ask for", "duty Silver, 01632 960 200")
        hand.press("Look at it before it is signed").sees("Who gets what", NAMES["eastholt"])
        _picture(hand.page, "1-northmere-looks")
        hand.tick("Yes: each of them gets what stands above").press("Sign it").saved()
        _picture(hand.page, "2-northmere-sent")
        self.sent, raw = hand.path, hand.download("The file to carry", "button")
        path.write_bytes(raw)
        _say(f"northmere: bulletin 1 for eastholt signed, {len(raw)} bytes, carried as {path.name}")
        return raw

    def hears(self, words: str) -> None:
        """Write down that the other has it, by the words that it read back."""
        hand = self.hand.go(self.sent).press("Record that they have it")
        hand.write("The four words that they read to you", words).press("Record it").saved()
        _picture(hand.page, "5-northmere-heard")
        _say(f"northmere: eastholt read back «{words}», and they agree: it has the bulletin")

    def opens(self, path: Path) -> dict[str, str]:
        """Open a file, take it in, make tasks of it."""
        hand = self.hand.at("partners/bulletins/open/").give(str(path)).press("Open it")
        hand.sees("Signed with the key we hold as theirs", TITLE, ACTION, "198[.]51[.]100[.]7")
        _picture(hand.page, "3-eastholt-opens")
        hand.tick("Take it into our record").press("Take it in").saved()
        _say("eastholt: opened by its page, signed with the key we hold as theirs; taken into the record")
        words = re.search(r"Our four words, to read back\s+([a-z ]+?)\s+Ring", hand.text)[1]
        hand.press("Make tasks of it").press("Make them tasks").saved()
        hand.at("tasks/").sees(ACTION)
        _say(f"eastholt: «{ACTION}» is a task on its desk")
        return {"words": words}

    def refuses(self, path: Path) -> None:
        """What was made for somebody else is not taken in."""
        hand = self.hand.at("partners/bulletins/open/").give(str(path)).press("Open it")
        hand.sees("This was not made for")
        hand.write("How you asked whether it is theirs", "Rang Northmere; the words agree.")
        hand.tick("Take it into our record").press("Take it in")
        said = " ".join(hand.page.locator(".govuk-error-summary").inner_text().split())
        hand.sees("for eastholt")
        _picture(hand.page, "4-farwick-refuses")
        _say(f"{self.body}: not taken in: {said.removeprefix('There is a problem ')}")

    def end(self) -> None:
        self.desk.end()


def _away(folder: Path, key: str) -> None:
    """The other half, in a process that has no network."""
    alone = ("unshare", "-n") if os.geteuid() == 0 else ("unshare", "-rn")
    command = [*alone, sys.executable, __file__, str(folder), key]
    done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=False)
    print(done.stdout, end="")
    if done.returncode:
        sys.exit(f"the half without a network ended with {done.returncode}")


def away(folder: Path, key: str) -> None:
    """Eastholt and Farwick, who have nothing but their loopback."""
    from playwright.sync_api import sync_playwright

    from chromium import CHROMIUM, FLAGS

    subprocess.run(["ip", "link", "set", "lo", "up"], check=True)
    _no_network()
    file = folder / "from-northmere.bulletin"
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=CHROMIUM, headless=True, args=FLAGS)
        eastholt = _Council(browser, folder, "eastholt")
        try:
            eastholt.lists("northmere", key)
            found = eastholt.opens(file)
        finally:
            eastholt.end()
        farwick = _Council(browser, folder, "farwick")
        try:
            farwick.refuses(file)
        finally:
            farwick.end()
        browser.close()
    spoilt = folder / "spoilt.bulletin"
    spoilt.write_bytes(file.read_bytes().replace(b"Cut the line", b"Cut no line"))
    _refused("a copy with one word changed", spoilt, folder, "eastholt")
    _refused("farwick, from a terminal", file, folder, "farwick")
    (folder / "away.json").write_text(json.dumps(found))


def _no_network() -> None:
    """Nothing is reached from here, and no name is found."""
    try:
        socket.create_connection(OUTSIDE, timeout=3).close()
    except OSError as wrong:
        _say(f"no network: a connection to {OUTSIDE[0]} ends with «{(wrong.strerror or str(wrong)).lower()}»")
    else:
        sys.exit("this half has a network")
    with Path("/proc/net/dev").open() as rows:
        found = sorted(row.partition(":")[0].strip() for row in rows if ":" in row)
    _say(f"no network: its interfaces are {', '.join(found)} alone")


def _refused(what: str, file: Path, folder: Path, body: str) -> None:
    """The command ends with no; what it says first is printed."""
    command = [BATTLEBOX, "share", "bulletin", "open", file, "--as", body, "--data", folder / body]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode == 0:
        sys.exit(f"{what} was not refused")
    first = next(line for line in done.stderr.splitlines() if line)
    _say(f"{what}: exit {done.returncode}; {first}")
    for line in done.stderr.splitlines()[1:3]:
        _say(f"    {line}")


def _keyed(folder: Path, body: str) -> str:
    """The key of a council's bulletins, as its own desk prints it."""
    command = [BATTLEBOX, "share", "bulletin", "key", body, "--data", folder / body]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    return re.search(r"\b[0-9a-f]{64}\b", done.stdout)[0]


def _picture(page, name: str) -> None:
    from shown import PICTURE, TALL, picture

    page.set_viewport_size({"width": PICTURE, "height": TALL})
    picture(page, FOLDER / f"{name}.png")


def _say(words: str) -> None:
    print(words, flush=True)


if __name__ == "__main__":
    away(Path(sys.argv[1]), sys.argv[2])
