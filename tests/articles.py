"""Many different articles, as few lines of JSON as will do."""

import json
from pathlib import Path

PLACES = ("عمان", "بيروت", "تونس", "الرباط", "القاهرة", "بغداد", "الخرطوم", "مسقط")


def text(number: int, more: str = "") -> str:
    """An article of its own for each number."""
    place = PLACES[number % len(PLACES)]
    return (
        f"أعلنت السلطات في {place} اليوم أن الحادث رقم {number} أوقع عددا من الجرحى. "
        f"وقال متحدث إن التحقيق في القضية {number} بدأ صباح اليوم نفسه {more}. "
    )


def write_articles(path: Path, numbers: range, **more: str) -> Path:
    """Write articles as JSON Lines; `more` adds words to the article of that id."""
    with path.open("w", encoding="utf-8") as out:
        for number in numbers:
            id = f"n{number}"
            row = {
                "id": id,
                "title": f"خبر {number}",
                "text": text(number, more.get(id, "")),
            }
            out.write(json.dumps(row, ensure_ascii=False) + "\n")
    return path
