"""Northmere's TAXII server as a test sees it: two partners, Eastholt (shares its IT) and Farwick (a stranger), and
collections.

Law: each request goes through the whole application, from the bytes of its headers to the bytes of its answer.
Not here: a socket (served.py).
"""

from __future__ import annotations

import io
from dataclasses import dataclass, field

import orjson

MEDIA = "application/taxii+json;version=2.1"


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
    def ids(self):
        return [each["id"] for each in self.says.get("objects", [])]


@dataclass
class Feed:
    """Northmere's feed."""

    application: object
    tokens: dict = field(default_factory=dict)
    partners: dict = field(default_factory=dict)
    collection: object = None

    @property
    def objects(self):
        return f"/taxii2/northmere/collections/{self.collection.pk}/objects/"

    @property
    def manifest(self):
        return f"/taxii2/northmere/collections/{self.collection.pk}/manifest/"

    def partner(self, body, *, community=False, let_in=True, client_of=(), identity=""):
        from battlebox.web.models import Partner
        from battlebox.web.taxii.credentials import give_token

        made = Partner(
            ours="northmere",
            body=body,
            name=body.title(),
            community=community,
            client_of=list(client_of),
            is_quarantined=not let_in,
            identity=identity,
            requests_per_minute=100_000,
        )
        self.tokens[body] = give_token(made)
        self.partners[body] = made
        return made

    def collect(self, title="Seen", *, audience=(), readers=(), writers=(), tlp_max="RED"):
        from battlebox.web.models import Collection, Right

        made = Collection.objects.create(ours="northmere", title=title, audience=list(audience))
        for body in {*readers, *writers}:
            Right.objects.create(
                partner=self.partners[body],
                collection=made,
                may_read=body in readers,
                may_write=body in writers,
                tlp_max=tlp_max,
            )
        self.collection = self.collection or made
        return made

    def put(self, *things, collection=None, audience=frozenset()):
        """Our own things, as the desk puts them in."""
        from battlebox.share.intel import Thing
        from battlebox.web.taxii.shelving import Origin, shelve

        return shelve(
            [Thing.from_says(each) for each in things],
            Origin("northmere", source="desk", audience=frozenset(audience)),
            ours="northmere",
            collection=collection or self.collection,
        )

    def ask(self, body, path, method="GET", sent=None, *, query="", **headers):
        """One request; `body` may be a token of one's own, or None for nobody."""
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
            "HTTP_ACCEPT": MEDIA,
            **({"CONTENT_TYPE": MEDIA} if method == "POST" else {}),
        }
        if body is not None:
            environ["HTTP_AUTHORIZATION"] = f"Bearer {self.tokens.get(body, body)}"
        environ.update(headers)
        environ = {name: value for name, value in environ.items() if value is not None}
        told = {}

        def start(status, found, exc_info=None):
            told["status"], told["headers"] = int(status.split()[0]), dict(found)

        said = self.application(environ, start)
        whole = b"".join(said)
        said.close()
        return Answer(told["status"], told["headers"], whole)

    def get(self, body, query="", path=None):
        return self.ask(body, path or self.objects, query=query)

    def post(self, body, *things, **headers):
        return self.ask(body, self.objects, "POST", {"objects": list(things)}, **headers)
