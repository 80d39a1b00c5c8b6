"""Word files: paragraphs, tables, text boxes and footnotes in the document's order, numbering written out.

Pages are those that Word noted when it last laid the file out; a file that it never did has none.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from duixian.errors import FileError
from duixian.paper import Page, Paper, Run
from duixian.reader.formats.numbering import Numbering
from duixian.reader.formats.source import Source

SUFFIXES = (".docx", ".docm", ".dotx")
# What a report may unpack to; a file that unpacks to more was made to do harm.
LARGEST = 400 * 1024 * 1024
INSTALL = "请运行：pip install 'duixian[files]'"
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
# What is in the file and not on paper: deleted words, field codes, and the second form of a drawing.
_HIDDEN = frozenset({f"{W}del", f"{W}moveFrom", f"{W}instrText", f"{W}delText", _FALLBACK})
_DAMAGED = "请用 Word 或 WPS 打开看看，能打开就另存为新的 .docx 再读。"


def is_docx(data: bytes) -> bool:
    """Answer whether bytes are a zip that holds a Word document."""
    if not data.startswith(b"PK\x03\x04"):
        return False
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            return "word/document.xml" in packed.namelist()
    except zipfile.BadZipFile:
        # Cut off: its first parts still give it away.
        return b"word/" in data


def load_docx(data: bytes, name: str) -> Source:
    """Return the text of a Word file, a paragraph a line; raises FileError where it is damaged or has none."""
    try:
        import docx
    except ImportError:
        raise FileError("读 Word 文件要另装组件。", where=name, hint=INSTALL) from None
    _check_size(data, name)
    try:
        document = docx.Document(io.BytesIO(data))
        writing = _Writing(Numbering.of(document))
        for block in document.element.body:
            writing.block(block)
        for note in _notes(document):
            writing.block(note)
    except Exception as error:  # whatever a broken part makes the library raise
        raise FileError("Word 文件坏了，打不开。", where=name, hint=_DAMAGED) from error
    if not writing.text.strip():
        hint = "如果里面是图片，请把图片另存出来再读；否则请确认内容已经保存。"
        raise FileError("Word 文件里没有文字。", where=name, hint=hint)
    return Source(writing.text, "docx", name, paper=writing.paper())


def _check_size(data: bytes, name: str) -> None:
    """Raise FileError for a zip that is damaged or that unpacks to more than any report does."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            # Reading never goes beyond the sizes that are said here.
            size = sum(part.file_size for part in packed.infolist())
    except zipfile.BadZipFile:
        raise FileError("Word 文件坏了，打不开。", where=name, hint=_DAMAGED) from None
    if size > LARGEST:
        hint = "正常的报告不会这么大，来路不明的不要打开；确是报告的，请另存为 .txt 再读。"
        raise FileError(f"Word 文件解开有 {size >> 20} MB，没有读。", where=name, hint=hint)


def _notes(document: Any) -> Iterator[Any]:
    """Yield the paragraphs of footnotes and endnotes, separators left out."""
    from docx.opc.oxml import parse_xml

    for relation in document.part.rels.values():
        if relation.reltype.endswith(("/footnotes", "/endnotes")) and not relation.is_external:
            for note in parse_xml(relation.target_part.blob):
                if note.get(f"{W}type") in (None, "normal"):
                    yield from note


@dataclass
class _Writing:
    """The text so far, and where each page of it began."""

    numbering: Numbering
    parts: list[str] = field(default_factory=list)
    size: int = 0
    starts: list[int] = field(default_factory=lambda: [0])

    @property
    def text(self) -> str:
        """All that was written."""
        return "".join(self.parts)

    def write(self, words: str) -> None:
        """Add words."""
        self.parts.append(words)
        self.size += len(words)

    def block(self, element: Any) -> None:
        """Write a paragraph, a table, or what a container holds."""
        if element.tag == f"{W}p":
            self.paragraph(element)
        elif element.tag == f"{W}tbl":
            for row in element.iter(f"{W}tr"):
                self.row(row)
        elif element.tag in (f"{W}sdt", f"{W}sdtContent", f"{W}ins", f"{W}customXml", f"{W}smartTag"):
            for inner in element:
                self.block(inner)

    def row(self, row: Any) -> None:
        """Write a row of a table: its cells with tabs between, a cell of several paragraphs on one line."""
        for number, cell in enumerate(row.iterchildren(f"{W}tc")):
            self.write("\t" if number else "")
            for at, paragraph in enumerate(cell.iterchildren(f"{W}p")):
                self.write(" " if at else "")
                self.words(paragraph)
        self.write("\n")

    def paragraph(self, element: Any) -> None:
        """Write a paragraph with its number, then the text boxes that hang on it."""
        self.write(self.numbering.label(element))
        self.words(element)
        self.write("\n")
        for box in element.iter(f"{W}txbxContent"):
            if not _is_inside(box, _FALLBACK):
                for inner in box:
                    self.block(inner)

    def words(self, element: Any) -> None:
        """Write the words of a paragraph, and note where a new page began."""
        for child in element:
            tag = child.tag
            if tag in _HIDDEN or tag == f"{W}drawing" or tag == f"{W}pict":
                continue
            if tag == f"{W}t":
                self.write(child.text or "")
            elif tag in (f"{W}tab", f"{W}br", f"{W}cr", f"{W}lastRenderedPageBreak", f"{W}noBreakHyphen"):
                self.mark(child)
            elif isinstance(tag, str):
                self.words(child)

    def mark(self, element: Any) -> None:
        """Write a tab, a line break or a hyphen; a page break begins a page."""
        tag = element.tag
        if tag == f"{W}lastRenderedPageBreak":
            self.starts.append(self.size)
        elif tag == f"{W}noBreakHyphen":
            self.write("-")
        else:
            self.write("\t" if tag == f"{W}tab" else "\n")

    def paper(self) -> Paper | None:
        """Return the pages, or None where Word noted none."""
        if len(self.starts) == 1:
            return None
        ends = [*self.starts[1:], self.size]
        runs = [Run(start, end, number) for number, (start, end) in enumerate(zip(self.starts, ends, strict=True), 1)]
        pages = tuple(Page(number=number, width=595, height=842) for number in range(1, len(self.starts) + 1))
        return Paper(pages=pages, runs=tuple(run for run in runs if run.end > run.start))


def _is_inside(element: Any, tag: str) -> bool:
    return any(parent.tag == tag for parent in element.iterancestors())
