// A button that prints the page it stands on.
export function start(button) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}
