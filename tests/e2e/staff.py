"""Employees of the demo city for browser tests: each new, because a one-time password works once."""

import itertools
import json
import time
import urllib.parse
import urllib.request
from dataclasses import dataclass
from typing import Any

import pyotp

from tests import typist
from tests.docs.live import ROOT, Live
from tests.e2e.phone import call

PASSWORD = "correct horse battery staple"
_ORDER = itertools.count(1)


@dataclass(frozen=True)
class Employee:
    login: str
    totp_uri: str

    def sign_in_body(self) -> dict[str, str]:
        """What signs in now; it can be used once."""
        authenticator = pyotp.parse_uri(self.totp_uri)
        assert isinstance(authenticator, pyotp.TOTP)
        return {"login": self.login, "password": PASSWORD, "totp": authenticator.at(int(time.time()))}


def command(live: Live, *words: str) -> str:
    """What `liangma WORDS` prints in the city."""
    done = typist.run(words, cwd=ROOT, environment=live.environment)
    if done.code:
        raise RuntimeError(done.err[-2000:])
    return done.out


def partner_secret(live: Live, partner: str = "liangzhou-airport") -> dict[str, str]:
    """The id and the secret of a partner's gates."""
    known: dict[str, str] = json.loads(command(live, "demo", "sign-in", partner))
    return known


def partner_token(base: str, secret: dict[str, str]) -> str:
    form = urllib.parse.urlencode({"grant_type": "client_credentials"} | secret).encode()
    with urllib.request.urlopen(urllib.request.Request(f"{base}/oauth/token", data=form), timeout=20) as answer:
        return str(json.load(answer)["access_token"])


def hire(live: Live, role: str, office: str | None = None) -> Employee:
    """`office`: the verifier of a window or the issuer code of a department."""
    login = f"{role}-new-{next(_ORDER)}"  # none of the demo city's own
    place = ["--office", office] if office else []
    told = command(live, "staff", "add", login, "--name", "工作人员", "--role", role, "--password", PASSWORD, *place)
    return Employee(login, told.strip())


def token_of(live: Live, role: str, office: str | None = None) -> str:
    """Somebody new, signed in over HTTP."""
    body = hire(live, role, office).sign_in_body()
    return str(call(live.base, "POST", "/auth/staff-sessions", body)["access_token"])


@dataclass(frozen=True)
class Counter:
    """A window that verifies over HTTP."""

    base: str
    token: str

    def verify(self, code: str, **more: str) -> dict[str, Any]:
        """The verdict. `more`: of the request, a challenge for instance."""
        body = {"code": code, "purpose": "matter", **more}
        verdict: dict[str, Any] = call(self.base, "POST", "/verifications", body, self.token)
        return verdict

    def accepts(self, code: str, **more: str) -> bool:
        return bool(self.verify(code, **more)["accepted"])


def open_counter(live: Live, verifier: str = "donghu-01") -> Counter:
    return Counter(live.base, token_of(live, "window", verifier))
