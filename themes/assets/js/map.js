// The map, drawn by Leaflet: either tiles of the council's provider or a drawing of our own. In a location field the pin
// is set by pointing, by dragging it, or from the keyboard: arrows move the map, Enter puts the pin in its middle.

const STREETS_FROM = 13; // zoom from which streets are drawn and named
const CLOSE = 16; // zoom at which a single house can be told
const PRECISE = 14; // zoom below which a pin is only about there: the map comes nearer to have it put right
const NARROW = 500; // pixels

export async function open({ canvas, remove }, words, place) {
  const L = await leaflet(words);
  canvas.setAttribute("role", "application");
  canvas.setAttribute("aria-label", words.mapLabel);

  const map = await base(L, canvas, words, place.point);
  addPin(L, map, words, place, remove);
}

// Points on a map that nobody sets: a list of them, which is there without JavaScript, stays to be read below it.
export async function show(frame, words, points) {
  const L = await leaflet(words);
  const canvas = document.createElement("div");
  canvas.className = "gh-map__canvas gh-map__canvas--shown";
  canvas.setAttribute("role", "application");
  canvas.setAttribute("aria-label", words.mapLabel);
  frame.prepend(canvas);
  const map = await base(L, canvas, words, points[0].at);
  for (const { at, here, number, item } of points) {
    if (number) {
      addNumber(L, map, at, number, item);
      continue;
    }
    const className = here ? "gh-map__pin" : "gh-map__dot";
    const icon = L.divIcon(here ? { className, iconSize: [30, 40], iconAnchor: [15, 40] } : { className, iconSize: [16, 16] });
    L.marker(at, { icon, interactive: false, keyboard: false, alt: "" }).addTo(map);
  }
  if (points.length > 1) {
    map.fitBounds(points.map(({ at }) => at), { padding: [40, 40], maxZoom: CLOSE });
  }
}

// A pin with the number of its line in the list: it leads to that line, and the line shows which pin is its.
function addNumber(L, map, at, number, item) {
  const words = document.createElement("span");
  words.textContent = number;
  const icon = L.divIcon({ className: "gh-map__pin gh-map__pin--numbered", html: words, iconSize: [30, 40], iconAnchor: [15, 40] });
  const pin = L.marker(at, { icon, keyboard: false, alt: "" }).addTo(map);
  pin.on("click", () => {
    item.querySelector("a")?.focus({ preventScroll: true });
    item.scrollIntoView({ block: "center" });
  });
  const mark = (on) => {
    pin.setZIndexOffset(on ? 1000 : 0);
    pin.getElement()?.classList.toggle("gh-map__pin--current", on);
  };
  ["mouseenter", "focusin"].forEach((name) => item.addEventListener(name, () => mark(true)));
  ["mouseleave", "focusout"].forEach((name) => item.addEventListener(name, () => mark(false)));
}

async function base(L, canvas, words, point) {
  const [latitude, longitude, zoom] = words.mapCentre.split(",").map(Number);
  const map = L.map(canvas, { maxZoom: 18, minZoom: 9, scrollWheelZoom: false, attributionControl: Boolean(words.mapAttribution) });
  map.setView(point ?? [latitude, longitude], point ? CLOSE : zoom - Number(canvas.clientWidth < NARROW));
  map.attributionControl?.setPrefix(false);
  // The wheel scrolls the page until somebody is in the map.
  canvas.addEventListener("focusin", () => map.scrollWheelZoom.enable());
  canvas.addEventListener("focusout", () => map.scrollWheelZoom.disable());
  if (words.mapTiles) {
    L.tileLayer(words.mapTiles, { attribution: words.mapAttribution }).addTo(map);
  } else {
    draw(L, map, await (await fetch(words.mapDrawing)).json());
  }
  return map;
}

let loading;

// Leaflet's build is no module: it leaves itself in window.L. Its styles wait for it.
function leaflet(words) {
  loading = loading || Promise.all([
    import(words.mapScript),
    new Promise((resolve, reject) => {
      const link = document.createElement("link");
      link.rel = "stylesheet";
      link.href = words.mapStyles;
      link.onload = resolve;
      link.onerror = reject;
      document.head.append(link);
    }),
  ]);
  return loading.then(() => window.L);
}

function addPin(L, map, words, place, remove) {
  const icon = L.divIcon({ className: "gh-map__pin", iconSize: [30, 40], iconAnchor: [15, 40] });
  let pin = null;
  const put = ({ lat, lng }) => {
    const zoom = map.getZoom();
    place.set(lat, lng, words.pinned, true);
    if (zoom < PRECISE) {
      map.setView([lat, lng], zoom + 3);
    }
  };
  place.watchers.push((point, fromMap) => {
    remove.hidden = !point;
    if (!point) {
      pin?.remove();
      pin = null;
    } else if (pin) {
      pin.setLatLng(point);
    } else {
      pin = L.marker(point, { icon, draggable: true, keyboard: false, alt: "" }).addTo(map);
      pin.on("dragend", () => put(pin.getLatLng()));
    }
    if (point && !fromMap) {
      map.setView(point, CLOSE);
    }
  });
  map.on("click", (event) => put(event.latlng));
  map.getContainer().addEventListener("keydown", (event) => {
    if (event.key === "Enter" && event.target === map.getContainer()) {
      event.preventDefault();
      put(map.getCenter());
    }
  });
  remove.addEventListener("click", () => {
    place.clear(words.removed);
    map.getContainer().focus();
  });
  place.told();
}

// Ours: areas, roads, rivers and towns, told apart by classes, so that their colours are the theme's.
function draw(L, map, drawing) {
  const streets = L.layerGroup();
  const names = L.layerGroup().addTo(map);
  for (const feature of drawing.features) {
    const { kind, name } = feature.properties;
    const layer = L.geoJSON(feature, {
      interactive: false,
      style: { className: `gh-map__${kind}` },
      pointToLayer: (_feature, at) => label(L, at, name, `gh-map__name gh-map__name--${kind}`),
    });
    if (kind === "street") {
      streets.addLayer(layer);
      streets.addLayer(label(L, middle(layer), name, "gh-map__name gh-map__name--street"));
    } else if (feature.geometry.type === "Point") {
      names.addLayer(layer);
    } else {
      layer.addTo(map);
    }
  }
  const show = () => (map.getZoom() >= STREETS_FROM ? streets.addTo(map) : streets.remove());
  map.on("zoomend", show);
  show();
}

function label(L, at, text, className) {
  const words = document.createElement("span");
  words.textContent = text;
  const icon = L.divIcon({ className, html: words, iconSize: null });
  return L.marker(at, { icon, interactive: false, keyboard: false });
}

function middle(layer) {
  return layer.getBounds().getCenter();
}
