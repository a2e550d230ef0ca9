"""Writing a bulletin: facts are picked with what is in the way of each, and before it is signed each reader is named.

Law: what may not go to one of those it is for is said and nothing is signed; nothing is signed without a yes to what
each of them gets.
Not here: the gate (share.bulletin, desk.tell), the record (desk.exchange).
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any, Final

from django import forms
from django.conf import settings
from django.http import HttpResponse

from battlebox.desk import DeskError
from battlebox.desk.exchange import (
    FactLine,
    Offered,
    Wanted,
    bulletin_sent,
    offered_for,
    ready_bulletin,
)
from battlebox.desk.record import Saved
from battlebox.desk.tell import Bar
from battlebox.journal import to_canonical
from battlebox.marking import Tlp
from battlebox.share.bulletin import (
    HEADINGS,
    Believed,
    Bulletin,
    BulletinError,
    Fact,
    Indicator,
    look_for,
    must_fit,
    sign_bulletin,
    to_says,
)
from battlebox.web.asking import OfficerRequest, in_incident
from battlebox.web.bulletins.keys import own_key, own_list
from battlebox.web.bulletins.looking import recognise
from battlebox.web.bulletins.recorded import in_desk_words, readers_of, signing
from battlebox.web.bulletins.shown import HERE, at_form, parts_of
from battlebox.web.forms import DeskForm
from battlebox.web.incident.at_desk import AtDesk
from battlebox.web.moment import MomentField
from battlebox.web.pages import page

HOLDS_FOR: Final = timedelta(hours=24)
NEXT_IN: Final = timedelta(hours=3)
LABELS: Final = tuple((each.value, each.to_text()) for each in (Tlp.AMBER_STRICT, Tlp.AMBER, Tlp.GREEN, Tlp.CLEAR))
_AREA: Final = {"rows": 3}


class BulletinForm(DeskForm):
    """What a bulletin says, for whom, and a yes to what each gets."""

    to = forms.MultipleChoiceField(
        label="Whom it is for", required=False, widget=forms.CheckboxSelectMultiple,
        help_text="Bodies on our call-back list: nobody else could be rung about it.",
    )  # fmt: skip
    title = forms.CharField(label="What it is about, in one line", max_length=120)
    facts = forms.MultipleChoiceField(
        label="Facts", required=False, widget=forms.CheckboxSelectMultiple,
        help_text="What is in the way of one stands beside it.",
    )  # fmt: skip
    todo = forms.CharField(label="Do this", widget=forms.Textarea(attrs=_AREA), required=False, max_length=10_000,
                           help_text="One thing on each line. Each becomes a task at their desk.")  # fmt: skip
    avoid = forms.CharField(label="Do not", widget=forms.Textarea(attrs=_AREA), required=False, max_length=10_000)
    contained = forms.CharField(label="What we have cut off", widget=forms.Textarea(attrs=_AREA), required=False,
                                max_length=10_000, help_text="And whether that was verified.")  # fmt: skip
    asks = forms.CharField(label="What we ask of you", widget=forms.Textarea(attrs=_AREA), required=False,
                           max_length=10_000)  # fmt: skip
    look_for = forms.CharField(
        label="What to look for", widget=forms.Textarea(attrs={"rows": 5}), required=False, max_length=50_000,
        help_text="Addresses, names, hashes, one on each line, then a space and a note. hxxp and [.] are understood.",
    )  # fmt: skip
    tlp = forms.ChoiceField(label="Label", choices=LABELS, initial=Tlp.AMBER_STRICT.value)
    expires = MomentField(label="Holds until")
    next_at = MomentField(label="The next one comes", required=False)
    ring = forms.CharField(label="Whom to ask for", max_length=240, help_text="An office and how it is reached.")
    sure = forms.BooleanField(label="Yes: each of them gets what stands above", required=False)
    looked = forms.CharField(widget=forms.HiddenInput, required=False, max_length=64)
    """What was shown, as a hash: a yes is to that alone."""

    def __init__(self, *args: Any, choices: Mapping[str, list[tuple[str, str]]], now: datetime, **more: Any) -> None:
        super().__init__(*args, **more)
        self.now = now
        for name, rows in choices.items():
            self.fields[name].choices = rows  # type: ignore[attr-defined]  # A ChoiceField.

    def clean_look_for(self) -> tuple[Indicator, ...]:
        """Each line recognised, or the first that is not is named."""
        label = Tlp(self.data.get("tlp") or Tlp.AMBER_STRICT.value) if _is_label(self.data.get("tlp")) else Tlp.GREEN
        try:
            rows = list(look_for(self.cleaned_data["look_for"], recognise))
        except BulletinError as wrong:
            raise at_form(wrong) from wrong
        return tuple(Indicator(row["kind"], row["value"], row["note"], label) for row in rows)

    def show_again(self, mark: str) -> None:
        """Give it back to be said yes to, as it is shown now."""
        self._change(looked=mark)

    @property
    def wanted(self) -> Wanted:
        """What the desk is asked for."""
        said = self.cleaned_data
        lines = [said["title"], *(line for name, _ in HEADINGS for line in _lines(said[name])), said["ring"]]
        lines += [one.note for one in said["look_for"] if one.note]
        return Wanted(
            said["title"], "\n".join(lines), tuple(said["facts"]), tuple(said["to"]), Tlp(said["tlp"]),
            said["expires"], said["next_at"],
        )  # fmt: skip

    def bulletin(self, desk: AtDesk, number: int, facts: tuple[FactLine, ...], at: datetime) -> Bulletin:
        """The bulletin under a number. Raises BulletinError."""
        said, body = self.cleaned_data, desk.officer.body
        return Bulletin(
            issuer=body, issuer_name=desk.body_name(body), number=number, title=" ".join(said["title"].split()),
            tlp=Tlp(said["tlp"]), issued=at, expires=said["expires"], next_at=said["next_at"],
            ring=" ".join(said["ring"].split()), audience=tuple(sorted(said["to"])),
            facts=tuple(Fact(each.words, Believed(each.status.value), each.tlp) for each in facts),
            indicators=said["look_for"], **{name: _lines(said[name]) for name, _ in HEADINGS},
        )  # fmt: skip


def readers(desk: AtDesk) -> list[tuple[str, str]]:
    """Those on the call-back list who could be written to, as boxes."""
    names = {one.body: one.name for one in own_list(desk).partners if one.body != desk.officer.body}
    return sorted(names.items(), key=lambda row: row[1].lower())


@in_incident
def new_bulletin(request: OfficerRequest) -> HttpResponse:
    """Write a bulletin: the first sending shows who gets what, the second signs it."""
    desk = AtDesk.of(request)
    try:
        bodies = readers(desk)
    except BulletinError as wrong:
        raise in_desk_words(wrong) from wrong
    offered = offered_for(desk.sight, [body for body, _ in bodies])
    start = {"expires": desk.sight.now + HOLDS_FOR, "next_at": desk.sight.now + NEXT_IN}
    choices = {"to": bodies, "facts": [_choice(desk, each, len(bodies)) for each in offered]}
    form = BulletinForm.asked(request, initial=start, choices=choices, now=desk.sight.now)
    shown: dict[str, Any] = {}
    if form.is_ready():
        shown = _ready(desk, form, dict(bodies))
        if shown and form.cleaned_data["sure"] and form.cleaned_data["looked"] != shown["mark"]:
            form.add_error("sure", "It has changed since you looked at it. Look at it again, as it stands above.")
            form.show_again(shown["mark"])
        elif shown and form.cleaned_data["sure"]:
            answer = desk.write(form, lambda: _send(desk, form), lambda made: _sent_at(desk, made))
            if answer is not None:
                return answer
        elif shown:
            form.show_again(shown["mark"])
    if not shown:
        form.ask_later("sure")
    return page(
        request, "bulletins/form.html", here=HERE, form=form, nobody=not bodies,
        list_address=desk.at("call_back_list"), cancel=desk.at("bulletins"), **shown,
        button="Sign it" if shown else "Look at it before it is signed",
    )  # fmt: skip


def _ready(desk: AtDesk, form: BulletinForm, names: Mapping[str, str]) -> dict[str, Any]:
    """What would go, and to whom; empty where something may not, which is said at the form."""
    try:
        number, facts = ready_bulletin(desk.record, desk.officer, form.wanted)
        bulletin = form.bulletin(desk, number, facts, desk.sight.now)
        orgs = frozenset(desk.record.standing.orgs)
        must_fit(bulletin, readers_of(desk.officer.body, orgs, bulletin.audience), desk.sight.now)
        sign_bulletin(bulletin, own_key(desk))
    except BulletinError as wrong:
        form.add_error(None, desk.refusal(in_desk_words(wrong)))
        return {}
    except DeskError as wrong:
        form.add_error(None, desk.refusal(wrong))
        return {}
    gets = f"bulletin {number}: {len(bulletin.facts)} facts, {len(bulletin.todo)} things to do, "
    gets += f"{len(bulletin.indicators)} to look for, under {bulletin.tlp.to_text()}"
    who = [(names.get(body, body), gets) for body in bulletin.audience]
    said = to_canonical({name: value for name, value in to_says(bulletin).items() if name not in ("issued", "number")})
    mark = hashlib.sha256(said).hexdigest()
    return {
        **parts_of(bulletin),
        "mark": mark,
        "gets": who or [(f"Whoever {bulletin.tlp.to_text()} lets have it", gets)],
    }


def _send(desk: AtDesk, form: BulletinForm) -> Saved:
    def make(number: int, facts: tuple[FactLine, ...], at: datetime) -> Bulletin:
        return form.bulletin(desk, number, facts, at)

    practice = settings.DESK.demo or settings.DESK.drill or desk.request.incident.exercise
    sign = signing(desk.officer, own_key(desk), frozenset(desk.record.standing.orgs), make, practice=practice)
    return bulletin_sent(desk.record, desk.officer, form.wanted, sign)


def _sent_at(desk: AtDesk, made: Saved) -> str:
    return desk.at("sent_bulletin", made.thing.partition("/")[2])


def _choice(desk: AtDesk, offered: Offered, many: int) -> tuple[str, str]:
    line = offered.line
    said = f"{line.status.value.capitalize()}, {line.tlp.to_text()}: {line.words}"
    if not offered.barred:
        return line.thing, f"{said} (cleared for all of them)"
    bars: dict[str, list[str]] = {}
    for body, stays in offered.barred.items():
        ask = " and ".join(map(desk.body_name, stays.ask))
        why = "not cleared" if stays.bar is Bar.NOT_CLEARED else stays.why
        bars.setdefault(f"{why}; ask {ask}" if ask else why, []).append(desk.body_name(body))
    told = [why if len(who) == many else f"not for {', '.join(who)}: {why}" for why, who in bars.items()]
    return line.thing, f"{said} ({'; '.join(told)})"


def _lines(text: str) -> tuple[str, ...]:
    return tuple(" ".join(line.split()) for line in text.splitlines() if line.strip())


def _is_label(text: object) -> bool:
    return any(text == value for value, _ in LABELS)
