"""A mistyped command in words that help: what is not there, and what was likely meant."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import pairwise
from pathlib import Path
from typing import Any

from duixian.errors import UsageError, guess

_QUOTED = re.compile(r"'([^']*)'")


def choose(value: str, choices: Iterable[str], *, option: str) -> str:
    """Return `value` if it is among `choices`; raises UsageError that names the nearest right one."""
    listed = list(choices)
    if value in listed:
        return value
    raise UsageError(f"{option} 没有 {value}。{guess(value, listed)}", hint=f"可用：{' '.join(listed)}")


def misuse(error: Exception, arguments: list[str]) -> UsageError:
    """Return Typer's complaint about the command line as ours: what, and what to do."""
    context: Any = getattr(error, "ctx", None)
    command = context.command_path if context is not None else " ".join(["duixian", *arguments[:1]])
    message = str(getattr(error, "message", error))
    hint = f"用法见 {command} --help"
    kind = type(error).__name__
    if kind == "NoSuchOption":
        return _no_option(error, context, command)
    if kind == "BadOptionUsage":
        return UsageError(f"{getattr(error, 'option_name', '')} 后面还要写一个值。", hint=hint)
    if "No such command" in message:
        return _no_command(_quoted(message), context)
    if "unexpected extra argument" in message:
        return UsageError(f"多出来的内容：{message.rpartition('(')[2].rstrip(')')}。", hint=hint)
    parameter: Any = getattr(error, "param", None)
    if parameter is not None:
        option = parameter.opts[0]
        return UsageError(f"{option} 要写整数，写的是 {_value(option, arguments)}。", hint=hint)
    return UsageError(message, hint=hint)


def _no_option(error: Exception, context: Any, command: str) -> UsageError:
    written = str(getattr(error, "option_name", ""))
    known = [option for parameter in context.command.get_params(context) for option in parameter.opts]
    options = [option for option in known if option.startswith("--")]
    return UsageError(f"没有 {written} 这个选项。{guess(written, options)}", hint=f"可用：{' '.join(options)}")


def _no_command(written: str, context: Any) -> UsageError:
    commands = context.command.list_commands(context)
    if Path(written).exists():
        return UsageError(f"没有 {written} 这个命令。", hint=f"要读这份文件，写：duixian read {written}")
    return UsageError(f"没有 {written} 这个命令。{guess(written, commands)}", hint=f"可用：{' '.join(commands)}")


def _value(option: str, arguments: list[str]) -> str:
    """Return what was written for `option`, as `--year abc` or `--year=abc`."""
    following = dict(pairwise(arguments))
    joined = (argument.partition("=")[2] for argument in arguments if argument.startswith(f"{option}="))
    return following.get(option) or next(joined, "")


def _quoted(message: str) -> str:
    found = _QUOTED.search(message)
    return found[1] if found else message
