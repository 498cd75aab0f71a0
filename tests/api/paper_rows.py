"""Rows of the policy table about keys, seals, sealed copies, printed codes, kiosks and desktops."""

from tests.api.desk_rows import DESK_ROWS
from tests.api.key_rows import KEY_ROWS
from tests.api.row import Row
from tests.api.seal_rows import SEAL_ROWS
from tests.api.sealed_copy_rows import SEALED_COPY_ROWS

PAPER_ROWS: dict[str, Row] = {**DESK_ROWS, **KEY_ROWS, **SEAL_ROWS, **SEALED_COPY_ROWS}
