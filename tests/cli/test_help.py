"""Help that a newcomer can learn from."""

from __future__ import annotations

import argparse
import pkgutil
from importlib import import_module

import pytest

from cli import commands
from cli.main import COMMANDS, MODULES, build_parser, main


def parsers_of(parser: argparse.ArgumentParser) -> dict[str, argparse.ArgumentParser]:
    """The parsers of the commands, by name."""
    return next(dict(action.choices) for action in parser._actions if isinstance(action, argparse._SubParsersAction))


PARSER = build_parser()
BY_NAME = parsers_of(PARSER)


def test_commands_stand_under_headings_in_order() -> None:
    lines = [line.strip() for line in PARSER.format_help().splitlines()]
    places = [lines.index(f"{title}:") for title in COMMANDS]
    assert places == sorted(places)
    for title, following in zip(COMMANDS, [*places[1:], len(lines)], strict=True):
        listed = {line.split(" ")[0] for line in lines[lines.index(f"{title}:") : following]}
        assert set(COMMANDS[title]) <= listed


def test_every_command_of_the_line_is_in_a_group() -> None:
    grouped = [name for members in COMMANDS.values() for name in members]
    below = pkgutil.walk_packages(commands.__path__, "cli.commands.")
    found = {each.name.rpartition(".")[2]: import_module(each.name) for each in below if not each.ispkg}
    words = {module: word for word, module in MODULES.items()}
    modules = {words.get(name, name.replace("_", "-")) for name, module in found.items() if hasattr(module, "register")}
    assert sorted(grouped) == sorted(BY_NAME) == sorted(modules)


@pytest.mark.parametrize("name", sorted(BY_NAME))
def test_a_command_that_is_loaded_alone_says_the_same(name: str) -> None:
    assert parsers_of(build_parser([name]))[name].format_help() == BY_NAME[name].format_help()
    assert build_parser([name]).format_usage() == PARSER.format_usage()


@pytest.mark.parametrize("line", [["sovle", "x.json"], ["--bogus", "solve"], ["--versio"], [""]])
def test_a_line_that_begins_with_no_command_is_told_all_commands(
    line: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit):
        PARSER.parse_args(line)
    expected = capsys.readouterr().err
    assert (main(line), capsys.readouterr().err) == (2, expected)


@pytest.mark.parametrize("name", sorted(BY_NAME))
def test_every_command_teaches_by_example(name: str) -> None:
    text = BY_NAME[name].format_help()
    assert f"optengine {name}" in text.partition("examples:")[2]
