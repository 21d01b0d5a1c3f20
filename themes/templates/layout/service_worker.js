// Shows a page that says there is no connection, where there is none. It keeps that page, in each language, and the files
// it is drawn with: never anything that somebody read, wrote or was told.
const TOLD = JSON.parse("{{ told_as_json|escapejs }}");
const KEPT = `guildhall-${TOLD.mark}`;

self.addEventListener("install", (event) => {
  const wanted = [...TOLD.files, ...Object.values(TOLD.pages)];
  event.waitUntil(caches.open(KEPT).then((kept) => kept.addAll(wanted)));
});

self.addEventListener("activate", (event) => {
  const forget = (names) => Promise.all(names.filter((name) => name !== KEPT).map((name) => caches.delete(name)));
  event.waitUntil(caches.keys().then(forget));
});

function pageWithoutConnection(address) {
  const first = new URL(address).pathname.split("/")[1];
  return caches.match(TOLD.pages[first] || TOLD.pages[TOLD.original]);
}

self.addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.method !== "GET") {
    return;
  }
  if (request.mode === "navigate") {
    event.respondWith(fetch(request).catch(() => pageWithoutConnection(request.url)));
  } else if (TOLD.files.includes(new URL(request.url).pathname)) {
    event.respondWith(caches.match(request, { ignoreSearch: true }).then((kept) => kept || fetch(request)));
  }
});
