"""Broken and hostile model files are refused before the first article, in plain words.

Every test is a row of the fault table: F08 broken files, F09 code in a model,
F10 no network and no model.
"""

import json
import os
import pickle
import random
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from summarize import engines
from summarize.cli import main
from summarize.engines.convert import is_converted
from summarize.errors import ModelMissing, Refused
from summarize.families import family_for
from summarize.load import How, Model, load_models
from summarize.models import embedded, lock, store
from summarize.models.fetch import fetch
from summarize.presets import EMBEDDED, PRESETS, Step
from summarize.records import Decoding
from tests.checkpoints import TEXTS, build

WEIGHTS = "model.safetensors"
PICKLE = "pytorch_model.bin"
GREEDY = Decoding(8, 100)
ENGINES: list[engines.EngineName] = ["auto", "transformers"]
POINTER = "version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 1\n"
LOCK = "mujaz.lock.json"
BINARY_VERSION = 4  # bytes, at the start of a CTranslate2 model.bin

Build = Callable[[str], Path]
Damage = Callable[[Path], object]


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, no_network: None) -> Path:
    """A store of the test's own; whatever reaches for the network fails the test."""
    home = tmp_path / "home"
    for name in ("MUJAZ_HOME", "HF_HOME"):
        monkeypatch.setenv(name, str(home))
    for name in ("HF_HUB_OFFLINE", "TRANSFORMERS_OFFLINE"):
        monkeypatch.delenv(name, raising=False)

    def refuse(*asked: object, **more: object) -> None:
        raise AssertionError(f"a name was looked up: {asked}")

    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    return home


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Build:
    made: dict[str, Path] = {}

    def get(name: str) -> Path:
        if name not in made:
            made[name] = build(name, tmp_path_factory.mktemp(name))
        return made[name]

    return get


@pytest.fixture
def checkpoint(built: Build, tmp_path: Path) -> Build:
    """A fresh copy of a family's tiny checkpoint, to be broken."""

    def copy(name: str) -> Path:
        folder = tmp_path / "given" / name
        shutil.copytree(built(name), folder)
        return folder

    return copy


@pytest.fixture
def canary(tmp_path: Path) -> Path:
    """What appears if code that came with a model has run."""
    return tmp_path / "canary"


def start(model: object, engine: engines.EngineName = "auto") -> Model:
    """Load a model as a run does before its first article."""
    step = Step(str(model), "unknown", GREEDY, prompt="llm-translate")
    how = How(engine=engine, device="cpu")
    return load_models({"translator": step}, how, lambda words: None)["translator"]


def refusal(model: object, *words: object, engine: engines.EngineName = "auto") -> str:
    """The message a model is refused with; it holds the words, and a step to take."""
    with pytest.raises(Refused) as caught:
        start(model, engine)
    return told(caught.value, *words)


def told(error: Refused, *words: object) -> str:
    message = str(error)
    assert error.exit_code == 5
    for word in words:
        assert str(word) in message
    steps = ("run: ", "copy ", "delete ", "use ", "merge ", "convert ", "name the ")
    assert any(step in message for step in steps), message
    return message


def mujaz(*words: object) -> int:
    """Run the command in this process; the exit code."""
    sys.argv = ["mujaz", *map(str, words)]
    with pytest.raises(SystemExit) as ended:
        main()
    return ended.value.code if isinstance(ended.value.code, int) else 0


def answers(model: Model) -> list[str]:
    assert model.engine is not None
    return [each.text for each in model.engine.generate(TEXTS[:3], GREEDY)]


def cut(path: Path, kept: int) -> None:
    path.write_bytes(path.read_bytes()[:kept])


