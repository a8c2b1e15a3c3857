// A theme that cannot be read does not build (WCAG 2.2, 1.4.3 and 1.4.11).

const WHITE = "#ffffff";
const INK = "#1d2a2c";
// [text or line, background, least contrast, where it is seen]
const PAIRS = [
  ["brand-400", WHITE, 4.5, "links and buttons on white"],
  ["brand-500", WHITE, 4.5, "links that are pointed at"],
  ["brand-400", "paper", 4.5, "links on the paper colour"],
  ["brand-500", "brand-50", 4.5, "links on a tinted panel"],
  ["brand-500", "brand-100", 4.5, "badges and links on the hero"],
  ["brand-700", "brand-100", 7, "headings on the hero"],
  [INK, "brand-100", 7, "text on the hero"],
  [INK, "paper", 7, "text on the paper colour"],
  [WHITE, "brand-700", 7, "text in the footer"],
  ["sun", "brand-700", 3, "the line under the current page in the footer"],
  ["brand-700", "sun", 4.5, "text on the accent colour"],
];

/** Raises an error that names the theme and the pair when a colour is missing or too weak. */
export function checkTheme(name, css) {
  const found = css.matchAll(/--wc-([\w-]+):\s*(#[0-9a-f]{6})\s*;/gi);
  const colours = new Map([...found].map(([, key, value]) => [key, value]));
  const valueOf = (key) => {
    const value = key.startsWith("#") ? key : colours.get(key);
    if (!value) throw new Error(`Theme ${name}: --wc-${key} is missing (write it as #rrggbb).`);
    return value;
  };
  for (const [front, back, least, where] of PAIRS) {
    const ratio = contrast(valueOf(front), valueOf(back));
    if (ratio < least) {
      throw new Error(
        `Theme ${name}: ${front} on ${back} is ${ratio.toFixed(2)}, needs ${least} (${where}).`,
      );
    }
  }
}

function contrast(one, other) {
  const [light, dark] = [luminance(one), luminance(other)].sort((a, b) => b - a);
  return (light + 0.05) / (dark + 0.05);
}

function luminance(hex) {
  const [red, green, blue] = [1, 3, 5].map((start) => {
    const value = parseInt(hex.slice(start, start + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
