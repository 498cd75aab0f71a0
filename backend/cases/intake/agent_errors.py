"""Why somebody may not act for an applicant, or a case with an agent may not be accepted yet."""

from backend.errors import Conflict, Forbidden, Invalid


class AgentNotAllowed(Forbidden):
    code = "agent_not_allowed"
    zh = "该事项须由申请人本人办理，不能代办"
    en = "This matter asks for the person: nobody may act for them"
    next_zh = "请由申请人本人办理"
    next_en = "The applicant has to come"


class AgentIsApplicant(Conflict):
    code = "agent_is_applicant"
    zh = "代办人就是申请人本人，或申请单位的法定代表人"
    en = "The agent is the applicant, or represents the organisation that applies"
    next_zh = "请按申请人扫码；如确由他人代办，请扫申请人的码"
    next_en = "Scan the code as the applicant's; if somebody else applies, scan that person's code"


class AgentNotIdentified(Conflict):
    code = "agent_not_identified"
    zh = "码中没有代办人本人的居民身份证姓名和号码"
    en = "The code does not show name and number of the agent's own resident ID"
    next_zh = "请代办人出示含姓名和公民身份号码的居民身份证码"
    next_en = "Ask the agent to show their resident ID with name and number"


class AuthorisationOver(Conflict):
    """`reason`: until_passed | taken_back | not_named | id_not_valid."""

    code = "authorisation_over"
    zh = "代办授权已结束，或没有授权此人"
    en = "The agent's authorisation is over, or was given to somebody else"
    next_zh = "请申请人重新授权，或由申请人本人亮码"
    next_en = "The applicant can authorise the agent again, or show their own code"


class AgentMissing(Conflict):
    code = "agent_missing"
    zh = "还没有代办人"
    en = "Nobody acts for the applicant in this case"
    next_zh = "请以代办人身份扫代办人的码；如由本人办理，请更改填报的情形"
    next_en = "Scan the agent's code as the agent's; if the applicant applies, change the answer"


class AgentNotAnswered(Conflict):
    """`question` and `answer`: what would agree."""

    code = "agent_not_answered"
    zh = "有代办人，但填报的情形是本人办理"
    en = "An agent acts, but the answer says that the applicant applies"
    next_zh = "请把情形改为代办，或移除代办人"
    next_en = "Change the answer, or remove the agent"


class ApplicantMissing(Conflict):
    code = "applicant_missing"
    zh = "有代办人，但还不知道申请人是谁"
    en = "An agent is here, but nobody is the applicant yet"
    next_zh = "请凭委托书登记申请人，或扫申请人的码"
    next_en = "Name the applicant by the letter, or scan their code"


class ApplicantKnown(Conflict):
    code = "applicant_known"
    zh = "申请人已经确定"
    en = "The applicant is known already"
    next_zh = "申请人不能更改；如有误，请另开办件"
    next_en = "It cannot be changed; open another case if it is wrong"


class ApplicantNotFound(Invalid):
    """One and the same answer for a number that nobody has and for another name."""

    code = "applicant_not_found"
    zh = "姓名与公民身份号码核对未通过"
    en = "Name and citizen number do not match"
    next_zh = "请对照委托书和身份证件核对后重填"
    next_en = "Compare them with the letter and the ID card, and type them again"
    keeps_writes = True


class AgentNotFound(Invalid):
    """One and the same answer for a number that nobody has and for another name."""

    code = "agent_not_found"
    zh = "代办人的姓名与公民身份号码核对未通过"
    en = "The agent's name and citizen number do not match"
    next_zh = "请与代办人核对后重填"
    next_en = "Check them with your agent, and type them again"
    keeps_writes = True
