"""Two laptops of one council that meet by stick alone: sticks are lost, found old, taken in twice, broken.

Law: the desk's own commands write, export and take in; each stick is as it was when it was written, or damaged, and
then refused whole. At the end each has taken in all of the other's.
Not here: desks that speak over a line (links.py), copies made by somebody who means harm (tests/sim).
"""

from __future__ import annotations

import json
import random
import shutil
from dataclasses import dataclass, field, replace
from pathlib import Path

from click.testing import CliRunner

from battlebox.cli.program import program
from driving.desk import MARK
from faults.checker import wrongs
from faults.history import Answer, Asked, History, Kept

DESKS = ("one", "two")
STEPS = 30
REFUSED = (3, 4)
ALL = ("--last", "10000")


def types(folder, desk, *words):
    """What a command at one of the desks comes to."""
    return CliRunner().invoke(program, ["journal", *words, "--data", str(folder / desk)])


def sure(folder, desk, *words):
    """The same, where it has to go well."""
    found = types(folder, desk, *words)
    assert found.exit_code == 0, (desk, words, found.output, found.exception)
    return found.stdout


def enrolled(folder):
    """Both laptops, the second let in by the first."""
    admin = str(folder / "admin.key")
    sure(folder, "one", "new", "--org", "northmere", "--name", "one", "--admin", admin)
    sure(folder, "one", "export", str(folder / "first"), "--to", "northmere")
    sure(folder, "two", "import", str(folder / "first"))
    card = json.loads(sure(folder, "two", "card", "--json"))["card"]
    words = ("--org", "northmere", "--name", "two", "--admin", admin, "--yes")
    sure(folder, "one", "enrol", card, *words)
    sure(folder, "one", "export", str(folder / "second"), "--to", "northmere")
    sure(folder, "two", "import", str(folder / "second"))


@dataclass
class Sticks:
    """One run: a plan drawn from a seed, carried out as it is drawn."""

    folder: Path
    seed: int
    history: History = field(default_factory=History)
    steps: list = field(default_factory=list)
    written: list = field(default_factory=list)
    """Sticks that can be taken in: where, and whose."""
    lost: list = field(default_factory=list)

    def __post_init__(self):
        self.rng = random.Random(f"{self.seed} sticks")

    def run(self):
        """All its steps, then both have all: what is wrong."""
        for n in range(STEPS):
            step = self.rng.choice([self.write, self.write, self.look, self.export, self.take_in, self.lose,
                                    self.find, self.break_one])  # fmt: skip
            self.steps.append(step.__name__)
            step(n)
        for n, desk in enumerate((*DESKS, *DESKS)):
            self.export(STEPS + n, desk)
            self._take(self.written[-1])
        return [wrong for desk in range(len(DESKS)) for wrong in self._wrong_at(desk)]

    def write(self, n, desk=None):
        who = self.rng.randrange(2) if desk is None else desk
        at, mark = self.history.now(), f"mark {DESKS[who]}-{n}"
        sure(self.folder, DESKS[who], "append", "note:written", "--text", mark)
        self.history.note(Asked(who, at, self.history.now(), Answer.SAVED, mark))

    def look(self, _n):
        who = self.rng.randrange(2)
        at = self.history.now()
        shown = tuple(sorted(set(MARK.findall(sure(self.folder, DESKS[who], "show", *ALL)))))
        self.history.note(Asked(who, at, self.history.now(), Answer.SHOWN, shown=shown))

    def export(self, n, desk=""):
        desk = desk or self.rng.choice(DESKS)
        stick = self.folder / f"stick-{n}"
        sure(self.folder, desk, "export", str(stick), "--to", "northmere")
        self.written.append((stick, desk))

    def take_in(self, _n):
        """Any stick there is, as old as it may be, once more too."""
        if self.written:
            self._take(self.rng.choice(self.written))

    def lose(self, _n):
        if self.written:
            self.lost.append(self.written.pop(self.rng.randrange(len(self.written))))

    def find(self, _n):
        """One that was lost turns up, and somebody takes it in."""
        if self.lost:
            self.written.append(self.lost.pop(0))
            self._take(self.written[-1])

    def break_one(self, n):
        """A stick that was pulled out too early, or has lost a bit: refused, and nothing of it is taken in."""
        if not self.written:
            return
        stick, desk = self.rng.choice(self.written)
        broken = self.folder / f"broken-{n}"
        shutil.copytree(stick, broken)
        file = broken / "incident.jsonl.gz"
        raw = bytearray(file.read_bytes())
        if self.rng.random() < 0.5:
            del raw[self.rng.randrange(len(raw)) :]
        else:
            # After the name and time in its head, which mean nothing.
            raw[self.rng.randrange(12, len(raw))] ^= 1 << self.rng.randrange(8)
        file.write_bytes(raw)
        other = DESKS[1 - DESKS.index(desk)]
        before = sure(self.folder, other, "show", *ALL)
        found = types(self.folder, other, "import", str(broken))
        changed = sure(self.folder, other, "show", *ALL) != before
        assert found.exit_code in REFUSED or not changed, f"a broken stick was taken in: {found.output}"
        assert not changed, "of a broken stick something was taken in"

    def _take(self, stick):
        where, desk = stick
        sure(self.folder, DESKS[1 - DESKS.index(desk)], "import", str(where))

    def _wrong_at(self, who):
        """At its own desk a write is there at once; at the other when a stick has come, and from then on."""
        asked = [
            replace(each, answer=Answer.UNKNOWN) if each.mark and each.who != who else each
            for each in self.history.asked
            if each.mark or each.who == who
        ]
        lines = sure(self.folder, DESKS[who], "show", *ALL).splitlines()
        kept = [Kept(mark, f"{DESKS[who]}-{at}") for at, line in enumerate(lines) for mark in MARK.findall(line)]
        held = {each.mark for each in kept}
        gone = [each.mark for each in self.history.asked if each.mark and each.mark not in held]
        verified = types(self.folder, DESKS[who], "verify")
        problems = [] if verified.exit_code == 0 else [f"the record of {DESKS[who]}: {verified.output}"]
        told = [f"at {DESKS[who]}: {each}" for each in wrongs(asked, kept)]
        return told + [f"at {DESKS[who]}: {each} never arrived" for each in gone] + problems


def one_run(kept, where, seed):
    """One run on copies of two laptops that were made once; itself, and what is wrong."""
    folder = where / f"sticks-{seed}"
    shutil.copytree(kept, folder)
    run = Sticks(folder, seed)
    try:
        wrong = run.run()
    except AssertionError as unexplained:
        wrong = [f"unexplained: {unexplained}"]
    shutil.rmtree(folder)
    return run, wrong
