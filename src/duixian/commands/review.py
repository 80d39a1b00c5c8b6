"""`duixian review export`: what people corrected, as gold rows on which a reader is measured."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from duixian.commands.django import start
from duixian.commands.help import Command, Commands
from duixian.commands.init import Data
from duixian.commands.talk import say
from duixian.errors import StorageError

if TYPE_CHECKING:
    from duixian.ledger.queries.gold import Gold

review = typer.Typer(cls=Commands, help="审读的结果：把人改过的写成标注。", rich_markup_mode=None)


@review.callback()
def _review() -> None:
    """审读的结果：把人改过的写成标注，用来量读得准不准。"""


@review.command("export", cls=Command)
def export(
    data: Data = None,
    out: Annotated[Path, typer.Option("--out", metavar="文件夹", help="写到哪里")] = Path("duixian-gold"),
) -> int:
    """把审过的条目写成标注：每份文件一个 txt，旁边一个 gold.jsonl；没审完的再加 ranges.json。

    例：duixian review export --data duixian-data --out 标注
    """
    start(data)
    from duixian.ledger.queries.gold import golds

    found = list(golds())
    for gold in found:
        _write(gold, out)
        typer.echo(f"{out / gold.name}.gold.jsonl  {gold.title}  {len(gold.rows)} 条，改过 {gold.corrected} 条")
    if not found:
        say("还没有审过的条目。先在“文件”的阅读台里接受或更正几条，再导出。")
        return 0
    rows = sum(len(gold.rows) for gold in found)
    say(f"写了 {len(found)} 份文件的 {rows} 条，其中人改过 {sum(gold.corrected for gold in found)} 条", style="bold")
    return 0


def _write(gold: Gold, out: Path) -> None:
    """Write text, rows and, where only parts are reviewed, their ranges."""
    lines = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in gold.rows)
    written = {".txt": gold.text, ".gold.jsonl": lines}
    if gold.ranges is not None:
        written[".ranges.json"] = json.dumps(gold.ranges)
    try:
        out.mkdir(parents=True, exist_ok=True)
        for ending, words in written.items():
            # Spans count characters: the ends of lines stay as they are.
            (out / f"{gold.name}{ending}").write_bytes(words.encode("utf-8", "surrogatepass"))
    except OSError as error:
        hint = f"系统说：{error.strerror}。换一个能写的文件夹：--out 文件夹。"
        raise StorageError("标注写不进去。", where=str(out), hint=hint) from None
