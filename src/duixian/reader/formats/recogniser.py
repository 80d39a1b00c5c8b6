"""The engines that find and recognise lines on a picture: `recognised` is all that the rest knows of them.

RapidOCR finds lines and reads them, rapid-layout tells tables from text; both are loaded once a process, from the models
in their wheels, and never download anything.
"""

from __future__ import annotations

import logging
import math
import multiprocessing
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from itertools import accumulate
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, Any, NamedTuple

from duixian.errors import FileError
from duixian.paper import Box
from duixian.reader.formats.columns import Region
from duixian.reader.formats.pictures import INSTALL, reduced, turned
from duixian.reader.formats.seen import Seen, parted

if TYPE_CHECKING:
    from numpy import ndarray
    from PIL.Image import Image

    Pixels = ndarray[Any, Any]

# Lines are looked for on a picture of this size, again on a bigger one where their characters are too small to be told
# apart, and on an enlarged one where the picture itself is small.
LOOKED, LOOKED_CLOSELY, LEAST = 1600, 3200, 500
SMALL, WANTED = 16.0, 22.0
# Below this, what was read is stains and screen dots rather than text.
UNSURE = 0.5
# A page is turned back where its lines lean more than this, in degrees.
STRAIGHT = 0.05
SAMPLE = 12


@dataclass(frozen=True, slots=True)
class Page:
    """What was seen on a page: its lines and regions in pixels of its upright picture, and how it had to be turned.

    `quarters` are quarter turns anticlockwise, `lean` is what was turned back after them: the degrees by which lines leaned
    clockwise. `unsure` counts the lines that were too faint to be read.
    """

    width: float
    height: float
    lines: tuple[Seen, ...]
    regions: tuple[Region, ...]
    quarters: int
    lean: float
    unsure: int


class Engines(NamedTuple):
    """RapidOCR and rapid-layout, loaded."""

    reading: Any
    layout: Any


class Words(NamedTuple):
    """The text of a line, where its characters have their middles, and how sure it is."""

    text: str
    middles: tuple[float, ...] | None
    sure: float


def recognised(image: Image) -> Page:
    """Return the lines of a page, its picture turned upright and straight."""
    engines = loaded(os.getpid())
    corners, quarters = _upright(engines.reading, image)
    image = turned(image, quarters, 0)
    read = [each for each in zip(corners, _read(engines.reading, image, corners), strict=True) if each[1].text]
    kept = [(line, words) for line, words in read if words.sure >= UNSURE]
    lean = _lean([line for line, _ in kept])
    lines = parted([Seen(words.text, _box(line, image.size, lean), words.middles, words.sure) for line, words in kept])
    width, height = _grown(image.size, lean)
    regions = tuple(_regions(engines.layout, turned(reduced(image, LOOKED), 0, lean), width)) if lines else ()
    return Page(width, height, tuple(lines), regions, quarters, lean, len(read) - len(kept))


# Finding lines


def _upright(reading: Any, image: Image) -> tuple[list[Pixels], int]:
    """Return the corners of the lines of the picture once it is upright, and the quarters it had to be turned."""
    corners = _found(reading, image)
    if not corners:
        return [], 0
    sideways = _sideways(corners)
    turns = 1 if sideways else 0
    if _is_upside_down(reading, image, corners):
        turns += 2
    if turns:
        corners = _found(reading, turned(image, turns, 0))
    return corners, turns


def _sideways(corners: Sequence[Pixels]) -> bool:
    """Whether most of the lines run down the picture."""
    down = sum(max(_size(line)) for line in corners if _size(line)[1] > 1.5 * _size(line)[0])
    return down > 0.5 * sum(max(_size(line)) for line in corners)


def _size(line: Pixels) -> tuple[float, float]:
    """Return the length of a line's upper side and of its left side."""
    return math.dist(line[0], line[1]), math.dist(line[0], line[3])


def _is_upside_down(reading: Any, image: Image, corners: Sequence[Pixels]) -> bool:
    """Whether most of the longest lines stand on their heads; lines that run down are laid to the left first."""
    longest = sorted(corners, key=lambda line: -max(_size(line)))[:SAMPLE]
    _, result = reading.cls_and_rotate(_crops(reading, image, longest))
    return 2 * sum("180" in label for label, _ in result.cls_res) > len(longest)


def _found(reading: Any, image: Image) -> list[Pixels]:
    """Return the four corners of each line, in pixels of the picture."""
    scale = min(LOOKED / max(image.size), max(1.0, LEAST / min(image.size)))
    corners = _found_at(reading, image, scale)
    if corners:
        size = median(min(_size(line)) for line in corners) * scale
        closer = min(scale * WANTED / max(size, 4.0), LOOKED_CLOSELY / max(image.size), 1.0)
        if size < SMALL and closer > 1.1 * scale:
            return _found_at(reading, image, closer)
    return corners


def _found_at(reading: Any, image: Image, scale: float) -> list[Pixels]:
    size = (max(32, round(image.width * scale)), max(32, round(image.height * scale)))
    small = image.resize(size, reducing_gap=2.0) if size != image.size else image
    found = reading(_pixels(small), use_det=True, use_cls=False, use_rec=False).boxes
    return [] if found is None else [line.astype("float32") / (size[0] / image.width) for line in found]


def _pixels(image: Image) -> Pixels:
    """Return the image as the engine wants it: blue, green, red."""
    import numpy

    return numpy.ascontiguousarray(numpy.asarray(image)[:, :, ::-1])


# Reading lines


def _crops(reading: Any, image: Image, corners: Sequence[Pixels]) -> list[Pixels]:
    crops: list[Pixels] = reading.crop_text_regions(_pixels(image), corners)
    return crops


