// Single keys for what people do all day: each element with data-key is pressed, or given the focus, by its key. Never while
// somebody types, chooses from a list, or holds another key; Escape leaves the box that somebody types in. Pages that have
// them offer to switch them off (WCAG 2.1.4).
const TYPING = "input, select, textarea, [contenteditable], [role=combobox], [role=application]";

export function start(section) {
  document.addEventListener("keydown", press);
  const box = document.querySelector("[data-key-rests]");
  if (box) {
    leave(box, section);
  } else {
    section.dataset.ready = "true";
  }
}

// The page begins in a box to type in, for those without JavaScript: keys would write there. The browser may put the focus
// there before this runs or after, but by the time it has drawn the page twice; whoever goes there themselves stays.
function leave(box, section) {
  const stop = new AbortController();
  const blur = () => box.blur();
  for (const own of ["keydown", "pointerdown"]) {
    window.addEventListener(own, () => stop.abort(), { capture: true, signal: stop.signal });
  }
  box.addEventListener("focus", blur, { signal: stop.signal });
  if (document.activeElement === box && !box.value) {
    blur();
  }
  requestAnimationFrame(() =>
    requestAnimationFrame(() => {
      stop.abort();
      section.dataset.ready = "true";
    }),
  );
}

function press(event) {
  if (event.ctrlKey || event.altKey || event.metaKey || event.repeat || event.defaultPrevented) {
    return;
  }
  if (event.target instanceof HTMLElement && event.target.matches(TYPING)) {
    if (event.key === "Escape") {
      event.target.blur();
    }
    return;
  }
  const key = event.key.toLowerCase();
  const wanted = key.length === 1 && document.querySelector(`[data-key="${CSS.escape(key)}"]`);
  if (!wanted) {
    return;
  }
  event.preventDefault();
  wanted.focus();
  if (wanted.matches("a, button, summary")) {
    wanted.click();
  }
}
