"""Routes of the room matters."""

from typing import Any

from backend.matters.guide import guide
from backend.matters.offered import offered_matters, shown_matter
from backend.matters.schemas import MatterAnswer, MatterList, MatterQuery, VersionQuery
from backend.web.access import allow
from backend.web.api import Room
from backend.web.replica import may_lag
from backend.web.request import services, session

blueprint = Room("matters", description="What can be applied for, and which certificate spares which paper")

QUERY = MatterQuery()


@blueprint.route("/matters")
@allow("public")
@may_lag
@blueprint.arguments(QUERY, location="query")
@blueprint.response(200, MatterList)
def get_matters(query: dict[str, Any]) -> dict[str, Any]:
    """Find matters by words, pinyin or initials, best first; without `q`, all by code."""
    return {"items": offered_matters(session(), query["q"], limit=query["limit"])}


@blueprint.route("/matters/<string:code>")
@allow("public")
@may_lag
@blueprint.arguments(VersionQuery, location="query")
@blueprint.response(200, MatterAnswer)
def get_matter(query: dict[str, Any], code: str) -> dict[str, Any]:
    """One matter: materials, which certificates replace each and by which view, form, rules in words, limits, fee.

    With `version` the one that a case was begun with, even if it is no longer offered.
    """
    matter = shown_matter(session(), code, query["version"])
    return guide(matter, catalogue=services().catalogue, base_url=services().settings.base_url)
