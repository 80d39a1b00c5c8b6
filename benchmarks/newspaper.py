"""A newspaper page that we set ourselves, in one to three columns: its text, its HTML, and what scanning does to it."""

from __future__ import annotations

import io
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageFilter

DATA = Path(__file__).parent / "newspaper.toml"
STYLE = """
* { margin: 0; padding: 0; box-sizing: border-box }
body { width: 1654px; padding: 70px 80px; background: #fff; color: #111 }
body { font: 26px/1.62 "Noto Serif CJK SC", "Noto Serif SC", serif }
.mast { font-size: 92px; font-weight: 900; letter-spacing: 18px; line-height: 1.3; text-align: center }
.date { font-size: 24px; border-top: 3px solid; border-bottom: 1px solid; text-align: center; margin-bottom: 26px }
h1 { font-size: 62px; line-height: 1.35; text-align: center; font-weight: 900 }
h2 { font-size: 34px; line-height: 1.6; text-align: center; font-weight: 400; margin-bottom: 14px }
h3 { font: 700 32px/1.9 "Noto Sans CJK SC", "Noto Sans SC", sans-serif; text-align: center; break-after: avoid }
article { text-align: justify; column-gap: 46px; margin-bottom: 34px }
article + h1 { border-top: 2px solid; padding-top: 18px }
p { text-indent: 2em }
p.credits { text-indent: 0; text-align: right; font-size: 24px }
"""
MIXED = """
body { width: 2200px; font-size: 24px }
.above { display: grid; grid-template-columns: 1.9fr 1fr; gap: 44px; margin-bottom: 30px }
.above h1, .above h2 { text-align: left }
.box { border: 2px solid #333; background: #e8e8e8; padding: 22px; text-align: justify }
.box h3 { background: #333; color: #fff; font-size: 40px; text-align: left; padding: 0 16px; margin-bottom: 12px }
figure { break-inside: avoid }
p.caption { break-before: avoid }
figure { height: 250px; background: linear-gradient(160deg, #ddd, #777 60%, #444); margin: 10px 0 4px }
p.caption { text-indent: 0; font: 20px/1.5 "Noto Sans CJK SC", "Noto Sans SC", sans-serif; margin-bottom: 14px }
.down { writing-mode: vertical-rl; float: left; margin-right: 22px; letter-spacing: 6px }
.down { font: 900 44px/1.3 "Noto Sans CJK SC", "Noto Sans SC", sans-serif }
"""


# Tag, class and words of an element.
Part = tuple[str, str, str]
Corners = tuple[tuple[int, int], ...]
Pixels = NDArray[Any]


@dataclass(frozen=True, slots=True)
class Newspaper:
    """A page as HTML, and the text that stands on it, line by line in the order in which it is read."""

    html: str
    text: str


def newspaper(columns: int) -> Newspaper:
    """Return the page set in so many columns, its two headlines over all of them."""
    data = _data()
    parts = _head(data)
    html = _tags(parts)
    for number, article in enumerate(data["articles"]):
        heads, body = _heads(article), list(elements(article))
        if number == 0:
            body.append(("p", "credits", data["credits"]))
        parts += [*heads, *body]
        html += f'{_tags(heads)}<article style="columns: {columns}">{_tags(body)}</article>'
    return Newspaper(f"<style>{STYLE}</style>{html}", _text(parts))


def mixed_newspaper() -> Newspaper:
    """Return a page of two columns with a photograph beside a box, three columns, and four with a side heading."""
    data = _data()
    first, second = data["articles"]
    caption = ("p", "caption", data["caption"])
    one, two, note = list(elements(first)), list(elements(second)), list(elements({"parts": [data["note"]]}))
    one.insert(6, caption)
    box = list(elements({"parts": [data["box"]]}))
    above = f'{_tags(_heads(first))}<article style="columns: 2">{_tags(one)}</article>'.replace(
        tag(*caption), f"<figure></figure>{tag(*caption)}"
    )
    html = _tags(_head(data)) + f'<div class="above"><div>{above}</div><div class="box">{_tags(box)}</div></div>'
    html += f'{_tags(_heads(second))}<article style="columns: 3">{_tags(two)}</article>'
    html += f'<div class="down">{note[0][2]}</div><article style="columns: 4">{_tags(note[1:])}</article>'
    parts = [*_head(data), *_heads(first), *one, *box, *_heads(second), *two, *note]
    return Newspaper(f"<style>{STYLE}{MIXED}</style>{html}", _text(parts))


