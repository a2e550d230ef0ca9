"""People asked to take a post: whom, which post, until when to answer; what they said; briefed, come, gone.

Law: a body asks its own people, and another body for its people; what was said by phone stands with who said it.
Not here: what may follow what (desk), letting people in (accounts).
"""

from __future__ import annotations

from typing import Any, Final

from django.http import HttpResponse
from django.utils.text import capfirst

from battlebox.desk import Act, Role
from battlebox.desk.command import Card, cards_for
from battlebox.desk.roster import (
    Answer,
    Offer,
    Offered,
    Step,
    alarms_of,
    allowed_for,
    is_for,
    name_in,
    offered_of,
    offers_of,
)
from battlebox.web.asking import OfficerRequest, in_incident
from battlebox.web.incident.at_desk import AtDesk
from battlebox.web.incident.entry import seen_or_404
from battlebox.web.incident.saying import when_said
from battlebox.web.pages import page
from battlebox.web.rostering.speaking import allowed_said, owed_by_posts
from battlebox.web.rostering.staff import Staff
from battlebox.web.tables import Cell, Column, Kind, Table, table_page

COLUMNS: Final = (
    Column("who", "Who"),
    Column("what", "Post"),
    Column("at", "For", Kind.CHOICE),
    Column("begins", "Begins", Kind.TIME),
    Column("ends", "Ends", Kind.TIME),
    Column("state", "State", Kind.CHOICE),
    Column("by", "Answer by", Kind.TIME),
    Column("next", "What to do next"),
)
COLOURS: Final = {
    Step.OFFERED: "yellow",
    Step.ACCEPTED: "light-blue",
    Step.DECLINED: "grey",
    Step.BRIEFED: "blue",
    Step.HERE: "green",
    Step.DONE: "grey",
    Step.WITHDRAWN: "grey",
}
DOES: Final = {
    Step.ACCEPTED: "They accept",
    Step.DECLINED: "They decline",
    Step.BRIEFED: "They have read and understood",
    Step.HERE: "They are here",
    Step.DONE: "They have handed over and go home",
    Step.WITHDRAWN: "Take it back: nobody need come",
}
NEXT: Final = {
    Step.OFFERED: "wait for an answer, or ring",
    Step.ACCEPTED: "brief them: the action card, read and understood",
    Step.DECLINED: "ask somebody else",
    Step.BRIEFED: "check them in when they come",
    Step.HERE: "a hand-over before they go",
    Step.DONE: "",
    Step.WITHDRAWN: "",
}


@in_incident
def posts(request: OfficerRequest) -> HttpResponse:
    """Everybody who was asked, those first of whom nothing was heard in time."""
    staff = Staff.of(request)
    desk = staff.desk
    said = {each.thing: words for each, words in alarms_of(desk.sight)}
    every = sorted(offers_of(desk.sight), key=lambda each: each.thing not in said)
    alarms = [(f"{name_in(desk.sight, each)}, {each.offer.value.what}: {said[each.thing]}", _address(desk, each))
              for each in every if each.thing in said]  # fmt: skip
    rows = [_row(desk, each, said.get(each.thing, "")) for each in every]
    table = Table("posts", "People asked to take a post", COLUMNS, rows, empty="Nobody was asked yet.")
    may = desk.officer.may(Act.DRAFT_IN)
    return table_page(
        request,
        "rostering/posts.html",
        table,
        here="people",
        beside=staff.beside("posts"),
        alarms=alarms,
        owed=owed_by_posts(staff),
        new=desk.at("ask_post") if may else "",
        neighbour=desk.at("ask_neighbour") if desk.officer.may(Act.ASK) and desk.has_estate else "",
    )


