"""An agency article from its file to its brief, by the command a user types."""

import json
import sys
from pathlib import Path

import pytest

from summarize.cli import main

STORY = """الأردن يدعو إلى تعاون دولي ضد تنظيم داعش

الأردن يدعو إلى تعاون دولي ضد تنظيم داعش
2015_11_11_19_14_4_646
كتب: آخر تحديث:

دعا وزير الخارجية الأردني اليوم في عمان إلى تعاون دولي واسع لمحاربة تنظيم داعش في سوريا والعراق.

وقال الوزير إن الأردن سيواصل تدريب القوات العراقية مع حلف الناتو خلال العام المقبل.

وأضاف أن المنطقة تواجه تحديات كثيرة تتطلب عملا مشتركا بين جميع الدول.
"""


@pytest.mark.slow
def test_an_agency_article_becomes_an_english_brief(
    tmp_path: Path, embedded_folder: Path, no_network: None
) -> None:
    (tmp_path / "wire.txt").write_text(STORY, encoding="utf-8")
    out = tmp_path / "out"
    sys.argv = ["mujaz", "brief", str(tmp_path), "-o", str(out), "--offline", "--quiet"]
    with pytest.raises(SystemExit) as ended:
        main()
    assert ended.value.code == 0
    row = json.loads((out / "briefs.jsonl").read_text(encoding="utf-8"))
    assert row["published"] == "2015-11-11T19:14:04.646000"
    assert row["title"] == "الأردن يدعو إلى تعاون دولي ضد تنظيم داعش"
    assert row["receipt"]["sentences_read"] == row["receipt"]["sentences_there"] == 3
    assert 2 <= len(row["sentences"]) <= 4
    for sentence in row["sentences"]:
        assert row["title"] not in sentence["arabic"]
    english = f"{row['headline']} {row['brief']}"
    assert "Jordan" in english
    assert english.isascii()
