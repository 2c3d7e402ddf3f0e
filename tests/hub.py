"""A small hub on loopback: what `huggingface_hub` asks for, with faults to order."""

import hashlib
import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any
from urllib.parse import unquote, urlsplit

_LARGE = (".safetensors", ".bin", ".spm")
_API = re.compile(
    r"/api/models/(?P<id>[^/]+/[^/]+)(/(?P<what>revision|tree)/(?P<rev>.+))?"
)
_FILE = re.compile(r"/(?P<id>[^/]+/[^/]+)/resolve/(?P<rev>[^/]+)/(?P<name>.+)")


@dataclass
class Hub:
    """What the server holds, what it was asked, and how it should misbehave.

    `broken` maps a file's name to the byte its transfer stops at, `break_once` lets
    it recover after one stop, and `altered` sends other bytes than were announced.
    """

    models: dict[str, dict[str, bytes]] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    ranges: list[str] = field(default_factory=list)
    broken: dict[str, int] = field(default_factory=dict)
    break_once: bool = False
    altered: dict[str, bytes] = field(default_factory=dict)
    url: str = ""

    def add(self, model_id: str, folder: Path) -> None:
        """Publish every file of a folder, at a new commit."""
        files = (path for path in folder.rglob("*") if path.is_file())
        self.models[model_id] = {
            path.relative_to(folder).as_posix(): path.read_bytes() for path in files
        }

    def commit(self, model_id: str) -> str:
        """The only commit of a model: it follows from what the files hold."""
        digest = hashlib.sha1()
        for name, content in sorted(self.models[model_id].items()):
            digest.update(name.encode() + content)
        return digest.hexdigest()

    def gets(self, name: str) -> int:
        """How often a file's bytes were asked for."""
        return sum(
            line.startswith("GET") and line.endswith(f"/{name}") for line in self.asked
        )


@contextmanager
def serving() -> Iterator[Hub]:
    """Run a hub on a free loopback port until the block ends."""
    hub = Hub()
    handler = type("Handler", (_Handler,), {"hub": hub})
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        hub.url = f"http://127.0.0.1:{server.server_address[1]}"
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        try:
            yield hub
        finally:
            server.shutdown()
            thread.join()


class _Handler(BaseHTTPRequestHandler):
    hub: Hub

    def do_HEAD(self) -> None:
        self._answer()

    def do_GET(self) -> None:
        self._answer()

    def log_message(self, format: str, *args: Any) -> None:
        """Keep the test output quiet."""

    def _answer(self) -> None:
        path = unquote(urlsplit(self.path).path)
        self.hub.asked.append(f"{self.command} {path}")
        if match := _FILE.fullmatch(path):
            self._send_file(**match.groupdict())
        elif match := _API.fullmatch(path):
            self._send_api(**match.groupdict())
        else:
            self._send_error("EntryNotFound")

    def _known(self, model_id: str, revision: str | None) -> bool:
        if model_id not in self.hub.models:
            self._send_error("RepoNotFound")
            return False
        if revision not in (None, "main", self.hub.commit(model_id)):
            self._send_error("RevisionNotFound")
            return False
        return True

    def _send_api(self, id: str, what: str | None, rev: str | None) -> None:
        if not self._known(id, rev):
            return
        files = self.hub.models[id].items()
        if what == "tree":
            self._send_json([_tree_entry(name, content) for name, content in files])
        else:
            siblings = [_sibling(name, content) for name, content in files]
            self._send_json(
                {"id": id, "sha": self.hub.commit(id), "siblings": siblings}
            )

    def _send_file(self, id: str, rev: str, name: str) -> None:
        if not self._known(id, rev):
            return
        announced = self.hub.models[id][name]
        content = self.hub.altered.get(name, announced)
        start = 0
        if wanted := self.headers.get("Range"):
            self.hub.ranges.append(wanted)
            start = int(wanted.removeprefix("bytes=").split("-")[0])
        self.send_response(206 if wanted else 200)
        self.send_header("X-Repo-Commit", self.hub.commit(id))
        self.send_header("ETag", f'"{_etag(name, announced)}"')
        self.send_header("Content-Length", str(len(content) - start))
        if wanted:
            self.send_header(
                "Content-Range", f"bytes {start}-{len(content) - 1}/{len(content)}"
            )
        self.end_headers()
        if self.command == "GET":
            self.wfile.write(content[start : self._stop(name)])

    def _stop(self, name: str) -> int | None:
        stop = self.hub.broken.get(name)
        if self.hub.break_once:
            self.hub.broken.pop(name, None)
        return stop

    def _send_json(self, value: object) -> None:
        body = json.dumps(value).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def _send_error(self, code: str) -> None:
        self.send_response(404)
        self.send_header("X-Error-Code", code)
        self.send_header("Content-Length", "0")
        self.end_headers()


def _sibling(name: str, content: bytes) -> dict[str, object]:
    entry: dict[str, object] = {
        "rfilename": name,
        "size": len(content),
        "blobId": _git_id(content),
    }
    if name.endswith(_LARGE):
        sha256 = hashlib.sha256(content).hexdigest()
        entry["lfs"] = {"sha256": sha256, "size": len(content), "pointerSize": 130}
    return entry


def _tree_entry(name: str, content: bytes) -> dict[str, object]:
    entry: dict[str, object] = {
        "type": "file",
        "path": name,
        "size": len(content),
        "oid": _git_id(content),
    }
    if name.endswith(_LARGE):
        sha256 = hashlib.sha256(content).hexdigest()
        entry["lfs"] = {"oid": sha256, "size": len(content), "pointerSize": 130}
    return entry


def _etag(name: str, content: bytes) -> str:
    large = name.endswith(_LARGE)
    return hashlib.sha256(content).hexdigest() if large else _git_id(content)


def _git_id(content: bytes) -> str:
    return hashlib.sha1(f"blob {len(content)}\0".encode() + content).hexdigest()
