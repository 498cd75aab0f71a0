"""Rows of the policy table about those who show or act for somebody else."""

from tests.api.company_rows import COMPANY_ROWS
from tests.api.delegation_rows import DELEGATION_ROWS
from tests.api.family_rows import FAMILY_ROWS
from tests.api.row import Row

ON_BEHALF_ROWS: dict[str, Row] = {**COMPANY_ROWS, **DELEGATION_ROWS, **FAMILY_ROWS}
