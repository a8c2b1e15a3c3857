// Warns two minutes before a session ends. The server knows best: another tab may be in use.
const box = document.getElementById("sessie");
const form = box.querySelector("form");
const EARLY = 120;
const AGAIN = 30;
let timer;

function later(seconds) {
  clearTimeout(timer);
  timer = setTimeout(look, seconds * 1000);
}

function show(when) {
  box.hidden = !when;
  form.hidden = when === "ended";
  for (const line of box.querySelectorAll("[data-when]")) line.hidden = line.dataset.when !== when;
}

function told(seconds) {
  show(seconds > EARLY ? "" : "soon");
  later(seconds > EARLY ? seconds - EARLY : seconds + 1);
}

async function ask(address, options) {
  const answer = await fetch(address, { redirect: "manual", ...options }).catch(() => null);
  if (!answer) return later(AGAIN);
  if (!answer.ok) return show("ended");
  return told((await answer.json()).seconds);
}

function look() {
  ask(box.dataset.left);
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  ask(form.action, { method: "POST", body: new FormData(form) });
});
look();
