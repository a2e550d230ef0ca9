"""Two people before a page is public, at the desk: the body's rule, the second look, what moved since it, the click.

Law: whoever looks says yes to what was on the screen, word for word; the sealed account is nobody's second.
Not here: what counts (desk.publish), what a click does (publish.py, away.py).
"""

from __future__ import annotations

import json
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from django import forms
from django.conf import settings
from django.http import HttpResponse

from battlebox.desk import Officer
from battlebox.desk.publish import PublicEdition, PublicRule, Ruled, Second, look_at, rule_of, rule_pages, second_look
from battlebox.desk.record import Saved
from battlebox.share.status import (
    Difference,
    Published,
    ShareError,
    StatusPage,
    differences,
    document_of,
    page_of_file,
)
from battlebox.web.asking import OfficerRequest, in_incident
from battlebox.web.incident.at_desk import AtDesk
from battlebox.web.incident.entry import PlainForm, entry
from battlebox.web.incident.said import writer_of
from battlebox.web.incident.saying import when_said
from battlebox.web.models import Alarm
from battlebox.web.pages import page
from battlebox.web.publishing.elsewhere import other_sights
from battlebox.web.publishing.pending import digest_of
from battlebox.web.publishing.shown import Shown, is_sent_for, laid_out, shown_now, target_at
from battlebox.web.publishing.target import Target

LOOKED: Final = "public-looked"
SEALED: Final = (
    "The break-glass account is nobody in particular, so it cannot be the second person. "
    "Sign in under a name of your own."
)


@dataclass(frozen=True, slots=True)
class Click:
    """What somebody pressed the button for: what was on the screen, where to, who else looked, or why nobody did.

    `unhelped` is why it names no urgent help, where it should.
    """

    shown: Shown
    target: Target
    second: Second
    alone: str
    unhelped: str = ""

    def edition(self, made: Published) -> PublicEdition:
        """What is written down of the edition that was made of it."""
        pages = sum(name.endswith(".html") for name in made.files)
        looked = self.second.theirs.entry if self.second.theirs else ""
        return PublicEdition(
            made.edition.number,
            digest_of(made.manifest),
            self.target.where,
            pages,
            len(self.shown.draft.carries),
            second=looked,
            alone=self.alone if self.second.is_missing else "",
            unhelped=self.unhelped,
        )


class LookForm(PlainForm):
    """Nothing to fill in: what somebody says yes to stands above the button."""

    takes_back = False


class RuleForm(PlainForm):
    """How many people, and why."""

    two = forms.ChoiceField(
        label="Before the public page goes out",
        choices=(("yes", "A second person must have looked at it"), ("no", "One person is enough")),
        widget=forms.RadioSelect,
    )
    why = forms.CharField(label="Why", max_length=300)


def rule_at(desk: AtDesk) -> Ruled:
    """The rule of this officer's body: what it said in this incident, else in another one at this desk."""
    return rule_of(desk.sight, other_sights(desk.record, desk.officer))


def second_at(desk: AtDesk, shown: Shown) -> Second:
    """How the second look stands for this officer and this page."""
    return second_look(desk.sight, rule_at(desk), shown.digest)


def others_of(desk: AtDesk, said: str, by: str) -> str:
    """`Ann Smith, 27 Nov 02:10`."""
    return f"{writer_of(desk, by, desk.officer.body)}, {said}"


def moved_since(desk: AtDesk, second: Second, now: StatusPage | None) -> tuple[Difference, ...]:
    """What reads otherwise than when somebody else looked; nothing where their page is not kept at this desk."""
    if second.theirs is not None or second.before is None or now is None:
        return ()
    try:
        return differences(page_of_file(_kept(desk, second.before.value.digest)), now)
    except ShareError:
        return ()


@in_incident
def look(request: OfficerRequest) -> HttpResponse:
    """Look at the page as it would be, and say yes to it."""
    desk = AtDesk.of(request)
    target = target_at(desk)
    shown = shown_now(desk, target)
    form = LookForm.asked(request, seen=(shown.digest,), refused=SEALED if request.officer.break_glass else "")
    if is_sent_for(form, shown):
        answer = desk.write(form, lambda: _look(desk, shown), desk.at("publish"))
        if answer is not None:
            return answer
    second = second_at(desk, shown)
    return page(
        request,
        "publishing/look.html",
        here="tell",
        form=form,
        **laid_out(desk, shown, target),
        moved=moved_since(desk, second, shown.page),
        mine=when_said(second.mine.at) if second.mine else "",
        preview=desk.at("public_preview", "index.html"),
        publish=desk.at("publish"),
    )


@in_incident
def rule(request: OfficerRequest) -> HttpResponse:
    """Say how many people must look before the page goes out."""
    desk = AtDesk.of(request)
    ruled = rule_at(desk)
    seen = () if ruled.said is None or ruled.is_carried else (ruled.said.entry,)
    start = {"two": "yes"} if not ruled.two else {"two": "yes", "why": ruled.said.value.why if ruled.said else ""}
    form = RuleForm.asked(request, seen=seen, initial=start)
    if form.is_ready():
        form.overtaken(seen)
    return entry(
        desk,
        form,
        lambda: _rule(desk, ruled, two=form.cleaned_data["two"] == "yes", why=form.cleaned_data["why"]),
        desk.at("publish"),
        title="How many people look before the public page goes out",
        here="tell",
        rows=[("Now", rule_words(desk, ruled))],
        words="With two, whoever publishes needs somebody else of the body who has looked at the very same page. When "
        "nobody can be had, one person can still publish: with a reason that is recorded, and an alarm to every admin.",
    )


def rule_words(desk: AtDesk, ruled: Ruled) -> str:
    """The rule as it counts now, by whom and since when."""
    if ruled.said is None:
        return "One person is enough: nobody has said anything else."
    said = ruled.said
    many = "A second person must have looked at it" if said.value.two else "One person is enough"
    if ruled.is_carried:
        return f"{many}, as {desk.body_name(said.body)} said in an earlier incident: {said.value.why}."
    return f"{many}: {said.value.why} ({others_of(desk, when_said(said.at), said.by)}, {said.number})."


def alarm_alone(officer: Officer, why: str) -> None:
    """Tell every admin of the body that a page went out on one person's word."""
    words = f"{officer.name} published the public page alone, though two people must look: {why}"
    Alarm.objects.tell(words, body=officer.body)


def _rule(desk: AtDesk, before: Ruled, *, two: bool, why: str) -> Saved:
    saved = rule_pages(desk.record, desk.officer, PublicRule(two, why))
    if before.two and not two:
        words = f"{desk.officer.name} said that one person, no longer two, may publish the public page: {why}"
        Alarm.objects.tell(words, body=desk.officer.body)
    return saved


def _look(desk: AtDesk, shown: Shown) -> Saved:
    saved = look_at(desk.record, desk.officer, shown.digest)
    if shown.page is not None:
        with suppress(OSError):  # Only what moved since is then not listed; the whole page is to be looked at anyway.
            path = _kept(desk, shown.digest)
            path.parent.mkdir(exist_ok=True)
            for old in path.parent.glob(f"{desk.officer.body}-*.json"):
                old.unlink()
            path.write_text(json.dumps(document_of(shown.page)), encoding="utf-8")
    return saved


def _kept(desk: AtDesk, digest: str) -> Path:
    data: Path = settings.DESK.data
    return data / LOOKED / f"{desk.officer.body}-{digest[:32]}.json"