def _read(reading: Any, image: Image, corners: Sequence[Pixels]) -> list[Words]:
    """Return what stands in each line."""
    if not corners:
        return []
    result = reading.recognize_txt(_crops(reading, image, corners))
    return [
        Words(text.strip(), _middles(text.strip(), found), float(score))
        for text, score, found in zip(result.txts, result.scores, result.word_results, strict=True)
    ]


def _middles(text: str, found: Any) -> tuple[float, ...] | None:
    """Return the shares of a line at which its characters have their middles; a blank has the one before it."""
    columns = [column for word in found.word_cols or () for column in word]
    if len(columns) != sum(not char.isspace() for char in text) or not columns or not found.line_txt_len:
        return None
    shares = [min(1.0, (column + 0.5) / found.line_txt_len) for column in columns]
    blanks = accumulate(char.isspace() for char in text)
    return tuple(shares[number - before] for number, before in enumerate(blanks))


# Straightening


def _lean(corners: Sequence[Pixels]) -> float:
    """Return how many degrees lines lean clockwise: the median of the long ones."""
    long = [line for line in corners if _size(line)[0] > 4 * _size(line)[1]]
    if not long:
        return 0.0
    lean = median(math.degrees(math.atan2(line[1][1] - line[0][1], line[1][0] - line[0][0])) for line in long)
    return lean if abs(lean) >= STRAIGHT else 0.0


def _grown(size: tuple[int, int], lean: float) -> tuple[float, float]:
    """Return the size of a picture that was turned and cut nowhere."""
    cos, sin = math.cos(math.radians(lean)), abs(math.sin(math.radians(lean)))
    return size[0] * cos + size[1] * sin, size[0] * sin + size[1] * cos


def _box(line: Pixels, size: tuple[int, int], lean: float) -> Box:
    """Return the upright box of a line on the straightened picture: its sides run through the middles of its own."""
    cos, sin = math.cos(math.radians(lean)), math.sin(math.radians(lean))
    width, height = _grown(size, lean)
    points = [(x - size[0] / 2, y - size[1] / 2) for x, y in line.tolist()]
    (x0, y0), (x1, y1), (x2, y2), (x3, y3) = (
        (x * cos + y * sin + width / 2, y * cos - x * sin + height / 2) for x, y in points
    )
    return Box((x0 + x3) / 2, (y0 + y1) / 2, (x1 + x2) / 2, (y2 + y3) / 2)


def _regions(layout: Any, image: Image, width: float) -> Iterator[Region]:
    """Yield the regions of a page, in pixels of its full size."""
    result = layout(_pixels(image))
    scale = width / image.width
    for box, kind in zip(result.boxes or (), result.class_names or (), strict=True):
        yield Region(kind, Box(*(float(side) * scale for side in box)))


# Loading


@cache
def loaded(process: int) -> Engines:
    """Return the engines of a process; a forked one loads its own, since threads do not survive a fork."""
    try:
        import cv2
        import rapid_layout
        import rapidocr
    except ImportError as error:
        raise _missing(error) from None
    threads = _threads()
    cv2.setNumThreads(threads)
    with _silence():
        return Engines(_rapidocr(rapidocr, threads), _rapid_layout(rapid_layout, threads))


def _rapidocr(rapidocr: Any, threads: int) -> Any:
    models = {part: str(_model(rapidocr, f"*{part.lower()}*.onnx")) for part in ("Det", "Rec", "Cls")}
    engine = {"intra_op_num_threads": threads, "inter_op_num_threads": 1}
    params: dict[str, Any] = {f"EngineConfig.onnxruntime.{key}": value for key, value in engine.items()}
    params |= {f"{part}.model_path": path for part, path in models.items()}
    # Pictures come in the size in which lines are to be looked for.
    params |= {"Det.limit_type": "max", "Det.limit_side_len": LOOKED_CLOSELY, "Global.use_preprocess_img": False}
    params |= {"Global.use_vertical_padding": False, "Global.return_word_box": True, "Global.log_level": "critical"}
    return rapidocr.RapidOCR(params=params)


def _rapid_layout(rapid_layout: Any, threads: int) -> Any:
    model = _model(rapid_layout, "layout_cdla.onnx")
    return rapid_layout.RapidLayout(model_dir_or_path=model, engine_cfg={"intra_op_num_threads": threads})


def _model(package: Any, pattern: str) -> Path:
    """Return the model that travels in a package's wheel; raises FileError where somebody took it out."""
    name = str(package.__name__)
    found = sorted((Path(package.__file__).parent / "models").glob(pattern))
    if not found:
        hint = f"请重新安装：pip install --force-reinstall {name.replace('_', '-')}；装好后不用联网。"
        raise FileError(f"读扫描件要用的模型不在（{name} 的 {pattern}）。", hint=hint)
    return found[0]


def _missing(error: ImportError) -> FileError:
    if "libGL" in str(error):
        hint = "Debian、Ubuntu 请运行：sudo apt-get install libgl1；其他系统请装 OpenGL 运行库。"
        return FileError("读扫描件要用的 OpenCV 缺系统库 libGL.so.1。", hint=hint)
    return FileError("读图片和扫描件要另装识别组件。", hint=INSTALL)


def _threads() -> int:
    """Return how many threads an engine may use: all processors, but one in each of several processes."""
    if multiprocessing.parent_process() is not None:
        return 1
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


@contextmanager
def _silence() -> Iterator[None]:
    """Keep the engines from telling which files they load."""
    before = logging.root.manager.disable
    logging.disable(logging.CRITICAL)
    try:
        yield
    finally:
        logging.disable(before)