def _data() -> dict[str, Any]:
    return tomllib.loads(DATA.read_text(encoding="utf-8"))


def _head(data: dict[str, Any]) -> list[Part]:
    return [("div", "mast", data["masthead"]), ("div", "date", data["dateline"])]


def _heads(article: dict[str, Any]) -> list[Part]:
    return [("h1", "", article["title"]), ("h2", "", article["subtitle"])]


def _tags(parts: Iterable[Part]) -> str:
    return "".join(tag(*part) for part in parts)


def _text(parts: Iterable[Part]) -> str:
    return "".join(f"{words}\n" for *_, words in parts)


def elements(article: dict[str, Any]) -> list[Part]:
    """Return what stands in an article's columns."""
    found: list[Part] = []
    for part in article["parts"]:
        if "title" in part:
            found.append(("h3", "", part["title"]))
        found += [("p", "", words) for words in part["paragraphs"]]
    return found


def tag(name: str, kind: str, words: str) -> str:
    """Return an element of HTML."""
    return f'<{name} class="{kind}">{words}</{name}>'


def worn(
    picture: bytes, *, degrees: float = 1.3, noise: float = 14, blur: float = 0.7, quality: int = 45, seed: int = 1
) -> bytes:
    """Return a picture as a hurried scan of it: turned, soft, grainy, yellowed, as a JPEG."""
    image = Image.open(io.BytesIO(picture)).convert("RGB")
    image = image.rotate(degrees, Image.Resampling.BICUBIC, expand=True, fillcolor=(236, 232, 222))
    image = image.filter(ImageFilter.GaussianBlur(blur))
    pixels = np.asarray(image, dtype=np.float32) * (0.86, 0.84, 0.78) + (20, 20, 20)
    pixels += np.random.default_rng(seed).normal(0, noise, pixels.shape)
    return _jpeg(pixels, quality=quality)


def photographed(picture: bytes, *, seed: int = 1) -> bytes:
    """Return a picture as a hand-held photograph of it: seen from the side, lit from one corner, as a JPEG."""
    image = Image.open(io.BytesIO(picture)).convert("RGB")
    width, height = image.size
    corners = ((60, 40), (width - 10, 0), (width - 50, height - 30), (0, height))
    image = image.transform(
        image.size,
        Image.Transform.PERSPECTIVE,
        _view(corners, ((0, 0), (width, 0), (width, height), (0, height))),
        Image.Resampling.BICUBIC,
        fillcolor=(90, 80, 70),
    )
    down, across = np.mgrid[0:height, 0:width]
    light = 0.55 + 0.45 * np.exp(-1.6 * ((across / width - 0.3) ** 2 + (down / height - 0.35) ** 2))
    pixels = np.asarray(image, dtype=np.float32) * light[..., None] * (1, 0.97, 0.9)
    pixels += np.random.default_rng(seed).normal(0, 8, pixels.shape)
    return _jpeg(pixels, quality=60)


def _view(seen: Corners, flat: Corners) -> list[float]:
    """Return the eight numbers of the perspective that shows the corners `flat` at `seen`, as Pillow wants them."""
    rows, sides = [], []
    for (x, y), (u, v) in zip(seen, flat, strict=True):
        rows += [[x, y, 1, 0, 0, 0, -u * x, -u * y], [0, 0, 0, x, y, 1, -v * x, -v * y]]
        sides += [u, v]
    return [float(each) for each in np.linalg.solve(np.array(rows, dtype=float), np.array(sides, dtype=float))]


def _jpeg(pixels: Pixels, *, quality: int) -> bytes:
    out = io.BytesIO()
    Image.fromarray(pixels.clip(0, 255).astype(np.uint8)).save(out, "JPEG", quality=quality)
    return out.getvalue()
