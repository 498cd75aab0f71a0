"""Under fourteen a phone needs a guardian's yes, good for one."""

import pytest

from backend import db
from backend.guardians.refusals import GuardianNeeded
from backend.guardians.young import spend_permit
from tests.guardians.family import Child, Family, birthday
from tests.requests.bank import refused
from tests.verification.world import City


def test_a_yes_is_good_for_one_phone_of_the_child(family: Family, city: City) -> None:
    ward = family.confirmed(family.mother)
    path = f"/me/wards/{ward['guardianship_id']}/phone-permits"
    assert refused(city.post(path, None, family.father.token)) == (404, "ward_unknown")
    assert _may(city, family, family.daughter) is False
    assert city.post(path, None, family.mother.token).status_code == 201
    assert [_may(city, family, family.daughter) for _ in range(2)] == [True, False]
    family.recorded("freeze", family.daughter.said)
    assert refused(city.post(path, None, family.mother.token)) == (409, "ward_in_dispute")


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_from_fourteen_on_nobody_is_asked(family: Family, city: City) -> None:
    for age, may in ((13, False), (14, True)):
        child = Child(f"小{'一二'[age - 13]}", "男", birthday(city.now, age), age)
        family.page(child, relation="子")
        assert _may(city, family, child) is may


def _may(city: City, family: Family, child: Child) -> bool:
    try:
        with db.transaction(city.engine) as session:
            spend_permit(session, family.person_of(child), box=city.box, now=city.now + 5)
    except GuardianNeeded:
        return False
    return True
