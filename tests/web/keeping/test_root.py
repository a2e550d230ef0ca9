"""Root writes nothing into the folder of the user that a desk runs as, who could not read it."""

from __future__ import annotations

import os
import shutil

import pytest

from battlebox.web.keeping.backup import backup
from battlebox.web.keeping.restore import Key, restore
from web.keeping.test_backup import PLAIN, files, run

pytestmark = pytest.mark.one_store
NEEDS_ROOT = pytest.mark.skipif(os.geteuid() != 0, reason="only root can give a folder away")
SOMEBODY = 65534


def owners(folder):
    return {path.lstat().st_uid for path in (folder, *folder.rglob("*"))}


@NEEDS_ROOT
@pytest.mark.parametrize(
    "words", [("backup", "--plain"), ("upgrade",), ("move", "--to", "postgresql:///nowhere"), ("--demo",)]
)
def test_root_writes_nothing_into_the_folder_of_somebody_else(data, tmp_path, words):
    shutil.rmtree(data / "copies")
    for path in (data, *data.rglob("*")):
        os.chown(path, SOMEBODY, SOMEBODY, follow_symlinks=False)
    before = files(data)
    place = [tmp_path / "b.tar.gz"] if words[:1] == ("backup",) else []
    done = run(*words[:1], *place, *words[1:], "--data", data)
    assert done.returncode == 4, done.stderr
    assert "belongs to nobody, who could not read what root writes there" in done.stderr
    assert "runuser -u nobody -- battlebox" in done.stderr
    assert (owners(data), files(data)) == ({SOMEBODY}, before)


@NEEDS_ROOT
def test_root_restores_for_whoever_owns_the_empty_folder(kept, tmp_path):
    made, to = backup(kept, tmp_path / "b.tar.gz", PLAIN), tmp_path / "again"
    to.mkdir(mode=0o700)
    os.chown(to, SOMEBODY, SOMEBODY)
    restore(made.file, to, Key())
    assert owners(to) == {SOMEBODY}
    restore(made.file, tmp_path / "roots", Key())
    assert owners(tmp_path / "roots") == {0}
