"""The command line as a user meets it; only marked tests run a model."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from summarize.cli import main
from tests.conftest import STORY


def mujaz(*words: str) -> int:
    """Run the command in this process; the exit code."""
    sys.argv = ["mujaz", *words]
    with pytest.raises(SystemExit) as ended:
        main()
    code = ended.value.code
    return code if isinstance(code, int) else 0


def test_help_does_not_import_torch() -> None:
    code = "import sys; import summarize.cli; print([m for m in ('torch', 'transformers', 'ctranslate2', 'datasets') if m in sys.modules])"
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"


@pytest.mark.parametrize(
    ("words", "code", "says"),
    [
        pytest.param(["--preset", "nope"], 2, "there are: embedded", id="preset"),
        pytest.param(["--preset", "opus", "--commercial"], 5, "CC-BY-NC", id="licence"),
        pytest.param(["--preset", "opus"], 5, "mujaz models fetch", id="missing model"),
        pytest.param(["--engine", "endpoint"], 2, "--endpoint URL", id="endpoint"),
        pytest.param(["--field", "body"], 2, "NAME=COLUMN", id="field"),
        pytest.param(["--device", "cuda"], 5, "CPU only", id="cuda"),
    ],
)
def test_what_cannot_run_is_refused_before_a_model_loads(
    words: list[str],
    code: int,
    says: str,
    story: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    no_network: None,
) -> None:
    monkeypatch.setenv("MUJAZ_HOME", str(tmp_path / "home"))
    assert mujaz("brief", str(story), "-o", str(tmp_path / "out"), *words) == code
    assert says in capsys.readouterr().err


def test_an_input_that_is_not_there_is_wrong_usage(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert mujaz("brief", str(tmp_path / "none.txt"), "-o", str(tmp_path / "o")) == 2
    assert "none.txt" in capsys.readouterr().err


def test_models_list_names_every_preset_with_its_licence(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert mujaz("models", "list") == 0
    out = capsys.readouterr().out
    assert "CC-BY-NC-SA-4.0" in out
    assert "embedded" in out


def test_doctor_says_how_to_mend(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("MUJAZ_HOME", str(tmp_path))
    assert mujaz("doctor") == 0
    assert "mujaz models build embedded" in capsys.readouterr().out


@pytest.mark.slow
def test_the_embedded_model_briefs_a_messy_folder_offline(
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    embedded_folder: Path,
    no_network: None,
) -> None:
    news, out = tmp_path / "news", tmp_path / "out"
    news.mkdir()
    (news / "good.txt").write_text(f"حريق\n\n{STORY}", encoding="utf-8")
    (news / "empty.txt").write_bytes(b"")
    (news / "short.txt").write_text("ثلاث كلمات فقط", encoding="utf-8")
    (news / "old.txt").write_bytes(STORY.encode("cp1256"))
    rows = [json.dumps({"text": STORY, "id": str(at)}) for at in range(3)]
    (news / "rows.jsonl").write_text("\n".join([*rows, "{broken"]), encoding="utf-8")
    assert mujaz("brief", str(news), "-o", str(out), "--offline", "--json") == 3
    told = json.loads(capsys.readouterr().out)
    assert told["briefs"] == 4
    assert told["reasons"] == {"empty": 1, "too_short": 1, "encoding": 1, "bad_json": 1}
    lines = (out / "briefs.jsonl").read_text(encoding="utf-8").strip().split("\n")
    briefs = [json.loads(line) for line in lines]
    assert len(briefs) == len(list((out / "briefs").glob("*.md"))) == 4
    assert all(row["headline"] and row["brief"].isascii() for row in briefs)
    rejected = (out / "rejected.jsonl").read_text(encoding="utf-8")
    assert "rows.jsonl:4" in rejected
    run = json.loads((out / "run.json").read_text(encoding="utf-8"))
    assert run["counts"]["briefs"] == 4
    assert run["models"]["translator"]["prompt_sha256"]


def test_a_batch_of_nothing_but_rejects_says_so_and_exits_3(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], embedded_folder: Path
) -> None:
    (tmp_path / "empty.txt").write_bytes(b"")
    code = mujaz("brief", str(tmp_path / "empty.txt"), "-o", str(tmp_path / "out"))
    assert code == 3
    assert "nothing could be briefed" in capsys.readouterr().err
