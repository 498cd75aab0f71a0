"""A wallet's request for copies in its express lane: what the route would say and write; the rest is the route's."""

import json
import re
import shutil
from pathlib import Path
from typing import Any

import pytest

from backend.audit.models import AuditEntry
from backend.certificates.models import WalletCopy
from backend.config import Settings
from backend.openid.express import LANE
from certs import keys
from tests.conftest import settings_on
from tests.lanes import framework_requests
from tests.openid.wallet import CONFIGURATION, Holder, Wallet, new_key
from tests.people.sign_in import staff
from tests.registries.office import Office

PATH, PLAIN, BESIDE = "/openid/credential", "application/json", "application/json; charset=utf-8"
ITS_OWN = {"X-Request-Id": "", "RateLimit": "", "DPoP-Nonce": "", "Content-Length": ""}  # differ from answer to answer


@pytest.fixture(scope="module")
def city_settings(tmp_path_factory: pytest.TempPathFactory, sqlite_template: Path) -> Settings:
    """One engine: wallets of the other files take the lane on both."""
    folder = tmp_path_factory.mktemp("lane")
    shutil.copy(sqlite_template, folder / "liangma.db")
    return settings_on(f"sqlite:///{folder / 'liangma.db'}", folder)


def send(wallet: Wallet, body: Any, *, express: bool, headers: Any = None) -> Any:
    """The same body by the lane or by the route; the path taken is checked."""
    data = body if isinstance(body, bytes) else json.dumps(body).encode()
    with framework_requests(wallet.client.application) as seen:
        kind = PLAIN if express else BESIDE
        answer = wallet.ask(None, data=data, content_type=kind, headers=headers)
    assert len(seen) == (0 if express else 1)
    assert int(answer.headers["Content-Length"]) == len(answer.data)
    return answer


def taken(holder: Holder, **given: Any) -> Wallet:
    wallet = Wallet(holder.client, **given)
    wallet.take(holder.offer())
    return wallet


def asked(wallet: Wallet, copies: int = 2, **more: Any) -> dict[str, Any]:
    nonce = wallet.c_nonce()
    proofs = {"jwt": [wallet.proof(nonce) for _ in range(copies)]}
    return {"credential_configuration_id": CONFIGURATION, "proofs": proofs} | more


def plain(answer: Any) -> tuple[Any, ...]:
    return answer.status_code, answer.content_type, {**answer.headers, **ITS_OWN}


def written(office: Office, holder: Holder) -> list[Any]:
    """What is kept of answers, but for ids, keys, places and digests."""
    rows = office.all(WalletCopy, WalletCopy.person_id == holder.person_id)
    kept: list[Any] = [(one.list_no, one.key_thumbprint, one.event, one.ended_at, len(one.digest)) for one in rows]
    mine = AuditEntry.person_id == holder.person_id, AuditEntry.action == "copies.issued"
    entries = office.all(AuditEntry, *mine)
    return kept + [(one.actor, one.subject, sorted(json.loads(one.detail))) for one in entries]


@pytest.mark.parametrize("bound", [True, False])
def test_copies_are_given_and_written_the_same_both_ways(office: Office, holder: Holder, bound: bool) -> None:
    answers, kept = [], []
    for express in (True, False):
        wallet = taken(holder, bound=bound)
        before = len(written(office, holder))
        answer = send(wallet, asked(wallet), express=express)
        assert answer.status_code == 200, answer.text
        assert sorted(answer.json) == ["credentials", "notification_id"]
        assert answer.headers["DPoP-Nonce"] == wallet.post("/openid/nonce").headers["DPoP-Nonce"]
        answers.append(plain(answer))
        kept.append(len(written(office, holder)) - before)
    assert answers[0] == answers[1]
    assert kept == [3, 3]
    assert len(set(map(str, written(office, holder)))) == 2  # all copies are alike, and so are the entries


def test_what_one_way_used_up_is_used_up_for_the_other(holder: Holder) -> None:
    for first in (True, False):
        wallet = taken(holder)
        body, headers = asked(wallet), wallet.authorised(PATH)
        assert send(wallet, body, express=first, headers=headers).status_code == 200
        for express in (True, False):
            again = send(wallet, body, express=express, headers=headers)
            assert (again.status_code, again.json["error"]) == (401, "invalid_dpop_proof")
            again = send(wallet, body, express=express)
            assert (again.status_code, again.json["error"]) == (400, "invalid_nonce")


REFUSED: dict[str, tuple[int, str]] = {
    "no token": (401, "invalid_token"),
    "a foreign token": (401, "invalid_token"),
    "a token without its proof": (401, "invalid_token"),
    "a proof for another address": (401, "invalid_dpop_proof"),
    "not JSON": (400, "invalid_credential_request"),
    "a name twice": (400, "invalid_credential_request"),
    "an unknown configuration": (400, "unknown_credential_configuration"),
    "an encrypted answer": (400, "invalid_encryption_parameters"),
    "no proofs": (400, "invalid_proof"),
    "another's audience": (400, "invalid_proof"),
    "a nonce of nobody": (400, "invalid_nonce"),
}


