"""The OpenAPI document holds for generated requests: no failure of ours, and every answer as documented.

Each role asks every operation that is for it with requests that keep to the document and with some that break it; that
others are refused before anything is read is proven in test_every_route. The same requests are made on every run, so
the second engine is asked those that were made for the first.
"""

import re
import warnings
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis.errors import Unsatisfiable
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.core.failures import FailureGroup
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from tests.api.table import TABLE
from tests.api.town import ROLES, Town
from tests.people.sign_in import new_address

schemathesis.serializer.alias("application/pdf", "application/octet-stream")
CHECKS = [not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance]
BUDGET = settings(
    database=None, deadline=None, derandomize=True, phases=[Phase.generate], suppress_health_check=list(HealthCheck)
)
EXAMPLES = {"as documented": 3, "not as documented": 3}
AUDIENCES = {re.sub(r"<(?:[^:<>]+:)?([^<>]+)>", r"{\1}", rule): row.who for rule, row in TABLE.items()}
MODES = {"as documented": GenerationMode.POSITIVE, "not as documented": GenerationMode.NEGATIVE}

Kept = dict[tuple[str, str, str], list[Any]]  # role, manner and operation to the requests that were made


@pytest.fixture(scope="module")
def document(town: Town) -> Any:
    return schemathesis.openapi.from_wsgi("/openapi.json", town.app)


@pytest.fixture(scope="module")
def kept() -> Kept:
    """For both engines: making the requests takes longer than asking them."""
    return {}


@pytest.mark.parametrize("manner", sorted(MODES))
@pytest.mark.parametrize("role", ROLES)
def test_every_operation_answers_as_documented(town: Town, document: Any, kept: Kept, role: str, manner: str) -> None:
    asked, failures = 0, []
    for result in document.get_all_operations():
        operation = result.ok()
        if skipped(operation, role):
            continue
        try:
            cases = kept.setdefault((role, manner, operation.label), [])
            asked += again(town, cases, role) if cases else probe(town, operation, role, manner, cases)
        except Unsatisfiable:
            continue  # nothing about a request without input can be wrong
        except FailureGroup as group:
            failures += [f"{operation.label}: {one}" for one in group.exceptions]
    assert failures == []
    assert asked >= EXAMPLES[manner] * 2


def skipped(operation: Any, role: str) -> bool:
    """Nobody asks public things twice, nor ends the sign-in that the rest needs."""
    if operation.path == "/api/v1/auth/sessions/current":
        return True
    who = AUDIENCES[f"{operation.method.upper()} {operation.path}"]
    return role not in who if "public" not in who else role != "public"


def again(town: Town, cases: list[Any], role: str) -> int:
    for case in cases:
        answered_as_documented(town, case, role)
    return len(cases)


def probe(town: Town, operation: Any, role: str, manner: str, made: list[Any]) -> int:
    """Ask a few times; how often. `made` is given the requests."""

    @settings(BUDGET, max_examples=EXAMPLES[manner])
    @given(case=operation.as_strategy(generation_mode=MODES[manner]))
    def ask(case: Any) -> None:
        made.append(case)
        answered_as_documented(town, case, role)

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # the generator's own, about what a schema lets it make
        ask()
    return len(made)


def answered_as_documented(town: Town, case: Any, role: str) -> None:
    headers = {**town.headers(role), "X-Request-Id": "generated-request"}
    answer = case.call(app=town.app, headers=headers, environ_overrides={"REMOTE_ADDR": new_address()})
    is_json = "json" in answer.headers["content-type"][0] if "content-type" in answer.headers else True
    case.validate_response(answer, checks=CHECKS if is_json else CHECKS[:-1])  # a signed token has no JSON schema
