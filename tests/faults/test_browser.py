"""What an officer's browser takes for an answer: only one that came whole, wherever the line was cut."""

from __future__ import annotations

import socket
import threading

import pytest

from driving.browser import NO_ANSWER, Browser

WORDS = b"<p>the host rang back, mark 1-0</p>"
ANSWER = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: %d\r\n\r\n%s" % (len(WORDS), WORDS)


def asked(sent):
    """What a browser makes of these bytes, after which the line is closed."""
    with socket.create_server(("127.0.0.1", 0)) as door:

        def answer():
            line, _ = door.accept()
            with line:
                line.recv(65_536)
                line.sendall(sent)

        server = threading.Thread(target=answer)
        server.start()
        try:
            return Browser(door.getsockname()[1], "key").ask("/")[:2]
        finally:
            server.join()


def test_an_answer_that_came_whole_is_one():
    assert asked(ANSWER) == (200, WORDS.decode())


@pytest.mark.parametrize("length", range(len(ANSWER)))
def test_an_answer_that_was_cut_anywhere_is_none(length):
    with pytest.raises(NO_ANSWER):
        asked(ANSWER[:length])
