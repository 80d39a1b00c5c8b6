"""Pictures of pages: a picture file or a page of a PDF as an upright RGB image, and the JPEG that a page shows of it."""

from __future__ import annotations

import io
import warnings
from collections.abc import Callable
from statistics import median
from typing import TYPE_CHECKING, Any

from duixian.errors import FileError

if TYPE_CHECKING:
    from PIL.Image import Image

# The longer side of what is read: a broadsheet at 200 dots an inch; more only costs memory.
LONGEST = 4500
# How a page of a PDF is drawn, and how wide its picture is shown.
DOTS = 250
SHOWN = 1600
INSTALL = "请运行：pip install 'duixian[ocr]'"

# The file's bytes and the number of a page, from 0, to its picture.
Opener = Callable[[bytes, int], "Image"]


def count_pictures(data: bytes, name: str) -> int:
    """Return how many pages a picture file has: more than one only in TIFF; raises FileError where it is damaged."""
    with _opened(data, name) as image:
        return int(getattr(image, "n_frames", 1)) if image.format == "TIFF" else 1


def picture(data: bytes, number: int, *, name: str = "") -> Image:
    """Return a page of a picture file, turned as its camera held it; raises FileError where it is damaged."""
    from PIL import ImageOps

    with _opened(data, name) as image:
        try:
            image.seek(number)
            image.draft("RGB", (LONGEST, LONGEST))
            image.load()
        except Exception as error:  # decoders raise whatever their format makes them
            raise _damaged(name) from error
        return reduced(_as_rgb(ImageOps.exif_transpose(image)))


def _opened(data: bytes, name: str) -> Any:
    from PIL import Image, UnidentifiedImageError

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            return Image.open(io.BytesIO(data))
        except Image.DecompressionBombError:
            hint = "请缩小到每边 10000 像素以内，或裁成几张再读。"
            raise FileError("图片的像素太多，没有读。", where=name, hint=hint) from None
        except (UnidentifiedImageError, OSError, ValueError, SyntaxError):
            raise _damaged(name) from None


def _damaged(name: str) -> FileError:
    return FileError("图片损坏了，打不开。", where=name, hint="请重新扫描，或用看图软件打开后另存为 PNG 再读。")


def _as_rgb(image: Image) -> Image:
    """Return an image of any mode as RGB on white paper."""
    import PIL.Image

    if image.mode.startswith(("I", "F")):
        low, high = image.getextrema()
        # Sixteen bits are scaled as a whole: Pillow would cut them off at 255.
        top = max(float(high), 255.0) if low >= 0 else 255.0  # type: ignore[arg-type,operator]
        return image.convert("F").point(lambda value: value * (255 / top)).convert("L").convert("RGB")
    if "A" in image.mode or "a" in image.mode or "transparency" in image.info:
        seen = image.convert("RGBA")
        paper = PIL.Image.new("RGBA", seen.size, "white")
        return PIL.Image.alpha_composite(paper, seen).convert("RGB")
    return image.convert("RGB")


def reduced(image: Image, longest: int = LONGEST) -> Image:
    """Return the image with no side longer than `longest`."""
    import PIL.Image

    scale = longest / max(image.size)
    if scale >= 1:
        return image
    size = (max(1, round(image.width * scale)), max(1, round(image.height * scale)))
    return image.resize(size, PIL.Image.Resampling.LANCZOS, reducing_gap=2.0)


def count_pdf_pages(data: bytes, name: str) -> int:
    """Return how many pages a PDF has; raises FileError where it is damaged or locked."""
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError:
        hint = "请用阅读器打开，去掉密码，另存一份再读。"
        raise FileError("PDF 打不开：损坏了或设了密码。", where=name, hint=hint) from None
    try:
        return len(document)
    finally:
        document.close()


def pdf_page(data: bytes, number: int) -> Image:
    """Return a page of a PDF as it is printed, without its notes."""
    import pypdfium2

    document = pypdfium2.PdfDocument(data)
    try:
        page = document[number]
        longest = max(*page.get_size(), 1.0)
        scale = min(DOTS / 72, LONGEST / longest)
        image: Image = page.render(scale=scale, may_draw_forms=False).to_pil().convert("RGB")
        page.close()
        return image
    finally:
        document.close()


def turned(image: Image, quarters: int, lean: float) -> Image:
    """Return the image after so many quarter turns anticlockwise, and `lean` degrees more, grown so that nothing is cut."""
    import PIL.Image

    if quarters % 4:
        quarter = (PIL.Image.Transpose.ROTATE_90, PIL.Image.Transpose.ROTATE_180, PIL.Image.Transpose.ROTATE_270)
        image = image.transpose(quarter[quarters % 4 - 1])
    return image.rotate(lean, PIL.Image.Resampling.BICUBIC, expand=True, fillcolor=_paper(image)) if lean else image


def _paper(image: Image) -> tuple[int, int, int]:
    """Return the colour of the paper: the middle one of the picture."""
    red, green, blue = (median(band.tobytes()) for band in image.resize((32, 32)).split())
    return int(red), int(green), int(blue)


def shown(opener: Opener, data: bytes, number: int, quarters: int, lean: float) -> bytes:
    """Return the page as a JPEG to look at, turned as it was read."""
    image = turned(reduced(opener(data, number), 2 * SHOWN), quarters, lean)
    if image.width > SHOWN:
        image = image.resize((SHOWN, max(1, round(image.height * SHOWN / image.width))), reducing_gap=2.0)
    out = io.BytesIO()
    image.save(out, "JPEG", quality=78)
    return out.getvalue()
