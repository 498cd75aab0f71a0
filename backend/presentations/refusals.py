"""Why a request is not made or not answered: problems for partners, and for wallets the words of OAuth 2.0."""

from backend.errors import Conflict, Forbidden, Invalid, LiangmaError, NotFound


class AnswerRefused(LiangmaError):
    """`oauth_error` is the code of RFC 6749 or RFC 9101; `detail`, ASCII, goes to the wallet's developer."""

    oauth_error = "invalid_request"

    def __init__(self, detail: str = "") -> None:
        super().__init__(detail)


class RequestUriRefused(AnswerRefused):
    """Unknown, over, or fetched before."""

    oauth_error = "invalid_request_uri"


class NotVerified(AnswerRefused):
    """What was presented does not verify; the verdict that says why is kept, and read by the asker."""

    keeps_writes = True


class QueryInvalid(Invalid):
    code = "presentation_query_invalid"
    zh = "请求的内容不符合 DCQL 或本平台支持的范围"
    en = "The query is not DCQL, or beyond what is supported here"


class OverAsking(Forbidden):
    """`errors`: each type or field that the purpose is not registered for."""

    code = "over_asking"
    zh = "请求的证照或字段超出已登记的用途"
    en = "The purpose is not registered for these certificates or fields"
    next_zh = "请删去 errors 所列内容，或申请变更登记"
    next_en = "Leave out what `errors` names, or apply for a wider registration"


class PresentationUnknown(NotFound):
    """Also for one of another asker, and for a response code that is not this one's."""

    code = "presentation_unknown"
    zh = "没有找到该出示请求，或回执码不符"
    en = "No such presentation, or not its response code"
    next_zh = "请核对编号；同机出示须带上浏览器返回的 response_code"
    next_en = "Check the id; on the same device bring the response_code that the browser came back with"


class ResultGone(Conflict):
    code = "presentation_result_gone"
    zh = "出示结果已不再保存"
    en = "The result is no longer kept"
    next_zh = "请重新发起出示请求，并及时取回结果"
    next_en = "Ask again, and fetch the result in time"
