"""What may be typed into a field of a form, and the one spelling in which it is kept.

1. A field is of the kind that its matter says. One that a certificate would fill is a citizen number or a credit code
   where the certificate's own field is that. 2. Such a number and a telephone number are one, and are kept
   in one spelling: blanks go, the rest is as the vault reads it. 3. Every other field takes any text.
"""

from collections.abc import Callable, Mapping
from types import MappingProxyType

from backend.cases.telephone import telephone_of
from backend.errors import Invalid
from backend.matters.terms import FormField, FormKind
from certs.catalogue import Catalogue
from certs.catalogue.numbers import citizen_number, credit_code
from certs.catalogue.problems import FieldProblem

NUMBERS: tuple[FormKind, ...] = ("citizen_number", "credit_code")


class WrongTelephone(Invalid):
    """`errors` names the fields, of whatever kind."""

    code = "telephone_wrong"
    zh = "电话号码不正确"
    en = "This is no telephone number"
    next_zh = "请填写 11 位手机号，或带区号的固定电话，如 0431-85551234"
    next_en = "Type a mobile number of 11 digits, or a landline with its area code, such as 0431-85551234"


class WrongCitizenNumber(Invalid):
    """The same."""

    code = "citizen_number_wrong"
    zh = "公民身份号码不正确"
    en = "This is no citizen number"
    next_zh = "请对照身份证核对 18 位号码，末位可以是 X"
    next_en = "Compare its 18 characters with the identity card; the last may be an X"


class WrongCreditCode(Invalid):
    """The same."""

    code = "credit_code_wrong"
    zh = "统一社会信用代码不正确"
    en = "This is no unified social credit code"
    next_zh = "请对照营业执照或登记证书核对 18 位代码"
    next_en = "Compare its 18 characters with the licence or the certificate of registration"


def _citizen_number(typed: str) -> str | None:
    return _of_the_vault(citizen_number, typed)


def _credit_code(typed: str) -> str | None:
    return _of_the_vault(credit_code, typed)


def _of_the_vault(read: Callable[[str], str], typed: str) -> str | None:
    try:
        return read("".join(typed.split()))
    except FieldProblem:
        return None


_READ: Mapping[FormKind, tuple[Callable[[str], str | None], type[Invalid]]] = MappingProxyType(
    {
        "telephone": (telephone_of, WrongTelephone),
        "citizen_number": (_citizen_number, WrongCitizenNumber),
        "credit_code": (_credit_code, WrongCreditCode),
    }
)


def kind_of(field: FormField, catalogue: Catalogue) -> FormKind:
    """Rule 1."""
    type_ = catalogue.by_id(field.type) if field.kind == "text" and field.type is not None else None
    origin = type_.fields.get(field.field or "") if type_ is not None else None
    known = origin.validators if origin is not None else ()
    return next((one for one in NUMBERS if one in known), field.kind)


def one_spelling(kinds: Mapping[str, FormKind], typed: Mapping[str, str]) -> dict[str, str]:
    """Rules 2 and 3: the fields as they are kept. Raises the refusal of the first that is wrong, naming all."""
    kept, wrong = dict(typed), []
    for name, text in typed.items():
        if kinds[name] not in _READ:
            continue
        read, refusal = _READ[kinds[name]]
        spelt = read(text)
        if spelt is None:
            wrong.append((name, refusal))
        else:
            kept[name] = spelt
    if wrong:
        raise wrong[0][1](
            errors=[{"path": f"/fields/{name}", "problem": refusal.en, "zh": refusal.zh} for name, refusal in wrong]
        )
    return kept
