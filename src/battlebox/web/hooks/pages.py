"""Machines that are told, for admins of a body: which there are, naming one, every try, pausing and ending it.

Law: an admin sees and names those of the body in use alone; naming one asks for the password, and the secret is shown
once; the other admins hear of each that is named; what is ended is told nothing more, at once.
Not here: what it is told (tellable.py), sending (round.py), a new secret (secret.py).
"""

from __future__ import annotations

from typing import Any, Final
from urllib.parse import urlsplit

from allauth.account.decorators import reauthentication_required
from django import forms
from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from battlebox.share import ShareError
from battlebox.share.hook import HookKind, Receiver, new_secret, shown_address
from battlebox.share.polling import PollError
from battlebox.share.sending import RealDesk
from battlebox.web.asking import OfficerRequest, admins_only
from battlebox.web.estates_to_choose import body_name
from battlebox.web.forms import DeskForm
from battlebox.web.ground import ground_of
from battlebox.web.hooks.round import key_of
from battlebox.web.hooks.seal import seal
from battlebox.web.incident.wording import when
from battlebox.web.models import Alarm, Hook, Partner, Told
from battlebox.web.models.hook import ToldState
from battlebox.web.pages import page
from battlebox.web.records import has_installation, installation
from battlebox.web.rights import capital
from battlebox.web.saving import Recorded, saved
from battlebox.web.tables import Cell

MOST: Final = 20
HEADS: Final = ("Machine", "Whose", "Told of", "How it goes", "Waiting")
TRY_HEADS: Final = ("When", "What", "Status", "What came of it")
TRIES_SHOWN: Final = 50
ANYBODY: Final = "anybody"
KINDS: Final = [(each.value, each.words.capitalize()) for each in HookKind if each is not HookKind.TEST]
PRACTISES: Final = "This desk practises, or is a demonstration: it tells no machine anything. Do it at a real desk."
FULL: Final = f"There are {MOST} already: end one first."


