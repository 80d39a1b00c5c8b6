"""Scans: a made newspaper page read once and looked at from all sides, then pictures of every kind and bad ones."""

from __future__ import annotations

import io
import pickle
import subprocess
import sys
from collections.abc import Callable
from typing import NamedTuple

import pytest
from benchmarks.newspaper import newspaper, worn
from benchmarks.scans import agreement, character_error, numbers_found
from PIL import Image
from playwright.sync_api import Browser
from press import pictured

import duixian
from duixian import Reading
from duixian.errors import FileError
from duixian.reader.formats.scan import load_picture, load_scan_pdf
from duixian.reader.formats.source import Source
from duixian.reading import read_source

# One process sets the page and loads the recogniser for all of them.
pytestmark = pytest.mark.xdist_group("scan")
STYLE = "<style>p { font: 34px/1.8 serif; padding: 20px }</style>"
LINES = f"{STYLE}<p>2025年，全县新建停车位<b>700个</b>，<br>总投资1.86亿元，9月底前完工。</p>"


class Scan(NamedTuple):
    """A page as it was set, and what was read of a bad scan of it."""

    truth: str
    source: Source
    reading: Reading


@pytest.fixture(scope="session")
def page(browser: Browser) -> Scan:
    """The newspaper page in two columns, turned by 1.3 degrees, grainy and yellow, as a JPEG."""
    paper = newspaper(2)
    source = load_picture(worn(pictured(browser, paper.html)), "清河湾日报.jpg")
    return Scan(paper.text, source, read_source(source))


@pytest.fixture(scope="session")
def small(browser: Browser) -> Image.Image:
    """Two lines of text with two figures and a date."""
    return Image.open(io.BytesIO(pictured(browser, LINES, width=700, height=200)))


def saved(image: Image.Image, kind: str = "PNG", **options: object) -> bytes:
    out = io.BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()


def test_newspaper_columns_are_read_in_order_and_nearly_without_a_mistake(page: Scan) -> None:
    assert character_error(page.source.text, page.truth) <= 0.015


def test_every_figure_of_the_page_is_found(page: Scan) -> None:
    found, wanted = numbers_found(page.reading, duixian.read_text(page.truth))
    assert found == wanted > 80


def test_the_figures_say_what_those_of_the_text_say(page: Scan) -> None:
    assert agreement(page.reading, duixian.read_text(page.truth)) >= 0.93


def test_each_statement_knows_its_page_and_box_and_its_place_in_the_text(page: Scan) -> None:
    for statement in page.reading.statements:
        assert page.source.text[statement.start : statement.end] == statement.text
        assert statement.page == 1
        assert statement.box is not None
        assert statement.box.left < statement.box.right


@pytest.mark.parametrize("written", ["57.1亿元", "1480户", "51.3万亩", "22个"])
def test_the_box_lies_over_the_figure_on_the_picture(page: Scan, written: str) -> None:
    box = next(each.box for each in page.reading.statements if each.text == written)
    assert box is not None
    assert page.source.paper is not None
    look = page.source.paper.pages[0].picture
    assert look is not None
    image = Image.open(io.BytesIO(look()))
    part = image.crop(
        (
            int(box.left * image.width),
            int(box.top * image.height),
            int(box.right * image.width),
            int(box.bottom * image.height),
        )
    )
    # White round the figure, as on a page: the engine finds no text that touches the edge.
    alone = Image.new("RGB", (part.width + 200, part.height + 100), part.getpixel((1, 1)))
    alone.paste(part, (100, 50))
    assert written in load_picture(saved(alone), "figure.png").text


def test_the_picture_of_a_page_is_a_jpeg_of_a_size_to_show(page: Scan) -> None:
    assert page.source.paper is not None
    assert page.source.paper.scanned
    look = page.source.paper.pages[0].picture
    assert look is not None
    image = Image.open(io.BytesIO(look()))
    assert (image.format, image.width) == ("JPEG", 1600)


def test_a_scan_goes_from_process_to_process(small: Image.Image) -> None:
    source = load_picture(saved(small), "scan.png")
    again = pickle.loads(pickle.dumps(source))
    assert again.paper.pages[0].picture() == source.paper.pages[0].picture()  # type: ignore[union-attr,misc]


def with_alpha(image: Image.Image) -> bytes:
    letters = Image.new("RGBA", image.size, (0, 0, 0, 0))
    letters.putalpha(image.convert("L").point(lambda value: 255 - value))
    return saved(letters)


