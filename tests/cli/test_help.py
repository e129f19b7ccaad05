"""Help that a newcomer can learn from."""

from __future__ import annotations

import argparse

import pytest

from cli.main import COMMANDS, build_parser

PARSER = build_parser()
BY_NAME: dict[str, argparse.ArgumentParser] = next(
    dict(action.choices) for action in PARSER._actions if isinstance(action, argparse._SubParsersAction)
)


def test_commands_stand_under_headings_in_order() -> None:
    lines = [line.strip() for line in PARSER.format_help().splitlines()]
    places = [lines.index(f"{title}:") for title in COMMANDS]
    assert places == sorted(places)
    for title, following in zip(COMMANDS, [*places[1:], len(lines)], strict=True):
        listed = {line.split(" ")[0] for line in lines[lines.index(f"{title}:") : following]}
        assert {command.__name__.rpartition(".")[2].replace("_", "-") for command in COMMANDS[title]} <= listed


def test_every_command_of_the_line_is_in_a_group() -> None:
    grouped = {
        command.__name__.rpartition(".")[2].replace("_", "-") for members in COMMANDS.values() for command in members
    }
    assert grouped == set(BY_NAME)


@pytest.mark.parametrize("name", sorted(BY_NAME))
def test_every_command_teaches_by_example(name: str) -> None:
    text = BY_NAME[name].format_help()
    assert f"optengine {name}" in text.partition("examples:")[2]
