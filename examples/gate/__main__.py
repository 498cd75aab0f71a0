"""`python -m examples.gate`: codes come in as lines, as a scanner gun types them; one verdict a line goes out.

Exit codes: 0 every code passed, 1 one was refused, 2 the gate cannot work (no bundle, another
anchor, wrong key, a purpose that is not registered).
"""

import argparse
import sys
from pathlib import Path

from certs import keys
from certs.errors import CertsError
from certs.jws import strict_json
from examples.gate.gate import Gate, NotRegistered, SetUp, clock
from examples.gate.office import Office, Refused
from examples.gate.store import Store


def main(arguments: list[str] | None = None) -> int:
    """Run the gate until its input ends."""
    options = _parser().parse_args(arguments)
    try:
        return _run(options)
    except (CertsError, Refused, NotRegistered, OSError) as error:
        print(f"gate: {error}", file=sys.stderr)
        return 2


def _run(options: argparse.Namespace) -> int:
    store = Store(options.state)
    gate = Gate(SetUp(options.id, options.gate, options.purpose, options.anchor), store, now=clock())
    office = None
    if options.office:
        key = keys.SoftwareSigner(keys.private_from_jwk(strict_json(options.key.read_bytes())))
        office = Office(options.office, options.id, key)
        gate.keep_up(office, now=clock())
    gate.must_be_registered()
    passed = True
    for line in sys.stdin:
        if code := line.strip():
            judged = gate.judge(code, now=clock())
            passed = passed and judged.accepted
            print(judged.said(options.lang), flush=True)
            if office:
                gate.keep_up(office, now=clock())
    _report(gate, office, store, options.lang)
    return 0 if passed else 1


def _report(gate: Gate, office: Office | None, store: Store, lang: str) -> None:
    if office and store.waiting(1):
        gate.tell_now(office, now=clock())
    waiting, doubles = len(store.waiting(100_000)), store.doubles()
    said = (
        f"待上报 {waiting}，重复使用 {len(doubles)}"
        if lang == "zh"
        else f"{waiting} to tell, {len(doubles)} used twice"
    )
    print(said, file=sys.stderr)
    for double in doubles:
        print(f"  {double['once_id']}  {double['first']['at']}  {double['first']['kind']}", file=sys.stderr)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m examples.gate", description="An airport gate on certs alone.")
    parser.add_argument("--state", type=Path, required=True, help="the gate's file: bundle, codes seen, queue")
    parser.add_argument("--anchor", required=True, help="RFC 7638 thumbprint of the office's key, compared by a person")
    parser.add_argument("--id", required=True, help="the partner's id")
    parser.add_argument("--gate", default="gate-one", help="this gate's name, 8 to 40 characters")
    parser.add_argument("--purpose", required=True, help="a purpose of the registration")
    parser.add_argument("--office", help="the office's address; without it the gate works alone")
    parser.add_argument("--key", type=Path, help="the partner's private key (JWK file); needed with --office")
    parser.add_argument("--lang", choices=("zh", "en"), default="zh")
    return parser


if __name__ == "__main__":
    sys.exit(main())
