// Shows below a radio button what it makes necessary, and hides it where another one is chosen. Without JavaScript all of it is
// there. (govuk-frontend's own does the same with aria-expanded, which a radio button may not have.)
const HIDDEN = "govuk-radios__conditional--hidden";

export function start(radios) {
  const show = () =>
    radios.querySelectorAll("[data-reveals]").forEach((input) => {
      document.getElementById(input.dataset.reveals).classList.toggle(HIDDEN, !input.checked);
    });
  radios.addEventListener("change", show);
  show();
}
