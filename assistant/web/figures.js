// Figures that tell where they come from, and marks that open the guide. The words of an origin are said on
// hover, on tap and on keyboard focus, in one small card that Escape closes.

import { freshId, h, icon } from "./dom.js";
import { amount, component, formula, period, place, range } from "./words.js";

const NAMES = { quoted: "Quoted from a guide", input: "From you", derived: "Calculated" };

const card = h("div.origin", { id: "origin", role: "tooltip", hidden: true });
let shown = null; // the figure that the card belongs to
let pinned = false; // it was tapped, and stays until something else is

/** Begin: one card for the whole page. */
export function startFigures() {
  document.body.append(card);
  addEventListener("keydown", (event) => {
    if (event.key === "Escape") close();
  });
  addEventListener("click", (event) => {
    if (shown && !event.target.closest(".figure, .origin")) close();
  });
  addEventListener("resize", close);
  addEventListener("scroll", () => shown && !pinned && close(), { passive: true });
}

function close() {
  if (!shown) return;
  shown.removeAttribute("data-open");
  shown = null;
  pinned = false;
  card.hidden = true;
}

/** A figure in a text. `open(citation, fact)` shows the guide. */
export function figureIn(citations, open) {
  return (words, number) => {
    const origin = originOf(number, citations);
    const told = h("span", { id: freshId("from"), hidden: true }, `${NAMES[number.source]}: ${origin.words}`);
    const node = h("button.figure", {
      type: "button",
      data: { source: number.source },
      "aria-describedby": told.id,
      on: {
        mouseenter: () => reveal(node, number, origin, open),
        mouseleave: () => setTimeout(() => !pinned && shown === node && !card.matches(":hover") && close(), 120),
        focus: () => reveal(node, number, origin, open),
        blur: () => setTimeout(() => !card.contains(document.activeElement) && close(), 0),
        click: () => {
          reveal(node, number, origin, open);
          pinned = true;
        },
      },
    }, words);
    return h("span.nobreak", node, told);
  };
}

card.addEventListener("mouseleave", () => !pinned && close());

function reveal(node, number, origin, open) {
  if (shown && shown !== node) close();
  shown = node;
  node.setAttribute("data-open", "");
  card.replaceChildren(
    h("strong.kind", { data: { source: number.source } }, NAMES[number.source]),
    h("p", origin.words),
    origin.formula ? h("p.formula", origin.formula) : "",
    origin.citation && open
      ? h("button.link", { type: "button", tabindex: "-1", on: { click: () => { close(); open(origin.citation, number.fact, node); } } }, icon("book"), "Show it in the guide")
      : "",
  );
  card.hidden = false;
  const at = node.getBoundingClientRect();
  const wide = Math.min(340, innerWidth - 24);
  card.style.width = `${wide}px`;
  const left = Math.max(12, Math.min(at.left + at.width / 2 - wide / 2, innerWidth - wide - 12));
  const below = at.bottom + 8;
  const high = card.offsetHeight;
  const above = below + high > innerHeight && at.top - high - 8 > 0;
  card.style.left = `${left + scrollX}px`;
  card.style.top = `${(above ? at.top - high - 8 : below) + scrollY}px`;
}

function originOf(number, citations) {
  const citation = citations.find((one) => one.id === number.citation);
  if (number.source === "input") return { words: "You gave this figure. No guide is named for it." };
  if (number.source === "derived") {
    const worked = number.derivation;
    const inputs = (worked?.inputs ?? []).map((one) => (one === "input" ? "your own figure" : one === null ? null : `source ${one}`)).filter(Boolean);
    const from = [...new Set(inputs)];
    const first = citations.find((one) => worked?.inputs?.includes(one.id));
    const unit = number.text.includes("%") ? "percent" : "money";
    const worth = (value) => (unit === "percent" ? `${value}%` : value.toLocaleString("en-US"));
    const lines = worked ? [`${formula(worked.formula)} = ${worth(worked.value)}`] : [];
    if (worked?.high?.formula) lines.push(`${formula(worked.high.formula)} = ${worth(worked.high.value)}`);
    const rounded = number.source === "derived" && unit === "percent" ? " Rounded as shown." : "";
    return { words: from.length ? `Worked out from ${from.join(" and ")}.${rounded}` : "Worked out by this program.", formula: lines.join("\n"), citation: first };
  }
  const fact = number.fact;
  const what = fact ? factWords(fact) : "";
  const dated = citation?.as_of ? ` The guide dates its data ${citation.as_of}.` : "";
  const where = citation ? `Stands in ${place(citation)}.` : "Stands in the guides.";
  return { words: `${what}${where}${dated}`, citation };
}

/** What a fact says: `Base salary a year, Meta, London (UK), E5–E6: $170K–$250K.` */
function factWords(fact) {
  const about = [`${component(fact.component)}${period(fact.period)}`, fact.company, fact.role, fact.level, fact.region].filter(Boolean);
  const value = fact.unit === "percent" ? range(fact.low, fact.high, null, "percent") : range(fact.low, fact.high, fact.currency, "money");
  return `${about.join(", ")}: ${value}. `;
}

/** A [n] that opens its guide. */
export function markIn(citations, open) {
  return (id) => {
    const citation = citations.find((one) => one.id === id);
    if (!citation) return null;
    const node = h("button.mark", {
      type: "button",
      "aria-label": `Source ${id}: ${place(citation)}`,
      title: place(citation),
      on: { click: () => open(citation, null, node) },
    }, String(id));
    return node;
  };
}

/** What the three kinds of underline mean. */
export function legend(numbers) {
  const used = ["quoted", "input", "derived"].filter((kind) => numbers.some((one) => one.source === kind));
  if (!used.length) return "";
  const shortly = { quoted: "quoted from a guide", input: "from you", derived: "calculated" };
  return h("p.legend", used.map((kind) => h("span", h("span.swatch", { data: { source: kind }, "aria-hidden": "true" }, "00"), ` ${shortly[kind]}`)));
}

export { amount };
