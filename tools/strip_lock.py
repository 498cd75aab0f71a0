"""Reduce a uv.lock to names, versions, hashes and file names, so that it names no registry.

`uv export --frozen` reads the result as it is; each machine fetches the files from the index it is set up for.
"""

import re
import sys
from pathlib import Path

INDEX = re.compile(r'registry = "https?://[^"]*"')
FILE = re.compile(r'url = "https?://[^"]*/([^"/]+)"')


def strip(text: str) -> str:
    """The lock's text without any address."""
    return FILE.sub(r'url = "\1"', INDEX.sub('registry = "simple"', text))


if __name__ == "__main__":
    path = Path(sys.argv[1])
    path.write_text(strip(path.read_text()))
