// Tells the page around the question box how tall it is. A height is no secret, so any page may
// hear it; that page checks who speaks (insluiten.js).
const main = document.querySelector("main");
const tell = () => parent.postMessage({ werkcentrumHeight: main.offsetHeight }, "*");
new ResizeObserver(tell).observe(main);
