"""The vault stands alone: an allow-list of what `certs` may import. A deny-list cannot name everything."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
ALLOWED = frozenset({"certs", "cryptography", "cbor2"}) | sys.stdlib_module_names
IO = frozenset(
    {
        "socket",
        "http",
        "urllib",
        "ssl",
        "subprocess",
        "sqlite3",
        "shutil",
        "tempfile",
        "os",
        "time",
        "pathlib",
        "random",
    }
)
FILES = sorted((ROOT / "certs").rglob("*.py"))


def imports(path: Path) -> set[str]:
    """The first part of every module imported anywhere in the file."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "relative imports hide where a name comes from"
            found.add((node.module or "").split(".")[0])
    return found


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_the_vault_imports_only_what_is_allowed(path: Path) -> None:
    assert imports(path) <= ALLOWED


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_the_vault_has_no_socket_no_file_and_no_clock(path: Path) -> None:
    if path.name != "__main__.py":
        assert imports(path) & IO == set()


def test_the_vault_works_where_nothing_of_the_office_is_installed() -> None:
    program = (
        "import sys, certs.verify, certs.bundle, certs.sdjwt, certs.lm1, certs.__main__\n"
        "parts = {name.split('.')[0] for name in sys.modules}\n"
        "print(sorted(parts & {'flask', 'sqlalchemy', 'backend', 'marshmallow', 'orjson', 'jwt', 'psycopg'}))"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, timeout=60, check=True
    )
    assert done.stdout.strip() == "[]"
