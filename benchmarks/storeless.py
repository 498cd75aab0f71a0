"""The floor of what the store costs: the office as it is, but a redemption writes nothing and is always granted.

For `benchmarks.verifications` and `benchmarks.latency` only: such a server accepts a code as often as it is shown.
"""

import uuid
from typing import Any

from flask import Flask

from backend.app import from_environment
from backend.verification import verify
from backend.verification.redeem import Redeemed


def create_app() -> Flask:
    someone = uuid.UUID(int=1)

    def granted(*_: Any, **__: Any) -> Redeemed:
        return Redeemed(someone, someone, someone, None)

    setattr(verify, "redeem", granted)  # noqa: B010 - a name that the module only imports
    return from_environment()
