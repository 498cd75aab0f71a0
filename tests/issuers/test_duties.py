"""The duties of operator, security and auditor: what each may write, said once more and compared with every route."""

import pytest
from flask import Flask

from backend.web.access import audience_of

ADMINISTRATORS = frozenset({"operator", "security", "auditor"})
OPERATORS, SECURITY = frozenset({"operator"}), frozenset({"security"})
BOTH = OPERATORS | SECURITY
DUTIES = {  # room of routes -> who of the three may write there
    "batches": {OPERATORS}, "kiosks": {OPERATORS}, "matter_versions": {OPERATORS}, "ratings": {OPERATORS},
    "issuers": {SECURITY}, "partner_webhooks": {OPERATORS},
    "partner_applications": {OPERATORS, BOTH},  # applied for by operators; decided by either, but not who applied
    "partner_standing": {BOTH}, "regions": {OPERATORS, BOTH}, "seals": {BOTH},
    "trust": {frozenset({"auditor"})},  # walking the log
}  # fmt: skip


def writing(app: Flask) -> dict[str, frozenset[str]]:
    """Endpoints that change something -> which administrators may use them."""
    found = {
        rule.endpoint: audience_of(app, rule.endpoint) & ADMINISTRATORS
        for rule in app.url_map.iter_rules()
        if (rule.methods or set()) & {"POST", "PUT", "PATCH", "DELETE"}
    }
    return {endpoint: roles for endpoint, roles in found.items() if roles and not roles >= ADMINISTRATORS}


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_none_of_the_three_may_do_what_is_anothers(app: Flask) -> None:
    found: dict[str, set[frozenset[str]]] = {}
    for endpoint, roles in writing(app).items():
        found.setdefault(endpoint.partition(".")[0], set()).add(roles)
    assert found == DUTIES


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_the_auditor_changes_nothing_but_the_check_of_the_log(app: Flask) -> None:
    assert {one for one, roles in writing(app).items() if "auditor" in roles} == {"trust.audit_check"}
