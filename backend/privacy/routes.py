"""Route of the room privacy: a citizen takes what is kept about them."""

import orjson
from flask import Response

from backend.audit.record import make_entry, record
from backend.people.persons import person_of
from backend.privacy.export import MOST, export
from backend.privacy.schemas import OwnData
from backend.web.access import allow, from_phone
from backend.web.api import Room
from backend.web.limit_classes import limited
from backend.web.request import actor, now, services, session

blueprint = Room("privacy", description="What is kept about a citizen, for that citizen")


@blueprint.route("/me/data", methods=["POST"])
@allow("citizen")
@from_phone
@limited("own-data")
@blueprint.response(200, OwnData)
def post_data() -> Response:
    """Everything that is kept about me, opened, and who read it: a file to keep. From a phone only; the log knows it.

    Of each table the newest 1,000 rows; `more` says how many are left out.
    """
    person_id = person_of(session(), actor())
    said = export(session(), person_id, box=services().box, now=now(), most=MOST)
    subject = f"person:{person_id}"
    taken = make_entry(at=now(), actor=actor().subject, action="privacy.taken", subject=subject, person_id=person_id)
    record(session(), taken)
    response = Response(orjson.dumps(said, option=orjson.OPT_INDENT_2), mimetype="application/json")
    response.headers["Content-Disposition"] = 'attachment; filename="liangma-my-data.json"'
    return response
