"""The papers of the demo's cases: a few drawn files of each kind, kept once and brought many times."""

from __future__ import annotations

import random
from datetime import date

from duixian.ledger import storage
from duixian.ledger.actions.claims import Paper
from duixian.server.demo import pictures

# How many different photos there are of each kind; a form is the same for all.
PHOTOS = {"现场照片": 18, "开工照片": 10, "竣工照片": 8}
SCANS = frozenset({"施工许可", "竣工验收", "联合验收意见", "调整批复"})


class Papers:
    """Draws each file when it is first asked for."""

    def __init__(self, county: str) -> None:
        self.county = county
        self._kept: dict[str, tuple[str, int]] = {}

    def one(self, kind: str, day: date, luck: random.Random, *, town: str = "") -> Paper:
        """Return a paper of a kind, named by its day, as if it was taken in a town."""
        if kind in PHOTOS:
            number = luck.randrange(PHOTOS[kind])
            return self._paper(kind, f"{kind}{number}", f"{day:%Y%m%d}_{number:02}.jpg", "image/jpeg", town)
        ending, media = ("pdf", "application/pdf") if kind in SCANS else ("png", "image/png")
        return self._paper(kind, kind, f"{day:%Y%m%d}.{ending}", media, "")

    def _paper(self, kind: str, key: str, name: str, media: str, town: str) -> Paper:
        if key not in self._kept:
            self._kept[key] = storage.keep([self._drawn(kind, key, media)])
        digest, size = self._kept[key]
        return Paper(sha256=digest, size=size, name=f"{kind}_{name}", media_type=media, place_words=town)

    def _drawn(self, kind: str, key: str, media: str) -> bytes:
        if kind in PHOTOS:
            return pictures.photo(key, [f"{kind}（虚构）", self.county])
        lines = [f"材料：{kind}", f"单位：{self.county}（虚构）", "日期：见登记", "结论：属实"]
        return pictures.form(f"{kind}（虚构）", lines, kind="PDF" if media.endswith("pdf") else "PNG")
