# SPDX-License-Identifier: AGPL-3.0-or-later
"""The page of commands names every command of ours and no other, with options that they have."""

from __future__ import annotations

import re
import shlex
from io import StringIO

import pytest
from django.conf import settings
from django.core.management import call_command, get_commands, load_command_class

from tests import people

PAGE = (settings.ROOT / "docs" / "reference" / "commands.md").read_text("utf-8")
ROWS = re.findall(r"^\| (`.+?) \| (.+?) \| (.+?) \|$", PAGE, flags=re.MULTILINE)


def test_every_command_is_named() -> None:
    ours = {name for name, app in get_commands().items() if str(app).startswith("teduh.")}
    assert {name for row in ROWS for name in re.findall(r"`(\w+)`", row[0])} == ours


@pytest.mark.parametrize("row", [row for row in ROWS if "`, `" not in row[0]], ids=lambda row: row[0])
def test_a_command_has_the_options_that_are_named(row: tuple[str, str, str]) -> None:
    name = row[0].strip("`")
    command = load_command_class(get_commands()[name], name)
    parsers = [command.create_parser("manage.py", name)]
    for action in parsers[0]._actions:
        if isinstance(action.choices, dict):
            parsers += action.choices.values()
    known = " ".join(parser.format_help() for parser in parsers)
    for option in re.findall(r"`(--[\w-]+)`", row[2]):
        assert option in known, option


@pytest.mark.django_db
def test_the_example_answers() -> None:
    people.offices()
    (line,) = re.findall(r"manage\.py (term .+)$", PAGE, flags=re.MULTILINE)
    said = StringIO()
    call_command(*shlex.split(line), stdout=said)
    assert said.getvalue().startswith("2026-03-")
