// Reads the heart of a page aloud with the browser's own voice. A pause stops the voice and keeps
// the place: speechSynthesis.pause() does nothing on Android.
const READ = [
  "main h1", "main .lead", ".danger__text", ".danger__contacts li", ".first-step h2",
  ".first-step > p", ".card--best h3", ".card--best h3 ~ p:not(.why)",
].join();

const box = document.querySelector("[data-read-aloud]");
const button = box.querySelector("[data-play]");
const label = button.querySelector("span");
const stopButton = box.querySelector("[data-stop]");
let parts = [];
let place = 0;
let speaking = null;

/** A voice for a language; one that works on this device before one that sends the text away. */
function voiceFor(language) {
  const fitting = speechSynthesis.getVoices().filter((v) => v.lang.split(/[-_]/)[0] === language);
  return fitting.find((voice) => voice.localService) ?? fitting[0];
}

/** What is visible on the page, each part with a voice for its own language. */
function partsOf() {
  const shown = [...document.querySelectorAll(READ)].filter((part) => part.getClientRects().length);
  return shown
    .map((part) => {
      const text = part.innerText.trim();
      const inner = part.querySelector("[lang]");
      const { lang } = inner?.innerText.trim() === text ? inner : part.closest("[lang]");
      return { text, voice: voiceFor(lang) };
    })
    .filter(({ text, voice }) => text && voice);
}

function show(state) {
  label.textContent = button.dataset[state];
  stopButton.hidden = state === "play";
}

function hush() {
  speaking = null;
  speechSynthesis.cancel();
}

function finish() {
  hush();
  place = 0;
  if (document.activeElement === stopButton) button.focus();
  show("play");
}

function speak() {
  if (place >= parts.length) return finish();
  const { text, voice } = parts[place];
  const words = new SpeechSynthesisUtterance(text);
  speaking = words;
  Object.assign(words, { voice, lang: voice.lang });
  // What was stopped ends too, in some browsers with an error: only the last one counts.
  words.onend = () => {
    if (speaking !== words) return;
    place += 1;
    speak();
  };
  words.onerror = () => speaking === words && finish();
  speechSynthesis.speak(words);
}

function press() {
  if (speaking) {
    hush();
    return show("resume");
  }
  if (!place) parts = partsOf();
  show("pause");
  speak();
}

/** A button when there is a voice; a sentence when there are only voices for other languages. */
function offer() {
  const voice = voiceFor(document.documentElement.lang);
  box.hidden = !speechSynthesis.getVoices().length;
  button.hidden = !voice;
  box.querySelector("[data-mute]").hidden = Boolean(voice);
  box.querySelector("[data-remote]").hidden = !voice || voice.localService;
}

if ("speechSynthesis" in window) {
  button.addEventListener("click", press);
  stopButton.addEventListener("click", finish);
  addEventListener("pagehide", hush);
  // The list of voices often comes later.
  speechSynthesis.addEventListener?.("voiceschanged", offer);
  offer();
}
