"""What every test gets: no way out to a network, and a search as deep as the environment asks for.

Law: no test opens a connection to any address but this machine's own.
Not here: fixtures of one room (they lie beside that room's tests).

The guard below is a courtesy: it turns a forgotten request into a sentence at once. It sees neither programs that a
test starts nor C code. The honest guard is the network namespace in which `.ci/run` runs the whole suite: it has a
loopback and nothing else.
"""

from __future__ import annotations

import gc
import ipaddress
import os
import socket
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

import postgres as servers
from chromium import CHROMIUM, FLAGS

# `dev` answers while one waits, `ci` is what a change must pass, `full` is for a night: BATTLEBOX_EXAMPLES=full.
_QUIET = (HealthCheck.too_slow, HealthCheck.data_too_large)
settings.register_profile("dev", max_examples=25, deadline=None, suppress_health_check=_QUIET)
settings.register_profile("ci", max_examples=200, deadline=None, suppress_health_check=_QUIET, print_blob=True)
settings.register_profile("full", max_examples=2000, deadline=None, suppress_health_check=_QUIET, print_blob=True)
settings.load_profile(os.environ.get("BATTLEBOX_EXAMPLES") or ("ci" if os.environ.get("CI") else "dev"))


HERE = Path(__file__).parent
# What takes a minute or more, the longest first (make test says the slowest at its end).
LONGEST = (
    "web/test_every_page.py",
    "web/test_every_state.py",
    "engine/test_explain.py",
    "engine/test_contain_contract.py",
    "web/places/test_offers.py",
    "web/taxii/test_from_nothing.py",
    "web/exercise/test_buttons.py",
    "engine/study/test_cluster.py",
    "web/moving/test_moving.py",
    "web/moving/test_moved_tables.py",
    "web/test_ways_out.py",
    "desk/test_gentler.py",
)


def is_own(address: object) -> bool:
    """Whether a socket address stays on this machine: a path, or a loopback address by number or as `localhost`."""
    if not isinstance(address, tuple):
        return True
    host = str(address[0])
    if host in ("localhost", ""):
        return True
    try:
        return ipaddress.ip_address(host.partition("%")[0]).is_loopback
    except ValueError:
        return False


@pytest.fixture(autouse=True)
def _no_way_out(monkeypatch):
    def guarded(name):
        inner = getattr(socket.socket, name)

        def call(sock, *args):
            if not is_own(args[-1]):
                pytest.fail(f"a test tried to reach {args[-1]}: tests have no network")
            return inner(sock, *args)

        return call

    for name in ("connect", "connect_ex", "sendto"):
        monkeypatch.setattr(socket.socket, name, guarded(name))

    look_up = socket.getaddrinfo

    def getaddrinfo(host, *args, **kwargs):
        if host is not None and not is_own((host if isinstance(host, str) else host.decode(),)):
            pytest.fail(f"a test tried to look up {host}: tests have no network")
        return look_up(host, *args, **kwargs)

    monkeypatch.setattr(socket, "getaddrinfo", getaddrinfo)


def pytest_addoption(parser):
    parser.addoption("--tables", choices=("sqlite", "postgres"), default="sqlite", help="where a desk's tables are")


def pytest_configure(config):
    if config.getoption("--tables") == "postgres":
        # Threads of a server that a test stops leave theirs to be collected, which SQLite's do without a word.
        config.addinivalue_line("filterwarnings", "ignore:<psycopg.Connection:ResourceWarning")


@pytest.hookimpl(wrapper=True)
def pytest_collection():
    """What is collected is kept to the end: looking for rubbish among it takes a third of the time."""
    gc.disable()
    try:
        found = yield
        gc.freeze()
    finally:
        gc.enable()
    return found


def _begun(item):
    """When its file is begun: the longest, few as their tests may be, first."""
    place = str(item.path.relative_to(HERE))
    return LONGEST.index(place) if place in LONGEST else len(LONGEST)


def pytest_collection_modifyitems(config, items):
    assert [each for each in LONGEST if not (HERE / each).is_file()] == [], "LONGEST names what is not there"
    files = Counter(each.path for each in items)
    # The worker that takes a long file last keeps the other waiting. After these, as before: many tests first.
    items.sort(key=lambda each: (_begun(each), -files[each.path], each.path))
    if config.getoption("--tables") == "postgres":
        # Where a test has no tables, or those of a desk that it starts on a file, nothing differs.
        once = [
            each for each in items if each.get_closest_marker("one_store") or "django_stands" not in each.fixturenames
        ]
        config.hook.pytest_deselected(items=once)
        items[:] = [each for each in items if each not in once]


@pytest.fixture(scope="session")
def postgres():
    """The address of a server of our own, on a socket in a folder, gone when the tests end."""
    pytest.importorskip("psycopg")
    if servers.lacks():
        pytest.skip(servers.lacks())
    with servers.running() as address:
        yield address


@pytest.fixture(scope="module")
def chromium():
    """A browser without a window."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=CHROMIUM, headless=True, args=FLAGS)
        yield browser
        browser.close()
