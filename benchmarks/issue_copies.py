"""The cost of a copy for another wallet, over HTTP in one process: `python -m benchmarks.issue_copies`.

Each round asks the credential endpoint for twenty copies and for one, by a DPoP token, and signs twenty bare SD-JWT VCs
of the same size after them; the first rounds warm up and do not count. Prints the medians a copy and their ratio to a
bare one; ends with 1 when a copy of a request for twenty costs more than four.

Counted is the whole request by the wall clock, from the call of the WSGI application with a request that has come to
the last byte of its answer, over a SQLite file: the edge, the DPoP proof and its row, a proof of each key, status
places, read-back, rows, log line, log entry and commit. Making proofs and request and reading the answer is the
wallet's work and is not counted. A bare one is prepared, signed and joined: no key is proven, nothing is read or
written. What one request costs once is told by its ratio for one copy, the rest by a further copy.
"""

from __future__ import annotations

import importlib
import itertools
import json
import logging
import sys
import tempfile
import time
from pathlib import Path
from statistics import median
from typing import Any

from werkzeug.test import EnvironBuilder

from backend import db, migrate
from backend.app import create_app
from backend.certificates.wallet import showable
from backend.config import Settings
from backend.demo import people
from backend.security import Box
from benchmarks.import_issue import CLAIMS
from certs import sdjwt
from certs.catalogue import load_builtin
from certs.keys import SoftwareSigner, new_private_key

# The tests' own office, holder and wallet; how they are typed is no concern of a benchmark.
office_of, sign_in, wallets = (
    importlib.import_module(f"tests.{name}") for name in ("registries.office", "people.sign_in", "openid.wallet")
)
KEYS: dict[str, Any] = importlib.import_module("tests.conftest").KEYS
BASE: str = wallets.BASE
WARM, ROUNDS, BATCH, MOST = 4, 15, 20, 4.0


def holders(office: Any, client: Any) -> Any:
    """Signed-in citizens whose card is in its period, one after the other."""
    for number in itertools.count():
        certificate = office.issue("resident-id", number)
        if showable(certificate, office.now):
            person = people.person(number)
            me = sign_in.citizen(client, number=person.citizen_number, name=person.name)
            yield wallets.Holder(client, me.headers, str(certificate.certificate_id), certificate.person_id)


def a_copy(holder: Any, copies: int) -> float:
    """Microseconds a copy, of one request for so many."""
    wallet = wallets.Wallet(holder.client)
    wallet.take(holder.offer())
    nonce = wallet.c_nonce()
    body = {
        "credential_configuration_id": wallets.CONFIGURATION,
        "proofs": {"jwt": [wallet.proof(nonce) for _ in range(copies)]},
    }
    come, told = _request(wallet, body), list[str]()

    def start_response(status: str, _headers: Any) -> None:
        told.append(status)

    started = time.perf_counter()
    answer = b"".join(holder.client.application(come, start_response))
    took = time.perf_counter() - started
    assert told == ["200 OK"], answer
    assert len(json.loads(answer)["credentials"]) == copies
    return took / copies * 1e6


def _request(wallet: Any, body: dict[str, Any]) -> dict[str, Any]:
    """As a server hands it on."""
    headers, address = wallet.authorised("/openid/credential"), {"REMOTE_ADDR": wallet.address}
    builder = EnvironBuilder("/openid/credential", method="POST", json=body, headers=headers, environ_base=address)
    return builder.get_environ()


def a_bare_one(signer: SoftwareSigner) -> float:
    """Microseconds of signing an SD-JWT VC of as many fields, and nothing else."""
    holder, started = signer.public, time.perf_counter()
    for _ in range(BATCH):
        sdjwt.issue(
            CLAIMS, disclosable=CLAIMS, issuer=f"{BASE}/issuers/GA", vct=f"{BASE}/types/resident-id", iat=1_800_000_000,
            kid="k" * 43, exp=1_900_000_000, status=(f"{BASE}/s/1", 77), cnf=holder, signer=signer,
        )  # fmt: skip
    return (time.perf_counter() - started) / BATCH * 1e6


def main() -> int:
    """Print medians and ratios; 1 when the measure is missed."""
    logging.disable()
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{folder}/liangma.db"
        engine = db.make_engine(url)
        migrate.upgrade(engine)
        given: dict[str, Any] = {"redis_url": None, "data_dir": Path(folder), "port": 8000, "base_url": BASE}
        settings = Settings(database_url=url, demo=True, **given, **KEYS)
        box = Box(settings.data_key, settings.index_key)
        office = office_of.open_office(engine, box, load_builtin(), Path(folder), now=office_of.clock_now())
        client = create_app(settings, engine=engine).test_client()
        signer, people_of_city = SoftwareSigner(new_private_key()), holders(office, client)
        rounds = []
        for holder in itertools.islice(people_of_city, WARM + ROUNDS):
            rounds.append((a_copy(holder, BATCH), a_copy(holder, 1), a_bare_one(signer)))
        engine.dispose()
    rounds = rounds[WARM:]
    batch, single, bare = (median(one) for one in zip(*rounds, strict=True))
    further = median((one[0] * BATCH - one[1]) / (BATCH - 1) / one[2] for one in rounds)
    print(f"bare SD-JWT VC        {bare:8.1f} µs")
    print(f"a further copy        ratio {further:5.2f} of one request: proof checked, signed, read back, recorded")
    whole = median(one[0] / one[2] for one in rounds)
    print(f"a copy, of {BATCH}         {batch:8.1f} µs, ratio {whole:5.2f} (at most {MOST:.0f})")
    print(f"a copy, of 1          {single:8.1f} µs, ratio {median(one[1] / one[2] for one in rounds):5.2f}")
    return 0 if whole <= MOST else 1


if __name__ == "__main__":
    sys.exit(main())
