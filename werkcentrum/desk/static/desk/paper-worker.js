// Keeps the check-in page, and what it is made of, for when the network is gone. Nothing else: no
// page with a queue or a person is stored on a device.
const STORE = "paper-1";
const isKept = ({ pathname }) =>
  /\/medewerkers\/balie\/[^/]+\/aanmelden\/$/.test(pathname) || pathname.startsWith("/static/");

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));
self.addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.method === "GET" && isKept(new URL(request.url))) event.respondWith(fresh(request));
});

async function fresh(request) {
  const store = await caches.open(STORE);
  try {
    const answer = await fetch(request);
    if (answer.ok && !answer.redirected) await store.put(request, answer.clone());
    return answer;
  } catch (error) {
    const kept = await store.match(request, { ignoreVary: true });
    if (kept) return kept;
    throw error;
  }
}
