"""Wallets that are web pages: any origin may ask, for nothing here looks at a cookie (WHATWG Fetch, 3.3)."""

from flask import Response, request

HEADERS = "Authorization, Content-Type, DPoP, OAuth-Client-Attestation, OAuth-Client-Attestation-PoP"
EXPOSED = "DPoP-Nonce, OAuth-Client-Attestation-Challenge, WWW-Authenticate"
OPEN = (("Access-Control-Allow-Origin", "*"), ("Access-Control-Expose-Headers", EXPOSED))
KEPT = 600  # seconds that a browser need not ask again


def open_to_pages(response: Response) -> Response:
    """After each answer to a wallet; before a request with headers of its own a browser asks by OPTIONS."""
    response.headers["Access-Control-Allow-Origin"] = "*"
    if request.method == "OPTIONS":
        response.headers["Access-Control-Allow-Methods"] = response.headers.get("Allow", "GET, POST")
        response.headers["Access-Control-Allow-Headers"] = HEADERS
        response.headers["Access-Control-Max-Age"] = str(KEPT)
    else:
        response.headers["Access-Control-Expose-Headers"] = EXPOSED
    return response
