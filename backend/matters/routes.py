"""Routes of the room matters."""

from typing import Any

from backend.matters.guide import guide
from backend.matters.offered import offered_matter, offered_matters
from backend.matters.schemas import MatterAnswer, MatterList, MatterQuery
from backend.web.access import allow
from backend.web.api import Room
from backend.web.request import services, session

blueprint = Room("matters", description="What can be applied for, and which certificate spares which paper")

QUERY = MatterQuery()


@blueprint.route("/matters")
@allow("public")
@blueprint.arguments(QUERY, location="query")
@blueprint.response(200, MatterList)
def get_matters(query: dict[str, Any]) -> dict[str, Any]:
    """Find matters by words, pinyin or initials, best first; without `q`, all by code."""
    return {"items": offered_matters(session(), query["q"], limit=query["limit"])}


@blueprint.route("/matters/<string:code>")
@allow("public")
@blueprint.response(200, MatterAnswer)
def get_matter(code: str) -> dict[str, Any]:
    """One matter: materials, which certificates replace each and by which view, form, limits, fee."""
    matter = offered_matter(session(), code)
    return guide(matter, catalogue=services().catalogue, base_url=services().settings.base_url)
