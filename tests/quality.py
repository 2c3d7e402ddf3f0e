"""The README's tables of quality and of the guard, put in their places."""

import re
from pathlib import Path

from summarize.evaluation.guarding import guard_table, measure_guard
from summarize.evaluation.pinned import quality_table
from summarize.references import our_file, read_items

ROOT = Path(__file__).parent.parent
PINNED = (ROOT / "eval/pinned/embedded", ROOT / "eval/pinned/embedded-model")
PLACE = re.compile(
    r"(<!-- quality: make quality -->\n).*?(<!-- /quality -->)", re.DOTALL
)

GUARD = re.compile(r"(<!-- guard: make quality -->\n).*?(<!-- /guard -->)", re.DOTALL)


def with_tables(readme: str) -> str:
    """The README with what the pinned results and the guard's measure give."""
    measured, _ = measure_guard(list(read_items(our_file())))
    return put(GUARD, guard_table(measured), put(PLACE, quality_table(PINNED), readme))


def put(place: re.Pattern[str], table: str, readme: str) -> str:
    page, places = place.subn(lambda found: f"{found[1]}{table}\n{found[2]}", readme)
    assert places == 1, f"the page has {places} places for {place.pattern}"
    return page


if __name__ == "__main__":
    path = ROOT / "README.md"
    path.write_text(with_tables(path.read_text(encoding="utf-8")), encoding="utf-8")
