"""What the table of routes says of the public side of the log."""

from typing import Any

from backend.audit.checkpoint import make_checkpoint
from backend.trust.keys import platform_signer
from tests.api.row import PUBLIC, Row
from tests.api.town import Town

NUMBER = 2_000_000_000


def _signed(town: Town, _id: str) -> Any:
    """There is a checkpoint."""
    own = town.services
    make_checkpoint(own.engine, lambda session: platform_signer(session, box=own.box, now=NUMBER), now=NUMBER, every=60)
    return {}


LOG_ROWS = {
    "GET /api/v1/log/checkpoints/latest": Row(PUBLIC, query=_signed),
    "GET /api/v1/log/checkpoints": Row(PUBLIC),
    "GET /api/v1/log/checkpoints/<int(max=2147483647):number>": Row(
        PUBLIC, query=_signed, fixed={"number": "1"}, absent={"number": str(NUMBER)}
    ),
    "GET /api/v1/log/continuity": Row(PUBLIC, query=lambda town, i: _signed(town, i) | {"from": 1, "to": 1}),
}
