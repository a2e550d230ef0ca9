"""A stand-in for ssh: the program at the other end is run on this machine, so that rsync talks to a real rsync.

Law: what is written is written by the server's own rsync, into a folder of the test.
Not here: signing in, which is ssh's business and not ours.
"""

from __future__ import annotations

HERE = """\
#!/bin/sh
{before}
while [ "$1" != rsync ]; do shift; done
exec "$@"
"""


def shell(place, before=""):
    """A command that rsync takes for ssh; `before` is what the host does first."""
    place.mkdir(exist_ok=True)
    path = place / "ssh"
    path.write_text(HERE.format(before=before))
    path.chmod(0o755)
    return str(path)
