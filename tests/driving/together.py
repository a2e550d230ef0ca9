"""Several people at once, each a thread.

Law: what one of them meets is raised where they are waited for; nobody's fault is lost with their thread.
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor


def together(*works):
    """Do all of these at once, and give what each came to, in their order."""
    with ThreadPoolExecutor(len(works)) as threads:
        begun = [threads.submit(work) for work in works]
    return [each.result() for each in begun]
