/** Texts of kiosks. */
export default {
  title: "自助机",
  hello: "{name}，您好",
  leave: "结束并清除",
  setUp: {
    title: "启用自助机",
    text: "在管理后台登记自助机，得到启用码，在这台机器上填写。启用码一小时内有效，只能用一次。",
    code: "启用码",
    hint: "10 位字母和数字，不分大小写",
    go: "启用",
  },
  enter: {
    lead: "看证照、查办件、打印纸质码。先让我们认出您。",
    show: "出示亮码或纸质码",
    showText: "在手机上打开居民身份证的亮码，对准摄像头或扫码口。",
    phone: "用手机扫这个码",
    phoneText: "打开亮码扫一扫，在手机上填写屏幕上的数字。",
    forgets: "几分钟不操作会自动退出。离开后，这台机器上不留任何内容。",
  },
  own: {
    cards: "我的证照（{count} 张）",
    noCards: "还没有证照。",
    phone: "只显示所出示的证照。要看全部证照和办件，请用手机扫码进入。",
    cases: "我的办件",
  },
  matters: {
    title: "想办什么",
    find: "找事项",
    go: "查找",
    none: "没有找到，请换个说法。",
  },
  matter: {
    there: "已有电子证照，不用带",
    bring: "请带上",
    phone: "要在这里打印纸质码，请用手机扫码进入；没有手机请到窗口打印。",
    maybe: "有就带上",
    situations: "按一般情形列出，窗口会按您的情况核对。",
    print: "打印纸质码",
    printed: "已打印，请取走。今天到窗口出示，用一次即失效。",
  },
  paper: {
    title: "亮码 · 纸质码",
    terms: "仅 {day} 当天、本事项、一次有效",
    number: "编号",
    lost: "遗失请在手机“使用记录”或窗口作废",
  },
  still: {
    title: "您还在吗？",
    text: "{count} 秒后自动退出并清除",
    stay: "我还在",
  },
};
