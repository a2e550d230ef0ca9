"""A lived-in record to look at: West London at hour three, written through the same use cases as a real one.

Law: every line goes through the desk's own functions, so the demonstration shows nothing that the desk cannot do; who
acts is an office, never a named person; what the councils are said to do here is made up, and every page says so.
Not here: accounts for the cast (web), the estate (shipped).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import cached_property
from operator import itemgetter
from pathlib import Path
from typing import Final

from battlebox.desk.command.actioncard import take_card
from battlebox.desk.command.ask import Answer, Ask, Reply, answer_ask, ask_partner, asks_of
from battlebox.desk.command.cost import Cost, note_cost
from battlebox.desk.command.decision import Confidence, Considered, Decision, Known, make_decision
from battlebox.desk.command.demo_telling import Telling
from battlebox.desk.command.role import take_role
from battlebox.desk.command.sitrep import draft_report, issue_report
from battlebox.desk.command.task import NewTask, Progress, TaskChange, change_task, open_task, tasks_of
from battlebox.desk.officer import Officer, Role, Someone
from battlebox.desk.picture.containment import Stage, give_order, move_order
from battlebox.desk.picture.fallback import Fallback, invoke
from battlebox.desk.picture.outage import Cause, Condition, Observation, observe
from battlebox.desk.picture.revision import InUse, adopt_estate, estate_in_use
from battlebox.desk.picture.suspicion import Belief, Chance, Subject, Suspicion, state_suspicion
from battlebox.desk.reconnect import Wanted, ask_assurance
from battlebox.desk.record.incident import State, open_incident, stand
from battlebox.desk.record.installation import Installation
from battlebox.desk.record.logbook import Note, write_note
from battlebox.desk.record.record import Record
from battlebox.desk.record.sight import Handling, Sight
from battlebox.estate import Estate, RawTables
from battlebox.marking import Tlp

BODIES: Final = ("rbkc", "wcc", "hf")
TITLE: Final = "Harbour light"
HOURS: Final = 3
CAST: Final[dict[str, tuple[str, Role, str]]] = {
    "rbkc.gold": ("rbkc", Role.STRATEGIC, "Duty Gold, Kensington & Chelsea"),
    "rbkc.silver": ("rbkc", Role.TACTICAL, "Duty Silver, Kensington & Chelsea"),
    "rbkc.it": ("rbkc", Role.OPERATIONAL, "On-call IT lead, Kensington & Chelsea"),
    "rbkc.loggist": ("rbkc", Role.LOGGIST, "Loggist, Kensington & Chelsea"),
    "rbkc.care": ("rbkc", Role.SERVICE_LEAD, "Head of social care, Kensington & Chelsea"),
    "rbkc.words": ("rbkc", Role.COMMUNICATIONS, "Communications officer, Kensington & Chelsea"),
    "rbkc.data": ("rbkc", Role.INFORMATION_GOVERNANCE, "Data protection officer, Kensington & Chelsea"),
    "wcc.gold": ("wcc", Role.STRATEGIC, "Duty Gold, Westminster"),
    "wcc.silver": ("wcc", Role.TACTICAL, "Duty Silver, Westminster"),
    "hf.silver": ("hf", Role.TACTICAL, "Duty Silver, Hammersmith & Fulham"),
    "hf.watch": ("hf", Role.OBSERVER, "Duty officer, Hammersmith & Fulham"),
}
"""Who acts: sign-in name, then body, role, and the office as it is shown."""


@dataclass
class StepWatch:
    """A time source that the script moves on."""

    at: datetime
    source: str = "human"

    def now_ms(self) -> int:
        """Unix time in milliseconds."""
        return int(self.at.timestamp() * 1000)


@dataclass
class Script:
    """The three hours, step by step; `cast` are officers by sign-in name. Steps may be told in any order."""

    record: Record
    installation: Installation
    watch: StepWatch
    began: datetime
    cast: Mapping[str, Officer]
    steps: list[tuple[int, Callable[[], object]]] = field(default_factory=list)

    @cached_property
    def estate(self) -> Estate:
        """The estate in use."""
        return self.used.estate

    @property
    def used(self) -> InUse:
        """The estate in use, with its digest."""
        return estate_in_use(self.sight("rbkc.silver"), self.installation.shelf)

    def sight(self, who: str) -> Sight:
        """What one of the cast sees."""
        return Sight.of(self.record, self.cast[who])

    def after(self, minutes: int) -> datetime:
        """An instant of the script."""
        return self.began + timedelta(minutes=minutes)

    def step(self, minutes: int, act: Callable[[], object]) -> None:
        """Something happens at that minute."""
        self.steps.append((minutes, act))

    def run(self) -> None:
        """Everything, in order of time."""
        for minutes, act in sorted(self.steps, key=itemgetter(0)):
            self.watch.at = self.after(minutes)
            act()

    def role(self, minutes: int, who: str) -> None:
        """Somebody takes the role they are cast in."""
        self.step(minutes, lambda: take_role(self.record, self.cast[who], CAST[who][1], handling=SHARED))

    def note(self, minutes: int, who: str, facts: str, heard_from: str = "") -> None:
        """A line in the log."""
        note = Note(facts, self.after(minutes), heard_from)
        self.step(minutes, lambda: write_note(self.record, self.cast[who], note, handling=SHARED))

    def believe(
        self, minutes: int, who: str, system: str, state: Suspicion, source: str, *, chance: Chance = Chance.MEDIUM,
        checked: str = "", since: datetime | None = None, note: str = "",
    ) -> None:  # fmt: skip
        """What is believed of a system."""
        belief = Belief(state, self.after(minutes), source, checked, chance, since, note)
        self.step(
            minutes,
            lambda: state_suspicion(
                self.record, self.estate, self.cast[who], Subject.SYSTEM, system, belief, handling=SHARED
            ),
        )

    def see(self, minutes: int, who: str, name: str, cause: Cause, seen_by: str, note: str = "") -> None:
        """Something was seen to be out."""
        seen = Observation(Condition.OUT, self.after(minutes), seen_by, cause, note)
        self.step(minutes, lambda: observe(self.record, self.estate, self.cast[who], name, seen, handling=SHARED))

    def try_out(self, minutes: int, who: str, channel: str, condition: Condition, by: str, how: str) -> None:
        """Somebody tried a channel."""
        tried = Observation(condition, self.after(minutes), by, note=how)
        self.step(minutes, lambda: observe(self.record, self.estate, self.cast[who], channel, tried, handling=SHARED))

    def order(self, minutes: int, who: str, action: str, told: str, memory: str = "") -> None:
        """An order was given."""
        self.step(
            minutes,
            lambda: give_order(
                self.record, self.estate, self.cast[who], action, who=told, memory=memory, handling=SHARED
            ),
        )

    def move(self, minutes: int, who: str, action: str, to: Stage, by: str, means: str = "") -> None:
        """An order got further."""
        self.step(
            minutes,
            lambda: move_order(
                self.record, self.estate, self.cast[who], action, to, who=by, means=means, handling=SHARED
            ),
        )

    def fall_back(self, minutes: int, who: str, service: str, run_by: str, staff: int) -> None:
        """A fallback was started."""
        fallback = Fallback(True, self.after(minutes), run_by, staff=staff)
        self.step(minutes, lambda: invoke(self.record, self.estate, self.cast[who], service, fallback, handling=SHARED))

    def task(self, minutes: int, owner: str, what: str, due: int) -> None:
        """Silver opens a task; `due` in minutes from the beginning."""
        someone = _someone(self.cast[owner]) if owner else None
        task = NewTask(what, someone, self.after(due))
        self.step(minutes, lambda: open_task(self.record, self.cast["rbkc.silver"], task, handling=SHARED))

    def decide(self, minutes: int, who: str, decision: Decision) -> None:
        """A decision was made, by whoever writes it down."""
        officer = self.cast[who]
        self.step(minutes, lambda: make_decision(self.record, officer, decision, _someone(officer), handling=SHARED))


SHARED: Final = Handling(Tlp.AMBER, frozenset(BODIES))


def play_demo(
    path: Path,
    raw: RawTables,
    cast: Mapping[str, Officer],
    *,
    now: datetime | None = None,
    also: Iterable[Callable[[Script], None]] = (),
) -> str:
    """Write the demonstration into an empty data folder, so that hour three is now; the incident's id.

    `also` add steps of rooms that know of this one. Raises JournalError if the folder cannot be written.
    """
    began = (now or datetime.now(UTC)).replace(second=0, microsecond=0) - timedelta(hours=HOURS)
    watch = StepWatch(began)
    here = Installation(path, watch)
    record = here.found(BODIES, title=TITLE)
    script = Script(record, here, watch, began, cast)
    _first_half_hour(script, raw)
    _cutting(script)
    _westminster(script)
    _hammersmith(script)
    _people(script)
    _third_hour(script)
    Telling(record, cast, lambda: script.used, script.after, script.step).play()
    for each in also:
        each(script)
    script.run()
    here.close()
    return record.incident


def _someone(officer: Officer) -> Someone:
    return Someone(officer.id, officer.name)


def _first_half_hour(script: Script, raw: RawTables) -> None:
    record, silver, it = script.record, script.cast["rbkc.silver"], script.cast["rbkc.it"]
    seen = "The service desk has calls that shared drives do not open, and sign-ins at night on the shared servers."
    script.step(0, lambda: open_incident(record, silver, title=TITLE, seen=seen, handling=SHARED))
    shelf, source = script.installation.shelf, "the shipped West London example"
    script.step(2, lambda: adopt_estate(record, silver, shelf, raw, source=source, handling=SHARED))
    for minutes, who in ((4, "rbkc.silver"), (6, "rbkc.loggist"), (11, "rbkc.gold"), (12, "rbkc.data")):
        script.role(minutes, who)
    script.believe(8, "rbkc.it", "rbkc.hosting", Suspicion.SUSPECTED, "on-call IT lead", chance=Chance.HIGH)
    script.step(9, lambda: take_card(record, it, "first-call", owner=_someone(it), handling=SHARED))
    heard = "The out-of-hours call contractor can take calls from 8am."
    script.note(14, "rbkc.loggist", heard, "the contractor, by mobile")
    script.see(16, "rbkc.it", "rbkc.files", Cause.ATTACKER, "service desk", "files renamed, do not open")
    script.believe(
        24, "rbkc.it", "rbkc.hosting", Suspicion.CONFIRMED, "on-call IT lead", since=script.began - timedelta(hours=20),
        note="an admin account signed in the morning before, from nowhere we know",
    )  # fmt: skip
    why = "the shared servers are confirmed, and two councils stand on them"
    script.step(26, lambda: stand(record, silver, State.STOOD_UP, why=why, handling=SHARED))


def _cutting(script: Script) -> None:
    script.decide(
        38,
        "rbkc.gold",
        Decision(
            what="Isolate the shared servers now, and the directory after them",
            why="they are confirmed, and each hour gives the attacker another system",
            role=Role.STRATEGIC,
            taken=script.after(38),
            known=(Known("admin sign-ins that nobody made", Confidence.SURE, "sign-in logs"),),
            unknown="how far it has gone in Westminster and at Hammersmith & Fulham",
            considered=(Considered("watch for another hour", "it has had a day already", does_nothing=True),),
            vulnerable="adult and children's records stop for both councils; duty teams have printed lists to 6pm",
            review=script.after(158),
        ),
    )
    script.order(40, "rbkc.gold", "rbkc.isolate-hosting", "data centre duty engineer", "captured at minute 31")
    script.move(49, "rbkc.it", "rbkc.isolate-hosting", Stage.ACKNOWLEDGED, "data centre duty engineer")
    means = "the supplier sees no traffic on its own side of the line"
    script.move(71, "rbkc.it", "rbkc.isolate-hosting", Stage.VERIFIED, "network supplier", means)
    script.order(52, "rbkc.gold", "rbkc.isolate-directory", "data centre duty engineer", "captured")
    script.order(55, "rbkc.silver", "rbkc.isolate-backups", "storage engineer", "nothing to capture")
    script.move(63, "rbkc.it", "rbkc.isolate-backups", Stage.ACKNOWLEDGED, "storage engineer")
    script.see(60, "rbkc.it", "rbkc.phones", Cause.US, "switchboard", "lines are dead since the directory went")


def _westminster(script: Script) -> None:
    desk = "Westminster security desk"
    script.role(30, "wcc.silver")
    script.role(31, "wcc.gold")
    note = "one sign-in from the shared environment, not explained"
    script.believe(34, "wcc.silver", "wcc.hosting", Suspicion.SUSPECTED, desk, note=note)
    script.believe(36, "wcc.silver", "wcc.directory", Suspicion.SUSPECTED, desk, chance=Chance.LOW)
    doing_nothing = Considered("watch, and isolate what is suspected", "we may be a day behind", does_nothing=True)
    script.decide(
        44,
        "wcc.gold",
        Decision(
            what="Shut down every network of Westminster as a precaution",
            why="we cannot tell within the hour what the shared environment has reached",
            role=Role.STRATEGIC,
            taken=script.after(44),
            known=(Known("the shared servers are confirmed hit", Confidence.SURE, "Kensington & Chelsea"),),
            unknown="whether anything of ours is hit",
            considered=(doing_nothing,),
            risks="phones, forms and case systems stop; telecare alarms must be moved first",
            vulnerable="telecare, tonight's homeless and the child front door go to paper and mobiles",
            power="general delegation to the chief executive in an emergency",
            consulted=("director of adult social care", "monitoring officer"),
            review=script.after(284),
        ),
    )
    team = "Westminster network team"
    script.order(47, "wcc.gold", "wcc.power-off", team, "memory of the two servers was captured")
    script.move(58, "wcc.silver", "wcc.power-off", Stage.ACKNOWLEDGED, team)
    script.see(127, "wcc.silver", "wcc.phones", Cause.US, "Westminster switchboard")


def _hammersmith(script: Script) -> None:
    silver, team = script.cast["rbkc.silver"], "Hammersmith & Fulham network team"
    ask = Ask(
        of="hf", what="cut the left-over line to us at your firewall", why="old accounts still cross it",
        rang="duty officer", channel="mobile, from the printed list", at=script.after(66), action="hf.cut-line-rbkc",
        ring_again=script.after(111),
    )  # fmt: skip
    script.step(66, lambda: ask_partner(script.record, script.estate, silver, ask, handling=SHARED))
    script.role(74, "hf.silver")
    answer = Answer(Reply.YES, "duty Silver", "mobile", script.after(76), "within the half hour")
    script.step(76, lambda: _answer(script, answer))
    script.order(79, "hf.silver", "hf.cut-line-rbkc", team)
    script.move(95, "hf.silver", "hf.cut-line-rbkc", Stage.VERIFIED, team, "a trace from both sides ends at the wall")
    script.order(82, "hf.silver", "hf.block-mail-rbkc", "Hammersmith & Fulham mail team")
    desk, note = "Hammersmith & Fulham security desk", "unconfirmed: the old links were live until an hour in"
    script.believe(98, "hf.silver", "hf.hosting", Suspicion.SUSPECTED, desk, chance=Chance.LOW, note=note)
    checked = "sign-ins of three weeks and all admin accounts, on a clean machine"
    script.believe(130, "hf.silver", "hf.directory", Suspicion.CLEAR, desk, checked=checked)
    wanted = Wanted(
        "rbkc", ("left.rbkc-hf.line", "left.rbkc-hf.guests"), "fixes of ours wait until you say that your end is safe",
        "duty Silver", "mobile, from the printed list", "what the forensic firm looked at, and when", script.after(420),
    )  # fmt: skip
    script.step(158, lambda: ask_assurance(script.record, script.estate, script.cast["hf.silver"], wanted))


def _answer(script: Script, answer: Answer) -> None:
    asked = asks_of(script.sight("hf.silver"))[0].thing
    answer_ask(script.record, script.cast["hf.silver"], asked, answer, handling=SHARED)


def _people(script: Script) -> None:
    script.fall_back(68, "rbkc.care", "rbkc.telecare", "duty manager, with the alarm centre's supplier", 3)
    script.fall_back(72, "rbkc.care", "rbkc.child-front-door", "head of the front door", 4)
    script.fall_back(75, "rbkc.silver", "rbkc.contact-centre", "out-of-hours call contractor", 8)
    script.fall_back(88, "wcc.silver", "wcc.telecare", "Westminster duty manager", 3)
    script.task(77, "rbkc.care", "Print tonight's homelessness list from the battle box copy", 150)
    script.task(78, "rbkc.words", "Holding statement to Gold for clearing", 120)
    script.task(80, "rbkc.data", "Say for each controller whether personal data may be affected", 240)
    script.task(84, "", "Find out which care providers are paid tomorrow", 300)
    script.task(86, "rbkc.it", "Keep the night's firewall logs off the estate", 200)
    script.note(90, "rbkc.loggist", "NCSC told by telephone; their reference is on sheet 3.", "duty Silver")
    script.note(96, "rbkc.loggist", "Police told; a call back from the regional unit is promised.", "duty Silver")


def _third_hour(script: Script) -> None:
    record, cast = script.record, script.cast
    script.step(112, lambda: _begin_statement(script))
    cost = Cost("IT", "forensic firm, call-out", "finance duty officer", script.after(118), pence=450_000)
    script.step(118, lambda: note_cost(record, cast["rbkc.silver"], cost, handling=SHARED))
    script.see(125, "rbkc.care", "rbkc.adults-records", Cause.US, "duty social worker")
    script.step(140, lambda: _report(script))
    checked = "mail rules, forwarding and admin sign-ins of two weeks"
    script.believe(151, "rbkc.it", "rbkc.mail", Suspicion.CLEAR, "on-call IT lead", checked=checked)
    asked = "A reporter has asked whether the councils were attacked. No answer given yet."
    script.note(166, "rbkc.loggist", asked, "press desk")
    rang = "rang it from the 4G handset in the battle box"
    script.try_out(167, "rbkc.silver", "rbkc.duty-mobiles", Condition.WORKING, "duty Silver", f"{rang}: three answered")
    script.try_out(168, "rbkc.it", "rbkc.switchboard", Condition.OUT, "on-call IT lead", f"{rang}: no tone")
    answered = "rang it from outside: answered after nine minutes"
    script.try_out(170, "rbkc.care", "rbkc.out-of-hours", Condition.SLOW, "duty social worker", answered)
    walked_in = "Walk-ins at the town hall desk: about forty since 8am, twice the usual."
    script.note(172, "rbkc.loggist", walked_in, "desk lead")


def _begin_statement(script: Script) -> None:
    officer = script.cast["rbkc.words"]
    task = next(each for each in tasks_of(script.sight("rbkc.words")) if each.what.startswith("Holding"))
    change_task(script.record, officer, task.thing, TaskChange(state=Progress.DOING), over=task.entries)


def _report(script: Script) -> None:
    report = draft_report(
        script.sight("rbkc.silver"),
        script.used,
        handling=SHARED,
        headline="Shared servers isolated and verified off; Westminster is down by its own decision",
        intent="keep people safe tonight, stop the spread, and know by midday what was taken",
        next_report=script.after(260),
        major=True,
    )
    issue_report(script.record, script.cast["rbkc.silver"], report)
