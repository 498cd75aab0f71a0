"""From a bank's question to its answer, in both response modes, on both engines."""

from typing import Any

import pytest

from tests.presentations.conftest import Bank
from tests.presentations.wallet import Copy, Wallet


def shown(answer: Any) -> dict[str, Any]:
    (one,) = answer.json["result"]["verdict"]["certificates"]
    return {field["name"]: field["value"] for field in one["fields"]}


@pytest.mark.parametrize("mode", ["direct_post", "direct_post.jwt"])
def test_a_bank_asks_and_a_wallet_shows_just_that(bank: Bank, wallet: Wallet, copy: Copy, mode: str) -> None:
    made = bank.ask("name", "over_18", response_mode=mode)
    assert bank.read(made).json["state"] == "waiting"
    asked = wallet.fetch(made)
    assert bank.read(made).json["state"] == "fetched"
    assert asked.claims["client_metadata"]["client_name#en"] == "A bank"
    answer = wallet.answer(asked, {"resident-id": [wallet.present(asked, copy, "name", "over_18")]})
    assert (answer.status_code, answer.json) == (200, {})
    assert answer.headers["Cache-Control"] == "no-store"
    told = bank.read(made)
    assert (told.json["state"], told.json["reason"]) == ("done", None)
    assert shown(told).keys() == {"name", "over_18"}
    assert told.json["result"]["verdict"]["accepted"]
    assert told.json["result"]["presented"] == {"resident-id": [copy.certificate_id]}
