"""The history's line about other wallets: which took copies, when, how many; and nobody else reads it."""

from tests.openid.wallet import Holder, Wallet, new_key


def test_the_holder_is_told_which_wallet_took_how_many_copies_and_that_none_stands_once_taken_back(
    holder: Holder,
) -> None:
    def told() -> list[dict[str, object]]:
        items: list[dict[str, object]] = holder.client.get("/api/v1/me/wallet-copies", headers=holder.headers).json[
            "items"
        ]
        return [one for one in items if one["certificate_id"] == holder.certificate_id]

    wallet, made = Wallet(holder.client), holder.offer()
    assert told() == []  # offered is not taken
    wallet.take(made)
    assert told() == []  # nor is a token a copy
    nonce = wallet.c_nonce()
    assert wallet.ask_copies(*(wallet.proof(nonce, new_key()) for _ in range(2))).status_code == 200
    (line,) = told()
    assert (line["offer_id"], line["copies"], line["standing"], line["vouched_by"]) == (made["offer_id"], 2, 2, None)
    assert set(line) == {
        "offer_id", "certificate_id", "type_name", "taken_at", "wallet", "wallet_name", "vouched_by", "copies",
        "standing",
    }  # fmt: skip
    assert holder.withdraw(made["offer_id"]).status_code == 204
    assert [one["standing"] for one in told()] == [0]
