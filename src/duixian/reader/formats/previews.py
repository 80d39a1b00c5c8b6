"""Pictures that people send: whether a file is one, and a small copy of it without what the camera wrote into it."""

from __future__ import annotations

import io
import warnings

from PIL import Image, ImageOps, UnidentifiedImageError

LARGEST_SIDE, QUALITY = 960, 82
FORMATS = ("JPEG", "PNG", "WEBP")
# A bomb: few bytes that unfold to more pixels than these. A JPEG unfolds at an eighth of its size, so more is harmless.
MOST_PIXELS, MOST_OF_JPEG = 40_000_000, 200_000_000


def is_picture(data: bytes) -> bool:
    """Answer whether the bytes are a whole JPEG, PNG or WebP of a size that can be shown."""
    return small_copy(data, side=8) is not None


def small_copy(data: bytes, *, side: int = LARGEST_SIDE) -> bytes | None:
    """Return a JPEG of at most `side` pixels, upright, without EXIF; None where the bytes are no whole picture."""
    try:
        return _encoded(data, side)
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return None


def _encoded(data: bytes, side: int) -> bytes:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", Image.DecompressionBombWarning)
        picture = Image.open(io.BytesIO(data), formats=FORMATS)
    if picture.width * picture.height > (MOST_OF_JPEG if picture.format == "JPEG" else MOST_PIXELS):
        raise ValueError("too many pixels")
    picture.draft("RGB", (side * 2, side * 2))
    upright = ImageOps.exif_transpose(picture)
    upright.thumbnail((side, side))
    ground = Image.new("RGB", upright.size, "white")
    rgba = upright.convert("RGBA")
    ground.paste(rgba, mask=rgba.getchannel("A"))
    written = io.BytesIO()
    ground.save(written, "JPEG", quality=QUALITY, optimize=True)
    return written.getvalue()
