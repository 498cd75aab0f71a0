"""Routes of the room registries: what became of the files a department sent, and the calendar of working days."""

from typing import Any

from sqlalchemy import and_, or_, select

from backend.registries.calendar import day_of
from backend.registries.holidays_folder import load_calendar
from backend.registries.models import ImportRun
from backend.registries.schemas import ImportRunPage, WorkingYear, YearQuery
from backend.registries.working_days import year_of
from backend.web.access import allow
from backend.web.api import Room
from backend.web.paging import PageQuery, decode_cursor, page
from backend.web.replica import may_lag
from backend.web.request import actor, now, services, session

blueprint = Room("registries")


@blueprint.route("/import-runs", methods=["GET"])
@allow("department", "operator")
@may_lag
@blueprint.arguments(PageQuery(), location="query")
@blueprint.response(200, ImportRunPage())
def list_import_runs(query: dict[str, Any]) -> dict[str, Any]:
    """Imports with their counts, newest first: a department sees its own, an operator all."""
    statement = select(ImportRun).order_by(ImportRun.started_at.desc(), ImportRun.run_id.desc())
    if actor().role == "department":
        statement = statement.where(ImportRun.issuer_code == actor().office)
    last = decode_cursor(query["cursor"])
    if last is not None:
        at, run_id = last
        same = and_(ImportRun.started_at == at, ImportRun.run_id < run_id)
        statement = statement.where(or_(ImportRun.started_at < at, same))
    rows = list(session().scalars(statement.limit(query["limit"] + 1)))
    return page(rows, query["limit"], at="started_at", row_id="run_id")


@blueprint.route("/working-days", methods=["GET"])
@allow("department", "operator", "security", "auditor")
@blueprint.arguments(YearQuery(), location="query")
@blueprint.response(200, WorkingYear())
def get_working_days(query: dict[str, Any]) -> dict[str, Any]:
    """One year as time limits reckon it: days off, the weekend days worked for them, and the notice they are from."""
    return year_of(load_calendar(services().settings.holidays_dir), query["year"] or day_of(now()).year)
