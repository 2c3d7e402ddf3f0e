"""The pictures of the review page in docs/images: `python -m tests.pictures`.

They show the project's own articles with their human translations as briefs, and one
error that was put in. Pictures have 256 colours, which is enough and half the size.
"""

import struct
import zlib
from base64 import b64decode, b64encode
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
from numpy.typing import NDArray
from playwright.sync_api import Browser

from summarize.arabic import for_model
from summarize.load import Model
from summarize.pipeline import make_briefs
from summarize.presets import EXTRACT, Step
from summarize.records import Article, Brief, Decoding
from summarize.references import Item, our_file, read_items
from summarize.review import write_page
from summarize.sources import article_of
from tests.browser import chromium
from tests.conftest import ScriptedEngine, model
from tests.reviewing import make_run

IMAGES = Path(__file__).parent.parent / "docs/images"
RIGHT, WRONG = "June 16, in", "July 16, in"
SHOWN = 12
PLACES = {
    "review.png": {"width": 1280, "height": 860, "scheme": "light"},
    "review-phone.png": {"width": 390, "height": 844, "scheme": "dark"},
}

PIXELS = """async png => {
  const blob = await (await fetch(`data:image/png;base64,${png}`)).blob();
  const image = await createImageBitmap(blob);
  const pen = new OffscreenCanvas(image.width, image.height).getContext("2d");
  pen.drawImage(image, 0, 0);
  const { data } = pen.getImageData(0, 0, image.width, image.height);
  const parts = [];
  for (let at = 0; at < data.length; at += 32768) {
    parts.push(String.fromCharCode(...data.subarray(at, at + 32768)));
  }
  return btoa(parts.join(""));
}"""


def articles(items: Iterable[Item]) -> list[Article]:
    return [
        article_of(
            item.text,
            where=f"wire/morning.jsonl:{number}",
            source="wire/morning.jsonl",
            title=item.title_ar,
            published=datetime.fromisoformat(item.date) if item.date else None,
            id=item.id,
        )
        for number, item in enumerate(items, start=1)
    ]


def briefs(items: list[Item]) -> list[Brief]:
    """Briefs as the pipeline makes them of the articles' human translations."""
    answers = {
        for_model(arabic): [english.replace(RIGHT, WRONG)] * 3
        for item in items
        for arabic, english in (
            (item.title_ar, item.title_en),
            *((pair.ar, pair.en) for pair in item.pairs),
        )
    }
    chosen = Model(Step(EXTRACT, "Apache-2.0", Decoding(0, 10)), None, "", None)
    translator = model(ScriptedEngine(answers))
    models = {"summarizer": chosen, "translator": translator}
    return list(make_briefs(articles(items), models))


def shoot(browser: Browser, page_file: Path, name: str, place: dict[str, Any]) -> None:
    """Take one picture: the sentence with the error, when the headline was accepted."""
    with browser.new_context(
        offline=True,
        color_scheme=place["scheme"],
        reduced_motion="reduce",
        viewport={"width": place["width"], "height": place["height"]},
    ) as context:
        page = context.new_page()
        page.goto(page_file.as_uri() + "#1")
        page.locator("#by").fill("Sara")
        page.locator("#by").blur()
        page.keyboard.press("a")
        page.evaluate("document.fonts.ready.then(() => true)")
        png = page.screenshot()
        page.goto("about:blank")
        size = (place["height"], place["width"], 4)
        pixels = b64decode(page.evaluate(PIXELS, b64encode(png).decode()))
        found = np.frombuffer(pixels, np.uint8).reshape(size)[..., :3]
    (IMAGES / name).write_bytes(png_of(found))


def png_of(pixels: NDArray[np.uint8]) -> bytes:
    """A picture as PNG with the 256 colours that it has most of."""
    height, width, _ = pixels.shape
    colours, places, counts = np.unique(
        pixels.reshape(-1, 3), axis=0, return_inverse=True, return_counts=True
    )
    palette = colours[np.argsort(-counts)[:256]].astype(int)
    nearest = np.array(
        [np.abs(palette - colour).sum(1).argmin() for colour in colours.astype(int)]
    )
    rows = nearest[places].astype(np.uint8).reshape(height, width)
    lines = b"".join(b"\0" + row.tobytes() for row in rows)
    head = struct.pack(">IIBBBBB", width, height, 8, 3, 0, 0, 0)
    parts = (b"IHDR", head), (b"PLTE", palette.astype(np.uint8).tobytes())
    whole = (*parts, (b"IDAT", zlib.compress(lines, 9)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(*each) for each in whole)


def _chunk(kind: bytes, data: bytes) -> bytes:
    end = struct.pack(">I", zlib.crc32(kind + data))
    return struct.pack(">I", len(data)) + kind + data + end


def main() -> None:
    """Make the run, its page and the pictures."""
    items = list(read_items(our_file()))[:SHOWN]
    IMAGES.mkdir(exist_ok=True)
    with TemporaryDirectory() as folder:
        rows = make_run(Path(folder), briefs(items))
        path = Path(folder) / "review.html"
        write_page(Path(folder), path, rows)
        for browser in chromium():
            for name, place in PLACES.items():
                shoot(browser, path, name, place)


if __name__ == "__main__":
    main()
