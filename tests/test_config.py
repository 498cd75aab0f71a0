"""Settings: read once, never with a default secret, each refusal naming its variable."""

import base64
import json
from pathlib import Path

import pytest

from backend.config import SECRETS, Settings, from_env
from backend.errors import ConfigError
from backend.store_settings import DatabaseSettings

GIVEN = {f"LIANGMA_{name}": base64.b64encode(name.encode().ljust(32, b".")).decode() for name in SECRETS}


def read(folder: Path, **settings: str) -> Settings:
    named = {f"LIANGMA_{name}": value for name, value in settings.items()}
    return from_env({"LIANGMA_DATA_DIR": str(folder), **GIVEN, **named})


def test_what_is_not_set_has_the_documented_default(tmp_path: Path) -> None:
    settings = read(tmp_path)
    assert settings.database_url == f"sqlite:///{tmp_path / 'liangma.db'}"
    assert (settings.redis_url, settings.sms_gateway, settings.minutes_per_material) == (None, None, None)
    assert (settings.port, settings.base_url, settings.proxies) == (8000, "http://localhost:8000", 0)
    assert (settings.demo, settings.case_years) == (False, 10)
    assert settings.types_dir == tmp_path / "types"
    assert not settings.wallet_attestation_required
    assert settings.database == DatabaseSettings()
    assert (settings.redis_ms, settings.replica_url, settings.replica_lag) == (300, None, 2)


def test_what_is_set_counts(tmp_path: Path) -> None:
    settings = read(
        tmp_path, DATABASE_URL="postgresql://host/name", REDIS_URL="redis://host", PORT="8123", PROXIES="2", DEMO="1",
        BASE_URL="https://liangma.example/", SMS_GATEWAY="https://sms.example/send", MINUTES_PER_MATERIAL="12",
        CASE_YEARS="30", WALLET_ATTESTATION="required", DATABASE_STATEMENT_MS="4000", DATABASE_POOLER="pgbouncer",
        REPLICA_URL="postgresql://copy/name",
    )  # fmt: skip
    assert (settings.database_url, settings.redis_url) == ("postgresql://host/name", "redis://host")
    assert (settings.port, settings.proxies, settings.demo) == (8123, 2, True)
    assert settings.base_url == "https://liangma.example"
    assert settings.sms_gateway == "https://sms.example/send"
    assert (settings.minutes_per_material, settings.case_years) == (12, 30)
    assert settings.wallet_attestation_required
    assert settings.database == DatabaseSettings(statement_ms=4000, pooled=True)
    assert settings.replica_url == "postgresql://copy/name"


def test_every_wait_has_an_end_and_through_a_pooler_none_travels_with_the_connection() -> None:
    direct, pooled = DatabaseSettings(statement_ms=4000), DatabaseSettings(pooled=True)
    assert "-c statement_timeout=4000 -c lock_timeout=3000" in direct.connect_args["options"]
    assert "options" not in pooled.connect_args
    for waits in (direct.connect_args, pooled.connect_args):
        assert (waits["connect_timeout"], waits["tcp_user_timeout"]) == (3, 3500)
    assert direct.pool_args == {"pool_size": 8, "max_overflow": 8, "pool_timeout": 3}


def test_partners_name_a_private_address_in_the_demo_only(tmp_path: Path) -> None:
    for demo, allowed in (("1", {"127.0.0.1:9123"}), ("0", set())):
        settings = read(tmp_path, OUTBOUND_LOCAL="127.0.0.1:9123", DEMO=demo)
        assert (settings.outbound_local, settings.webhooks_local) == ({"127.0.0.1:9123"}, allowed)


def test_the_base_address_follows_the_port(tmp_path: Path) -> None:
    assert read(tmp_path, PORT="9001").base_url == "http://localhost:9001"


