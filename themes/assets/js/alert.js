// An alert that people may put away: it stays away on this device until it is published anew. Nothing is sent, and
// without this script the alert stays where it is.

const KEPT = "gh-alerts-put-away";
const MOST = 50;

function putAway() {
  try {
    const marks = JSON.parse(window.localStorage.getItem(KEPT) ?? "[]");
    return Array.isArray(marks) ? marks : [];
  } catch {
    // Storage is switched off, or holds what we did not write: nothing is put away.
    return [];
  }
}

function remember(mark) {
  try {
    window.localStorage.setItem(KEPT, JSON.stringify([...putAway(), mark].slice(-MOST)));
  } catch {
    // Then it is away on this page only.
  }
}

export function start(alert) {
  const { mark } = alert.dataset;
  if (putAway().includes(mark)) {
    alert.hidden = true;
    return;
  }
  const button = alert.querySelector(".gh-alert__away");
  button.hidden = false;
  button.addEventListener("click", () => {
    remember(mark);
    const region = alert.parentElement;
    alert.hidden = true;
    // The button is gone: focus goes on to what is left of the news, or to the page.
    const next = region.querySelector(".gh-alert:not([hidden])") ? region : document.getElementById("main-content");
    next?.focus();
  });
}
