"""The page docs/commands.md, made from the help of the commands by ``python -m dateline.cli.reference``."""

from __future__ import annotations

from collections.abc import Iterator

import click

WIDTH = 88
_HEAD = """# Commands

Made from the program's own help by `python -m dateline.cli.reference`; do not edit.
"""


def reference() -> str:
    """Return the help of every command as Markdown."""
    from dateline.cli import all_commands

    group = all_commands()
    parts = [_HEAD]
    root = click.Context(
        group,
        info_name="dateline",
        terminal_width=WIDTH,
        max_content_width=WIDTH,
        help_option_names=["-h", "--help"],
    )
    parts.append(f"## dateline\n\n```\n{group.get_help(root)}\n```\n")
    parts += _of_group(group, root, "dateline", "##")
    return "\n".join(parts)


def _of_group(group: click.Group, above: click.Context, path: str, mark: str) -> Iterator[str]:
    """Yield the help of the commands of a group, those of a group among them one level below it."""
    for name, command in group.commands.items():
        context = click.Context(command, parent=above, info_name=name, terminal_width=WIDTH, max_content_width=WIDTH)
        yield f"{mark} {path} {name}\n\n```\n{command.get_help(context)}\n```\n"
        if isinstance(command, click.Group):
            yield from _of_group(command, context, f"{path} {name}", mark + "#")


if __name__ == "__main__":
    print(reference(), end="")
