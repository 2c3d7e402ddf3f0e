"""When a server wants to be asked again."""

from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

UNSAID = timedelta(minutes=15)
LONGEST = timedelta(days=7)


def after(said: str, now: datetime) -> datetime:
    """The moment that a Retry-After header names, in seconds or as a date.

    A quarter of an hour where it names none, and no later than in a week.
    """
    said = said.strip()
    if said.isascii() and said.isdigit():
        # A number of thousands of digits is a week too.
        return now + min(timedelta(seconds=int(said[:9])), LONGEST)
    try:
        moment = parsedate_to_datetime(said)
    except ValueError:
        return now + UNSAID
    moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return min(max(moment, now), now + LONGEST)
