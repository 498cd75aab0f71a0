"""The cost of an SD-JWT VC in raw ES256 signs, measured in turn in one run. `python -m benchmarks.issue_sdjwt`"""

from __future__ import annotations

import time
from collections.abc import Callable
from statistics import median

from certs import keys, sdjwt

ROUNDS, EACH = 40, 100
CLAIMS = {
    "name": "张三",
    "sex": "女",
    "ethnicity": "汉",
    "birth_date": "1990-03-07",
    "address": "江苏省南京市玄武区长江路100号",
    "citizen_number": "440524188001010014",
    "valid_from": "2020-01-01",
    "valid_to": "2040-01-01",
    "authority": "南京市公安局玄武分局",
    "portrait_digest": "mZ2Yb1Q5vY0k3uJw7q8n9A",
}


def microseconds(work: Callable[[], object]) -> float:
    """Mean time of one call over `EACH` calls."""
    started = time.perf_counter()
    for _ in range(EACH):
        work()
    return (time.perf_counter() - started) / EACH * 1e6


def main() -> None:
    """Print medians and the ratio."""
    signer, holder = keys.SoftwareSigner(keys.new_private_key()), keys.new_private_key().public_key()
    kid = sdjwt.key_id(signer.public)
    payload = bytes(1200)

    def certificate() -> str:
        return sdjwt.issue(
            CLAIMS,
            disclosable=CLAIMS,
            issuer="https://liangma.example",
            vct="https://liangma.example/types/resident-id",
            iat=1_800_000_000,
            exp=1_900_000_000,
            status=("https://liangma.example/status/7", 123_456),
            cnf=holder,
            kid=kid,
            signer=signer,
        )

    rounds = [(microseconds(lambda: signer.sign(payload)), microseconds(certificate)) for _ in range(ROUNDS)]
    raw, whole = median(one for one, _ in rounds), median(one for _, one in rounds)
    ratio = median(whole / raw for raw, whole in rounds)
    print(f"raw ES256 sign        {raw:7.1f} µs")
    print(f"SD-JWT VC, {len(CLAIMS)} hidden  {whole:7.1f} µs, {len(certificate())} characters")
    print(f"ratio                 {ratio:7.2f}")


if __name__ == "__main__":
    main()
