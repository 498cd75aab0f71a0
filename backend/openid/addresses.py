"""Where everything of the issuer is. The credential issuer's identifier is the office's base address itself."""

from urllib.parse import urlsplit

ISSUER_METADATA = "/.well-known/openid-credential-issuer"
SERVER_METADATA = "/.well-known/oauth-authorization-server"
TOKEN, NONCE, CREDENTIAL, NOTIFICATION = "/openid/token", "/openid/nonce", "/openid/credential", "/openid/notification"
DEFERRED = "/openid/deferred-credential"
PUSHED = "/openid/par"
AUTHORISE = "/authorize"  # a page
OFFERS = "/openid/offers/"


def is_issuers(path: str, base_url: str) -> bool:
    """Whether what follows the well-known string is the path of the issuer's identifier, as both standards put it."""
    return path.strip("/") == urlsplit(base_url).path.strip("/")
