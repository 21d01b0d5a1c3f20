// Adds to a location field a map to put a pin on, and "Use my current location". Both write latitude and longitude into
// the field's own boxes, which can be typed in as well. The device is asked only when the button is pressed, and where
// it is goes nowhere but into the form.

const PATIENCE = { enableHighAccuracy: true, timeout: 15000, maximumAge: 60000 };

// About one metre: more digits only pretend.
const DECIMALS = 5;

export function start(field) {
  const place = new Place(field);
  if ("geolocation" in navigator && window.isSecureContext) {
    addButton(field, place);
  }
  if (field.dataset.mapScript) {
    addMap(field, place);
  }
}

// The point in the field's boxes. Another way of saying it is emptied when a pin is set: two could disagree.
class Place {
  constructor(field) {
    const box = (part) => field.querySelector(`[name="${field.dataset.name}_${part}"]`);
    this.latitude = box("latitude");
    this.longitude = box("longitude");
    this.others = ["grid_reference", "easting", "northing"].map(box);
    this.watchers = [];
    [this.latitude, this.longitude].forEach((input) => input.addEventListener("change", () => this.told()));
    this.others.forEach((input) => input.addEventListener("input", () => input.value.trim() && this.clear()));
    this.status = document.createElement("p");
    this.status.className = "govuk-body gh-location__status";
    this.status.setAttribute("role", "status");
  }

  get point() {
    const point = [Number.parseFloat(this.latitude.value), Number.parseFloat(this.longitude.value)];
    return point.every(Number.isFinite) ? point : null;
  }

  set(latitude, longitude, words, fromMap = false) {
    this.latitude.value = latitude.toFixed(DECIMALS);
    this.longitude.value = longitude.toFixed(DECIMALS);
    this.others.forEach((input) => {
      input.value = "";
    });
    this.told(fromMap);
    this.say(words);
  }

  clear(words = "") {
    this.latitude.value = "";
    this.longitude.value = "";
    this.told();
    this.say(words);
  }

  told(fromMap = false) {
    this.watchers.forEach((watcher) => watcher(this.point, fromMap));
  }

  say(words) {
    this.status.textContent = words;
  }
}

function addButton(field, place) {
  const button = makeButton(field.dataset.button);
  button.classList.add("gh-location__button");
  field.prepend(button, place.status);
  if (place.point) {
    place.say(field.dataset.found);
  }
  button.addEventListener("click", () => {
    place.say(field.dataset.busy);
    button.disabled = true;
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => {
        place.set(coords.latitude, coords.longitude, field.dataset.found);
        button.disabled = false;
      },
      () => {
        place.say(field.dataset.failed);
        button.disabled = false;
      },
      PATIENCE,
    );
  });
}

// On a connection that is to be spared, the map waits to be asked for.
function addMap(field, place) {
  const frame = document.createElement("div");
  frame.className = "gh-map";
  if (place.status.parentNode) {
    place.status.after(frame);
  } else {
    field.prepend(place.status, frame);
  }
  const open = () => {
    const parts = layOut(frame, field.dataset);
    import("./map.js").then((map) => map.open(parts, field.dataset, place));
  };
  if (navigator.connection?.saveData) {
    const button = makeButton(field.dataset.showMap);
    button.addEventListener("click", () => {
      button.remove();
      open();
    });
    frame.append(button);
  } else {
    open();
  }
}

// The map's room is taken before it is loaded: what somebody is about to press below must not move under their finger.
function layOut(frame, words) {
  const hint = document.createElement("p");
  hint.className = "govuk-hint gh-map__hint";
  hint.textContent = words.mapHint;
  const canvas = document.createElement("div");
  canvas.className = "gh-map__canvas";
  const remove = document.createElement("button");
  remove.type = "button";
  remove.className = "gh-link-button gh-map__remove";
  remove.textContent = words.remove;
  remove.hidden = true;
  frame.replaceChildren(hint, canvas, remove);
  return { canvas, remove };
}

function makeButton(words) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "govuk-button govuk-button--secondary";
  button.textContent = words;
  return button;
}
