"""Why a proposal cannot be answered so."""

from backend.errors import Conflict, NotFound


class NoSuchProposal(NotFound):
    """Also for a proposal to somebody else: the answer does not tell which."""

    code = "proposal_unknown"
    zh = "没有找到这条免申即享提示"
    en = "There is no such proposal"
    next_zh = "请回到首页查看现有的提示"
    next_en = "See what is offered to you on the first page"


class ProposalExpired(Conflict):
    code = "proposal_expired"
    zh = "这条提示已过期"
    en = "This proposal has expired"
    next_zh = "如仍需要，请在办事中申请"
    next_en = "If you still want it, apply for it among the matters"


class ProposalChanged(Conflict):
    """The rules do not hold any more, the programme was changed or stopped, or its certificate cannot be made."""

    code = "proposal_changed"
    zh = "登记信息或办理条件已变化，不能再领取"
    en = "What is registered, or the conditions, have changed: it can no longer be given"
    next_zh = "如认为登记信息有误，请联系登记机关"
    next_en = "If the register is wrong, ask the office that keeps it"


class AlreadyHeld(Conflict):
    code = "proposal_held"
    zh = "您已持有该证照"
    en = "You have this certificate already"
    next_zh = "请在证照列表中查看"
    next_en = "You find it among your certificates"


class ProposalAnswered(Conflict):
    code = "proposal_answered"
    zh = "您已答复过这条提示"
    en = "You have answered this proposal"
    next_zh = "如已选择不要，可先撤回再领取"
    next_en = "If you said no, take that back first"
