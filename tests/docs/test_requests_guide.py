"""The bodies that the guide to requests shows are ones that the routes take."""

import json
import re

import pytest
from marshmallow import Schema

from backend.requests.duty_schemas import DutyBody
from backend.requests.schemas import HolderRequestBody, LookUpBody
from backend.requests.wanted import read_wanted
from certs.catalogue import load_builtin
from tests.docs.live import ROOT

BLOCKS = re.findall(r"^```json\n(.*?)^```", (ROOT / "docs/requests.md").read_text("utf-8"), re.MULTILINE | re.DOTALL)


@pytest.mark.parametrize(("place", "schema"), [(0, HolderRequestBody()), (1, LookUpBody()), (2, DutyBody())])
def test_a_body_of_the_guide_is_taken_as_written(place: int, schema: Schema) -> None:
    assert len(BLOCKS) == 3
    body = schema.load(json.loads(BLOCKS[place]))
    given = [
        one if "required" in one else {**one, "required": one["fields"], "optional": []} for one in body["certificates"]
    ]
    assert len(read_wanted(given, load_builtin())) == len(body["certificates"])
