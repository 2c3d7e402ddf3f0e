"""What a run says while it works."""

from pathlib import Path

import pytest

from summarize.cli.report import Reporter
from summarize.sources import count


def test_plain_lines_tell_rate_and_time_left(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    clock = iter([0.0, 0.0, 100.0])
    monkeypatch.setattr("summarize.cli.report.time.monotonic", lambda: next(clock))
    reporter = Reporter(quiet=False, as_json=False)
    reporter.expect(40)
    reporter.advance(briefs=9, rejected=1, sentences=50)
    said = capsys.readouterr().err
    assert said == (
        "9 briefs, 1 rejected, 0.5 sentences/s, 10 of 40, about 5 min 0 s left\n"
    )


def test_files_and_json_lines_are_counted_but_not_tables(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("x")
    (tmp_path / "b.jsonl").write_text("{}\n{}\n")
    assert count([str(tmp_path)]) == 3
    (tmp_path / "c.csv").write_text("text\n")
    assert count([str(tmp_path)]) is None
