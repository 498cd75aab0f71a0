"""Settings, read once from the environment (prefix LIANGMA_). Nothing here has a default secret.

In the demo (LIANGMA_DEMO=1) missing secrets are made at random and kept in DATA_DIR/demo-secrets.json;
anywhere else a missing secret stops the start and is named.
"""

import base64
import binascii
import json
import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from backend.errors import ConfigError
from backend.store_settings import DEFAULTS, DatabaseSettings, database_settings, whole_number

PAGES = Path(__file__).parents[1] / "pwa" / "dist"
LEAST_TOKEN = 24
LOOPBACK = ("127.0.0.1", "::1", "localhost")
SECRETS = ("DATA_KEY", "INDEX_KEY", "TOKEN_KEY")


@dataclass(frozen=True, kw_only=True)
class Settings:
    """One start's settings. The three keys are 32 bytes each and never leave the process."""

    database_url: str
    redis_url: str | None
    data_dir: Path
    port: int
    base_url: str
    demo: bool
    data_key: bytes = field(repr=False)
    index_key: bytes = field(repr=False)
    token_key: bytes = field(repr=False)
    sms_gateway: str | None = None
    proxies: int = 0  # trusted reverse proxies in front
    pages_dir: Path = PAGES  # where the built pages lie
    batch_approval_rows: int = 1_000  # a batch of more rows needs a second person
    revoke_alone: int = 20  # certificates that an employee may end in a day without a second person; 0: none
    case_years: int = 10  # how long what was typed and shown in a decided case is kept after it was closed
    minutes_per_material: int | None = None  # what a material that need not be handed in saves; None: assumed
    outbound_local: frozenset[str] = frozenset()  # host:port pairs that may be called though they are not public
    wallet_attestation_required: bool = False  # whether only wallets that a trusted provider vouches for are let in
    fonts_dir: Path | None = None  # where the fonts of sealed copies lie; None: where the system keeps its fonts
    metrics_token: str | None = field(default=None, repr=False)  # whoever shows it may read /metrics; None: nobody
    tsa_url: str | None = None  # the time-stamp service (RFC 3161) that sealed copies are stamped by
    checkpoint_seconds: int = 60  # how often, at most, the log's state is signed while something happens
    family_offices: frozenset[str] = frozenset({"MZ", "GA"})  # departments that record deaths and guardians
    database: DatabaseSettings = DEFAULTS  # waits, pool and pooler
    most_a_minute: int = 600_000  # requests of everybody together, where they are counted
    redis_ms: int = 300  # how long Redis may take
    replica_url: str | None = None  # a read-only copy of the database, for lists
    replica_lag: int = 2  # seconds that the copy may be behind
    older_data_keys: tuple[bytes, ...] = field(default=(), repr=False)  # that still open, the newest last
    device_wrapping_keys: tuple[str, ...] = field(default=(), repr=False)  # labels in the device, the newest last
    pkcs11_module: Path | None = None  # the device that keeps keys; with its label and PIN, or not at all
    pkcs11_token: str = ""
    pkcs11_pin: str = field(default="", repr=False)
    otlp_url: str | None = None  # the collector that traces are told to

    @property
    def webhooks_local(self) -> frozenset[str]:
        """What a partner's address may be though it is not public: in the demo only, since partners choose it."""
        return self.outbound_local if self.demo else frozenset()

    @property
    def types_dir(self) -> Path:
        """Folder in which an operator drops further certificate types."""
        return self.data_dir / "types"

    @property
    def checkpoints_dir(self) -> Path:
        """Folder of the log's checkpoints; an operator copies them elsewhere."""
        return self.data_dir / "checkpoints"

    @property
    def holidays_dir(self) -> Path:
        """Folder in which an operator drops the days off of further years."""
        return self.data_dir / "holidays"

    @property
    def programmes_dir(self) -> Path:
        """Folder in which an operator drops programmes of what is given without an application."""
        return self.data_dir / "programmes"

    @property
    def wallet_providers_dir(self) -> Path:
        """Folder in which an operator drops those who may vouch for wallets of others."""
        return self.data_dir / "wallet-providers"


