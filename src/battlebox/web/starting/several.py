"""A desk of several processes: some answer pages, one does what no page waits for, and the first sees to them.

Law: only where the tables are on a server; what two of them must agree on is in the tables, in the record, or in the
memory of the first, and in no other.
Not here: beginning and ending them (processes.py), a desk of one process (start.py).

1. The first: the folder is prepared and locked, the tables are brought up to date, the ports are bound.
2. It reads the records, and lets go of them: every process that it begins has then read them, and holds in memory
   only what is new since, or changed.
3. `pages-1` ... `pages-N`: they let people in from one port, and send, poll and work out nothing. One that begins while
   another lets people in has first read what it needs: the other has, and answers sooner.
4. `work`: jobs, sending, asking partners, telling partners and machines; one, so that nothing is done twice.
"""

from __future__ import annotations

import gc
import os
import time
from collections.abc import Callable
from functools import partial
from importlib import import_module
from threading import Thread
from typing import TYPE_CHECKING, Final

from battlebox.web.errors import Code, WebError
from battlebox.web.ground import ground_of
from battlebox.web.machine_log import say
from battlebox.web.starting import server
from battlebox.web.starting.authority import Certificates
from battlebox.web.starting.collecting import collect_rarely, take_short_turns
from battlebox.web.starting.desk_settings import DeskSettings
from battlebox.web.starting.processes import Place, Processes
from battlebox.web.starting.server import Door
from battlebox.web.starting.start import Begun

if TYPE_CHECKING:
    from battlebox.web.sending.means import Reach

_READING_SECONDS: Final = 30.0
"""So long does one read before it lets people in, however much there is."""
_LOOK_SECONDS: Final = 0.05


def refuse_several(desk: DeskSettings) -> None:
    """Refuse several processes where one alone may write, or that cannot be begun here. Raises WebError."""
    if desk.demo or desk.drill:
        raise WebError.of(Code.PROCESSES_PRACTICE, many=desk.processes)
    if not desk.tables:
        raise WebError.of(Code.PROCESSES_IN_FILE, many=desk.processes)
    if not hasattr(os, "fork"):
        raise WebError.of(Code.PROCESSES_NOWHERE, many=desk.processes)


def serve_several(
    desk: DeskSettings,
    begun: Begun,
    doors: tuple[Door, ...],
    certificates: Certificates | None,
    opened: Callable[[], None],
) -> None:
    """Serve from these doors until Ctrl-C or SIGTERM; `opened` is called once people may come."""
    # Slow to load, and only where the command runs.
    from django.conf import settings
    from django.db import connections

    # Read once, all of it, and in the memory of every process; each page also says how its jobs are done.
    import_module(settings.ROOT_URLCONF)
    read_beforehand(desk)
    # A connection belongs to one process.
    connections.close_all()
    works: dict[str, Callable[[Place], None]] = {
        f"pages-{number}": partial(_pages, desk, begun.reach, doors, certificates)
        for number in range(1, desk.processes + 1)
    }
    Processes({**works, "work": lambda _: _work(desk, begun.reach)}).run(opened)


def read_beforehand(desk: DeskSettings) -> None:
    """Read every record and template here, for all processes that will be begun.

    What cannot be read is refused where it is asked for.
    """
    from battlebox.web.records import installation, open_folder  # They name models: only where Django stands.
    from battlebox.web.starting.warming import read_records, read_templates  # The same.

    open_folder(desk.data, shares=True)
    say("reading the records")
    # Of millions of values that all stay, none has to be looked at again and again.
    gc.disable()
    read_records()
    read_templates()
    installation().rest()
    # Nor later: a process that looks at what it shares with others writes to it, and then has it for itself.
    gc.freeze()
    gc.enable()


def _pages(
    desk: DeskSettings, reach: Reach, doors: tuple[Door, ...], certificates: Certificates | None, place: Place
) -> None:
    # The application reads the models, so it can be loaded only where Django stands.
    from django.core.wsgi import get_wsgi_application

    from battlebox.web.jobs import leave_to_another as leave_jobs  # The same.
    from battlebox.web.machines.handler import MachineHandler  # The same.
    from battlebox.web.records import installation  # The same.
    from battlebox.web.sending import posting  # The same.
    from battlebox.web.starting import warming  # The same.
    from battlebox.web.taxii.handler import TaxiiHandler  # The same.

    installation().wake()
    leave_jobs()
    posting.leave_to_another(installation(), reach)
    first, *more = doors
    application = MachineHandler.beside(TaxiiHandler.beside(get_wsgi_application()))
    servers = [server.desk_server(desk, application, certificates, first.bound)]
    servers += [server.plain_server(each.port, each.application, each.bound) for each in more]
    wait_for_reading(warming.begin(), place)
    place.open()
    server.serve_until_told(servers, lambda: None)


def wait_for_reading(reading: Thread, place: Place) -> None:
    """Until the records are read, while others let people in, and not for too long.

    Else whoever was cut off by the death of a process asks the one in its place, being idle, and waits for all that it
    reads.
    """
    until = time.monotonic() + _READING_SECONDS
    while reading.is_alive() and place.others_are_open and time.monotonic() < until:
        reading.join(_LOOK_SECONDS)


def _work(desk: DeskSettings, reach: Reach) -> None:
    # They name models, and can be loaded only where Django stands.
    from battlebox.web.feeds import thread
    from battlebox.web.hooks import thread as hooks  # The same.
    from battlebox.web.jobs import begin_for_all, look_after  # The same.
    from battlebox.web.jobs import end as end_jobs  # The same.
    from battlebox.web.publishing import pending  # The same.
    from battlebox.web.records import installation  # The same.
    from battlebox.web.sending import posting  # The same.
    from battlebox.web.situations import publish_thread  # The same.

    told = server.when_told()
    collect_rarely()
    take_short_turns()
    installation().wake()
    with pending.one_at_a_time(installation()):
        pending.settle(installation(), desk.data)
    begin_for_all()
    posting.begin(installation(), reach, desk.data, tells=True)
    thread.begin(ground_of(desk))
    publish_thread.begin(installation(), ground_of(desk))
    hooks.begin(installation(), ground_of(desk), desk.networks)
    while not told.wait(timeout=1.0):
        look_after()
    thread.end()
    hooks.end()
    publish_thread.end()
    posting.end()
    end_jobs()
