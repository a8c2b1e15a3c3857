// Somebody speaks their question. The browser turns sound into words, mostly at its maker's, so
// we tell where the sound goes and ask. That is asked again on every page: nothing is stored.
const Recognition = window.SpeechRecognition ?? window.webkitSpeechRecognition;
const box = document.querySelector("[data-speech]");
const button = box.querySelector("[data-speak]");
const label = button.querySelector("span");
const status = box.querySelector("[role=status]");
const dialog = box.querySelector("dialog");
const field = document.getElementById(box.dataset.speech);
let mayListen = false;
let listening = null;

function heard(event) {
  const words = [...event.results].map((result) => result[0].transcript.trim());
  field.value = [field.value.trim(), ...words].filter(Boolean).join(" ");
  field.focus();
}

function quiet() {
  listening = null;
  label.textContent = button.dataset.start;
  if (status.textContent === status.dataset.listening) status.textContent = "";
}

function listen() {
  listening = new Recognition();
  listening.lang = document.documentElement.lang;
  listening.onresult = heard;
  listening.onerror = () => (status.textContent = status.dataset.failed);
  listening.onend = quiet;
  label.textContent = button.dataset.stop;
  status.textContent = status.dataset.listening;
  listening.start();
}

function press() {
  if (listening) listening.stop();
  else if (mayListen) listen();
  else dialog.showModal();
}

function agree() {
  mayListen = true;
  dialog.close();
  listen();
}

if (Recognition) {
  box.hidden = false;
  button.addEventListener("click", press);
  box.querySelector("[data-yes]").addEventListener("click", agree);
  box.querySelector("[data-no]").addEventListener("click", () => dialog.close());
}
