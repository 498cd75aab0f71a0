"""The builders that other tests stand on work on both engines."""

import pytest
from flask.testing import FlaskClient

from tests.people.sign_in import citizen, partner, staff


def test_a_citizen_can_sign_in_match_and_register_a_phone(client: FlaskClient) -> None:
    me = citizen(client)
    headers, _key, device_id = me
    answer = client.get("/api/v1/me", headers=headers)
    assert answer.json == {
        "subject": answer.json["subject"], "role": "citizen", "office": None, "desktop": False,
        "phone": f"{me.phone[:3]}****{me.phone[-4:]}",
        "identity": {"name": "张*", "number": f"{me.number[:3]}{'*' * 11}{me.number[-4:]}"},
    }  # fmt: skip
    listed = client.get("/api/v1/devices", headers=headers).json["items"]
    assert [device["device_id"] for device in listed] == [str(device_id)]


@pytest.mark.parametrize("role", ["window", "department", "officer", "operator", "security", "auditor"])
def test_an_employee_of_every_role_can_sign_in(client: FlaskClient, role: str) -> None:
    answer = client.get("/api/v1/me", headers=staff(client, role))
    assert answer.json["role"] == role
    assert answer.json["office"] == {"window": "W1", "department": "GA", "officer": "RS"}.get(role)


def test_a_partner_gets_a_token_for_its_secret(client: FlaskClient) -> None:
    answer = client.get("/api/v1/me", headers=partner(client, "bank.two"))
    assert (answer.json["role"], answer.json["office"]) == ("partner", "bank.two")
