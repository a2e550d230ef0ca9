"""The page on the format shows what the program writes."""

from __future__ import annotations

import re
from datetime import timedelta
from pathlib import Path

import orjson

from battlebox.share.intel import read_envelope
from battlebox.share.situation import Issuer
from desk.exchange.speaking import Speaking
from share.situation.statuses import told

PAGE = Path(__file__).parents[3] / "docs" / "formats" / "situation.md"


def test_the_examples_on_the_page_are_what_is_written_and_what_the_door_takes():
    examples = [orjson.loads(each) for each in re.findall(r"```json\n(.+?)\n```", PAGE.read_text(encoding="utf-8"))]
    desk = Speaking()
    desk.suspects(since=desk.now - timedelta(hours=3))
    desk.later().isolates()
    issuer = Issuer("northmere", "Northmere Council", "blue", desk.now)
    written = [each.thing.says for each in told(desk.told(), issuer=issuer, now=desk.later().now)]
    assert [each["type"] for each in examples] == ["infrastructure", "incident"]
    assert all(each in written for each in examples)
    assert len(read_envelope(orjson.dumps({"objects": examples})).things) == len(examples)
