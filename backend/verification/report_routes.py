"""The reconciliation report of a verifier's offline gates, to read or as a table."""

from typing import Any

from flask import Response, request

from backend.verification.reconcile import Period, as_csv, of_partner, reconcile
from backend.verification.report_schemas import Reconciliation, ReportQuery
from backend.verification.verifiers import verifier_of
from backend.web.access import allow
from backend.web.api import Room
from backend.web.request import actor, now, services, session

blueprint = Room("reconciliation", description="What offline gates reported, and what has to be looked into")

QUERY, CSV = ReportQuery(), "text/csv"
TABLE = {200: {"content": {CSV: {"schema": {"type": "string"}}}}}


@blueprint.route("/seen-codes/report")
@allow("window", "partner")
@blueprint.arguments(QUERY, location="query")
@blueprint.response(200, Reconciliation)
@blueprint.doc(responses=TABLE)
def get_report(query: dict[str, Any]) -> Any:
    """What my gates reported in some days: sums, double uses, acceptances of what was not valid any more, old lists and
    clocks that were ahead. Nobody is named. The findings come as a table when Accept asks for text/csv."""
    verifier = verifier_of(session(), actor(), services=services(), now=now())
    return _told(Period(verifier.verifier_id, query["gate"], query["first_day"], query["last_day"]))


@blueprint.route("/partners/<string:client_id>/seen-codes/report")
@allow("operator", "security", "auditor")
@blueprint.arguments(QUERY, location="query")
@blueprint.response(200, Reconciliation)
@blueprint.doc(responses=TABLE)
def get_partners_report(query: dict[str, Any], client_id: str) -> Any:
    """The same of a partner's gates, for administration: what to talk about with the partner. Nobody is named."""
    return _told(of_partner(session(), client_id, query))


def _told(period: Period) -> Any:
    report = reconcile(session(), period)
    if request.accept_mimetypes.best_match(["application/json", CSV]) != CSV:
        return report
    table = Response(as_csv(report), content_type=f"{CSV}; charset=utf-8")
    table.headers["Content-Disposition"] = 'attachment; filename="reconciliation.csv"'
    table.headers["Cache-Control"] = "no-store"
    return table
