// "Use it" beside a box: the reply is put into the box on this page, after what has been typed, instead of the page being
// shown anew. There is nothing to ask the server but what it answers without JavaScript. Nothing is sent by it.
const BOXES = ["write_text", "ask_question"];

export function start(form) {
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    use(form);
  });
}

async function use(form) {
  const address = `${form.action.split(/[?#]/)[0]}?${new URLSearchParams(new FormData(form))}`;
  let page;
  try {
    const answer = await fetch(address, { headers: { Accept: "text/html" } });
    if (!answer.ok) {
      throw new Error(String(answer.status));
    }
    page = new DOMParser().parseFromString(await answer.text(), "text/html");
  } catch {
    location.assign(address);
    return;
  }
  const note = page.getElementById("reply-note");
  document.getElementById("reply-note")?.replaceChildren(...(note ? note.childNodes : []));
  const filled = BOXES.find((id) => page.getElementById(id)?.value.trim());
  const box = filled && document.getElementById(filled);
  if (box) {
    const typed = box.value.trim();
    box.value = typed ? `${typed}\n\n${page.getElementById(filled).value}` : page.getElementById(filled).value;
    box.focus();
  }
}
