"""The table of docs/reliability.md: what was tried to break a run, and what came of it.

`python -m tests.reliability` runs the trials and writes their results into the page.
"""

import ast
import re
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from xml.etree import ElementTree

ROOT = Path(__file__).parent.parent
PAGE = ROOT / "docs/reliability.md"
PLACE = re.compile(r"(<!-- trials: make reliability -->\n).*?(<!-- /trials -->)", re.S)
ROWS = [f"F{n}" for n in range(1, 15)] + [f"I{n}" for n in range(1, 27)]
_NAME = re.compile(r"test_([FI]\d\d)_")


@dataclass(frozen=True, slots=True)
class Trial:
    """One test of a row: where it is and, in a sentence, what it tries."""

    row: str
    file: str
    name: str
    about: str


def trials() -> list[Trial]:
    """Every trial among the tests, by row."""
    found = []
    for path in sorted((ROOT / "tests").rglob("test_*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            match = isinstance(node, ast.FunctionDef) and _NAME.match(node.name)
            if match and isinstance(node, ast.FunctionDef):
                row = f"{match[1][0]}{int(match[1][1:])}"
                about = " ".join((ast.get_docstring(node) or "").split())
                file = str(path.relative_to(ROOT))
                found.append(Trial(row, file, node.name, about))
    return sorted(found, key=lambda trial: (ROWS.index(trial.row), trial.name))


def table(results: Mapping[str, str]) -> str:
    """The trials as Markdown, with each one's result by its name."""
    lines = ["| row | trial | result |", "|---|---|---|"]
    for trial in trials():
        about = trial.about.replace("|", "\\|").replace("<", "&lt;")
        result = results.get(trial.name, "not run")
        lines.append(f"| {trial.row} | {about} | {result} |")
    return "\n".join(lines) + "\n"


def results_of(page: str) -> dict[str, str]:
    """The results that a page shows, by the trials' sentences in their order."""
    place = PLACE.search(page)
    rows = place[0].splitlines()[3:-1] if place else []
    cells = [row.rsplit("|", 2)[1].strip() for row in rows]
    return dict(zip((trial.name for trial in trials()), cells, strict=False))


def run() -> dict[str, str]:
    """Run every trial; passed, failed or skipped, by name."""
    found = trials()
    files = sorted({trial.file for trial in found})
    names = " or ".join(sorted({trial.name for trial in found}))
    with TemporaryDirectory() as folder:
        report = Path(folder) / "report.xml"
        words = [*files, "-q", "-k", names, f"--junitxml={report}"]
        subprocess.run([sys.executable, "-m", "pytest", *words], cwd=ROOT, check=False)
        cases = ElementTree.parse(report).getroot().iter("testcase")
        results: dict[str, str] = {}
        for case in cases:
            name = case.attrib["name"].partition("[")[0]
            ends = [
                end
                for end in ("failure", "error", "skipped")
                if case.find(end) is not None
            ]
            bad = results.get(name, "passed") != "passed"
            results[name] = results[name] if bad else ends[0] if ends else "passed"
    return results


def with_table(page: str, results: Mapping[str, str]) -> str:
    """The page with the table of these results."""
    return PLACE.sub(lambda found: f"{found[1]}{table(results)}{found[2]}", page)


if __name__ == "__main__":
    page = PAGE.read_text(encoding="utf-8")
    PAGE.write_text(with_table(page, run()), encoding="utf-8")
