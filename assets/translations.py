"""The English words of the pages: `python -m assets.translations` brings django.po up to date and says what is missing.

Chinese is what stands in templates and code; the .po file holds the English beside it. Nothing but Babel is needed.
"""

from __future__ import annotations

import os
import re
import sys
import tomllib
from ast import literal_eval
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

SOURCE = Path(__file__).resolve().parents[1] / "src" / "duixian"
PO = SOURCE / "web" / "locale" / "en" / "LC_MESSAGES" / "django.po"
# The packages whose words a page may show.
SHOWN = ("web", "cases", "ledger", "accounts", "journal", "server")
WORDS = SOURCE / "ledger" / "data" / "words.toml"
KEYWORDS = {
    "_": None, "gettext": None, "gettext_lazy": None, "ngettext": (1, 2), "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2), "pgettext_lazy": ((1, "c"), 2),
}  # fmt: skip
HEADER = """# The English words of the pages; `python -m assets.translations` brings them up to date.
msgid ""
msgstr ""
"Language: en\\n"
"Content-Type: text/plain; charset=UTF-8\\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\\n"

"""
TEXT = r"u?(?:'(?:[^'\\]|\\.)*'|\"(?:[^\"\\]|\\.)*\")"
CALL = re.compile(rf"\b(n?gettext|pgettext)\(({TEXT})(?:,\s*({TEXT}))?")
CHINESE = re.compile(r"[\u3400-\u9fff]")

Message = tuple[str, str | None, str | None]  # what is said, its plural, its context


def main() -> int:
    """Return 0; bring the .po up to date and list what has no English yet."""
    catalogue = updated()
    with PO.open("wb") as file:
        file.write(HEADER.encode())
        write_po(file, catalogue, width=0, no_location=True, omit_header=True, sort_output=True, ignore_obsolete=True)
    for message in missing(catalogue):
        sys.stdout.write(f"{message}\n")
    return 0


def compile_catalogue() -> Path:
    """Return the .mo, made anew where the .po is newer."""
    target = PO.with_suffix(".mo")
    if not target.exists() or target.stat().st_mtime < PO.stat().st_mtime:
        with target.open("wb") as file:
            write_mo(file, kept())
    return target


def kept() -> Catalog:
    """Return the catalogue as it stands in the repository."""
    with PO.open("rb") as file:
        return read_po(file, locale="en", domain="django")


def updated() -> Catalog:
    """Return the catalogue with every message there is, the English kept where there was some."""
    old = kept()
    new = Catalog(locale="en", domain="django")
    for said, plural, context in sorted(messages(), key=str):
        identity = (said, plural) if plural else said
        before = old.get(said, context=context)
        english = before.string if before is not None and bool(before.pluralizable) == bool(plural) else None
        new.add(identity, english, context=context)
    return new


def missing(catalogue: Catalog) -> list[str]:
    """Return what has no English in a catalogue."""
    return [
        str(message.id)
        for message in catalogue
        if message.id and not all([message.string] if isinstance(message.string, str) else list(message.string or [""]))
    ]


def messages() -> set[Message]:
    """Return all that a page may say: in templates, in code, and the words of the journal."""
    found: set[Message] = set()
    for package in SHOWN:
        for path in sorted((SOURCE / package).rglob("*.html")):
            found |= set(in_template(path.read_text(encoding="utf-8")))
        for path in sorted((SOURCE / package).rglob("*.py")):
            found |= set(in_code(path))
    return found | {(word, None, None) for word in words_of(tomllib.loads(WORDS.read_text(encoding="utf-8")))}


def in_template(text: str) -> Iterator[Message]:
    """Yield the messages of a template."""
    from django.utils.translation.template import templatize

    for name, first, second in CALL.findall(templatize(text)):
        said, other = literal_eval(first), literal_eval(second) if second else None
        if name == "pgettext":
            yield str(other), None, said
        else:
            yield said, other if name == "ngettext" else None, None


def in_code(path: Path) -> Iterator[Message]:
    """Yield the messages of a module."""
    with path.open("rb") as file:
        for _, said, _, context in extract("python", file, keywords=KEYWORDS):
            if isinstance(said, tuple):
                yield said[0], said[1] or None, context
            else:
                yield said, None, context


def words_of(table: object) -> Iterator[str]:
    """Yield the Chinese words in a table of words."""
    if isinstance(table, dict):
        for value in table.values():
            yield from words_of(value)
    elif isinstance(table, str) and CHINESE.search(table):
        yield table


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "duixian.server.settings")
    sys.exit(main())
