// Builds the desk's style and scripts into ../static/desk.
// Law: no font, picture or crest of anybody else comes out of here; a fault in the style stops the build.
// Not here: anything that runs while the desk runs.
import { copyFileSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { compile } from "sass";

const here = dirname(fileURLToPath(import.meta.url));
const out = join(here, "..", "static", "desk");
const modules = join(here, "node_modules");

// The published style has rules for pictures and marks that are not ours to use: each of them is left out.
const NOT_OURS = ["url(", "crest", "crown", "GDS Transport"];

function withoutMarks(css) {
  let kept = css;
  for (const word of NOT_OURS) {
    for (let at = kept.indexOf(word); at >= 0; at = kept.indexOf(word)) {
      const close = kept.indexOf("}", at);
      const open = kept.lastIndexOf("{", close);
      const start = Math.max(kept.lastIndexOf("}", open), kept.lastIndexOf("{", open - 1), kept.lastIndexOf(";", open)) + 1;
      kept = kept.slice(0, start) + kept.slice(close + 1);
    }
  }
  return kept;
}

rmSync(out, { recursive: true, force: true });
mkdirSync(out, { recursive: true });

const style = compile(join(here, "style", "desk.scss"), { loadPaths: [modules], style: "compressed", quietDeps: true });
const css = withoutMarks(style.css);
if (!css.includes(".desk-header") || !css.includes(".govuk-button")) throw new Error("the style lost its own rules");
writeFileSync(join(out, "desk.css"), css);

await build({
  entryPoints: [join(here, "script", "desk.js"), join(here, "script", "drawing.js")],
  bundle: true,
  minify: true,
  format: "esm",
  target: ["es2020"],
  legalComments: "eof",
  nodePaths: [modules],
  outdir: out,
});
copyFileSync(join(modules, "htmx.org", "dist", "htmx.min.js"), join(out, "htmx.js"));
copyFileSync(join(modules, "cytoscape", "dist", "cytoscape.min.js"), join(out, "cytoscape.js"));

// The terms of those whose work the pages carry; a package that ships no text of its own names its terms.
const terms = ["govuk-frontend", "htmx.org", "cytoscape"].map((name) => {
  const home = join(modules, name);
  const about = JSON.parse(readFileSync(join(home, "package.json"), "utf8"));
  const file = readdirSync(home).find((each) => /^licen[cs]e/i.test(each));
  const text = file ? readFileSync(join(home, file), "utf8").trim() : "Copyright (c) Crown Copyright (Government Digital Service)";
  return `${about.name} ${about.version}, ${about.license}\n\n${text}\n`;
});
writeFileSync(join(out, "licences"), terms.join("\n\n"));
