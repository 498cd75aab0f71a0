/** Texts of the page that says whom an address is for. */
export default {
  title: "这个账号打不开此页",
  signedIn: "现在登录的是{role}。此页供{roles}使用。",
  and: "、",
  may: "这个账号可以打开",
  other: "换人登录",
  otherText: "先退出现在的账号；登录后回到此页。",
  roles: {
    citizen: "市民",
    window: "窗口人员",
    department: "部门管理员",
    officer: "审批人员",
    operator: "系统管理员",
    security: "安全管理员",
    auditor: "审计管理员",
    somebody: "其他账号",
  },
  pages: { wallet: "我的证照", matters: "办事指南", desk: "窗口办件", check: "只核验，不办件", officer: "待审办件", checks: "承诺核查" },
};
