"""What time it is at this desk, for what pages say of the incident: the machine's, and in a drill the drill's.

Law: sessions, locks, credentials, limits and jobs never ask here: they go by the machine's own time in a drill too.
Not here: the record's time (desk), the drill's clock (drill).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

from django.utils import timezone

from battlebox.drill.pace import DrillWatch


@dataclass(slots=True)
class _Plugged:
    watch: DrillWatch | None = None


_PLUGGED: Final = _Plugged()


def use(watch: object) -> None:
    """From now on this is the desk's watch; called once at start, and by tests."""
    _PLUGGED.watch = watch if isinstance(watch, DrillWatch) else None


def drill_watch() -> DrillWatch | None:
    """The watch of the drill that this desk serves; None on a real desk."""
    return _PLUGGED.watch


def desk_now() -> datetime:
    """Now."""
    watch = _PLUGGED.watch
    return timezone.now() if watch is None else datetime.fromtimestamp(watch.now_ms() / 1000, UTC)


def desk_showed(real: datetime) -> datetime:
    """What the desk's clock showed at an instant of the machine's own time."""
    watch = _PLUGGED.watch
    return real if watch is None else watch.shown(real)
