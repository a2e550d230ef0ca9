"""What machines of three councils send to one desk, and what comes back.

Law: each request goes through the whole application, from the bytes of its headers to the bytes of its answer.
Not here: a socket (test_served.py).
"""

from __future__ import annotations

import io
import itertools
from dataclasses import dataclass, field
from datetime import timedelta

import orjson
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from django.utils import timezone

from web.conftest import COUNCILS

SERVERS, CARE = "northmere.servers", "northmere.care"
_COUNT = itertools.count(1)


@dataclass
class Answer:
    """What came back."""

    status: int
    headers: dict
    body: bytes

    @property
    def says(self):
        return orjson.loads(self.body)

    @property
    def pointers(self):
        return [each["pointer"] for each in self.says["errors"]]


@dataclass
class Monitored:
    """The desk as machines see it."""

    opened: object
    secrets: dict = field(default_factory=dict)
    keys: dict = field(default_factory=dict)

    def __post_init__(self):
        from battlebox.web.machines.handler import MachineHandler

        self.application = MachineHandler()
        for body in COUNCILS:
            self.give(body, body)

    def give(self, name, body, *, report=True, read=True, ends=timedelta(days=1), **more):
        from battlebox.web.models import MonitoringKey
        from battlebox.web.models.monitoring_key import SHOWN, key_digest, new_key

        secret = new_key()
        self.secrets[name] = secret
        self.keys[name] = MonitoringKey.objects.create(
            digest=key_digest(secret), begins=secret[:SHOWN], name=f"Watcher {name}", body=body, may_report=report,
            may_read=read, expires_at=timezone.now() + ends, **more,
        )  # fmt: skip
        return self.keys[name]

    def at(self, rest=""):
        return f"/api/v1/incidents/{self.opened.short}{rest}"

    def ask(self, who, path, method="GET", sent=None, *, query="", **headers):
        """One request; `who` names a key, is a key itself, or None for nobody."""
        raw = sent if isinstance(sent, bytes) else (b"" if sent is None else orjson.dumps(sent))
        environ = {
            "REQUEST_METHOD": method,
            "PATH_INFO": path,
            "QUERY_STRING": query,
            "SERVER_NAME": "localhost",
            "SERVER_PORT": "80",
            "SERVER_PROTOCOL": "HTTP/1.1",
            "REMOTE_ADDR": "127.0.0.1",
            "wsgi.input": io.BytesIO(raw),
            "wsgi.errors": io.StringIO(),
            "wsgi.url_scheme": "http",
            "CONTENT_LENGTH": str(len(raw)),
        }
        if method == "POST":
            environ["CONTENT_TYPE"] = "application/json"
            environ["HTTP_IDEMPOTENCY_KEY"] = f"made-up-{next(_COUNT)}"
        if who is not None:
            environ["HTTP_AUTHORIZATION"] = f"Bearer {self.secrets.get(who, who)}"
        environ.update(headers)
        environ = {name: value for name, value in environ.items() if value is not None}
        # The client of the pages connects it again with each of its requests, and it would end the test's transaction.
        for signal in (request_started, request_finished):
            signal.disconnect(close_old_connections)
        told = {}

        def start(status, found, *_):
            told["status"], told["headers"] = int(status.split()[0]), dict(found)

        body = b"".join(self.application(environ, start))
        return Answer(told["status"], told["headers"], body)

    def post(self, who, what, sent, **headers):
        return self.ask(who, self.at(f"/{what}"), "POST", sent, **headers)

    def suspects(self, who="northmere", system=SERVERS, **more):
        return self.post(who, "suspicions", {"system": system, **more})

    def saw(self, who="northmere", thing=SERVERS, state="out", **more):
        return self.post(who, "outages", {"thing": thing, "state": state, **more})

    def states(self, who="northmere", wording="3,000 files were renamed within a minute", **more):
        return self.post(who, "facts", {"wording": wording, **more})
