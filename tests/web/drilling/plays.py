"""Two ways to play the West London day, minute by minute: a team that does all in time, and one that does too little.

Law: each deed is done by an officer whose role may do it, at the minute that stands beside it.
Not here: the pages (team.py), what each deed must be found to have done (test_replay.py).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from justhtml import JustHTML

from web.drilling.team import Team

CLEAR = {"source": "head of IT", "confidence": "high", "tlp": "CLEAR"}
NUMBER = "020 7946 0200"
ORDERS = """\
Number,Order,Cuts
O1,Isolate the casework system,system:hill.casework
O2,Isolate the revenues system,system:hill.revenues
O3,Isolate the rounds system,system:hill.rounds
"""
ORDERS_MAP = """
[[take]]
table = "actions"
[take.columns]
action = { from = "Number", prefix = "hill." }
name = "Order"
body = { always = "hill" }
isolates = "Cuts"
takes_h = { always = "1" }
"""
"""The orders of a district's own list, and how its columns are called."""


@dataclass(frozen=True)
class Deed:
    """What is done at a minute of play, and how."""

    minute: int
    name: str
    do: Callable[[Team], object]


# ── what is done ─────────────────────────────────────────────────────────────────────────────────────────────────


def opens(team: Team) -> None:
    said = {"seen_first": "The head of IT: an administrator's account is used from outside.", "title": "Blue kettle"}
    answer = team.page("silver").send("/open/", said)
    team.incident = answer.headers["Location"].split("/")[2]


def says(part: str, state: str, who: str, end: str = "silver", kind: str = "systems"):
    """What is believed of it; where the estate has nothing of the kind, a line in the log says it."""

    def do(team: Team) -> None:
        if not team.ids[part]:
            team.does(f"{part} {state}", "loggist", "log/note/", {"facts": f"By {who}: {state}."})
            return
        more = {"chance": "medium"} if state == "suspected" else {}
        team.does(f"{part} {state}", end, f"{kind}/{team.ids[part]}/suspect/", {"state": state, "source": who, **more})

    return do


def stands_up(team: Team) -> None:
    team.does("stood up", "silver", "stand/", {"to": "stood up", "why": "An account is used from outside, at night."})


def decides(name: str, what: str, why: str, **more: str):
    """Gold decides."""

    def do(team: Team) -> None:
        team.does(name, "gold", "decisions/new/", {"what": what, "why": why, "role": "strategic", **more})

    return do


def isolates(part: str, name: str):
    """By the team's own order; there is none for what the estate does not have."""

    def do(team: Team) -> None:
        if team.order_for(part):
            team.does(name, "silver", f"orders/{team.order_for(part)}/give/", {"who": "duty engineer"})

    return do


def verifies(part: str, name: str):
    def do(team: Team) -> None:
        said = {"who": "second engineer", "means": "a ping from outside fails"}
        if team.order_for(part):
            team.does(name, "bronze", f"orders/{team.order_for(part)}/verify/", said)

    return do


def takes_roles(team: Team) -> None:
    for name, end, role in (("gold", "gold", "strategic"), ("silver", "silver", "tactical"),
                            ("loggist", "loggist", "loggist")):  # fmt: skip
        team.does(name, end, f"people/roles/{role}/take/")


def rings_partner(team: Team) -> None:
    """Their duty officer; where the estate has no partner, whoever stands last in the contact tree."""
    page = JustHTML(team.page("partners").get(team.at("people/ring/call/")).content.decode(), sanitize=False)
    name = {each.body: each.name for each in team.estate.bodies}.get(team.ids["partner"], "nobody")
    tree = [each.attrs["value"] for each in page.query("select[name=whom] option")]
    whom = next((each for each in tree if name in each), tree[-1])
    team.does("partner told", "partners", "people/ring/call/", {"whom": whom, "outcome": "answered"})


def asks_for_the_link(team: Team) -> None:
    """What is theirs to cut is asked of them; where the estate has nothing to ask for, it is decided."""
    means = team.cast.of("link").means
    theirs = [each.action for each in team.estate.actions if each.action in means and each.body != team.body]
    if own := team.order_for("link"):
        team.does("link", "silver", f"orders/{own}/give/", {"who": "network engineer"})
    elif theirs:
        said = {"rang": "duty IT manager", "why": "An old rule is still live beside it."}
        team.does("link", "silver", f"orders/{theirs[0]}/ask/", said)
    else:
        decides("link", "The old line stays open until its owner is found", "Nobody knows what runs over it.")(team)


def falls_back(part: str):
    def do(team: Team) -> None:
        said = {"what": "start", "who": "manager on duty", "staff": "3"}
        team.does(f"{part} on paper", "care", f"services/{team.ids[part]}/fallback/", said)

    return do


