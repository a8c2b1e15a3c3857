// The board by keyboard: a letter presses the button that carries it, or goes to a group of buttons.
// Not while somebody types, and it can be switched off (WCAG 2.1.4).
const KEPT = "werkcentrum-keys-off";
const choice = document.querySelector("[data-keys]");
if (choice) {
  choice.checked = !localStorage.getItem(KEPT);
  choice.addEventListener("change", () => {
    if (choice.checked) localStorage.removeItem(KEPT);
    else localStorage.setItem(KEPT, "1");
  });
}

addEventListener("keydown", (event) => {
  const isTyping = event.target.closest?.("input:not([type=checkbox], [type=radio]), select, textarea");
  if (isTyping || event.ctrlKey || event.altKey || event.metaKey || !choice?.checked) return;
  const found = document.querySelector(`[data-key="${CSS.escape(event.key.toLowerCase())}"]`);
  if (!found) return;
  event.preventDefault();
  if (found.matches("button")) found.click();
  else found.querySelector("button").focus();
});

/** How long somebody waits, in minutes; late when it is longer than the norm of the desk. */
function count() {
  const norm = Number(document.querySelector("[data-norm]")?.dataset.norm);
  for (const time of document.querySelectorAll("[data-since]")) {
    const minutes = Math.max(0, Math.floor((Date.now() / 1000 - time.dataset.since) / 60));
    time.title = time.title || time.textContent;
    time.textContent = `${time.title} (${minutes} min.)`;
    time.classList.toggle("is-late", minutes > norm);
  }
}

count();
setInterval(count, 20_000);
addEventListener("news", count);
const print = document.querySelector("[data-print]");
if (print) {
  print.hidden = false;
  print.addEventListener("click", () => window.print());
}
