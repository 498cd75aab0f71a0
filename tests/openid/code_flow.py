"""A wallet that asks by itself: it pushes what it wants, its user answers on our page, it comes back with a code."""

import base64
import hashlib
import secrets
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs, urlsplit

from tests.openid.wallet import BASE, CONFIGURATION, Holder, Wallet

PUSHED, PAGE = "/openid/par", "/api/v1/wallet-authorisations"
CLIENT, BACK = "wallet.example", "https://wallet.example/back?from=city"


def digest(text: str) -> str:
    return base64.urlsafe_b64encode(hashlib.sha256(text.encode()).digest()).rstrip(b"=").decode()


@dataclass
class Flow:
    """One request of a wallet, from pushing it to its token."""

    wallet: Wallet
    verifier: str = field(default_factory=lambda: secrets.token_urlsafe(48))
    state: str = "s/1 &"

    def push(self, *, dpop: str | None = None, **changed: Any) -> Any:
        """The answer of the PAR endpoint; a member that is None is not sent."""
        given = {
            "response_type": "code", "client_id": CLIENT, "redirect_uri": BACK, "scope": CONFIGURATION,
            "state": self.state, "code_challenge": digest(self.verifier), "code_challenge_method": "S256",
        } | changed  # fmt: skip
        data = {name: value for name, value in given.items() if value is not None}
        return self.wallet.post(PUSHED, data=data, headers={} if dpop is None else {"DPoP": dpop})

    def pushed(self, **changed: Any) -> str:
        answer = self.push(**changed)
        assert answer.status_code == 201, answer.text
        assert answer.json["expires_in"] == 90
        uri: str = answer.json["request_uri"]
        return uri

    def open(self, request_uri: str, client_id: str = CLIENT) -> Any:
        return self.wallet.post(f"{PAGE}/openings", json={"client_id": client_id, "request_uri": request_uri})

    def ticket(self, **changed: Any) -> str:
        answer = self.open(self.pushed(**changed), changed.get("client_id", CLIENT))
        assert answer.status_code == 200, answer.text
        ticket: str = answer.json["ticket"]
        return ticket

    def approve(self, holder: Holder, ticket: str, *chosen: str) -> Any:
        body = {"ticket": ticket, "certificate_ids": list(chosen or (holder.certificate_id,))}
        return self.wallet.post(PAGE, json=body, headers=holder.headers)

    def code(self, holder: Holder, **changed: Any) -> str:
        """The code in the address that the holder's browser goes back to."""
        return self.came_back(self.approve(holder, self.ticket(**changed)))["code"]

    def came_back(self, answer: Any) -> dict[str, str]:
        assert answer.status_code == 200, answer.text
        address = answer.json["redirect"]
        assert address.startswith(f"{BACK}&")
        told = {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()}
        assert (told["iss"], told["state"], told["from"]) == (BASE, self.state, "city")
        return told

    def ask(self, code: str, *, dpop: str | None = None, **changed: Any) -> Any:
        """The answer of the token endpoint."""
        given = {
            "grant_type": "authorization_code", "code": code, "client_id": CLIENT, "redirect_uri": BACK,
            "code_verifier": self.verifier,
        } | changed  # fmt: skip
        data = {name: value for name, value in given.items() if value is not None}
        headers = {"DPoP": dpop or self.wallet.dpop("/openid/token")} if self.wallet.bound else {}
        return self.wallet.post("/openid/token", data=data, headers=headers)

    def take(self, code: str) -> dict[str, Any]:
        self.wallet.c_nonce()
        answer = self.ask(code)
        assert answer.status_code == 200, answer.text
        self.wallet.token = answer.json["access_token"]
        told: dict[str, Any] = answer.json
        return told
