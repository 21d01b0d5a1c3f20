// Adds "Use my current location" to location fields. The place is asked for only when the button is pressed, and goes
// nowhere but into the form.

const PATIENCE = { enableHighAccuracy: true, timeout: 15000, maximumAge: 60000 };

// About one metre: more digits only pretend.
const DECIMALS = 5;

export function initLocations(scope) {
  if (!("geolocation" in navigator) || !window.isSecureContext) {
    return;
  }
  scope.querySelectorAll('[data-module="gh-location"]').forEach(addButton);
}

function addButton(field) {
  const latitude = field.querySelector("[data-location-latitude]");
  const longitude = field.querySelector("[data-location-longitude]");
  const button = document.createElement("button");
  button.type = "button";
  button.className = "govuk-button govuk-button--secondary gh-location__button";
  button.textContent = field.dataset.button;
  const status = document.createElement("p");
  status.className = "govuk-body gh-location__status";
  status.setAttribute("role", "status");
  field.prepend(button, status);
  if (latitude.value) {
    status.textContent = field.dataset.found;
  }

  button.addEventListener("click", () => {
    status.textContent = field.dataset.busy;
    button.disabled = true;
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => {
        latitude.value = coords.latitude.toFixed(DECIMALS);
        longitude.value = coords.longitude.toFixed(DECIMALS);
        status.textContent = field.dataset.found;
        button.disabled = false;
      },
      () => {
        latitude.value = "";
        longitude.value = "";
        status.textContent = field.dataset.failed;
        button.disabled = false;
      },
      PATIENCE,
    );
  });
}
