// Paper mode of the check-in page. While there is a network this device reserves a block of
// numbers for today; without one it gives those out, and sends them later. A number has a key of
// its own (UUID), so that sending it twice gives one ticket.
const PREFIX = "K";
const SECONDS = 15;
const FEW = 5;
const form = document.querySelector("[data-block]");
const { block: blockUrl, sync: syncUrl, worker } = form.dataset;
const desk = new URL(form.action).pathname;
const find = (name) => document.querySelector(`[data-paper${name}]`);

const read = (name, otherwise) => JSON.parse(localStorage.getItem(`${name} ${desk}`)) ?? otherwise;
const keep = (name, value) => localStorage.setItem(`${name} ${desk}`, JSON.stringify(value));
// The day on the calendar in the Netherlands, as the server counts it: 2026-11-25.
const today = () => new Date().toLocaleDateString("sv-SE", { timeZone: "Europe/Amsterdam" });
const token = () => form.querySelector("[name=csrfmiddlewaretoken]").value;

function post(address, values) {
  const body = new URLSearchParams({ ...values, csrfmiddlewaretoken: token() });
  return fetch(address, { method: "POST", body, redirect: "error" });
}

function blocks() {
  return read("blocks", []).filter((block) => block.day === today() && block.next <= block.last);
}

function show() {
  const left = blocks().reduce((sum, block) => sum + block.last - block.next + 1, 0);
  const unsent = read("unsent", []).length;
  const { left: leftText, unsent: unsentText } = find("-state").dataset;
  find("-state").textContent = `${leftText} ${left}. ${unsentText} ${unsent}.`;
}

async function reserve() {
  const left = blocks().reduce((sum, block) => sum + block.last - block.next + 1, 0);
  if (left >= FEW) return;
  const answer = await post(blockUrl, {});
  if (answer.ok) keep("blocks", [...blocks(), await answer.json()]);
}

/** The oldest first; what the desk refuses is shown to a person and not sent again. */
async function send() {
  for (const ticket of read("unsent", [])) {
    const answer = await post(syncUrl, ticket);
    if (![200, 400, 409].includes(answer.status)) return;
    if (!answer.ok) {
      const row = document.createElement("li");
      row.textContent = `${PREFIX}${ticket.number}: ${(await answer.json()).refused}`;
      find("-refused").append(row);
    }
    keep("unsent", read("unsent", []).filter((one) => one.request_key !== ticket.request_key));
  }
}

function give() {
  const [block, ...others] = blocks();
  find("").hidden = !block;
  find("-none").hidden = Boolean(block);
  if (!block) return;
  const chosen = new FormData(form);
  const ticket = {
    number: block.next,
    request_key: crypto.randomUUID(),
    taken_at: new Date().toISOString(),
    theme: chosen.get("theme"),
    language: chosen.get("language"),
  };
  keep("unsent", [...read("unsent", []), ticket]);
  keep("blocks", [{ ...block, next: block.next + 1 }, ...others]);
  find("-number").textContent = `${PREFIX}${String(ticket.number).padStart(2, "0")}`;
  find("").scrollIntoView();
  form.reset();
}

/** A form that is sent without a network shows an error page; so ask first. */
async function submit(event) {
  event.preventDefault();
  const isThere = await fetch(location.href, { method: "HEAD", cache: "no-store" }).then(
    (answer) => answer.ok,
    () => false,
  );
  if (isThere) form.submit();
  else if (form.reportValidity()) give();
  show();
}

async function tick() {
  try {
    await send();
    await reserve();
  } catch {
    // No network, or logged out: another time.
  }
  show();
}

// A page that was kept, or comes back from memory, holds the key of a visitor before this one.
addEventListener("pageshow", () => {
  form.elements.request_key.value = crypto.randomUUID();
});
form.addEventListener("submit", submit);
addEventListener("online", tick);
setInterval(tick, SECONDS * 1000);
tick();
/** The worker saw nothing of the page that brought it: have it keep its parts, and then the page. */
async function keepThisPage() {
  const parts = performance.getEntriesByType("resource").map((part) => part.name);
  const own = parts.filter((address) => new URL(address).pathname.startsWith("/static/"));
  await Promise.all(own.map((address) => fetch(address)));
  await fetch(location.href);
}

if (navigator.serviceWorker && !navigator.serviceWorker.controller) {
  navigator.serviceWorker.addEventListener("controllerchange", keepThisPage, { once: true });
}
navigator.serviceWorker?.register(worker);
