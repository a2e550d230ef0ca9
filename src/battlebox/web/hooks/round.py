"""A round of telling: what is new is put down once for each machine, what waits is sent in order, and each try is kept.

Law: the gate is asked when it is put down and again as it leaves; what fails is tried again later and later, with all
that waits behind it; after the last try the machine is paused, and its admins hear of it; what was taken is not told
again.
Not here: the thread (thread.py), one try (share.hook).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any, Final

from django.db import transaction
from django.utils import timezone

from battlebox.desk.record import Installation, Record
from battlebox.share.hook import WAITS, Came, Fate, HookKind, HookMessage, Network, Receiver, payload, post
from battlebox.share.sending import RealDesk
from battlebox.web.hooks.seal import unseal
from battlebox.web.hooks.tellable import body_of, kind_of
from battlebox.web.machine_log import say
from battlebox.web.models import Alarm, Hook, HookTry, Told
from battlebox.web.models.hook import ToldState

AT_ONCE: Final = 50
WAITING_MOST: Final = 1000
TRIES_KEPT: Final = 500
ALARM_AFTER: Final = 4
"""So many failures in a row, some two and a half hours, are an alarm."""


def key_of(hook: Hook) -> str:
    """What its alarms begin with."""
    return f"hook:{hook.pk}:"


def put_down(record: Record) -> int:
    """Put down what is new in a record for each machine that is told of it; how many messages."""
    return sum(_put_down(record, hook) for hook in Hook.objects.open() if hook.ours in record.standing.orgs)


def _put_down(record: Record, hook: Hook) -> int:
    begin = int(hook.places.get(record.incident, 0))
    lines = record.lines()[begin:]
    if not lines:
        return 0
    now = timezone.now()
    made = 0
    with transaction.atomic():
        for line in lines:
            kind = kind_of(line, min(record.standing.orgs_of(line.header.key), default=""), hook)
            if kind is not None and body_of(hook, record, line.id, now) is not None:
                _, is_new = Told.objects.get_or_create(
                    hook=hook, incident=record.incident, entry=line.id, defaults={"kind": kind.value}
                )
                made += is_new
        places = {**hook.places, record.incident: begin + len(lines)}
        Hook.objects.filter(pk=hook.pk).update(places=places)
        _drop_oldest(hook)
    return made


def _drop_oldest(hook: Hook) -> None:
    waiting = Told.objects.filter(hook=hook, state=ToldState.WAITING.value).order_by("-id")
    late = list(waiting.values_list("pk", flat=True)[WAITING_MOST:])
    Told.objects.filter(pk__in=late).update(state=ToldState.DROPPED.value)


def due() -> list[Hook]:
    """The machines for which something waits, and that may be tried now."""
    waits = Told.objects.filter(state=ToldState.WAITING.value).values("hook")
    rows = Hook.objects.open().filter(paused_at=None, pk__in=waits)
    now = timezone.now()
    return [row for row in rows if row.next_at is None or row.next_at <= now]


def send_waiting(
    hook: Hook,
    ground: tuple[RealDesk, tuple[Network, ...]],
    installation: Installation,
    *,
    stop_asked: Callable[[], bool] = lambda: False,
    more: Mapping[str, Any] | None = None,
) -> int:
    """Send what waits for one machine, in order, until one fails; how many were taken.

    `ground` is this desk, and the networks inside that it may go to.
    """
    url, secret = unseal(hook.sealed)
    desk, inside = ground
    receiver = Receiver(desk, url, secret, hook.pin, inside, before=_secret_before(hook))
    taken = 0
    for told in Told.objects.filter(hook=hook, state=ToldState.WAITING.value).order_by("id")[:AT_ONCE]:
        if stop_asked() or not Hook.objects.open().filter(pk=hook.pk, paused_at=None).exists():
            break
        body = _body(hook, told, installation)
        if body is None:
            Told.objects.filter(pk=told.pk).update(state=ToldState.KEPT.value)
            continue
        came = post(receiver, HookMessage(told.message, body), timezone.now(), **(more or {}))
        _keep(hook, told, came)
        if came.fate is not Fate.TAKEN:
            break
        taken += 1
    return taken


def _secret_before(hook: Hook) -> str:
    """The secret that was, while it counts; what counts no more is forgotten."""
    if hook.before_until is None:
        return ""
    if hook.before_until > timezone.now():
        return unseal(hook.sealed_before)[1]
    ended = Hook.objects.filter(pk=hook.pk, before_until=hook.before_until)
    ended.update(sealed_before="", before_until=None)
    return ""


def _body(hook: Hook, told: Told, installation: Installation) -> bytes | None:
    if told.kind == HookKind.TEST.value:
        return payload(HookKind.TEST, told.made_at, {"body": hook.ours, "tlp": "TLP:CLEAR", "words": "a test"})
    record = installation.record(told.incident)
    record.catch_up()
    return body_of(hook, record, told.entry, timezone.now())


def _keep(hook: Hook, told: Told, came: Came) -> None:
    now = timezone.now()
    if came.which:
        say(f"machine {hook.pk} of {hook.ours} was not told: {came.which}")
    HookTry.objects.create(hook=hook, told=told, at=now, status=came.status, words=came.words[:200])
    old = HookTry.objects.filter(hook=hook).order_by("-id").values_list("pk", flat=True)[TRIES_KEPT:]
    HookTry.objects.filter(pk__in=list(old)).delete()
    mine = Hook.objects.filter(pk=hook.pk)
    if came.fate is Fate.TAKEN:
        Told.objects.filter(pk=told.pk).update(state=ToldState.TAKEN.value)
        hook.failures = 0
        mine.update(failures=0, next_at=None)
        Alarm.objects.over(key_of(hook), hook.ours)
        return
    hook.failures += 1
    is_over = came.fate is Fate.GONE or hook.failures > len(WAITS)
    if is_over:
        Alarm.objects.over(key_of(hook), hook.ours)
        mine.update(failures=hook.failures, next_at=None, paused_at=now, paused_why=came.words[:200])
        _alarm(hook, "paused", f"{hook.name} is told nothing any more: {came.words}. Look at it, then tap Go on.")
        return
    wait = max(WAITS[hook.failures - 1].total_seconds(), came.after_seconds)
    mine.update(failures=hook.failures, next_at=now + timedelta(seconds=wait))
    if hook.failures >= ALARM_AFTER:
        _alarm(hook, "fails", f"{hook.name} has not taken what it is told: {came.words}. It is tried again.")


def _alarm(hook: Hook, what: str, words: str) -> None:
    if not Alarm.objects.unseen().filter(key=f"{key_of(hook)}{what}").exists():
        Alarm.objects.tell(words, body=hook.ours, key=f"{key_of(hook)}{what}")
