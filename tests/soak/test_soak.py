"""Long trials of what must never happen: marked, and run with everything else in CI."""

from pathlib import Path

import pytest

from tests.test_faults import kill_and_resume

pytestmark = pytest.mark.soak


def test_F01_soak_twenty_five_kills_over_2500_articles(tmp_path: Path) -> None:
    """25 SIGKILLs over 2,500 articles: every acknowledged brief kept, none computed twice, the export equal to an uninterrupted run's."""
    kill_and_resume(tmp_path, articles=2500, kills=25)
