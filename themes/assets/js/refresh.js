// A field with buttons of its own (find an address, send or remove a file) posts the page and shows it again. Here the
// same is done without leaving the page: the page is posted, and the field taken out of the answer. There is nothing to
// ask the server but what it answers without JavaScript.
import { initAll } from "./govuk-frontend.min.js";
import { startWithin } from "./start.js";
import { nameOf, post } from "./upload.js";

// Seconds to wait before each further try to send a file over a connection that was lost.
const WAITS = [2, 4, 8, 16, 30];
const PASSING = [502, 503, 504];

export function start(field) {
  field.addEventListener("click", (event) => {
    const button = event.target.closest("button[data-refresh]");
    if (button) {
      event.preventDefault();
      refresh(field, button);
    }
  });
  field.addEventListener("change", (event) => {
    if (event.target.type === "file") {
      sendChosen(field, event.target);
    }
  });
  // On a slow connection a file can be chosen before this script has arrived.
  field.querySelectorAll("input[type=file]").forEach((input) => sendChosen(field, input));
}

function sendChosen(field, input) {
  if (field.dataset.upload && input.files.length) {
    refresh(field, field.querySelector(`[name="${field.dataset.upload}_upload"]`));
  }
}

async function refresh(field, button) {
  if (field.getAttribute("aria-busy") === "true") {
    return;
  }
  const form = button.form;
  const body = posted(field, button);
  // "Continue" pressed meanwhile waits for the answer, or the file would be sent twice.
  let next = null;
  const hold = (event) => {
    event.preventDefault();
    next = event.submitter;
  };
  form.addEventListener("submit", hold);
  field.setAttribute("aria-busy", "true");
  say(field, field.dataset.busy);
  let page;
  try {
    const answer = await send(body, field.dataset.retry ? (wait) => say(field, `${field.dataset.retry} (${wait} s)`) : null, meter(field));
    page = new DOMParser().parseFromString(answer, "text/html");
  } catch {
    say(field, field.dataset.failed);
    field.querySelector(":scope > progress")?.remove();
  }
  form.removeEventListener("submit", hold);
  field.removeAttribute("aria-busy");
  const fresh = page?.getElementById(field.id);
  if (fresh) {
    replace(field, fresh);
    renew(fresh, page);
    if (next && !fresh.querySelector(".govuk-error-message")) {
      form.requestSubmit(next);
    }
  } else if (page) {
    // Another page answered: the session has ended, or the journey was sent from another tab. Go there.
    form.requestSubmit(button);
  }
}

// The page's form as the button would post it, without the files that other fields have yet to send. Each file carries a
// name of its own, so that one which arrived although its answer was lost is not kept twice.
function posted(field, button) {
  const body = new FormData(button.form);
  button.form.querySelectorAll("input[type=file]").forEach((input) => {
    if (!field.contains(input)) {
      body.delete(input.name);
    } else {
      [...input.files].forEach((file) => body.append(`${input.name}_client`, nameOf(file)));
    }
  });
  body.append(button.name, button.value);
  return body;
}

// The page that answers. With `waiting`, which is told how many seconds, a connection that was lost is tried again.
async function send(body, waiting, progress) {
  for (let turn = 0; ; turn += 1) {
    try {
      const answer = await post(location.href.split("#")[0], body, progress);
      if (answer.status >= 200 && answer.status < 300) {
        return answer.text;
      }
      if (!PASSING.includes(answer.status)) {
        throw new Refused();
      }
    } catch (error) {
      if (error instanceof Refused) {
        throw error;
      }
    }
    if (!waiting || turn >= WAITS.length) {
      throw new Refused();
    }
    waiting(WAITS[turn]);
    await online(WAITS[turn] * 1000);
  }
}

class Refused extends Error {}

// After so many milliseconds, or as soon as the device says that it is connected again.
function online(milliseconds) {
  return new Promise((resolve) => {
    setTimeout(resolve, milliseconds);
    window.addEventListener("online", resolve, { once: true });
  });
}

function replace(field, fresh) {
  field.replaceWith(fresh);
  initAll({ scope: fresh });
  startWithin(fresh);
  const focus = [
    fresh.querySelector(".govuk-error-message") && "[aria-invalid=true], input[type=file]",
    "[data-refresh-focus]",
    "details[open] input:not([type=hidden])",
    "input:not([type=hidden])",
  ];
  focus.map((wanted) => wanted && fresh.querySelector(wanted)).find(Boolean)?.focus();
  say(fresh, fresh.querySelector(".govuk-error-message")?.textContent.trim() ?? "");
}

// The error summary at the top of the page is about the other fields still: only what it says of this one is renewed.
function renew(field, page) {
  const about = (link) => field.contains(document.getElementById(link.hash.slice(1)));
  const links = (from) => [...from.querySelectorAll(".govuk-error-summary__list a")];
  const summary = document.querySelector(".govuk-error-summary");
  if (!summary) {
    return;
  }
  const list = summary.querySelector("ul");
  links(document).filter((link) => !document.getElementById(link.hash.slice(1)) || about(link)).forEach((link) => link.closest("li").remove());
  links(page).filter(about).forEach((link) => list.append(link.closest("li")));
  if (!list.children.length) {
    summary.remove();
  }
}

// Shows how much of a file has gone out. What is said aloud is that it is being sent, not every step of it.
function meter(field) {
  if (!field.dataset.upload) {
    return () => {};
  }
  const bar = field.querySelector(":scope > progress") ?? document.createElement("progress");
  bar.className = "gh-upload__progress";
  bar.setAttribute("aria-hidden", "true");
  field.append(bar);
  return (part) => {
    bar.value = part;
  };
}

// Said aloud and shown below the field.
function say(field, words) {
  let status = field.querySelector(":scope > [role=status]");
  if (!status) {
    status = document.createElement("p");
    status.className = "govuk-hint gh-refresh__status";
    status.setAttribute("role", "status");
    field.append(status);
  }
  status.textContent = field.querySelector(".govuk-error-message")?.textContent.trim() === words ? "" : words;
}
