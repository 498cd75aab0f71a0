"""What publishing status lists costs: `python -m benchmarks.status_lists`. For 1 and 10 million certificates at 1 %
ended, in shards of 2^20 as the office keeps them: all shards built, packed and signed, beside packing the same bytes
and signing that often, bare. After a change one shard is published anew, whatever the others hold."""

from __future__ import annotations

import random
import sys
import time
import zlib
from collections.abc import Callable
from functools import partial
from statistics import median

from backend.trust.status import SIZE
from certs import keys, status

ISSUER, NOW = "https://liangma.example", 1_800_000_000
ENDED, ROUNDS = 0.01, 3


def main() -> int:
    """Measures and prints; returns the exit code."""
    signer, chance = keys.SoftwareSigner(keys.new_private_key()), random.Random(7)
    for total in (1_000_000, 10_000_000):
        shards = -(-total // SIZE)
        entries = {index: status.INVALID for index in chance.sample(range(SIZE), int(SIZE * ENDED))}
        whole, bare = _median(partial(_published, entries, signer)), _median(_bare(entries, signer))
        size = len(_published(entries, signer)) * shards
        print(
            f"{total:>10,} certificates, {shards:2} shards: {whole * shards:6.2f} s, bare {bare * shards:6.2f} s = ",
            end="",
        )
        print(f"{whole / bare:.2f} x; {size:,} characters; one shard {whole * 1e3:.0f} ms")
    return 0


def _published(entries: dict[int, int], signer: keys.Signer) -> str:
    built = status.build(entries, size=SIZE)
    return status.sign_jwt(built, signer=signer, uri=f"{ISSUER}/status/1", iat=NOW, exp=NOW + 86_400, ttl=60)


def _bare(entries: dict[int, int], signer: keys.Signer) -> Callable[[], object]:
    data = bytearray(SIZE // 4)
    for index, value in entries.items():
        data[index // 4] |= value << index % 4 * 2
    return lambda: signer.sign(zlib.compress(bytes(data), 9))


def _median(work: Callable[[], object]) -> float:
    took = []
    for _ in range(ROUNDS):
        began = time.perf_counter()
        work()
        took.append(time.perf_counter() - began)
    return median(took)


if __name__ == "__main__":
    sys.exit(main())
