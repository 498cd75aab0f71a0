/** Texts of the area admin. */
import calendar from "./admin/calendar";
import catalogue from "./admin/catalogue";
import editing from "./admin/editing";
import halls from "./admin/halls";
import log from "./admin/log";
import messages from "./admin/messages";
import numbers from "./admin/numbers";
import partners from "./admin/partners";
import proposals from "./admin/proposals";
import regions from "./admin/regions";
import ratings from "./admin/ratings";
import seals from "./admin/seals";
import trust from "./admin/trust";
import work from "./admin/work";

export default {
  signIn: {
    title: "管理登录",
    text: "请用管理账号登录。动态口令在身份验证器上，每 30 秒换一个，每个只能用一次。",
  },
  nav: {
    label: "管理导航",
    numbers: "概况",
    certificates: "证照",
    batches: "批量签发",
    imports: "数据导入",
    keys: "密钥与清单",
    partners: "第三方",
    regions: "互认地区",
    family: "家庭登记",
    seals: "电子印章",
    kiosks: "自助机",
    freezes: "岗位冻结",
    proposals: "免申即享",
    ratings: "好差评",
    followUps: "差评回访",
    audit: "审计日志",
    check: "日志核查",
    catalogue: "目录",
    signOut: "退出登录",
  },
  roles: { department: "部门管理员", operator: "系统管理员", security: "安全管理员", auditor: "审计管理员" },
  more: "再显示一些",
  noMore: "已全部显示",
  reload: "刷新",
  chooseFile: "选择文件",
  asOf: "数据截至 {time}",
  unknownType: "类型 {number}",
  ...numbers,
  ...partners,
  ...messages,
  ...halls,
  ...proposals,
  ...regions,
  ...seals,
  ...ratings,
  ...work,
  ...trust,
  ...log,
  ...catalogue,
  ...calendar,
  ...editing,
};
