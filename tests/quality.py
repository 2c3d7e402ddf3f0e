"""The README's quality table: printed from the pinned results, put in its place."""

import re
from pathlib import Path

from summarize.evaluation.pinned import quality_table

ROOT = Path(__file__).parent.parent
PINNED = (ROOT / "eval/pinned/embedded", ROOT / "eval/pinned/embedded-model")
PLACE = re.compile(
    r"(<!-- quality: make quality -->\n).*?(<!-- /quality -->)", re.DOTALL
)


def with_table(readme: str) -> str:
    """The README with the table that the pinned results give."""
    table = quality_table(PINNED)
    return PLACE.sub(lambda found: f"{found[1]}{table}\n{found[2]}", readme)


if __name__ == "__main__":
    path = ROOT / "README.md"
    path.write_text(with_table(path.read_text(encoding="utf-8")), encoding="utf-8")
