"""The situation report: drawn from the record for those it goes to, numbered, issued, and kept as it was issued.

Law: every line comes from entries that everybody it goes to may see; only the headline and the aim are written by hand;
its number, such as RA-3, has no gap, and it says when the next one comes.
Not here: laying it out as a page, PDF or document (web, share).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from battlebox.desk.brief.saying import clock, counted
from battlebox.desk.command import section
from battlebox.desk.command.joint import JointSight
from battlebox.desk.command.overview import Overview, overview_of
from battlebox.desk.command.pack import EXAMPLE
from battlebox.desk.command.section import Section
from battlebox.desk.command.sitrep_forms import LETTERS_NOTE, iimarch, methane
from battlebox.desk.errors import DeskError
from battlebox.desk.officer import Act, Officer
from battlebox.desk.picture.picture import Plight
from battlebox.desk.picture.revision import InUse
from battlebox.desk.record.incident import course_of
from battlebox.desk.record.record import Record, Saved
from battlebox.desk.record.sight import Handling, Sight, Stated
from battlebox.desk.record.writing import draft, line, not_before, words
from battlebox.desk.tell.clearance import standing_of
from battlebox.desk.tell.found import Wordings
from battlebox.desk.tell.leave import Outlet, Whom, may_leave
from battlebox.desk.tell.release import Release, append_release, carried_in
from battlebox.journal import Draft, Kind
from battlebox.marking import Tlp

REPORT: Final = "report"
ISSUED: Final = "issued"
SERIES: Final = "R"
LINES_MOST: Final = 124
"""What the report itself may have, so that it stays on two sides of A4 below its head."""
LETTERS_A_LINE: Final = 105
_LETTERS_A_CELL: Final = (30, 22, 20, 18, 18)
_SHORTER: Final = (20, 16, 12, 10, 8, 7, 6, 5, 4, 3, 2)
"""How many lines of each part stand in the report; the first that leaves it on two sides is taken."""


@dataclass(frozen=True, slots=True)
class Report:
    """A situation report as a value to lay out. `number` is blank until it is issued.

    `begin` and `end` are the period; `next_report` is when the next one comes (None: not set). `tlp` and `audience` are
    whom it was drawn for, and it goes no further; `through` is the last entry there was when it was drawn up.
    """

    body: str
    title: str
    begin: datetime
    end: datetime
    tlp: Tlp
    audience: frozenset[str]
    headline: str
    sections: tuple[Section, ...]
    methane: tuple[Section, ...]
    iimarch: tuple[Section, ...]
    iimarch_note: str = LETTERS_NOTE
    intent: str = ""
    next_report: datetime | None = None
    number: str = ""
    through: str = ""
    annex: tuple[Section, ...] = ()
    """Services hurt or expected to stop, the parts that the report shortens, and what changed, entry by entry."""
    warning: str = ""
    """That it rests on an estate that is made up; blank for one that a body says is its own."""

    @property
    def handling(self) -> Handling:
        """How far it may travel."""
        return Handling(self.tlp, self.audience)


def draft_report(
    sight: Sight,
    used: InUse,
    *,
    handling: Handling | None = None,
    headline: str = "",
    intent: str = "",
    next_report: datetime | None = None,
    major: bool | None = None,
    reached: Section | None = None,
) -> Report:
    """What a report would say now to everybody it is for, since this body's last one; nothing is written.

    `reached` is what is said of people to reach, drawn up for the same readers: who knows it hands it in (desk's
    reach), since neither room may look into the other. Raises DeskError if the reader may not see the incident.
    """
    how = handling or Handling()
    course = course_of(sight).value
    joint = JointSight.for_paper(sight, how)
    last = last_report(sight, sight.officer.body)
    since = last.value.end if last else course.began
    lines = sight.record.lines()
    after = place_of(sight, last)
    now = overview_of(joint, used, sight.officer.body, since=since, began=course.began, after=after)
    said = " ".join(headline.split()) or _headline(now)
    coming = clock(next_report) if next_report else "not set"
    shown = _two_sides(now, coming, reached)
    waiting = reached.lines if reached else ()
    return Report(
        body=now.body,
        title=now.course.title if now.course else "",
        begin=since,
        end=now.now,
        tlp=how.tlp,
        audience=how.audience,
        headline=said,
        sections=shown,
        annex=_annex(now, shown),
        methane=methane(now, major=major, reached=waiting),
        iimarch=iimarch(now, headline=said, intent=intent.strip(), next_report=coming, reached=waiting),
        intent=intent.strip(),
        next_report=next_report,
        through=lines[-1].id,
        warning=EXAMPLE if used.estate.illustrative else "",
    )


def issue_report(record: Record, officer: Officer, report: Report) -> Saved:
    """Issue a report as it was drawn up, to those it was drawn up for.

    1. Refuse an officer who may not, a blank headline, a next report in the past, and words typed by hand in which a
       fact stands that may not go to its readers, that is marked more strictly, or said more surely than it is.
    2. Append one entry `report:issued` with the next number of this desk.
    3. Where facts stand in what was typed, append to whom they went: there they are put right if they change.
    Raises DeskError.
    """
    officer.must(Act.REPORT)
    kept = replace(
        report,
        body=officer.body,
        headline=line("the headline", report.headline, what="the one thing to know"),
        intent=words("the aim", report.intent),
    )
    readers = readers_of(officer, kept.handling)
    typed = f"{kept.headline}\n{kept.intent}".strip()
    if kept.next_report is not None:
        not_before("the next report", kept.next_report, "now", record.now())
    thing = record.new_id(REPORT)

    def numbered(number: str) -> Draft:
        issued = replace(kept, number=number)
        text = f"situation report {number}, {kept.tlp.to_text()}: {kept.headline}"
        about: dict[str, str | int] = {"number": number, "tlp": kept.tlp.value}
        return draft(Kind.REPORT_ISSUED, kept.handling, (thing, ISSUED, issued), words=text, about=about)

    with record.lock:
        sight = Sight.of(record, officer)
        wordings = Wordings.of(sight)
        wordings.shown_to(typed, readers, may=may_leave)
        wordings.said_under(typed, kept.tlp)
        saved = record.append_next(officer, SERIES, numbered, thing=thing)
        told = tuple(standing_of(sight, each) for each in wordings.within(typed))
        if told:
            where = f"situation report {report_of(Sight.of(record, officer), thing).value.number}"
            for whom in readers:
                went = Release(Outlet.PARTNER_FILE, whom, where, record.now(), typed, carried_in(told))
                append_release(record, officer, went, told)
    return saved


def readers_of(officer: Officer, handling: Handling) -> tuple[Whom, ...]:
    """Whom a report with that label reaches beside its own body."""
    is_free = not handling.audience and handling.tlp in (Tlp.GREEN, Tlp.CLEAR)
    everybody = (Whom(community=True),) if is_free else ()
    return (*map(Whom, sorted(handling.audience - {officer.body})), *everybody)


def reports_of(sight: Sight) -> tuple[Stated[Report], ...]:
    """Every report that may be seen, in the order in which they were issued."""
    found = (sight.latest(thing, ISSUED, Report) for thing in sight.things(REPORT, ISSUED))
    return tuple(each for each in found if each is not None)


def report_of(sight: Sight, thing: str) -> Stated[Report]:
    """One report. Raises DeskError if it may not be seen."""
    return sight.need(thing, ISSUED, Report, what=REPORT)


def last_report(sight: Sight, body: str) -> Stated[Report] | None:
    """The last report of a body; None before its first."""
    return next((each for each in reversed(reports_of(sight)) if each.body == body), None)


def place_of(sight: Sight, last: Stated[Report] | None) -> int:
    """How far the last report had read: the last entry it knew, or itself where that entry is not at this desk."""
    if last is None:
        return 0
    try:
        return sight.record.line(last.value.through).place
    except DeskError:
        return sight.record.line(last.entry).place


def _two_sides(now: Overview, coming: str, reached: Section | None) -> tuple[Section, ...]:
    """The report itself: services and decisions first, each part as long as two sides of A4 allow."""
    drawn: tuple[Section, ...] = ()
    for most in _SHORTER:
        drawn = (
            section.services_first(now, most=2 * most),
            section.at_risk(now),
            *((reached,) if reached else ()),
            section.open_decisions(now, most=most),
            *_parts(now, most=most),
            Section("Next report", (coming,)),
        )
        if sum(_height(part) for part in drawn) <= LINES_MOST:
            break
    return drawn


def _parts(now: Overview, *, most: int) -> tuple[Section, ...]:
    return (
        section.decided_since(now, most=most),
        section.clocks(now),
        section.orders(now, most=most),
        section.coming_back(now, most=most),
        section.asks(now, most=most),
        section.tasks(now, most=most),
        *section.links(now, most=most),
        section.unknowns(now, most=most),
        *section.backlog(now, most=most),
        section.costs(now),
    )


def _annex(now: Overview, shown: tuple[Section, ...]) -> tuple[Section, ...]:
    """What two sides had no room for."""
    whole = (section.open_decisions(now), *_parts(now, most=40))
    return (section.services(now), *(part for part in whole if part not in shown), section.changed(now))


def _height(part: Section) -> float:
    """How many lines of the paper a part takes; a heading counts as two and a half."""
    lines = sum(_folds(words, LETTERS_A_LINE) for words in part.lines)
    rows = (part.table.columns, *part.table.rows) if part.table else ()
    return 2.5 + lines + sum(_row_height(row) for row in rows)


def _row_height(row: tuple[str, ...]) -> float:
    """A row of the services: its highest cell, in smaller type, with the rules around it."""
    return 0.6 + 0.8 * max(_folds(words, most) for words, most in zip(row, _LETTERS_A_CELL, strict=True))


def _folds(words: str, most: int) -> int:
    return -(-len(words) // most) or 1


def _headline(now: Overview) -> str:
    """What stands, in one sentence, for somebody to write over."""
    out = sum(row.plight is Plight.OUT for row in now.services)
    fallback = sum(row.plight is Plight.ON_FALLBACK for row in now.services)
    late = sum(each.is_overdue(now.now) for each in now.decisions)
    state = now.course.state.value if now.course else "incident"
    said = f"{state}: {counted(out, 'service')} out, {Plight.ON_FALLBACK.counted(fallback)}"
    return f"{said}; {counted(late, 'decision')} overdue for review" if late else said
