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

  /* What the oldest browsers of docs/browsers.md have, and older ones lack. */
  function isTooOld() {
    const draws = CSS.supports("selector(:has(a))") && CSS.supports("color", "color-mix(in srgb, red, blue)");
    return !draws || !("toSorted" in Array.prototype) || !("OffscreenCanvas" in window) || !("timeout" in AbortSignal);
  }

  function sayTooOld() {
    const words = document.createElement("p");
    words.setAttribute("role", "alert");
    words.textContent =
      root.lang === "en"
        ? "This browser is too old for Liangma: pages may not open or look wrong. Update the phone or the browser: iOS 16.4, Chrome 111, Firefox 121 or newer."
        : "这个浏览器太旧，亮码可能打不开或显示不全。请更新手机系统或浏览器：iOS 16.4、Chrome 111、Firefox 121 或更新的版本。";
    Object.assign(words.style, { margin: "0", padding: "1rem", background: "#fff3d6", color: "#3b2a00" });
    document.body.prepend(words);
  }

  const settings = kept();
  root.lang = languageOf(settings) === "en" ? "en" : "zh-CN";
  root.dataset.theme = themeOf(settings);
  if (settings.elder === true) {
    root.dataset.elder = "";
    root.style.fontSize = `${(sizeOf(settings) * 4) / 3}px`;
  }
  if (isTooOld()) addEventListener("DOMContentLoaded", sayTooOld);
})();