def test_the_data_folder_is_made_and_is_absolute(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    settings = from_env({**GIVEN, "LIANGMA_DATA_DIR": "here/below"})
    assert settings.data_dir == tmp_path / "here" / "below"
    assert settings.data_dir.is_dir()


def test_secrets_do_not_show_when_settings_are_printed(tmp_path: Path) -> None:
    settings = read(tmp_path)
    for key in (settings.data_key, settings.index_key, settings.token_key):
        assert repr(key) not in repr(settings)
    assert "_key" not in repr(settings)


@pytest.mark.parametrize("missing", [(name,) for name in SECRETS] + [SECRETS])
def test_outside_the_demo_missing_secrets_are_named_and_nothing_is_made(
    tmp_path: Path, missing: tuple[str, ...]
) -> None:
    environment = {name: value for name, value in GIVEN.items() if name.removeprefix("LIANGMA_") not in missing}
    with pytest.raises(ConfigError) as refused:
        from_env({"LIANGMA_DATA_DIR": str(tmp_path), **environment})
    said = [name for name in SECRETS if f"LIANGMA_{name}" in refused.value.detail]
    assert tuple(said) == missing
    assert list(tmp_path.iterdir()) == []


def test_an_empty_secret_is_a_missing_one(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="missing secret: LIANGMA_DATA_KEY"):
        read(tmp_path, DATA_KEY="")


@pytest.mark.parametrize("size", [0, 16, 31, 33, 64])
def test_a_secret_has_32_bytes(tmp_path: Path, size: int) -> None:
    text = base64.b64encode(b"x" * size).decode() or "?"
    with pytest.raises(ConfigError, match="LIANGMA_TOKEN_KEY") as refused:
        read(tmp_path, TOKEN_KEY=text)
    assert text not in str(refused.value)


@pytest.mark.parametrize("text", ["-" * 44, "x" * 43, "密钥", f" {GIVEN['LIANGMA_DATA_KEY']}"])
def test_a_secret_is_base64_as_it_stands(tmp_path: Path, text: str) -> None:
    with pytest.raises(ConfigError, match="LIANGMA_DATA_KEY"):
        read(tmp_path, DATA_KEY=text)


def test_the_demo_makes_what_is_missing_at_random_and_keeps_it_for_its_owner(tmp_path: Path) -> None:
    bare = {"LIANGMA_DATA_DIR": str(tmp_path / "one"), "LIANGMA_DEMO": "1"}
    first, again, other = from_env(bare), from_env(bare), from_env({**bare, "LIANGMA_DATA_DIR": str(tmp_path / "two")})
    keys = [(one.data_key, one.index_key, one.token_key) for one in (first, again, other)]
    assert keys[0] == keys[1]
    assert len({*keys[0], *keys[2]}) == 6
    path = tmp_path / "one" / "demo-secrets.json"
    assert path.stat().st_mode & 0o777 == 0o600
    assert sorted(json.loads(path.read_text())) == sorted(SECRETS)


def test_a_secret_that_is_given_counts_in_the_demo_too(tmp_path: Path) -> None:
    given = {"LIANGMA_DATA_KEY": GIVEN["LIANGMA_DATA_KEY"]}
    settings = from_env({"LIANGMA_DATA_DIR": str(tmp_path), "LIANGMA_DEMO": "1", **given})
    assert settings.data_key == b"DATA_KEY".ljust(32, b".")


@pytest.mark.parametrize(
    ("name", "value"),
    [("DEMO", "true"), ("DEMO", ""), ("PORT", "0"), ("PORT", "65536"), ("PORT", "８０００"), ("PORT", "-1"),
     ("PROXIES", "6"), ("PROXIES", "one"), ("PROXIES", "٣"), ("MINUTES_PER_MATERIAL", "0"),
     ("MINUTES_PER_MATERIAL", "601"), ("MINUTES_PER_MATERIAL", "ten"),
     ("CASE_YEARS", "0"), ("CASE_YEARS", "31"), ("CASE_YEARS", "ten"),
     ("DATABASE_STATEMENT_MS", "0"), ("DATABASE_LOCK_MS", "off"), ("DATABASE_POOL", "0"), ("DATABASE_POOLER", "all"),
     ("REDIS_MS", "0"), ("REPLICA_LAG", "61"), ("REPLICA_URL", "postgresql://replica/liangma")],
)  # fmt: skip
def test_a_value_that_cannot_be_is_refused_by_name(tmp_path: Path, name: str, value: str) -> None:
    with pytest.raises(ConfigError, match=f"LIANGMA_{name}"):
        read(tmp_path, **{name: value})


# ── data keys in a file ──


def key_file(folder: Path, *keys: bytes) -> str:
    path = folder / "keys"
    lines = [f"{year} {base64.b64encode(key).decode()}" for year, key in enumerate(keys, 2025)]
    path.write_text("\n".join(["# the newest last", *lines, ""]))
    return str(path)


def test_the_last_line_of_the_key_file_seals_and_the_others_open(tmp_path: Path) -> None:
    settings = read(tmp_path, DATA_KEY="", DATA_KEY_FILE=key_file(tmp_path, b"a" * 32, b"b" * 32, b"c" * 32))
    assert (settings.data_key, settings.older_data_keys) == (b"c" * 32, (b"a" * 32, b"b" * 32))
    assert "aaa" not in repr(settings)


@pytest.mark.parametrize("keys", [(), (b"short",), (b"a" * 32, b"a" * 32)])
def test_a_key_file_that_is_no_such_file_is_named(tmp_path: Path, keys: tuple[bytes, ...]) -> None:
    with pytest.raises(ConfigError, match="DATA_KEY_FILE"):
        read(tmp_path, DATA_KEY="", DATA_KEY_FILE=key_file(tmp_path, *keys))


def test_a_key_file_that_is_missing_or_stands_beside_a_key_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="LIANGMA_DATA_KEY_FILE cannot be read"):
        read(tmp_path, DATA_KEY="", DATA_KEY_FILE=str(tmp_path / "none"))
    with pytest.raises(ConfigError, match="set one of them"):
        read(tmp_path, DATA_KEY_FILE=key_file(tmp_path, b"a" * 32))
