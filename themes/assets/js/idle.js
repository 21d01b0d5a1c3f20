// On a computer that others may use, a page that nobody touches is not left on the screen: first a dialog that can be
// put off as often as one likes (WCAG 2.2.1), then its answers are saved and a page without them takes its place.
// Without this script nothing is ever closed.

const MINUTE = 60000;
const SIGNS_OF_LIFE = ["keydown", "pointerdown", "pointermove", "wheel", "touchstart", "input"];

// When the time left is said aloud, in seconds: often enough to know, seldom enough to think.
const SAID_AT = [300, 240, 180, 120, 60, 30, 10];

export function start(dialog) {
  if (typeof dialog.showModal !== "function") {
    return;
  }
  const idleFor = Number(dialog.dataset.minutes) * MINUTE;
  const warningFor = Number(dialog.dataset.warningMinutes) * MINUTE;
  const left = dialog.querySelector("[data-idle-left]");
  const said = dialog.querySelector("[data-idle-said]");
  let lastSeen = Date.now();
  let saidAt = Infinity;
  let isLeaving = false;

  function stay() {
    lastSeen = Date.now();
    if (dialog.open) {
      dialog.close();
    }
  }

  function leave() {
    if (isLeaving) {
      return;
    }
    isLeaving = true;
    const form = document.querySelector('[name="save_for_later"]')?.form;
    if (!form) {
      window.location.replace(dialog.dataset.away);
      return;
    }
    const away = document.createElement("input");
    away.type = "hidden";
    away.name = "save_for_later";
    away.value = "idle";
    form.append(away);
    form.submit();
  }

  function words(seconds) {
    const { minutesLeft, minuteLeft, secondsLeft } = dialog.dataset;
    if (seconds < 60) {
      return secondsLeft.replace("%s", seconds);
    }
    const minutes = Math.ceil(seconds / 60);
    return minutes === 1 ? minuteLeft : minutesLeft.replace("%s", minutes);
  }

  function look() {
    // The clock and not a count of ticks: a sleeping laptop does not tick.
    const idle = Date.now() - lastSeen;
    if (idle >= idleFor + warningFor) {
      leave();
      return;
    }
    if (idle < idleFor) {
      return;
    }
    const seconds = Math.ceil((idleFor + warningFor - idle) / 1000);
    if (!dialog.open) {
      saidAt = Infinity;
      dialog.showModal();
    }
    left.textContent = words(seconds);
    // The nearest of those moments that has come.
    const due = Math.min(...SAID_AT.filter((second) => seconds <= second));
    if (due < saidAt) {
      saidAt = due;
      said.textContent = words(seconds);
    }
  }

  for (const sign of SIGNS_OF_LIFE) {
    // Once the question is asked, only an answer to it counts.
    document.addEventListener(sign, () => dialog.open || (lastSeen = Date.now()), { passive: true, capture: true });
  }
  dialog.querySelector("[data-idle-stay]").addEventListener("click", stay);
  dialog.querySelector("[data-idle-leave]").addEventListener("click", leave);
  // Escape closes the dialog, which says that somebody is there. "close" comes a moment after the dialog has gone.
  for (const closing of ["cancel", "close"]) {
    dialog.addEventListener(closing, () => isLeaving || (lastSeen = Date.now()));
  }
  document.addEventListener("visibilitychange", () => document.hidden || look());
  window.addEventListener("pageshow", (event) => {
    if (event.persisted) {
      isLeaving = false;
      look();
    }
  });
  window.setInterval(look, 1000);
}
