// The guide beside an answer: opened from a mark or a figure, with the very lines marked, and the very cell
// where one figure was asked for. On a phone it stands below. Closing it goes back to where one came from.

import { announce, button, h, put, show } from "./dom.js";
import { render } from "./markdown.js";
import { get, guidePath } from "./service.js";
import { place } from "./words.js";

const panel = document.getElementById("reader");
const held = new Map(); // guides that were opened, until the page is left
let cameFrom = null;

/** A guide, fetched once. */
export async function guide(path) {
  if (!held.has(path)) held.set(path, get(guidePath(path)));
  try {
    return await held.get(path);
  } catch (error) {
    held.delete(path);
    throw error;
  }
}

/** Open the guide of a citation with its lines marked; `from` gets the focus back. */
export async function openCitation(citation, fact, from) {
  await open(citation.guide, citation.lines, { citation, fact, from });
}

/** Open a guide, marking these lines. */
export async function open(path, lines, { citation = null, fact = null, from = null } = {}) {
  cameFrom = from;
  panel.hidden = false;
  document.body.dataset.reading = "";
  panel.setAttribute("aria-busy", "true");
  let found;
  try {
    found = await guide(path);
  } catch (error) {
    // The quote travels with the answer, so the words can be shown even if the guide cannot.
    draw(h("h2", { tabindex: "-1" }, "The guide cannot be opened"), [
      h("p", error.message),
      citation && h("blockquote.cited", citation.quote),
    ]);
    return;
  }
  const cell = fact ? cellOf(found, fact, lines) : null;
  const body = h("div.guide", { lang: "en" }, contents(found));
  const marked = mark(body, lines, cell);
  const missing = lines && !marked.length;
  draw(h("h2", { tabindex: "-1" }, found.title), [
    h("p.soft", [citation ? place(citation).slice(citation.title.length + 2) : lines ? `Lines ${lines[0]} to ${lines[1]}` : "", found.as_of ? `data of ${found.as_of}` : "no date for its data"].filter(Boolean).join(" · ")),
    missing && citation && h("div", h("p.soft", "The cited words:"), h("blockquote.cited", citation.quote)),
    body,
    sources(found),
  ]);
  const target = marked[0] ?? panel;
  requestAnimationFrame(() => {
    if (wide()) panel.querySelector(".scroll").scrollTop = Math.max(0, target.offsetTop - 140);
    else show(target, marked.length ? "center" : "start");
    panel.querySelector("h2").focus({ preventScroll: true });
    // Making room for the guide moves what was read: it is brought back into sight.
    const spot = wide() && from?.isConnected ? from.getBoundingClientRect() : null;
    if (spot && (spot.bottom < 0 || spot.top > innerHeight)) from.scrollIntoView({ block: "center" });
  });
  announce(lines ? `${found.title} is open; ${lines[0] === lines[1] ? `line ${lines[0]} is` : `lines ${lines[0]} to ${lines[1]} are`} marked.` : `${found.title} is open.`);
}

function wide() {
  return matchMedia("(min-width: 68rem)").matches;
}

function draw(title, parts) {
  panel.removeAttribute("aria-busy");
  put(
    panel,
    h("header.bar", title, button("Close", close, { kind: "quiet", symbol: "close", "aria-label": "Close the guide and go back" })),
    h("div.scroll", { tabindex: "0", role: "region", "aria-label": "The guide’s text" }, parts),
  );
}

/** Close the guide; the focus goes back to where it was opened. */
export function close() {
  if (panel.hidden) return;
  panel.hidden = true;
  delete document.body.dataset.reading;
  if (cameFrom?.isConnected) {
    cameFrom.focus({ preventScroll: true });
    show(cameFrom, "nearest");
  }
}

function contents(found) {
  const { lines } = found;
  let first = 0;
  if (lines[0] === "---") {
    const end = lines.indexOf("---", 1);
    if (end > 0) first = end + 1;
  }
  // Its title is the panel's own already.
  while (first < lines.length && (!lines[first].trim() || /^#\s/u.test(lines[first]))) first += 1;
  return render(lines.slice(first).join("\n"), { first: first + 1, top: 2 });
}

function sources(found) {
  if (!found.sources?.length) return "";
  return h("details", h("summary", "What this guide names as its sources"), h("ul", found.sources.map((one) => h("li", one))), h("p.soft", "The guide states these; this program has not checked them."));
}

function mark(body, lines, cell) {
  if (!lines) return [];
  const found = [...body.querySelectorAll("[data-line]")].filter((node) => {
    const line = Number(node.dataset.line);
    return line >= lines[0] && line <= lines[1];
  });
  for (const node of found) {
    node.classList.add("cited");
    if (!cell || node.tagName !== "TR") continue;
    const own = [...node.children].find((one) => one.dataset.cell === cell);
    own?.classList.add("this");
  }
  return found;
}

function cellOf(found, fact, lines) {
  const own = found.facts.find((one) =>
    one.component === fact.component && one.region === fact.region && one.low === fact.low && one.high === fact.high &&
    one.lines[0] >= lines[0] && one.lines[1] <= lines[1]);
  return own?.cell ?? null;
}
