"""A phone, a window and a gate go through the main path over HTTP: `python -m examples.walkthrough [BASE_URL]`.

Uses the standard library and `certs` only, as a third party would. Needs a demo server (`make run`) and
`./liangma demo`. Each step prints what happened; the first that is not as it should be ends it with exit 1.
"""

import json
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from pathlib import Path
from typing import Any

from certs import base64url, device, keys, lm1

ROOT = Path(__file__).parent.parent
BASE = sys.argv[1].rstrip("/") if len(sys.argv) > 1 else "http://localhost:8000"
CITIZEN = {"name": "", "number": "", "phone": ""}


class Api:
    """One client: a base address and perhaps a bearer token."""

    def __init__(self, token: str = "") -> None:
        self._headers = {"Content-Type": "application/json"} | ({"Authorization": f"Bearer {token}"} if token else {})

    def call(self, method: str, path: str, body: Any = None) -> Any:
        """The JSON answer; a problem document is printed and ends the walk."""
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(f"{BASE}{path}", data=data, method=method, headers=self._headers)
        try:
            with urllib.request.urlopen(request, timeout=10) as response:
                return json.loads(response.read() or b"null")
        except urllib.error.HTTPError as error:
            sys.exit(f"{method} {path}: {error.code} {error.read().decode()}")

    def text(self, path: str) -> str:
        with urllib.request.urlopen(f"{BASE}{path}", timeout=10) as response:
            answer: bytes = response.read()
        return answer.decode()


def demo_sign_in(login: str) -> dict[str, str]:
    done = subprocess.run([ROOT / "liangma", "demo", "sign-in", login], capture_output=True, text=True, check=True)
    answer: dict[str, str] = json.loads(done.stdout)
    return answer


def must(fact: bool, said: str) -> None:
    if not fact:
        sys.exit(f"✗ {said}")
    print(f"✓ {said}")


def phone() -> tuple[Api, keys.SoftwareSigner, dict[str, Any]]:
    """Sign in, match the real name, bind a key: (api, key, device)."""
    hero = subprocess.run([ROOT / "liangma", "demo", "citizen", "0"], capture_output=True, text=True, check=True)
    CITIZEN.update({name: value for name, value in json.loads(hero.stdout).items() if name in CITIZEN})
    sent = Api().call("POST", "/api/v1/auth/one-time-codes", {"phone": CITIZEN["phone"]})
    signed_in = Api().call("POST", "/api/v1/auth/sessions", {"phone": CITIZEN["phone"], "code": sent["demo_code"]})
    api = Api(signed_in["access_token"])
    me = api.call("PUT", "/api/v1/me/identity", {"name": CITIZEN["name"], "number": CITIZEN["number"]})
    must(me["identity"] is not None, f"citizen signed in, real name matched: {me['identity']['name']}")
    key = keys.SoftwareSigner(keys.new_private_key())
    challenge = api.call("POST", "/api/v1/devices/challenges")
    proof = device.make_device_proof(key, aud=challenge["aud"], nonce=challenge["nonce"], iat=int(time.time()))
    bound = api.call("POST", "/api/v1/devices", {"proof": proof, "name": "演示手机"})
    must("device_id" in bound, f"phone bound: {bound['name']}")
    return api, key, bound


def card_of(wallet: dict[str, Any], type_id: str) -> dict[str, Any]:
    return next(card for card in wallet["cards"] if card["type"]["id"] == type_id)


def view_of(card: dict[str, Any], number: int) -> bytes:
    return base64url.decode(next(view["view"] for view in card["views"] if view["number"] == number))


def expired(card: dict[str, Any]) -> bool:
    return card["valid_to"] is not None and card["valid_to"] < time.strftime("%Y-%m-%d")


