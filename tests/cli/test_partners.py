"""liangma partners: a sandbox only in the demo, approvals by somebody else, standing."""

import json

from tests.cli.terminal import Terminal

NAMES = ("--name-zh", "湖畔银行", "--name-en", "Lakeside Bank")
MAY = ("--purposes", '{"loan": {"1": ["name"]}}')


def test_a_sandbox_is_made_in_the_demo_and_nowhere_else(city: Terminal) -> None:
    told = city.type("partners", "sandbox").must().out
    named = dict(line.split("=", 1) for line in told.splitlines() if not line.startswith("#"))
    assert named["CLIENT_ID"].startswith("sandbox-")
    assert len(named["CLIENT_SECRET"]) >= 43
    assert f"{named['CLIENT_ID']}\tapproved" in city.type("partners", "list").must().out
    city.but(DEMO=None).type("partners", "sandbox").refused("LIANGMA_DEMO=1")


def test_a_partner_is_suspended_rotated_and_resumed_by_somebody_else(office: Terminal) -> None:
    office.type("partner", "add", "lake.bank", *NAMES, *MAY).must()
    made = json.loads(office.type("partners", "rotate", "lake.bank", "--overlap-hours", 1).must().out)
    assert len(made["client_secret"]) >= 43
    broken = office.folder / "jwks.json"
    broken.write_text("{not json")
    office.type("partners", "rotate", "lake.bank", "--jwks", broken).misused("--jwks")
    broken.write_text('{"keys": []}')
    office.type("partners", "rotate", "lake.bank", "--jwks", broken).refused("partner_invalid")
    office.type("partners", "suspend", "lake.bank", "--reason", "调查").must()
    office.type("partners", "resume", "lake.bank").refused("resumed_by_another")
    office.type("partners", "rotate", "lake.bank").refused("partner_state")
    office.type("partners", "suspend", "no.bank", "--reason", "调查").refused("partner_not_found")
    nobody = "01890000-0000-7000-8000-000000000000"
    office.type("partners", "approve", nobody).refused("partner_application_not_found")
    office.type("partners", "reject", nobody, "--reason", "不符").refused("partner_application_not_found")
