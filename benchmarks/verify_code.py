"""What a code costs, as ratios to raw ES256 of the same run: `python -m benchmarks.verify_code`. Exit 1 above a target.

A and B are timed in turns, batch by batch, in CPU time of this thread, and medians are compared: a busy machine slows
both alike. Every verified code is by another device, so no key or code is remembered between them.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterator
from functools import partial
from itertools import cycle
from statistics import median
from time import thread_time_ns

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec

from certs import catalogue, keys, lm1, status, trust
from certs.verify import Accepted, Required, verify

NOW = 1_800_000_000
BATCH = 5
DEVICES = 320
VIEWS_OF_A_PHONE = 8
TARGETS: dict[str, float | None] = {"verify a view code": 5.5, "sign a view": 1.5, "code_text": None}
ES256 = ec.ECDSA(hashes.SHA256())
TYPE, FIELDS = "resident-id", {"name": "欧阳震华", "portrait_digest": bytes(16).hex(), "over_18": True}

Actions = Iterator[Callable[[], object]]


def main() -> int:
    """Measures and prints; returns the exit code."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=600, help=f"rounds of {BATCH} operations of each kind")
    rounds = parser.parse_args().rounds
    issuer = keys.SoftwareSigner(keys.new_private_key())
    devices = [keys.SoftwareSigner(keys.new_private_key()) for _ in range(DEVICES)]
    signings = [_signing(device, issuer) for device in devices]
    views = [signing() for signing in signings]
    showings = [partial(lm1.code_text, view, device, iat=NOW) for view, device in zip(views, devices, strict=True)]
    codes = [showing() for showing in showings]
    known = _trust(issuer)
    verifying = [partial(_verify, code, known) for code in codes]
    assert all(isinstance(run(), Accepted) for run in verifying)
    print(f"a view of {len(FIELDS)} fields: {len(codes[0])} characters; {rounds} rounds of {BATCH}")
    signature = issuer.private.sign(views[0], ES256)
    raw_verify = partial(issuer.public.verify, signature, views[0], ES256)
    raw_sign = partial(issuer.private.sign, views[0], ES256)
    by_phone = [signing for signing in signings for _ in range(VIEWS_OF_A_PHONE)]  # signed together when a phone binds
    within = [
        _compare("verify a view code", cycle(verifying), raw_verify, rounds),
        _compare("sign a view", cycle(by_phone), raw_sign, rounds),
        _compare("code_text", cycle(showings), raw_sign, rounds),
    ]
    return 0 if all(within) else 1


def _signing(device: keys.SoftwareSigner, issuer: keys.SoftwareSigner) -> Callable[[], bytes]:
    kind = catalogue.load_builtin().by_id(TYPE)
    assert kind is not None
    encoded = {kind.label_of(name): kind.encode(name, value) for name, value in FIELDS.items()}
    return partial(
        lm1.view_bytes,
        issuer="GA",
        handle="Zb3kQ9xA",
        exp=NOW + 7 * 86_400,
        device_key=device.public,
        type=kind.number,
        status=(3, 987_654),
        fields=encoded,
        signer=issuer,
    )


def _trust(issuer: keys.SoftwareSigner) -> trust.Trust:
    kinds = catalogue.load_builtin()
    allowed = frozenset(kind.number for kind in kinds.types)
    known = trust.Issuer("GA", {"zh": "公安", "en": "Police"}, "", (trust.issuer_key(issuer.public),), allowed)
    lists = {3: status.ReadStatusList(status.build({}, size=1 << 20), "", NOW, None, None)}
    listed = trust.TrustList(1, NOW, NOW + 86_400, {"GA": known})
    return trust.Trust(listed, kinds, trust.StatusLists(lists, 86_400), NOW)


def _verify(code: str, known: trust.Trust) -> object:
    return verify(code, trust=known, required=Required("gate-12"), now=NOW)


def _compare(name: str, ours: Actions, raw: Callable[[], object], rounds: int) -> bool:
    ours_times, raw_times = [], []
    for _ in range(rounds):
        raw_times.append(_batch(cycle((raw,))))
        ours_times.append(_batch(ours))
    cost, floor, target = median(ours_times), median(raw_times), TARGETS[name]
    ratio = cost / floor
    aim = "" if target is None else f", target {target}"
    print(f"{name:20} {ratio:5.2f} x raw ({cost:6.1f} against {floor:6.1f} microseconds{aim})")
    return target is None or ratio <= target


def _batch(actions: Actions) -> float:
    batch = [next(actions) for _ in range(BATCH)]
    start = thread_time_ns()
    for action in batch:
        action()
    return (thread_time_ns() - start) / BATCH / 1_000


if __name__ == "__main__":
    sys.exit(main())
