/** The start: styles, errors that nobody caught, the router, and the page. */
import "./design/tokens.css";
import "./design/base.css";
import "./design/pieces.css";
import "./design/elder.css";
import "./design/print.css";
import { createApp } from "vue";
import App from "./App.vue";
import { followForms } from "./components/firstWrong";
import { loadLanguage } from "./locales";
import { router } from "./router";
import { broke } from "./state/broken";
import { followOtherTabs } from "./state/otherTabs";
import { restore } from "./state/session";
import { settings } from "./state/settings";
import { registerWorker } from "./state/worker";

const app = createApp(App);
app.config.errorHandler = broke;
addEventListener("unhandledrejection", (event) => broke(event.reason));
addEventListener("vite:preloadError", (event) => {
  event.preventDefault();
  broke(event.payload);
});
void restore();
followOtherTabs();
followForms();
app.use(router);
// In the words of the language from its first moment; without them in Chinese, which is always there.
void loadLanguage(settings.language)
  .catch(() => undefined)
  .then(() => {
    app.mount("#app");
    registerWorker();
  });
