// Everything here only improves a page that already works. govuk-frontend looks for these classes before it starts.
import { initAll } from "./govuk-frontend.min.js";
import { startWithin } from "./start.js";

document.body.classList.add("js-enabled");
if ("noModule" in HTMLScriptElement.prototype) {
  document.body.classList.add("govuk-frontend-supported");
}

// Where the site can be installed, a worker shows a page of its own while there is no connection; it keeps no page.
if (document.querySelector('link[rel="manifest"]') && "serviceWorker" in navigator) {
  navigator.serviceWorker.register("/service-worker.js").catch(() => {});
}

initAll();
startWithin(document);
