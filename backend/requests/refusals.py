"""Why something cannot be asked, answered or read so."""

from backend.errors import Conflict, Forbidden, Invalid, NotFound
from backend.people.two_people import SecondPersonNeeded


class NoSuchRequest(NotFound):
    """Also for somebody else's: the answer does not tell which."""

    code = "request_unknown"
    zh = "没有找到这条授权请求"
    en = "There is no such request"
    next_zh = "请核对编号，或请对方重新发起"
    next_en = "Check the id, or have it asked again"


class OverAsking(Forbidden):
    """`errors` names each purpose, type, field or time that the asker is not registered for."""

    code = "request_over_asks"
    zh = "超出登记的用途、证照、字段或保存期限"
    en = "More is asked than is registered: purpose, certificate, field or time of keeping"
    next_zh = "请删去所列的未登记内容，或先申请登记"
    next_en = "Leave out what is listed, or have it registered first"


class TooManyOpen(Conflict):
    code = "requests_open"
    zh = "向同一人发出的请求过多，尚未到期"
    en = "Too many requests to the same person are still open"
    next_zh = "请等待答复或到期后再发起"
    next_en = "Wait until they are answered or over"


class RequestClosed(Conflict):
    """Answered otherwise, withdrawn, or its time is over."""

    code = "request_closed"
    zh = "这条授权请求已答复、已撤回或已过期"
    en = "This request was answered, withdrawn, or its time is over"
    next_zh = "请刷新查看；如仍需要，请对方重新发起"
    next_en = "Read it again; if it is still needed, have it asked anew"


class AskerGone(Conflict):
    code = "request_asker_gone"
    zh = "请求方已停用，或不再登记该用途"
    en = "Who asked is no longer registered, or not for this purpose"
    next_zh = "不必答复，没有任何信息被提供"
    next_en = "There is nothing to answer; nothing was disclosed"


class NotGiven(Conflict):
    """`state` says how it stands."""

    code = "request_not_given"
    zh = "尚无授权结果"
    en = "Nothing was given on this request"
    next_zh = "请先查询请求的状态"
    next_en = "Look at the state of the request first"


class ResultGone(Conflict):
    code = "request_result_gone"
    zh = "授权已撤回或已到保存期限，结果已删除"
    en = "The consent was withdrawn or its time is over; the result is deleted"
    next_zh = "如仍需要，请重新发起请求"
    next_en = "Ask again if you still need it"


class DisclosureRefused(Invalid):
    """`errors` says why: device_unknown, or the reason for which the signed consent is refused."""

    code = "disclosure_refused"
    zh = "授权签名未通过"
    en = "The signed consent is refused"
    next_zh = "请刷新请求，核对后用本机重新签名"
    next_en = "Read the request again, look it over and sign again with this phone"


class NoSuchCheck(NotFound):
    code = "duty_check_unknown"
    zh = "没有找到这条依职权核查"
    en = "There is no such check"


class GroundUnknown(Invalid):
    code = "legal_ground_unknown"
    zh = "没有这条法律依据，或不适用于本机关"
    en = "There is no such legal ground, or not for this office"
    next_zh = "请从依据清单中选择"
    next_en = "Choose one of the list of grounds"


class GroundExceeded(Forbidden):
    """`errors` names each type or field that the ground does not permit."""

    code = "legal_ground_exceeded"
    zh = "超出该法律依据允许查看的证照或字段"
    en = "The legal ground does not permit these certificates or fields"
    next_zh = "请删去所列的多余内容"
    next_en = "Leave out what is listed"


class SamePerson(SecondPersonNeeded):
    zh = "申请人不能审批自己的核查"
    en = "Whoever asks cannot approve"
    next_zh = "请由本机关另一名工作人员审批"
    next_en = "Another employee of the office has to decide"


class CheckDecided(Conflict):
    code = "duty_check_closed"
    zh = "该核查尚未批准、已办结或已过期"
    en = "This check is not approved, was decided or seen before, or its time is over"
    next_zh = "请刷新查看；如仍需要，请重新提出"
    next_en = "Read it again; ask anew if it is still needed"
