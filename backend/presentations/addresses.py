"""Where a wallet finds a request and sends its answer, and how it is called there."""

from urllib.parse import urlencode

REQUESTS = "/openid/presentations/"
CERTIFICATE = "/openid/presentation-authority.pem"
PAGE = "/present"  # our own wallet's page, for those who have no other
SCHEMES = ("openid4vp", "haip-vp")


def request_uri(reference: str, *, base_url: str) -> str:
    """Where the request object is, for one wallet."""
    return f"{base_url}{REQUESTS}{reference}/request"


def response_uri(reference: str, *, base_url: str) -> str:
    """Where that wallet sends its answer."""
    return f"{base_url}{REQUESTS}{reference}/response"


def invitation(client_id: str, reference: str, *, base_url: str) -> str:
    """The query of every link and QR code of a request; the rest stands in the signed object."""
    where = request_uri(reference, base_url=base_url)
    return urlencode({"client_id": client_id, "request_uri": where, "request_uri_method": "post"})
