"""The wallet's side: choosing which disclosures to show, and signing the key binding that ties them to one verifier."""

from __future__ import annotations

from collections.abc import Collection

from certs import jws, keys
from certs.errors import MalformedError
from certs.sdjwt.disclosure import digest_of
from certs.sdjwt.tree import Opening, Path

KB_TYP = "kb+jwt"
MAX_CHARS = 1 << 19
MAX_DISCLOSURES = 512


def present(
    sd_jwt: str,
    reveal: Collection[str | Path],
    *,
    holder: keys.Signer | None,
    aud: str = "",
    nonce: str = "",
    iat: int = 0,
) -> str:
    """`sd_jwt` with only the disclosures that `reveal` needs, and a KB-JWT when a `holder` signs.

    `reveal`: top-level names, or paths into the tree such as `("address", "street")` or `("nationalities", 1)`; array
    positions are those of the issued array. What encloses a revealed part is revealed with it, what lies inside a
    revealed part and is hidden on its own is not. `aud`, `nonce`, `iat` (seconds) are for the holder's signature.
    Raises MalformedError: unknown_field for a path that does not exist, or what is wrong with `sd_jwt`. The issuer's
    signature is not checked here.
    """
    token, disclosures, binding = split(sd_jwt)
    if binding:
        raise MalformedError("malformed", "already_presented")
    payload = jws.strict_json(jws.parse(token)[1])
    if not isinstance(payload, dict):
        raise MalformedError("malformed", "payload_not_an_object")
    opening = Opening(payload, disclosures)
    wanted = {(one,) if isinstance(one, str) else tuple(one) for one in reveal}
    unknown = wanted - opening.nodes
    if unknown:
        raise MalformedError("unknown_field", str(sorted(map(str, unknown))))
    shown = {text for path, text in opening.places.items() if any(one[: len(path)] == path for one in wanted)}
    presented = "~".join((token, *[text for text in disclosures if text in shown], ""))
    return presented if holder is None else presented + bind(presented, holder, aud=aud, nonce=nonce, iat=iat)


def bind(presented: str, holder: keys.Signer, *, aud: str, nonce: str, iat: int) -> str:
    """The KB-JWT over `presented` (which ends in a tilde)."""
    payload = {"iat": iat, "aud": aud, "nonce": nonce, "sd_hash": digest_of(presented)}
    return jws.sign({"typ": KB_TYP}, payload, holder)


def split(text: str) -> tuple[str, list[str], str]:
    """(issuer-signed JWT, disclosures, KB-JWT or ""); raises MalformedError when the parts cannot be told."""
    if len(text) > MAX_CHARS:
        raise MalformedError("too_long", "SD-JWT is larger than its limit")
    if not text.isascii():
        raise MalformedError("malformed", "not_ascii")
    parts = text.split("~", MAX_DISCLOSURES + 2)
    if len(parts) < 2:
        raise MalformedError("malformed", "no_tilde")
    if len(parts) > MAX_DISCLOSURES + 2:
        raise MalformedError("too_long", "too many disclosures")
    return parts[0], parts[1:-1], parts[-1]
