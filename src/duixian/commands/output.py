"""Where data go: standard output, or a file that appears only when it is complete."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from io import FileIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import BinaryIO

import typer

from duixian.commands.shapes import BINARY, Shape, suffix_of
from duixian.errors import FileError, UsageError

Write = Callable[[str | bytes], None]


@contextmanager
def output(path: Path | None) -> Iterator[Write]:
    """Give a function that writes to the file at `path` or to standard output: bytes, or text as UTF-8 as it stands.

    A file appears when all is written; where nothing was, it does not appear.
    """
    if path is None:
        yield _printed
        _printed("")
        return
    part = draft_of(path)
    with ExitStack() as stack:
        files: list[FileIO] = []

        def write(text: str | bytes) -> None:
            with _writing(path):
                if not files:
                    stack.callback(_dropped, part, path)
                    # No buffer, which would want to be written once more when the disk is full.
                    files.append(stack.enter_context(part.open("wb", buffering=0)))
                _written(files[0], text)

        yield write
        if files:
            with _writing(path):
                files[0].close()
                part.replace(path)


@contextmanager
def output_file(path: Path | None) -> Iterator[Path]:
    """Give the path of a file to be written whole, which then is the file at `path` or goes to standard output."""
    if path is not None and is_plain(path):
        part = draft_of(path)
        with ExitStack() as stack:
            stack.callback(_dropped, part, path)
            stack.enter_context(_writing(path))
            yield part
            part.replace(path)
        return
    with TemporaryDirectory() as folder, output(path) as write:
        part = Path(folder) / "whole"
        yield part
        with part.open("rb") as file:
            while data := file.read(1 << 20):
                write(data)


def draft_of(path: Path) -> Path:
    """Return where a file is written until it is complete; a device or a pipe is written at once."""
    return path.with_name(f".{path.name}.part") if is_plain(path) else path


def is_plain(path: Path) -> bool:
    """Answer whether `path` is, or will be, a file that can be replaced: no device, no pipe."""
    return path.is_file() or not path.exists()


def check_out(shape: Shape, names: list[str], out: Path | None) -> Path | None:
    """Return where the data go, after making sure that they can go there and overwrite no report."""
    if out is not None and any(Path(name).resolve() == out.resolve() for name in names):
        raise UsageError(f"--out 会覆盖要读的 {out}。", hint="请换一个名字。")
    if shape.format == "html" and out is None:
        if shape.several:
            raise UsageError("几份网页要写到文件夹里。", hint="加上 --out 文件夹")
        if sys.stdout.isatty():
            raise UsageError("网页印在终端里看不成。", hint="加上 --out 报告.html")
    if shape.format in BINARY and is_seen(out):
        end = suffix_of(shape.format)
        raise UsageError(f"{shape.format} 不是文字，印在终端里看不成。", hint=f"加上 --out 报告{end}")
    if out is not None and not out.parent.is_dir():
        raise FileError("写不了：所在的文件夹不存在。", where=str(out), hint=f"请先建好文件夹 {out.parent}。")
    if out is not None and out.is_dir() and shape.format != "html":
        raise UsageError(
            f"--out {out} 是文件夹。", hint=f"写出文件名，如 --out {out / '结果'}{suffix_of(shape.format)}"
        )
    return out


def is_seen(path: Path | None) -> bool:
    """Answer whether a person sees the data in a terminal at once."""
    return path is None and sys.stdout.isatty()


def write_file(path: Path, text: str | bytes) -> None:
    """Write a whole file."""
    with output(path) as write:
        write(text)


def make_folder(path: Path) -> None:
    """Make the folder at `path`, where it is not there yet."""
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        hint = f"系统说：{error.strerror}。请换一个位置。"
        raise FileError("建不了这个文件夹。", where=str(path), hint=hint) from None


def _dropped(part: Path, path: Path) -> None:
    if part != path:
        part.unlink(missing_ok=True)


@contextmanager
def _writing(path: Path | None) -> Iterator[None]:
    """Say it in one sentence where the system cannot write."""
    try:
        yield
    except BrokenPipeError:
        raise
    except OSError as error:
        hint = f"系统说：{error.strerror}。请腾出地方，或换一个位置再写。"
        raise FileError("写不了。", where="标准输出" if path is None else str(path), hint=hint) from None


def _written(file: FileIO | BinaryIO, text: str | bytes) -> None:
    # Half a pair of surrogates becomes ?, since no encoding has it.
    rest = memoryview(text if isinstance(text, bytes) else text.encode("utf-8", "replace"))
    while rest:
        rest = rest[file.write(rest) :]


def _printed(text: str | bytes) -> None:
    """Print on standard output; a reader that has seen enough (`| head`) ends the program quietly."""
    try:
        with _writing(None):
            _written(sys.stdout.buffer, text)
            sys.stdout.buffer.flush()
    except (BrokenPipeError, FileError) as error:
        # What could not be written is not tried again at the end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        if isinstance(error, BrokenPipeError):
            raise typer.Exit(0) from None
        raise
