"""One thing that is wrong with a program file: where, what, what to do."""

from __future__ import annotations

from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True)
class Fault:
    """A fault at a key; `line` is None until the text is looked at."""

    path: tuple[str | int, ...]
    what: str
    hint: str = ""
    line: int | None = None

    def at(self, line: int | None) -> Fault:
        """Return it with its line."""
        return replace(self, line=line)

    def __str__(self) -> str:
        line = f"第 {self.line} 行：" if self.line else ""
        return f"{line}{self.what}" + (f"；{self.hint}" if self.hint else "")
