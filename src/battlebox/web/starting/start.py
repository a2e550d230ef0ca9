"""From a DeskSettings to a desk that can be served: folder, tables, static files, first accounts.

Law: in this order, and what fails leaves the folder as it was: 1. a drill's folder is told from a real desk's; it is
prepared and locked; 2. Django is
configured; 3. tables of a newer version are refused; 4. tables are copied, brought up to date, and put back if that
fails; 5. WAL is checked; 6. static files are laid out; 7. first accounts; 8. the incidents kept here are found;
9. what was published and not written down is; 10. what was being sent goes on, and partners and machines are asked
and told.
Not here: listening (server.py), what each of several processes does (several.py).
"""

from __future__ import annotations

import hashlib
import sqlite3
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any, Final

import django
from django.conf import settings

from battlebox import __version__
from battlebox.drill.sealed import SealedDrill, sealed_in
from battlebox.share import DEMONSTRATION, EXERCISE_STAMP, stamp_papers
from battlebox.web.errors import Code, WebError
from battlebox.web.ground import ground_of
from battlebox.web.settings import HERE, django_settings
from battlebox.web.starting.desk_settings import DeskSettings
from battlebox.web.starting.drill_folder import refuse_other_folder, refuse_other_records
from battlebox.web.starting.folder import check_mode, copy_tables, lock, prepare, put_back, refusals
from battlebox.web.starting.server_tables import bring_server_up_to_date, how_far

if TYPE_CHECKING:
    from battlebox.web.sending.means import Reach

_SET_UP_HOURS: Final = 72


@dataclass(slots=True)
class Started:
    """A desk that stands: its application, what is to be printed once, and the lock on its folder."""

    application: Any
    first_code: str
    """The code that makes the first account; empty if there is one."""
    break_glass_code: str
    """Printed once, at first start; empty ever after."""
    holder: sqlite3.Connection
    drill: SealedDrill | None = None
    """The drill that is served; None elsewhere."""
    control_password: str = ""
    """What whoever runs a drill signs in with; empty elsewhere."""
    demo_password: str = ""
    """What everybody in a demonstration or a drill signs in with; empty elsewhere."""


@dataclass(slots=True)
class Begun:
    """A desk whose folder and tables are there, and that nothing of is open yet."""

    first_code: str
    break_glass_code: str
    holder: sqlite3.Connection
    reach: Reach
    """By what it sends."""


def begin_desk(desk: DeskSettings) -> Begun:
    """Steps 1 to 7. Raises WebError."""
    if not (HERE / "static" / "desk" / "desk.css").exists():
        raise WebError.of(Code.NO_FRONT)
    refuse_other_folder(desk)
    refuse_other_records(desk)
    secret = prepare(desk)
    with refusals(desk):
        holder = lock(desk)
    with ExitStack() as undo:
        undo.callback(holder.close)
        settings.configure(**django_settings(desk, secret=secret))
        django.setup()
        bring_up_to_date(desk)
        _lay_out(desk)
        first, broken = _first_accounts()
        # It reads the models, so it can be loaded only now.
        from battlebox.web.sending import means

        reach = means.reach_of(desk)
        undo.pop_all()
    return Begun(first, broken, holder, reach)


