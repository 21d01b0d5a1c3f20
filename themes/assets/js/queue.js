// A list of requests worked by keyboard, where its owner has not switched that off, and counted as it is ticked. Without
// this script everything is done with links, boxes and buttons.

const TYPED_IN = "input:not([type=checkbox]), select, textarea, [contenteditable]";

export function start(form) {
  const links = [...form.querySelectorAll(".gh-worklist__link")];
  countTicks(form);
  if (form.dataset.keys !== "on") {
    return;
  }
  focusNamed();
  form.dataset.working = "true";
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey || event.target.closest?.(TYPED_IN) || document.querySelector("dialog[open]")) {
      return;
    }
    const at = links.findIndex((link) => link.closest("li").contains(document.activeElement));
    const row = links[at]?.closest("li");
    const moves = {
      j: () => links[Math.min(at + 1, links.length - 1)]?.focus(),
      k: () => links[Math.max(at - 1, 0)]?.focus(),
      o: () => links[at]?.click(),
      x: () => row?.querySelector("[name=chosen]")?.click(),
      t: () => row?.querySelector("[name=only]")?.click(),
      "?": () => document.getElementById("keys")?.showModal?.(),
    };
    if (Object.prototype.hasOwnProperty.call(moves, event.key)) {
      event.preventDefault();
      moves[event.key]();
    }
  });
}

// After something was done to one row the list comes back to it: so does the focus.
function focusNamed() {
  const row = window.location.hash.startsWith("#row-") ? document.getElementById(window.location.hash.slice(1)) : null;
  row?.querySelector(".gh-worklist__link")?.focus();
}

function countTicks(form) {
  const all = form.querySelector("[name=all]");
  const boxes = [...form.querySelectorAll("[name=chosen]")];
  const number = form.querySelector("[data-number]");
  const count = () => {
    const ticked = boxes.filter((box) => box.checked).length;
    number.textContent = ticked ? `${ticked} ticked` : "";
    all.checked = ticked === boxes.length;
  };
  all.addEventListener("change", () => {
    boxes.forEach((box) => {
      box.checked = all.checked;
    });
    count();
  });
  boxes.forEach((box) => box.addEventListener("change", count));
}
