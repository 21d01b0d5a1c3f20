// A drop-down list of very many choices as a box to search it by typing: the editable combobox with a list of the ARIA
// Authoring Practices (manual selection). What is typed and is none of the choices is sent as it is, so that it is shown
// again with the error.
const MOST_SHOWN = 50;
// Screen readers say what is typed first; the number of results comes when somebody stops.
const PAUSE = 600;

export function start(field) {
  const select = field.querySelector("select");
  if (select) {
    new Combobox(field, select);
  }
}

class Combobox {
  constructor(field, select) {
    this.words = field.dataset;
    this.choices = [...select.options]
      .filter((option) => option.value)
      .map((option) => ({ key: option.value, text: option.text.trim(), folded: fold(option.text) }));
    const chosen = this.choices.find((choice) => choice.key === select.value);
    this.build(field, select, chosen ? chosen.text : this.words.typed);
    this.shown = [];
    this.active = -1;
    this.listen();
  }

  build(field, select, text) {
    this.input = element("input", {
      type: "text",
      id: select.id,
      class: `govuk-input gh-combobox__input${select.classList.contains("govuk-select--error") ? " govuk-input--error" : ""}`,
      role: "combobox",
      autocomplete: "off",
      autocapitalize: "none",
      spellcheck: "false",
      "aria-autocomplete": "list",
      "aria-expanded": "false",
      "aria-controls": `${select.id}-list`,
      "aria-describedby": [select.getAttribute("aria-describedby"), `${select.id}-how`].filter(Boolean).join(" "),
    });
    if (select.getAttribute("aria-invalid")) {
      this.input.setAttribute("aria-invalid", "true");
    }
    this.input.value = text;
    this.list = element("ul", { id: `${select.id}-list`, role: "listbox", class: "gh-combobox__list" });
    this.list.setAttribute("aria-label", field.closest(".govuk-form-group").querySelector("label").textContent.trim());
    this.list.hidden = true;
    this.status = element("div", { role: "status", class: "govuk-visually-hidden" });
    this.hidden = element("input", { type: "hidden", name: select.name });
    // The browser may not have come to put the focus there yet.
    const isFirst = select.autofocus && document.activeElement === document.body;
    const hasFocus = document.activeElement === select || isFirst;
    const how = element("div", { id: `${select.id}-how`, class: "govuk-hint gh-combobox__hint" });
    how.textContent = this.words.hint;
    field.replaceChildren(how, this.input, this.list, this.status, this.hidden);
    if (hasFocus) {
      // Whoever typed in the list before this ran goes on in place of what the list made of it, not behind it.
      this.input.focus();
      this.input.select();
    }
    this.carry();
  }

  listen() {
    this.input.addEventListener("input", () => this.search());
    this.input.addEventListener("click", () => this.search());
    this.input.addEventListener("keydown", (event) => this.press(event));
    this.input.addEventListener("blur", () => {
      if (this.active >= 0) {
        this.choose(this.active);
      }
      this.close();
    });
    // The box keeps the focus while the list is pointed at.
    this.list.addEventListener("pointerdown", (event) => event.preventDefault());
    this.list.addEventListener("click", (event) => {
      const item = event.target.closest("[role=option]");
      if (item) {
        this.choose([...this.list.children].indexOf(item));
        this.close();
      }
    });
  }

  press(event) {
    const open = !this.list.hidden;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (!open) {
        this.search();
      }
      this.move(event.key === "ArrowDown" ? 1 : -1);
    } else if (event.key === "Enter" && open && this.active >= 0) {
      event.preventDefault();
      this.choose(this.active);
      this.close();
    } else if (event.key === "Escape" && open) {
      event.preventDefault();
      this.active = -1;
      this.close();
    }
  }

  search() {
    const wanted = fold(this.input.value);
    const found = wanted ? this.choices.filter((choice) => choice.folded.includes(wanted)) : this.choices;
    this.shown = [
      ...found.filter((choice) => choice.folded.startsWith(wanted)),
      ...found.filter((choice) => !choice.folded.startsWith(wanted)),
    ].slice(0, MOST_SHOWN);
    this.active = -1;
    this.input.removeAttribute("aria-activedescendant");
    this.list.replaceChildren(
      ...this.shown.map((choice, place) => {
        const item = element("li", {
          id: `${this.list.id}-${place}`,
          role: "option",
          class: "gh-combobox__option",
          "aria-selected": "false",
        });
        item.textContent = choice.text;
        return item;
      }),
    );
    this.list.hidden = !this.shown.length;
    this.input.setAttribute("aria-expanded", String(!this.list.hidden));
    this.carry();
    this.tell(found.length);
  }

  tell(number) {
    const words =
      number === 0
        ? this.words.none
        : number === 1
          ? this.words.one
          : number > MOST_SHOWN
            ? this.words.more.replace("%{count}", MOST_SHOWN)
            : this.words.many.replace("%{count}", number);
    clearTimeout(this.telling);
    this.telling = setTimeout(() => {
      this.status.textContent = words;
    }, PAUSE);
  }

  move(step) {
    if (!this.shown.length) {
      return;
    }
    this.list.children[this.active]?.setAttribute("aria-selected", "false");
    this.active = (this.active + step + (this.active < 0 && step < 0 ? 1 : 0) + this.shown.length) % this.shown.length;
    const item = this.list.children[this.active];
    item.setAttribute("aria-selected", "true");
    this.input.setAttribute("aria-activedescendant", item.id);
    item.scrollIntoView({ block: "nearest" });
  }

  choose(place) {
    this.input.value = this.shown[place].text;
    this.carry();
  }

  close() {
    this.active = -1;
    this.list.hidden = true;
    this.input.setAttribute("aria-expanded", "false");
    this.input.removeAttribute("aria-activedescendant");
  }

  // The key of what is written in the box, or what is written where it is none of the choices.
  carry() {
    const typed = this.input.value.trim();
    const folded = fold(typed);
    this.hidden.value = this.choices.find((choice) => choice.folded === folded)?.key ?? typed;
  }
}

// Without accents, case and spaces around.
function fold(text) {
  return text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase().trim();
}

function element(tag, attributes) {
  const made = document.createElement(tag);
  Object.entries(attributes).forEach(([name, value]) => made.setAttribute(name, value));
  return made;
}