def flip(path: Path, bit: int) -> None:
    content = bytearray(path.read_bytes())
    content[bit // 8 % len(content)] ^= 1 << bit % 8
    path.write_bytes(content)


def edit(path: Path, **changes: object) -> None:
    path.write_text(json.dumps(json.loads(path.read_text()) | changes))


def taken_in(folder: Path) -> tuple[str, Path]:
    """The model's name in the store, where every file is recorded, and its folder."""
    name = fetch(str(folder)).id
    return name, store.folder_for(name)


def recorded(folder: Path, file: str) -> str:
    found = lock.read(folder)
    assert found is not None
    return found.files[file].sha256


def header_end(path: Path) -> int:
    return 8 + int.from_bytes(path.read_bytes()[:8], "little")


# F08: broken files


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("kept", [0, 7, 500, -1])
def test_F08_a_truncated_weights_file_is_refused(
    kept: int, engine: engines.EngineName, checkpoint: Build
) -> None:
    """A safetensors file cut short is refused with the bytes expected and found."""
    folder = checkpoint("marian")
    weights = folder / WEIGHTS
    size, least = weights.stat().st_size, header_end(weights)
    cut(weights, kept)
    found = f"found {weights.stat().st_size} bytes"
    expected = {500: f"expected at least {least} bytes", -1: f"expected {size} bytes"}
    says = (weights, found, expected.get(kept, "expected safetensors weights"))
    refusal(folder, *says, engine=engine)
    with pytest.raises(Refused) as caught:
        fetch(str(folder))
    told(caught.value, *says)


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("name", [WEIGHTS, "config.json", "source.spm"])
@pytest.mark.parametrize(
    "damage",
    [
        pytest.param(lambda path: cut(path, 100), id="truncated"),
        pytest.param(lambda path: flip(path, 5000), id="flipped"),
        pytest.param(lambda path: path.write_text(POINTER), id="pointer"),
        pytest.param(Path.unlink, id="missing"),
    ],
)
def test_F08_a_fetched_file_that_changed_is_refused_by_its_sha256(
    damage: Damage, name: str, engine: engines.EngineName, checkpoint: Build
) -> None:
    """A locked file cut, flipped, replaced or lost is refused with both SHA-256 sums."""
    model, folder = taken_in(checkpoint("marian"))
    expected = recorded(folder, name)
    damage(folder / name)
    there = (folder / name).is_file()
    found = f"found {lock.sha256_of(folder / name)}" if there else "missing"
    says = (folder / name, f"expected sha256 {expected}", found)
    refusal(model, *says, "run: mujaz models fetch", engine=engine)


def test_F08_a_flipped_header_bit_is_refused_without_a_lock(
    checkpoint: Build, built: Build
) -> None:
    """A bit flipped in a weights header is refused, or changes no weight at all."""
    from safetensors.numpy import load_file

    folder, whole = checkpoint("marian"), built("marian") / WEIGHTS
    right = load_file(whole)
    bits = random.Random(8).sample(range(8 * header_end(whole)), 60)
    refused = 0
    for bit in [3, 8 * 8, *bits]:
        shutil.copyfile(whole, folder / WEIGHTS)
        flip(folder / WEIGHTS, bit)
        try:
            start(folder, "transformers")
        except Refused as error:
            told(error, folder / WEIGHTS, "expected", "found")
            refused += 1
        else:
            read = load_file(folder / WEIGHTS)
            assert all((read[name] == right[name]).all() for name in right)
    assert refused > 50


def test_F08_a_flipped_weight_bit_is_seen_once_the_folder_is_taken_in(
    checkpoint: Build,
) -> None:
    """No check can see a flipped weight bit in an unlocked folder; a lock can."""
    folder = checkpoint("marian")
    flip(folder / WEIGHTS, 8 * (header_end(folder / WEIGHTS) + 1000))
    start(folder, "transformers")
    model, kept = taken_in(folder)
    flip(kept / WEIGHTS, 8 * (header_end(kept / WEIGHTS) + 1000))
    refusal(model, kept / WEIGHTS, "expected sha256")


@pytest.mark.parametrize("name", [WEIGHTS, "source.spm", "vocab.json", "config.json"])
def test_F08_a_git_lfs_pointer_is_refused(name: str, checkpoint: Build) -> None:
    """A clone without Git LFS is refused by the file that is only a pointer."""
    folder = checkpoint("marian")
    (folder / name).write_text(POINTER)
    expected = "weights" if name == WEIGHTS else "the file itself"
    says = (folder / name, f"expected {expected}, found a Git LFS pointer")
    refusal(folder, *says, "run: git lfs pull")
    with pytest.raises(Refused) as caught:
        fetch(str(folder))
    told(caught.value, *says)


def test_F08_a_link_that_leads_nowhere_is_refused(checkpoint: Build) -> None:
    """A link into a hub cache that was emptied is refused by name."""
    folder = checkpoint("marian")
    (folder / WEIGHTS).unlink()
    (folder / WEIGHTS).symlink_to(folder / "blobs" / "gone")
    refusal(folder, folder / WEIGHTS, "expected a file, found a link", "copy")


@pytest.mark.parametrize(
    ("family", "gone"),
    [
        ("marian", ["source.spm"]),
        ("marian", ["target.spm"]),
        ("marian", ["vocab.json"]),
        ("marian", ["source.spm", "target.spm", "vocab.json"]),
        ("mt5", ["tokenizer.json"]),
        ("nllb", ["tokenizer.json", "tokenizer_config.json"]),
    ],
)
def test_F08_a_missing_tokenizer_is_refused(
    family: str, gone: list[str], checkpoint: Build
) -> None:
    """A checkpoint without its tokenizer's files is refused, from a path and a store."""
    folder = checkpoint(family)
    for name in gone:
        (folder / name).unlink()
    says = ("tokenizer cannot be read", "expected", "found", "copy or fetch")
    refusal(folder, folder, *says)
    model, kept = taken_in(folder)
    refusal(model, kept, *says)


@pytest.mark.parametrize(
    ("family", "name"),
    [("marian", "source.spm"), ("marian", "vocab.json"), ("m2m100", "vocab.json")]
    + [("mt5", "tokenizer.json")],
)
@pytest.mark.parametrize(
    "damage",
    [
        pytest.param(lambda path: cut(path, 300), id="truncated"),
        pytest.param(lambda path: path.write_text("{}"), id="emptied"),
        pytest.param(lambda path: path.write_bytes(b"\xff\x00" * 99), id="garbage"),
    ],
)
def test_F08_a_broken_tokenizer_is_refused(
    damage: Damage, family: str, name: str, checkpoint: Build
) -> None:
    """A tokenizer file that is cut, emptied or garbage is refused with its folder."""
    folder = checkpoint(family)
    damage(folder / name)
    refusal(folder, folder, "tokenizer", "copy or fetch")


def test_F08_a_missing_config_is_refused(checkpoint: Build) -> None:
    """A folder without config.json is refused by that name, also when fetched from."""
    folder = checkpoint("marian")
    (folder / "config.json").unlink()
    says = (folder / "config.json", "expected the model's settings, found no such file")
    refusal(folder, *says)
    with pytest.raises(Refused) as caught:
        fetch(str(folder))
    told(caught.value, *says)


@pytest.mark.parametrize(
    "content", [b"", b"\xff\x00{", b"{}", b"[]", b"[" * 100_000, b'{"model_type": 1']
)
def test_F08_a_config_that_is_no_config_is_refused(
    content: bytes, checkpoint: Build
) -> None:
    """Settings that are empty, cut, no JSON or nested without end are refused."""
    folder = checkpoint("marian")
    (folder / "config.json").write_bytes(content)
    refusal(folder, folder / "config.json", "expected", "found")


@pytest.mark.parametrize("architecture", ["ZorglubModel", "ZorglubForCausalLM"])
def test_F08_an_unknown_model_type_is_refused(
    architecture: str, checkpoint: Build
) -> None:
    """A model_type nobody knows is refused, by path and from the store."""
    folder = checkpoint("marian")
    edit(folder / "config.json", model_type="zorglub", architectures=[architecture])
    model, kept = taken_in(folder)
    for name, where in ((folder, folder), (model, kept)):
        refusal(name, where / "config.json", "expected", "found", "zorglub")


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("changes", [{"d_model": 64}, {"encoder_layers": 3}])
def test_F08_weights_that_do_not_fit_the_config_are_refused(
    changes: dict[str, object], engine: engines.EngineName, checkpoint: Build
) -> None:
    """A weight of another shape, or not there, is refused and never made up."""
    folder = checkpoint("marian")
    edit(folder / "config.json", **changes)
    refusal(folder, folder / WEIGHTS, "expected", "found", engine=engine)


@pytest.mark.parametrize("engine", ENGINES)
def test_F08_a_missing_shard_is_refused(
    engine: engines.EngineName, checkpoint: Build
) -> None:
    """A checkpoint in parts is refused by the name of the part that is not there."""
    folder = checkpoint("marian")
    part = "model-00001-of-00002.safetensors"
    (folder / WEIGHTS).rename(folder / part)
    names = {"a": part, "b": part.replace("00001", "00002")}
    index = {"weight_map": names}
    (folder / f"{WEIGHTS}.index.json").write_text(json.dumps(index))
    refusal(folder, folder / names["b"], "found no such file", engine=engine)


def write_version(path: Path) -> None:
    content = path.read_bytes()
    path.write_bytes((99).to_bytes(BINARY_VERSION, "little") + content[BINARY_VERSION:])


BROKEN_BIN = [
    pytest.param(lambda path: cut(path, 1000), id="truncated"),
    pytest.param(lambda path: cut(path, 0), id="empty"),
    pytest.param(write_version, id="version"),
    pytest.param(lambda path: path.write_bytes(b"\xff\x00" * 999), id="garbage"),
    pytest.param(lambda path: path.write_text(POINTER), id="pointer"),
]


@pytest.mark.parametrize(
    "damage",
    [
        *BROKEN_BIN,
        pytest.param(lambda path: flip(path, 80_000), id="flipped"),
        pytest.param(Path.unlink, id="missing"),
        pytest.param(lambda path: cut(path.with_name("config.json"), 9), id="config"),
        pytest.param(lambda path: path.with_name(LOCK).unlink(), id="unlocked"),
    ],
)
def test_F08_a_broken_conversion_is_made_again(
    damage: Damage, checkpoint: Build, home: Path
) -> None:
    """A kept CTranslate2 conversion with any broken file is made again, unasked."""
    folder = checkpoint("marian")
    right = answers(start(folder, "ctranslate2"))
    (place,) = (home / "converted").iterdir()
    damage(place / "model.bin")
    assert answers(start(folder, "ctranslate2")) == right
    assert list((home / "converted").iterdir()) == [place]
    lock.verify(place)


def test_F08_a_conversion_is_kept_while_it_is_whole(
    checkpoint: Build, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A whole conversion is loaded as it is: nothing is converted twice."""
    folder = checkpoint("marian")
    right = answers(start(folder, "ctranslate2"))
    monkeypatch.setattr("summarize.engines.convert._convert", None)
    assert answers(start(folder, "ctranslate2")) == right


@pytest.mark.parametrize("damage", BROKEN_BIN)
def test_F08_a_ctranslate2_model_that_cannot_be_loaded_is_refused(
    damage: Damage, checkpoint: Build, home: Path, tmp_path: Path
) -> None:
    """A cut, foreign or garbage CTranslate2 model.bin is refused with what was found."""
    folder = checkpoint("marian")
    start(folder, "ctranslate2")
    (place,) = (home / "converted").iterdir()
    damage(place / "model.bin")
    assert is_converted(place)
    family = family_for(folder)
    with pytest.raises(Refused) as caught:
        engines.load(place, family, device="cpu", cache=tmp_path)
    told(caught.value, place / "model.bin", "expected", "found", "convert its checkp")
    lock.write(place, "converted", place.name)
    refusal(folder, place / "model.bin", "use engine transformers")


def test_F08_a_converted_model_given_by_path_is_refused(
    checkpoint: Build, home: Path
) -> None:
    """A folder with only a CTranslate2 model, or a pointer to one, is refused by name."""
    folder = checkpoint("marian")
    start(folder, "ctranslate2")
    (place,) = (home / "converted").iterdir()
    (folder / WEIGHTS).unlink()
    shutil.copyfile(place / "model.bin", folder / "model.bin")
    refusal(folder, folder / "model.bin", "found a model converted for CTranslate2")
    (folder / "model.bin").write_text(POINTER)
    refusal(folder, folder / "model.bin", "Git LFS pointer", "run: git lfs pull")


@pytest.fixture
def fake_embedded(home: Path) -> Path:
    """A folder that passes for the built embedded model until a file is broken."""
    folder = home / "models" / "embedded"
    folder.mkdir(parents=True)
    for name in ("model.bin", "tokenizer.json", "config.json", "apart.json"):
        (folder / name).write_bytes(name.encode() * 500)
    lock.write(folder, embedded.NAME, embedded.revision())
    return folder


@pytest.mark.parametrize("name", ["model.bin", "tokenizer.json", "apart.json"])
@pytest.mark.parametrize(
    "damage",
    [
        pytest.param(lambda path: cut(path, 100), id="truncated"),
        pytest.param(lambda path: flip(path, 999), id="flipped"),
        pytest.param(lambda path: path.write_text(POINTER), id="pointer"),
        pytest.param(Path.unlink, id="missing"),
    ],
)
def test_F08_a_broken_embedded_model_is_refused(
    damage: Damage, name: str, fake_embedded: Path
) -> None:
    """The embedded model is refused by the file that changed, with the build command."""
    damage(fake_embedded / name)
    says = (fake_embedded / name, f"expected sha256 {recorded(fake_embedded, name)}")
    mend = f"delete {fake_embedded}, then run: mujaz models build embedded"
    refusal(EMBEDDED, *says, mend)


@pytest.mark.parametrize("content", ["", "[]", "[" * 100_000, '{"schema": 1'])
def test_F08_an_unreadable_lock_is_refused(content: str, fake_embedded: Path) -> None:
    """A broken mujaz.lock.json is refused with the folder to delete."""
    (fake_embedded / LOCK).write_text(content)
    refusal(EMBEDDED, fake_embedded / LOCK, f"delete {fake_embedded}")


def test_F08_a_file_added_to_a_fetched_model_is_refused(checkpoint: Build) -> None:
    """A file that nobody recorded, at any depth of a locked folder, is refused."""
    model, folder = taken_in(checkpoint("marian"))
    added = folder / "custom_generate" / "generate.py"
    added.parent.mkdir()
    added.write_text("")
    refusal(model, added, "not a recorded file", "run: mujaz models fetch")


def test_F08_a_run_over_a_broken_model_ends_with_5_and_writes_no_brief(
    checkpoint: Build, story: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    """The command exits with 5, names file and remedy, and leaves no output."""
    folder, out = checkpoint("mt5"), tmp_path / "out"
    cut(folder / WEIGHTS, -1)
    words = ("translate", story, "-o", out, "--translator", folder, "--device", "cpu")
    assert mujaz(*words) == 5
    said = capfd.readouterr()
    assert said.err.startswith(f"error: {folder / WEIGHTS}: expected")
    assert said.err.endswith("copy the whole model again from where it came\n")
    assert len(said.err.splitlines()) == 1
    assert said.out == ""
    assert [path for path in out.rglob("*.*") if "brief" in path.name] == []


# F09: code in a model


class Bomb:
    """Unpickled, it makes a folder."""

    def __init__(self, canary: Path) -> None:
        self.canary = canary

    def __reduce__(self) -> tuple[Any, ...]:
        return os.mkdir, (str(self.canary),)


def pickled(folder: Path, canary: Path, *, by_torch: bool = True) -> Path:
    """Put a pickle that makes the canary in the place of a checkpoint's weights."""
    import torch

    (folder / WEIGHTS).unlink()
    if by_torch:
        torch.save({"weight": Bomb(canary)}, folder / PICKLE)
    else:
        (folder / PICKLE).write_bytes(pickle.dumps({"weight": Bomb(canary)}))
    return folder / PICKLE


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("locked", [False, True])
@pytest.mark.parametrize("by_torch", [True, False])
def test_F09_a_pickle_is_refused_and_its_payload_never_runs(
    by_torch: bool,
    locked: bool,
    engine: engines.EngineName,
    checkpoint: Build,
    canary: Path,
) -> None:
    """A checkpoint with only pickled weights is refused, even with a lock of its own."""
    folder = checkpoint("marian")
    path = pickled(folder, canary, by_torch=by_torch)
    if locked:
        lock.write(folder, "evil/model", "r1")
    says = (path, "expected safetensors weights, found a pickle")
    refusal(folder, *says, f"run: mujaz models fetch {folder}", engine=engine)
    assert not canary.exists()


@pytest.mark.parametrize("sharded", [False, True])
@pytest.mark.parametrize("by_torch", [True, False])
def test_F09_fetching_a_pickle_never_runs_its_payload(
    by_torch: bool,
    sharded: bool,
    checkpoint: Build,
    canary: Path,
    home: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Converting a pickle opens plain tensors only: a payload ends it, with exit 5."""
    folder = checkpoint("marian")
    path = pickled(folder, canary, by_torch=by_torch)
    if sharded:
        path = path.rename(folder / "pytorch_model-00001-of-00001.bin")
        index = {"weight_map": {"weight": path.name}}
        (folder / f"{PICKLE}.index.json").write_text(json.dumps(index))
    assert mujaz("models", "fetch", folder) == 5
    said = capsys.readouterr().err
    assert f"{path.name} is not plain weights and was not opened further" in said
    assert "use a copy of the model that has safetensors weights" in said
    assert not canary.exists()
    assert list((home / "models").iterdir()) == []


@pytest.mark.parametrize("engine", ENGINES)
def test_F09_a_pickle_beside_safetensors_is_never_opened(
    engine: engines.EngineName, checkpoint: Build, canary: Path
) -> None:
    """Pickles that lie beside safetensors weights are left unread."""
    folder = checkpoint("marian")
    shutil.copyfile(folder / WEIGHTS, folder / "kept")
    bomb = pickled(folder, canary).read_bytes()
    (folder / "kept").rename(folder / WEIGHTS)
    for name in ("training_args.bin", "optimizer.pt", "tokenizer.pkl", "tf_model.h5"):
        (folder / name).write_bytes(bomb)
    answers(start(folder, engine))
    answers(start(taken_in(folder)[0], engine))
    assert not canary.exists()


@pytest.mark.parametrize("engine", ENGINES)
def test_F09_a_pickle_named_safetensors_is_refused(
    engine: engines.EngineName, checkpoint: Build, canary: Path
) -> None:
    """A pickle under the name of a safetensors file is refused as broken weights."""
    folder = checkpoint("marian")
    pickled(folder, canary).rename(folder / WEIGHTS)
    refusal(folder, folder / WEIGHTS, "expected safetensors weights", engine=engine)
    assert not canary.exists()


def test_F09_a_pickle_of_more_than_it_holds_is_refused(
    checkpoint: Build, tmp_path: Path
) -> None:
    """A pickled tensor that would unfold to terabytes, or is none, is not converted."""
    import torch

    folder = checkpoint("marian")
    (folder / WEIGHTS).unlink()
    states: list[object] = [
        {"weight": torch.zeros(1).expand(1 << 20, 1 << 20)},
        {"weight": torch.eye(2).to_sparse()},
        {1: torch.zeros(1)},
        {"weight": "text"},
        [torch.zeros(1)],
    ]
    for state in states:
        torch.save(state, folder / PICKLE)
        with pytest.raises(Refused) as caught:
            fetch(str(folder))
        told(caught.value, PICKLE, "something other than named tensors", "use a copy")
    index = folder / f"{PICKLE}.index.json"
    (folder / PICKLE).rename(folder / "pytorch_model-00001-of-00001.bin")
    for broken in (
        "{",
        "[]",
        '{"weight_map": {"a": 1}}',
        '{"weight_map": {"a": ".."}}',
    ):
        index.write_text(broken)
        with pytest.raises(Refused) as caught:
            fetch(str(folder))
        told(caught.value, "use a copy")


def test_F09_a_run_over_a_pickle_ends_with_5_and_never_opens_it(
    checkpoint: Build,
    story: Path,
    tmp_path: Path,
    canary: Path,
    capfd: pytest.CaptureFixture[str],
) -> None:
    """The command exits with 5 and the fetch command, which converts plain pickles."""
    folder, out = checkpoint("marian"), tmp_path / "out"
    path = pickled(folder, canary)
    assert mujaz("translate", story, "-o", out, "--translator", folder) == 5
    said = capfd.readouterr().err
    assert said.startswith(f"error: {path}: expected safetensors weights")
    assert said.endswith(f"run: mujaz models fetch {folder}\n")
    assert not canary.exists()


@pytest.fixture
def module(canary: Path) -> str:
    """Python that makes the canary when it is imported."""
    return f"import os\nos.mkdir({str(canary)!r})\n"


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("locked", [False, True])
@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("config.json", "AutoConfig"),
        ("config.json", "AutoModelForSeq2SeqLM"),
        ("tokenizer_config.json", "AutoTokenizer"),
    ],
)
def test_F09_auto_map_is_refused_and_its_module_never_imported(
    name: str,
    key: str,
    locked: bool,
    engine: engines.EngineName,
    checkpoint: Build,
    module: str,
    canary: Path,
) -> None:
    """Settings that ask for Python of their own are refused and the file not imported."""
    folder = checkpoint("marian")
    (folder / "evil.py").write_text(module)
    edit(folder / name, auto_map={key: "evil.Evil"})
    if locked:
        lock.write(folder, "evil/model", "r1")
    refusal(folder, engine=engine)
    if not locked:
        refusal(folder, folder / name, "has auto_map", engine=engine)
    with pytest.raises(Refused) as caught:
        fetch(str(folder))
    told(caught.value, name, "has auto_map")
    assert not canary.exists()


@pytest.mark.parametrize("engine", ENGINES)
def test_F09_python_in_a_model_folder_is_never_imported(
    engine: engines.EngineName, checkpoint: Build, module: str, canary: Path
) -> None:
    """A model that merely carries Python runs without it, and is taken in without it."""
    folder = checkpoint("marian")
    (folder / "custom_generate").mkdir()
    names = ["modeling_marian.py", "__init__.py", "custom_generate/generate.py"]
    for name in names:
        (folder / name).write_text(module)
    answers(start(folder, engine))
    model, kept = taken_in(folder)
    answers(start(model, engine))
    assert not list(kept.rglob("*.py"))
    assert not canary.exists()


@pytest.mark.parametrize("alone", [True, False])
def test_F09_an_adapter_is_refused_and_its_base_never_looked_for(
    alone: bool, checkpoint: Build
) -> None:
    """An adapter, which names another model to load, is refused."""
    folder = checkpoint("marian")
    other = folder.with_name("other")
    adapter = {"peft_type": "LORA", "base_model_name_or_path": str(other)}
    (folder / "adapter_config.json").write_text(json.dumps(adapter))
    if alone:
        (folder / "config.json").unlink()
    refusal(folder, folder / "adapter_config.json", "found an adapter")
    with pytest.raises(Refused, match="found an adapter"):
        fetch(str(folder))


@pytest.mark.parametrize(
    "template",
    [
        "{{ cycler.__init__.__globals__.os.mkdir('CANARY') }}",
        "{{ ''.__class__.__mro__[1].__subclasses__() }}",
        "{% include 'CANARY' %}",
        "{% if %}",
    ],
)
def test_F09_a_chat_template_that_reaches_out_is_refused(
    template: str, checkpoint: Build, canary: Path
) -> None:
    """A chat template runs in a sandbox: one that leaves it is refused."""
    folder = checkpoint("causal")
    text = template.replace("CANARY", str(canary))
    (folder / "chat_template.jinja").write_text(text)
    with pytest.raises(Refused) as caught:
        family_for(folder, prompt="Translate: ${text}")
    told(caught.value, folder)
    assert not canary.exists()


# F10: no network, no model


WATCH = """
import pathlib, socket
def seen(*asked, **more):
    pathlib.Path({seen!r}).write_text(repr(asked))
    raise OSError("no network in this test")
socket.socket.connect = socket.create_connection = socket.getaddrinfo = seen
"""


@pytest.fixture
def watched(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A file that appears if any new process so much as looks for the network."""
    seen, folder = tmp_path / "seen", tmp_path / "watch"
    folder.mkdir()
    watch = WATCH.format(seen=str(seen))
    (folder / "sitecustomize.py").write_text(watch, encoding="utf-8")
    monkeypatch.setenv("PYTHONPATH", str(folder))
    look = "import socket; socket.getaddrinfo('hub.invalid', 80)"
    subprocess.run([sys.executable, "-c", look], capture_output=True)
    assert seen.is_file()
    seen.unlink()
    return seen


@pytest.mark.parametrize("command", ["brief", "summarize", "translate"])
@pytest.mark.parametrize("options", [[], ["--offline"]], ids=["", "offline"])
def test_F10_an_empty_cache_without_network_is_refused_at_once(
    options: list[str], command: str, story: Path, tmp_path: Path, watched: Path
) -> None:
    """A run without its model ends in seconds with the fetch command; no socket opens."""
    out, started = tmp_path / "out", time.monotonic()
    words = [command, str(story), "-o", str(out), "--preset", "opus", *options]
    done = subprocess.run(
        [sys.executable, "-m", "summarize", *words], capture_output=True, text=True
    )
    assert time.monotonic() - started < 5
    assert done.returncode == 5
    assert done.stderr.startswith("error: model '")
    assert "is not on this machine; run: mujaz models fetch " in done.stderr
    assert len(done.stderr.splitlines()) == 1
    assert done.stdout == ""
    assert [path for path in out.rglob("*.*") if "brief" in path.name] == []
    assert not watched.exists()


@pytest.mark.parametrize("offline", [False, True])
@pytest.mark.parametrize("preset", [name for name in PRESETS if EMBEDDED not in name])
def test_F10_every_preset_names_its_missing_model_without_a_wait(
    preset: str, offline: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each preset's missing model is named with its fetch command; nothing is retried."""

    def refuse(seconds: float) -> None:
        raise AssertionError(f"waited {seconds} s")

    monkeypatch.setattr(time, "sleep", refuse)
    row = PRESETS[preset]
    steps = row.steps(row.mode)
    with pytest.raises(ModelMissing) as caught:
        load_models(steps, How(offline=offline), lambda words: None)
    missing = [f"run: mujaz models fetch {step.model}" for step in steps.values()]
    assert any(each in told(caught.value) for each in missing)


@pytest.mark.parametrize("where", ["/nowhere/at/all", "./here-neither", "a/b"])
def test_F10_a_folder_that_is_not_there_is_refused(where: str) -> None:
    """A name or a path that leads nowhere is refused without a look at the network."""
    with pytest.raises(ModelMissing) as caught:
        start(where)
    told(caught.value, f"model '{where}' is not on this machine")


def test_F10_fetching_without_a_network_says_so_at_once(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """`mujaz models fetch` without a network names the hub it cannot reach, once."""
    asked: list[object] = []

    def unknown(host: object, *more: object, **options: object) -> None:
        asked.append(host)
        raise socket.gaierror(socket.EAI_AGAIN, "Temporary failure in name resolution")

    monkeypatch.setattr(socket, "getaddrinfo", unknown)
    monkeypatch.setattr("socket.create_connection", unknown)
    monkeypatch.setenv("HF_ENDPOINT", "http://hub.invalid")
    started = time.monotonic()
    assert mujaz("models", "fetch", "opus") == 5
    assert time.monotonic() - started < 5
    assert "cannot reach the hub at http://hub.invalid" in capsys.readouterr().err
    assert len(asked) == 1


@pytest.mark.parametrize("engine", ENGINES)
def test_F10_a_model_that_is_here_needs_no_network(
    engine: engines.EngineName, checkpoint: Build
) -> None:
    """What is on this machine loads and answers without opening a socket."""
    folder = checkpoint("mt5")
    assert answers(start(folder, engine)) == answers(start(taken_in(folder)[0], engine))
