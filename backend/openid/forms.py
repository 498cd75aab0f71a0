"""Form parameters of OAuth: each once, of measured length, in printable ASCII; without a value is as if omitted."""

from werkzeug.datastructures import MultiDict

from backend.openid.refusals import InvalidClient, InvalidRequest

Form = MultiDict[str, str]


def optional(form: Form, name: str, *, most: int) -> str | None:
    """Raises InvalidRequest for a second copy, a character beyond printable ASCII, or more than `most` of them."""
    values = form.getlist(name)
    if len(values) > 1:
        raise InvalidRequest(f"{name} is given more than once")
    if not values or not values[0]:
        return None
    if len(values[0]) > most or not all(32 <= ord(one) <= 126 for one in values[0]):
        raise InvalidRequest(f"{name} is too long or holds another character than printable ASCII")
    return values[0]


def check_public(form: Form, authorization: str | None) -> None:
    """Wallets are public clients: raises InvalidClient for one that authenticates by a secret or an assertion."""
    if authorization is not None or "client_secret" in form or "client_assertion" in form:
        raise InvalidClient("clients have no secret and no assertion here")


def needed(form: Form, name: str, *, most: int) -> str:
    """Raises InvalidRequest."""
    found = optional(form, name, most=most)
    if found is None:
        raise InvalidRequest(f"{name} is missing")
    return found
