"""Letters of assurance: writing one, reading it, its paper with the code, its file, and withdrawing it.

Law: what the record knows is filled in, and the officer signs; how a letter came is said before what it says.
Not here: taking one in (receiving.py), deciding on one (judging.py).
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any, Final

from django import forms
from django.http import Http404, HttpResponse
from django.utils.text import capfirst
from django.views.decorators.http import require_safe

from battlebox.desk import Act, DeskCode
from battlebox.desk.brief import clock
from battlebox.desk.reconnect import (
    QUESTIONS,
    Assurance,
    Letter,
    Seal,
    is_doubted,
    issue_letter,
    judgements_of,
    link_of,
    links_between,
    links_of,
    prefilled,
    why_void,
    withdraw_letter,
)
from battlebox.desk.record import Saved
from battlebox.journal import spoken_of
from battlebox.marking import Tlp
from battlebox.web.asking import OfficerRequest, in_incident
from battlebox.web.incident.at_desk import AtDesk
from battlebox.web.incident.entry import PlainForm, entry
from battlebox.web.incident.said import seen_by
from battlebox.web.moment import MomentField
from battlebox.web.pages import page
from battlebox.web.reconnecting.before import said_before, why_again
from battlebox.web.reconnecting.words import (
    DISBELIEVED,
    SEAL_COLOURS,
    UNCHECKED,
    letter_here,
    link_here,
)
from battlebox.web.rights import unless

VALID_FOR: Final = timedelta(days=14)
"""For how long a letter is drafted to hold (a working value: it is in the form, and whoever signs sets it)."""
LABELS: Final = tuple((each.value, each.to_text()) for each in (Tlp.AMBER_STRICT, Tlp.AMBER, Tlp.GREEN))
PREFIX: Final = "battlebox-letter:1"
HERE: Final = "systems"


class StatementForm(PlainForm):
    """What every letter says; `paths` are chosen among the links between the two bodies."""

    paths = forms.MultipleChoiceField(
        label="Which links it is about", widget=forms.CheckboxSelectMultiple,
        help_text="It is decided on as a whole: if it is refused, it is refused for every link that is ticked, in "
        "place of what was said of that link before. Take the tick from a link that should not stand or fall with "
        "the others.",
    )  # fmt: skip
    contained_at = MomentField(label="When containment was verified", required=False)
    firm = forms.CharField(
        label="Independent firm that looked", max_length=300, required=False, help_text="Blank: none."
    )
    evidence = forms.CharField(
        label="Evidence", help_text="One thing on each line: what, from whom, of which day. None? Write none.",
        widget=forms.Textarea(attrs={"rows": 4}), max_length=5000,
    )  # fmt: skip
    valid_until = MomentField(label="Valid until")
    signatory = forms.CharField(label="Signed as", max_length=200, help_text="The role, not the name.")

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        for field, (title, what) in QUESTIONS.items():
            self.fields[field] = forms.CharField(
                label=title, help_text=f"{capfirst(what)}.",
                widget=forms.Textarea(attrs={"rows": 3}), max_length=5000,
            )  # fmt: skip
        self.order_fields(["paths", *list(QUESTIONS)[:3], "contained_at", *list(QUESTIONS)[3:], "firm", "evidence"])

    def letter(self, issuer: str, receiver: str, **more: Any) -> Letter:
        """What the form says, from one body to another."""
        said = self.cleaned_data
        answers = {field: said[field] for field in QUESTIONS}
        return Letter(
            issuer=issuer, receiver=receiver, paths=tuple(said["paths"]), evidence=tuple(said["evidence"].splitlines()),
            valid_until=said["valid_until"], signatory=said["signatory"], firm=said["firm"],
            contained_at=said["contained_at"], **answers, **more,
        )  # fmt: skip


class LetterForm(StatementForm):
    """A letter of our own: besides, how far it may travel."""

    tlp = forms.ChoiceField(label="Label", choices=LABELS, initial=Tlp.AMBER_STRICT.value)
    also = forms.MultipleChoiceField(
        label="Who may have it besides", required=False, widget=forms.CheckboxSelectMultiple,
        help_text="None ticked: the receiver alone.",
    )  # fmt: skip


KNOWN: Final = ("happened", "scope", "contained", "contained_at", "contacts")
"""Answers that the record begins."""


@in_incident
def write(request: OfficerRequest, name: str) -> HttpResponse:
    """Write a letter to the body at the other end of a link."""
    desk = AtDesk.of(request)
    found = link_here(desk, name)
    body = desk.officer.body
    other, back = found.ends.other(body), desk.at("link", name)
    is_party = body in found.ends.bodies
    refused = not_party(desk, name)
    known = prefilled(desk.sight, desk.picture, other) if is_party else None
    side = found.side_of(body) if is_party else None
    start = {
        "paths": _drafted(desk, name, other), "valid_until": desk.sight.now + VALID_FOR, "signatory": role_words(desk),
        **(said_before(side) if side else {}),
        **({field: value for field in KNOWN if (value := getattr(known, field))} if known else {}),
    }  # fmt: skip
    choices = {"paths": path_choices(desk, other), "also": _others(desk, other)}
    form = LetterForm.asked(request, initial=start, refused=refused, choices=choices)

    def act() -> Saved:
        said = form.cleaned_data
        letter = form.letter(body, other, issued=desk.sight.now, tlp=Tlp(said["tlp"]), audience=frozenset(said["also"]))
        return issue_letter(desk.record, desk.estate, desk.officer, letter)

    return entry(
        desk, form, act, back, title=f"Letter of assurance to {desk.names.body(other)}", here=HERE,
        words=(why_again(desk, side) if side else "")
        + "What the record knows and may tell them is filled in: read it, change what is not so. Every question "
        "needs an answer: not known yet is one. It is signed with this desk's key, and shown to those it is for.",
        button="Sign and issue it", then=lambda made: desk.at("letter", made.thing.partition("/")[2]),
    )  # fmt: skip


@in_incident
def letter(request: OfficerRequest, name: str) -> HttpResponse:
    """One letter: as a page, and as its paper."""
    desk = AtDesk.of(request)
    found = letter_here(desk, name)
    says = found.letter
    voids = {
        path: void.why
        for path in says.paths
        if path in desk.estate.path_by_id
        and (void := why_void(desk.sight, desk.names, link_of(desk.estate, path), found)) is not None
    }
    return page(
        request,
        "reconnecting/letter.html",
        here=HERE,
        issuer=desk.names.body(says.issuer),
        receiver=desk.names.body(says.receiver),
        seal=found.seal.value.capitalize(),
        seal_colour=SEAL_COLOURS[found.seal],
        warning={Seal.PAPER: UNCHECKED, Seal.UNKNOWN: DISBELIEVED}.get(found.seal, ""),
        voids=[f"{desk.names.path(path)}: this letter holds no longer. {why[:1].upper()}{why[1:]}."
               for path, why in voids.items()],
        rows=_about(desk, found),
        answers=[(title, getattr(says, field)) for field, (title, _) in QUESTIONS.items()],
        evidence=says.evidence,
        links=[(desk.names.path(path), desk.at("link", path)) for path in says.paths],
        code=f"{PREFIX}:{found.file.key}:{found.file.fingerprint}" if found.file else "",
        fingerprint=found.file.fingerprint if found.file else "",
        spoken=spoken_of(found.file.fingerprint) if found.file else "",
        decisions=[
            (each.number, each.value.outcome.value, each.value.conditions_words, each.value.why, each.value.role,
             clock(each.value.review), clock(each.at))
            for each in judgements_of(desk.sight, found)
        ],
        buttons=_buttons(desk, found),
    )  # fmt: skip


@require_safe
@in_incident
def file(request: OfficerRequest, name: str) -> HttpResponse:
    """The letter as a file to carry."""
    found = letter_here(AtDesk.of(request), name)
    if found.file is None:
        raise Http404
    answer = HttpResponse(found.file.to_bytes(), content_type="application/json")
    answer.headers["Content-Disposition"] = f'attachment; filename="letter-{found.said.number}.json"'
    answer.headers["Cache-Control"] = "no-store"
    return answer


class WithdrawForm(PlainForm):
    """Why it is not to be relied on any more."""

    why = forms.CharField(
        label="What was found, or what changed", widget=forms.Textarea(attrs={"rows": 3}), max_length=5000
    )


@in_incident
def withdraw(request: OfficerRequest, name: str) -> HttpResponse:
    """Say that a letter is not to be relied on any more."""
    desk = AtDesk.of(request)
    found = letter_here(desk, name)
    says, body = found.letter, desk.officer.body
    is_party = body in (says.issuer, says.receiver)
    refused = unless(
        is_party, DeskCode.NOT_YOURS, what="this letter", owner=desk.names.body(says.issuer),
        body=desk.names.body(body), act="withdraw",
    )  # fmt: skip
    form = WithdrawForm.asked(request, refused=refused)
    return entry(
        desk, form, lambda: withdraw_letter(desk.record, desk.officer, name, why=form.cleaned_data["why"]),
        desk.at("letter", name), title="Withdraw this letter", here=HERE, button="Withdraw it",
        words="Both sides see it at once, and what was agreed on this letter is revoked. Nobody's network is touched: "
        "cut the link again if it is open.",
    )  # fmt: skip


def not_party(desk: AtDesk, name: str) -> str:
    """Why a body that hosts neither end has nothing to say of a link; blank where it does."""
    bodies = link_of(desk.estate, name).bodies
    owner = " and ".join(desk.names.body(each) for each in bodies)
    us = desk.names.body(desk.officer.body)
    is_party = desk.officer.body in bodies
    return unless(is_party, DeskCode.NOT_YOURS, what="this link", owner=owner, body=us, act="assure")


def path_choices(desk: AtDesk, other: str) -> list[tuple[str, str]]:
    """The links between the officer's body and another, as boxes."""
    return [
        (each.path.path, desk.names.path(each.path.path))
        for each in links_between(desk.estate, desk.officer.body, other)
    ]


