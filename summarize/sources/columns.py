"""Which column of a row holds what, and the article that the row makes."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime, time
from itertools import islice
from math import isnan

from summarize.errors import UsageError
from summarize.records import Article, Rejection
from summarize.sources import dates, draft

Row = Mapping[str, object]
_SHOWN = 40

USUAL = {
    "text": ("text", "body", "content", "article", "نص", "النص"),
    "title": ("title", "headline", "عنوان", "العنوان"),
    "id": ("id", "url"),
    "date": ("date", "published", "published_at", "التاريخ"),
    "byline": ("byline", "author"),
}


def check_fields(fields: Mapping[str, str]) -> None:
    """Refuse a `--field` for something an article does not have."""
    for role in fields:
        if role not in USUAL:
            known = ", ".join(USUAL)
            raise UsageError(
                f"--field {role}=…: unknown field; expected one of {known}"
            )


def choose(columns: Iterable[str], fields: Mapping[str, str]) -> dict[str, str]:
    """The column for each role: the one the user named, else the first usual one."""
    found = {str(column).strip().casefold(): column for column in reversed([*columns])}
    chosen = {}
    for role, usual in USUAL.items():
        wanted = (fields[role].strip().casefold(),) if role in fields else usual
        name = next((found[name] for name in wanted if name in found), None)
        if name is not None:
            chosen[role] = name
    return chosen


def missing(
    columns: Iterable[str], fields: Mapping[str, str], where: str
) -> Rejection | None:
    """Why a table with these columns cannot be read, if it cannot."""
    names = [str(column) for column in columns]
    chosen = choose(names, fields)
    absent = next((role for role in ("text", *fields) if role not in chosen), None)
    return None if absent is None else _absent(absent, names, fields, where)


def article(
    row: Row, fields: Mapping[str, str], *, where: str, source: str
) -> Article | Rejection:
    """The article in a row, or which of its fields is not what it should be."""
    chosen = choose(row, fields)
    if "text" not in chosen:
        return _absent("text", row, fields, where)
    values = {role: row[column] for role, column in chosen.items()}
    for role in ("text", "title", "byline"):
        value = values.get(role)
        if not isinstance(value, str | None):
            return _wrong(where, chosen[role], value)
    texts = {role: _as_text(value) for role, value in values.items()}
    return draft.article(
        texts["text"],
        where=where,
        source=source,
        title=texts.get("title", ""),
        published=_as_date(values.get("date")),
        byline=texts.get("byline", ""),
        id=texts.get("id", ""),
    )


def table(
    rows: Iterable[tuple[str, Row]], fields: Mapping[str, str], *, source: str
) -> Iterator[Article | Rejection]:
    """The articles of rows that all have the same columns, each with its place."""
    for where, row in rows:
        yield article(row, fields, where=where, source=source)


def _absent(
    role: str, columns: Iterable[str], fields: Mapping[str, str], where: str
) -> Rejection:
    wanted = fields.get(role) or " or ".join(USUAL[role])
    found = ", ".join(name[:_SHOWN] for name in islice(columns, _SHOWN)) or "none"
    return Rejection(
        where,
        "missing_field",
        f"{where} has no field {wanted} for the {role}; found {found}: "
        f"pass --field {role}=NAME",
    )


def _wrong(where: str, column: str, value: object) -> Rejection:
    kind = type(value).__name__
    detail = f"{where}: field {column} is of type {kind}; expected a text"
    return Rejection(where, "bad_field", detail)


def _as_text(value: object) -> str:
    # A gap in a column of numbers is `nan` in some tables.
    if value is None or (isinstance(value, float) and isnan(value)):
        return ""
    # Tables with a gap in a column of whole numbers turn them into fractions.
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


def _as_date(value: object) -> datetime | None:
    if isinstance(value, datetime):
        return value
    if isinstance(value, date):
        return datetime.combine(value, time())
    return dates.moment(value) if isinstance(value, str) else None
