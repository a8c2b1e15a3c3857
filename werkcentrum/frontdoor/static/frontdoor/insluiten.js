// Puts the question box of a Werkcentrum right after the script tag that loads this, or of one in
// the head at the end of the page. It sets no cookie and asks nothing of another host. The view
// adds the call, with the box in each language.
(boxes) => {
  const script = document.currentScript;
  const box = boxes[script.dataset.taal] || boxes.nl;
  const frame = document.createElement("iframe");
  const address = new URL(box.path, script.src);
  frame.src = address.href;
  frame.title = box.title;
  Object.assign(frame.style, { border: "0", display: "block", width: "100%", height: "24rem" });
  addEventListener("message", ({ data, origin, source }) => {
    if (source !== frame.contentWindow || origin !== address.origin) return;
    const height = Math.ceil(Number(data?.werkcentrumHeight));
    if (height > 0 && height < 5000) frame.style.height = `${height}px`;
  });
  const atTheEnd = () => document.body.append(frame);
  if (!document.head.contains(script)) script.after(frame);
  else if (document.readyState === "loading") addEventListener("DOMContentLoaded", atTheEnd);
  else atTheEnd();
}
