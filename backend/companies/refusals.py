"""What the room of companies refuses, with a next step."""

from backend.errors import Conflict, NotFound


class NoSuchCompany(NotFound):
    code = "no_such_company"
    zh = "没有这个单位，或您不能管理它"
    en = "There is no such organisation, or you do not manage it"
    next_zh = "请由法定代表人或管理员登录后办理"
    next_en = "Its legal representative or an administrator can do this"


class NoSuchRole(NotFound):
    code = "no_such_role"
    zh = "没有这个岗位或邀请"
    en = "There is no such role or invitation"
    next_zh = "请向该单位核对，或请对方重新发出邀请"
    next_en = "Ask the organisation, or for a new invitation"


class RoleNotYours(Conflict):
    code = "role_not_yours_to_give"
    zh = "只有法定代表人可以任免管理员"
    en = "Only the legal representative names and ends administrators"
    next_zh = "请由法定代表人办理"
    next_en = "Ask the legal representative"


class RoleClosed(Conflict):
    code = "role_closed"
    zh = "该岗位或邀请已结束或已答复"
    en = "This role or invitation is over, or was answered"
    next_zh = "请刷新查看现在的情况"
    next_en = "Look at how it stands now"


class TooManyMembers(Conflict):
    code = "too_many_members"
    zh = "岗位和邀请过多"
    en = "Too many roles and invitations"
    next_zh = "请先取消不再需要的岗位或邀请"
    next_en = "End those that are no longer needed"


class CompanyFrozen(Conflict):
    code = "company_frozen"
    zh = "该单位的岗位已被登记机关冻结"
    en = "The registering department has frozen this organisation's roles"
    next_zh = "请联系登记机关；法定代表人以登记为准，可自行办理"
    next_en = "Ask the department; whom the register names as representative can act in person"


class NotRegisteredHere(NotFound):
    code = "not_registered_here"
    zh = "本机关没有登记这个单位"
    en = "Your department does not register this organisation"
    next_zh = "请核对统一社会信用代码，或联系登记机关"
    next_en = "Check the credit code, or ask the department that registers it"


class AlreadyFrozen(Conflict):
    code = "already_frozen"
    zh = "该单位的岗位已经冻结"
    en = "This organisation's roles are frozen already"
    next_zh = "请查看已有的冻结记录"
    next_en = "See the freeze on record"


class SecondPersonLifts(Conflict):
    code = "second_person_lifts"
    zh = "须由另一名工作人员解除冻结"
    en = "Another employee has to end the freeze"
    next_zh = "请由本机关另一名工作人员办理"
    next_en = "Ask a colleague of your department"
