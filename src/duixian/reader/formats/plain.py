"""Plain text: bytes to characters in UTF-8, UTF-16 with its mark, GB18030 or Big5, line ends kept as they are."""

from __future__ import annotations

import codecs

from duixian.errors import FileError
from duixian.reader.formats.source import Source

# Tried strictly, in this order; cp950 holds the few signs that Windows added to Big5.
CHINESE = (("gb18030", "gb18030"), ("big5", "big5"), ("big5", "cp950"))
# The blocks of everyday characters, 3,755 in GB 2312, 5,401 in Big5: bytes of the one rarely fall into that of the
# other. Codec, last leading byte, first trailing byte.
EVERYDAY = {"gb18030": ("gb18030", 0xD7, 0xA1), "big5": ("cp950", 0xC6, 0x40)}
SAMPLE = 20_000
# More stray bytes than this share, and the file is taken for something else than text.
STRAY = 0.002


def load_text(data: bytes, name: str) -> Source:
    """Return `data` as text without its byte order mark; raises FileError where it is not text."""
    source = with_mark(data, name) or strict(data, name) or damaged(data, name)
    if source is None or "\0" in source.text:
        raise FileError(
            "这不是文本文件，或者编码认不出来。", where=name, hint="请另存为纯文本（.txt，UTF-8）再读一次。"
        )
    if not source.text.strip():
        raise FileError("文件里只有空格和换行，没有字。", where=name, hint="请确认内容已经保存，再读一次。")
    return source


def with_mark(data: bytes, name: str) -> Source | None:
    """Return the text of a file that begins with a byte order mark, or None."""
    if data.startswith(codecs.BOM_UTF8):
        return decoded(data[len(codecs.BOM_UTF8) :], "utf-8", name)
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return decoded(data, "utf-16", name)
    return None


def strict(data: bytes, name: str) -> Source | None:
    """Return the text in the encoding that all of `data` fits, the likelier one where two do, or None."""
    if (source := decoded(data, "utf-8", name)) is not None:
        return source
    fits = {label: source for label, codec in reversed(CHINESE) if (source := decoded(data, codec, name))}
    if len(fits) < 2:
        return next((source._replace(encoding=label) for label, source in fits.items()), None)
    label = likelier(fits)
    return fits[label]._replace(encoding=label)


def likelier(fits: dict[str, Source]) -> str:
    """Return the encoding under which more of the characters are everyday ones; GB18030 where both are alike."""
    return max(sorted(fits, reverse=True), key=lambda label: everyday(fits[label].text[:SAMPLE], label))


def everyday(text: str, label: str) -> float:
    """Return the share of the Chinese signs of `text` that stand in the first, everyday block of the encoding."""
    codec, last_lead, first_trail = EVERYDAY[label]
    signs = [sign for char in text if char > "\x7f" and len(sign := char.encode(codec, "replace")) > 1]
    everyday = [0xA1 <= sign[0] <= last_lead and sign[1] >= first_trail for sign in signs]
    return sum(everyday) / max(1, len(signs))


def damaged(data: bytes, name: str) -> Source | None:
    """Return the text of a file with a few bytes that fit nothing (a cut end, one bad line), or None."""
    for codec in ("utf-8", "gb18030"):
        text = data.decode(codec, errors="replace")
        strays = text.count("\ufffd")
        if strays <= max(1, len(text) * STRAY):
            return Source(text, codec, name, replaced=strays)
    return None


def decoded(data: bytes, codec: str, name: str) -> Source | None:
    """Return the text if every byte fits `codec`, else None."""
    try:
        return Source(data.decode(codec), codec, name)
    except UnicodeDecodeError:
        return None
