"""Thousands of tests make an app, each with the same routes and the same refusals documented, so what follows from
nothing but a route or a schema is worked out once.

Rules: 1. of a route what Werkzeug reads from its path is kept (parts, converters, arguments, the two little programs
that build its address), under everything it is a function of: the path, the defaults, how slashes are taken, and the
map's converters; each app has rules, a map and a matcher of its own; 2. an instance of a schema that only documents is
kept by its class; 3. what is kept is never changed: lists and sets are copied for each rule.
"""

from collections.abc import Callable
from typing import Any

import marshmallow as ma
from apispec.ext import marshmallow as documents
from apispec.ext.marshmallow import openapi, schema_resolver
from werkzeug.routing import Rule


def compile_once() -> None:
    """From now on, in this process."""
    _routes()
    _schemas()


def _routes() -> None:
    """Rule 1."""
    kept: dict[tuple[Any, ...], tuple[Any, ...]] = {}
    compile_rule = Rule.compile

    def once(rule: Rule) -> None:
        map_, given = rule.map, frozenset(rule.arguments)
        what = (
            rule.rule, rule.merge_slashes, rule.subdomain, rule.host, map_.host_matching, repr(rule.defaults), given,
            *map_.converters.items(),
        )  # fmt: skip
        if what not in kept:
            compile_rule(rule)
            built = rule._build.__func__, rule._build_unknown.__func__  # type: ignore[attr-defined]
            kept[what] = (tuple(rule._parts), tuple(rule._trace), rule._converters, frozenset(rule.arguments), *built)
        parts, trace, converters, arguments, build, build_unknown = kept[what]
        rule._parts, rule._trace, rule._converters = list(parts), list(trace), dict(converters)
        rule.arguments = set(arguments)
        rule._build, rule._build_unknown = build.__get__(rule, None), build_unknown.__get__(rule, None)

    Rule.compile = once  # type: ignore[method-assign]


def _schemas() -> None:
    """Rule 2."""
    kept: dict[type[ma.Schema], ma.Schema] = {}
    resolve: Callable[[Any], ma.Schema] = documents.resolve_schema_instance

    def once(schema: Any) -> ma.Schema:
        if not isinstance(schema, type):
            return resolve(schema)
        if schema not in kept:
            kept[schema] = resolve(schema)
        return kept[schema]

    for module in (documents, openapi, schema_resolver):
        module.resolve_schema_instance = once  # type: ignore[attr-defined]
