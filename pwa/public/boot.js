/* Language, colours and text size, set before the first paint. The page's own script (state/settings.ts) goes on from here. */
(function () {
  var root = document.documentElement;
  var kept = {};
  try {
    kept = JSON.parse(localStorage.getItem("liangma.settings") || "{}") || {};
  } catch (error) {
    kept = {};
  }
  var language = kept.language || (/^zh/i.test(navigator.language) ? "zh" : "en");
  var dark = kept.theme === "dark" || (kept.theme !== "light" && matchMedia("(prefers-color-scheme: dark)").matches);
  root.lang = language === "en" ? "en" : "zh-CN";
  root.dataset.theme = dark ? "dark" : "light";
  if (kept.elder === true) {
    root.dataset.elder = "";
    root.style.fontSize = Math.min(30, Math.max(18, Number(kept.size) || 18)) / 0.75 + "px";
  }
})();
