"""The report in words, in the order of its paper: what a page, a PDF and a document all say.

Law: the three are laid out from this one value, so they cannot say different things; every part says that it is an
exercise; a list that is cut says how much is left out.
Not here: layout (web, share), figures (the other modules of this wing).
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Final

from battlebox.desk import LONDON, hour
from battlebox.desk.brief import clock
from battlebox.desk.command import ReportForm, ReportPage, Section, Table
from battlebox.drill.play import minutes_words
from battlebox.drill.report.after_action import AfterAction
from battlebox.drill.report.guide import READ_IT, InjectPlayed
from battlebox.drill.report.lack import lacks_words, shared
from battlebox.drill.report.log import Share
from battlebox.drill.report.measure import Came, Mark, Measure
from battlebox.drill.report.reach import ReachRow
from battlebox.journal import EXERCISE, without_exercise

_NONE: Final = "\N{EN DASH}"
_ROWS_MOST: Final = 40
_NAMED_MOST: Final = 8
_FINDINGS: Final = (
    "Carry the file of this report to the real desk: there each finding stays open until evidence closes it."
)
_NOT_ONE_FIGURE: Final = (
    "No figure here stands for the whole, and none ranks a person. "
    "Offices are named because arrangements can be mended."
)


def review_page(report: AfterAction) -> ReportPage:
    """The words of a report."""
    return ReportPage(
        title=f"After-action report{', provisional' if report.provisional else ''}: {report.title}",
        label=EXERCISE,
        facts=(
            *_provisional(report),
            ("Played by", f"{report.body}, on {day(report.held)}"),
            ("Story", f"{clock(report.began)} to {clock(report.ended)}"),
            ("Played for", _played_for(report)),
            ("On the estate", without_exercise(report.estate)),
            *_incident(report),
        ),
        headline=" ".join(report.summary),
        forms=(
            ReportForm("measures", "What was measured", _NOT_ONE_FIGURE, _measured(report)),
            ReportForm("services", "Services, and the plan beside how it was played", "", _services(report)),
            ReportForm("findings", "What is to be mended", _FINDINGS, _findings(report)),
            ReportForm("guide", "Inject by inject", "", _guide(report)),
            ReportForm("debrief", "For the debrief", "", _debrief(report)),
        ),
    )


def _provisional(report: AfterAction) -> tuple[tuple[str, str], ...]:
    if not report.provisional:
        return ()
    return (("Provisional", f"{report.still_running}: what is open can still be done"),)


def _played_for(report: AfterAction) -> str:
    past = 0 if report.planned is None else report.minutes - report.planned
    ran_on = f", {minutes_words(past)} past the {report.planned} minutes that it was to last" if past > 0 else ""
    return minutes_words(report.minutes) + ran_on


def _incident(report: AfterAction) -> tuple[tuple[str, str], ...]:
    left = f". Not in it, of the same drill: {', '.join(report.others)}" if report.others else ""
    return (("From the record of", f"{report.incident}{left}"),) if report.incident else ()


def _measured(report: AfterAction) -> tuple[Section, ...]:
    times = Table(
        ("Measure", "Result", "Counts from", "Ended by"),
        tuple(_measure(report, each) for each in report.found.measures),
    )
    # Why something is not known stands in its own row.
    missing = tuple(f"{each.title}: {lack.said}" for each in report.found.measures
                    if each.came is not Came.NOT_KNOWN for lack in each.missing)  # fmt: skip
    doubts = tuple(f"{each.title}: {each.doubt}" for each in report.found.measures if each.doubt)
    return (
        Section("First times", (), times),
        *((Section("What was missing", (*missing, *doubts)),) if missing or doubts else ()),
        *_clocks(report),
        _log(report),
        _reach(report),
    )


def _services(report: AfterAction) -> tuple[Section, ...]:
    return (_alternatives(report), _plan(report))


def _measure(report: AfterAction, each: Measure) -> tuple[str, ...]:
    return (each.title, each.result, _mark(report, each.began), _mark(report, each.ended))


def _mark(report: AfterAction, mark: Mark | None) -> str:
    """`T+8 (06:08): the drill began (A-10)`; with the day, where it is another one than that of the beginning."""
    if mark is None:
        return _NONE
    late = f", written down {clock(mark.entered)}" if mark.entered else ""
    where = f" ({mark.where})" if mark.where else ""
    return f"T+{mark.minute} ({_at(report, mark.at)}): {mark.words}{where}{late}"


def _at(report: AfterAction, when: datetime) -> str:
    same = when.astimezone(LONDON).date() == report.began.astimezone(LONDON).date()
    return hour(when) if same else clock(when)


def _clocks(report: AfterAction) -> tuple[Section, ...]:
    if not report.found.clocks:
        return (Section("Clocks", ("Not known: no clock to tell anybody was started",)),)
    rows = tuple(
        (f"{each.title} ({each.force})", each.said, _at(report, each.begin) if each.begin else "not known",
         each.due_words, f"{_at(report, each.met)} ({each.entry})" if each.met else _NONE)
        for each in report.found.clocks
    )  # fmt: skip
    unsure = shared((_sentences(each.doubts), each.title) for each in report.found.clocks if each.doubts)
    doubts = tuple(f"{'; '.join(each.of)}: {each.words}" for each in unsure)
    first = Section("Clocks", (), Table(("Clock", "Result", "Began", "Due", "Met"), rows))
    return (first, Section("What is not sure of these clocks", doubts)) if doubts else (first,)


def _sentences(found: tuple[str, ...]) -> str:
    return "; ".join(each[:1].lower() + each[1:] for each in found)


def _log(report: AfterAction) -> Section:
    rows = tuple((each.title, each.said, each.counts, _left(each)) for each in report.found.log.shares)
    lines = [f"{report.found.log.entries} entries of {report.body}"]
    lines += [f"Nothing was written for {each}" for each in report.found.log.quiet]
    lines += [
        f"The desk's time was set back {each}: times across it may be wrong" for each in report.found.log.set_back
    ]
    return Section("The log", tuple(lines), Table(("Measure", "Result", "How it is counted", "Missing"), rows))


def _left(share: Share) -> str:
    return lacks_words(share.missing, _NAMED_MOST) or _NONE


def _cut(names: tuple[str, ...]) -> str:
    left = len(names) - _NAMED_MOST
    return "; ".join(names[:_NAMED_MOST]) + (f"; and {left} more" if left > 0 else "")


def _alternatives(report: AfterAction) -> Section:
    found = report.found.alternatives
    title = "P1 services and what stood in for them"
    lines = tuple(f"T+{each.minute}: {each.words} ({each.entry}); {each.running} running" for each in found.over_time)
    if not found.at_end:
        return Section(title, (*lines, "No P1 service had stopped when the drill ended, as far as the record shows"))
    rows = tuple(
        (each.name, "yes" if each.is_working else "no", each.said, _mark(report, each.began)) for each in found.at_end
    )
    return Section(title, lines, _table(("Service", "Working", "What stands in for it", "Since"), rows))


def _plan(report: AfterAction) -> Section:
    rows = tuple(
        (f"{each.kind}: {each.name}", each.plan, each.played, each.against.value) for each in report.found.plan
    )
    lines = (
        () if rows else ("Nothing was ordered, nothing stopped and no task had a time: there is nothing to compare",)
    )
    return Section(
        "As played, beside the plan", lines, _table(("What", "Plan", "Played", "So"), rows) if rows else None
    )


def _table(columns: tuple[str, ...], rows: tuple[tuple[str, ...], ...]) -> Table:
    left = len(rows) - _ROWS_MOST
    if left > 0:
        blank = ("",) * (len(columns) - 1)
        rows = (*rows[:_ROWS_MOST], (f"and {left} more, in the file", *blank))
    return Table(columns, rows)


def _reach(report: AfterAction) -> Section:
    rows = tuple((each.group, _told(each), _number(each.acknowledged), _said(each)) for each in report.found.reach)
    return Section("Reach", (), _table(("Group", "Told", "Said that they know", "Besides"), rows))


def _told(each: ReachRow) -> str:
    return "not known" if each.told is None or each.of is None else f"{each.told} of {each.of}"


def _number(number: int | None) -> str:
    return "not known" if number is None else str(number)


def _said(each: ReachRow) -> str:
    left = f"not told: {_cut(each.missing)}" if each.missing else ""
    return "; ".join(filter(None, (each.said, left))) or _NONE


def _guide(report: AfterAction) -> tuple[Section, ...]:
    if not report.injects:
        return (Section("Injects", ("No scenario was played: nothing was handed out, and nothing was asked for",)),)
    goals = tuple(
        (each.words, ", ".join(map(str, each.injects)) or "none was handed out", str(each.in_time), str(each.late),
         str(each.not_done))
        for each in report.objectives
    )  # fmt: skip
    alone = any(action.is_kind_alone for each in report.injects for action in each.actions)
    objectives = Section(
        "Objectives",
        (_READ_IT,) if alone else (),
        Table(("Objective", "Injects", "In time", "Late", "Not done"), goals),
    )
    return (objectives, *map(_inject, report.injects))


_READ_IT: Final = (
    f"What stands beside an inject is what the record shows. Where it says «{READ_IT}», any entry of that kind would "
    "have shown it: whether it says this, and all that no entry shows, is the evaluator's to judge"
)


def _inject(each: InjectPlayed) -> Section:
    title = f"{each.number}. {each.title}"
    if each.handed is None:
        return Section(title, (f"Planned for T+{each.planned}, and not handed out: nothing was asked for",))
    to = f" to {', '.join(each.to)}" if each.to else " to everybody"
    lines = [f"Handed out at T+{each.handed}{to}. Watched by the {_plain(each.evaluator)}"]
    lines += [f"Mark: {each.mark_words}"]
    lines += [f"T+{mark.minute}: {mark.words}" for mark in each.marks if mark.words]
    rows = tuple((action.do, action.said, action.measure) for action in each.actions)
    if not rows:
        return Section(title, (*lines, "Nothing was to be done"))
    return Section(title, tuple(lines), Table(("Expected", "As the record shows", "Scored on"), rows))


def _plain(words: str) -> str:
    return words[:1].lower() + words[1:]


def _debrief(report: AfterAction) -> tuple[Section, ...]:
    found = report.debrief
    days = tuple((each.title, each.when, day(each.by)) for each in found.days)
    first = Section("By when", (), Table(("What", "How soon", "Not later than"), days))
    hot = Section("Straight after", (*found.straight_after, *found.own))
    headings = tuple(
        Section(each.title, each.questions, Table(("What the record says",), tuple((fact,) for fact in each.facts)))
        for each in found.headings
    )
    return (first, hot, *headings, *_sources(report))


def _findings(report: AfterAction) -> tuple[Section, ...]:
    title = "Findings"
    if not report.findings:
        return (
            Section(title, ("Nobody has taken one yet. That is not the same as nothing to mend",)),
            _suggested(report),
        )
    rows = tuple((str(each.number), each.what, each.owner, day(each.due)) for each in report.findings)
    return (Section(title, (), Table(("Number", "To mend", "Who sees to it", "By"), rows)), _suggested(report))


def _suggested(report: AfterAction) -> Section:
    title = "Findings that the measures suggest"
    if not report.suggestions:
        left = "None is left" if report.findings else "None"
        return Section(title, (f"{left}. What people found is not in the record: ask them",))
    rows = tuple((each.what, each.why, each.owner, day(each.due)) for each in report.suggestions)
    line = "Each is a suggestion: it is a finding once somebody takes it, under an office and a day of their choice"
    return Section(title, (line,), Table(("To mend", "Because", "Office", "By"), rows))


def _sources(report: AfterAction) -> tuple[Section, ...]:
    times = sorted({each.source for each in report.found.measures})
    return (Section("Sources", (*times, *(f"{key}: {said}" for key, said in report.sources))),)


def day(when: date) -> str:
    """`23 November 2026`."""
    return f"{when.day} {when:%B %Y}"
