"""Prints the OpenAPI document as /openapi.json answers it; needs no server, no database and no settings."""

import sys
import tempfile

import orjson

from backend.app import create_app
from backend.config import from_env


def document() -> bytes:
    """The document as bytes of JSON, keys in a fixed order."""
    with tempfile.TemporaryDirectory() as folder:
        app = create_app(from_env({"LIANGMA_DEMO": "1", "LIANGMA_DATA_DIR": folder}))
        answer = app.test_client().get("/openapi.json")
        return orjson.dumps(answer.json, option=orjson.OPT_SORT_KEYS)


if __name__ == "__main__":
    sys.stdout.buffer.write(document())
