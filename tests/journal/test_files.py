# ruff: noqa: PT012
# What is refused is refused in the course of a block.
"""Keys are their owner's alone, and a file is there whole or not at all."""

from __future__ import annotations

from pathlib import Path

import pytest

from battlebox.journal import DataFolder, JournalError, read_file, replacing, write_new


def test_keys_and_secrets_are_kept_for_their_owner_alone_and_never_overwritten(tmp_path: Path) -> None:
    folder = DataFolder(tmp_path)
    assert folder.key() is None
    key = folder.new_key()
    assert folder.key() == key
    assert "secret" not in repr(key)
    (path,) = (tmp_path / "keys").glob("desk-*.key")
    assert path.stat().st_mode & 0o077 == 0
    assert folder.secret("sealing.key") is None
    folder.keep_secret("sealing.key", "AGE-SECRET-KEY-1")
    assert folder.secret("sealing.key") == "AGE-SECRET-KEY-1"
    with pytest.raises(JournalError, match="there is already a key at"):
        folder.keep_secret("sealing.key", "other")
    path.write_text("not a key")
    with pytest.raises(JournalError, match="it is no key of 32 bytes"):
        folder.key()


def test_files_are_replaced_whole_or_not_at_all(tmp_path: Path) -> None:
    target = tmp_path / "a" / "b.txt"
    with replacing(target) as file:
        file.write(b"one")
    with pytest.raises(RuntimeError), replacing(target) as file:
        file.write(b"tw")
        raise RuntimeError
    assert target.read_bytes() == b"one"
    assert list(target.parent.iterdir()) == [target]
    with pytest.raises(JournalError, match="cannot be written: "), replacing(target / "c"):
        pass
    assert read_file(target, 10) == b"one"
    with pytest.raises(JournalError, match="is larger than 2 bytes"):
        read_file(target, 2)
    with pytest.raises(JournalError, match="cannot be read: No such file"):
        read_file(tmp_path / "none", 2)
    with pytest.raises(JournalError, match="there is already a key"):
        write_new(target, b"x")
