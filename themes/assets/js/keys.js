// Single keys for what people do all day: each element with data-key is pressed, or given the focus, by its key. Never while
// somebody types, chooses from a list, or holds another key; Escape leaves the box that somebody types in. Pages that have
// them offer to switch them off (WCAG 2.1.4).
const TYPING = "input, select, textarea, [contenteditable], [role=combobox], [role=application]";

export function start(section) {
  // The page may begin in a box to type in, for those without JavaScript: keys would write there.
  if (document.activeElement?.matches("[data-key-rests]") && !document.activeElement.value) {
    document.activeElement.blur();
  }
  section.dataset.ready = "true";
  document.addEventListener("keydown", press);
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
