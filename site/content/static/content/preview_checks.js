// Our checks in the preview, for Wagtail's Checks panel: see content/checks/in_wagtail.py. A check answers whether all is well.
(() => {
  const bar = document.querySelector("wagtail-userbar");
  if (!bar) return;

  const carried = document.getElementById("gh-found");
  const found = new Set((carried ? carried.dataset.rules : "").split(" "));
  for (const rule of ["gh-reading-age", "gh-title", "gh-summary", "gh-pictures"]) {
    bar.registerCheck(rule, () => !found.has(rule));
  }

  // What leads round the page is not the editor's to word.
  const isOurs = (link) => link.closest("nav, [data-gh-furniture]") !== null;
  const wordsOf = (link) => link.textContent.replace(/\s+/g, " ").trim().replace(/[.:>»\s]+$/, "");
  const leadsTo = (link) => link.href.split("#")[0];

  bar.registerCheck("gh-link-words", (link, options) => {
    const words = wordsOf(link).toLowerCase();
    return isOurs(link) || !(options.words.includes(words) || new RegExp(options.address, "i").test(words));
  });

  bar.registerCheck("gh-same-words", (link) => {
    const words = wordsOf(link).toLowerCase();
    if (isOurs(link) || !words) return true;
    const others = [...document.querySelectorAll("main a[href]")].filter((other) => !isOurs(other));
    return others.every((other) => wordsOf(other).toLowerCase() !== words || leadsTo(other) === leadsTo(link));
  });

  bar.registerCheck("gh-pdf", (link) => !link.pathname.toLowerCase().endsWith(".pdf"));
})();
