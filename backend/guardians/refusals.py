"""Why a guardian, or a record of a family, is refused."""

from backend.errors import Conflict, Forbidden, Invalid, NotFound
from backend.people import two_people


class NoSuchWard(NotFound):
    """Also for somebody else's: the answer does not tell which."""

    code = "ward_unknown"
    zh = "没有找到这项监护关系"
    en = "There is no such ward"
    next_zh = "请刷新后重试"
    next_en = "Read the list again"


class ChildNotFound(Invalid):
    """One answer for a number that is nobody's, another name, and a child of others."""

    code = "child_not_found"
    zh = "登记信息未显示您是该未成年人的父母"
    en = "The registries do not show that you are this child's parent"
    next_zh = "请核对姓名和公民身份号码；仍查不到的，请携出生医学证明或户口簿到窗口办理"
    next_en = "Check name and number; if they are right, bring the birth certificate or household register to a window"
    keeps_writes = True


class ConfirmationRefused(Invalid):
    """`errors` says why: device_unknown, or the reason for which the signed statement is refused."""

    code = "confirmation_refused"
    zh = "签名未通过"
    en = "The signature is refused"
    next_zh = "请刷新后用本机重新确认"
    next_en = "Read the list again and confirm with this phone once more"


class AlreadyGuardian(Conflict):
    code = "guardian_already"
    zh = "该监护关系已存在"
    en = "This guardian is confirmed already"
    next_zh = "请刷新后查看"
    next_en = "Read the list again"


class WardInDispute(Conflict):
    code = "ward_in_dispute"
    zh = "监护人之间存在争议，相关权限已冻结"
    en = "The guardians are in dispute; nobody acts for this ward now"
    next_zh = "请等待主管部门作出决定"
    next_en = "Wait for the department's decision"


class GuardianBarred(Forbidden):
    code = "guardian_barred"
    zh = "根据有关决定，您不能代该被监护人办理"
    en = "By a decision you do not act for this ward"
    next_zh = "如有异议，请联系作出决定的部门"
    next_en = "If you object, ask the department that decided"


class WardDecides(Forbidden):
    code = "ward_decides"
    zh = "被监护人已满十四周岁，由本人查看"
    en = "From fourteen on the ward alone sees this"
    next_zh = "请本人在自己手机的“使用记录”和“个人信息副本”查看；本人无法查看的，请持监护证明到窗口申请"
    next_en = "The ward finds it on their own phone; for a ward who cannot, ask at a window with proof of guardianship"


class GuardianNeeded(Forbidden):
    code = "guardian_needed"
    zh = "不满十四周岁，绑定手机须经监护人同意"
    en = "Under fourteen, a phone needs a guardian's yes"
    next_zh = "请监护人在其手机“被监护人”页面点“同意绑定手机”，24 小时内再试"
    next_en = "Ask a guardian to allow a phone on their page of wards, then try again within 24 hours"


class NotTheirOffice(Forbidden):
    code = "family_record_not_yours"
    zh = "本单位无权登记此类事项"
    en = "This department does not record such things"
    next_zh = "请转由民政或公安机关登记"
    next_en = "Hand it to civil affairs or the police"


class NoSuchRecord(NotFound):
    code = "family_record_unknown"
    zh = "没有找到这条登记"
    en = "There is no such record"
    next_zh = "请核对编号"
    next_en = "Check the id"


class RecordClosed(Conflict):
    code = "family_record_closed"
    zh = "该登记已处理或已过期"
    en = "This record was decided, or its time is over"
    next_zh = "请刷新；如仍需要，请重新登记"
    next_en = "Read it again; if it is still needed, record it anew"


class SecondPersonNeeded(two_people.SecondPersonNeeded):
    code = "family_record_same_person"
    zh = "登记人不能自行审核"
    en = "Who entered it does not approve it"
    next_zh = "请由同单位另一名工作人员审核"
    next_en = "Let another employee of the department approve it"


class PersonNotMatched(Invalid):
    """`errors` says which: /person or /guardian."""

    code = "family_person_not_matched"
    zh = "姓名与公民身份号码不一致，或无此人"
    en = "Name and citizen number do not match anybody"
    next_zh = "请对照证件核对"
    next_en = "Compare with the document"
    keeps_writes = True


class RecordConflicts(Conflict):
    """`errors` says what: death_known, no_death, correction_too_late, no_guardian, guardian_known, guardian_young,
    not_frozen, already_frozen, same_person."""

    code = "family_record_conflicts"
    zh = "与已有登记不符"
    en = "This does not fit what is recorded"
    next_zh = "请按所列之处核对已有登记"
    next_en = "Compare what is listed with what is recorded"