def from_env(environ: Mapping[str, str]) -> Settings:
    """Read the settings; raise ConfigError naming the variable that is missing or wrong."""
    demo = _flag(environ, "LIANGMA_DEMO")
    data_dir = Path(environ.get("LIANGMA_DATA_DIR", "var")).resolve()
    data_dir.mkdir(parents=True, exist_ok=True)
    port = _port(environ.get("LIANGMA_PORT", "8000"))
    environ, older = _from_key_file(environ)
    keys = _secrets(environ, data_dir, demo=demo)
    return Settings(
        database_url=environ.get("LIANGMA_DATABASE_URL") or f"sqlite:///{data_dir / 'liangma.db'}",
        redis_url=environ.get("LIANGMA_REDIS_URL") or None,
        data_dir=data_dir,
        port=port,
        base_url=environ.get("LIANGMA_BASE_URL", f"http://localhost:{port}").rstrip("/"),
        demo=demo,
        data_key=keys["DATA_KEY"],
        older_data_keys=older,
        index_key=keys["INDEX_KEY"],
        token_key=keys["TOKEN_KEY"],
        sms_gateway=environ.get("LIANGMA_SMS_GATEWAY") or None,
        proxies=_count(environ.get("LIANGMA_PROXIES", "0")),
        batch_approval_rows=whole_number(environ, "LIANGMA_BATCH_APPROVAL_ROWS", default=1_000, least=0, most=10**9),
        revoke_alone=_alone(environ.get("LIANGMA_REVOKE_ALONE", "20")),
        case_years=_years(environ.get("LIANGMA_CASE_YEARS", "10")),
        minutes_per_material=_minutes(environ.get("LIANGMA_MINUTES_PER_MATERIAL")),
        outbound_local=frozenset(filter(None, environ.get("LIANGMA_OUTBOUND_LOCAL", "").split(","))),
        wallet_attestation_required=_required(environ.get("LIANGMA_WALLET_ATTESTATION", "optional")),
        fonts_dir=_folder(environ.get("LIANGMA_FONTS_DIR")),
        tsa_url=environ.get("LIANGMA_TSA_URL") or None,
        checkpoint_seconds=whole_number(environ, "LIANGMA_CHECKPOINT_SECONDS", default=60, least=10, most=3600),
        metrics_token=_token(environ.get("LIANGMA_METRICS_TOKEN", "")),
        family_offices=frozenset(filter(None, environ.get("LIANGMA_FAMILY_OFFICES", "MZ,GA").split(","))),
        database=database_settings(environ),
        most_a_minute=whole_number(environ, "LIANGMA_MOST_A_MINUTE", default=600_000, least=100, most=10**9),
        redis_ms=whole_number(environ, "LIANGMA_REDIS_MS", default=300, least=50, most=2_000),
        **_replica(environ),
        device_wrapping_keys=tuple(filter(None, environ.get("LIANGMA_DEVICE_WRAPPING_KEYS", "").split(","))),
        **_device(environ),
        otlp_url=_collector(environ.get("LIANGMA_OTLP_URL", "")),
    )


def _flag(environ: Mapping[str, str], name: str) -> bool:
    value = environ.get(name, "0")
    if value not in ("0", "1"):
        raise ConfigError(f"{name} must be 0 or 1, not {value!r}")
    return value == "1"


def _port(value: str) -> int:
    if not value.isascii() or not value.isdigit() or not 0 < int(value) < 65536:
        raise ConfigError(f"LIANGMA_PORT must be a port number, not {value!r}")
    return int(value)


def _count(value: str) -> int:
    if not value.isascii() or not value.isdigit() or int(value) > 5:
        raise ConfigError(f"LIANGMA_PROXIES must be 0 to 5, not {value!r}")
    return int(value)


def _alone(value: str) -> int:
    if not value.isascii() or not value.isdigit() or int(value) > 10_000:
        raise ConfigError(f"LIANGMA_REVOKE_ALONE must be 0 to 10000, not {value!r}")
    return int(value)


def _years(value: str) -> int:
    if not value.isascii() or not value.isdigit() or not 0 < int(value) <= 30:
        raise ConfigError(f"LIANGMA_CASE_YEARS must be 1 to 30, not {value!r}")
    return int(value)


def _required(value: str) -> bool:
    if value not in ("optional", "required"):
        raise ConfigError(f"LIANGMA_WALLET_ATTESTATION must be optional or required, not {value!r}")
    return value == "required"


def _token(value: str) -> str | None:
    if value and (len(value) < LEAST_TOKEN or not value.isascii() or not value.isprintable() or " " in value):
        raise ConfigError(f"LIANGMA_METRICS_TOKEN must have {LEAST_TOKEN} characters or more, without blanks")
    return value or None


