"""Serving partners in a process of its own.

Law: without TLS it answers this machine alone; Ctrl-C finishes what is being answered.
Not here: the application (handler.py), serving a desk (starting/server.py).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from battlebox.web.starting.authority import certificates
from battlebox.web.starting.desk_settings import LOOPBACK
from battlebox.web.starting.own_names import names_of
from battlebox.web.starting.server import partner_server, serve_until_told
from battlebox.web.taxii.standing import stand


def serve(data: Path | None, port: int, *, tls: bool, host: str, say: Callable[[str], None]) -> None:
    """Serve until told to stop. Raises WebError."""
    desk = stand(data)
    # Models can be loaded only once Django stands.
    from battlebox.web.taxii.handler import BEGINS, TaxiiHandler

    adapter, name, where = None, "localhost", LOOPBACK
    if tls:
        from battlebox.web.taxii.tls import PartnerTls  # As above.

        named = replace(desk, lan=True, port=port, host=host or desk.host)
        made = certificates(desk.keys, names_of(named))
        adapter, name, where = PartnerTls(made), names_of(named)[0], "0.0.0.0"  # noqa: S104 - with TLS, which is asked for
        say(f"partners trust this authority: {made.authority}")
        say(f"its fingerprint, to compare: {made.fingerprint}")
    else:
        say("this machine alone is answered; --tls serves the network")
    server = partner_server(port, TaxiiHandler(), adapter, host=where)
    at = f"[{name}]" if ":" in name else name
    say(f"partners are served at http{'s' if tls else ''}://{at}:{port}{BEGINS} (stop with Ctrl-C)")
    serve_until_told([server], lambda: None)
    say("partners are served no more; everything that was acknowledged is kept")
