"""What stands close to a mistyped command or choice."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import get_close_matches

import click


class Commands(click.Group):
    """A group that lists its commands as added and names the one a mistyped one is close to."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of the commands, the main one first."""
        return list(self.commands)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Return the command, or fail with the nearest ones."""
        if self.get_command(ctx, args[0]) is None and not args[0].startswith("-"):
            is_file = "." in args[0] or "/" in args[0]
            near = [] if is_file else get_close_matches(args[0], self.list_commands(ctx), cutoff=0.5)
            hint = f"Did you mean {near[0]}?" if near else f"The commands are {', '.join(self.list_commands(ctx))}."
            remedy = " To read a file: dateline read FILE." if is_file else ""
            raise click.UsageError(f"There is no command {args[0]!r}. {hint}{remedy}", ctx)
        return super().resolve_command(ctx, args)


class Choice(click.Choice[str]):
    """A choice that names the value a mistyped one is close to."""

    def __init__(self, choices: Sequence[str]) -> None:
        super().__init__(list(choices), case_sensitive=False)

    def get_invalid_choice_message(self, value: str, ctx: click.Context | None) -> str:
        """Return what is wrong with a value, the nearest choice first."""
        near = get_close_matches(str(value), list(self.choices), n=1, cutoff=0.5)
        hint = f"Did you mean {near[0]}? " if near else ""
        return f"{value!r} is not one of the choices. {hint}They are: {', '.join(self.choices)}."
