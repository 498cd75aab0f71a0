"""People, certificates and a short matter for the tests of this room. The numbers are published examples."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from backend.matters.presented import Applicant, Presented

TODAY = date(2026, 3, 2)
LI, WANG, CHILD, STRANGER = "360426199101010071", "11010519491231002X", "child-key", "440524188001010014"
COMPANY = "91440300708461136T"
LI_HERSELF = Applicant("citizen", LI, name="李娜")
THE_COMPANY = Applicant("organisation", COMPANY, name="亮码餐饮有限公司")

MATTER = """\
code: zz-test
version: 3
name: {zh: 测试事项, en: Test matter}
keywords: [测试]
office: {code: GA, zh: 市公安局, en: Public Security Bureau}
applicant: citizen
legal_basis: [《测试法》]
channels: [window]
time_limit: {statutory_days: 20, promised_days: 5}
fee: {fen: 0, zh: 免费, en: Free}
result: {zh: 结果, en: Result}
decision: officer
situations:
  - code: married
    question: {zh: 是否已婚, en: Married}
    answers: [{value: "yes", zh: 是, en: "Yes"}, {value: "no", zh: 否, en: "No"}]
guide:
  - {zh: 第一步, en: First}
materials:
  - code: id-card
    name: {zh: 身份证, en: ID card}
    form: copy
    source: {by: authority, zh: 市公安局, en: Public Security Bureau}
    replaced_by:
      - {type: resident-id, fields: [name, citizen_number], conditions: [holder_is_applicant, not_expired]}
  - code: spouse-id
    name: {zh: 配偶身份证, en: Spouse's ID card}
    form: copy
    source: {by: authority, zh: 市公安局, en: Public Security Bureau}
    applies_when: [{question: married, is: ["yes"]}]
    replaced_by:
      - all_of:
          - {type: resident-id, fields: [name, citizen_number], conditions: [holder_is_spouse, not_expired]}
          - {type: marriage, fields: [number], conditions: [holder_is_applicant]}
  - code: home
    name: {zh: 住所证明, en: Proof of home}
    form: copy
    required: false
    deferrable_days: 10
    committable: true
    source: {by: applicant, zh: 自备, en: own}
    replaced_by:
      - type: real-estate-title
        fields: [location]
        conditions: [{names_applicant: {fields: [owners]}}]
      - {type: residence-permit, fields: [address], conditions: [holder_is_applicant, not_expired]}
  - code: photo
    name: {zh: 照片, en: Photograph}
    form: original
    source: {by: applicant, zh: 自备, en: own}
form:
  - {name: name, label: {zh: 姓名, en: Name}, from: {type: resident-id, field: name}}
  - {name: spouse, label: {zh: 配偶, en: Spouse}, from: {type: resident-id, field: name, whose: holder_is_spouse}}
  - name: location
    label: {zh: 坐落, en: Location}
    from: {type: real-estate-title, field: location, whose: {names_applicant: {fields: [owners]}}}
  - {name: phone, label: {zh: 电话, en: Telephone}, required: false}
"""


def shown(type_id: str, holder: str, fields: Mapping[str, Any], **details: Any) -> Presented:
    """A presented certificate, valid and without end unless `details` say otherwise; its id is type:holder."""
    details = {"status_valid": True, "certificate_id": f"{type_id}:{holder}", **details}
    return Presented(type_id, fields, holder, **details)


def id_card(number: str = LI, name: str = "李娜", **details: Any) -> Presented:
    return shown("resident-id", number, {"name": name, "citizen_number": number}, **details)


def marriage(holder: str = LI, husband: str = WANG, wife: str = LI, **details: Any) -> Presented:
    fields = {"number": "J110101-2020-000001", "husband_code": husband, "wife_code": wife}
    return shown("marriage", holder, fields, **details)


def title(holder: str = LI, *owners: str, **details: Any) -> Presented:
    people = [{"name": "某人", "code_type": "111", "code": code} for code in owners or (holder,)]
    return shown("real-estate-title", holder, {"owners": people, "location": "人民路 1 号"}, **details)


def licence(holder: str = COMPANY, representative: str = "李娜", **fields: Any) -> Presented:
    known = {"name": "亮码餐饮有限公司", "credit_code": holder, "legal_representative": representative, **fields}
    return shown("business-licence", holder, known)
