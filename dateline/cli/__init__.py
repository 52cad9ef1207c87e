"""The command line: a thin layer that loads what a command needs when it runs, so that ``--help`` answers at once."""

from __future__ import annotations

import logging
import os
import sys

import click

from dateline import __version__

from .stopping import watched
from .suggest import Commands

EPILOG = "Exit status: 0 all read, 1 some could not be read, 2 the command was wrong. More: dateline COMMAND --help"
STOPPED = 130  # by Ctrl-C, as shells have it
PIPE_CLOSED = 141  # the reader of our output went away, as shells have it


@click.group(cls=Commands, epilog=EPILOG, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, "-V", "--version", message="dateline %(version)s")
def commands() -> None:
    """Read reports of conflict and keep whose word each claim is.

    \b
    Example:
      dateline read examples
      dateline read report.html --published 2025-10-12 --format html --output page.html
    """


def all_commands() -> click.Group:
    """Return the group with its commands; their modules load nothing of the reader."""
    from .add import add
    from .brief import brief
    from .copy import copy
    from .evidence import evidence
    from .export import export
    from .judge import judge
    from .measure import measure
    from .people import people
    from .read import read
    from .reread import reread
    from .search import search
    from .seeds import seeds
    from .serve import serve
    from .setup import setup
    from .show import show
    from .verify import verify
    from .watch import watch

    for command in (
        read,
        add,
        seeds,
        watch,
        brief,
        show,
        search,
        judge,
        export,
        evidence,
        verify,
        serve,
        people,
        copy,
        reread,
        setup,
        measure,
    ):
        commands.add_command(command)
    return commands


def main(arguments: list[str] | None = None) -> None:
    """Run the command line and exit with its status; a closed pipe and Ctrl-C end it without a trace."""
    all_commands()
    logging.getLogger().addHandler(logging.NullHandler())  # libraries' remarks on odd files are not for the user
    sys.exit(_run(arguments))


def _run(arguments: list[str] | None) -> int:
    from dateline.errors import DatelineError

    try:
        with watched():
            status = commands.main(args=arguments, prog_name="dateline", standalone_mode=False)
        sys.stdout.flush()
        return status if isinstance(status, int) else 0
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except DatelineError as error:
        print(f"dateline: {error}", file=sys.stderr)
        return 2
    except BrokenPipeError:
        # what is still buffered has no reader: the interpreter's own flush at exit must not complain
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return PIPE_CLOSED
    except (KeyboardInterrupt, click.Abort):
        print("dateline: stopped", file=sys.stderr)
        return STOPPED
