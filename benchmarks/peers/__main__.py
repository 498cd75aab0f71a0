"""One verification of ours beside other people's: `python -m benchmarks.peers`. Medians; ratios to a raw ES256 check of
the same runtime, because Python and Node do not check a signature equally fast.

Every verification is of one certificate with key binding: two signatures, and what each library does besides. (An mdoc
has a certificate chain of one on top; a code of ours is decoded from the QR code's text and weighed by all rules.)
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import median
from time import thread_time_ns
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import NameOID
from jwcrypto.jwk import JWK  # type: ignore[import-untyped]
from sd_jwt.verifier import SDJWTVerifier  # type: ignore[import-untyped]

from benchmarks import verify_code
from benchmarks.issue_sdjwt import CLAIMS
from certs import keys, lm1, sdjwt
from tests.interop.peer import program

FOLDER = Path(__file__).parent
AUD, NONCE = "https://verifier.example", "n-0S6_WzA2Mj"


def main() -> int:
    """Measures and prints; returns the exit code."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=400)
    rounds = parser.parse_args().rounds
    now = int(time.time())
    issuer, holder = (keys.SoftwareSigner(keys.new_private_key()) for _ in range(2))
    token = _token(issuer, holder, now)
    signature, data = issuer.sign(token.encode()), token.encode()
    raw = _microseconds(lambda: keys.verify(issuer.public, signature, data), rounds)
    print(f"Python, raw ES256                       {raw:7.0f} µs")
    _line("ours, a QR code, all rules", _microseconds(_code(issuer, holder), rounds), raw)
    _line("ours, SD-JWT VC with key binding", _microseconds(_ours(token, issuer, now), rounds), raw)
    _line("PyPI sd-jwt", _microseconds(_pypi(token, issuer), rounds), raw)
    found = _npm(token, issuer, now, rounds)
    print(f"Node, raw ES256                         {found['raw']:7.0f} µs")
    _line("npm @sd-jwt/sd-jwt-vc", found["sdjwt"], found["raw"])
    _line("npm @auth0/mdl, an mdoc", found["mdoc"], found["raw"])
    return 0


def _token(issuer: keys.SoftwareSigner, holder: keys.SoftwareSigner, now: int) -> str:
    issued = sdjwt.issue(
        CLAIMS, disclosable=CLAIMS, issuer="https://liangma.example", vct="https://liangma.example/types/resident-id",
        iat=now, exp=now + 86_400, cnf=holder.public, kid=sdjwt.key_id(issuer.public), signer=issuer,
    )  # fmt: skip
    return sdjwt.present(issued, ["name", "sex"], holder=holder, aud=AUD, nonce=NONCE, iat=now)


def _code(issuer: keys.SoftwareSigner, holder: keys.SoftwareSigner) -> Callable[[], object]:
    text = lm1.code_text(verify_code._signing(holder, issuer)(), holder, iat=verify_code.NOW)
    known = verify_code._trust(issuer)
    return lambda: verify_code._verify(text, known)


def _ours(token: str, issuer: keys.SoftwareSigner, now: int) -> Callable[[], object]:
    bound = sdjwt.KeyBinding(AUD, NONCE)

    def run() -> object:
        found = sdjwt.verify(token, key_for=lambda *_: issuer.public, now=now, key_binding=bound)
        assert isinstance(found, sdjwt.SdAccepted)
        return found

    return run


def _pypi(token: str, issuer: keys.SoftwareSigner) -> Callable[[], object]:
    key = JWK(**keys.jwk_of(issuer.public))
    return lambda: SDJWTVerifier(token, lambda *_: key, AUD, NONCE).get_verified_payload()


def _npm(token: str, issuer: keys.SoftwareSigner, now: int, rounds: int) -> dict[str, float]:
    npm, node = program("npm"), program("node")
    environment = os.environ | {"PATH": f"{Path(npm).parent}:{os.environ['PATH']}"}
    install = [npm, "install", "--no-save", "--ignore-scripts", "--silent", "--no-fund", "--no-audit"]
    subprocess.run(install, cwd=FOLDER, check=True, env=environment, stdout=subprocess.DEVNULL)
    certificate, private = _authority()
    question: dict[str, Any] = {
        "token": token, "issuer": keys.jwk_of(issuer.public), "nonce": NONCE, "now": now, "rounds": rounds,
        "certificate": certificate, "private": private,
    }  # fmt: skip
    given: dict[str, Any] = {"input": json.dumps(question), "capture_output": True, "text": True, "timeout": 300}
    asked = subprocess.run([node, "verify.mjs"], cwd=FOLDER, **given)
    if asked.returncode:
        raise RuntimeError(asked.stderr)
    found: dict[str, float] = json.loads(asked.stdout)
    return found


def _authority() -> tuple[str, dict[str, str]]:
    """A self-signed certificate (PEM) and its key (JWK), as an mdoc's issuer has them."""
    private = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name(
        [x509.NameAttribute(NameOID.COUNTRY_NAME, "CN"), x509.NameAttribute(NameOID.COMMON_NAME, "Bench authority")]
    )
    today = datetime.now(UTC)
    made = (
        x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(private.public_key())
        .serial_number(x509.random_serial_number()).not_valid_before(today - timedelta(days=1))
        .not_valid_after(today + timedelta(days=30))
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True).sign(private, hashes.SHA256())
    )  # fmt: skip
    return made.public_bytes(Encoding.PEM).decode(), keys.private_to_jwk(private)


def _microseconds(work: Callable[[], object], rounds: int) -> float:
    took = []
    for _ in range(rounds):
        began = thread_time_ns()
        work()
        took.append((thread_time_ns() - began) / 1000)
    return median(took)


def _line(name: str, took: float, raw: float) -> None:
    print(f"  {name:<38}{took:7.0f} µs, {took / raw:5.1f} raw checks")


if __name__ == "__main__":
    sys.exit(main())
