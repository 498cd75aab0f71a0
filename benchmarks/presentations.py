"""Answers of wallets against POST /api/v1/verifications on the same server: `python -m benchmarks.presentations`.

Requests are made and fetched, and presentations signed, beforehand; rounds of the three (verifications, direct_post,
direct_post.jwt) are interleaved, each first in its turn, and medians compared, because ratios travel and absolutes do
not. Exit 1 when either mode, opening an encrypted answer included, is below the target on either engine.
"""

from __future__ import annotations

import argparse
import itertools
import json
import sys
import time
import uuid
from dataclasses import dataclass
from statistics import median
from urllib.parse import urlencode

from joserfc import jwe
from joserfc.jwk import ECKey
from sqlalchemy import select
from sqlalchemy.orm import Session

from backend import db
from backend.certificates.copies import sign_copies
from backend.certificates.models import Certificate
from backend.presentations import encryption
from backend.presentations.ask import Asked, ask
from backend.presentations.request_object import fetch
from backend.presentations.simple import to_dcql
from backend.verification.verifiers import verifier_of
from backend.web.request import Actor, Services
from benchmarks.load import Result, run
from benchmarks.verifications import Codes, office, refuse_failures, requests_of, served
from certs import base64url, jws, keys, sdjwt
from tests.verification.world import HALL, City

TARGET = 0.5
REGISTRY = jwe.JWERegistry(algorithms=[encryption.ALG, *encryption.ENCODINGS])
MODES = ("direct_post", "direct_post.jwt")
FIELDS = ["name", "over_18"]
ADDRESSES = itertools.cycle(f"10.0.0.{n}" for n in range(50))  # each within its limit


@dataclass
class Wallets:
    """Copies, each bound to a key of its own, that answer request after request."""

    services: Services
    held: list[tuple[str, keys.SoftwareSigner]]

    def answers(self, session: Session, mode: str, count: int) -> list[bytes]:
        """Forms ready to send, each to a request of its own."""
        now = int(time.time())
        actor = Actor("staff:bench", "window", HALL)
        verifier = verifier_of(session, actor, services=self.services, now=now)
        wanted = [{"type": "resident-id", "fields": FIELDS, "optional": False}]
        asked = Asked("check", to_dcql(wanted, self.services.catalogue), "cross_device", mode, None)
        return [self._answer(session, asked, verifier, actor.subject, n, now) for n in range(count)]

    def _answer(self, session: Session, asked: Asked, verifier: object, actor: str, n: int, now: int) -> bytes:
        made = ask(session, asked, verifier, actor=actor, services=self.services, now=now)  # type: ignore[arg-type]
        reference = made.uri.rpartition("%2Frequest&")[0].rpartition("%2F")[2]
        token = fetch(session, reference, wallet_nonce=None, services=self.services, now=now)
        request = jws.strict_json(base64url.decode(token.split(".")[1]))
        copy, holder = self.held[n % len(self.held)]
        said = {"aud": request["client_id"], "nonce": request["nonce"], "iat": now}
        inside = {"vp_token": {"resident-id": [sdjwt.present(copy, FIELDS, holder=holder, **said)]}}
        if asked.response_mode == "direct_post":
            form = {"vp_token": json.dumps(inside["vp_token"]), "state": request["state"]}
        else:
            form = {"response": _sealed(inside | {"state": request["state"]}, request)}
        return _post(request["response_uri"].partition("example")[2], urlencode(form).encode())


def _sealed(inside: dict[str, object], request: dict[str, object]) -> str:
    (key,) = request["client_metadata"]["jwks"]["keys"]  # type: ignore[index]
    header = {"alg": encryption.ALG, "enc": "A256GCM", "kid": key["kid"]}
    plain = json.dumps(inside).encode()
    return jwe.encrypt_compact(header, plain, ECKey.import_key(key), registry=REGISTRY)


def _post(path: str, body: bytes) -> bytes:
    """Each from another address, as wallets are."""
    head = f"POST {path} HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/x-www-form-urlencoded\r\n"
    head += f"X-Forwarded-For: {next(ADDRESSES)}\r\nContent-Length: {len(body)}\r\n\r\n"
    return head.encode() + body


