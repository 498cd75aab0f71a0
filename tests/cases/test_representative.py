"""A new legal representative goes on with what the former one began: with their own wallet, never with the other's."""

from backend import db
from backend.cases.models import Case
from backend.people import persons
from tests.cases.office import FOOD
from tests.cases.online import Applying
from tests.verification.world import City


def test_a_successor_goes_on_with_an_organisation_s_draft_with_what_their_own_wallet_covers(city: City) -> None:
    former, following = city.phone(3), city.phone(5)
    licence = city.certify(former, "business-licence")
    begun = Applying(city, former, FOOD, **{"for": str(licence.person_id), "answers": {"business": "sale"}})
    assert begun.states()["business-licence"] == "missing"
    with db.transaction(city.engine) as session:
        persons.set_representative(session, licence.person_id, following.person_id)
    assert city.get(f"/me/cases/{begun.no}", former.token).status_code == 404
    begun.phone = following
    assert [one["certificate_id"] for one in begun.read()["certificates"]] == [str(licence.certificate_id)]
    typed = {"agent_name": "自办", "business": "自办", "phone": "13800138000"}
    assert begun.fill(typed).status_code == 200
    assert begun.submit().status_code == 200
    assert begun.states()["business-licence"] == "exempt"
    with db.open_session(city.engine) as session:
        assert session.get_one(Case, begun.no).presenter_id == following.person_id