def start(desk: DeskSettings) -> Started:
    """Make a desk of one process stand. Raises WebError."""
    begun = begin_desk(desk)
    first, broken, holder, reach = begun.first_code, begun.break_glass_code, begun.holder, begun.reach
    # The application reads the models, so it can be loaded only now.
    from django.core.wsgi import get_wsgi_application

    from battlebox.web.feeds import thread  # The same.
    from battlebox.web.hooks import thread as hooks  # The same.
    from battlebox.web.jobs import begin  # The same: it names models.
    from battlebox.web.machines.handler import MachineHandler  # The same.
    from battlebox.web.publishing import pending  # The same.
    from battlebox.web.records import installation, open_folder  # The same.
    from battlebox.web.sending import posting  # The same.
    from battlebox.web.situations import publish_thread  # The same.
    from battlebox.web.taxii.handler import TaxiiHandler  # The same.

    open_folder(desk.data)
    pending.settle(installation(), desk.data)
    begin()
    password, drill, control = "", None, ""
    if desk.demo:
        from battlebox.web.starting import demo  # The same.

        stamp_papers(DEMONSTRATION)

        password, first, broken = demo.set_the_stage(), "", ""
    if desk.drill:
        from battlebox.web.starting import drill_cast  # The same.

        stamp_papers(EXERCISE_STAMP)

        drill = sealed_in(desk.data)
        password, first, broken = drill_cast.join_the_cast(drill), "", ""
        control = drill_cast.join_control(drill)
    posting.begin(installation(), reach, desk.data)
    thread.begin(ground_of(desk))
    publish_thread.begin(installation(), ground_of(desk))
    hooks.begin(installation(), ground_of(desk), desk.networks)
    return Started(
        MachineHandler.beside(TaxiiHandler.beside(get_wsgi_application())),
        first,
        broken,
        holder,
        drill,
        control,
        password,
    )


def bring_up_to_date(desk: DeskSettings) -> None:
    """Bring the tables up to date, a file of them with a copy first. Raises WebError."""
    if desk.tables:
        bring_server_up_to_date(desk)
        return
    # Django's commands are slow to load, and `battlebox --version` passes this module.
    from django.core.management import call_command
    from django.db import DatabaseError, connection
    from django.db.migrations.exceptions import BadMigrationError, InconsistentMigrationHistory

    with refusals(desk):
        try:
            applied, is_behind = how_far(WebError.of(Code.FOLDER_NEWER, folder=desk.data))
            with connection.cursor() as cursor:
                cursor.execute("PRAGMA journal_mode")
                check_mode(desk, str(cursor.fetchone()[0]))
        except DatabaseError as wrong:
            raise WebError.of(Code.UPGRADE_FAILED, folder=desk.data, why=str(wrong).lower()) from wrong
        if not is_behind:
            return
        copy = copy_tables(desk) if applied else None
        try:
            call_command("migrate", interactive=False, verbosity=0)
            call_command("createcachetable", verbosity=0)
        except (DatabaseError, BadMigrationError, InconsistentMigrationHistory, ValueError, LookupError) as wrong:
            connection.close()
            put_back(desk, copy)
            raise WebError.of(Code.UPGRADE_FAILED, folder=desk.data, why=str(wrong).lower()) from wrong


def _lay_out(desk: DeskSettings) -> None:
    """Static files under names that change with what is in them, so that browsers may keep them."""
    from django.core.management import call_command  # As above.

    with refusals(desk):
        files = sorted(path for path in (HERE / "static").rglob("*") if path.is_file())
        facts = [f"{path} {path.stat().st_size} {path.stat().st_mtime_ns}" for path in files]
        mark = hashlib.sha256("\n".join([__version__, *facts]).encode()).hexdigest()
        stamp = desk.data / "static" / ".stamp"
        if stamp.exists() and stamp.read_text(encoding="ascii") == mark:
            return
        call_command("collectstatic", interactive=False, verbosity=0)
        stamp.write_text(mark, encoding="ascii")


def _first_accounts() -> tuple[str, str]:
    """The set-up code while there is no account yet, and the break-glass code the first time."""
    # Models can be loaded only once Django stands.
    from django.utils import timezone

    from battlebox.web.accounts import break_glass
    from battlebox.web.models import JoiningSlip, Officer, Role
    from battlebox.web.models.slip import digest, new_code

    broken = "" if Officer.objects.filter(break_glass=True).exists() else break_glass.renew()[1]
    if Officer.objects.filter(break_glass=False).exists():
        return "", broken
    code = new_code()
    # Only the newest code works: an older one may be on a screen that somebody else saw.
    JoiningSlip.objects.filter(first=True, used_at=None).update(cancelled_at=timezone.now())
    JoiningSlip.objects.create(
        code_digest=digest(code),
        first=True,
        role=Role.TACTICAL,
        admin=True,
        expires_at=timezone.now() + timedelta(hours=_SET_UP_HOURS),
    )
    return code, broken
