"""What pages and partners of an older version send and read, held against the contract of this one.

`old_contract.json` keeps, for each operation, what a body has to hold and may hold, and what an answer holds.
Rules: 1. an operation stays, unless GONE names it; 2. nothing more has to be sent; 3. what could be sent may still be
sent; 4. what was answered is still answered. `python -m tests.faults.old_client DAY` writes the file anew, when a
version is released.
"""

from __future__ import annotations

import json
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from flask import Flask

from backend.app import create_app
from tests.faults.processes import settings_of

KEPT = Path(__file__).with_name("old_contract.json")
GONE = {  # what left on purpose, and what becomes of whoever still asks
    "GET /api/v1/batch-jobs": "batches have addresses of their own; an administrator's older page lists none (404)",
}
METHODS = ("get", "post", "put", "patch", "delete")
Contract = dict[str, dict[str, list[str]]]


@dataclass(frozen=True)
class Found:
    version: str
    operations: int
    broken: list[str]


def fresh_contract(app: Flask) -> Contract:
    """Of the program as it is."""
    document = app.test_client().get("/openapi.json").json
    assert document is not None
    found: Contract = {}
    for path, item in document["paths"].items():
        for method in METHODS:
            if method in item:
                found[f"{method.upper()} {path}"] = _operation(item[method], document)
    return found


def differences(fresh: Contract) -> Found:
    kept = json.loads(KEPT.read_text("utf-8"))
    broken = [line for name, old in kept["operations"].items() for line in _broken(name, old, fresh.get(name))]
    return Found(kept["version"], len(kept["operations"]), broken)


def _broken(name: str, old: dict[str, list[str]], new: dict[str, list[str]] | None) -> list[str]:
    if new is None:
        return [] if name in GONE else [f"{name} is gone"]
    told = [f"{name} needs {one} now" for one in sorted({*new["needs"]} - {*old["needs"]})]
    told += [f"{name} takes {one} no more" for one in sorted({*old["takes"]} - {*new["takes"]})]
    return told + [f"{name} answers {one} no more" for one in sorted({*old["answers"]} - {*new["answers"]})]


def _operation(operation: dict[str, Any], document: dict[str, Any]) -> dict[str, list[str]]:
    content = operation.get("requestBody", {}).get("content", {}).get("application/json", {})
    body = _resolved(content.get("schema", {}), document)
    asked = [one for one in operation.get("parameters", ()) if one.get("in") in ("query", "header")]
    needs = [*body.get("required", ()), *(f"?{one['name']}" for one in asked if one.get("required"))]
    takes = [*body.get("properties", {}), *(f"?{one['name']}" for one in asked)]
    good = [answer for status, answer in operation["responses"].items() if status.startswith("2")]
    schemas = [answer.get("content", {}).get("application/json", {}).get("schema", {}) for answer in good]
    answers = {line for schema in schemas for line in _names(_resolved(schema, document), document)}
    return {"needs": sorted(needs), "takes": sorted(takes), "answers": sorted(answers)}


def _names(schema: dict[str, Any], document: dict[str, Any], before: str = "", depth: int = 1) -> list[str]:
    """The properties of an answer, those inside too."""
    found = []
    for name, inner in schema.get("properties", {}).items():
        found.append(before + name)
        if depth:
            plain = _resolved(inner, document)
            inside = _resolved(plain.get("items", plain), document)
            found += _names(inside, document, f"{before}{name}/", depth - 1)
    return found


def _resolved(schema: dict[str, Any], document: dict[str, Any]) -> dict[str, Any]:
    name = schema.get("$ref", "").rpartition("/")[2]
    found: dict[str, Any] = document["components"]["schemas"][name] if name else schema
    return found


def main(version: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        app = create_app(settings_of("sqlite://", Path(folder)))
    lines = [f"{json.dumps(name)}: {json.dumps(one)}" for name, one in sorted(fresh_contract(app).items())]
    head = json.dumps({"version": version})[:-1]
    KEPT.write_text(f'{head}, "operations": {{\n' + ",\n".join(lines) + "\n}}\n", "utf-8")


if __name__ == "__main__":
    main(sys.argv[1])