@in_incident
def offer(request: OfficerRequest, name: str) -> HttpResponse:
    """One person who was asked: what they were asked, how far it has come, what comes next."""
    desk, found = asked_post(request, name)
    asked = found.offer.value
    is_self = is_for(found, desk.officer)
    title = f"{name_in(desk.sight, found)}: {asked.what}"
    rows = [
        ("Post", asked.what),
        ("For", desk.body_name(asked.at)),
        ("From", f"{when_said(asked.begins)} to {when_said(asked.ends)}"),
        ("Asks for", asked.skill or "nothing more"),
        ("Answer by", when_said(asked.answer_by)),
        ("Asked", f"{when_said(found.offer.at)}, entry {found.offer.number}"),
        *((capfirst(each.value.step.value), _said(each)) for each in found.answers),
        *(
            ("What speaks against it", f"{allowed_said(each.value)}, entry {each.number}")
            for each in allowed_for(desk.sight, found.thing)
        ),
    ]
    alarm = next((words for each, words in alarms_of(desk.sight) if each.thing == found.thing), "")
    return page(
        request,
        "rostering/offer.html",
        here="people",
        title=title,
        step=found.step,
        colour=COLOURS[found.step],
        rows=rows,
        alarm=f"{name_in(desk.sight, found)} {alarm}." if alarm else "",
        next=_next_words(desk, found, is_self=is_self),
        steps=[(DOES[step], desk.at("answer_post", name, word_of(step)))
               for step in found.step.nexts if _may(desk, found, step)],
        cards=[(card, desk.at("card", card.id)) for card in _cards(asked)],
        posts=desk.at("posts"),
        arrival=_arrival(desk, found),
    )  # fmt: skip


def _cards(asked: Offer) -> tuple[Card, ...]:
    """The action cards of a post: its role's, or a service lead's."""
    return cards_for(Role(asked.of) if asked.of in set(Role) else Role.SERVICE_LEAD)


def word_of(step: Step) -> str:
    """A step as it stands in an address."""
    return step.name.lower()


def bodies_for(found: Offered, step: Step) -> frozenset[str]:
    """The bodies that may say so: of what only the one who was asked can say, their own alone."""
    asked = found.offer.value
    return frozenset({asked.body} if step.is_theirs else {asked.body, asked.at})


def _may(desk: AtDesk, found: Offered, step: Step) -> bool:
    act = Act.DRAFT_IN if step is Step.WITHDRAWN else Act.ANSWER_POST
    return desk.officer.body in bodies_for(found, step) and desk.officer.may(act)


def _next_words(desk: AtDesk, found: Offered, *, is_self: bool) -> str:
    """What comes next, said to whoever was asked or to whoever asked."""
    if is_self and found.step is Step.OFFERED:
        return "You were asked. Say whether you take it."
    if is_self and found.step is Step.ACCEPTED:
        return "Read the action card below, then say that you have read and understood it."
    if is_self and found.step is Step.BRIEFED:
        return "Come in for your shift, and say at the desk that you are here."
    if found.offer.value.body != desk.officer.body and found.step in (Step.OFFERED, Step.DECLINED):
        return f"{desk.body_name(found.offer.value.body)} asks its own people: ring them."
    return f"Next: {NEXT[found.step]}." if NEXT[found.step] else "Nothing more is to be done."


def _arrival(desk: AtDesk, found: Offered) -> str:
    """What whoever lets them in does; blank where that is over or too early."""
    if found.step not in (Step.BRIEFED, Step.HERE) or found.offer.value.at != desk.officer.body:
        return ""
    role = Role(found.offer.value.of) if found.offer.value.of in set(Role) else Role.SERVICE_LEAD
    slip = f"An admin of ours prints a joining slip for {role.words}"
    return f"{slip}; with it they sign in, and take the role under People."


def _said(each: Any) -> str:
    told: Answer = each.value
    heard = f", by {told.heard}" if told.heard else ""
    note = f". {told.note}" if told.note else ""
    return f"{when_said(told.at)}{heard}, entry {each.number}{note}"


def _row(desk: AtDesk, each: Offered, alarm: str) -> dict[str, object]:
    asked = each.offer.value
    return {
        "who": Cell(name_in(desk.sight, each), link=_address(desk, each)),
        "what": asked.what,
        "at": desk.body_name(asked.at),
        "begins": Cell(when_said(asked.begins), order=asked.begins),
        "ends": Cell(when_said(asked.ends), order=asked.ends),
        "state": Cell(capfirst(each.step.value), tag="red" if alarm else COLOURS[each.step], note=alarm),
        "by": Cell(when_said(asked.answer_by), order=asked.answer_by),
        "next": capfirst(NEXT[each.step]),
    }


def _address(desk: AtDesk, each: Offered) -> str:
    return desk.at("offer", each.thing.partition("/")[2])


def asked_post(request: OfficerRequest, name: str) -> tuple[AtDesk, Offered]:
    """One offer that this officer may see; another is not there."""
    desk = AtDesk.of(request)
    return desk, seen_or_404(lambda: offered_of(desk.sight, f"shift/{name}"))
