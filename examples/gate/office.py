"""What the gate asks of the office over HTTP, with the standard library. `Away` means: later; the gate goes on."""

import json
import secrets
import time
import urllib.error
import urllib.parse
import urllib.request
from typing import Any

from certs import jws, keys

PATIENCE = 5  # seconds
ASSERTION = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"


class Away(Exception):
    """No answer, or one that says: try again later."""


class Refused(Exception):
    """The office answered and will not; its problem's text."""


class Office:
    """One office, as one partner with a key of its own."""

    def __init__(self, base: str, client_id: str, key: keys.SoftwareSigner) -> None:
        self._base, self._id, self._key = base.rstrip("/"), client_id, key
        self._token, self._until = "", 0.0

    def published(self, path: str) -> str:
        """A public document as text."""
        return self._send(urllib.request.Request(self._base + path)).decode()

    def registration(self) -> Any:
        return json.loads(self._send(self._mine("/api/v1/verifiers/current")))

    def tell(self, gate: str, rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
        """What became of each row; telling again is harmless."""
        body = json.dumps({"gate": gate, "seen": rows}).encode()
        answers: list[dict[str, Any]] = json.loads(self._send(self._mine("/api/v1/seen-codes", body)))["results"]
        return answers

    def _mine(self, path: str, body: bytes | None = None) -> urllib.request.Request:
        if time.time() > self._until:
            self._sign_in()
        headers = {"Authorization": f"Bearer {self._token}", "Content-Type": "application/json"}
        return urllib.request.Request(self._base + path, body, headers)

    def _sign_in(self) -> None:
        now, aud = int(time.time()), f"{self._base}/oauth/token"
        claims = {"iss": self._id, "sub": self._id, "aud": aud, "iat": now, "exp": now + 60}
        claims["jti"] = secrets.token_urlsafe(16)  # an assertion is good once
        form = {"grant_type": "client_credentials", "client_assertion_type": ASSERTION}
        form["client_assertion"] = jws.sign({"typ": "JWT"}, claims, self._key)
        given = json.loads(self._send(urllib.request.Request(aud, urllib.parse.urlencode(form).encode())))
        self._token, self._until = given["access_token"], now + given["expires_in"] - 60

    def _send(self, request: urllib.request.Request) -> bytes:
        try:
            with urllib.request.urlopen(request, timeout=PATIENCE) as answer:
                body: bytes = answer.read()
                return body
        except urllib.error.HTTPError as error:
            if error.code >= 500 or error.code == 429:
                raise Away(str(error)) from error
            raise Refused(f"{error.code} {error.read(2000).decode(errors='replace')}") from error
        except (OSError, ValueError) as error:
            raise Away(str(error)) from error