def role_words(desk: AtDesk) -> str:
    """The officer's roles, as somebody signs."""
    return ", ".join(sorted(role.words for role in desk.officer.roles))


def _drafted(desk: AtDesk, name: str, other: str) -> list[str]:
    """The links a letter is drafted for: this one, and those to the same body that are cut, in doubt or asked for."""
    body = desk.officer.body
    return [
        link.name
        for link in links_of(desk.sight, desk.picture)
        if {body, other} == set(link.ends.bodies)
        and (link.name == name or link.is_held or is_doubted(desk.sight, link.ends) or link.side_of(body).wanted)
    ]


def _others(desk: AtDesk, other: str) -> list[tuple[str, str]]:
    bodies = desk.record.standing.orgs.keys() - {desk.officer.body, other}
    return sorted(((body, desk.names.body(body)) for body in bodies), key=lambda row: row[1])


def _about(desk: AtDesk, found: Assurance) -> list[tuple[str, str]]:
    says = found.letter
    rows = [
        ("From", desk.names.body(says.issuer)),
        ("To", desk.names.body(says.receiver)),
        ("Issued", f"{clock(says.issued)}, signed as {says.signatory}"),
        ("Valid until", clock(says.valid_until)),
        ("Containment verified", clock(says.contained_at) if says.contained_at else "not said"),
        ("Independent firm", says.firm or "none"),
        ("Who may have it", seen_by(desk, says.tlp.value, says.audience | {says.receiver}, says.issuer)),
        ("Entry", found.said.number),
    ]
    return [*rows, ("Who has the paper", found.said.value.seen)] if found.said.value.seen else rows


def _buttons(desk: AtDesk, found: Assurance) -> list[tuple[str, str]]:
    says, body, may = found.letter, desk.officer.body, desk.officer.may
    rows = [("The file to carry", desk.at("letter_file", found.name))] if found.file else []
    if may(Act.ASSURE) and body == says.receiver:
        rows.insert(0, ("Decide on it", desk.at("judge_letter", found.name)))
    if may(Act.ASSURE) and body in (says.issuer, says.receiver) and not found.withdrawn:
        rows.append(("Withdraw it", desk.at("withdraw_letter", found.name)))
    return rows
