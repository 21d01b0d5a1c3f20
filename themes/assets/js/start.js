// Our own modules by the name that an element's data-module asks for. Each is fetched only on a page that has one.
const MODULES = {
  "gh-alert": () => import("./alert.js"),
  "gh-combobox": () => import("./combobox.js"),
  "gh-idle": () => import("./idle.js"),
  "gh-keys": () => import("./keys.js"),
  "gh-location": () => import("./location.js"),
  "gh-map-view": () => import("./map_view.js"),
  "gh-passkey": () => import("./passkey.js"),
  "gh-print": () => import("./print.js"),
  "gh-queue": () => import("./queue.js"),
  "gh-refresh": () => import("./refresh.js"),
  "gh-reveal": () => import("./reveal.js"),
  "gh-reply": () => import("./reply.js"),
};

// Start what `scope` (the document or an element) asks for. A module that cannot be fetched leaves its element as it was.
export function startWithin(scope) {
  for (const [name, load] of Object.entries(MODULES)) {
    const wanted = `[data-module="${name}"]`;
    const found = [...scope.querySelectorAll(wanted)];
    if (scope instanceof Element && scope.matches(wanted)) {
      found.push(scope);
    }
    if (found.length) {
      load().then((module) => found.forEach(module.start));
    }
  }
}
