"""A citizen's phone over HTTP: what the phone's pages do, for tests of the pages on the other side of the counter."""

import base64
import json
import time
import urllib.error
import urllib.request
from dataclasses import dataclass
from typing import Any

from backend.demo import people
from certs import base45, base64url, device, keys, lm1

_SHOWN: set[tuple[bytes, int]] = set()


class Refused(RuntimeError):
    """An answer that is no success: its status, and its text as it came."""

    def __init__(self, status: int, text: str) -> None:
        super().__init__(f"{status}: {text[:500]}")
        self.status, self.text = status, text


@dataclass(frozen=True)
class Phone:
    """Signed in, real name matched, key bound. `cards` as the wallet listed them."""

    base: str
    token: str
    device_id: str
    key: keys.SoftwareSigner
    handle: bytes
    cards: tuple[dict[str, Any], ...]

    def card(self, type_id: str) -> dict[str, Any]:
        return next(one for one in self.cards if one["type"]["id"] == type_id)

    def free_second(self) -> int:
        """Now, or the last second before it that this phone has not signed in: two codes of one second are one code."""
        at = int(time.time())
        while (self.handle, at) in _SHOWN:
            at -= 1
        _SHOWN.add((self.handle, at))
        return at

    def code(self, type_id: str = "resident-id", view: int = 9, **proof: Any) -> str:
        """A fresh code of one certificate."""
        views = {one["number"]: one["view"] for one in self.card(type_id)["views"]}
        return lm1.code_text(base64url.decode(views[view]), self.key, **({"iat": self.free_second()} | proof))

    def pack(self, *type_ids: str, **proof: Any) -> str:
        """A fresh pack of these certificates, with everything on them."""
        entries = [(self.card(type_id)["handle"], 9) for type_id in type_ids]
        return lm1.pack_text(entries, self.key, device_handle=self.handle, **({"iat": self.free_second()} | proof))

    def typed(self) -> str:
        """A number that stands for a code of everything on the identity card, for windows without a scanner."""
        nonce = call(self.base, "POST", "/nonces", token=self.token)["nonce"]
        code = self.code(cnonce=base64url.decode(nonce))
        return str(call(self.base, "POST", "/typed-codes", {"code": code}, self.token)["number"])


def portrait_frame(index: int) -> str:
    """The second QR code of citizen `index`: the portrait on the identity card."""
    return "LM1P:" + base45.encode(base64.b64decode(people.portrait(index)))


def bind(base: str, index: int) -> Phone:
    """Citizen number `index` of the demo city takes a phone into use."""
    who = people.person(index)
    sent = call(base, "POST", "/auth/one-time-codes", {"phone": who.phone})
    body = {"phone": who.phone, "code": sent["demo_code"]}
    token = str(call(base, "POST", "/auth/sessions", body)["access_token"])
    call(base, "PUT", "/me/identity", {"name": who.name, "number": who.citizen_number}, token)
    key = keys.SoftwareSigner(keys.new_private_key())
    challenge = call(base, "POST", "/devices/challenges", token=token)
    proof = device.make_device_proof(key, aud=challenge["aud"], nonce=challenge["nonce"], iat=int(time.time()))
    bound = call(base, "POST", "/devices", {"proof": proof, "name": "手机"}, token)
    wallet = call(base, "GET", f"/wallet?device_id={bound['device_id']}", token=token)
    return Phone(base, token, bound["device_id"], key, base64url.decode(bound["handle"]), tuple(wallet["cards"]))


def call(base: str, method: str, path: str, body: Any = None, token: str = "") -> Any:
    """The JSON of an answer; a refusal raises Refused, which quotes it."""
    data = None if body is None else json.dumps(body).encode()
    headers = {"Content-Type": "application/json"} | ({"Authorization": f"Bearer {token}"} if token else {})
    request = urllib.request.Request(f"{base}/api/v1{path}", data=data, method=method, headers=headers)
    try:
        with urllib.request.urlopen(request, timeout=20) as answer:
            return json.loads(answer.read() or b"null")
    except urllib.error.HTTPError as error:
        raise Refused(error.code, error.read().decode(errors="replace")) from None
