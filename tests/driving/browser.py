"""A browser of one officer that asks a desk over a line of its own, as a person would.

Law: it keeps cookies and nothing else; what was not answered is sent again as it was.
Not here: the desk that is asked (desk.py), what a line may suffer on its way (line.py).
"""

from __future__ import annotations

import http.client
import re
import ssl
import time
from dataclasses import dataclass, field
from html import unescape
from urllib.parse import urlencode

HIDDEN = re.compile(r'name="(csrfmiddlewaretoken|once|seen)"[^>]*?value="([^"]*)"')
MOMENT = re.compile(r'name="((?:happened|taken|as_of|since|review|maker)[^"]*)"[^>]*?value="([^"]*)"')
NO_ANSWER = (OSError, http.client.HTTPException)
NOBODY_BEHIND = 502
"""What nginx says where who is behind it did not answer."""
TRIES = 60


@dataclass
class Browser:
    """One officer's. A line that is kept open stays with the process that let it in."""

    port: int
    key: str
    keeps: bool = False
    cookies: dict[str, str] = field(default_factory=dict)
    line: http.client.HTTPConnection | None = None
    again: int = 0
    """How often something was asked for a second time, because no answer came."""
    through: int = 0
    """The port at which it calls, where something stands between; 0: the desk's own."""
    trusted: ssl.SSLContext | None = None
    """Whom it believes, where TLS is spoken; as with a real one, the usual port is then not named."""
    broken: list[tuple[float, float]] = field(default_factory=list)
    """For each time that no answer came: when it was asked, and when the line broke."""

    def __post_init__(self):
        self.cookies["desk_session" if self.trusted is None else "__Host-desk_session"] = self.key

    def ask(self, path, form=None):
        """Status, text, headers. Raises one of NO_ANSWER where none comes."""
        if self.line is None:
            self.line = self._called()
        sent = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        # The name by which the desk knows itself, whatever stands between.
        sent["Host"] = f"127.0.0.1:{self.port}" if self.trusted is None else "127.0.0.1"
        body = None if form is None else urlencode(form).encode()
        if body is not None:
            speaks = "http" if self.trusted is None else "https"
            sent |= {"Content-Type": "application/x-www-form-urlencoded", "Origin": f"{speaks}://{sent['Host']}"}
        try:
            self.line.request("GET" if form is None else "POST", path, body, sent)
            answer = self.line.getresponse()
            raw = answer.read()
            if broke_in_its_head(answer):
                raise http.client.IncompleteRead(raw)
            if answer.status == NOBODY_BEHIND:
                raise http.client.RemoteDisconnected("nobody is behind what stands between")
            text = raw.decode(errors="replace")
        except NO_ANSWER:
            self.close()
            raise
        for cookie in answer.headers.get_all("Set-Cookie") or ():
            name, _, value = cookie.partition(";")[0].partition("=")
            self.cookies[name] = value
        if not self.keeps:
            self.close()
        return answer.status, text, answer.headers

    def _called(self):
        at = ("127.0.0.1", self.through or self.port)
        if self.trusted is None:
            return http.client.HTTPConnection(*at, timeout=60)
        return http.client.HTTPSConnection(*at, timeout=60, context=self.trusted)

    def sure(self, path, form=None):
        """The same, asked again until an answer comes."""
        for _ in range(TRIES):
            began = time.monotonic()
            try:
                return self.ask(path, form)
            except NO_ANSWER:
                self.again += 1
                self.broken.append((began, time.monotonic()))
                time.sleep(0.05)
        raise AssertionError(f"nobody answers {path}")

    def form(self, path, **words):
        """A form as it is shown, filled in."""
        status, text, _ = self.sure(path)
        assert status == 200, (status, path)
        return filled_in(text, **words)

    def close(self):
        """Hang up."""
        if self.line is not None:
            self.line.close()
            self.line = None


def broke_in_its_head(answer):
    """Whether a line was cut within the head of an answer, which the library takes for the end of it.

    It may have been cut between the name of the length and its number.
    """
    length = (answer.headers["Content-Length"] or "").strip()
    return answer.status not in (204, 304) and not length.isdigit() and not answer.chunked


def filled_in(text, **words):
    """The form of a page, with these words in it."""
    found = {name: unescape(value) for name, value in [*MOMENT.findall(text), *HIDDEN.findall(text)]}
    return found | words
