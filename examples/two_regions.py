"""Two regions on one machine: `python -m examples.two_regions [--once]` (`make run-two-regions`).

Starts two servers with data of their own, registers each with the other by two people, and walks through it: a citizen
whom only the first region knows comes to a window and a gate of the second. With --once it ends after the walk.
Uses the standard library, `certs` and the command line, as two operators would; LIANGMA names another command for it
than this checkout's.
"""

import argparse
import contextlib
import json
import os
import shlex
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from certs import base64url, device, keys, lm1

ROOT = Path(__file__).parent.parent
ACCEPTS = """# what the other region's types are here; "*": every field that both call and keep alike
resident-id: {type: resident-id, fields: "*"}
social-security-card: {type: social-security-card, fields: "*"}
"""
COMMAND = shlex.split(os.environ.get("LIANGMA", "")) or [sys.executable, "-m", "backend.cli"]
WAIT = 60.0  # seconds until a server must have begun, or seen what another process wrote (it looks every five)


class Region:
    """One deployment: its folder, its port, its command line and its HTTP."""

    def __init__(self, name: str, folder: Path, port: int, others: str) -> None:
        self.name, self.folder, self.base = name, folder, f"http://127.0.0.1:{port}"
        self.known = ""
        kept = {one: os.environ[one] for one in ("PATH", "HOME", "LANG") if one in os.environ}
        self.environment = {
            **kept, "LIANGMA_DEMO": "1", "LIANGMA_DATA_DIR": str(folder), "LIANGMA_PORT": str(port),
            "LIANGMA_BASE_URL": self.base, "LIANGMA_OUTBOUND_LOCAL": others, "PYTHONPATH": str(ROOT),
        }  # fmt: skip

    def command(self, *words: str, user: str = "operator") -> str:
        """What the command prints; one that fails ends the program."""
        program = [*COMMAND, *words]
        environment = {**self.environment, "USER": user}
        done = subprocess.run(program, env=environment, cwd=ROOT, capture_output=True, text=True, check=False)
        if done.returncode != 0:
            sys.exit(f"{self.name}: liangma {' '.join(words)}\n{done.stdout}{done.stderr}")
        return done.stdout.strip()

    def prepare(self, people: int) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)
        self.command("migrate")
        if not (self.folder / "demo-sign-ins.json").exists():
            self.command("demo", "load", "--people", str(people))

    def thumbprint(self) -> str:
        """What an operator reads out to the other side."""
        self.known = self.known or self.command("keys", "list", "--issuer", "LM").split()[1]
        return self.known

    def serve(self) -> "subprocess.Popen[bytes]":
        log = (self.folder / "server.log").open("wb")
        program = [*COMMAND, "serve"]
        server = subprocess.Popen(program, env=self.environment, cwd=ROOT, stdout=log, stderr=subprocess.STDOUT)
        log.close()
        return server

    def call(self, method: str, path: str, body: Any = None, token: str = "") -> Any:
        """The JSON answer; a problem document ends the program."""
        headers = {"Content-Type": "application/json"} | ({"Authorization": f"Bearer {token}"} if token else {})
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(f"{self.base}{path}", data=data, method=method, headers=headers)
        try:
            with urllib.request.urlopen(request, timeout=10) as response:
                return json.loads(response.read() or b"null")
        except urllib.error.HTTPError as error:
            sys.exit(f"{self.name}: {method} {path}: {error.code} {error.read().decode()}")

    def is_ready(self) -> bool:
        try:
            urllib.request.urlopen(f"{self.base}/readyz", timeout=2).close()
        except OSError:
            return False
        return True

    def recognise(self, other: "Region", region_id: str) -> None:
        """One person proposes with the thumbprint that was read out, another compares and approves."""
        accepts = self.folder / "accepts.yaml"
        accepts.write_text(ACCEPTS)
        about = ("--name-zh", other.name, "--name-en", other.name, "--base-url", other.base, "--accepts", str(accepts))
        read_out = ("--thumbprint", other.thumbprint())
        said("regions propose:", self.command("regions", "propose", region_id, *about, *read_out, user="wang"))
        said("regions approve:", self.command("regions", "approve", region_id, *read_out, user="li"))


class Phone:
    """A citizen of one region with a bound phone."""

    def __init__(self, region: Region, index: int) -> None:
        who = json.loads(region.command("demo", "citizen", str(index)))
        sent = region.call("POST", "/api/v1/auth/one-time-codes", {"phone": who["phone"]})
        signed_in = {"phone": who["phone"], "code": sent["demo_code"]}
        self.region, self.token = region, region.call("POST", "/api/v1/auth/sessions", signed_in)["access_token"]
        self.views: dict[str, bytes] = {}
        self.number, self.key = who["number"], keys.SoftwareSigner(keys.new_private_key())
        self._call("PUT", "/api/v1/me/identity", {"name": who["name"], "number": who["number"]})
        challenge = self._call("POST", "/api/v1/devices/challenges")
        proof = device.make_device_proof(self.key, aud=challenge["aud"], nonce=challenge["nonce"], iat=int(time.time()))
        self.device = self._call("POST", "/api/v1/devices", {"proof": proof, "name": "手机"})["device_id"]

    def code(self, view: str, type_id: str = "resident-id") -> str:
        """A fresh code of one view, as the phone shows it."""
        cards = self._call("GET", f"/api/v1/wallet?device_id={self.device}")["cards"]
        card = next(one for one in cards if one["type"]["id"] == type_id)
        self.views |= {one["id"]: base64url.decode(one["view"]) for one in card["views"]}  # it keeps what it once had
        return lm1.code_text(self.views[view], self.key, iat=int(time.time()))

    def _call(self, method: str, path: str, body: Any = None) -> Any:
        return self.region.call(method, path, body, self.token)