def _wrong(wallet: Wallet, what: str) -> tuple[Any, Any]:
    """(Body, headers)."""
    body, headers, nonce = asked(wallet, 1), wallet.authorised(PATH), wallet.c_nonce()
    proof = {"another's audience": {"aud": "https://elsewhere.example"}, "a nonce of nobody": {}}
    bodies: dict[str, Any] = {
        "not JSON": b"{",
        "a name twice": b'{"proofs": {}, "proofs": {}}',
        "an unknown configuration": body | {"credential_configuration_id": "x"},
        "an encrypted answer": body | {"credential_response_encryption": {"enc": "A256GCM", "jwk": {"kty": "EC"}}},
        "no proofs": {"credential_configuration_id": CONFIGURATION},
    } | {
        name: body | {"proofs": {"jwt": [wallet.proof("x" * 54 if not more else nonce, **more)]}}
        for name, more in proof.items()
    }
    sent = {
        "no token": {"DPoP": headers["DPoP"]},
        "a foreign token": headers | {"Authorization": f"DPoP {'x' * 43}"},
        "a token without its proof": {"Authorization": headers["Authorization"]},
        "a proof for another address": wallet.authorised("/openid/deferred"),
    }
    return bodies.get(what, body), sent.get(what, headers)


def test_refusals_are_told_the_same_both_ways_and_keep_nothing(office: Office, holder: Holder) -> None:
    wallet, told = taken(holder), {}
    for what in REFUSED:
        answers = []
        for express in (True, False):
            body, headers = _wrong(wallet, what)
            answer = send(wallet, body, express=express, headers=headers)
            answers.append((*plain(answer), answer.json))
        assert answers[0] == answers[1], what
        told[what] = answers[0][0], answers[0][3]["error"]
    assert told == REFUSED
    assert written(office, holder) == []
    assert send(wallet, asked(wallet, 20), express=True).status_code == 200  # none was counted


def test_what_is_put_off_is_told_the_same_both_ways(office: Office, holder: Holder) -> None:
    clerk, path = staff(holder.client, "department", office="GA"), f"/api/v1/certificates/{holder.certificate_id}"
    wallets = [taken(holder), taken(holder)]
    assert holder.client.post(f"{path}/suspensions", headers=clerk, json={"reason": "核查"}).status_code == 200
    answers = [
        send(wallet, asked(wallet), express=express) for wallet, express in zip(wallets, (True, False), strict=True)
    ]
    assert plain(answers[0]) == plain(answers[1])
    assert answers[0].status_code == 202
    assert [sorted(one.json) for one in answers] == [["interval", "transaction_id"]] * 2


def test_the_lane_logs_the_line_of_the_route(holder: Holder, capsys: pytest.CaptureFixture[str]) -> None:
    lines = []
    for express in (True, False):
        wallet = taken(holder)
        body, headers = asked(wallet, 1), wallet.authorised(PATH) | {"X-Request-Id": "my-request-1"}
        capsys.readouterr()
        answer = send(wallet, body, express=express, headers=headers)
        assert answer.headers["X-Request-Id"] == "my-request-1"
        line = json.loads(capsys.readouterr().err.splitlines()[-1])
        assert line.pop("ms") >= 0
        assert re.fullmatch(r"[\dT:.-]+Z", line.pop("timestamp"))
        lines.append(line)
    assert lines[0] == lines[1]
    assert lines[0]["route"] == LANE.path


def test_too_many_from_one_address_are_refused_in_the_lane_too(holder: Holder) -> None:
    wallet = taken(holder)
    body, headers = asked(wallet), wallet.authorised(PATH)
    limits = wallet.client.application.extensions["liangma"].request_limits
    limits._each, before = 1, limits._each
    try:
        answers = [wallet.ask(body, headers=headers | {"DPoP": "x"}) for _ in range(2)]
    finally:
        limits._each = before
    assert answers[1].status_code == 429
    assert int(answers[1].headers["Retry-After"]) > 0
    assert send(wallet, body, express=True, headers=headers).status_code == 200


def test_a_surprise_in_the_lane_is_a_500_that_tells_nothing_and_spends_nothing(
    office: Office, holder: Holder, monkeypatch: pytest.MonkeyPatch
) -> None:
    wallet = taken(holder)
    body, headers = asked(wallet), wallet.authorised(PATH)
    with monkeypatch.context() as broken:
        broken.setattr(keys.SoftwareSigner, "sign", None)  # the very last step
        answer = wallet.ask(body, headers=headers)
    assert (answer.status_code, answer.json["code"]) == (500, "internal")
    assert written(office, holder) == []
    assert send(wallet, body, express=True, headers=headers).status_code == 200


@pytest.mark.parametrize("what", ["a charset", "a query", "another method", "a JWE", "nothing", "chunks"])
def test_what_is_not_plain_is_left_to_the_route_whole(holder: Holder, what: str) -> None:
    wallet = taken(holder)
    body, headers = json.dumps(asked(wallet, 1)).encode(), wallet.authorised(PATH)
    given: dict[str, Any] = {"data": body, "content_type": PLAIN, "headers": headers}
    changed: dict[str, tuple[dict[str, Any], int]] = {
        "a charset": ({"content_type": BESIDE}, 200),
        "a query": ({"query_string": {"a": "1"}}, 200),
        "another method": ({"method": "PUT"}, 405),
        "a JWE": ({"content_type": "application/jwt", "data": b"a.b.c.d.e"}, 400),
        "nothing": ({"data": b""}, 400),
        "chunks": ({"environ_overrides": {"HTTP_TRANSFER_ENCODING": "chunked"}}, 400),  # and a length that is not so
    }
    more, status = changed[what]
    with framework_requests(wallet.client.application) as seen:
        answer = wallet.client.open(PATH, **{"method": "POST"} | given | more)
    assert (len(seen), answer.status_code) == (1, status)


def test_a_key_twice_is_refused_and_twenty_are_the_most(holder: Holder) -> None:
    wallet, key = taken(holder), new_key()
    nonce = wallet.c_nonce()
    twice = asked(wallet) | {"proofs": {"jwt": [wallet.proof(nonce, key), wallet.proof(nonce, key)]}}
    assert send(wallet, twice, express=True).json["error"] == "invalid_proof"
    assert send(wallet, asked(wallet, 21), express=True).json["error"] == "invalid_credential_request"