def window(api: Api, key: keys.SoftwareSigner, bound: dict[str, Any]) -> None:
    """Open a case, scan one certificate, then a pack; see the materials go."""
    staff = Api(Api().call("POST", "/api/v1/auth/staff-sessions", demo_sign_in("hall-02"))["access_token"])
    case = staff.call("POST", "/api/v1/cases", {"matter": "rs-pension-transfer"})
    missing = [material["code"] for material in case["materials"] if material["state"] == "missing"]
    must(len(missing) > 0, f"case {case['case_no']} opened, missing: {', '.join(missing)}")
    wallet = api.call("GET", f"/api/v1/wallet?device_id={bound['device_id']}")
    must(len(wallet["cards"]) > 0, f"wallet holds {len(wallet['cards'])} certificates")
    code = lm1.code_text(view_of(card_of(wallet, "resident-id"), 9), key, iat=int(time.time()))
    scanned = staff.call("POST", f"/api/v1/cases/{case['case_no']}/scans", {"code": code})
    exempt = [material["code"] for material in scanned["case"]["materials"] if material["state"] == "exempt"]
    must(scanned["verdict"]["accepted"] and len(exempt) > 0, f"scanned, exempt: {', '.join(exempt)}")
    again = staff.call("POST", f"/api/v1/cases/{case['case_no']}/scans", {"code": code})
    must(again["verdict"]["reason"] == "replayed", "the same code again is refused: replayed")
    entries = [(card["handle"], 9) for card in wallet["cards"] if card["state"] == "valid" and not expired(card)]
    handle = base64url.decode(bound["handle"])
    pack = lm1.pack_text(entries, key, device_handle=handle, iat=int(time.time()))
    scanned = staff.call("POST", f"/api/v1/cases/{case['case_no']}/scans", {"code": pack})
    left = [material["code"] for material in scanned["case"]["materials"] if material["state"] == "missing"]
    must(
        scanned["verdict"]["accepted"],
        f"one pack of {len(entries)} scanned, still missing: {', '.join(left) or 'nothing'}",
    )
    history = api.call("GET", "/api/v1/history")
    must(len(history["items"]) >= 3, f"the holder sees {len(history['items'])} reads in the history, refused ones too")


def gate(api: Api, key: keys.SoftwareSigner, bound: dict[str, Any]) -> None:
    """Verify online as a registered partner, then offline with the bundle alone."""
    client = demo_sign_in("liangzhou-airport")
    form = "&".join(f"{name}={value}" for name, value in {**client, "grant_type": "client_credentials"}.items())
    request = urllib.request.Request(f"{BASE}/oauth/token", data=form.encode(), method="POST")
    with urllib.request.urlopen(request, timeout=10) as response:
        partner = Api(json.loads(response.read())["access_token"])
    wallet = api.call("GET", f"/api/v1/wallet?device_id={bound['device_id']}")
    card = card_of(wallet, "resident-id")
    code = lm1.code_text(view_of(card, 2), key, iat=int(time.time()))
    verdict = partner.call("POST", "/api/v1/verifications", {"code": code, "purpose": "boarding"})
    must(verdict["accepted"], "gate, online: accepted")
    too_much = lm1.code_text(view_of(card, 9), key, iat=int(time.time()))
    verdict = partner.call("POST", "/api/v1/verifications", {"code": too_much, "purpose": "boarding"})
    must(
        verdict["reason"] == "field_not_permitted",
        "gate, online: a code that shows too much is refused, nothing disclosed",
    )
    with tempfile.TemporaryDirectory() as folder:
        bundle = Path(folder) / "bundle.json"
        bundle.write_text(Api().text("/api/v1/bundle"))
        code = lm1.code_text(view_of(card, 2), key, iat=int(time.time()))
        command = [sys.executable, "-m", "certs", "verify", "--bundle", str(bundle), code]
        done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=ROOT)
    must(done.returncode == 0, "gate, offline with the bundle: accepted")
    print(done.stdout)


def main() -> None:
    api, key, bound = phone()
    window(api, key, bound)
    gate(api, key, bound)


if __name__ == "__main__":
    main()
