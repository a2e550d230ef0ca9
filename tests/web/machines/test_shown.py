"""What the page on the API shows can be typed: each curl is sent, to the desk, as it stands there."""

from __future__ import annotations

import re
import shlex

from laws.tree import page
from web.machines.monitored import Monitored

COMMAND = re.compile(r"^curl .*$", re.MULTILINE)
JSON = {"application/json", "application/problem+json"}
SHOWN_LEAST = 8


def request_of(line, known):
    """What curl would send: (method, path, query, headers, body)."""
    for name, value in known.items():
        line = line.replace(f"${name}", value)
    method, headers, body, address = "GET", {}, None, ""
    said = iter(shlex.split(line)[1:])
    for word in said:
        if word == "-X":
            method = next(said)
        elif word == "-H":
            name, _, value = next(said).partition(": ")
            headers[name] = value
        elif word == "-d":
            body = next(said).encode()
        elif word != "-sS":
            assert not address, f"curl would go to {word}, too"
            address = word
    path, _, query = address.removeprefix("https://desk.example:8000").partition("?")
    return method, path, query, headers, body


def send(monitored: Monitored, line):
    known = {"DESK": "https://desk.example:8000", "KEY": monitored.secrets["northmere"],
             "INCIDENT": monitored.opened.short}  # fmt: skip
    method, path, query, headers, body = request_of(line, known)
    environ = {
        "HTTP_AUTHORIZATION": headers.pop("Authorization"),
        "HTTP_IDEMPOTENCY_KEY": headers.pop("Idempotency-Key", None),
        "CONTENT_TYPE": headers.pop("Content-Type", None),
    }
    assert not headers, headers
    return monitored.ask(None, path, method, body, query=query, **environ)


def test_each_curl_of_the_page_is_answered_as_the_page_says(monitored):
    lines = COMMAND.findall(page("api.md"))
    assert len(lines) >= SHOWN_LEAST
    answers = [(line, send(monitored, line)) for line in lines]
    for line, answer in answers:
        wanted = 422 if 'northmere.car"' in line else (201 if "-X POST" in line else 200)
        assert answer.status == wanted, f"{line}: {answer.body}"
        assert answer.headers["Content-Type"].partition(";")[0] in JSON
    told = page("api.md")
    for line, answer in answers:
        if answer.status == 422:
            assert answer.says["detail"] in told
            assert answer.says["hint"] in told
            assert answer.says["type"] in told
        elif "-X POST" in line:
            shown = re.search(r'{"number": .*}', told)[0]
            assert re.findall(r'"(\w+)": ', shown) == list(answer.says)
    (incidents,) = [answer.says for line, answer in answers if line.endswith('/incidents"')]
    shown = re.search(r'{"incidents": .*}', told)[0]
    assert re.findall(r'"(\w+)": ', shown)[1:] == list(incidents["incidents"][0])


def test_the_addresses_of_the_format_page_are_those_of_the_description(monitored):
    says = monitored.ask(None, "/api/v1/openapi.json").says
    rows = re.findall(r"^\| (GET|POST) `([^`]+)`", page("formats/monitoring.md"), re.MULTILINE)
    told = {(method, path.replace("ID", "{incident}").partition("?")[0]) for method, path in rows}
    described = {(method.upper(), path) for path, methods in says["paths"].items() for method in methods}
    assert told == described | {("GET", "/api/v1/openapi.json")}
