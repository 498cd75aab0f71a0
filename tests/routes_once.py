"""Werkzeug compiles a little program for each route of an app, which is most of what making an app takes. Thousands of
tests make one, each with the same routes, so here each program is compiled once.

What is kept is a function of nothing but the route: its path, its defaults, and whether unknown arguments are added.
"""

from collections.abc import Callable
from typing import Any

from werkzeug.routing import Rule

Build = Callable[..., tuple[str, str]]


def compile_once() -> None:
    compiled: dict[tuple[Any, ...], Build] = {}
    compile_builder = Rule._compile_builder

    def once(rule: Rule, append_unknown: bool = True) -> Build:
        what = (rule.rule, tuple(rule._trace), repr(rule.defaults), append_unknown)
        if what not in compiled:
            compiled[what] = compile_builder(rule, append_unknown)
        return compiled[what]

    Rule._compile_builder = once  # type: ignore[assignment, method-assign]
