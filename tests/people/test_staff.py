"""Rules of the employees' sign-in, through the routes."""

import threading
from typing import Any

import pyotp
import pytest
import time_machine
from flask.testing import FlaskClient

from backend import db
from backend.errors import NotFound
from backend.people.limits import LIMITS, Visitor, count_guess
from backend.people.staff import LastAdministrator, OwnRights, StaffMalformed, create_staff, dismiss
from tests.people.sign_in import PASSWORD, add_staff, bearer, new_address, services_of, staff_sign_in

START = 1_800_000_000 - 1_800_000_000 % 30


def same_shape(answer: Any) -> tuple[int, dict[str, Any]]:
    return answer.status_code, {name: value for name, value in answer.json.items() if name != "request_id"}


def test_unknown_login_wrong_password_and_wrong_totp_get_one_answer(client: FlaskClient) -> None:
    employee = add_staff(client, "operator")
    right = pyotp.TOTP(employee.added.totp_secret)
    with time_machine.travel(START, tick=False):
        other = f"{(int(right.at(START)) + 1) % 1_000_000:06}"
        answers = [
            staff_sign_in(client, employee, login="nobody"),
            staff_sign_in(client, employee, password="x" * 20),
            staff_sign_in(client, employee, totp=other),
            staff_sign_in(client, employee, login="nobody", password="x" * 20, totp=other),
        ]
        assert [same_shape(answer) for answer in answers] == [same_shape(answers[0])] * 4
        assert answers[0].status_code == 401
        assert staff_sign_in(client, employee).status_code == 201


def test_a_totp_code_is_used_once(client: FlaskClient) -> None:
    employee = add_staff(client, "window")
    with time_machine.travel(START, tick=False) as clock:
        assert [staff_sign_in(client, employee).status_code for _ in range(2)] == [201, 401]
        clock.shift(30)
        assert staff_sign_in(client, employee).status_code == 201
        older = pyotp.TOTP(employee.added.totp_secret).at(START)
        assert staff_sign_in(client, employee, totp=older).status_code == 401  # a step before the last one used


def test_a_totp_code_is_good_for_one_step_before_and_after_its_time(client: FlaskClient) -> None:
    with time_machine.travel(START, tick=False):
        statuses = {}
        for steps in (-2, -1, 0, 1, 2):
            employee = add_staff(client, "window")
            totp = pyotp.TOTP(employee.added.totp_secret).at(START + 30 * steps)
            statuses[steps] = staff_sign_in(client, employee, totp=totp).status_code
        assert statuses == {-2: 401, -1: 201, 0: 201, 1: 201, 2: 401}


