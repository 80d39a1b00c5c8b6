"""The `duixian` command: what there is to call, and the one place where an error becomes words and an exit code.

0 done, 1 something that a person can mend, 2 a command that was mistyped. Data on standard output, talk on standard
error.
"""

from __future__ import annotations

import gc
import sys
from typing import Annotated

import typer

from duixian.commands.assess import assess
from duixian.commands.compare import compare
from duixian.commands.demo import demo
from duixian.commands.help import Command, Commands, help_text
from duixian.commands.init import init
from duixian.commands.load import load
from duixian.commands.misuse import misuse
from duixian.commands.program import program
from duixian.commands.read import read
from duixian.commands.review import review
from duixian.commands.serve import serve
from duixian.commands.talk import complain, speak_utf8
from duixian.commands.verify import verify
from duixian.errors import DuixianError, UsageError

INTERRUPTED = 130
HELP = {"help_option_names": ["-h", "--help"]}

app = typer.Typer(
    cls=Commands, add_completion=False, pretty_exceptions_enable=False, rich_markup_mode=None, context_settings=HELP
)
app.command("read", cls=Command)(read)
app.command("compare", cls=Command)(compare)
app.command("init", cls=Command)(init)
app.command("load", cls=Command)(load)
app.command("serve", cls=Command)(serve)
app.command("verify", cls=Command)(verify)
app.command("assess", cls=Command)(assess)
app.add_typer(review, name="review", cls=Commands)
app.add_typer(program, name="program", cls=Commands)
app.command("demo", cls=Command)(demo)


@app.callback(invoke_without_command=True)
def duixian(
    context: typer.Context,
    version: Annotated[bool, typer.Option("--version", help="印出版本号")] = False,
) -> None:
    """兑现：把县里的工作报告读成一条条有出处的数字、节点和任务，再一直跟到办成。"""
    if version:
        from duixian import __version__

        typer.echo(f"duixian {__version__}")
    elif context.invoked_subcommand is None:
        typer.echo(help_text(context))


def main() -> None:
    """Run the command and leave with its exit code."""
    # What is loaded at the start stays: sweeping it again and again costs a tenth of a short run.
    gc.set_threshold(50_000, 20, 20)
    sys.exit(run(sys.argv[1:]))


def run(arguments: list[str]) -> int:
    """Return the exit code of the command that `arguments` spell."""
    speak_utf8()
    try:
        return app(arguments, prog_name="duixian", standalone_mode=False) or 0
    except DuixianError as error:
        complain(error)
        return 2 if isinstance(error, UsageError) else 1
    except typer.TyperException as error:
        complain(misuse(error, arguments))
        return 2
    except KeyboardInterrupt:
        return INTERRUPTED
