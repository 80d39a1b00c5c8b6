"""A newspaper page that we set ourselves, in one to three columns: its text, its HTML, and what scanning does to it."""

from __future__ import annotations

import io
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
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
figure { height: 260px; background: linear-gradient(160deg, #ddd, #777 60%, #444); margin: 12px 0 4px }
figcaption { font: 22px/1.5 "Noto Sans CJK SC", "Noto Sans SC", sans-serif; margin-bottom: 14px }
"""


@dataclass(frozen=True, slots=True)
class Newspaper:
    """A page as HTML, and the text that stands on it, line by line in the order in which it is read."""

    html: str
    text: str


def newspaper(columns: int, *, figure: bool = False) -> Newspaper:
    """Return the page set in so many columns, its two headlines over all of them."""
    data = tomllib.loads(DATA.read_text(encoding="utf-8"))
    head = [("div", "mast", data["masthead"]), ("div", "date", data["dateline"])]
    html, lines = [tag(*each) for each in head], [words for *_, words in head]
    for number, article in enumerate(data["articles"]):
        heads = [("h1", "", article["title"]), ("h2", "", article["subtitle"])]
        body = list(elements(article))
        if number == 0:
            body.append(("p", "credits", data["credits"]))
        inner = "".join(tag(*each) for each in body)
        html += [*(tag(*each) for each in heads), f'<article style="columns: {columns}">{inner}</article>']
        lines += [words for *_, words in (*heads, *body)]
    return Newspaper(f"<style>{STYLE}</style>{''.join(html)}", "\n".join(lines) + "\n")


def elements(article: dict[str, Any]) -> list[tuple[str, str, str]]:
    """Return what stands in an article's columns: tag, class and words of each element."""
    found = []
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
    out = io.BytesIO()
    Image.fromarray(pixels.clip(0, 255).astype(np.uint8)).save(out, "JPEG", quality=quality)
    return out.getvalue()
