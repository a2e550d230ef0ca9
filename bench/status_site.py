"""The public status site: three hundred services built, and the same page under nginx and rendered by the desk.

Law: both serve the same page from the loopback to the same asker (wrk), in turns, so that what else the machine does
falls on both; an answer that is not 200 counts as an error.
Not here: what is on the pages (tests/share/status).

Use: python bench/run.py status; needs nginx and wrk. As a program (python bench/status_site.py DIR PORT) it is the
desk.
"""

from __future__ import annotations

import http.client
import json
import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from importlib import resources
from pathlib import Path
from urllib.parse import urlsplit

from processes import busy
from table import Row, best_of, children

sys.path.append(str(Path(__file__).parents[1] / "tests"))

BATTLEBOX = Path(sys.executable).with_name("battlebox")
SERVICES, REQUESTS, TURNS, SECONDS, LINES = 300, 100_000, 3, 4, 32


@dataclass(frozen=True)
class Asked:
    """What wrk said."""

    requests: int
    seconds: float
    errors: int


def building() -> list[Row]:
    from battlebox.journal import SigningKey
    from battlebox.share.status import local_time, page_of_file, publish
    from share.status.notices import document, many

    with tempfile.TemporaryDirectory(dir=_out()) as folder:
        path, public = Path(folder) / "notice.json", Path(folder) / "public"
        now = datetime.now(UTC)
        times = {"updated": local_time(now), "next_update": local_time(now + timedelta(hours=3))}
        rows = [{**row, "updated": times["updated"]} for row in many(SERVICES, groups=12)]
        path.write_text(json.dumps(document(services=rows, **times)))
        words = [BATTLEBOX, "status", "build", path, "--out", public, "--data", Path(folder) / "data"]
        whole = best_of(lambda: subprocess.run(words, check=True, capture_output=True), 3)
        used = best_of(lambda: subprocess.run(words, check=True, capture_output=True), 3, children)
        page, key = page_of_file(path), SigningKey.new()
        alone = best_of(lambda: publish(page, key, datetime.now(UTC)), 5, time.process_time)
        sizes = [each.stat().st_size for each in public.rglob("*.html")]
        icon = (public / "icon.svg").stat().st_size
    note = (f"{used:.2f} s of processor, of which {alone:.2f} s build and sign; {len(sizes)} pages, median "
            f"{statistics.median(sizes):,.0f}, largest {max(sizes) + icon:,} bytes all in; goals: 2 s, "
            "30,000")  # fmt: skip
    return [Row(f"battlebox status build, {SERVICES} services", "whole process", whole, note=note)]


def serving() -> list[Row]:
    from share.status.hosts import Host, free_port

    with tempfile.TemporaryDirectory(dir=_out()) as folder:
        place = Path(folder)
        (place / "nginx").mkdir()
        example = [BATTLEBOX, "status", "build", "west-london", "--out", place / "public", "--at", "2025-12-02T09:31"]
        subprocess.run([*example, "--data", place / "data"], check=True, capture_output=True)
        port = free_port()
        desk = subprocess.Popen([sys.executable, __file__, place / "desk", str(port)], stdout=subprocess.PIPE)
        try:
            desk.stdout.readline()
            with Host(place / "nginx", place / "public", workers=os.cpu_count()) as nginx:
                addresses = f"http://127.0.0.1:{nginx.port}/", f"http://127.0.0.1:{port}/rendered/"
                same(*addresses)
                turns, used = [], [0.0, 0.0]
                for _ in range(TURNS):
                    before = busy(nginx.process.pid), busy(desk.pid)
                    turns.append([ask(address, SECONDS) for address in addresses])
                    after = busy(nginx.process.pid), busy(desk.pid)
                    used = [sum(each) for each in zip(used, after, (-one for one in before), strict=True)]
                many = flood(addresses[0])
        finally:
            desk.terminate()
            desk.wait(timeout=30)
    rates = [[turn[which].requests / turn[which].seconds for turn in turns] for which in (0, 1)]
    times = [fast / slow for fast, slow in zip(*rates, strict=True)]
    wrong = sum(asked.errors for turn in turns for asked in turn)
    cost = [used[which] / sum(turn[which].requests for turn in turns) for which in (0, 1)]
    rounds = ", ".join(f"{each:.0f}" for each in times)
    note = (
        f"{statistics.median(rates[0]):,.0f} against {statistics.median(rates[1]):,.0f} requests a second; turns "
        f"{rounds} times; {wrong} errors; goal: 50 times. Processor of the server alone: {cost[0] * 1e6:.0f} against "
        f"{cost[1] * 1e6:,.0f} millionths of a second, {cost[1] / cost[0]:.0f} times"
    )
    each = [1 / statistics.median(rate) for rate in rates]
    flooded = f"{many.requests:,} requests, {many.errors} errors; goal: {REQUESTS:,} and 0"
    return [
        Row("the first page of the example", "nginx, a file", each[0], "the desk renders it", each[1], note),
        Row("a flood of requests for it", "nginx, a file", many.seconds, note=flooded),
    ]  # fmt: skip


