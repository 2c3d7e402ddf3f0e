"""How many cores there are, and texts of equal length in batches for them."""

from pathlib import Path

import pytest

from summarize import cores


@pytest.mark.parametrize(
    ("limit", "expected"),
    [
        ("max 100000", 8),
        ("200000 100000", 2),
        ("150000 100000", 1),
        ("50000 100000", 1),
        ("6400000 100000", 8),
        ("nonsense", 8),
        (None, 8),
    ],
)
def test_a_container_s_limit_is_kept_in_whole_cores(
    limit: str | None, expected: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = tmp_path / "cpu.max"
    if limit is not None:
        place.write_text(limit + "\n", encoding="ascii")
    monkeypatch.setattr(cores, "_LIMIT", place)
    monkeypatch.setattr("os.sched_getaffinity", lambda _: set(range(8)))
    monkeypatch.delenv("OMP_NUM_THREADS", raising=False)
    assert cores.cores() == expected


@pytest.mark.parametrize(("wanted", "expected"), [("3", 3), ("1", 1)])
def test_what_is_asked_for_counts(
    wanted: str, expected: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OMP_NUM_THREADS", wanted)
    assert cores.cores() == expected


@pytest.mark.parametrize("wanted", ["", "0", "2,1", "many"])
def test_what_cannot_be_meant_does_not(
    wanted: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OMP_NUM_THREADS", wanted)
    assert cores.cores() == cores.allowed()


def test_equal_lengths_share_batches_and_the_dearest_comes_first() -> None:
    lengths = [4, 2, 4, 9, 4, 2, 9]
    batches = cores.equal_batches(lengths, 8, lambda length: length < 9)
    assert batches == [[3], [6], [0, 2], [4], [1, 5]]


def test_every_text_is_in_one_batch_within_its_tokens() -> None:
    lengths = [n % 7 + 1 for n in range(100)]
    batches = cores.equal_batches(lengths, 12, lambda _: True)
    assert sorted(at for each in batches for at in each) == list(range(100))
    for each in batches:
        assert len({lengths[at] for at in each}) == 1
        assert len(each) * lengths[each[0]] <= 12


def test_like_lengths_share_batches_of_so_many_texts_and_tokens() -> None:
    lengths = [3, 9, 4, 1, 4, 2, 30]
    assert cores.like_batches(lengths, 20, 3) == [[6], [1, 2], [4, 0, 5], [3]]
    assert cores.like_batches([], 20, 3) == []


@pytest.mark.parametrize(
    ("count", "size", "batches"),
    [(1, 1, 1), (13, 7, 2), (24, 12, 2), (25, 7, 4), (49, 9, 6), (330, 12, 28)],
)
def test_every_core_gets_as_many_batches(count: int, size: int, batches: int) -> None:
    assert cores.even_size(count, 12, 2) == size
    assert -(-count // size) == batches
    assert cores.even_size(0, 12, 2) == 0
