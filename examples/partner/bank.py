"""A bank checks a company by its credit code, if the company's representative says yes on their own phone.

    python -m examples.partner.bank --office https://office.example --id some.bank CREDIT-CODE NAME

The secret is read from LIANGMA_PARTNER_SECRET. Exit codes: 0 given, 1 not given, 2 the bank may not ask so, or
nobody answers.
"""

import argparse
import os
import sys
import time
from collections.abc import Callable
from typing import Any

from examples.partner.client import Partner, Refused

PURPOSE = "open-account"
LICENCE = {"type": "business-licence", "required": ["name", "credit_code"], "optional": []}
OPEN = "waiting"


def check(
    partner: Partner, number: str, name: str, *, minutes: int, wait: Callable[[], None]
) -> dict[str, Any] | None:  # fmt: skip
    """The licence as its holder gave it, or None: no such company, a no, and no answer are one and the same."""
    asked = partner.look_up(
        "organisation", number, name, purpose=PURPOSE, reason="企业开户核验", consequence="不授权请携带营业执照到柜台",
        certificates=[LICENCE], keep_days=0, minutes=minutes,
    )  # fmt: skip
    print(f"asked; an answer is awaited until {asked['until']}", file=sys.stderr, flush=True)
    while (state := partner.state(asked["request_id"])) == OPEN:
        wait()
    return partner.result(asked["request_id"]) if state == "given" else None


def main(arguments: list[str] | None = None) -> int:
    """Ask, wait, tell."""
    options = _parser().parse_args(arguments)
    secret = os.environ.get("LIANGMA_PARTNER_SECRET")
    if not secret:
        return _cannot("LIANGMA_PARTNER_SECRET is not set: the secret that the office told with the registration")
    partner = Partner(options.office, options.id, secret)
    try:
        given = check(
            partner, options.number, options.name, minutes=options.minutes, wait=lambda: time.sleep(options.every)
        )
    except Refused as why:
        return _cannot(f"{why.code}: {why.next_step}" if why.next_step else why.code)
    except OSError as why:
        return _cannot(f"{options.office} does not answer ({why}): check the address and the network, then ask again")
    if given is None:
        print("not given")
        return 1
    for one in given["certificates"]:
        print(one["state"], " ".join(f"{name}={value}" for name, value in one["fields"].items()))
    return 0


def _cannot(why: str) -> int:
    print(f"bank: {why}", file=sys.stderr)
    return 2


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--office", required=True)
    parser.add_argument("--id", required=True)
    parser.add_argument("--minutes", type=int, default=1440)
    parser.add_argument("--every", type=float, default=5, help="seconds between two looks; a webhook needs none")
    parser.add_argument("number")
    parser.add_argument("name")
    return parser


if __name__ == "__main__":
    sys.exit(main())
