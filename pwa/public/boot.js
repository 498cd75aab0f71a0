/* Language, colours and text size, set before the first paint. The page's own script (state/settings.ts) goes on from here. */
(() => {
  const root = document.documentElement;

  function kept() {
    try {
      return JSON.parse(localStorage.getItem("liangma.settings")) || {};
    } catch {
      return {}; // storage is blocked or holds something else
    }
  }

  function languageOf(settings) {
    const known = settings.language === "zh" || settings.language === "en";
    return known ? settings.language : /^zh/i.test(navigator.language) ? "zh" : "en";
  }

  function themeOf(settings) {
    if (settings.theme === "dark" || settings.theme === "light") return settings.theme;
    return matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
  }

  function sizeOf(settings) {
    const wanted = typeof settings.size === "number" ? Math.round(settings.size) : 18;
    return Math.min(30, Math.max(18, wanted));
  }

  const settings = kept();
  root.lang = languageOf(settings) === "en" ? "en" : "zh-CN";
  root.dataset.theme = themeOf(settings);
  if (settings.elder === true) {
    root.dataset.elder = "";
    root.style.fontSize = `${(sizeOf(settings) * 4) / 3}px`;
  }
})();
