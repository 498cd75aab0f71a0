"""Idempotency-Key on POSTs that create: the same key and body give the same answer, in the same transaction.

Rules: 1. no header, no effect; 2. first use: the answer is stored, sealed, beside what the request wrote; 3. same key,
same request: the stored answer, marked Idempotency-Replayed; 4. same key, another request: 422; 5. a refused request
stores nothing; 6. the stored answer is only given to an asker who would still be allowed to ask (`idempotent_while`);
7. an answer is kept for KEEP_ANSWER, because it may hold a holder's fields, and its key for KEEP: in between, the
request is not done twice, and the asker is told that the answer is gone.
"""

import functools
import hashlib
import re
from collections.abc import Callable
from typing import Any, TypeVar, cast

from flask import Response, make_response, request
from sqlalchemy import delete, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from backend.errors import Conflict, Invalid, LiangmaError
from backend.web.models import IdempotentAnswer
from backend.web.request import actor, now, services, session

KEY = re.compile(r"[A-Za-z0-9._:-]{8,80}")
KEEP = 24 * 3600
KEEP_ANSWER = 600
View = TypeVar("View", bound=Callable[..., Any])


class KeyReused(Invalid):
    code = "idempotency_key_reused"
    zh = "该幂等键已用于另一请求"
    en = "This idempotency key was used for another request"
    next_zh = "请换一个幂等键"
    next_en = "Use a new key"


class KeyMalformed(Invalid):
    code = "idempotency_key_malformed"
    en = "Idempotency-Key must be 8 to 80 characters of A-Z a-z 0-9 . _ : -"
    zh = "幂等键应为 8 至 80 个 A-Z a-z 0-9 . _ : - 字符"


class KeyMissing(KeyMalformed):
    code = "idempotency_key_missing"
    en = "This request needs the header Idempotency-Key"
    zh = "该请求必须带 Idempotency-Key 请求头"
    next_zh = "请为每个新请求生成一个新的幂等键"
    next_en = "Send a new key with each new request"


class AnswerGone(Conflict):
    code = "idempotent_answer_gone"
    zh = "该请求已办理过，其结果已不再保存"
    en = "This request was carried out before, and its answer is no longer kept"
    next_zh = "请查询已办理的结果；如需再次办理，请换一个幂等键"
    next_en = "Look up what it made; to do it once more, use a new key"


def idempotent(view: View) -> View:
    """Stands under `allow`, above `arguments`."""
    return _once(view, lambda: None)


def idempotent_while(allowed: Callable[[], object]) -> Callable[[View], View]:
    """The same, where `allow` says too little: `allowed` raises when the asker may no longer ask (rule 6)."""
    return lambda view: _once(view, allowed)


def require_key() -> None:
    """For routes where asking again without a key would do harm. Raises KeyMissing."""
    if "Idempotency-Key" not in request.headers:
        raise KeyMissing


def _once(view: View, allowed: Callable[[], object]) -> View:
    @functools.wraps(view)
    def once(*args: Any, **kwargs: Any) -> Any:
        key = request.headers.get("Idempotency-Key")
        if key is None:
            return view(*args, **kwargs)
        if not KEY.fullmatch(key):
            raise KeyMalformed
        fingerprint = _fingerprint()
        if not _claim(session(), key, fingerprint):
            allowed()
            return _stored(session(), key, fingerprint)
        try:
            response = make_response(view(*args, **kwargs))
        except LiangmaError as error:
            if error.keeps_writes:  # they will be committed, and the claim is none of them (rule 5)
                session().execute(delete(IdempotentAnswer).where(*_mine(key)))
            raise
        if response.status_code < 400:
            _store(session(), key, response)
        return response

    doc = getattr(once, "_apidoc", {})
    header = {"in": "header", "name": "Idempotency-Key", "schema": {"type": "string", "pattern": f"^{KEY.pattern}$"}}
    doc.setdefault("manual_doc", {}).setdefault("parameters", []).append(header)
    once._apidoc = doc  # type: ignore[attr-defined]
    return cast(View, once)


def _fingerprint() -> bytes:
    """Keyed, because a body may hold a citizen number that could be guessed from a plain digest."""
    asked = b"\0".join([request.method.encode(), request.path.encode(), request.get_data()])
    return services().box.blind("idempotent", hashlib.sha256(asked).hexdigest())


def _mine(key: str) -> tuple[Any, ...]:
    return IdempotentAnswer.actor == actor().subject, IdempotentAnswer.key == key


def _claim(db_session: Session, key: str, fingerprint: bytes) -> bool:
    db_session.execute(delete(IdempotentAnswer).where(*_mine(key), IdempotentAnswer.created_at < now() - KEEP))
    dialect = postgresql if db_session.get_bind().dialect.name == "postgresql" else sqlite
    row = {"actor": actor().subject, "key": key, "fingerprint": fingerprint, "created_at": now()}
    statement = dialect.insert(IdempotentAnswer).values(row).on_conflict_do_nothing().returning(IdempotentAnswer.key)
    return db_session.execute(statement).first() is not None


def _stored(db_session: Session, key: str, fingerprint: bytes) -> Response:
    answer = db_session.scalars(select(IdempotentAnswer).where(*_mine(key))).one()
    if answer.fingerprint != fingerprint:
        raise KeyReused
    if answer.status is None:
        raise Conflict("the first request with this key is still at work")
    if answer.sealed_body is None or answer.created_at < now() - KEEP_ANSWER:
        raise AnswerGone
    body, mimetype = services().box.open(answer.sealed_body, _context(key))
    response = Response(body, status=answer.status, content_type=mimetype)
    response.headers["Idempotency-Replayed"] = "true"
    return response


def _store(db_session: Session, key: str, response: Response) -> None:
    sealed = services().box.seal([response.get_data(as_text=True), response.content_type], _context(key))
    values = {"status": response.status_code, "sealed_body": sealed}
    db_session.execute(update(IdempotentAnswer).where(*_mine(key)).values(values))


def _context(key: str) -> bytes:
    return f"idempotent:{actor().subject}:{key}".encode()
