"""Help in Chinese: usage, what it does, arguments, options, examples; aligned by display cells."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from typer.core import TyperCommand, TyperGroup

_INDENT = "  "
_WIDEST = 30


class Command(TyperCommand):
    """A command whose help is Chinese."""

    def format_help(self, ctx: Any, formatter: Any) -> None:
        """Write the help of the command."""
        formatter.write(help_text(ctx) + "\n")


class Commands(TyperGroup):
    """A group of commands whose help is Chinese."""

    def format_help(self, ctx: Any, formatter: Any) -> None:
        """Write the help of the group."""
        formatter.write(help_text(ctx) + "\n")


def help_text(context: Any) -> str:
    """Return the help of a command or of the whole program."""
    command = context.command
    sections = [_usage(context), *(command.help or "").split("\n\n")]
    if isinstance(command, Commands):
        listed = [(name, command.commands[name].help or "") for name in command.list_commands(context)]
        sections.append(_section("命令", [(name, words.partition("\n")[0]) for name, words in listed]))
    parameters = command.get_params(context)
    sections.append(_section("选项", [_option(each) for each in parameters if each.param_type_name == "option"]))
    return "\n\n".join(section.strip("\n") for section in sections if section)


def _usage(context: Any) -> str:
    if isinstance(context.command, Commands):
        return f"用法：{context.command_path} 命令 [选项] …"
    arguments = [each for each in context.command.get_params(context) if each.param_type_name == "argument"]
    names = "".join(f" {each.metavar}" for each in arguments)
    return f"用法：{context.command_path}{names} [选项]"


def _option(parameter: Any) -> tuple[str, str]:
    if parameter.name == "help":
        return "--help", "印出这份说明"
    names = " / ".join(dict.fromkeys([*parameter.opts, *parameter.secondary_opts]))
    return f"{names} {parameter.metavar or ''}".strip(), parameter.help or ""


def _section(head: str, rows: list[tuple[str, str]]) -> str:
    return "\n".join([f"{head}：", *_rows(rows)])


def _rows(rows: list[tuple[str, str]]) -> Iterator[str]:
    from rich.cells import cell_len

    width = min(_WIDEST, max(cell_len(name) for name, _ in rows))
    for name, words in rows:
        yield f"{_INDENT}{name}{' ' * max(2, width - cell_len(name) + 2)}{words}".rstrip()
