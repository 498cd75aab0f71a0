"""A small town on a real database, filled through the program's own routes: two visitors of every role that has a twin.

`town.ask(role, ...)` speaks as the first visitor of a role; the twin owns what the first one must never reach.
"""

import itertools
import time
import uuid
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import delete, update

from backend import db
from backend.cases.models import Case, Commitment
from backend.demo import records
from backend.people import sign_ins
from backend.people.models import Attempt
from backend.proposals.models import Proposal
from backend.proposals.programme import key_of
from backend.web.request import Services
from certs import base64url, lm1
from tests.people import sign_in
from tests.people.authenticator import Authenticator
from tests.people.sign_in import Citizen

MATTER = "rs-pension-transfer"
PROMISING = "sc-sole-trader"
PAIRS = {  # role -> the offices of its two visitors
    "window": ("W1", "W2"),
    "department": ("FW", "JY", "GA"),
    "officer": ("RS", "WJ"),
    "operator": (None,),
    "security": (None,),
    "auditor": (None,),
    "kiosk": ("K1", "K2"),
}
PARTNERS = ("bank.one", "bank.two")
ROLES = ("public", "citizen", *PAIRS, "partner")
PURPOSE = "check"
NO_ID = "01890000-0000-7000-8000-000000000000"
Headers = dict[str, str]
GA = 2  # the department that issues identity cards
_ORDER = itertools.count(1)


