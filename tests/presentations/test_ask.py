"""What may be asked, who reads the answer, and how it comes back on the same device."""

import uuid
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from sqlalchemy import update

from backend import db
from backend.partners.models import Partner
from backend.presentations.models import Presentation
from backend.trust import caches
from backend.webhooks.models import WebhookDelivery
from backend.webhooks.tell import context_of
from tests.people import sign_in
from tests.presentations.conftest import PURPOSES, Bank, holder
from tests.presentations.test_present import shown
from tests.presentations.wallet import Copy, Wallet, take
from tests.registries.office import Office

VCT = "https://liangma.example/types/"
BACK = "https://bank.example/done?session=7"
GONE = {"sealed_result": None, "result_until": 0}


def dcql(type: str, *paths: list[str], **more: Any) -> dict[str, Any]:
    asked = {"id": "one", "format": "dc+sd-jwt", "meta": {"vct_values": [VCT + type]}}
    return {"credentials": [asked | {"claims": [{"path": path} for path in paths]} | more]}


@pytest.mark.parametrize(
    ("query", "purpose"),
    [
        (dcql("resident-id", ["name"], ["address"]), "open-account"),
        (dcql("resident-id", ["portrait", 0]), "open-account"),
        (dcql("resident-id", ["identifier"]), "open-account"),
        (dcql("resident-id", ["name"]), "age"),
        (dcql("driving-licence", ["name"]), "open-account"),
        (dcql("nothing", ["name"]), "open-account"),
        (dcql("resident-id", ["name"]), "unregistered"),
        (dcql("resident-id", ["name"], meta={"vct_values": [VCT + "resident-id", VCT + "driving-licence"]}),
         "open-account"),
    ],
)  # fmt: skip
def test_whoever_asks_for_more_than_is_registered_asks_nothing(bank: Bank, query: Any, purpose: str) -> None:
    answer = bank.post(dcql_query=query, purpose=purpose)
    assert (answer.status_code, answer.json["code"]) == (403, "over_asking"), answer.text
    assert answer.json["errors"]


def test_a_query_that_is_none_and_a_way_back_that_is_none_are_refused(bank: Bank) -> None:
    for body in (
        {"dcql_query": {"credentials": []}}, {"certificates": [{"type": "none"}]},
        {"certificates": [{"type": "resident-id"}] * 2}, {}, {"certificates": [], "dcql_query": {}},
        {"certificates": [{"type": "resident-id"}], "flow": "same_device"},
        {"certificates": [{"type": "resident-id"}], "redirect_uri": BACK},
        *({"certificates": [{"type": "resident-id"}], "flow": "same_device", "redirect_uri": uri}
          for uri in ("http://bank.example/", "javascript:alert(1)", "https://a@bank.example/", "https:///x", "x",
                      "https://bank.example/#x", "https://[", "https://bank.example:99999/", "https://@x")),
    ):  # fmt: skip
        answer = bank.post(**body)
        assert answer.status_code == 422, f"{body}: {answer.text}"


def test_a_partner_without_the_channel_asks_no_wallets(office: Office, bank: Bank) -> None:
    headers = sign_in.partner(bank.client, "bank.silent", purposes=PURPOSES)
    with db.transaction(office.engine) as session:
        given = session.get_one(Partner, "bank.silent").registration | {"channels": ["online"]}
        session.execute(update(Partner).where(Partner.client_id == "bank.silent").values(registration=given))
        caches.forget(session)
    answer = Bank(bank.client, headers).post(certificates=[{"type": "resident-id"}])
    assert (answer.status_code, answer.json["code"]) == (403, "channel_not_registered")


def test_on_the_same_device_the_result_opens_with_the_code_that_came_back_and_for_the_asker_only(
    bank: Bank, stranger: Bank, wallet: Wallet, copy: Copy
) -> None:
    made = bank.ask("name", flow="same_device", redirect_uri=BACK)
    asked = wallet.fetch(made)
    answer = wallet.answer(asked, {"resident-id": [wallet.present(asked, copy, "name")]})
    back = urlsplit(answer.json["redirect_uri"])
    query = parse_qs(back.query)
    assert (back.netloc, query["session"]) == ("bank.example", ["7"])
    (code,) = query["response_code"]
    for reader, given in ((bank, {}), (bank, {"response_code": "other"}), (stranger, {"response_code": code})):
        answer = reader.read(made, **given)
        assert (answer.status_code, answer.json["code"]) == (404, "presentation_unknown")
    told = bank.read(made, response_code=code)
    assert shown(told).keys() == {"name"}


