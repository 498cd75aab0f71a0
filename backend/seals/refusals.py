"""What is refused about seals, each with its next step."""

from backend.errors import Conflict, Invalid, NotFound
from backend.people.two_people import SecondPersonNeeded


class NoSuchSeal(NotFound):
    code = "seal_not_found"
    zh = "没有这枚印章"
    en = "No such seal"


class NoActiveSeal(Conflict):
    """Nothing can be sealed in this authority's name now: no seal, not approved, stopped, or its certificate ended."""

    code = "seal_not_active"
    zh = "该机关没有可用的电子印章"
    en = "This authority has no seal that can be used now"
    next_zh = "请管理员在“电子印章”页提出印章，并由另一人批准"
    next_en = "Ask administration to propose a seal on the page Seals, and a second person to approve it"


class SealInvalid(Invalid):
    """`errors` names each place of the proposal that is wrong."""

    code = "seal_invalid"
    zh = "印章登记内容有误"
    en = "The seal cannot be registered like this"


class SealSecondPerson(SecondPersonNeeded):
    code = "seal_second_person"
    zh = "须由另一名工作人员批准"
    en = "Another person has to approve"
    next_zh = "启用和停用印章都须两人：请提出人以外的另一名工作人员批准"
    next_en = "Bringing a seal into use and stopping it take two: somebody other than who asked has to approve"


class SealChanged(Conflict):
    """`state` and `version` as they are now."""

    code = "seal_changed"
    zh = "印章的状态已变化，或当前状态不能这样操作"
    en = "The seal has changed meanwhile, or its state does not allow this"
    next_zh = "请刷新，重新核对后再操作"
    next_en = "Read it again, then try again"


class AuthorityUnusable(Invalid):
    """`reason`: key, chain, authority or period."""

    code = "seal_authority_unusable"
    zh = "该证书链或私钥不能用来签发印章证书"
    en = "This chain or key cannot issue certificates for seals"
    next_zh = "请提供与首张证书配对的私钥，以及从签发证书到根证书的完整链（PEM）"
    next_en = "Give the key that belongs to the first certificate, and the whole chain from it to the root, in PEM"
