"""Why something cannot be lent, accepted or ended so."""

from backend.errors import Conflict, Invalid, NotFound


class NoSuchDelegation(NotFound):
    """Also for somebody else's, and for a link to another name: the answer does not tell which."""

    code = "delegation_unknown"
    zh = "没有找到这项委托"
    en = "There is no such delegation"
    next_zh = "请核对链接，或请对方核对姓名后重新委托"
    next_en = "Check the link, or have it lent anew with the right name"


class LendingRefused(Invalid):
    """`errors` says why: device_unknown, or the reason for which the signed statement is refused."""

    code = "delegation_signature_refused"
    zh = "委托签名未通过"
    en = "The signed delegation is refused"
    next_zh = "请核对委托内容后用本机重新签名"
    next_en = "Look it over and sign it again with this phone"


class NotLendable(Conflict):
    """A certificate that is not the asker's to lend, is not valid now, or is not lent to them for lending on."""

    code = "delegation_not_lendable"
    zh = "这些证照不能由您委托：不是您可委托的、当前无效，或不属于同一持证人"
    en = "These certificates cannot be lent by you: not yours to lend, not valid now, or not of one holder"
    next_zh = "请只选同一持证人的、现在有效的证照"
    next_en = "Choose valid certificates of one holder"


class NotLentOn(Conflict):
    """The terms above do not permit it: not at all, not so far, or not these terms; `errors` names which."""

    code = "delegation_not_lent_on"
    zh = "对方的委托不允许这样转委托"
    en = "What was lent to you may not be lent on like this"
    next_zh = "请按原委托的证照、用途、场所和期限转委托，或请委托人直接委托"
    next_en = "Keep within what was lent to you, or ask its lender to lend directly"


class LendingCircular(Conflict):
    """Whoever lends, or from whom it comes, cannot borrow it."""

    code = "delegation_circular"
    zh = "不能委托给自己，或转回给委托的上家"
    en = "A delegation cannot go to its lender, or back to where it comes from"
    next_zh = "请委托给其他人"
    next_en = "Lend it to somebody else"


class TooManyDelegations(Conflict):
    code = "delegations_open"
    zh = "您已有的委托过多"
    en = "You have lent too often already"
    next_zh = "请先收回不再需要的委托"
    next_en = "Withdraw delegations that are not needed any more"


class DelegationClosed(Conflict):
    """Answered otherwise, withdrawn, ended, or its time is over."""

    code = "delegation_closed"
    zh = "这项委托已答复、已收回、已终止或已过期"
    en = "This delegation was answered, withdrawn or ended, or its time is over"
    next_zh = "请刷新查看；如仍需要，请对方重新委托"
    next_en = "Read it again; if it is still needed, have it lent anew"