def test_values_are_told_for_ten_minutes_and_the_verdict_stays(
    office: Office, bank: Bank, wallet: Wallet, copy: Copy
) -> None:
    made = bank.ask("name")
    asked = wallet.fetch(made)
    assert wallet.answer(asked, {"resident-id": [wallet.present(asked, copy, "name")]}).status_code == 200
    (row,) = office.all(Presentation, Presentation.presentation_id == uuid.UUID(made["presentation_id"]))
    assert (row.result_until, row.sealed_key) == (row.ended_at + 600, None)
    with db.transaction(office.engine) as session:
        session.execute(update(Presentation).where(Presentation.reference_key == row.reference_key).values(GONE))
    gone = bank.read(made)
    assert (gone.status_code, gone.json["code"]) == (409, "presentation_result_gone")
    verdict = bank.client.get(f"/api/v1/verifications/{gone.json['verdict_id']}", headers=bank.headers).json
    assert (verdict["accepted"], verdict["certificates"][0]["fields"][0]["name"]) == (True, "name")


def test_what_a_certificate_shows_without_being_asked_is_not_kept(bank: Bank, wallet: Wallet, copy: Copy) -> None:
    made = bank.ask(response_mode="direct_post")
    asked = wallet.fetch(made)
    assert wallet.answer(asked, {"resident-id": [wallet.present(asked, copy)]}).status_code == 200
    assert shown(bank.read(made)) == {}


def test_the_holder_sees_who_read_what_and_the_asker_is_told_without_values(
    office: Office, bank: Bank, wallet: Wallet
) -> None:
    person, certificate = holder(office)
    me = sign_in.citizen(bank.client, number=person.citizen_number, name=person.name)
    endpoint = {"url": "https://bank.example/hook", "events": ["presentation.done", "presentation.failed"]}
    bank.client.put("/api/v1/partners/current/webhook", headers=bank.headers, json=endpoint)
    copy, ids = take(office, certificate), []
    for names in (["name"], []):
        made = bank.ask("name", response_mode="direct_post")
        asked = wallet.fetch(made)
        wallet.answer(asked, {"resident-id": [wallet.present(asked, copy, *names)]})
        ids.append(bank.read(made).json["verdict_id"])
    items = {item["id"]: item for item in bank.client.get("/api/v1/history", headers=me.headers).json["items"]}
    read, failed = (items.pop(one) for one in ids)
    assert items == {}
    assert (read["verifier"]["name_en"], read["purpose"]) == ("A bank", "open-account")
    assert [field["name"] for field in read["shown"][0]["fields"]] == ["name"]
    assert (failed["outcome"], failed["reason"], failed["shown"]) == ("rejected", "required_field_missing", [])
    told = office.all(WebhookDelivery, WebhookDelivery.client_id == "bank.wallets")
    assert sorted(one.event for one in told) == ["presentation.done", "presentation.failed"]
    for one in told:
        assert person.name not in office.box.open(one.sealed_body, context_of(one.delivery_id))


def test_a_wallet_that_declines_ends_the_request(bank: Bank, wallet: Wallet) -> None:
    for mode in ("direct_post", "direct_post.jwt"):
        made = bank.ask("name", response_mode=mode, flow="same_device", redirect_uri=BACK)
        asked = wallet.fetch(made)
        form = {"error": "access_denied", "error_description": "no", "state": asked.claims["state"]}
        answer = wallet.post(asked, form)
        assert (answer.status_code, answer.json) == (200, {"redirect_uri": BACK})
        told = bank.read(made).json
        assert (told["state"], told["reason"], told["result"]) == ("refused", "access_denied", None)