def _replica(environ: Mapping[str, str]) -> dict[str, Any]:
    url = environ.get("LIANGMA_REPLICA_URL") or None
    if url and not environ.get("LIANGMA_REDIS_URL"):
        raise ConfigError("LIANGMA_REPLICA_URL needs LIANGMA_REDIS_URL, where it is noted who has just written")
    lag = whole_number(environ, "LIANGMA_REPLICA_LAG", default=2, least=1, most=60)
    return {"replica_url": url, "replica_lag": lag}


def _device(environ: Mapping[str, str]) -> dict[str, Any]:
    module, label, pin = (environ.get(f"LIANGMA_PKCS11_{name}", "") for name in ("MODULE", "TOKEN", "PIN"))
    if not (module or label or pin):
        return {}
    if not (module and label and pin):
        raise ConfigError("LIANGMA_PKCS11_MODULE, LIANGMA_PKCS11_TOKEN and LIANGMA_PKCS11_PIN are set together")
    if not Path(module).is_file():
        raise ConfigError(f"LIANGMA_PKCS11_MODULE names no file: {module!r}")
    return {"pkcs11_module": Path(module), "pkcs11_token": label, "pkcs11_pin": pin}


def _collector(value: str) -> str | None:
    """The address of OTLP over HTTP: https, or on this machine; without a path the usual one is meant."""
    if not value:
        return None
    try:
        parts = urlsplit(value)
        wrong = not parts.hostname or parts.port == 0 or "@" in parts.netloc or parts.query or parts.fragment
    except ValueError:
        wrong = True
    if wrong or not (parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in LOOPBACK)):
        raise ConfigError("LIANGMA_OTLP_URL must be an https address, or http on this machine (127.0.0.1)")
    return value if parts.path.strip("/") else f"{value.rstrip('/')}/v1/traces"


def _folder(value: str | None) -> Path | None:
    return Path(value).resolve() if value else None


def _minutes(value: str | None) -> int | None:
    if not value:
        return None
    if not value.isascii() or not value.isdigit() or not 0 < int(value) <= 600:
        raise ConfigError(f"LIANGMA_MINUTES_PER_MATERIAL must be 1 to 600, not {value!r}")
    return int(value)


def _secrets(environ: Mapping[str, str], data_dir: Path, *, demo: bool) -> dict[str, bytes]:
    given = {name: environ[f"LIANGMA_{name}"] for name in SECRETS if environ.get(f"LIANGMA_{name}")}
    missing = [f"LIANGMA_{name}" for name in SECRETS if name not in given]
    if missing and not demo:
        what = "32 random bytes in base64 each; the demo, LIANGMA_DEMO=1, needs none"
        raise ConfigError(f"missing secret: {', '.join(missing)} ({what})")
    if missing:
        given = _demo_secrets(data_dir) | given
    return {name: _key(name, text) for name, text in given.items()}


def _from_key_file(environ: Mapping[str, str]) -> tuple[Mapping[str, str], tuple[bytes, ...]]:
    """The environment with the file's newest data key, and the file's older ones. A line is a name and a key in base64,
    the newest last; the name is for people."""
    named = environ.get("LIANGMA_DATA_KEY_FILE")
    if not named:
        return environ, ()
    if environ.get("LIANGMA_DATA_KEY"):
        raise ConfigError("LIANGMA_DATA_KEY and LIANGMA_DATA_KEY_FILE: set one of them")
    try:
        said = Path(named).read_text("ascii").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(f"LIANGMA_DATA_KEY_FILE cannot be read: {named!r}") from error
    lines = [line.split() for line in said if line.strip()[:1] not in ("", "#")]
    if not lines or any(len(line) != 2 for line in lines):
        raise ConfigError("LIANGMA_DATA_KEY_FILE must have lines of a name and a key in base64, the newest last")
    keys = [_key(f"DATA_KEY_FILE ({name})", text) for name, text in lines]
    if len(set(keys)) < len(keys):
        raise ConfigError("LIANGMA_DATA_KEY_FILE names the same key twice")
    return {**environ, "LIANGMA_DATA_KEY": lines[-1][1]}, tuple(keys[:-1])


def _demo_secrets(data_dir: Path) -> dict[str, str]:
    path = data_dir / "demo-secrets.json"
    if not path.exists():
        made = {name: base64.b64encode(secrets.token_bytes(32)).decode() for name in SECRETS}
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "w") as file:
            json.dump(made, file)
    loaded: dict[str, str] = json.loads(path.read_text())
    return loaded


def _key(name: str, text: str) -> bytes:
    try:
        key = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        key = b""
    if len(key) != 32:
        raise ConfigError(f"LIANGMA_{name} must be 32 bytes in base64")
    return key
