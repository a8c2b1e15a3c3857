// A QR code holds the four words after the #, which never leaves the browser. They are put in the
// field, and taken out of the address: whoever uses this browser next must not find them there.
const field = document.getElementById("code");
const words = location.hash.slice(1);
if (/^[a-z]+(-[a-z]+){3}$/.test(words)) {
  if (!field.value) field.value = words.replaceAll("-", " ");
  history.replaceState(null, "", location.pathname + location.search);
}