def test_two_sign_ins_at_once_with_one_totp_code_have_one_winner(client: FlaskClient) -> None:
    employee, answers, gate = add_staff(client, "window"), [], threading.Barrier(2)
    with time_machine.travel(START, tick=False):

        def race() -> None:
            own = client.application.test_client()
            gate.wait()
            answers.append(staff_sign_in(own, employee).status_code)

        threads = [threading.Thread(target=race) for _ in range(2)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(timeout=30)
    assert sorted(answers) == [201, 401]


def test_a_wrong_password_does_not_use_up_the_totp_code(client: FlaskClient) -> None:
    employee = add_staff(client, "security")
    with time_machine.travel(START, tick=False):
        assert staff_sign_in(client, employee, password="x" * 20).status_code == 401
        assert staff_sign_in(client, employee).status_code == 201


def test_guesses_at_one_login_stop_at_ten_and_the_owner_still_gets_in_from_a_known_browser(client: FlaskClient) -> None:
    employee = add_staff(client, "operator")
    with time_machine.travel(START, tick=False) as clock:
        assert staff_sign_in(client, employee).status_code == 201
        clock.shift(900)
        stranger = client.application.test_client()
        tried = [staff_sign_in(stranger, employee, password="x" * 20).status_code for _ in range(12)]
        assert tried == [401] * 10 + [429] * 2
        spelt = employee.login.upper()
        assert staff_sign_in(stranger, employee, login=spelt).status_code == 429  # another spelling is the same login
        assert staff_sign_in(stranger, employee).status_code == 429  # even the right one, from an unknown browser
        assert staff_sign_in(client, employee).status_code == 201
        clock.shift(900)
        assert staff_sign_in(stranger, employee).status_code == 201


def test_guesses_from_one_address_stop_whatever_the_login(client: FlaskClient) -> None:
    employee, address = add_staff(client, "operator"), new_address()
    with time_machine.travel(START, tick=False):
        with db.transaction(services_of(client).engine) as session:
            box, most = services_of(client).box, LIMITS["staff"].address
            for n in range(most):
                account = n.to_bytes(4, "big")
                count_guess(session, "staff", account, visitor=Visitor(address), box=box, now=START)
        assert staff_sign_in(client, employee, address=address).status_code == 429
        assert staff_sign_in(client, employee).status_code == 201


def test_a_dismissed_employee_is_signed_out_and_stays_out(client: FlaskClient) -> None:
    employee, _other = add_staff(client, "operator"), add_staff(client, "operator")
    with time_machine.travel(START, tick=False) as clock:
        headers = bearer(staff_sign_in(client, employee))
        assert client.get("/api/v1/me", headers=headers).status_code == 200
        with db.transaction(services_of(client).engine) as session:
            dismiss(session, employee.added.staff_id, now=START, actor="staff:one")
        assert client.get("/api/v1/me", headers=headers).status_code == 401
        clock.shift(30)
        assert staff_sign_in(client, employee).status_code == 401
        with db.open_session(services_of(client).engine) as session, pytest.raises(NotFound):
            dismiss(session, employee.added.staff_id, now=START, actor="staff:one")


@pytest.mark.parametrize(
    ("role", "office", "password"),
    [
        ("citizen", None, PASSWORD), ("partner", "bank", PASSWORD), ("window", None, PASSWORD),
        ("operator", "W1", PASSWORD), ("auditor", None, "x" * 11),
    ],
)  # fmt: skip
def test_an_employee_whose_role_office_or_password_is_not_right_is_not_added(
    client: FlaskClient, role: str, office: str | None, password: str
) -> None:
    box = services_of(client).box
    with db.open_session(services_of(client).engine) as session, pytest.raises(StaffMalformed):
        create_staff(
            session, "one", name="王五", role=role, office=office, password=password, box=box, now=START, actor="x"
        )


def test_nobody_chooses_a_role_when_signing_in(client: FlaskClient) -> None:
    employee = add_staff(client, "window")
    for name in ("role", "office", "id", "status", "owner_id", "staff_id"):
        assert staff_sign_in(client, employee, **{name: "operator"}).status_code == 422


def test_nobody_ends_their_own_account_or_gives_themselves_another(client: FlaskClient) -> None:
    employee, box = add_staff(client, "operator"), services_of(client).box
    add_staff(client, "operator")
    mine = f"staff:{employee.added.staff_id}"
    given: dict[str, Any] = {"name": "x", "office": "W1", "password": PASSWORD, "box": box, "now": START}
    with db.open_session(services_of(client).engine) as session:
        with pytest.raises(OwnRights):
            dismiss(session, employee.added.staff_id, now=START, actor=mine)
        with pytest.raises(OwnRights):
            create_staff(session, "again", role="window", employee_number=employee.login, actor=mine, **given)


@pytest.mark.parametrize("role", ["operator", "security", "auditor"])
def test_the_last_of_an_administrative_role_is_not_dismissed(client: FlaskClient, role: str) -> None:
    first, second = add_staff(client, role), add_staff(client, role)
    with db.transaction(services_of(client).engine) as session:
        dismiss(session, first.added.staff_id, now=START, actor="cli:op")
        with pytest.raises(LastAdministrator) as refused:
            dismiss(session, second.added.staff_id, now=START, actor="cli:op")
    assert refused.value.extra == {"role": role}
