"""Whatever is asked wrongly ends with its exit code, a sentence, a hint, and nothing else.

Law: no traceback, no data on stdout, lower case, no full stop.
Not here: estates that are written wrongly (test_bad_estates.py).
"""

from __future__ import annotations

import pytest

HIT = ("--hit", "northmere.servers")
USAGE, REFUSED = 2, 4

# What is asked, its exit code, what the error says, what the hint says.
CASES = {
    "a hit of something unknown": (
        ("spread", "northmere", "--hit", "northmere.server"),
        USAGE,
        "no system is called northmere.server",
        "northmere.servers",
    ),
    "a hit of a service": (
        ("spread", "northmere", "--hit", "northmere.child-front-door"),
        USAGE,
        "no system is called",
        "systems table",
    ),
    "a chance over 1": (
        ("spread", "northmere", "--hit", "northmere.servers:1.5"),
        USAGE,
        "1.5 is not a chance",
        "from 0 to 1",
    ),
    "a chance below 0": (
        ("spread", "northmere", "--hit", "northmere.servers:-0.1"),
        USAGE,
        "-0.1 is not a chance",
        "from 0 to 1",
    ),
    "a chance that is not a number": (
        ("spread", "northmere", "--hit", "northmere.servers:nan"),
        USAGE,
        "nan is not a chance",
        "low, medium or high",
    ),
    "a chance in an unknown word": (
        ("spread", "northmere", "--hit", "northmere.servers:likely"),
        USAGE,
        "likely is not a chance",
        "low, medium or high",
    ),
    "an empty chance": (
        ("spread", "northmere", "--hit", "northmere.servers:"),
        USAGE,
        "nothing is not a chance",
        "from 0 to 1",
    ),
    "a hit with no system": (
        ("spread", "northmere", "--hit", ":0.5"),
        USAGE,
        "nothing does not say what is hit",
        "SYSTEM:0.3",
    ),
    "a hit in capitals": (
        ("spread", "northmere", "--hit", "Northmere"),
        USAGE,
        "northmere does not say what is hit",
        "SYSTEM",
    ),
    "hours since that are negative": (
        ("spread", "northmere", "--hit", "northmere.servers@-4"),
        USAGE,
        "-4 is not a number of hours",
        "from 0 up",
    ),
    "hours since that are infinite": (
        ("spread", "northmere", "--hit", "northmere.servers@inf"),
        USAGE,
        "inf is not a number of hours",
        "from 0 up",
    ),
    "hours since beyond all numbers": (
        ("spread", "northmere", "--hit", "northmere.servers@1e999999"),
        USAGE,
        "is not a number of hours",
        "from 0 up",
    ),
    "the same hit twice": (
        ("spread", "northmere", *HIT, "--hit", "northmere.servers:0.5"),
        USAGE,
        "more than one --hit",
        "once",
    ),
    "no hit": (("contain", "northmere"), USAGE, "nothing was said to be hit", "--hit SYSTEM"),
    "something unknown that is down": (
        ("impact", "northmere", "--down", "northmere.phone"),
        USAGE,
        "called northmere.phone",
        "northmere.phones",
    ),
    "something down at a word": (
        ("impact", "northmere", "--down", "northmere.phones@noon"),
        USAGE,
        "noon is not a number of hours",
        "4 or 1.5",
    ),
    "nothing down": (("impact", "northmere"), USAGE, "say what is down", "battlebox impact --help"),
    "an id with a space": (
        ("impact", "northmere", "--down", "the phones"),
        USAGE,
        "the phones is not an id",
        "small letters",
    ),
    "an action unknown": (
        ("impact", "northmere", "--done", "eastholt.cut-lin"),
        USAGE,
        "no action is called eastholt.cut-lin",
        "eastholt.cut-line",
    ),
    "an unknown plan": (
        ("score", "northmere", *HIT, "--do", "power-off"),
        USAGE,
        "no action is called power-off",
        "actions table",
    ),
    "conflicting actions": (
        ("score", "northmere", *HIT, "--do", "northmere.power-off", "--do", "northmere.isolate-care"),
        USAGE,
        "cannot both be ordered",
        "choose one",
    ),
    "an action done and proposed": (
        ("score", "northmere", *HIT, "--done", "eastholt.cut-line", "--do", "eastholt.cut-line"),
        USAGE,
        "named twice",
        "once",
    ),
    "an action proposed twice": (
        ("score", "northmere", *HIT, "--do", "eastholt.cut-line", "--do", "eastholt.cut-line"),
        USAGE,
        "named twice",
        "once",
    ),
    "everything and something": (
        ("score", "northmere", *HIT, "--do", "everything", "--do", "eastholt.cut-line"),
        USAGE,
        "cannot be combined",
        "alone",
    ),
    "no plan": (("score", "northmere", *HIT), USAGE, "missing option '--do'", "battlebox score --help"),
    "no worlds": (
        ("spread", "northmere", *HIT, "--worlds", "0"),
        USAGE,
        "0 is not a number of worlds",
        "ask for between",
    ),
    "worlds below nothing": (
        ("spread", "northmere", *HIT, "--worlds", "-5"),
        USAGE,
        "-5 is not a number of worlds",
        "ask for",
    ),
    "worlds in words": (
        ("spread", "northmere", *HIT, "--worlds", "many"),
        USAGE,
        "not a valid integer",
        "spread --help",
    ),
    "far too many worlds": (
        ("spread", "northmere", *HIT, "--worlds", "99999999999"),
        USAGE,
        "99999999999 is not a number of worlds",
        "ask for",
    ),
    "a seed below nothing": (
        ("spread", "northmere", *HIT, "--seed", "-1"),
        USAGE,
        "the seed -1 is out of range",
        "from 0",
    ),
    "a horizon of nothing": (
        ("impact", "northmere", "--down", "northmere.phones", "--hours", "0"),
        USAGE,
        "horizon of 0",
        "between 1",
    ),
    "a horizon of a million hours": (
        ("impact", "northmere", "--down", "northmere.phones", "--hours", "1000000"),
        USAGE,
        "is out of range",
        "between 1",
    ),
    "a horizon that is not a number": (
        ("impact", "northmere", "--down", "northmere.phones", "--hours", "nan"),
        USAGE,
        "nan is not a number of hours",
        "4 or 1.5",
    ),
    "a horizon too short to score": (
        ("score", "northmere", *HIT, "--do", "eastholt.cut-line", "--hours", "48"),
        REFUSED,
        "too short to advise",
        "at least",
    ),
    "a horizon shorter than an action": (
        ("score", "northmere", *HIT, "--do", "eastholt.cut-line", "--hours", "130"),
        REFUSED,
        "too short to advise",
        "at least 1",
    ),
    "a horizon too short for a brief": (
        ("brief", "northmere", *HIT, "--hours", "100"),
        REFUSED,
        "too short to advise",
        "at least",
    ),
    "a brief too short with no hit": (
        ("brief", "northmere", "--down", "northmere.phones", "--hours", "100"),
        REFUSED,
        "too short to advise",
        "at least 120",
    ),
    "an unknown body": (
        ("brief", "northmere", *HIT, "--for", "northmer"),
        USAGE,
        "no body is called northmer",
        "northmere",
    ),
    "an unknown body and no hit": (
        ("brief", "northmere", "--for", "westholt"),
        USAGE,
        "no body is called westholt",
        "eastholt",
    ),
    "a time that is none": (
        ("brief", "northmere", *HIT, "--at", "noon"),
        USAGE,
        "noon is not a time",
        "2025-11-24T09:30",
    ),
    "a time before all time": (
        ("brief", "northmere", *HIT, "--at", "0001-01-01T00:00+10:00"),
        USAGE,
        "is not a time",
        "2025-11-24T09:30",
    ),
    "a time after all time": (
        ("brief", "northmere", *HIT, "--at", "9999-12-31T23:59"),
        USAGE,
        "9999-12-31t23:59 is not a time from 1970 to 2100",
        "2025-11-24T09:30",
    ),
    "a time in the year one": (
        ("brief", "northmere", *HIT, "--at", "0001-01-01T00:00"),
        USAGE,
        "is not a time from 1970",
        "2025-11-24T09:30",
    ),
    "a time that the clocks went over": (
        ("brief", "northmere", *HIT, "--at", "2025-03-30T01:30"),
        USAGE,
        "was never on a clock in london",
        "an hour later, or add an offset",
    ),
    "an estate without a name": (("check", ""), USAGE, "the name of the estate is empty", "write a name"),
    "paper without a name": (
        ("brief", "northmere", *HIT, "--pdf", ""),
        USAGE,
        "the name of the file of --pdf is empty",
        "write a name",
    ),
    "a search of no seconds": (
        ("contain", "northmere", *HIT, "--seconds", "0"),
        USAGE,
        "0 is not a number of seconds",
        "such as 30",
    ),
    "a search of no number of seconds": (
        ("contain", "northmere", *HIT, "--seconds", "nan"),
        USAGE,
        "nan is not a number of seconds",
        "such as 30",
    ),
    "a search that never ends": (
        ("contain", "northmere", *HIT, "--seconds", "inf"),
        USAGE,
        "inf is not a number of seconds",
        "such as 30",
    ),
    "an unknown option": (("contain", "northmere", "--hits", "x"), USAGE, "no such option", "contain --help"),
    "an unknown command": (("restart",), USAGE, "no such command 'restart'", "battlebox --help"),
    "no estate": (("check",), USAGE, "missing argument 'estate'", "check --help"),
    "paper in a folder that is not there": (
        ("brief", "northmere", *HIT, "--pdf", "nowhere/at/all/brief.pdf"),
        REFUSED,
        "no folder nowhere/at/all",
        "make the folder",
    ),
    "paper onto a folder": (("brief", "northmere", *HIT, "--pdf", "."), USAGE, "is a directory", "brief --help"),
}


@pytest.mark.parametrize(("args", "code", "sentence", "hint"), CASES.values(), ids=CASES.keys())
def test_what_is_asked_wrongly_is_refused_in_words(battlebox, args, code, sentence, hint):
    ran = battlebox(*args)
    said, advised = ran.err.strip().splitlines()[-2:]
    assert (ran.code, ran.out) == (code, "")
    assert said.startswith("battlebox: error: ")
    assert sentence in said.lower() or sentence in said
    assert advised.startswith("battlebox: hint: ")
    assert hint in advised
    assert not said.endswith(".")
    assert not advised.endswith(".")
    assert "Traceback" not in ran.err
