"""One thing that is wrong with a program file: where, what, what to do."""

from __future__ import annotations

from dataclasses import dataclass, replace

Path = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Fault:
    """A fault at a key; `line` is None until the text is looked at.

    `stranger` is the id that was not found; `rests_on` the table that must be whole for it to be one, else its own.
    """

    path: Path
    what: str
    hint: str = ""
    line: int | None = None
    stranger: str = ""
    rests_on: Path = ()

    def at(self, line: int | None) -> Fault:
        """Return it with its line."""
        return replace(self, line=line)

    def __str__(self) -> str:
        line = f"第 {self.line} 行：" if self.line else ""
        return f"{line}{self.what}" + (f"；{self.hint}" if self.hint else "")
