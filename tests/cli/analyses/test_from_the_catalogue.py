from __future__ import annotations

import argparse
from dataclasses import fields
from importlib import import_module

import pytest

from cli.commands.analyses.common import AnalysisCommand
from cli.main import COMMANDS, build_parser
from domain.analyses.catalogue import ANALYSES, analysis

OF_THEIR_OWN = ("roadmaps", "compare")
"""Commands that solve one problem after the other, or beside each other, and not in one session."""


def known_commands() -> list[AnalysisCommand]:
    names = [name.replace("-", "_") for name in COMMANDS["After the first optimum"]]
    modules = [import_module(f"cli.commands.analyses.{name}") for name in names]
    return [each for module in modules for each in vars(module).values() if isinstance(each, AnalysisCommand)]


def test_every_analysis_has_a_command() -> None:
    assert {each.name for each in known_commands()} | set(OF_THEIR_OWN) == {each.name for each in ANALYSES}


@pytest.mark.parametrize("command", known_commands(), ids=lambda each: each.name)
def test_every_field_of_a_request_can_be_given(command: AnalysisCommand) -> None:
    parser = argparse.ArgumentParser()
    command.arguments(parser)
    given = {action.dest for action in parser._actions} | set(parser._defaults)
    known = analysis(command.name)
    assert known is not None
    assert {field.name for field in fields(known.request)} <= given


def test_no_option_is_lost_between_the_parser_and_the_request() -> None:
    parser = build_parser(("trade",))
    args = parser.parse_args(["trade", "plan.json", "--in", "A", "--in", "B", "--max-changes", "2"])
    assert (args.force_in, args.force_out, args.max_changes) == (["A", "B"], [], 2)
