"""Several processes write one log of the door: who begins a new file is followed by the others."""

from __future__ import annotations

import logging

from battlebox.web.door_log import FOLDER, DoorBook


def test_where_one_has_begun_a_new_file_the_other_goes_on_in_it(tmp_path):
    one, other = DoorBook(str(tmp_path)), DoorBook(str(tmp_path))
    one.maxBytes = other.maxBytes = 200

    def tell(book, words):
        book.emit(logging.LogRecord("door", logging.INFO, "", 0, words, None, None))

    for n in range(9):
        tell((one, other)[n % 2], f"line {n} " + "x" * 60)
    one.close()
    other.close()
    kept = sorted((tmp_path / FOLDER).iterdir())
    found = "".join(path.read_text("ascii") for path in reversed(kept))
    assert [f"line {n} " in found for n in range(9)] == [True] * 9
    assert len(kept) == 5, "a file was begun more often than one was full"
