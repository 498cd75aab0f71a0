"""A phone that applies online: begins a case, types into its form, signs and submits."""

from collections.abc import Sequence
from typing import Any

from werkzeug.test import TestResponse

from certs.consent import Statement, make_consent
from certs.keys import SoftwareSigner
from tests.cases.desk import PENSION
from tests.cases.world import offer_matters
from tests.verification.world import BASE_URL, City, Held, Phone, day

TYPED = {"phone": "13800000000", "former_place": "长沙市"}
TYPES = ("resident-id", "social-security-card")


class Applying:
    """One application of this phone's owner. `case` is the office's last answer."""

    def __init__(self, city: City, phone: Phone, matter: str = PENSION, *, offered: bool = False, **more: Any) -> None:
        self.city, self.phone = city, phone
        if not offered:
            offer_matters(city)
        body = {"matter": matter, "answers": {"channel": "self"} if matter == PENSION else {}, **more}
        answer = city.post("/me/cases", body, phone.token)
        assert answer.status_code == 201, answer.get_data(as_text=True)
        self.case: dict[str, Any] = answer.json
        self.no: str = self.case["case_no"]

    def read(self) -> dict[str, Any]:
        self.case = self.city.get(f"/me/cases/{self.no}", self.phone.token).json
        return self.case

    def fill(self, fields: dict[str, str], **more: Any) -> TestResponse:
        body = {"revision": self.case["revision"], "fields": fields, **more}
        return self._kept(self.city.put(f"/me/cases/{self.no}/form", body, self.phone.token))

    def body(
        self, *, only: Sequence[str] | None = None, defer: bool = False, signer: SoftwareSigner | None = None,
        iat: int | None = None, **told: Any,
    ) -> dict[str, Any]:  # fmt: skip
        """What the page would send; `told` differs from what the case says: a statement that was tampered with."""
        chosen = [one for one in self.case["certificates"] if only is None or one["certificate_id"] in only]
        said: dict[str, Any] = {
            "aud": BASE_URL, "case_no": self.no, "revision": self.case["revision"],
            "matter": (self.case["matter"]["code"], self.case["matter"]["version"]),
            "answers": self.case["answers"],
            "typed": {one["name"]: one["value"] for one in self.case["form"] if one["typed"]},
            "certificates": [
                (one["certificate_id"], [field["name"] for field in one["fields"]]) for one in chosen
            ],
            "defer": defer,
        }  # fmt: skip
        statement = Statement(**(said | told))
        signature = make_consent(signer or self.phone.signer, statement, iat=self.city.now if iat is None else iat)
        ids = [one["certificate_id"] for one in chosen]
        return {
            "revision": self.case["revision"], "certificates": ids, "device_id": str(self.phone.device_id),
            "signature": signature, "defer": defer,
        }  # fmt: skip

    def submit(self, **told: Any) -> TestResponse:
        return self.send(self.body(**told))

    def send(self, body: dict[str, Any], **headers: str) -> TestResponse:
        return self._kept(self.city.post(f"/me/cases/{self.no}/submission", body, self.phone.token, **headers))

    def states(self) -> dict[str, str]:
        return {one["code"]: one["state"] for one in self.case["materials"]}

    def _kept(self, answer: TestResponse) -> TestResponse:
        if answer.status_code == 200:
            self.case = answer.json
        return answer


def covered(city: City, index: int = 0) -> Applying:
    """A pension case that only waits for the signature: everything but what may follow is covered, the form typed."""
    applying = Applying(city, city.phone(index, TYPES))
    assert applying.fill(TYPED).status_code == 200
    return applying


def prove(city: City, phone: Phone) -> Held:
    """Issue the certificate that stands for what may follow."""
    period = {"issue_date": day(city.now, -9), "valid_from": day(city.now, -9), "valid_to": day(city.now, 90)}
    return city.certify(phone, "general-proof", proof_kind="社会保险参保证明", **period)
