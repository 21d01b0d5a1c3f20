// Passkeys, which browsers give to scripts alone: the form's button asks the browser for one and posts what it says.
// A form that uses one is hidden until it is known that the browser can; one that makes one says where it cannot.

function bytes(text) {
  const base64 = text.replace(/-/g, "+").replace(/_/g, "/");
  return Uint8Array.from(atob(base64), (sign) => sign.charCodeAt(0));
}

function text(buffer) {
  const binary = Array.from(new Uint8Array(buffer), (byte) => String.fromCharCode(byte)).join("");
  return btoa(binary).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
}

// The options as the browser wants them: what is base64 in JSON is bytes there (WebAuthn level 3, section 5.1.10).
function readOptions({ publicKey }) {
  const read = { ...publicKey, challenge: bytes(publicKey.challenge) };
  if (read.user) {
    read.user = { ...read.user, id: bytes(read.user.id) };
  }
  for (const list of ["excludeCredentials", "allowCredentials"]) {
    read[list] = (publicKey[list] ?? []).map((each) => ({ ...each, id: bytes(each.id) }));
  }
  return { publicKey: read };
}

function writeCredential(credential) {
  const response = {};
  for (const part of ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"]) {
    if (credential.response[part]) {
      response[part] = text(credential.response[part]);
    }
  }
  return JSON.stringify({
    id: credential.id,
    rawId: text(credential.rawId),
    type: credential.type,
    authenticatorAttachment: credential.authenticatorAttachment ?? null,
    clientExtensionResults: credential.getClientExtensionResults(),
    response,
  });
}

async function use(form) {
  const answer = await fetch(form.dataset.options, { method: "POST", body: new FormData(form) });
  if (!answer.ok) {
    throw new Error(`the server answered ${answer.status}`);
  }
  return navigator.credentials.get(readOptions(await answer.json()));
}

function make(form) {
  const options = JSON.parse(document.getElementById(form.dataset.make).textContent);
  return navigator.credentials.create(readOptions(options));
}

export function start(form) {
  if (!window.PublicKeyCredential) {
    return;
  }
  const problem = form.querySelector("[data-passkey-problem]");
  form.hidden = false;
  form.querySelector("[data-passkey-needs-script]")?.remove();
  for (const part of form.querySelectorAll("[data-passkey-ready]")) {
    part.hidden = false;
  }
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    problem.hidden = true;
    try {
      const credential = await (form.dataset.make ? make(form) : use(form));
      form.elements.credential.value = writeCredential(credential);
      form.submit();
    } catch {
      // Also when its owner changed their mind: the form stays as it was.
      problem.hidden = false;
    }
  });
}
