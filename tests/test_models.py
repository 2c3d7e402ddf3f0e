"""Fetching, keeping and checking models, against a real hub server on loopback."""

import json
import os
import pickle
import socket
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from summarize.errors import IntegrityError, ModelMissing, Refused, UsageError
from summarize.models import lock, store
from summarize.models.fetch import fetch
from tests.hub import Hub, serving

TINY = "desk/tiny-ar-en"
WEIGHTS = "model.safetensors"


@pytest.fixture
def hub(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Hub]:
    monkeypatch.setenv("MUJAZ_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("HF_HOME", str(tmp_path / "hf"))
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    for name in ("HF_HUB_OFFLINE", "TRANSFORMERS_OFFLINE"):
        monkeypatch.delenv(name, raising=False)
    # Read from the environment when the package was imported.
    monkeypatch.setattr("huggingface_hub.constants.HF_HUB_OFFLINE", False)
    with serving() as running:
        monkeypatch.setenv("HF_ENDPOINT", running.url)
        yield running


@pytest.fixture(scope="module")
def tiny_model() -> Any:
    from transformers import MarianConfig, MarianMTModel

    config = MarianConfig(
        vocab_size=40, d_model=8, encoder_layers=1, decoder_layers=1,
        encoder_attention_heads=2, decoder_attention_heads=2, encoder_ffn_dim=8,
        decoder_ffn_dim=8, max_position_embeddings=16, pad_token_id=39,
        decoder_start_token_id=39, eos_token_id=0, forced_eos_token_id=0,
    )  # fmt: skip
    return MarianMTModel(config).eval()


@pytest.fixture
def tiny(tiny_model: Any, tmp_path: Path) -> Path:
    folder = tmp_path / "tiny"
    tiny_model.save_pretrained(folder)
    (folder / "vocab.json").write_text('{"</s>": 0}')
    (folder / "modeling_tiny.py").write_text("raise SystemExit")
    return folder


@pytest.fixture
def pickled(tiny_model: Any, tiny: Path, tmp_path: Path) -> Path:
    import torch

    folder = tmp_path / "pickled"
    folder.mkdir()
    (folder / "config.json").write_bytes((tiny / "config.json").read_bytes())
    torch.save(tiny_model.state_dict(), folder / "pytorch_model.bin")
    return folder


def edit_json(path: Path, **changes: object) -> None:
    path.write_text(json.dumps(json.loads(path.read_text()) | changes))


def flip_last_byte(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[-1] ^= 1
    path.write_bytes(content)


def assert_same_weights(folder: Path, original: Any) -> None:
    import torch
    from transformers import MarianMTModel

    loaded, info = MarianMTModel.from_pretrained(
        folder, use_safetensors=True, local_files_only=True, output_loading_info=True
    )
    assert not info["missing_keys"]
    found = loaded.state_dict()
    assert found.keys() == original.state_dict().keys()
    for name, expected in original.state_dict().items():
        assert torch.equal(found[name], expected), name


def test_a_fetched_model_is_locked_whole_and_resolvable(hub: Hub, tiny: Path) -> None:
    hub.add(TINY, tiny)
    written = fetch(TINY)
    folder = store.resolve(TINY)
    assert lock.verify(folder) == lock.read(folder) == written
    assert (written.id, written.revision) == (TINY, hub.commit(TINY))
    assert written.converted_from is None
    assert {"config.json", "vocab.json", WEIGHTS} <= written.files.keys()
    assert not any(name.endswith(".py") for name in written.files)
    assert written.files[WEIGHTS].sha256 == lock.sha256_of(tiny / WEIGHTS)
    assert store.size_of(folder) > written.files[WEIGHTS].size
    assert [path.name for path in folder.parent.iterdir()] == [folder.name]


def test_only_the_order_itself_reaches_the_hub(hub: Hub, tiny: Path) -> None:
    hub.add(TINY, tiny)
    fetch(TINY)
    assert all(TINY in line for line in hub.asked)


def test_a_model_already_here_is_not_downloaded_again(hub: Hub, tiny: Path) -> None:
    hub.add(TINY, tiny)
    first = fetch(TINY)
    assert fetch(TINY) == first
    assert hub.gets(WEIGHTS) == 1
    hub.asked.clear()
    assert fetch(TINY, first.revision) == first
    assert hub.asked == []


def test_a_new_commit_replaces_the_old_one(hub: Hub, tiny: Path) -> None:
    hub.add(TINY, tiny)
    first = fetch(TINY)
    (tiny / "vocab.json").write_text('{"</s>": 0, "x": 1}')
    hub.add(TINY, tiny)
    assert fetch(TINY).revision != first.revision
    folder = store.resolve(TINY)
    assert (folder / "vocab.json").read_text() == '{"</s>": 0, "x": 1}'
    assert [path.name for path in folder.parent.iterdir()] == [folder.name]


def test_pickled_weights_are_converted_once(
    hub: Hub, pickled: Path, tiny_model: Any
) -> None:
    hub.add(TINY, pickled)
    said: list[str] = []
    written = fetch(TINY, progress=said.append)
    folder = store.resolve(TINY)
    sha256 = lock.sha256_of(pickled / "pytorch_model.bin")
    assert written.converted_from == {"pytorch_model.bin": sha256}
    assert any("converting pytorch_model.bin" in line for line in said)
    assert not list(folder.glob("*.bin"))
    assert lock.verify(folder) == written
    assert_same_weights(folder, tiny_model)


def test_tied_weights_are_kept_once(hub: Hub, pickled: Path) -> None:
    from safetensors import safe_open

    hub.add(TINY, pickled)
    fetch(TINY)
    with safe_open(store.resolve(TINY) / WEIGHTS, "pt") as weights:
        kept = set(weights.keys())
    assert "model.shared.weight" in kept
    assert not kept & {"lm_head.weight", "model.encoder.embed_tokens.weight"}


def test_pickled_shards_become_one_file(
    hub: Hub, pickled: Path, tiny_model: Any
) -> None:
    import torch

    state = tiny_model.state_dict()
    (pickled / "pytorch_model.bin").unlink()
    halves = [sorted(state)[::2], sorted(state)[1::2]]
    names = [f"pytorch_model-0000{n}-of-00002.bin" for n in (1, 2)]
    for name, half in zip(names, halves, strict=True):
        torch.save({key: state[key] for key in half}, pickled / name)
    where = {k: name for name, half in zip(names, halves, strict=True) for k in half}
    index = pickled / "pytorch_model.bin.index.json"
    index.write_text(json.dumps({"weight_map": where}))
    hub.add(TINY, pickled)
    assert sorted(fetch(TINY).converted_from or {}) == names
    assert_same_weights(store.resolve(TINY), tiny_model)


def test_a_local_folder_is_converted_into_the_store(
    hub: Hub, pickled: Path, tiny_model: Any
) -> None:
    with pytest.raises(Refused, match=f"run: mujaz models fetch {pickled}"):
        store.resolve(str(pickled))
    written = fetch(str(pickled))
    assert written.id == "local/pickled"
    assert (pickled / "pytorch_model.bin").is_file()
    assert_same_weights(store.resolve("local/pickled"), tiny_model)
    assert hub.asked == []


def test_a_download_that_stumbles_is_tried_again(
    hub: Hub, tiny: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(time, "sleep", lambda seconds: None)
    hub.add(TINY, tiny)
    hub.broken, hub.break_once = {WEIGHTS: 1000}, True
    fetch(TINY)
    lock.verify(store.resolve(TINY))


def test_a_broken_off_fetch_leaves_nothing_to_load_and_goes_on(
    hub: Hub, tiny: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(time, "sleep", lambda seconds: None)
    hub.add(TINY, tiny)
    hub.broken = {WEIGHTS: 1000}
    with pytest.raises(Refused, match="broke off"):
        fetch(TINY)
    with pytest.raises(ModelMissing):
        store.resolve(TINY)
    hub.broken = {}
    fetch(TINY)
    lock.verify(store.resolve(TINY))
    assert hub.gets("config.json") == 1


def test_a_failed_fetch_leaves_the_old_model_alone(hub: Hub, tiny: Path) -> None:
    hub.add(TINY, tiny)
    first = fetch(TINY)
    edit_json(tiny / "config.json", auto_map={"AutoModel": "modeling_tiny.Tiny"})
    hub.add(TINY, tiny)
    with pytest.raises(Refused, match="auto_map"):
        fetch(TINY)
    assert lock.verify(store.resolve(TINY)) == first


def test_a_flipped_byte_is_named_and_mended_by_fetching(hub: Hub, tiny: Path) -> None:
    hub.add(TINY, tiny)
    written = fetch(TINY)
    flip_last_byte(store.resolve(TINY) / WEIGHTS)
    with pytest.raises(IntegrityError) as caught:
        lock.verify(store.resolve(TINY))
    message = str(caught.value)
    found = lock.sha256_of(store.resolve(TINY) / WEIGHTS)
    assert all(
        word in message for word in (WEIGHTS, written.files[WEIGHTS].sha256, found)
    )
    assert message.endswith(f"run: mujaz models fetch {TINY}")
    fetch(TINY)
    assert lock.verify(store.resolve(TINY)) == written


def test_missing_and_added_files_are_named(hub: Hub, tiny: Path) -> None:
    hub.add(TINY, tiny)
    fetch(TINY)
    folder = store.resolve(TINY)
    (folder / "extra.json").write_text("{}")
    with pytest.raises(IntegrityError, match="extra.json: not a recorded file"):
        lock.verify(folder)
    (folder / "vocab.json").unlink()
    with pytest.raises(IntegrityError, match="vocab.json: missing"):
        lock.verify(folder)


@pytest.mark.parametrize("name", [WEIGHTS, "config.json"])
def test_a_file_changed_on_the_way_is_refused(hub: Hub, tiny: Path, name: str) -> None:
    hub.add(TINY, tiny)
    content = (tiny / name).read_bytes()
    hub.altered = {name: content.replace(b"1", b"2")}
    with pytest.raises(IntegrityError, match=f"{name} changed on the way"):
        fetch(TINY)
    with pytest.raises(ModelMissing):
        store.resolve(TINY)
    hub.altered = {}
    lock.verify(store.folder_for(fetch(TINY).id))


def test_what_the_hub_does_not_have_is_named(
    hub: Hub, tiny: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    hub.add(TINY, tiny)
    monkeypatch.chdir(tiny)
    with pytest.raises(Refused, match=f"'{TINY}' has no revision 'v9' at {hub.url}"):
        fetch(TINY, "v9")
    with pytest.raises(Refused, match=f"no model 'desk/other' at {hub.url}"):
        fetch("desk/other")
    with pytest.raises(UsageError, match="neither a model folder nor an owner/name"):
        fetch("../desk")


def test_no_hub_and_offline_mode_are_refused(
    hub: Hub, monkeypatch: pytest.MonkeyPatch
) -> None:
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{unused.getsockname()[1]}"
        monkeypatch.setenv("HF_ENDPOINT", url)
        with pytest.raises(Refused, match=f"cannot reach the hub at {url}"):
            fetch(TINY)
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    with pytest.raises(Refused, match="offline mode"):
        fetch(TINY)


@pytest.mark.usefixtures("hub")
def test_resolving_never_opens_a_socket(
    tiny: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*args: object) -> None:
        raise AssertionError("a socket was opened")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    assert store.resolve(str(tiny)) == tiny
    for model in (TINY, "/nowhere/at/all"):
        expected = (
            f"model '{model}' is not on this machine; run: mujaz models fetch {model}"
        )
        with pytest.raises(ModelMissing, match=f"^{expected}$"):
            store.resolve(model)


class Bomb:
    def __init__(self, canary: Path) -> None:
        self.canary = canary

    def __reduce__(self) -> tuple[Any, ...]:
        return os.mkdir, (str(self.canary),)


@pytest.mark.parametrize("by_torch", [True, False])
def test_a_pickle_that_runs_code_never_runs(
    hub: Hub, pickled: Path, tmp_path: Path, by_torch: bool
) -> None:
    import torch

    bomb = {"weight": Bomb(tmp_path / "canary")}
    path = pickled / "pytorch_model.bin"
    if by_torch:
        torch.save(bomb, path)
    else:
        path.write_bytes(pickle.dumps(bomb))
    hub.add(TINY, pickled)
    with pytest.raises(Refused, match=r"pytorch_model\.bin is not plain weights"):
        fetch(TINY)
    assert not (tmp_path / "canary").exists()
    assert not list(store.folder_for(TINY).parent.iterdir())


@pytest.mark.usefixtures("hub")
def test_settings_that_want_code_run_are_refused(tiny: Path) -> None:
    edit_json(tiny / "config.json", encoder={"auto_map": {"AutoModel": "m.M"}})
    with pytest.raises(Refused, match=r"config\.json has auto_map"):
        store.resolve(str(tiny))


@pytest.mark.usefixtures("hub")
@pytest.mark.parametrize("take", [store.resolve, fetch])
def test_a_git_lfs_pointer_is_not_weights(tiny: Path, take: Any) -> None:
    (tiny / WEIGHTS).write_text(
        "version https://git-lfs.github.com/spec/v1\noid sha256:0\n"
    )
    with pytest.raises(
        IntegrityError, match=f"{WEIGHTS}: expected weights, found a Git LFS"
    ):
        take(str(tiny))


@pytest.mark.usefixtures("hub")
@pytest.mark.parametrize("kept", [0, 7, 100, -1])
def test_truncated_weights_are_refused(tiny: Path, kept: int) -> None:
    (tiny / WEIGHTS).write_bytes((tiny / WEIGHTS).read_bytes()[:kept])
    with pytest.raises(IntegrityError, match=WEIGHTS):
        store.resolve(str(tiny))


@pytest.mark.parametrize(
    "content", ["", "[]", '{"schema": 2}', '{"schema": 1, "files": 3}']
)
def test_a_lock_that_cannot_be_read_is_refused(tmp_path: Path, content: str) -> None:
    (tmp_path / lock.LOCK_NAME).write_text(content)
    with pytest.raises(IntegrityError, match="not a lock"):
        lock.read(tmp_path)
