"""One partner at one office: its token, codes, requests to phones, wallets, and the messages it gets.

Rules: 1. a token is asked for when the last one ends, not for each request; 2. what must not happen twice carries a
key, and is sent once more when nobody answered: the office does it once; 3. a refusal is an exception that carries the
office's stable code and what to do next.
"""

import base64
import hashlib
import hmac
import json
import time
import urllib.error
import urllib.parse
import urllib.request
import uuid
from collections.abc import Mapping, Sequence
from typing import Any

PATIENCE = 10  # seconds for one answer
OLDEST = 300  # seconds: an older message is a replay


class Refused(Exception):
    """The office said no. `status`, `code`: stable; `problem`: the whole of it, with texts in zh and en."""

    def __init__(self, status: int, problem: Mapping[str, Any]) -> None:
        self.status, self.problem = status, problem
        self.code = str(problem.get("code") or problem.get("error") or status)
        self.next_step = str(problem.get("next_step", {}).get("en", ""))
        super().__init__(f"{self.code} ({status})")


class Partner:
    """`base`: the office's address. `client_id` and `secret` as they were registered."""

    def __init__(self, base: str, client_id: str, secret: str) -> None:
        self._base, self._id, self._secret = base.rstrip("/"), client_id, secret
        self._token, self._ends = "", 0.0

    def verify(self, code: str, purpose: str) -> dict[str, Any]:
        """The verdict on a code that somebody shows: `accepted`, `checks`, `certificates`."""
        return self._post("/verifications", {"code": code, "purpose": purpose}, once=True)

    def answers(self, code: str, purpose: str, questions: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
        """Yes, no or unknown to each question about a code; no field is disclosed."""
        return self._post("/verifications/answers", {"code": code, "purpose": purpose, "questions": list(questions)})

    def ask(self, **asked: Any) -> dict[str, Any]:
        """A request for fields; its `link` goes to the holder as a QR code. `asked` as docs/requests.md has it."""
        return self._post("/requests", asked, once=True)

    def look_up(self, kind: str, number: str, name: str, **asked: Any) -> dict[str, Any]:
        """The same to the holder of a number. The answer does not say whether there is one."""
        return self._post(
            "/requests/look-ups", asked | {"about": {"kind": kind, "number": number, "name": name}}, once=True
        )

    def state(self, request_id: str) -> str:
        """waiting, given, refused, expired, withdrawn; of a look-up also not_given."""
        return str(self._get(f"/requests/{request_id}")["state"])

    def result(self, request_id: str) -> dict[str, Any]:
        """What was given. The holder sees each reading."""
        return self._post(f"/requests/{request_id}/result", None)

    def present(self, purpose: str, certificates: Sequence[Mapping[str, Any]], **more: Any) -> dict[str, Any]:
        """A request to any OpenID4VP wallet; `uri` goes into a QR code, `link` opens the office's own wallet."""
        return self._post("/presentations", {"purpose": purpose, "certificates": list(certificates), **more}, once=True)

    def presentation(self, presentation_id: str, response_code: str | None = None) -> dict[str, Any]:
        """What came of it. On the same device only with the code that the browser brought back."""
        query = "" if response_code is None else "?" + urllib.parse.urlencode({"response_code": response_code})
        return self._get(f"/presentations/{presentation_id}{query}")

    def _get(self, path: str) -> dict[str, Any]:
        return self._send(self._request(path, None, {}))

    def _post(self, path: str, body: Mapping[str, Any] | None, *, once: bool = False) -> dict[str, Any]:
        """Rule 2."""
        headers = {"Idempotency-Key": str(uuid.uuid4())} if once else {}
        data = b"" if body is None else json.dumps(body).encode()
        try:
            return self._send(self._request(path, data, headers))
        except (TimeoutError, urllib.error.URLError):
            if not once:
                raise
            return self._send(self._request(path, data, headers))

    def _request(self, path: str, data: bytes | None, headers: dict[str, str]) -> urllib.request.Request:
        if time.time() >= self._ends:
            self._sign_in()
        headers |= {"Authorization": f"Bearer {self._token}", "Content-Type": "application/json"}
        return urllib.request.Request(f"{self._base}/api/v1{path}", data, headers)

    def _sign_in(self) -> None:
        """Rule 1."""
        quoted = (urllib.parse.quote_plus(one) for one in (self._id, self._secret))
        basic = base64.b64encode(":".join(quoted).encode()).decode()
        form = urllib.parse.urlencode({"grant_type": "client_credentials"}).encode()
        asked = urllib.request.Request(f"{self._base}/oauth/token", form, {"Authorization": f"Basic {basic}"})
        given = self._send(asked)
        self._token, self._ends = given["access_token"], time.time() + given["expires_in"] - 30

    def _send(self, request: urllib.request.Request) -> dict[str, Any]:
        """Rule 3."""
        try:
            with urllib.request.urlopen(request, timeout=PATIENCE) as answer:
                found: dict[str, Any] = json.load(answer)
                return found
        except urllib.error.HTTPError as error:
            raise Refused(error.code, _problem(error.read())) from error


def message(headers: Mapping[str, str], body: bytes, secret: str, *, now: float | None = None) -> dict[str, Any]:
    """A message of the office, once its signature and its age are right; raises ValueError for any other.

    Keep the `webhook-id` of what was done: the office may send a message again. (https://www.standardwebhooks.com)
    """
    named = {name.lower(): value for name, value in headers.items()}
    sent, key = named.get("webhook-timestamp", ""), base64.b64decode(secret.removeprefix("whsec_"))
    signed = f"{named.get('webhook-id', '')}.{sent}.".encode() + body
    right = "v1," + base64.b64encode(hmac.digest(key, signed, hashlib.sha256)).decode()
    if not any(hmac.compare_digest(right, one) for one in named.get("webhook-signature", "").split()):
        raise ValueError("not signed with this secret")
    if not sent.isdecimal() or abs((time.time() if now is None else now) - int(sent)) > OLDEST:
        raise ValueError("too old, or from the future")
    found: dict[str, Any] = json.loads(body)
    return found


def _problem(body: bytes) -> dict[str, Any]:
    try:
        found = json.loads(body)
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}
