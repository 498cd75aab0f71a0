"""Routes of the room statistics: one report, as much of it as the asker's role may see."""

from datetime import date, timedelta
from typing import Any

from backend.errors import Invalid
from backend.registries.calendar import day_of, end_of
from backend.statistics.partners import partner_report
from backend.statistics.proofs import Between, proof_report
from backend.statistics.report import Period, report
from backend.statistics.schemas import PartnerSums, ProofSums, StatisticsAnswer, StatisticsQuery
from backend.web.access import allow
from backend.web.api import Room
from backend.web.replica import may_lag
from backend.web.request import actor, now, services, session

blueprint = Room("statistics", description="What the office did, in numbers")

QUERY, ANSWER = StatisticsQuery(), StatisticsAnswer()
USUAL_DAYS, MOST_DAYS = 30, 366
EARLIEST = date(1970, 1, 2)


class PeriodMalformed(Invalid):
    code = "period_invalid"
    zh = f"起止日期不正确：开始不得晚于结束，最多 {MOST_DAYS} 天"
    en = f"The days are not right: `from` is not after `to`, and {MOST_DAYS} days at most"


@blueprint.route("/statistics")
@allow("department", "operator", "security", "auditor")
@may_lag
@blueprint.arguments(QUERY, location="query")
@blueprint.response(200, ANSWER)
def get_statistics(query: dict[str, Any]) -> dict[str, Any]:
    """Issued, scanned, spared and refused, by day and in total: a department sees its own."""
    own = services()
    own.answer_times.write(own.engine)  # so that whoever scans and then looks finds the scan
    return report(
        session(), _period(query), actor=actor(), catalogue=own.catalogue,
        minutes_per_material=own.settings.minutes_per_material, now=now(),
    )  # fmt: skip


@blueprint.route("/statistics/proofs")
@allow("department", "operator", "security", "auditor")
@may_lag
@blueprint.arguments(QUERY, location="query")
@blueprint.response(200, ProofSums)
def get_proof_statistics(query: dict[str, Any]) -> dict[str, Any]:
    """Proofs by kind: asked for, issued by rule and by officers, used again, refused, and the cases they spared."""
    period = _period(query)
    office = actor().office if actor().role == "department" else None
    between = Between(end_of(period.first) - 86_400, end_of(period.last), office)
    days = {"first": period.first.isoformat(), "last": period.last.isoformat()}
    return {**days, **proof_report(session(), between, services=services())}


@blueprint.route("/partners/<string:client_id>/statistics")
@allow("operator", "security", "auditor")
@blueprint.arguments(QUERY, location="query")
@blueprint.response(200, PartnerSums)
def get_partner_statistics(query: dict[str, Any], client_id: str) -> dict[str, Any]:
    """What one partner asked: by day, channel, outcome and reason."""
    return partner_report(session(), client_id, _period(query), now=now())


@blueprint.route("/partners/current/statistics")
@allow("partner")
@blueprint.arguments(QUERY, location="query")
@blueprint.response(200, PartnerSums)
def get_own_statistics(query: dict[str, Any]) -> dict[str, Any]:
    """What I asked: by day, channel, outcome and reason."""
    return partner_report(session(), actor().office or "", _period(query), now=now())


def _period(query: dict[str, Any]) -> Period:
    last: date = query["last"] or day_of(now())
    first: date = query["first"] or max(last, EARLIEST) - timedelta(days=USUAL_DAYS - 1)
    if not EARLIEST < first <= last or (last - first).days >= MOST_DAYS:
        raise PeriodMalformed
    return Period(first, last)