def wallets_of(city: City, count: int) -> Wallets:
    """Copies of valid cards."""
    services: Services = city.app.extensions["liangma"]
    given = {"catalogue": services.catalogue, "box": services.box, "base_url": services.settings.base_url}
    now = int(time.time())
    held = []
    with db.transaction(city.engine) as session:
        mine = Certificate.type_number == 1, Certificate.state == "valid"
        today = time.strftime("%Y-%m-%d", time.gmtime(now))
        rows = [row for row in session.scalars(select(Certificate).where(*mine)) if (row.valid_to or "9") > today]
        for row in rows[:count]:
            holder = keys.SoftwareSigner(keys.new_private_key())
            batch = sign_copies(
                session, row, [holder.public], offer_id=uuid.uuid4(), now=now, actor="bench", **given  # type: ignore[arg-type]
            )  # fmt: skip
            held.append((batch.tokens[0], holder))
    return Wallets(services, held)


def compare(kind: str, *, rounds: int, each: int, workers: int, connections: int) -> bool:
    """Prints each mode's median rate as a part of the verifications'; whether both are within the target."""
    with office(kind, phones=120) as (city, codes, environ):
        wallets = wallets_of(city, 60)
        proxied = environ | {"LIANGMA_PROXIES": "1"}
        with served("backend.app:from_environment", proxied, workers=workers) as (port, _pid):
            measured = _rounds(city, codes, wallets, port, rounds=rounds, each=each, connections=connections)
    rates = {name: median(one.per_second for one in results) for name, results in measured.items()}
    ratios = {mode: rates[mode] / rates["verifications"] for mode in MODES}
    print(f"{kind}: verifications {rates['verifications']:.0f}/s")
    for mode, ratio in ratios.items():
        said = "held" if ratio >= TARGET else "MISSED"
        print(f"{kind}: {mode:15} {rates[mode]:4.0f}/s = {ratio:.0%} (target {TARGET:.0%}: {said})", flush=True)
    return all(ratio >= TARGET for ratio in ratios.values())


def _rounds(
    city: City, codes: Codes, wallets: Wallets, port: int, *, rounds: int, each: int, connections: int
) -> dict[str, list[Result]]:
    names = ("verifications", *MODES)
    measured: dict[str, list[Result]] = {name: [] for name in names}
    for turn in range(rounds + 1):
        first = turn % len(names)  # what falls due now and then, such as a checkpoint, falls on each of them
        for name in (*names[first:], *names[:first]):
            result = _round(city, codes, wallets, port, name, each=each, connections=connections)
            if turn:  # the first round warms up
                measured[name].append(result)
    return measured


def _round(city: City, codes: Codes, wallets: Wallets, port: int, name: str, *, each: int, connections: int) -> Result:
    if name == "verifications":
        result = run(port, requests_of(city, codes.take(each)), connections=connections)
        refuse_failures(result)
        return result
    with db.transaction(city.engine) as session:
        forms = wallets.answers(session, name, each)
    result = run(port, forms, connections=connections)
    bad = [body for body in result.bodies if body != b"{}"]
    if bad:
        raise RuntimeError(f"{len(bad)} of {each} were not accepted, such as {bad[0][:300]!r}")
    return result


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--engine", choices=("sqlite", "postgresql", "both"), default="both")
    parser.add_argument("--rounds", type=int, default=9)
    parser.add_argument("--each", type=int, default=300)
    parser.add_argument("--workers", type=int, default=1)
    parser.add_argument("--connections", type=int, default=8)
    options = parser.parse_args()
    kinds = ("sqlite", "postgresql") if options.engine == "both" else (options.engine,)
    shape = {"workers": options.workers, "connections": options.connections}
    within = [compare(kind, rounds=options.rounds, each=options.each, **shape) for kind in kinds]
    return 0 if all(within) else 1


if __name__ == "__main__":
    sys.exit(main())