def said(*words: str) -> None:
    print("✓", *words, flush=True)


def until(what: Callable[[], str | None]) -> str:
    """What it says once it says something."""
    ends = time.monotonic() + WAIT
    while (found := what()) is None:
        if time.monotonic() > ends:
            sys.exit("✗ a server did not see the change in time")
        time.sleep(1)
    return found


@contextlib.contextmanager
def running(*regions: Region) -> Iterator[None]:
    """Both serve meanwhile; ended with the program."""
    servers = [region.serve() for region in regions]
    try:
        until(lambda: "ready" if all(region.is_ready() for region in regions) else None)
        yield
    finally:
        for server in servers:
            server.terminate()
        for server in servers:
            try:
                server.wait(timeout=15)
            except subprocess.TimeoutExpired:
                server.kill()


def gate(here: Region, code: str, anchor: str) -> tuple[int, str]:
    """A gate without network, with the bundle that `here` gives now: (exit code, report)."""
    with tempfile.TemporaryDirectory() as folder:
        bundle = Path(folder) / "bundle.json"
        with urllib.request.urlopen(f"{here.base}/api/v1/bundle", timeout=10) as response:
            bundle.write_bytes(response.read())
        program = [sys.executable, "-m", "certs", "verify", "--lang", "en", "--bundle", str(bundle), anchor, code]
        done = subprocess.run(program, cwd=ROOT, capture_output=True, text=True, check=False)
    return done.returncode, done.stdout.strip()


def walk(there: Region, here: Region, index: int) -> None:
    """A citizen of `there` comes to `here`."""
    phone = Phone(there, index)
    said(f"a citizen of {there.name} has a phone; {here.name} does not know them")
    sign_in = json.loads(here.command("demo", "sign-in", "hall-02"))
    window = here.call("POST", "/api/v1/auth/staff-sessions", sign_in)["access_token"]
    case = here.call("POST", "/api/v1/cases", {"matter": "rs-pension-transfer"}, window)

    def scanned() -> dict[str, Any]:
        path = f"/api/v1/cases/{case['case_no']}/scans"
        found: dict[str, Any] = here.call("POST", path, {"code": phone.code("standard")}, window)
        return found

    def exempt() -> str | None:
        found = scanned()
        if not found["verdict"]["accepted"]:
            return None
        spared = [one["code"] for one in found["case"]["materials"] if one["state"] == "exempt"]
        region = found["verdict"]["region"]
        return f"{region['id']} {region['issuer']['code']} as of {region['as_of']}; exempt: {', '.join(spared)}"

    said(f"window of {here.name}, case {case['case_no']}: accepted,", until(exempt))
    anchor = f"--anchor={here.thumbprint()}"  # a thumbprint may begin with a dash
    status, report = gate(here, phone.code("minimal"), anchor)
    if status != 0:
        sys.exit(f"✗ gate: {report}")
    said(f"gate of {here.name}, offline:", report.splitlines()[-2])
    kept = phone.code("minimal")
    there.command("revoke", "resident-id", phone.number, "--issuer", "GA", "--reason", "示例", "--yes")
    said(f"{there.name} revokes the card")
    said("regions fetch:", here.command("regions", "fetch", "EAST"))
    said(f"window of {here.name}: refused,", until(lambda: scanned()["verdict"]["reason"]))
    status, report = gate(here, kept, anchor)
    if status != 1:
        sys.exit(f"✗ gate: {report}")
    said(f"gate of {here.name}, offline:", report.splitlines()[-1])
    said("regions list:", here.command("regions", "list"))


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m examples.two_regions", description=__doc__)
    parser.add_argument("--once", action="store_true", help="end after the walk")
    parser.add_argument("--ports", nargs=2, type=int, default=(8001, 8002), metavar="PORT")
    parser.add_argument("--folder", type=Path, default=ROOT / "var" / "regions")
    parser.add_argument("--people", type=int, default=20, help="citizens of the second region; the first has ten more")
    options = parser.parse_args()
    local = ",".join(f"127.0.0.1:{port}" for port in options.ports)
    east = Region("东城 East", options.folder.resolve() / "east", options.ports[0], local)
    west = Region("西城 West", options.folder.resolve() / "west", options.ports[1], local)
    east.prepare(options.people + 10)
    west.prepare(options.people)
    with running(east, west):
        said(f"{east.name} {east.base}", f"{west.name} {west.base}")
        west.recognise(east, "EAST")
        east.recognise(west, "WEST")
        walk(east, west, options.people + 5)
        if not options.once:
            print("Ctrl-C ends both.", flush=True)
            with contextlib.suppress(KeyboardInterrupt):
                while True:
                    time.sleep(3600)


if __name__ == "__main__":
    main()
