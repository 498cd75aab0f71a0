"""The example gate at work on a real server: with a network, without, after a restart, and when somebody cheats."""

import json
import subprocess
import sys
import urllib.request
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from certs import base64url, device, keys, lm1
from tests.docs.live import ROOT, Live

CITIZEN, PARTNER = "55", "north.airport"
PURPOSES = {"boarding": {"1": ["over_18", "name", "portrait_digest"]}}


@dataclass(frozen=True)
class Airport:
    """A partner with a key and a folder, and a citizen's phone with a view to show."""

    live: Live
    folder: Path
    phone: keys.SoftwareSigner
    view: bytes
    anchor: str

    def code(self, ahead: int = 0) -> str:
        """`ahead`: seconds; two codes of one second are one."""
        return lm1.code_text(self.view, self.phone, iat=now(self.live) + ahead)

    def scan(
        self, *codes: str, online: bool = True, state: str = "one", **more: str
    ) -> subprocess.CompletedProcess[str]:
        told = {
            "id": PARTNER,
            "purpose": "boarding",
            "lang": "en",
            "anchor": self.anchor,
            "gate": f"gate-{state}-north",
        }
        told |= {"state": str(self.folder / f"{state}.db")}
        told |= {"office": self.live.base, "key": str(self.folder / "private.jwk")} if online else {}
        options = [f"--{name}={value}" for name, value in (told | more).items()]
        command = [sys.executable, "-m", "examples.gate", *options]
        lines = "".join(f"{code}\r\n" for code in codes)
        return subprocess.run(command, cwd=ROOT, input=lines, capture_output=True, text=True, timeout=60, check=False)


def now(live: Live) -> int:
    seconds: int = ask(live, "GET", "/api/v1/time")["seconds"]
    return seconds


def ask(live: Live, method: str, path: str, body: Any = None, token: str = "") -> Any:
    data = None if body is None else json.dumps(body).encode()
    headers = {"Content-Type": "application/json"} | ({"Authorization": f"Bearer {token}"} if token else {})
    request = urllib.request.Request(live.base + path, data, headers, method=method)
    with urllib.request.urlopen(request, timeout=20) as answer:
        return json.loads(answer.read() or b"null")


def command(live: Live, *words: str) -> str:
    done = subprocess.run(
        [sys.executable, "-m", "backend.cli", *words], cwd=ROOT, env=live.environment, capture_output=True, text=True,
        check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def airport(live: Live, tmp_path_factory: pytest.TempPathFactory) -> Airport:
    folder = tmp_path_factory.mktemp("airport")
    own = keys.new_private_key()
    (folder / "private.jwk").write_text(json.dumps(keys.private_to_jwk(own)))
    (folder / "public.json").write_text(json.dumps({"keys": [keys.jwk_of(own.public_key())]}))
    names = ["--name-zh", "北山机场", "--name-en", "North Airport", "--jwks", str(folder / "public.json")]
    command(live, "partner", "add", PARTNER, *names, "--purposes", json.dumps(PURPOSES))
    phone = keys.SoftwareSigner(keys.new_private_key())
    anchor = ask(live, "GET", "/.well-known/jwks.json")["keys"][0]["kid"]
    return Airport(live, folder, phone, _view(live, phone), anchor)


def _view(live: Live, phone: keys.SoftwareSigner) -> bytes:
    who = json.loads(command(live, "demo", "citizen", CITIZEN))
    otp = ask(live, "POST", "/api/v1/auth/one-time-codes", json.loads(who["phone_body"]))["demo_code"]
    token = ask(live, "POST", "/api/v1/auth/sessions", {"phone": who["phone"], "code": otp})["access_token"]
    ask(live, "PUT", "/api/v1/me/identity", json.loads(who["identity_body"]), token)
    nonce = ask(live, "POST", "/api/v1/devices/challenges", token=token)["nonce"]
    proof = device.make_device_proof(phone, aud=live.base, nonce=nonce, iat=now(live))
    device_id = ask(live, "POST", "/api/v1/devices", {"proof": proof, "name": "phone"}, token)["device_id"]
    cards = ask(live, "GET", f"/api/v1/wallet?device_id={device_id}", token=token)["cards"]
    return base64url.decode(next(card for card in cards if card["type"]["id"] == "resident-id")["views"][1]["view"])


def test_a_gate_passes_a_code_once_and_goes_on_without_the_office(airport: Airport) -> None:
    code = airport.code()
    first = airport.scan(code)
    assert (first.returncode, first.stdout[:4]) == (0, "PASS"), first.stderr
    assert first.stderr == "0 to tell, 0 used twice\n"
    again = airport.scan(code, airport.code(2), "rubbish", online=False)  # restarted, and the network is gone
    assert again.returncode == 1
    assert [line[:4] for line in again.stdout.splitlines()] == ["STOP", "PASS", "STOP"]
    assert again.stderr == "2 to tell, 0 used twice\n"
    back = airport.scan()
    assert (back.returncode, back.stderr) == (0, "0 to tell, 0 used twice\n")


def test_a_code_that_passed_two_gates_is_found_when_the_second_tells(airport: Airport) -> None:
    assert airport.scan(state="two").returncode == 0  # has the bundle
    code = airport.code(5)
    assert airport.scan(code, online=False).returncode == 0
    assert airport.scan(code, online=False, state="two").returncode == 0
    assert airport.scan().stderr == "0 to tell, 0 used twice\n"
    told = airport.scan(state="two", lang="zh").stderr.splitlines()
    assert told[0] == "待上报 0，重复使用 1"
    assert told[1].endswith("  gate")


def test_a_purpose_that_is_not_registered_stops_the_gate_with_and_without_the_office(airport: Airport) -> None:
    code = airport.code(9)
    for online in (True, False):
        done = airport.scan(code, state="six", purpose="duty-free", online=online)
        assert (done.returncode, done.stdout) == (2, "")
        assert "duty-free is not registered; 已登记 registered: boarding" in done.stderr
    assert airport.scan(code, state="six").returncode == 0  # nothing was used up


def test_another_anchor_or_no_bundle_stops_the_gate(airport: Airport) -> None:
    stranger = base64url.encode(keys.thumbprint(airport.phone.public))
    for done in (
        airport.scan(anchor=stranger, state="three"),
        airport.scan(anchor=stranger),
        airport.scan("LM1:X", online=False, state="four"),
        airport.scan(id="nobody.known", state="five"),
    ):
        assert done.returncode == 2
        assert done.stderr.startswith("gate: ")
        assert done.stdout == ""
