/* What scripts add to the editing screens of journeys: findings while typing, rows without a new page, dragging.
   Everything here is also a button that works without it. */
(() => {
  "use strict";
  if (window.guildhallEditing) return;
  window.guildhallEditing = true;

  const PAUSE = 700; // milliseconds after the last key, so that nobody is corrected in the middle of a word

  const send = async (form, asked) => {
    const data = new FormData(form);
    data.set("do", asked);
    const answer = await fetch(form.action || location.href, { method: "POST", body: data, credentials: "same-origin" });
    return answer.text();
  };

  // -- findings while somebody types -------------------------------------------------------------------
  const lintForm = (form) => {
    const shown = form.querySelector("[data-gh-findings]");
    if (!shown) return;
    let timer = 0;
    let latest = 0;
    const ask = async () => {
      const mine = ++latest;
      try {
        const found = await send(form, "check");
        if (mine === latest && !found.includes("<html")) shown.innerHTML = found;
      } catch { /* away from the network: saving says the same */ }
    };
    form.addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(ask, PAUSE); });
  };

  // -- parts of a form that the server draws again ------------------------------------------------------
  const redraw = async (form, asked, focused) => {
    const drawn = new DOMParser().parseFromString(await send(form, asked), "text/html");
    const fresh = drawn.querySelector("[data-gh-fragment]");
    const old = form.querySelector("[data-gh-fragment]");
    if (!fresh || !old) return;
    old.replaceWith(document.importNode(fresh, true));
    dress(form);
    const to = focused && document.getElementById(focused);
    if (to) to.focus();
  };
  const refreshForm = (form) => {
    if (form.hasAttribute("data-gh-refresh")) {
      form.addEventListener("change", (event) => {
        if (!/-(subject|operator)$/.test(event.target.name || "")) return;
        const join = (value) => form.querySelector(`[name="join"][value="${value}"]`);
        if (join("always") && join("always").checked) join("all").checked = true;
        redraw(form, "refresh", event.target.id);
      });
    }
    form.addEventListener("click", (event) => {
      const button = event.target.closest('button[name="do"]');
      if (!button || !form.querySelector("[data-gh-fragment]")) return;
      if (button.value !== "refresh" && !button.value.startsWith("more:")) return;
      event.preventDefault();
      redraw(form, button.value).then(() => {
        const rows = form.querySelectorAll("[data-gh-fragment] li");
        const field = rows.length && rows[rows.length - 1].querySelector("select, input:not([type=hidden])");
        if (field && button.value !== "refresh") field.focus();
      });
    });
  };

  // -- what only some choices need ----------------------------------------------------------------------
  const follow = (field, parts, value) => {
    const show = () => parts.forEach((part) => part.toggleAttribute("data-gh-hidden", value(part) !== field.value));
    field.addEventListener("change", show);
    show();
  };
  const bounds = (root) => root.querySelectorAll("[data-gh-bound]:not([data-gh-dressed])").forEach((bound) => {
    bound.setAttribute("data-gh-dressed", "");
    follow(bound.querySelector("select"), [...bound.querySelectorAll("[data-gh-bound-for]")], (part) => part.dataset.ghBoundFor);
  });
  const choices = (root) => {
    const parts = [...root.querySelectorAll("[data-gh-for]")];
    const show = () => parts.forEach((part) => {
      const [name, value] = part.dataset.ghFor.split(":");
      const chosen = document.querySelector(`[name="${name}"]:checked`);
      part.toggleAttribute("data-gh-hidden", !!chosen && chosen.value !== value);
    });
    if (parts.length) { document.addEventListener("change", show); show(); }
  };

  // -- rows that are put in order -----------------------------------------------------------------------
  const orderRows = (root) => root.querySelectorAll("[data-gh-rows]:not([data-gh-dressed])").forEach((list) => {
    list.setAttribute("data-gh-dressed", "");
    const number = () => [...list.children].forEach((row, place) => {
      const box = row.querySelector('input[name$="-ORDER"]');
      if (box) box.value = place + 1;
    });
    [...list.children].forEach((row) => {
      const box = row.querySelector('input[name$="-ORDER"]');
      if (!box) return;
      box.closest("label").toggleAttribute("data-gh-hidden", true);
      const tools = document.createElement("span");
      tools.className = "gh-tools";
      [["Move up", "arrow-up", -1], ["Move down", "arrow-down", 1]].forEach(([words, icon, by]) => {
        const button = document.createElement("button");
        button.type = "button";
        button.className = "gh-tool";
        button.innerHTML = `<svg class="icon" aria-hidden="true"><use href="#icon-${icon}"></use></svg><span class="w-sr-only">${words}</span>`;
        button.addEventListener("click", () => {
          const other = by < 0 ? row.previousElementSibling : row.nextElementSibling;
          if (!other) return;
          if (by < 0) list.insertBefore(row, other); else list.insertBefore(other, row);
          number();
          button.focus();
        });
        tools.append(button);
      });
      row.querySelector(".gh-option__tools").prepend(tools);
    });
    number();
  });

  // -- dragging pages -----------------------------------------------------------------------------------
  const dragParts = (list) => {
    let dragged = null;
    const parts = () => [...list.children].filter((one) => one.hasAttribute("data-gh-part"));
    parts().forEach((part) => {
      const grip = document.createElement("span");
      grip.className = "gh-part__grip";
      grip.draggable = true;
      grip.title = "Drag to move";
      grip.setAttribute("aria-hidden", "true");
      grip.innerHTML = '<svg class="icon"><use href="#icon-grip"></use></svg>';
      part.querySelector(".gh-part__head").prepend(grip);
      grip.addEventListener("dragstart", (event) => {
        dragged = part;
        part.classList.add("gh-part--dragged");
        event.dataTransfer.effectAllowed = "move";
        event.dataTransfer.setDragImage(part, 10, 10);
      });
      grip.addEventListener("dragend", () => {
        part.classList.remove("gh-part--dragged");
        parts().forEach((one) => one.classList.remove("gh-part--over"));
        dragged = null;
      });
      part.addEventListener("dragover", (event) => {
        if (!dragged || dragged === part) return;
        event.preventDefault();
        parts().forEach((one) => one.classList.toggle("gh-part--over", one === part));
      });
      part.addEventListener("drop", (event) => {
        if (!dragged || dragged === part) return;
        event.preventDefault();
        list.insertBefore(dragged, part);
        order();
      });
    });
    const order = () => {
      const form = document.createElement("form");
      form.method = "post";
      form.action = list.dataset.ghOrderUrl;
      const put = (name, value) => {
        const box = document.createElement("input");
        box.type = "hidden";
        box.name = name;
        box.value = value;
        form.append(box);
      };
      put("csrfmiddlewaretoken", document.querySelector('[name="csrfmiddlewaretoken"]').value);
      put("do", ["order", ...parts().map((one) => one.dataset.ghPart)].join("|"));
      document.body.append(form);
      form.submit();
    };
  };

  // -- the preview --------------------------------------------------------------------------------------
  const previews = (root) => root.querySelectorAll("[data-gh-preview]").forEach((preview) => {
    const links = [...preview.querySelectorAll("[data-gh-preview-link]")];
    links.forEach((link) => link.addEventListener("click", () => {
      links.forEach((one) => one.toggleAttribute("aria-current", one === link));
    }));
    const width = preview.querySelector("[data-gh-width]");
    const set = (phone) => {
      preview.classList.toggle("gh-preview--phone", phone);
      width.setAttribute("aria-pressed", String(phone));
    };
    width.hidden = false;
    width.addEventListener("click", () => set(width.getAttribute("aria-pressed") !== "true"));
    set(true);
  });

  const dress = (root) => {
    bounds(root);
    orderRows(root);
    root.querySelectorAll("[data-gh-refresh-button]").forEach((button) => button.toggleAttribute("data-gh-hidden", true));
  };
  const start = () => {
    document.querySelectorAll("form[data-gh-lint]").forEach((form) => { lintForm(form); refreshForm(form); });
    document.querySelectorAll("[data-gh-parts]").forEach(dragParts);
    previews(document);
    choices(document);
    dress(document);
  };
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start); else start();
})();
