"""The gate itself: what it trusts, how it judges a code, and how it keeps up with the office.

Rules: 1. the anchor is pinned: a bundle or delta by anybody else changes nothing; 2. numbers only grow, also when the
bundle was lost; 3. a delta that does not fit is answered by fetching the whole; 4. a code is accepted once, and only
with the fields of the purpose, which is registered; 5. everything judged is told to the office, and told again until it
answers; 6. whatever the office is doing, the queue of people does not wait for it.
"""

import time
from dataclasses import dataclass
from typing import Any

from certs import base64url, delta, keys, verify
from certs.errors import TrustError
from certs.reasons import REASONS
from examples.gate.office import Away, Office
from examples.gate.store import Store

BATCH = 500
REPLAYED = "replayed"


@dataclass(frozen=True)
class SetUp:
    """Who this gate is. `anchor`: the RFC 7638 thumbprint that a person compared; `name`: 8 to 40 letters or digits."""

    client_id: str
    name: str
    purpose: str
    anchor: str


@dataclass(frozen=True)
class Judged:
    """What the gate says of one code."""

    accepted: bool
    reason: str | None
    fields: dict[str, Any]

    def said(self, lang: str) -> str:
        """One line for the screen."""
        if self.accepted:
            shown = "  ".join(f"{name}={value}" for name, value in self.fields.items() if name != "portrait_digest")
            return f"{'通过' if lang == 'zh' else 'PASS'}  {shown}".rstrip()
        reason = REASONS[self.reason or "malformed"]
        text, after = (reason.zh, reason.next_zh) if lang == "zh" else (reason.en, reason.next_en)
        return f"{'拒绝' if lang == 'zh' else 'STOP'}  {text} {after}".rstrip()


class NotRegistered(Exception):
    """The registration has no such purpose, so that no code could show a field for it."""

    def __init__(self, purpose: str, known: list[str]) -> None:
        named = ", ".join(known) or "-"
        super().__init__(f"用途没有登记 the purpose {purpose} is not registered; 已登记 registered: {named}")


class Gate:
    """A gate with its store. `held` is None until it has met the office once."""

    def __init__(self, set_up: SetUp, store: Store, *, now: int) -> None:
        self._set_up, self._store = set_up, store
        self.held = self._kept(now)
        self._failures, self._next = 0, 0

    def must_be_registered(self) -> None:
        """Raises NotRegistered where the office said, when it was last asked, that the purpose is none of ours."""
        known = self._store.read("purposes")
        if known is not None and self._set_up.purpose not in known:
            raise NotRegistered(self._set_up.purpose, sorted(known))

    def judge(self, code: str, *, now: int) -> Judged:
        """The verdict on one code; an accepted one is used up. Raises TrustError while there is no bundle."""
        if self.held is None:
            raise TrustError("bundle_stale", "the gate has no bundle yet")
        day = self.held.bundle
        required = verify.Required(
            self._set_up.client_id, permitted=self._permitted(),
            iat_past=day.policy.iat_past, iat_future=day.policy.iat_future,
        )  # fmt: skip
        verdict = verify.verify(code, trust=day.trust, required=required, now=now)
        if isinstance(verdict, verify.Rejected):
            if verdict.once_id is not None:
                self._store.refuse(self._row(verdict, "refused", verdict.reason, now))
            return Judged(False, verdict.reason, {})
        if self._store.use(self._row(verdict, "accepted", None, now)):
            return Judged(True, None, verdict.fields)
        self._store.refuse(self._row(verdict, "refused", REPLAYED, now))
        return Judged(False, REPLAYED, {})

    def keep_up(self, office: Office, *, now: int) -> bool:
        """Fetch what changed and tell what waits; False when the office is away, and then not at once again."""
        if now < self._next:
            return False
        try:
            self.refresh(office, now=now)
            self._tell(office)
        except Away:
            self._failures += 1
            self._next = now + min(900, 5 << min(self._failures, 8))
            return False
        self._failures, self._next = 0, now + 240
        return True

    def tell_now(self, office: Office, *, now: int) -> None:
        """Tell what waits, though it was tried a moment ago; what cannot be told stays in the queue."""
        try:
            self._tell(office)
        except Away:
            self._next = now + 5

    def doubles(self) -> list[dict[str, Any]]:
        """Codes that passed here and had been used elsewhere, as the office told."""
        return self._store.doubles()

    def refresh(self, office: Office, *, now: int) -> None:
        """Fetch what changed. Raises Away, Refused, and TrustError where even the whole bundle is not to be trusted."""
        if self.held is None:
            self._take(office.published("/api/v1/bundle"), now)
        else:
            answer = office.published(f"/api/v1/bundle/delta?{self.held.base.query()}")
            try:
                self._keep(delta.update(self.held, answer, now=now))
            except TrustError:
                self._take(office.published("/api/v1/bundle"), now)
        self._store.keep(purposes=office.registration()["purposes"])

    def _tell(self, office: Office) -> None:
        while rows := self._store.waiting(BATCH):
            self._store.told(rows, office.tell(self._set_up.name, rows))

    def _take(self, text: str, now: int) -> None:
        self._keep(self._opened(text, now))

    def _keep(self, held: delta.Held) -> None:
        self.held = held
        self._store.keep(bundle=held.text, number=held.bundle.number)

    def _kept(self, now: int) -> delta.Held | None:
        text = self._store.read("bundle")
        return None if text is None else self._opened(text, now)

    def _opened(self, text: str, now: int) -> delta.Held:
        held = delta.hold(text, anchor=None, now=now, at_least_number=self._store.read("number") or 0)
        if base64url.encode(keys.thumbprint(held.whole.anchor)) != self._set_up.anchor:
            raise TrustError("signature_invalid", "the bundle is not by the pinned anchor")
        return held

    def _permitted(self) -> dict[int, frozenset[str]]:
        types = (self._store.read("purposes") or {}).get(self._set_up.purpose, {})
        return {int(number): frozenset(names) for number, names in types.items()}

    def _row(self, verdict: Any, outcome: str, reason: str | None, now: int) -> dict[str, Any]:
        fields = sorted(verdict.fields) if outcome == "accepted" else []
        return {
            "once_id": base64url.encode(verdict.once_id), "at": now, "outcome": outcome, "mode": "offline",
            "reason": reason, "purpose": self._set_up.purpose, "handle": verdict.handle, "fields": fields,
        }  # fmt: skip


def clock() -> int:
    """Seconds since 1970, by this machine."""
    return int(time.time())
