"""The document at /openapi.json: valid OpenAPI 3.1, complete, and honest about who may call what."""

import re
from typing import Any

import pytest
from flask import Flask
from openapi_spec_validator import OpenAPIV31SpecValidator

from backend.web.access import audience_of

METHODS = ("get", "post", "put", "patch", "delete")
OPERATION_ID = re.compile(r"[a-z][a-z0-9_]*")


@pytest.fixture
def document(app: Flask) -> dict[str, Any]:
    answer = app.test_client().get("/openapi.json")
    assert answer.status_code == 200
    found: dict[str, Any] = answer.json
    return found


def operations(document: dict[str, Any]) -> list[tuple[str, str, dict[str, Any]]]:
    """(path, method, operation) of everything documented."""
    paths = document["paths"].items()
    return [(path, method, item[method]) for path, item in paths for method in METHODS if method in item]


def path_of(rule: str) -> str:
    """A Flask rule as OpenAPI writes it."""
    return re.sub(r"<(?:[^:<>]+:)?([^<>]+)>", r"{\1}", rule)


def routes(app: Flask) -> dict[tuple[str, str], str]:
    """(path, method) -> endpoint of every route that a room has."""
    rules = [rule for rule in app.url_map.iter_rules() if "." in rule.endpoint]
    methods = ((rule, method.lower()) for rule in rules for method in rule.methods or ())
    return {(path_of(rule.rule), method): rule.endpoint for rule, method in methods if method in METHODS}


def test_the_document_is_valid_openapi_3_1(document: dict[str, Any]) -> None:
    assert document["openapi"].startswith("3.1")
    OpenAPIV31SpecValidator(document).validate()


def test_every_route_of_every_room_is_documented_and_nothing_else(app: Flask, document: dict[str, Any]) -> None:
    documented = {(path, method) for path, method, _ in operations(document)}
    assert documented == set(routes(app))
    assert len(documented) > 10


def test_every_operation_says_what_it_promises_and_what_it_answers(document: dict[str, Any]) -> None:
    for path, method, operation in operations(document):
        place = f"{method} {path}"
        assert operation.get("summary"), place
        answers = operation["responses"]
        assert any(status.startswith("2") for status in answers), place
        assert "application/problem+json" in answers["default"]["content"], place
        assert all(answer.get("description") for answer in answers.values()), place


def test_security_is_asked_for_exactly_where_the_audience_is_not_public(app: Flask, document: dict[str, Any]) -> None:
    assert document["components"]["securitySchemes"]["bearer"]["scheme"] == "bearer"
    endpoints = routes(app)
    for path, method, operation in operations(document):
        public = "public" in audience_of(app, endpoints[path, method])
        assert operation.get("security", []) == ([] if public else [{"bearer": []}]), f"{method} {path}"


def test_every_path_parameter_is_described(document: dict[str, Any]) -> None:
    for path, item in document["paths"].items():
        wanted = set(re.findall(r"{([^}]+)}", path))
        for method in METHODS:
            if method in item:
                both = [*item.get("parameters", []), *item[method].get("parameters", [])]
                assert {found["name"] for found in both if found["in"] == "path"} == wanted, f"{method} {path}"


def test_names_are_snake_case(document: dict[str, Any]) -> None:
    schemas = document["components"].get("schemas", {})
    names = {name for schema in schemas.values() for name in schema.get("properties", {})}
    assert [name for name in sorted(names) if not OPERATION_ID.fullmatch(name)] == []
