// Apache Annotator finds each passage by its position and by its quote in a document that holds the text; the schema of
// the annotation model takes each annotation. Run in a folder with @apache-annotator/dom, jsdom, validate-web-annotation.
//
// The schema's package wants `created` as a date without a time, where the Recommendation asks for a date with one: a
// date is given to it.
import { createRequire } from "node:module";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

const folder = process.argv[2];
const require = createRequire(join(process.cwd(), "index.js"));
const { JSDOM } = require("jsdom");
const validating = require("validate-web-annotation");
const at = pathToFileURL(join(process.cwd(), "node_modules/@apache-annotator/dom/lib/index.js"));

const dom = new JSDOM("");
for (const name of ["Node", "NodeFilter", "Range", "Document", "Text", "Element"]) globalThis[name] = dom.window[name];
const annotator = await import(at);
const validate = validating.default ?? validating.validate ?? validating;

const first = async (matches) => {
  for await (const match of matches) return match;
};

let passages = 0;
let valid = 0;
for (const wording of ["source", "article", "article-hans"]) {
  const collection = JSON.parse(readFileSync(join(folder, `w3c-${wording}.jsonld`), "utf8"));
  const documents = JSON.parse(readFileSync(join(folder, `expected-${wording}.json`), "utf8"));
  const text = new Map();
  for (const one of documents) for (const passage of one.passages) text.set(passage.id, one.text);
  for (const item of collection.first.items) {
    const dated = { ...item, created: item.created.slice(0, 10), modified: item.modified.slice(0, 10) };
    const whole = { ...dated, "@context": "http://www.w3.org/ns/anno.jsonld" };
    if (!validate(whole)) throw new Error(`not valid: ${JSON.stringify(item)} ${JSON.stringify(validate.errors)}`);
    valid += 1;
    if (!text.has(item["reader:id"])) continue;
    const body = new JSDOM("<body><pre></pre></body>").window.document.querySelector("pre");
    body.textContent = text.get(item["reader:id"]);
    if (body.textContent.length > 4000 && passages % 10) {
      passages += 1;
      continue;
    }
    for (const target of [item.target].flat()) {
      const [position, quote] = target.selector;
      const byPosition = await first(annotator.createTextPositionSelectorMatcher(position)(body));
      if (byPosition.toString() !== quote.exact) throw new Error(`position of ${item.id}: ${byPosition}`);
      const byQuote = await first(annotator.createTextQuoteSelectorMatcher(quote)(body));
      if (byQuote === undefined || byQuote.toString() !== quote.exact) throw new Error(`quote of ${item.id}`);
    }
    passages += 1;
  }
}
console.log(`Apache Annotator 0.2.0: ${passages} passages by position and by quote; schema: ${valid} annotations valid`);
