"""Photos and acceptance papers of the demo, drawn; every one is stamped 演示数据."""

from __future__ import annotations

import io
import random
from functools import cache
from pathlib import Path
from typing import Any

from PIL import Image, ImageDraw, ImageFont

STAMP, LATIN = "演示数据", "DEMO DATA"
# Where systems keep a font with Chinese characters; without one the stamp is in Latin letters.
FONTS = (
    "/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc",
    "/usr/share/fonts/noto-cjk/NotoSansCJK-Regular.ttc",
    "/usr/share/fonts/truetype/wqy/wqy-microhei.ttc",
    "/System/Library/Fonts/PingFang.ttc",
    "C:/Windows/Fonts/msyh.ttc",
)
PHOTO, SHEET = (640, 480), (620, 877)
Font = ImageFont.FreeTypeFont | ImageFont.ImageFont


@cache
def font(size: int) -> tuple[Font, bool]:
    """Return a font of this size, and whether it has Chinese characters."""
    for name in FONTS:
        if Path(name).exists():
            return ImageFont.truetype(name, size), True
    return ImageFont.load_default(size), False


def photo(seed: str, lines: list[str]) -> bytes:
    """Return a JPEG: a drawn site with what, where and when at the foot."""
    luck = random.Random(seed)
    picture = Image.new("RGB", PHOTO, (214, 222, 228))
    pen = ImageDraw.Draw(picture)
    _sky(pen, luck)
    _site(pen, luck)
    _crane(pen, luck)
    pen.rectangle((0, 424, 640, 480), fill=(27, 34, 40))
    _text(pen, (16, 432), lines, size=18, fill=(255, 255, 255), gap=24)
    _stamp(pen, (438, 20), size=30)
    return _saved(picture, "JPEG")


def form(title: str, lines: list[str], *, kind: str) -> bytes:
    """Return an acceptance paper as PNG or PDF."""
    picture = Image.new("RGB", SHEET, (253, 252, 248))
    pen = ImageDraw.Draw(picture)
    _text(pen, (60, 60), [title], size=28, fill=(20, 24, 28), gap=40)
    pen.line((60, 116, 560, 116), fill=(20, 24, 28), width=2)
    for at, line in enumerate(lines):
        top = 132 + 52 * at
        _text(pen, (72, top + 14), [line], size=17, fill=(40, 48, 56), gap=24)
        pen.line((60, top + 52, 560, top + 52), fill=(180, 186, 192))
    pen.rectangle((60, 116, 560, 132 + 52 * len(lines)), outline=(120, 128, 136))
    pen.ellipse((380, 640, 520, 780), outline=(179, 38, 30), width=4)
    _text(pen, (404, 696), [STAMP], size=22, fill=(179, 38, 30), gap=24)
    _stamp(pen, (60, 800), size=24)
    return _saved(picture, kind)


# The date of a PDF would differ with every run.
OPTIONS: dict[str, dict[str, Any]] = {
    "JPEG": {"quality": 72},
    "PNG": {"compress_level": 2},
    "PDF": {"creationDate": None, "modDate": None},
}


def _saved(picture: Image.Image, kind: str) -> bytes:
    kept = io.BytesIO()
    picture.save(kept, kind, **OPTIONS[kind])
    return kept.getvalue()


def _text(
    pen: ImageDraw.ImageDraw, at: tuple[int, int], lines: list[str], *, size: int, fill: tuple[int, int, int], gap: int
) -> None:
    face, is_chinese = font(size)
    for number, line in enumerate(lines):
        said = line if is_chinese else (line.encode("ascii", "ignore").decode() or LATIN)
        pen.text((at[0], at[1] + gap * number), said, font=face, fill=fill)


def _stamp(pen: ImageDraw.ImageDraw, at: tuple[int, int], *, size: int) -> None:
    face, is_chinese = font(size)
    words = STAMP if is_chinese else LATIN
    box = pen.textbbox(at, words, font=face)
    pen.rectangle((box[0] - 10, box[1] - 8, box[2] + 10, box[3] + 8), outline=(179, 38, 30), width=3)
    pen.text(at, words, font=face, fill=(179, 38, 30))


def _sky(pen: ImageDraw.ImageDraw, luck: random.Random) -> None:
    warm = luck.randrange(0, 24)
    for row in range(0, 260, 4):
        shade = row // 8
        pen.rectangle((0, row, 640, row + 4), fill=(180 + shade + warm // 2, 200 + shade, 214 + shade // 2))
    pen.polygon(
        [
            (0, 260),
            (150, 190 + luck.randrange(30)),
            (330, 250),
            (480, 170 + luck.randrange(40)),
            (640, 250),
            (640, 424),
            (0, 424),
        ],
        fill=(142, 156, 146),
    )
    pen.rectangle((0, 300, 640, 424), fill=(168 + warm, 158, 138))


def _site(pen: ImageDraw.ImageDraw, luck: random.Random) -> None:
    left = 20
    while left < 560:
        width, height = luck.randrange(60, 130), luck.randrange(70, 200)
        tone = luck.randrange(150, 226)
        pen.rectangle((left, 330 - height, left + width, 330), fill=(tone, tone - 8, tone - 20), outline=(96, 96, 92))
        for row in range(330 - height + 12, 318, 26):
            for column in range(left + 10, left + width - 14, 22):
                pen.rectangle((column, row, column + 10, row + 14), fill=(88, 104, 118))
        left += width + luck.randrange(12, 60)
    for _ in range(luck.randrange(4, 9)):
        at = luck.randrange(0, 620)
        pen.ellipse((at, 330, at + 34, 364), fill=(92, 122, 84))


def _crane(pen: ImageDraw.ImageDraw, luck: random.Random) -> None:
    if luck.random() < 0.6:
        at = luck.randrange(120, 500)
        pen.line((at, 320, at, 70), fill=(168, 112, 24), width=5)
        pen.line((at - 60, 82, at + 130, 82), fill=(168, 112, 24), width=4)
        pen.line((at + 100, 82, at + 100, 140), fill=(60, 60, 60), width=2)
