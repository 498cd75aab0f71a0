"""A credential offer as wallets read it, by value or by the address of it (OpenID4VCI 1.0, section 4.1)."""

from typing import Any
from urllib.parse import quote

from backend.openid import addresses
from backend.openid.offers import DIGITS
from backend.openid.token_request import AUTHORISATION_CODE, PRE_AUTHORISED
from certs import jws

SCHEME = "openid-credential-offer://?"
WHERE = {
    "zh-CN": "请输入亮码证照页面上显示的6位数字",
    "en": "The 6 digits shown on the certificate's page of Liangma",
}


def document(
    code: str, configuration: str, *, issuer_state: str | None, base_url: str, language: str | None = None
) -> dict[str, Any]:
    """The offer object, to be taken either way, or by its code alone where there is no `issuer_state`. `language`: of
    the hint beside the transaction code; both when None."""
    hint = " / ".join(WHERE.values()) if language is None else WHERE[language]
    tx_code = {"input_mode": "numeric", "length": DIGITS, "description": hint}
    grants: dict[str, Any] = {PRE_AUTHORISED: {"pre-authorized_code": code, "tx_code": tx_code}}
    if issuer_state is not None:
        grants[AUTHORISATION_CODE] = {"issuer_state": issuer_state}
    return {"credential_issuer": base_url, "credential_configuration_ids": [configuration], "grants": grants}


def by_reference(reference: str, *, base_url: str) -> str:
    """Short enough for a QR code."""
    return f"{SCHEME}credential_offer_uri={quote(f'{base_url}{addresses.OFFERS}{reference}', safe='')}"


def by_value(offer: dict[str, Any]) -> str:
    """For a wallet on the same phone."""
    return f"{SCHEME}credential_offer={quote(jws.to_json(offer).decode(), safe='')}"
