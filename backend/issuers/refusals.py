"""What is refused about decisions on keys, each with its next step."""

from backend.errors import Conflict, Forbidden, Invalid, NotFound
from backend.people.two_people import SecondPersonNeeded


class KeySecondPerson(SecondPersonNeeded):
    code = "key_second_person"
    zh = "须由另一名安全管理员同意"
    en = "Another security administrator has to agree"
    next_zh = "提出人不能自行同意，同一人的其他账号也不行：请另一名安全管理员办理"
    next_en = "Whoever asked cannot agree, by no account of theirs: let another security administrator decide"


class NoSuchDecision(NotFound):
    code = "key_decision_not_found"
    zh = "没有这项密钥事项"
    en = "No such decision about a key"


class DecisionClosed(Conflict):
    code = "key_decision_closed"
    zh = "该事项已处理、已撤回或已过期"
    en = "It was decided or taken back before, or its time is over"
    next_zh = "请刷新；如仍需要，请重新提出"
    next_en = "Read it again; ask anew if it is still needed"


class DecisionInvalid(Invalid):
    """`errors` names each place that is wrong."""

    code = "key_decision_invalid"
    zh = "该事项的内容有误"
    en = "This cannot be asked like this"


class KeyNotPending(Conflict):
    code = "key_not_pending"
    zh = "该密钥不是待启用状态"
    en = "This key is not pending"
    next_zh = "请先公布一把新密钥，或刷新后核对状态"
    next_en = "Announce a new key first, or read the state again"


class NotTheAsker(Forbidden):
    code = "key_not_the_asker"
    zh = "只有提出人可以撤回；泄露声明不能撤回，由另一人解除"
    en = "Only who asked may take it back; a declared compromise is lifted by another person, never taken back"
    next_zh = "请提出人撤回，或由另一人驳回"
    next_en = "Let who asked take it back, or let another person refuse it"