def same(first: str, second: str) -> None:
    """Both must give the same page, or the comparison is none."""
    found = []
    for address in (first, second):
        line = http.client.HTTPConnection(urlsplit(address).netloc, timeout=30)
        line.request("GET", urlsplit(address).path)
        found.append(line.getresponse().read())
        line.close()
    if found[0] != found[1]:
        sys.exit("the two do not serve the same page")


def flood(address: str) -> Asked:
    """As many requests as were promised, and more."""
    total = Asked(0, 0, 0)
    while total.requests < REQUESTS:
        more = ask(address, 5)
        total = Asked(total.requests + more.requests, total.seconds + more.seconds, total.errors + more.errors)
    return total


def ask(address: str, seconds: int) -> Asked:
    wrk = shutil.which("wrk") or sys.exit("wrk is not installed: apt-get install wrk nginx")
    words = [wrk, "-t1", f"-c{LINES}", f"-d{seconds}s", "--timeout", "20s", address]
    said = subprocess.run(words, check=True, capture_output=True, text=True).stdout
    found = re.search(r"(\d+) requests in ([\d.]+)(s|m)", said)
    wrong = re.search(r"Non-2xx or 3xx responses: (\d+)", said)
    errors = int(wrong[1]) if wrong else 0
    for line in re.findall(r"Socket errors: (.*)", said):
        errors += sum(int(number) for number in re.findall(r"\d+", line))
    return Asked(int(found[1]), float(found[2]) * (60 if found[3] == "m" else 1), errors)


def _out() -> Path:
    Path("out").mkdir(exist_ok=True)
    return Path("out").absolute()


def rendered(folder: str, port: str) -> None:
    """The desk's own server, its own middleware, and one page more: the site's first page, made anew for each asker."""
    from battlebox.share.status import Edition, page_of_file
    from battlebox.share.status.front import front_page
    from battlebox.web.starting import server as servers
    from battlebox.web.starting.desk_settings import DeskSettings
    from battlebox.web.starting.start import start

    example = Path(str(resources.files("battlebox.share.status") / "shipped" / "west-london.toml"))
    edition = Edition(page_of_file(example), 1, datetime(2025, 12, 2, 9, 31, tzinfo=UTC))
    settings = DeskSettings(data=Path(folder), port=int(port))
    started = start(settings)
    from django.contrib.auth.decorators import login_not_required
    from django.http import HttpResponse
    from django.urls import path

    from battlebox.web import urls

    @login_not_required
    def made_anew(_request):
        return HttpResponse(front_page(edition, {}))

    urls.urlpatterns.insert(0, path("rendered/", made_anew))
    server = servers.desk_server(settings, started.application, None)
    print("open", flush=True)
    servers.serve_until_told([server], started.holder.close)


if __name__ == "__main__":
    rendered(*sys.argv[1:3])