@dataclass
class Town:
    """Issuers with keys, windows, partners, matters, and visitors signed in through the real routes."""

    app: Flask
    client: FlaskClient
    visitors: dict[tuple[str, int], Headers] = field(default_factory=dict)
    citizens: list[Citizen] = field(default_factory=list)
    subjects: dict[str, str] = field(default_factory=dict)
    _spare: dict[int, str] = field(default_factory=dict)
    _identity: dict[int, str] = field(default_factory=dict)

    @property
    def services(self) -> Services:
        found: Services = self.app.extensions["liangma"]
        return found

    def headers(self, role: str, which: int = 0) -> Headers:
        return {} if role == "public" else self.visitors[role, which]

    def send(self, method: str, path: str, role: str = "public", which: int = 0, **given: Any) -> Any:
        """One request from an address of its own; the answer."""
        headers = self.headers(role, which) | given.pop("headers", {})
        base = {"REMOTE_ADDR": sign_in.new_address()}
        return self.client.open(path, method=method, headers=headers, environ_overrides=base, buffered=True, **given)

    def must(self, method: str, path: str, role: str, which: int = 0, **given: Any) -> Any:
        """The JSON of an answer that has to be good."""
        answer = self.send(method, path, role, which, **given)
        assert answer.status_code < 300, f"{method} {path}: {answer.status_code} {answer.text}"
        return answer.json if answer.data else None

    # ── what the visitors own ──

    def certificate(self, holder: int, issuer: int) -> str:
        """A new certificate of the citizen, from department FW (0) or JY (1); its id."""
        body = self.record(holder, issuer)
        made = self.must("POST", "/api/v1/certificates", "department", issuer, json=body)
        return str(made["items"][0]["certificate_id"])

    def record(self, holder: int, issuer: int) -> dict[str, Any]:
        """What a department posts to issue: a proof by FW or a teacher's certificate by JY, each with a new number."""
        order = next(_ORDER)
        if issuer == 0:
            given = {"number": f"亮政证〔2026〕第{order:07}号", "valid_to": None}
            return {"type": "general-proof", "fields": records.record("general-proof", holder) | given}
        given = {"number": f"2019990011{order:07}"}
        return {"type": "teacher-qualification", "fields": records.record("teacher-qualification", holder) | given}

    def device(self, citizen: int) -> str:
        """One more phone of the citizen in place of the one before; its id. The first phone stays."""
        if citizen in self._spare:
            self.send("DELETE", f"/api/v1/devices/{self._spare[citizen]}", "citizen", citizen)
        key = sign_in.SoftwareSigner(sign_in.new_private_key())
        added = sign_in.register_device(self.client, self.headers("citizen", citizen), key, name="旧手机")
        assert added.status_code == 201, added.text
        self._spare[citizen] = str(added.json["device_id"])
        return self._spare[citizen]

    def passkey_body(self, citizen: int) -> dict[str, Any]:
        """What a browser posts to add a passkey; the citizen's older passkeys go, so that there is room."""
        for one in self.must("GET", "/api/v1/passkeys", "citizen", citizen)["items"]:
            self.must("DELETE", f"/api/v1/passkeys/{one['passkey_id']}", "citizen", citizen)
        options = self.must("POST", "/api/v1/passkeys/challenges", "citizen", citizen)["public_key"]
        return {"credential": Authenticator().create(options), "name": "这部手机"}

    def passkey(self, citizen: int) -> str:
        body = self.passkey_body(citizen)
        return str(self.must("POST", "/api/v1/passkeys", "citizen", citizen, json=body)["passkey_id"])

    def case(self, window: int, matter: str = MATTER) -> str:
        body = {"matter": matter, "answers": {}}
        return str(self.must("POST", "/api/v1/cases", "window", window, json=body)["case_no"])

    def office_case(self, officer: int) -> str:
        """A case that waits for the officer's office, as if the window had accepted it this moment."""
        case_no, now = self.case(0), int(time.time())
        due = {"due_promised": now + 9_000, "due_statutory": now + 9_000, "yellow_from": now + 900}
        given = due | {"state": "accepted", "accepted_at": now, "office": PAIRS["officer"][officer]}
        with db.transaction(self.services.engine) as session:
            session.execute(update(Case).where(Case.case_no == case_no).values(given))
        return case_no

    def promised_case(self, officer: int) -> str:
        """A case whose promise the officer's office has to check, as if it had been approved this moment."""
        case_no, now = self.office_case(officer), int(time.time())
        given = {"text_digest": "x", "materials": [], "sealed": b"x", "check_assumed": False, "check_yellow": now + 900}
        with db.transaction(self.services.engine) as session:
            promise = Commitment(
                case_no=case_no, revision=1, office=PAIRS["officer"][officer], device_id=uuid.uuid4(), signed_at=now,
                check_due=now + 9_000, **given,
            )  # fmt: skip
            session.add(promise)
        return case_no

    def promising_case(self, citizen: int) -> str:
        """The same as `my_case`, of a matter that takes a promise."""
        return self.my_case(citizen, PROMISING)

    def my_case(self, citizen: int, matter: str = MATTER) -> str:
        """A case of the first window whose applicant the citizen is."""
        case_no = self.case(0, matter)
        scanned = self.must("POST", f"/api/v1/cases/{case_no}/scans", "window", json={"code": self.code(citizen)})
        assert scanned["verdict"]["accepted"], scanned["verdict"]["reason"]
        return case_no

    def proof_body(self, kind: str = "unemployment") -> dict[str, Any]:
        """A request that an officer of RS (or, for `income`, of MZ) has to answer, unlike all before; their counter
        starts anew, for a test asks for many."""
        with db.transaction(self.services.engine) as session:
            session.execute(delete(Attempt).where(Attempt.scope == "proofs"))
        day = date(2000, 1, 1) + timedelta(days=next(_ORDER))
        answers = {"left": day.isoformat()} if kind == "unemployment" else {"monthly": next(_ORDER), "persons": 2}
        return {"kind": kind, "answers": answers}

    def proof_request(self, citizen: int, kind: str = "unemployment") -> str:
        body = self.proof_body(kind)
        return str(self.must("POST", "/api/v1/me/proof-requests", "citizen", citizen, json=body)["request_id"])

    def proposal(self, citizen: int) -> str:
        """A senior card offered to the citizen, who is too young by now; its id. There is one at a time."""
        own, now, made = self.services, int(time.time()), uuid.uuid4()
        person_id = self.citizens[citizen].person_id
        offered = {"programme_key": key_of("senior-card", box=own.box), "version": 1, "state": "offered"}
        row = Proposal(person_id=person_id, proposal_id=made, proposed_at=now, expires_at=now + 3600, **offered)
        with db.transaction(own.engine) as session:
            session.execute(delete(Proposal).where(Proposal.person_id == person_id))
            session.add(row)
        return str(made)

    def verdict(self, citizen: int, role: str, verifier: int) -> str:
        """An accepted code of the citizen at a window or partner; the verdict's id."""
        body = {"code": self.code(citizen), "purpose": PURPOSE}
        verdict = self.must("POST", "/api/v1/verifications", role, verifier, json=body)
        assert verdict["accepted"], verdict["reason"]
        return str(verdict["id"])

    # ── what the phone shows ──

    def wallet(self, citizen: int) -> Any:
        device = self.citizens[citizen].device_id
        return self.must("GET", f"/api/v1/wallet?device_id={device}", "citizen", citizen)

    def card(self, citizen: int, type_id: str = "resident-id") -> Any:
        return next(card for card in self.wallet(citizen)["cards"] if card["type"]["id"] == type_id)

    def identity(self, citizen: int) -> str:
        """The id of the citizen's identity card. The wallet, with all that the tests put there, is fetched but once."""
        if citizen not in self._identity:
            self._identity[citizen] = str(self.card(citizen)["certificate_id"])
        return self._identity[citizen]

    def code(self, citizen: int, view: int = 9, **proof: Any) -> str:
        """A fresh code of the citizen's identity card, as the phone makes it."""
        body = {"device_id": str(self.citizens[citizen].device_id), "certificate_id": self.identity(citizen)}
        signed = self.must("POST", "/api/v1/wallet/views", "citizen", citizen, json=body | {"view": view})["view"]
        return self.show(citizen, base64url.decode(signed), **proof)

    def show(self, citizen: int, view: bytes, **proof: Any) -> str:
        given = {"iat": int(time.time())} | proof
        return lm1.code_text(view, self.citizens[citizen].key, **given)

    def code_around_nonce(self, citizen: int) -> str:
        """A code that the office will give a number for."""
        nonce = self.must("POST", "/api/v1/nonces", "citizen", citizen)["nonce"]
        return self.code(citizen, cnonce=base64url.decode(nonce))

    def typed_code(self, citizen: int) -> str:
        """The id of a waiting typed code; the counters of posts start anew, for a test asks for many."""
        with db.transaction(self.services.engine) as session:
            session.execute(delete(Attempt).where(Attempt.scope.in_(("typed-post", "nonces"))))
        body = {"code": self.code_around_nonce(citizen)}
        return str(self.must("POST", "/api/v1/typed-codes", "citizen", citizen, json=body)["typed_code_id"])

    def offer(self, citizen: int) -> str:
        """The id of an offer to another wallet that waits; an hour's offers are counted anew."""
        with db.transaction(self.services.engine) as session:
            session.execute(delete(Attempt).where(Attempt.scope == "wallet-offer"))
        path = f"/api/v1/certificates/{self.certificate(citizen, 0)}/offers"
        return str(self.must("POST", path, "citizen", citizen)["offer_id"])

    def fresh(self, role: str) -> Headers:
        """The first visitor of a role, signed in once more: for what ends the sign-in."""
        subject, office = self.subjects[role], self.office(role)
        with self.app.app_context(), db.transaction(self.services.engine) as session:
            tokens = sign_ins.begin_sign_in(session, subject, role=role, office=office, now=int(time.time()))
        return {"Authorization": f"Bearer {tokens.access}"}

    def office(self, role: str) -> str | None:
        return PARTNERS[0] if role == "partner" else PAIRS.get(role, (None,))[0]


def canaries(town: Town) -> list[str]:
    """Personal values that no refusal, log line or stored byte may carry in clear."""
    return [text for one in town.citizens for text in (one.name, one.number, one.phone)]
