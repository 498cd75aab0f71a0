"""A batch whose issuer's key lies in a device, as a province keeps it: `python -m benchmarks.batch_in_device`.

The same as `benchmarks.import_issue` on PostgreSQL, but every signature is made by SoftHSM 2 (PKCS #11): those of the
certificates, and the raw ones that as many processes make on the same cores just before and just after. What a network
device would add is the way there and back. `--rows N`.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
import time
from pathlib import Path

from backend import config, db, key_device
from backend.trust import keys
from benchmarks import import_issue
from benchmarks.department_file import KINDS, write_file
from benchmarks.import_issue import BOX, PAYLOAD
from tests.device import SOFTHSM, make_token

TYPE = "resident-id"
PROCESSES = 2


def use_device(folder: Path) -> None:
    """As the settings of a server would."""
    named = {"MODULE": str(SOFTHSM), "TOKEN": "keys", "PIN": "1234"}
    asked = {"LIANGMA_DEMO": "1", "LIANGMA_DATA_DIR": str(folder)}
    key_device.use(config.from_env(asked | {f"LIANGMA_PKCS11_{name}": value for name, value in named.items()}))


def sign_raw(url: str) -> float:
    """Signatures a second by the issuer's own key."""
    engine = db.make_engine(url)
    with db.open_session(engine, reading=True) as session:
        signer = keys.signer_for(session, KINDS[TYPE].issuer, box=BOX, now=int(time.time()))
    engine.dispose()
    return import_issue.a_second(lambda: signer.sign(PAYLOAD))


def child(url: str, folder: str) -> None:
    """Say that all is loaded, wait for the word; sign, issue, sign; tell when."""
    use_device(Path(folder))
    print("ready", flush=True)
    sys.stdin.readline()
    before, started = sign_raw(url), time.time()
    import_issue.issue(url)
    ended = time.time()
    print(json.dumps({"started": started, "ended": ended, "raw": (before + sign_raw(url)) / 2}))


def measure(rows: int) -> tuple[float, float]:
    """(certificates a second, raw signatures a second), of all processes."""
    with tempfile.TemporaryDirectory(prefix="liangma-bench-") as made:
        folder = Path(made)
        make_token(folder)
        use_device(folder)
        file = folder / "records.csv"
        write_file(file, rows, TYPE)
        with import_issue.databases("postgresql", folder) as (url, _):
            import_issue.prepare(url, TYPE, in_device=True)
            import_issue.children("import", url, str(file), TYPE, count=1)
            told = import_issue.children(url, str(folder), count=PROCESSES, program="batch_in_device")
            import_issue.require_issued(url, rows)
    return rows / import_issue.seconds_of(told), sum(one["raw"] for one in told)


def main() -> int:
    """Measures and prints; returns the exit code."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=20_000)
    parser.add_argument("--child", nargs=2, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.child:
        child(*given.child)
        return 0
    made, raw = measure(given.rows)
    print(f"postgresql {TYPE} issue {made:,.0f} rows/s: {made / raw:.1%} of raw signing in the device, {raw:,.0f}/s")
    return 0


if __name__ == "__main__":
    sys.exit(main())
