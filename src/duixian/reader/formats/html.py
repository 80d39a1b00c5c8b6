"""Web pages: the text of the article, without navigation, related links and footers."""

from __future__ import annotations

import re
from functools import partial

from duixian.errors import FileError
from duixian.reader.formats.plain import load_text
from duixian.reader.formats.source import Source

SUFFIXES = (".html", ".htm", ".xhtml", ".shtml")
# Where a page says its encoding, and where a page begins.
_CHARSET = re.compile(rb"<meta[^>]{0,200}charset\s*=\s*[\"']?([\w-]{3,20})", re.I)
_PAGE = re.compile(
    rb"^(?:\xef\xbb\xbf)?\s*(?:<!--.{0,2000}?-->\s*|<\?xml[^>]{0,200}\?>\s*)*<(?:!doctype\s+html|html|head|body)\b",
    re.I | re.S,
)
_HEAD = 4096
# Lines that stand in the article but are the site's.
_SITE = re.compile(
    r"^\s*(?:(?:您的?|当前|现在)?(?:所在)?位置[:：]|【?(?:打印|关闭|字体)|分享到|扫一扫|上一[篇条]|下一[篇条]).*$", re.M
)
_BLANK = re.compile(r"\n[^\S\n]*\n(?:[^\S\n]*\n)+")
# An article shorter than this share of the page's words was not found.
LEAST = 0.1
FEW = 200
INSTALL = "请运行：pip install 'duixian[files]'"


def is_page(data: bytes) -> bool:
    """Answer whether bytes begin as a web page does."""
    return _PAGE.match(data[:_HEAD]) is not None


def load_html(data: bytes, name: str) -> Source:
    """Return the article of a web page as text; raises FileError where it has no words."""
    try:
        from resiliparse.extract.html2text import extract_plain_text
    except ImportError:
        raise FileError("读网页要另装组件。", where=name, hint=INSTALL) from None
    page, encoding = _decoded(data, name)
    words = partial(extract_plain_text, page, links=False, alt_texts=False, form_fields=False, noscript=False)
    everything, article = words(main_content=False), words(main_content=True)
    text = article if len(article) >= max(FEW, LEAST * len(everything)) else everything
    text = _BLANK.sub("\n\n", _SITE.sub("", text)).strip("\n") + "\n"
    if not text.strip():
        hint = "正文可能是脚本装上去的：请在浏览器里打开，全选复制，存成 .txt 再读。"
        raise FileError("网页里没有文字。", where=name, hint=hint)
    return Source(text, encoding, name)


def _decoded(data: bytes, name: str) -> tuple[str, str]:
    """Return the page's characters and their encoding: the one it says, where its bytes fit, else the likeliest."""
    declared = _CHARSET.search(data[:_HEAD])
    if declared:
        said = declared[1].decode("ascii").lower()
        codec = "gb18030" if said.startswith(("gb", "x-gb")) else said
        try:
            return data.decode(codec), codec
        except (LookupError, UnicodeDecodeError):
            pass
    source = load_text(data, name)
    return source.text, source.encoding