KINDS: dict[str, Callable[[Image.Image], bytes]] = {
    "png": saved,
    "jpeg": lambda image: saved(image.convert("RGB"), "JPEG", quality=60),
    "cmyk jpeg": lambda image: saved(image.convert("CMYK"), "JPEG"),
    "palette gif": lambda image: saved(image.convert("RGB").quantize(8), "GIF"),
    "one bit tiff": lambda image: saved(image.convert("1"), "TIFF", compression="group4"),
    "sixteen bits": lambda image: saved(
        image.convert("L").convert("I").point(lambda value: value * 256).convert("I;16")
    ),
    "letters on nothing": with_alpha,
    "webp": lambda image: saved(image, "WEBP"),
    "bmp": lambda image: saved(image.convert("RGB"), "BMP"),
    "on its side": lambda image: saved(image.rotate(90, expand=True)),
    "on its other side": lambda image: saved(image.rotate(-90, expand=True)),
    "on its head": lambda image: saved(image.rotate(180)),
}


@pytest.mark.parametrize("kind", KINDS)
def test_pictures_of_every_kind_are_read(small: Image.Image, kind: str) -> None:
    text = "".join(load_picture(KINDS[kind](small), "scan").text.split())
    assert "停车位700个，总投资1.86亿元，9月底前完工。" in text


def test_a_photograph_is_turned_as_the_camera_held_it(small: Image.Image) -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    data = saved(small.convert("RGB").rotate(90, expand=True), "JPEG", exif=exif)
    assert "总投资1.86亿元" in load_picture(data, "photo.jpg").text


def test_each_page_of_a_tiff_is_a_page(small: Image.Image) -> None:
    blank = Image.new("RGB", small.size, "white")
    data = saved(small.convert("RGB"), "TIFF", save_all=True, append_images=[blank, small.convert("RGB")])
    reading = read_source(load_picture(data, "pages.tiff"))
    assert reading.paper is not None
    assert [each.number for each in reading.paper.pages] == [1, 2, 3]
    assert [each.page for each in reading.statements if each.text == "700个"] == [1, 3]


def test_a_pdf_of_pictures_is_read_page_by_page(small: Image.Image) -> None:
    data = saved(small.convert("RGB"), "PDF", resolution=150, save_all=True, append_images=[small.convert("RGB")])
    reading = read_source(load_scan_pdf(data, "scan.pdf"))
    assert [each.page for each in reading.statements if each.text == "1.86亿元"] == [1, 2]
    assert reading.encoding == "scan"


def cut(image: Image.Image) -> bytes:
    return saved(image)[:2000]


def huge(image: Image.Image) -> bytes:
    return saved(Image.new("1", (20_000, 20_000)))


@pytest.mark.parametrize(
    ("bad", "what"),
    [
        (lambda image: saved(Image.new("RGB", (600, 800), "white")), "没有认出文字"),
        (lambda image: saved(Image.effect_noise((600, 800), 60)), "没有认出文字"),
        (lambda image: saved(Image.new("RGB", (1, 1))), "没有认出文字"),
        (cut, "损坏"),
        (lambda image: b"\x89PNG\r\n\x1a\n" + bytes(100), "损坏"),
        (huge, "像素太多"),
    ],
)
def test_a_picture_that_cannot_be_read_says_why(
    small: Image.Image, bad: Callable[[Image.Image], bytes], what: str
) -> None:
    with pytest.raises(FileError, match=what) as caught:
        load_picture(bad(small), "坏图.png")
    assert caught.value.where == "坏图.png"
    assert caught.value.hint


def test_a_pdf_that_cannot_be_opened_says_so() -> None:
    with pytest.raises(FileError, match="PDF 打不开"):
        load_scan_pdf(b"%PDF-1.7 and nothing", "坏.pdf")


@pytest.mark.parametrize("module", ["PIL", "rapidocr", "rapid_layout"])
def test_without_the_engine_one_is_told_what_to_install(
    small: Image.Image, module: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    from duixian.reader.formats import recogniser

    data = saved(small)
    recogniser.loaded.cache_clear()
    monkeypatch.setitem(sys.modules, module, None)
    with pytest.raises(FileError) as caught:
        load_picture(data, "scan.png")
    assert "pip install 'duixian[ocr]'" in caught.value.hint


def test_the_engines_say_nothing(small: Image.Image) -> None:
    code = (
        "import sys; from duixian.reader.formats.scan import load_picture; load_picture(sys.stdin.buffer.read(), 'x')"
    )
    done = subprocess.run([sys.executable, "-c", code], input=saved(small), capture_output=True, check=True)
    assert (done.stdout, done.stderr) == (b"", b"")
