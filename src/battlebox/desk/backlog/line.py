"""A service's backlog in one line, as papers, Now and the next actions say it.

Law: what is late stands first; a share and hours are of what was counted or estimated; nobody is named.
Not here: pages and tables (web), the parts of a paper (command).
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from battlebox.desk.backlog.recovery import Recovery, Return, late_first, state_words
from battlebox.desk.brief.saying import clock, counted
from battlebox.desk.picture.picture import Picture, ServicePlight


def told_rows(
    picture: Picture, made: Mapping[str, Recovery], body: str, now: datetime
) -> list[tuple[ServicePlight, Recovery]]:
    """The services of a body of whose backlog there is something to say, late ones first."""
    rows = [(row, made[row.service.service]) for row in picture.services if row.service.service in made]
    told = [(row, each) for row, each in rows if row.service.body == body and is_told(each)]
    return sorted(told, key=lambda pair: late_first(pair[1], pair[0], now))


def is_told(made: Recovery) -> bool:
    """Whether there is a backlog to tell of: something is open, or it works again and is not restored."""
    return bool(made.open) or made.state is Return.BACKLOGGED


def backlog_line(row: ServicePlight, made: Recovery, now: datetime) -> str:
    """`Child protection referrals (available but backlogged): LATE 1 piece since ...; 2 pieces open, 38 % done`."""
    said = [late_words(made, now), open_words(made), *undated_words(made, now)]
    return f"{row.service.name} ({state_words(row, made)}): {'; '.join(filter(None, said))}"


def late_words(made: Recovery, now: datetime) -> str:
    """How many pieces are past their date, and since when; blank where none is."""
    late = made.late(now)
    dates = [piece.item.due for piece in late if piece.item.due is not None]
    return f"LATE {counted(len(late), 'piece')} since {clock(min(dates))}" if dates else ""


def open_words(made: Recovery) -> str:
    """How much is open and done, how much work that is and by when all of it is promised."""
    if not made.open:
        return made.lacks[0] if made.lacks else "nothing open"
    said = [f"{counted(len(made.open), 'piece')} open"]
    if made.share_done is not None:
        said.append(f"{percent(made.share_done)} done of what was counted or estimated")
    if made.minutes_left:
        said.append(f"{hours_words(made.minutes_left)} of work left by working values")
    if made.promised:
        said.append(f"all promised by {clock(made.promised)}")
    return ", ".join(said)


def undated_words(made: Recovery, now: datetime) -> list[str]:
    """How many pieces nobody has promised."""
    undated = made.undated(now)
    return [f"{counted(len(undated), 'piece')} without a date and somebody to do it"] if undated else []


def percent(share: float) -> str:
    """`0 %`, `38 %`, `100 %`: only all of it is 100, and only nothing is 0."""
    whole = int(share * 100)
    return f"{1 if share > 0 and whole == 0 else whole} %"


def hours_words(minutes: int) -> str:
    """`about 1 hour`, `about 67 hours`."""
    return f"about {counted(max(1, round(minutes / 60)), 'hour')}"


def pieces_words(made: Recovery) -> str:
    """`2 of 3 pieces open`, `nothing noted`."""
    return f"{len(made.open)} of {counted(len(made.pieces), 'piece')} open" if made.pieces else "nothing noted"


def sheets_words(out: int, people: int, late: int, lost: int) -> str:
    """`3 call sheets not keyed back, 12 people on them, 1 of them late, 1 sheet lost`; blank where there is none."""
    said = [f"{counted(out, 'call sheet')} not keyed back, {counted(people, 'person', 'people')} on them"]
    said += [f"{late} of them late"] if late else []
    said += [f"{counted(lost, 'sheet')} lost"] if lost else []
    return ", ".join(said) if out or lost else ""