class HookForm(DeskForm):
    """Where, whose, and what it is told."""

    keeps_drafts = False
    name = forms.CharField(label="What you call it", max_length=60)
    url = forms.CharField(
        label="Its address",
        max_length=500,
        help_text="As its own pages say, with https:// in front. Redirects are not followed.",
    )
    reader = forms.ChoiceField(
        label="Whose machine it is",
        help_text="It is told what the label lets that body have from machine to machine.",
        widget=forms.RadioSelect,
    )
    kinds = forms.MultipleChoiceField(label="What it is told", choices=KINDS, widget=forms.CheckboxSelectMultiple)
    pin = forms.CharField(
        label="Fingerprint of its certificate",
        required=False,
        max_length=120,
        help_text="SHA-256, only where its certificate is of its own making.",
    )

    def __init__(self, *args: Any, readers: list[tuple[str, str]], **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["reader"].choices = readers  # type: ignore[attr-defined]  # A ChoiceField.

    def clean(self) -> dict[str, Any]:
        """An address that may be gone to."""
        clean = super().clean() or self.cleaned_data
        ground = ground_of(settings.DESK)
        if "url" in clean and isinstance(ground, RealDesk):
            try:
                Receiver(ground, clean["url"], "whsec_", clean.get("pin", ""), settings.DESK.networks).refuse_closed()
            except ShareError as wrong:
                self.add_error("url", f"{capital(str(wrong))}. {capital(wrong.hint)}.")
            except PollError as wrong:
                self.add_error("pin", f"{capital(str(wrong))}. {capital(wrong.hint)}.")
        return clean


@admins_only
def hooks(request: OfficerRequest) -> HttpResponse:
    """The machines that this body tells."""
    rows = [
        (
            Cell(each.name, link=reverse("hook", args=(each.pk,)), note=each.shown),
            _whose(each),
            ", ".join(HookKind(kind).words for kind in each.kinds),
            _state(each),
            str(each.messages.filter(state=ToldState.WAITING.value).count()),
        )
        for each in Hook.objects.open().filter(ours=request.body_id)
    ]
    return page(request, "hooks/hooks.html", heads=HEADS, rows=rows, body=body_name(request.body_id))


@never_cache
@admins_only
@reauthentication_required
def new_hook(request: OfficerRequest) -> HttpResponse:
    """Name a machine, and show the secret once."""
    refused = "" if isinstance(ground_of(settings.DESK), RealDesk) else PRACTISES
    refused = refused or (FULL if Hook.objects.open().filter(ours=request.body_id).count() >= MOST else "")
    form = HookForm.asked(request, readers=_readers(request.body_id), refused=refused)
    secret = new_secret()
    made: list[Hook] = []

    def record() -> Recorded:
        made.append(_make(request, form.cleaned_data, secret))
        words = "The machine was named. Its secret was shown once."
        return Recorded("", reverse("hook", args=(made[0].pk,)), words=words)

    def show() -> HttpResponse:
        return page(request, "hooks/secret.html", secret=secret, name=made[0].name, number=made[0].pk)

    if form.is_ready():
        return saved(request, form, record, show)
    return page(request, "hooks/new.html", form=form, body=body_name(request.body_id))


def _make(request: OfficerRequest, said: dict[str, Any], secret: str) -> Hook:
    body = request.body_id
    found = installation() if has_installation() else None
    records = [found.record(name) for name in found.incidents] if found else []
    made = Hook.objects.create(
        ours=body,
        name=said["name"],
        reader="" if said["reader"] == ANYBODY else said["reader"],
        sealed=seal(said["url"], secret),
        shown=shown_address(said["url"]),
        pin="".join(letter for letter in said["pin"].lower() if letter in "0123456789abcdef"),
        kinds=said["kinds"],
        # Of what was before, it is told nothing.
        places={record.incident: record.catch_up() for record in records},
        made_by=request.officer,
    )
    where = urlsplit(made.shown).netloc[:120]
    words = f"{request.officer} named a machine that is told what happens here: {made.name}, at {where}."
    Alarm.objects.tell(words, body=body, key=f"hook-named:{made.pk}")
    return made


@admins_only
def hook(request: OfficerRequest, number: int) -> HttpResponse:
    """One machine: how it goes, what waits, and every try."""
    each = hook_here(request, number)
    now = timezone.now()
    tries = each.attempts.select_related("told")[:TRIES_SHOWN]
    rows = [
        (when(one.at, now), HookKind(one.told.kind).words, str(one.status or "none came"), one.words) for one in tries
    ]
    counts = [(state.value, each.messages.filter(state=state.value).count()) for state in ToldState]
    said = [
        ("Address", each.shown),
        ("Whose", _whose(each)),
        ("Told of", ", ".join(HookKind(kind).words for kind in each.kinds)),
        ("How it goes", _state(each)),
        ("Messages", ", ".join(f"{count} {words}" for words, count in counts if count) or "none yet"),
        ("Named", f"{when(each.made_at, now)}, {each.made_by or 'somebody who has left'}"),
    ]
    if each.before_until is not None and each.before_until > now:
        said.append(("Its secret", f"A new one was made. The one before counts beside it until {_day(each)}"))
    return page(request, "hooks/hook.html", hook=each, said=said, heads=TRY_HEADS, rows=rows)


@require_POST
@admins_only
def try_hook(request: OfficerRequest, number: int) -> HttpResponse:
    """Have a test be sent."""
    each = hook_here(request, number)
    if each.paused_at is not None:
        messages.warning(request, "It is paused: tap Go on first.")
    else:
        if not each.messages.filter(kind=HookKind.TEST.value, state=ToldState.WAITING.value).exists():
            Told.objects.create(hook=each, entry=f"test {timezone.now():%Y%m%dT%H%M%S%f}", kind=HookKind.TEST.value)
        # Somebody is at it, so the waits begin anew: taps do not bring the day nearer on which it is paused.
        Hook.objects.filter(pk=each.pk).update(next_at=None, failures=0)
        messages.info(request, "A test goes out within seconds. Load this page again to see what came of it.")
    return redirect("hook", number)


@require_POST
@admins_only
def pause_hook(request: OfficerRequest, number: int) -> HttpResponse:
    """Tell it nothing for now; what happens meanwhile waits."""
    each = hook_here(request, number)
    Hook.objects.filter(pk=each.pk, paused_at=None).update(paused_at=timezone.now(), paused_why="an admin paused it")
    messages.info(request, f"{each.name} is told nothing until somebody taps Go on. What happens meanwhile waits.")
    return redirect("hook", number)


@require_POST
@admins_only
def go_on_hook(request: OfficerRequest, number: int) -> HttpResponse:
    """Tell it again, from what waits on."""
    each = hook_here(request, number)
    Hook.objects.filter(pk=each.pk).update(paused_at=None, paused_why="", failures=0, next_at=None)
    Alarm.objects.over(key_of(each), each.ours)
    messages.info(request, f"{each.name} is told again, the oldest first.")
    return redirect("hook", number)


@admins_only
def end_hook(request: OfficerRequest, number: int) -> HttpResponse:
    """Tell it nothing more, ever; the page asks once more."""
    each = hook_here(request, number)
    if request.method != "POST":
        waiting = each.messages.filter(state=ToldState.WAITING.value).count()
        return page(request, "hooks/end.html", hook=each, waiting=waiting)
    mine = Hook.objects.filter(pk=each.pk)
    mine.update(ended_at=timezone.now(), sealed="", sealed_before="", before_until=None, places={})
    Told.objects.filter(hook=each, state=ToldState.WAITING.value).update(state=ToldState.DROPPED.value)
    messages.info(request, f"{each.name} is told nothing more. Its secret was forgotten.")
    return redirect("hooks")


def hook_here(request: OfficerRequest, number: int) -> Hook:
    """The machine of this number, of the body in use. Raises Http404."""
    found = Hook.objects.open().filter(pk=number, ours=request.body_id).first()
    if found is None:
        raise Http404
    return found


def _readers(body: str) -> list[tuple[str, str]]:
    partners = Partner.objects.filter(ours=body, cut_off_at=None)
    return [
        (body, f"{body_name(body)}: our own"),
        *((each.body, f"{each.name}: a partner") for each in partners if each.body != body),
        (ANYBODY, "Anybody's, or nobody knows: TLP:CLEAR alone"),
    ]


def _whose(hook: Hook) -> str:
    return body_name(hook.reader) if hook.reader else "anybody"


def _state(hook: Hook) -> str:
    if hook.paused_at is not None:
        return f"Paused since {when(hook.paused_at, timezone.now())}: {hook.paused_why}"
    if hook.failures:
        times = "once" if hook.failures == 1 else f"{hook.failures} times in a row"
        is_due = hook.next_at is None or hook.next_at <= timezone.now()
        return f"Failed {times}; the next try is {'due now' if is_due else f'at {when(hook.next_at, timezone.now())}'}"
    return "Goes"


def _day(hook: Hook) -> str:
    return when(hook.before_until, timezone.now())
