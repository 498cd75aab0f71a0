"""keys, trust: what the security administrator types; read back with the library a gate uses."""

import json
import time
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pyotp
import pytest

from certs import base64url, bundle, jws, keys, trust
from certs.trust import TrustList
from tests.cli.conftest import ISSUER
from tests.cli.terminal import Done, Terminal
from tests.cli.test_audit import database


def published(terminal: Terminal) -> TrustList:
    """The trust list in the bundle that `trust bundle` writes."""
    path = terminal.folder / "bundle.json"
    terminal.type("trust", "bundle", "--out", path).must()
    claims = jws.strict_json(jws.parse(path.read_text(), max_chars=bundle.MAX_CHARS)[1])
    return trust.read_trust_list(claims["trust_list"], bundle.own_anchor(path.read_text()))


def states(terminal: Terminal) -> dict[str, str]:
    return {key.thumbprint: key.state for key in published(terminal).issuers["GA"].keys}


def listed(terminal: Terminal) -> list[list[str]]:
    lines = terminal.type("keys", "list", "--issuer", "GA").must().out.splitlines()
    return [line.split() for line in lines]


def test_a_rotation_leaves_both_keys_accepted_for_the_overlap(office: Terminal) -> None:
    (old,) = states(office)
    new = office.type("keys", "rotate", "GA", "--overlap-days", 15).must().out.strip()
    assert states(office) == {old: "active", new: "active"}
    rows = {row[1]: row for row in listed(office)}
    assert len(rows[old]) == len(rows[new]) + 1  # the old one names the day it is retired


def test_a_rotation_without_overlap_retires_the_old_key_at_once(office: Terminal) -> None:
    (old,) = states(office)
    new = office.type("keys", "rotate", "GA", "--overlap-days", 0).must().out.strip()
    assert states(office) == {old: "retired", new: "active"}


def test_a_new_key_is_announced_before_it_signs_and_the_rotation_takes_it(office: Terminal) -> None:
    new = office.type("keys", "new", "GA").must().out.strip()
    assert states(office)[new] == "pending"
    assert office.type("keys", "rotate", "GA").must().out.strip() == new
    assert states(office)[new] == "active"


def test_a_compromised_key_is_in_the_next_list_and_only_after_a_yes(office: Terminal) -> None:
    (key,) = states(office)
    assert "Aborted" in office.type("keys", "compromise", key, stdin="n\n").err
    assert states(office) == {key: "active"}
    office.type("keys", "compromise", key, "--since", "2026-01-02T03:04:05", "--yes").must()
    assert [row[2] for row in listed(office)] == ["compromised"]
    assert states(office) == {key: "compromised"}
    assert published(office).issuers["GA"].keys[0].compromised_since == 1767323045


def test_keys_and_issuers_that_do_not_exist_are_refused(office: Terminal) -> None:
    office.type("keys", "new", "XX").refused("XX")
    office.type("keys", "rotate", "XX").refused("XX")
    office.type("keys", "compromise", "nobody", "--yes").refused("nobody")
    for name in ("-qaj3bJWfudl", "--aj3bJWfudl"):  # a thumbprint may begin like an option
        office.type("keys", "compromise", name, "--yes").refused(name)
    office.type("keys", "compromise", "x", "--since", "yesterday", "--yes").misused("--since")
    assert office.type("keys", "list", "--issuer", "XX").must().out == ""


def test_an_issuer_comes_once_with_known_types_and_a_right_credit_code(office: Terminal) -> None:
    office.type("keys", "issuer", "GA", *ISSUER, "--types", "1").refused("GA")
    office.type("keys", "issuer", "RS", *ISSUER, "--types", "1,999").misused("'999'")
    office.type("keys", "issuer", "RS", *ISSUER, "--types", "one").misused("'one'")
    wrong = [word.replace("11110000000021135M", "11110000000021135X") for word in ISSUER]
    office.type("keys", "issuer", "RS", *wrong, "--types", "1").misused("--authority-code")
    assert list(published(office).issuers) == ["GA"]


