"""The wallet providers that the city trusts to say which wallet it is: files that an operator dropped in a folder.

One YAML file a provider: its issuer, its names, its keys. A broken file stops the start: DocumentError names the file,
the line and the reason. Without a file nobody is trusted, and wallets are public clients.

1. Every key of a file is known. 2. `issuer` is an https address and stands in one file. 3. One to ten keys, each a
public P-256 JWK; a private one is refused. 4. A text is short and printable: holders read it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from backend.config import Settings
from backend.errors import ConfigError
from backend.matters.reader import Reader
from backend.matters.terms import Text
from backend.registries.strict_yaml import DocumentError, read_table
from certs import keys
from certs.errors import CertsError

MOST_KEYS, MOST_ISSUER, MOST_NAME = 10, 200, 60


@dataclass(frozen=True)
class Provider:
    """Who vouches for wallets, by its own keys."""

    issuer: str
    name: Text
    keys: tuple[keys.PublicKey, ...]


Providers = Mapping[str, Provider]


@dataclass(frozen=True)
class Trust:
    """Whom the city trusts, and whether a wallet that nobody vouches for is let in."""

    providers: Providers
    required: bool


def load_providers(folder: Path) -> Providers:
    """Issuer → provider, of the folder's `*.yaml` and `*.json` (no folder: none), read once a process."""
    return _load(folder)


def trust_of(folder: Path, *, required: bool) -> Trust:
    """Raises ConfigError where a provider is demanded and none is trusted, DocumentError for a broken file."""
    found = load_providers(folder)
    if required and not found:
        raise ConfigError(f"LIANGMA_WALLET_ATTESTATION is required and {folder} holds no wallet provider")
    return Trust(found, required)


def trust_for(settings: Settings) -> Trust:
    """The same, as the settings say."""
    return trust_of(settings.wallet_providers_dir, required=settings.wallet_attestation_required)


def named(providers: Providers, issuer: str | None) -> dict[str, str] | None:
    """The names of a provider that is trusted now; None for anybody else."""
    found = providers.get(issuer or "")
    return None if found is None else {"zh": found.name.zh, "en": found.name.en}


def parse(text: str, source: str) -> Provider:
    """Raises DocumentError."""
    top = Reader(read_table(text, source), source)
    issuer, name = top.words("issuer"), top.text("name")
    if not issuer.startswith("https://") or len(issuer) > MOST_ISSUER or not issuer.isascii():
        raise top.refuse("issuer", f"an https address of at most {MOST_ISSUER} characters is expected")
    if not all(0 < len(one) <= MOST_NAME and one.isprintable() for one in (name.zh, name.en)):
        raise top.refuse("name", f"two texts of at most {MOST_NAME} characters are expected")
    found = top.raw("keys")
    if not isinstance(found, list) or not 0 < len(found) <= MOST_KEYS:
        raise top.refuse("keys", f"a list of one to {MOST_KEYS} public keys is expected")
    provider = Provider(issuer, name, tuple(_key(one, top) for one in found))
    top.done()
    return provider


def _key(jwk: Any, top: Reader) -> keys.PublicKey:
    """Rule 3."""
    top.nested(jwk, "keys")  # refuses what is no table
    try:
        return keys.public_from_jwk(jwk)
    except CertsError as error:
        raise DocumentError(top.refuse("keys", "").file, jwk.line, f"keys: {error}") from error


def _text(path: Path) -> str:
    try:
        return path.read_text("utf-8")
    except UnicodeDecodeError as error:
        raise DocumentError(str(path), None, "not UTF-8") from error


@lru_cache(maxsize=8)
def _load(folder: Path) -> Providers:
    found: dict[str, Provider] = {}
    for path in sorted([*folder.glob("*.yaml"), *folder.glob("*.json")]):
        provider = parse(_text(path), str(path))
        if provider.issuer in found:
            raise DocumentError(str(path), None, f"the issuer {provider.issuer} is already in another file")
        found[provider.issuer] = provider
    return found