def falls_back_in_front(team: Team) -> None:
    """The front door, unless it is the service that was put on paper already; how it stands, if it has no fallback."""
    front = team.ids["front"]
    if front == team.ids["first"]:
        return
    if next(each for each in team.estate.services if each.service == front).has_fallback:
        falls_back("front")(team)
    else:
        said = {"condition": "out", "seen_by": "duty manager", "cause": "us"}
        team.does("front on paper", "care", f"seen/{front}/", said)


def finds_lines_out(team: Team) -> None:
    said = {"condition": "out", "seen_by": "head of customer services", "cause": "us", "note": "rang from a mobile"}
    team.does("lines out", "care", f"seen/{team.ids['lines'] or team.ids['hub']}/", said)


def states(name: str, wording: str, status: str = "confirmed"):
    """A fact, cleared by the body itself."""

    def do(team: Team) -> None:
        before = facts_of(team)
        team.does(name, "words", "tell/facts/new/", {"wording": wording, "status": status, **CLEAR})
        [fact] = facts_of(team) - before
        said = {"body": team.body, "verdict": "cleared", "who": "director of communications", "channel": "at this desk"}
        team.does(f"{name}, cleared", "words", f"tell/facts/{fact}/clear/", said)

    return do


def facts_of(team: Team) -> set[str]:
    page = team.page("words").get(team.at("tell/facts/")).content.decode()
    return set(re.findall(r"/tell/facts/([\w-]+)/\"", page)) - {"new", "prepared"}


def writes_for_every_message(team: Team) -> None:
    own = {"update": "at 4pm today", "numbers": NUMBER, "office": "the press office", "contact": f"the DPO, {NUMBER}"}
    team.does("every message", "words", "tell/words/own/", own)


def publishes(team: Team) -> None:
    said = {"headline": "Our telephone lines are off.", "phone": NUMBER, "next_update_day": "23",
            "next_update_month": "11", "next_update_year": "2026", "next_update_time": "16:00"}  # fmt: skip
    team.does("words for all", "words", "tell/publish/words/", said)
    service = {"state": "instead", "do": "Come to the front desk, or ring.", "phone": NUMBER, "now": "On paper."}
    team.does("words for first", "words", f"tell/publish/service/{team.ids['first']}/", service)
    team.does("page", "words", "tell/publish/", {"unhelped": "the numbers are being tried"})


def starts(*clocks: str):
    def do(team: Team) -> None:
        for clock in clocks:
            said = {"why": "An account is used from outside.", "who": "head of IT"}
            team.does(f"{clock} started", "data", f"tell/clocks/{clock}~{team.body}/start/", said)

    return do


def tells(clock: str, to: str, matter: str = ""):
    """Whom the clock is to; nobody, where the estate has no such body."""

    def do(team: Team) -> None:
        if matter and not team.ids[matter]:
            return
        whose = f"{clock}~{team.body}" + (f"~{team.ids[matter]}" if matter else "")
        said = {"to": to, "by": "data protection officer", "channel": "by phone"}
        team.does(f"{clock} told", "data", f"tell/clocks/{whose}/told/", said)

    return do


def finds_not_reportable(clock: str):
    def do(team: Team) -> None:
        said = {"answer": "not reportable", "why": "No data of the NHS is in it.", "who": "data protection officer"}
        team.does(f"{clock} judged", "data", f"tell/clocks/{clock}~{team.body}/judge/", said)

    return do


def may_have_been_aware(team: Team) -> None:
    said = {"who": "head of IT", "why": "An account that reads personal data is in other hands."}
    team.does("aware", "data", f"tell/aware/{team.body}/", said)


def opens_task(team: Team) -> None:
    team.does("list to key back", "care", "tasks/new/", {"what": "List what is changed on paper, for the next run"})


def lets_memo_go(team: Team) -> None:
    team.does("memo", "words", "tell/words/staff-memo/release/", {"where": "handed out at the doors"})


def answers_press(team: Team) -> None:
    said = {"outlet": "a local newspaper", "what": "Was data taken?", "who": "press office"}
    team.does("press call", "words", "tell/press/new/", said)
    page = team.page("words").get(team.at("tell/press/")).content.decode()
    [call, *_] = [each for each in re.findall(r"/tell/press/([\w-]+)/", page) if each not in ("new", "wrong")]
    said = {"words": "We will ring you back at four.", "who": "press office", "why_none": "nothing is cleared for them"}
    team.does("press answered", "words", f"tell/press/{call}/answer/", said)


def issues_report(team: Team) -> None:
    team.does("report", "gold", "reports/new/", {"headline": "Servers are off; care goes on from paper."})


