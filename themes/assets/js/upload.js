// Sending a form with files in it over a weak signal: how far it is, and giving up when nothing moves.

// Milliseconds without a byte going out or an answer coming in. The server looks into a file before it answers.
const STALLED_AFTER = 60000;

const names = new WeakMap();

// A name for a file that stays the same however often it is sent, or "" where the browser cannot make one.
export function nameOf(file) {
  if (!names.has(file)) {
    names.set(file, crypto.randomUUID ? crypto.randomUUID() : "");
  }
  return names.get(file);
}

// Resolves to {status, text}. Rejects where the connection is lost or has stalled: what arrived is not known then.
// `progress` is told the part that has gone out, from 0 to 1.
export function post(address, body, progress) {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    let stalled;
    const moving = () => {
      clearTimeout(stalled);
      stalled = setTimeout(() => request.abort(), STALLED_AFTER);
    };
    request.upload.addEventListener("progress", (event) => {
      moving();
      if (event.lengthComputable) {
        progress(event.loaded / event.total);
      }
    });
    request.addEventListener("progress", moving);
    request.addEventListener("load", () => resolve({ status: request.status, text: request.responseText }));
    ["error", "abort"].forEach((kind) => request.addEventListener(kind, () => reject(new Error(kind))));
    request.addEventListener("loadend", () => clearTimeout(stalled));
    request.open("POST", address);
    moving();
    request.send(body);
  });
}
