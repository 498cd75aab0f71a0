"""A provider of wallets that the city trusts, and what its wallets send along; signed with PyPI jwcrypto."""

import json
import secrets
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from jwcrypto import jwk

from tests.openid.code_flow import CLIENT
from tests.openid.wallet import BASE, new_key, now, public, signed

ISSUER, NAME = "https://wallets.example/provider", {"zh": "市民钱包公司", "en": "Citizens' Wallets"}
ATTESTATION, PROOF = "OAuth-Client-Attestation", "OAuth-Client-Attestation-PoP"


@dataclass
class Vouched:
    """One installed wallet: the provider's key, its own, and the two headers that it sends."""

    provider: jwk.JWK = field(default_factory=new_key)
    instance: jwk.JWK = field(default_factory=new_key)

    def file(self, folder: Path, **changed: Any) -> Path:
        """What an operator drops: JSON is YAML, too."""
        folder.mkdir(parents=True, exist_ok=True)
        path = folder / "provider.json"
        path.write_text(
            json.dumps({"issuer": ISSUER, "name": NAME, "keys": [public(self.provider)]} | changed, indent=1)
        )
        return path

    def attestation(self, *, header: Any = None, key: jwk.JWK | None = None, **changed: Any) -> str:
        claims = {
            "iss": ISSUER, "sub": CLIENT, "iat": now(), "exp": now() + 600, "wallet_name": "口袋钱包",
            "cnf": {"jwk": public(self.instance)},
        } | changed  # fmt: skip
        head = {"typ": "oauth-client-attestation+jwt", "alg": "ES256"} | (header or {})
        return signed(key or self.provider, head, claims)

    def proof(self, *, header: Any = None, key: jwk.JWK | None = None, **changed: Any) -> str:
        claims = {"iss": CLIENT, "aud": BASE, "iat": now(), "jti": secrets.token_urlsafe(12)} | changed
        head = {"typ": "oauth-client-attestation-pop+jwt", "alg": "ES256"} | (header or {})
        return signed(key or self.instance, head, claims)

    def headers(self) -> dict[str, str]:
        return {ATTESTATION: self.attestation(), PROOF: self.proof()}
