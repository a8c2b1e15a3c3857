// Keeps one part of a page true: asks every few seconds whether there is news (304: no), and tells
// when it last knew. New calls are told to a screen reader once; sound and voice are a choice.
const MOST_MISSES = 3;
const CLOCK = { hour: "2-digit", minute: "2-digit", timeZone: "Europe/Amsterdam" };
const part = document.querySelector("[data-live]");
const shown = document.querySelector("[data-live-status]");
const said = document.querySelector("[data-live-said]");
const seconds = Number(part?.dataset.seconds);
let misses = 0;
let knownAt = new Date();
let calls = new Set(newCalls().keys());
let isSounding = false;
let isSpeaking = false;

function newCalls() {
  const found = part?.querySelectorAll("[data-call]") ?? [];
  return new Map([...found].map((call) => [call.dataset.call, call.dataset.say]));
}

function tell() {
  const isStale = misses >= MOST_MISSES;
  const time = knownAt.toLocaleTimeString("nl-NL", CLOCK);
  const text = `${isStale ? shown.dataset.stale : shown.dataset.fresh} ${time}`;
  shown.classList.toggle("is-stale", isStale);
  // Told once, not every few seconds.
  if (isStale) shown.setAttribute("role", "alert");
  else shown.removeAttribute("role");
  if (shown.textContent !== text) shown.textContent = text;
}

function beep() {
  const audio = new AudioContext();
  const tone = new OscillatorNode(audio, { frequency: 660 });
  tone.connect(new GainNode(audio, { gain: 0.3 })).connect(audio.destination);
  tone.start();
  tone.stop(audio.currentTime + 0.4);
  tone.onended = () => audio.close();
}

function announce() {
  const now = newCalls();
  const texts = [...now].filter(([call]) => !calls.has(call)).map(([, text]) => text);
  calls = new Set(now.keys());
  if (!texts.length || !said) return;
  said.textContent = texts.join(". ");
  if (isSounding) beep();
  if (isSpeaking) {
    const voice = new SpeechSynthesisUtterance(said.textContent);
    voice.lang = document.documentElement.lang;
    speechSynthesis.speak(voice);
  }
}

function replace(html) {
  const { value } = document.activeElement ?? {};
  const isInside = part.contains(document.activeElement);
  part.innerHTML = html;
  if (isInside) part.querySelector(`button[value="${CSS.escape(value)}"]`)?.focus();
  part.dispatchEvent(new Event("news", { bubbles: true }));
  announce();
}

async function ask() {
  const address = new URL(part.dataset.live, location.href);
  address.searchParams.set("rev", part.dataset.rev);
  try {
    // Without cookies: asking is no activity of a person.
    const answer = await fetch(address, { credentials: "omit", cache: "no-store" });
    if (answer.status === 404) {
      shown.textContent = shown.dataset.gone;
      shown.setAttribute("role", "alert");
      return;
    }
    if (!answer.ok && answer.status !== 304) throw new Error(answer.status);
    if (answer.ok) {
      part.dataset.rev = answer.headers.get("X-Revision");
      replace(await answer.text());
    }
    [misses, knownAt] = [0, new Date()];
  } catch {
    misses += 1;
  }
  tell();
  wait();
}

/** Not all screens at the same moment, and less often while nobody answers. */
function wait() {
  const slower = 2 ** Math.min(misses, MOST_MISSES);
  setTimeout(ask, seconds * 1000 * slower * (0.8 + Math.random() * 0.4));
}

if (part && shown) {
  tell();
  wait();
}
const choice = document.querySelector("[data-live-sound]");
if (choice) {
  choice.hidden = false;
  choice.addEventListener("click", ({ target }) => {
    if (target.matches("[data-sound]")) isSounding = !isSounding;
    if (target.matches("[data-speech]")) isSpeaking = !isSpeaking;
    choice.querySelector("[data-sound]").setAttribute("aria-pressed", isSounding);
    choice.querySelector("[data-speech]").setAttribute("aria-pressed", isSpeaking);
  });
}
