"""An authenticator in software, as WebAuthn describes one: it makes a key, counts, and signs for one origin.

`uv` False leaves the user unchecked; `origin`, `rp_id` and `count` let a test lie about what a browser would fill in.
"""

import hashlib
import json
import os
from dataclasses import dataclass, field
from typing import Any

import cbor2
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256

from certs import base64url

ORIGIN, RP_ID = "https://liangma.example", "liangma.example"
PRESENT, CHECKED, ATTESTED = 0x01, 0x04, 0x40


@dataclass
class Authenticator:
    """One passkey. `counting` False is what synced passkeys do: the counter stays 0."""

    origin: str = ORIGIN
    rp_id: str = RP_ID
    uv: bool = True
    counting: bool = True
    credential_id: bytes = field(default_factory=lambda: os.urandom(16))
    key: ec.EllipticCurvePrivateKey = field(default_factory=lambda: ec.generate_private_key(ec.SECP256R1()))
    count: int = 0
    user_handle: bytes = b""

    def create(self, options: dict[str, Any]) -> dict[str, Any]:
        """navigator.credentials.create(): RegistrationResponseJSON."""
        self.user_handle = base64url.decode(options["user"]["id"])
        attested = bytes(16) + len(self.credential_id).to_bytes(2, "big") + self.credential_id + self._cose()
        data = self._data(ATTESTED) + attested
        response = {
            "clientDataJSON": base64url.encode(self._client("webauthn.create", options["challenge"])),
            "attestationObject": base64url.encode(cbor2.dumps({"fmt": "none", "attStmt": {}, "authData": data})),
            "transports": ["internal"],
        }
        return self._credential(response)

    def get(self, options: dict[str, Any], **changed: Any) -> dict[str, Any]:
        """navigator.credentials.get(): AuthenticationResponseJSON; `changed` replaces parts of its response."""
        self.count += self.counting
        data, client = self._data(0), self._client("webauthn.get", options["challenge"])
        signed = self.key.sign(data + hashlib.sha256(client).digest(), ec.ECDSA(SHA256()))
        response = {
            "clientDataJSON": base64url.encode(client),
            "authenticatorData": base64url.encode(data),
            "signature": base64url.encode(signed),
            "userHandle": base64url.encode(self.user_handle),
        }
        return self._credential(response | changed)

    def _credential(self, response: dict[str, Any]) -> dict[str, Any]:
        name = base64url.encode(self.credential_id)
        return {"id": name, "rawId": name, "type": "public-key", "response": response, "clientExtensionResults": {}}

    def _client(self, kind: str, challenge: str) -> bytes:
        said = {"type": kind, "challenge": challenge, "origin": self.origin, "crossOrigin": False}
        return json.dumps(said).encode()

    def _data(self, more: int) -> bytes:
        flags = PRESENT | (CHECKED if self.uv else 0) | more
        return hashlib.sha256(self.rp_id.encode()).digest() + bytes([flags]) + self.count.to_bytes(4, "big")

    def _cose(self) -> bytes:
        numbers = self.key.public_key().public_numbers()
        x, y = (value.to_bytes(32, "big") for value in (numbers.x, numbers.y))
        return cbor2.dumps({1: 2, 3: -7, -1: 1, -2: x, -3: y})
