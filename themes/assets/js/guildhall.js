// Everything here only improves a page that already works. govuk-frontend looks for these classes before it starts.
import { initAll } from "./govuk-frontend.min.js";
import { startWithin } from "./start.js";

document.body.classList.add("js-enabled");
if ("noModule" in HTMLScriptElement.prototype) {
  document.body.classList.add("govuk-frontend-supported");
}

initAll();
startWithin(document);
