"""What a wallet sends to the response address: a form, each parameter once.

Rules: 1. a request that asked for an encrypted answer takes an unencrypted one only for an error; 2. `state` is the
request's own; whoever does not know it changes nothing; 3. `vp_token` is a JSON object of arrays of texts, by the ids
of the query; 4. parameters that are not known are ignored.
"""

import hmac
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from werkzeug.datastructures import MultiDict

from backend.presentations.ask import ENCRYPTED, open_key
from backend.presentations.encryption import open_answer
from backend.presentations.refusals import AnswerRefused
from backend.presentations.statements import Request
from backend.security import Box
from certs import jws
from certs.errors import MalformedError

KNOWN = ("response", "vp_token", "state", "error", "error_description")
MOST_PRESENTED, MOST_ERROR = 20, 40


@dataclass(frozen=True)
class Answer:
    """`presented`: SD-JWTs by query id; or the wallet's `error` in their place."""

    presented: Mapping[str, tuple[str, ...]]
    error: str | None


def read(form: MultiDict[str, str], row: Request, *, box: Box) -> Answer:
    """Raises AnswerRefused."""
    once = {name: _once(form, name) for name in KNOWN}
    if row.response_mode == ENCRYPTED and once["response"] is not None:
        given: Mapping[str, Any] = open_answer(once["response"], open_key(row, box=box))
        token = given.get("vp_token")
    elif row.response_mode == ENCRYPTED and once["error"] is None:
        raise AnswerRefused("response mode is direct_post.jwt")
    else:
        given = once
        token = None if once["vp_token"] is None else _json(once["vp_token"].encode())
    _check_state(given.get("state"), row)
    error = given.get("error")
    if error is not None:
        if not isinstance(error, str) or not 0 < len(error) <= MOST_ERROR or not error.isprintable():
            raise AnswerRefused("error is a short text")
        return Answer({}, error)
    return Answer(_presented(token), None)


def _check_state(state: object, row: Request) -> None:
    """Rule 2."""
    if not isinstance(state, str) or not hmac.compare_digest(state.encode(), row.wallet_state.encode()):
        raise AnswerRefused("state is not that of the request")


def _presented(token: object) -> dict[str, tuple[str, ...]]:
    """Rule 3."""
    if not isinstance(token, dict) or not token:
        raise AnswerRefused("vp_token is a JSON object by the ids of the query")
    if not all(isinstance(one, list) and one and all(isinstance(text, str) for text in one) for one in token.values()):
        raise AnswerRefused("vp_token holds arrays of presentations")
    if sum(len(one) for one in token.values()) > MOST_PRESENTED:
        raise AnswerRefused(f"at most {MOST_PRESENTED} presentations")
    return {name: tuple(texts) for name, texts in token.items()}


def _json(text: bytes) -> Any:
    try:
        return jws.strict_json(text)
    except MalformedError as error:
        raise AnswerRefused("vp_token is not JSON") from error


def _once(form: MultiDict[str, str], name: str) -> str | None:
    values = form.getlist(name)
    if len(values) > 1:
        raise AnswerRefused(f"{name} is given more than once")
    return values[0] if values and values[0] else None
