"""What the settings must be before any command runs: each refusal names the variable, in two lines."""

from pathlib import Path

import pytest

from tests.cli.terminal import SECRETS, Terminal


def test_outside_the_demo_every_missing_secret_is_named(bare: Terminal) -> None:
    done = bare.but(DATA_KEY=None, INDEX_KEY=None, TOKEN_KEY=None).type("migrate")
    done.refused("configuration", *SECRETS, "the demo, LIANGMA_DEMO=1, needs none")
    assert not (bare.data / "liangma.db").exists()


@pytest.mark.parametrize("name", SECRETS)
def test_one_missing_secret_is_named_alone(bare: Terminal, name: str) -> None:
    done = bare.but(**{name.removeprefix("LIANGMA_"): None}).type("keys", "list").refused(name)
    assert [other for other in SECRETS if other != name and other in done.err] == []


@pytest.mark.parametrize("text", ["c2hvcnQ=", "not base64!", "A" * 60])
def test_a_secret_of_the_wrong_length_is_refused_and_not_printed(bare: Terminal, text: str) -> None:
    done = bare.but(DATA_KEY=text).type("migrate").refused("LIANGMA_DATA_KEY", "32 bytes")
    assert text not in done.err


@pytest.mark.parametrize(
    ("setting", "value"), [("PORT", "99999"), ("PORT", "http"), ("PROXIES", "-1"), ("DEMO", "yes"), ("DEMO", "2")]
)
def test_a_setting_that_cannot_be_is_named(bare: Terminal, setting: str, value: str) -> None:
    bare.but(**{setting: value}).type("migrate").refused(f"LIANGMA_{setting}", repr(value))


@pytest.mark.parametrize(
    ("url", "said"),
    [("mysql://user:geheim@host/name", "mysql"), ("oracle://host/name", "oracle"), ("no address", "DATABASE_URL")],
)
def test_a_database_that_is_not_supported_is_refused_without_its_password(bare: Terminal, url: str, said: str) -> None:
    done = bare.but(DATABASE_URL=url).type("migrate").refused("configuration", said)
    assert "geheim" not in done.err


def test_a_database_that_is_away_is_said_to_be_away(bare: Terminal) -> None:
    away = bare.but(DATABASE_URL="postgresql://nobody@127.0.0.1:1/none")
    away.type("migrate").refused("database", "LIANGMA_DATABASE_URL")


@pytest.mark.parametrize(
    "command",
    [("keys", "list"), ("trust", "publish"), ("issue", "resident-id"), ("audit", "verify"), ("worker", "--once"),
     ("matters",)],
)  # fmt: skip
def test_a_database_that_is_not_migrated_is_sent_to_migrate(bare: Terminal, command: tuple[str, ...]) -> None:
    bare.type(*command).refused("database", "liangma migrate")


def test_migrating_twice_changes_nothing(office: Terminal) -> None:
    before = office.type("keys", "list").must().out
    assert "The schema is current" in office.type("migrate").must().out
    assert office.type("keys", "list").must().out == before


@pytest.mark.parametrize("command", [("load",), ("sign-in", "hall-01"), ("citizen", "0")])
def test_commands_of_the_demo_are_refused_outside_it(office: Terminal, command: tuple[str, ...]) -> None:
    office.type("demo", *command).refused("LIANGMA_DEMO=1")


def test_a_data_folder_that_is_a_file_is_named(bare: Terminal, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    bare.but(DATA_DIR=str(tmp_path / "file")).type("migrate").refused(str(tmp_path / "file"))


@pytest.mark.parametrize("command", [("issue", "resident-id"), ("trust", "bundle"), ("serve",)])
def test_a_broken_dropped_in_type_is_named_with_line_and_reason(office: Terminal, command: tuple[str, ...]) -> None:
    (office.data / "types").mkdir()
    (office.data / "types" / "volunteer-card.json").write_text('{\n "vct": "x",\n "vct": "y"\n}\n')
    office.but(SMS_GATEWAY="out.jsonl").type(*command).refused("volunteer-card.json:3:", "repeated")
    (office.data / "types" / "volunteer-card.json").write_bytes("证照".encode("gb18030"))
    office.but(SMS_GATEWAY="out.jsonl").type(*command).refused("volunteer-card.json:1:", "UTF-8")


def test_serving_without_an_sms_gateway_or_on_a_taken_port_is_refused_at_once(office: Terminal) -> None:
    office.type("serve").refused("LIANGMA_SMS_GATEWAY")
    office.but(SMS_GATEWAY="out.jsonl").type("serve", "--host", "203.0.113.1").refused("LIANGMA_PORT", "--host")


def test_a_wrong_data_key_opens_nothing_and_says_so(office: Terminal) -> None:
    other = office.but(DATA_KEY=office.environment["LIANGMA_INDEX_KEY"])
    other.type("trust", "publish").refused("wrapping_key_wrong", "LIANGMA_DATA_KEY")
