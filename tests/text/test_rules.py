"""Patterns that wait until they are used."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from reader.text.rules import rule

ROOT = Path(__file__).parents[2]

COMPILED_BY_US = """
import re, sys
compiled, make = [], re.compile

def noted(pattern, flags=0):
    compiled.append(sys._getframe(1).f_globals["__name__"])
    return make(pattern, flags)

re.compile = noted
import reader.cli.open, reader.tui.app, reader.newspaper.recognise, reader.library.naming
print(*sorted({name for name in compiled if name.startswith("reader.")}))
"""


def test_a_rule_is_the_pattern_it_stands_for() -> None:
    day = rule("(\\d+)月(?P<day>\\d+)日", re.IGNORECASE)
    found = day.search("本报12月27日讯")
    assert found is not None and (found["day"], found.span()) == ("27", (2, 8))
    assert day.match("本报12月27日讯") is None and day.fullmatch("12月27日")
    assert day.sub("某日", "12月27日和12月28日") == "某日和某日"
    assert day.findall("1月2日3月4日") == [("1", "2"), ("3", "4")]
    assert day.pattern == "(\\d+)月(?P<day>\\d+)日" and day.flags & re.IGNORECASE


def test_a_rule_that_is_none_is_told_when_it_is_asked() -> None:
    with pytest.raises(re.error):
        rule("(").match("")


def test_no_pattern_is_compiled_while_the_program_is_loaded() -> None:
    run = subprocess.run([sys.executable, "-c", COMPILED_BY_US], capture_output=True, text=True, check=True, cwd=ROOT)
    assert run.stdout.split() == []