def changes_fact(team: Team) -> None:
    """That data was copied is no longer unknown."""
    page = JustHTML(team.page("words").get(team.at("tell/facts/")).content.decode(), sanitize=False)
    [fact] = {re.search(r"/tell/facts/([\w-]+)/", each.attrs["href"])[1] for each in page.query("main a")
              if "whether data was copied" in each.to_text()}  # fmt: skip
    said = {"wording": "Some data was copied.", "status": "confirmed", "source": "the response firm",
            "why": "They have seen the files leave."}  # fmt: skip
    team.does("copied", "words", f"tell/facts/{fact}/change/", said)


def logs_wrong_figure(team: Team) -> None:
    said = {"outlet": "a national news site", "what": "440,000 files were taken", "who": "press office"}
    team.does("wrong figure", "words", "tell/press/wrong/", said)


def asks_for_letter(team: Team) -> None:
    """Where the estate has no link to ask about, it is decided what must be there first."""
    if team.ids["link"]:
        said = {"why": "Their people need the shared records.", "rang": "chief executive's office"}
        team.does("letter", "partners", f"links/{team.ids['link']}/ask/", said)
    else:
        decides("letter", "Nothing is connected without a letter", "Their end was not looked at.")(team)


def writes_line(team: Team) -> None:
    team.does("one line", "loggist", "log/note/", {"facts": "Known: the account. Not known: what it read."})


# ── who does what, when ──────────────────────────────────────────────────────────────────────────────────────────

GOOD = (
    Deed(0, "opened", opens),
    Deed(2, "suspected", says("hub", "suspected", "head of IT")),
    Deed(3, "stood up", stands_up),
    Deed(9, "cut off", decides(
        "cut off", "The servers are cut off, memory first", "The account moves; waiting helps it.",
        known="An account from outside", unknown="What it read", considered="Wait: it goes on reading",
        vulnerable="Referrals go to paper",
    )),
    Deed(12, "isolated", isolates("hub", "isolated")),
    Deed(13, "roles", takes_roles),
    Deed(15, "every message", writes_for_every_message),
    Deed(16, "partner told", rings_partner),
    Deed(20, "link", asks_for_the_link),
    Deed(25, "first on paper", falls_back("first")),
    Deed(30, "lines out", finds_lines_out),
    Deed(33, "phones", states("phones", "Our telephone lines are off; ring 020 7946 0200.")),
    Deed(36, "page", publishes),
    Deed(38, "referrals", decides("referrals", "Referrals come in by phone alone", "Partner mail cannot be trusted.")),
    Deed(39, "front on paper", falls_back_in_front),
    Deed(47, "clocks", starts("ncsc", "police", "insurer", "members-lead")),
    Deed(48, "verified", verifies("hub", "verified")),
    Deed(50, "aware", may_have_been_aware),
    Deed(52, "ncsc told", tells("ncsc", "the NCSC's duty officer")),
    Deed(53, "police told", tells("police", "Report Fraud")),
    Deed(54, "list to key back", opens_task),
    Deed(55, "partner unknown", says("partner", "unknown", "their bulletin", "bronze", "bodies")),
    Deed(56, "ico told", tells("ico-33", "the ICO's online form")),
    Deed(57, "precaution", states("precaution", "We switched systems off ourselves, as a precaution.")),
    Deed(58, "not known", states("not known", "whether data was copied", "unknown")),
    Deed(61, "memo", lets_memo_go),
    Deed(64, "press answered", answers_press),
    Deed(67, "all members", starts("members-all")),
    Deed(70, "members told", tells("members-lead", "the leader")),
    Deed(71, "all told", tells("members-all", "every member")),
    Deed(73, "report", issues_report),
    Deed(78, "shared confirmed", says("shared", "confirmed", "the response firm")),
    Deed(79, "copied", changes_fact),
    Deed(80, "shared isolated", isolates("shared", "shared isolated")),
    Deed(82, "controller told", tells("ico-33-proc", "their data protection officer", "partner")),
    Deed(83, "shared verified", verifies("shared", "shared verified")),
    Deed(84, "wrong figure", logs_wrong_figure),
    Deed(85, "people told", starts("ico-34")),
    Deed(86, "households", decides("households", "We write to nobody yet", "Most would be frightened for nothing.")),
    Deed(87, "letter", asks_for_letter),
    Deed(88, "one line", writes_line),
    Deed(89, "toolkit", finds_not_reportable("dspt")),
)  # fmt: skip
POOR = (
    Deed(30, "opened", opens),
    Deed(31, "suspected", says("hub", "suspected", "head of IT")),
    Deed(50, "isolated", isolates("hub", "isolated")),
    Deed(52, "stood up", stands_up),
    Deed(72, "press answered", answers_press),
)
