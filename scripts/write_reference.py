"""Write docs/commands.md from the command line's own help, so that both say the same.

python scripts/write_reference.py
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import click

from toolkit.cli import commands

TARGET = Path(__file__).parents[1] / "docs" / "commands.md"

HEAD = """# Commands

Made from the commands' own help by `scripts/write_reference.py`.

Exit codes: 0 done; 1 a fault of ours, or `verify` found something; 2 what was handed in cannot be
used; 3 not allowed, or not yet; 4 the project itself cannot be used.
"""


def commands_in(group: click.Group, path: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """Every command by the words one types."""
    for name, command in group.commands.items():
        if isinstance(command, click.Group):
            yield from commands_in(command, (*path, name))
        else:
            yield (*path, name)


def help_of(path: tuple[str, ...]) -> str:
    """What `toolkit PATH --help` prints, 100 columns wide."""
    command: click.Command = commands
    context = click.Context(commands, info_name="toolkit", **commands.context_settings)
    context.terminal_width = 100
    for word in path:
        assert isinstance(command, click.Group)
        command = command.commands[word]
        context = click.Context(command, info_name=word, parent=context)
    return command.get_help(context)


def reference() -> str:
    """The whole page."""
    parts = [HEAD]
    for path in commands_in(commands, ()):
        parts.append(f"## toolkit {' '.join(path)}\n\n```\n{help_of(path)}\n```\n")
    return "\n".join(parts)


if __name__ == "__main__":
    TARGET.write_text(reference(), encoding="utf-8")
    print(TARGET)
