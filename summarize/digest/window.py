"""The span of time that a digest is of."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from summarize.errors import UsageError

_UNITS = {"m": "minutes", "h": "hours", "d": "days"}
_LENGTH = re.compile(r"([0-9]{1,6})([mhd])")
_EXPECTED = "expected a date or a time in ISO 8601, as 2026-03-14T06:00+03:00"


@dataclass(frozen=True, slots=True)
class Window:
    """What was published from `since` on and before `until`, as seen at `as_of`.

    All three are in UTC.
    """

    since: datetime
    until: datetime
    as_of: datetime

    def holds(self, moment: datetime) -> bool:
        """Whether an article of this moment belongs to the digest."""
        return self.since <= moment < self.until


def window_of(
    since: str | None,
    until: str | None,
    window: str | None,
    as_of: str | None,
    now: datetime,
) -> Window:
    """The window that was asked for; by default the 24 hours before `as_of`.

    `as_of` is `until` where that alone is given, else `now`. Raises `UsageError` for a
    time that is none, or for two that do not go together.
    """
    if window and (since or until):
        raise UsageError(
            "--window counts back from --as-of: expected it without --since and --until"
        )
    if until and not since:
        raise UsageError("--until needs --since: expected both, or --window")
    end = moment(until, "--until") if until else None
    seen = moment(as_of, "--as-of") if as_of else end or now
    end = end or seen
    if end > seen:
        raise UsageError("--until is later than --as-of: expected it not to be")
    begin = moment(since, "--since") if since else _before(end, window)
    if begin >= end:
        raise UsageError(
            f"the window ends at {end.isoformat()}, no later than it begins: "
            "expected --since before --until"
        )
    return Window(begin, end, seen)


def moment(text: str | None, option: str) -> datetime:
    """The time in a text, in UTC, which is also meant where it names no zone."""
    try:
        return in_utc(datetime.fromisoformat(text or ""))
    except (ValueError, OverflowError):
        raise UsageError(f"{option} {text}: {_EXPECTED}") from None


def in_utc(time: datetime) -> datetime:
    """The time in UTC; one without a zone is of UTC already."""
    return time.replace(tzinfo=time.tzinfo or UTC).astimezone(UTC)


def _before(end: datetime, window: str | None) -> datetime:
    found = _LENGTH.fullmatch(window or "24h")
    length = timedelta(**{_UNITS[found[2]]: int(found[1])}) if found else timedelta()
    try:
        begin = end - length
    except OverflowError:
        begin = end
    if begin == end:
        raise UsageError(f"--window {window}: expected a length, as 90m, 24h or 7d")
    return begin
