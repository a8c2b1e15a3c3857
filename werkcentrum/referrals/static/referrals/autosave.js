// Keeps a draft on the server while somebody types. It says "kept" only once the server said so,
// and aloud when it was not. Without this script there is a button that does the same.
const form = document.querySelector("[data-draft]");
const kept = form.querySelector("[data-kept]");
const lost = form.querySelector("[data-lost]");
const PAUSE = 3;
const AGAIN = 15;
let sent = text();
let timer;

function text() {
  return form.elements.body.value;
}

function later(seconds) {
  clearTimeout(timer);
  timer = setTimeout(keep, seconds * 1000);
}

function tell(why, more = "") {
  kept.textContent = "";
  lost.textContent = `${lost.dataset[why]} ${more}`.trim();
  lost.hidden = false;
}

function ask() {
  const headers = { Accept: "application/json" };
  const body = new FormData(form);
  return fetch(form.dataset.draft, { method: "POST", headers, body, redirect: "manual" });
}

async function keep() {
  const typed = text();
  if (typed === sent) return undefined;
  const answer = await ask().catch(() => null);
  if (!answer || answer.status >= 500) {
    tell("lost");
    return later(AGAIN);
  }
  if (answer.status === 422) return tell("refused", (await answer.json()).errors.join(" "));
  if (!answer.ok) return tell("ended");
  const { kept_at: at } = await answer.json();
  sent = typed;
  lost.hidden = true;
  kept.textContent = typed === text() ? `${kept.dataset.kept} ${at}` : kept.dataset.busy;
  return typed === text() || later(PAUSE);
}

form.addEventListener("input", () => {
  kept.textContent = kept.dataset.busy;
  later(PAUSE);
});
form.addEventListener("submit", () => {
  clearTimeout(timer);
  sent = text();
});
// Whoever closes the page: what was typed in the last seconds goes along.
addEventListener("pagehide", () => {
  if (text() !== sent) navigator.sendBeacon(form.dataset.draft, new FormData(form));
});