def test_publishing_again_gives_the_same_list_until_something_changes(office: Terminal) -> None:
    first = office.type("trust", "publish", "--token").must().out
    assert office.type("trust", "publish", "--token").must().out == first
    office.type("keys", "new", "GA").must()
    number, until, address = office.type("trust", "publish").must().out.split()
    second = json.loads(base64url.decode(office.type("trust", "publish", "--token").must().out.split(".")[1]))
    assert [json.loads(base64url.decode(first.split(".")[1]))["number"], second["number"], number] == [1, 2, "2"]
    assert int(datetime.fromisoformat(until).timestamp()) == second["next_update"]
    assert address == "http://localhost:8000/api/v1/trust-list"


def test_the_bundle_is_signed_by_the_platforms_key_that_the_list_names(office: Terminal) -> None:
    done = office.type("trust", "bundle", "--out", "day.json").must()
    text = (office.folder / "day.json").read_text()
    anchor = base64url.encode(keys.thumbprint(bundle.own_anchor(text)))
    assert f"{len(text):,} bytes" in done.out
    assert f"LM   {anchor} active" in office.type("keys", "list").must().out


@pytest.mark.parametrize("out", ["none/bundle.json", "."])
def test_a_bundle_that_cannot_be_written_is_refused(office: Terminal, out: str) -> None:
    done = office.type("trust", "bundle", "--out", out)
    assert done.code in (1, 2)
    assert "Traceback" not in done.err
    assert Path(out).name in done.err


def test_once_somebody_has_the_security_role_two_of_them_are_named_and_give_their_one_time_passwords(
    office: Terminal,
) -> None:
    (key,) = states(office)
    codes = {login: totp_of(office, login) for login in ("security.one", "security.two")}

    def typed(*command: object, by: str | None = None, confirm: str | None = None) -> Done:
        given = [(option, login) for option, login in (("--by", by), ("--confirm", confirm)) if login]
        stdin = "".join(f"{next(codes[login])}\n" for _, login in given)
        return office.type("keys", *command, *(word for one in given for word in one), stdin=stdin)

    office.type("keys", "rotate", "GA").misused("--by")
    office.type("keys", "rotate", "GA", "--by", "security.one").misused("--confirm")
    stopped = typed("suspend", key, "--reason", "服务器失窃", by="security.two").must().out.strip().split()[-1]
    assert states(office) == {key: "pending"}  # refused everywhere, and nothing is promised
    assert stopped in office.type("keys", "decisions").must().out
    typed("agree", stopped, by="security.two").refused("Another")
    typed("agree", stopped, by="security.one").must()
    assert states(office) == {key: "compromised"}
    typed("rotate", "GA", "--overlap-days", 0, by="security.one", confirm="security.two").must()
    assert sorted(states(office).values()) == ["active", "compromised"]
    actions = database(office, "SELECT action FROM audit_entries WHERE action LIKE 'key_decision.%'")
    assert sorted(action for (action,) in actions) == ["key_decision.agreed"] * 2 + ["key_decision.asked"] * 2
    named = ["--by", "security.one", "--confirm", "security.two"]
    office.type("keys", "rotate", "GA", *named, stdin="000000\n" * 2).refused("one-time password")


def totp_of(office: Terminal, login: str) -> Iterator[str]:
    """One-time passwords of somebody new of the security role, each good when it is asked for, and once."""
    hired = office.type("staff", "add", login, "--name", "王五", "--role", "security", "--password", "p" * 20).must()
    totp = pyotp.parse_uri(hired.out.strip().splitlines()[-1])
    assert isinstance(totp, pyotp.TOTP)
    return _one_by_one(totp)


def _one_by_one(totp: pyotp.TOTP) -> Iterator[str]:
    step = 0
    while True:
        step = max(step + 1, int(time.time()) // 30 - 1)
        yield totp.at(step * 30)
