"""The documents say what the code does."""

import ast
from pathlib import Path

import pytest

from summarize.presets import PRESETS

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
PICTURE = (ROOT / "docs/architecture.md").read_text(encoding="utf-8")
LAYERS = [
    line.split()
    for line in PICTURE.split("```layers\n")[1].split("\n```")[0].split("\n")
]
DEPTH = {part: depth for depth, line in enumerate(LAYERS) for part in line}


def part_of(path: Path) -> str:
    return path.relative_to(ROOT / "summarize").with_suffix("").parts[0]


def imported(path: Path) -> set[str]:
    parts = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module:
            first, _, rest = node.module.partition(".")
            if first == "summarize":
                names = [rest.split(".")[0]] if rest else [n.name for n in node.names]
                parts |= {name for name in names if not name.startswith("__")}
    return parts


MODULES = [
    p for p in (ROOT / "summarize").rglob("*.py") if not part_of(p).startswith("__")
]


def test_the_layers_name_every_part() -> None:
    assert set(DEPTH) == {part_of(path) for path in MODULES}


@pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(ROOT)))
def test_imports_only_go_down(path: Path) -> None:
    part = part_of(path)
    for other in imported(path) - {part}:
        assert DEPTH[other] > DEPTH[part], f"{part} imports {other}"


def test_files_and_functions_stay_small() -> None:
    for path in MODULES:
        text = path.read_text(encoding="utf-8")
        assert text.count("\n") <= 200, path
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.FunctionDef) and node.name != "_command":
                lines = (node.end_lineno or 0) - node.body[0].lineno
                assert lines < 45, (path, node.name)


RUNS = ("list", "show", "why", "retry-failed", "verify", "rebuild")
EVAL = ("validate", "run", "translate", "score", "compare", "pin", "table")


@pytest.mark.parametrize("name", PRESETS)
def test_the_readme_names_every_preset(name: str) -> None:
    assert f"`{name}`" in README


@pytest.mark.parametrize(
    "command",
    ["brief", "summarize", "translate", "doctor", "bench", "tune"]
    + [f"models {verb}" for verb in ("list", "fetch", "verify", "build", "path")]
    + [f"eval {verb}" for verb in EVAL]
    + [f"runs {verb}" for verb in RUNS],
)
def test_the_readme_shows_every_command(command: str) -> None:
    assert f"mujaz {command}" in README


def test_every_dependency_says_why() -> None:
    import tomllib

    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))[
        "project"
    ]
    why = (ROOT / "docs/dependencies.md").read_text(encoding="utf-8")
    for name in project["dependencies"]:
        assert name in why
