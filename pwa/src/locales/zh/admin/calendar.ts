/** Texts of the area admin: the calendar of working days. */
export default {
  calendar: {
    title: "工作日历",
    text: "办理期限、容缺和核查期限都按这个日历推算。",
    source: "依据：{source}",
    working: "全年 {count} 个工作日",
    off: "休息日（放假）：{count} 天",
    makeUp: "调休上班：{count} 天",
    unknown: "{year} 年的放假通知还没有录入，暂按周一到周五上班推算，用到它的日期会标明“可能变动”。通知发布后，请把年份文件放进数据目录的 holidays 文件夹并重启。",
    before: "上一年",
    after: "下一年",
    weekdays: { d1: "一", d2: "二", d3: "三", d4: "四", d5: "五", d6: "六", d7: "日" },
    marks: { off: "休", makeUp: "班" },
    kinds: { off: "放假", makeUp: "调休上班" },
  },
};
