"""Where a desk puts the public page: a real desk where residents read it, one that practises in its own folder alone.

Law: a live target is made of a real desk and of nothing else; what practises builds pages that say they are made up.
Not here: the swap itself (share.status), what is written down of it (desk.publish).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final, final

from battlebox.journal import DataFolder, SigningKey
from battlebox.share.sending import DrillDesk, RealDesk
from battlebox.share.status import (
    Manifest,
    Published,
    ShareError,
    StatusPage,
    check_folder,
    is_away,
    page_of_file,
    publish,
    put_site,
    standing,
    store_at,
    try_folder,
    try_store,
)
from battlebox.web.ground import ground_of
from battlebox.web.starting.desk_settings import DeskSettings

_PEN: Final = "status"
FOLDER: Final = "public"
PRACTICE: Final = "public-practice"


@final
@dataclass(frozen=True, slots=True)
class LiveTarget:
    """A folder that residents may read; with `away` it is sent there, and the folder mirrors what stands there."""

    desk: RealDesk
    folder: Path
    away: str = ""

    def __post_init__(self) -> None:
        if not isinstance(self.desk, RealDesk):
            raise TypeError(type(self.desk))

    @property
    def where(self) -> str:
        """Where residents read it."""
        return self.away or str(self.folder)


@final
@dataclass(frozen=True, slots=True)
class PracticeTarget:
    """A folder in the data of a desk that practises; nothing that is set makes it another."""

    desk: DrillDesk
    data: Path
    body: str

    @property
    def folder(self) -> Path:
        """Always there, beside the record."""
        return self.data / PRACTICE / self.body

    @property
    def where(self) -> str:
        """The same, in words."""
        return str(self.folder)


Target = LiveTarget | PracticeTarget


def target_of(desk: DeskSettings, body: str, *, exercise: bool = False) -> Target:
    """Where the page of a body goes from this desk; nowhere that residents read, in an exercise."""
    ground = ground_of(desk, exercise=exercise)
    if isinstance(ground, DrillDesk):
        return PracticeTarget(ground, desk.data, body)
    set_to = desk.public.replace("{body}", body)
    own = desk.data / FOLDER / body
    if is_away(set_to):
        return LiveTarget(ground, own, away=set_to)
    return LiveTarget(ground, Path(set_to) if set_to else own)


def is_practice(target: Target) -> bool:
    """Whether what is put there must say that it is made up."""
    return isinstance(target, PracticeTarget)


def stands_at(target: Target) -> StatusPage | None:
    """The page that stands there now; None where there is none, or none that can be read."""
    try:
        return page_of_file(target.folder / "status.json") if standing(target.folder) is not None else None
    except ShareError:
        return None


def put_edition(
    target: Target, page: StatusPage, data: Path, now: datetime, intend: Callable[[Published], None]
) -> Published:
    """Build the next edition and swap it in whole; `intend` is told of it before anything stands in public.

    Raises ShareError; what stood there then still stands.
    """
    if is_practice(target) and not page.illustrative:
        raise TypeError(target)
    folder = target.folder
    if folder.is_relative_to(data):  # Elsewhere a folder that is missing is a mistake, or a disk that is not there.
        folder.parent.mkdir(parents=True, exist_ok=True)
    made = publish(page, _key(data), now, before=standing(folder))
    intend(made)
    put_site(folder, made.manifest, made.files)
    return made


def built_for(target: LiveTarget, page: StatusPage, data: Path, now: datetime, held: Manifest | None) -> Published:
    """The edition after the one that stands away from here, as it was found there. Raises ShareError."""
    return publish(page, _key(data), now, before=held or standing(target.folder))


def keep_mirror(target: LiveTarget, made: Published) -> None:
    """Keep here what stands away from here. Raises ShareError."""
    target.folder.parent.mkdir(parents=True, exist_ok=True)
    put_site(target.folder, made.manifest, made.files)


def try_target(target: Target, data: Path, step: Callable[[float, str], None]) -> None:
    """Try whether an edition could be put there, and change nothing that is read. Raises ShareError."""
    if isinstance(target, LiveTarget) and target.away:
        try_store(store_at(target.desk, target.away), step)
        return
    if target.folder.is_relative_to(data):
        target.folder.parent.mkdir(parents=True, exist_ok=True)
    step(0.5, "putting a small file beside what stands there")
    try_folder(target.folder)


def doubt_of(target: Target, made: Published) -> str:
    """What of an edition does not stand as it was signed, in words; nothing where all does."""
    try:
        checked = check_folder(target.folder)
    except ShareError as wrong:
        return str(wrong)
    if checked.manifest != made.manifest:
        return "another edition stands there"
    return checked.problems[0].message if checked.problems else ""


def _key(data: Path) -> SigningKey:
    """The key with which this laptop signs status sites, as `battlebox status build` uses it."""
    kept = DataFolder(data, pen=_PEN)
    return kept.key() or kept.new_key()
