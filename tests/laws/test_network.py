"""No way out, from here or from anything started here.

Law: a test that reaches for another machine fails with a sentence; in CI there is no other machine to reach.
Not here: the guard (tests/conftest.py), the namespace (.ci/run).
"""

from __future__ import annotations

import os
import socket
from pathlib import Path

import pytest

# Addresses set aside for documents, which nobody may use.
ELSEWHERE = [("192.0.2.1", 80), ("2001:db8::1", 80, 0, 0), ("status.example", 443)]


@pytest.mark.parametrize("address", ELSEWHERE, ids=str)
def test_reaching_another_machine_fails_with_a_sentence(address):
    family = socket.AF_INET6 if ":" in address[0] else socket.AF_INET
    with (
        socket.socket(family, socket.SOCK_DGRAM) as out,
        pytest.raises(pytest.fail.Exception, match="tests have no network"),
    ):
        out.connect(address)


def test_looking_up_a_name_fails_with_a_sentence():
    with pytest.raises(pytest.fail.Exception, match=r"look up status\.example"):
        socket.getaddrinfo("status.example", 443)


def test_this_machine_may_talk_to_itself():
    with socket.create_server(("127.0.0.1", 0)) as door, socket.create_connection(door.getsockname(), timeout=5) as out:
        visitor, _ = door.accept()
        with visitor:
            out.sendall(b"hello")
            assert visitor.recv(5) == b"hello"


@pytest.mark.skipif(os.environ.get("BATTLEBOX_SEALED") != "1", reason="only .ci/run seals the machine")
def test_the_sealed_machine_has_a_loopback_and_nothing_else():
    links = {line.partition(":")[0].strip() for line in Path("/proc/net/dev").read_text().splitlines()[2:]}
    assert links == {"lo"}
