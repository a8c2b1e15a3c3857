// The kiosk forgets. Every page takes the place of the one before, so there is no history; after
// QUIET seconds without a touch the screen goes back to the start.
const QUIET = 90;
// WCAG 2.2.1 wants at least 20 seconds to answer the warning.
const WARNING = 20;
// A start page that nobody touched is made anew, so that the hours on it stay true.
const UNTOUCHED = 300;
const RETRY = 10;

const dialog = document.querySelector("[data-kiosk]");
const { start } = dialog.dataset;
const isStart = "isStart" in dialog.dataset;
let lastTouch = Date.now();
let isTouched = !isStart;

function touch() {
  if (dialog.open) return;
  lastTouch = Date.now();
  isTouched = true;
}

function stay() {
  dialog.close();
  touch();
}

/** Back to the start, once the site answers: an error page of the browser would never leave. */
async function restart() {
  clearInterval(ticking);
  if (isTouched) document.body.replaceChildren();
  const isThere = await fetch(start, { cache: "no-store" }).then((found) => found.ok, () => false);
  if (isThere) location.replace(start);
  else setTimeout(restart, RETRY * 1000);
}

function tick() {
  const quiet = Math.floor((Date.now() - lastTouch) / 1000);
  if (quiet >= (isTouched ? QUIET : UNTOUCHED)) {
    restart();
  } else if (isTouched && quiet >= QUIET - WARNING) {
    dialog.querySelector("[data-seconds]").textContent = QUIET - quiet;
    if (!dialog.open) dialog.showModal();
  }
}

const ticking = setInterval(tick, 1000);
for (const name of ["pointerdown", "keydown", "input", "wheel"]) {
  addEventListener(name, touch, { passive: true });
}
addEventListener("scroll", touch, { passive: true, capture: true });
dialog.querySelector("[data-stay]").addEventListener("click", stay);
dialog.addEventListener("cancel", stay);
addEventListener("click", (event) => {
  const link = event.target.closest("a[href]");
  if (!link) return;
  event.preventDefault();
  location.replace(link.href);
});
addEventListener("submit", (event) => {
  event.preventDefault();
  location.replace(`${event.target.action}?${new URLSearchParams(new FormData(event.target))}`);
});
// A long touch would offer to open a link in a window of its own.
addEventListener("contextmenu", (event) => event.preventDefault());
addEventListener("pageshow", (event) => event.persisted && location.replace(start));
