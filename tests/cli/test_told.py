"""What ends with something else ends whoever began it: commands and the worker tell the same rooms as the server."""

import ast
import re

from backend.certificates import showings
from backend.companies import roles
from backend.people import closing, devices
from backend.registries import holders
from tests.cli.terminal import ROOT

TOLD = tuple(
    one.__name__
    for one in (
        showings.before_wallet_of, roles.when_role_ends, closing.when_closed, devices.when_removed,
        devices.before_registration, holders.when_represented_anew, holders.first_when_represented_anew,
    )
)  # fmt: skip
ASKS_TO_BE_TOLD = re.compile(rf"^@(?:\w+\.)*(?:{'|'.join(TOLD)})\b", re.MULTILINE)


def test_a_command_tells_every_room_that_asks_to_be_told() -> None:
    """Rooms are told once they are imported, and what every command imports is `backend.cli.office`."""
    tree = ast.parse((ROOT / "backend/cli/office.py").read_text(encoding="utf-8"))
    imported = {alias.name for node in tree.body if isinstance(node, ast.Import) for alias in node.names}
    asking = {
        ".".join(path.relative_to(ROOT).with_suffix("").parts)
        for path in (ROOT / "backend").rglob("*.py")
        if ASKS_TO_BE_TOLD.search(path.read_text(encoding="utf-8"))
    }
    assert len(asking) >= 9
    assert asking - imported == set()
