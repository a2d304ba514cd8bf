// Offers year by year: a stacked bar for each year, and the same in a table. Cash is solid, the target bonus
// hatched, equity dotted; only offers in one currency share a scale. All figures are the service's.

import { freshId, h, s } from "./dom.js";
import { amount, formula } from "./words.js";

const PARTS = [["base", "base"], ["sign_on", "sign-on"], ["bonus", "target bonus"], ["equity", "equity"]];
const WIDE = 320;

/** Charts, tables and what was assumed, for a comparison. */
export function years(compared) {
  const tops = {};
  for (const offer of compared.offers) {
    if (offer.no_total) continue;
    for (const year of offer.years) tops[offer.currency] = Math.max(tops[offer.currency] ?? 0, year.total ?? 0);
  }
  const notes = [...new Set([...compared.not_comparable, ...compared.flags.map((one) => one.message)])];
  return [
    patterns(),
    h("p.legend", PARTS.map(([name, words]) => h("span", s("svg", { class: "key", viewBox: "0 0 24 14", "aria-hidden": "true" }, s("rect", { class: `seg ${name}`, width: 24, height: 14, rx: 2 }), texture(name, 0, 24, 14)), ` ${words}`))),
    Object.keys(tops).length > 1 && h("p.soft", "Each currency has its own scale: bars of different currencies cannot be set against each other."),
    h("div.offers", compared.offers.map((offer) => one(offer, tops[offer.currency]))),
    notes.length ? h("div.notice.warm", notes.map((words) => h("p", words))) : "",
    h("p.soft", "Tax, raises, refreshers and share prices are not counted. Every figure is yours, or worked out from yours."),
  ];
}

function patterns() {
  return s("svg", { class: "offscreen", "aria-hidden": "true" }, s("defs",
    s("pattern", { id: "hatch", width: 6, height: 6, patternUnits: "userSpaceOnUse", patternTransform: "rotate(45)" }, s("path", { d: "M0 0V6", class: "ink" })),
    s("pattern", { id: "dots", width: 6, height: 6, patternUnits: "userSpaceOnUse" }, s("circle", { cx: 3, cy: 3, r: 1.3, class: "dot" }))));
}

function texture(name, x, width, height) {
  if (name === "bonus") return s("rect", { x, width, height, rx: 2, fill: "url(#hatch)" });
  if (name === "equity") return s("rect", { x, width, height, rx: 2, fill: "url(#dots)" });
  return "";
}

function one(offer, top) {
  const title = h("h3", { id: freshId("offer") }, offer.name, offer.currency ? h("span.soft", ` ${offer.currency}`) : "");
  const chart = offer.no_total || !top ? h("p", offer.no_total ?? "No amounts were entered.") : h("div.chart", offer.years.map((year) => row(offer, year, top)));
  return h("section.one", { "aria-labelledby": title.id }, title, chart,
    offer.equity_liquid === false ? h("p.soft", "This equity cannot be sold yet.") : "",
    h("details", h("summary", "The figures"), table(offer)),
    offer.assumptions?.length ? h("details", h("summary", "Assumed"), h("ul", offer.assumptions.map((words) => h("li", words)))) : "",
    offer.formulas?.length ? h("details", h("summary", "How each was worked out"), h("ul", offer.formulas.map((each) => h("li", `${where(each.figure)}: `, h("code", formula(each.formula)), ` = ${amount(each.value, each.currency)}`)))) : "",
    offer.converted ? h("details", h("summary", `The same in ${offer.converted.currency}`), h("p.soft", offer.converted.rates.join(", ")), table({ ...offer, ...offer.converted, currencies: {} })) : "",
    offer.questions.length ? h("details", h("summary", `Ask them (${offer.questions.length})`), h("ul", offer.questions.map((words) => h("li", words)))) : "");
}

function row(offer, year, top) {
  let x = 0;
  const parts = [];
  for (const [name] of PARTS) {
    const width = ((year[name] ?? 0) / top) * WIDE;
    if (width <= 0) continue;
    parts.push(s("rect", { class: `seg ${name}`, x, width: Math.max(width - 1, .5), height: 20, rx: 2 }), texture(name, x, Math.max(width - 1, .5), 20));
    x += width;
  }
  const words = PARTS.filter(([name]) => year[name]).map(([name, said]) => `${said} ${amount(year[name], offer.currencies?.[name] ?? offer.currency)}`).join(", ");
  return h("div.year", h("span", `Year ${year.year}`), s("svg", { viewBox: `0 0 ${WIDE} 20`, preserveAspectRatio: "none", role: "img", "aria-label": `Year ${year.year}: ${words}` }, parts), h("strong", amount(year.total, offer.currency)));
}

function table(offer) {
  const money = (value, name) => amount(value, offer.currencies?.[name] ?? offer.currency);
  const rows = [...offer.years, ...(offer.together ? [{ ...offer.together, year: "all" }] : [])];
  return h("div.wide", { tabindex: "0", role: "region", "aria-label": `Figures of ${offer.name}` }, h("table",
    h("thead", h("tr", h("th", { scope: "col" }, "Year"), ["base", "sign-on", "guaranteed cash", "target bonus", "equity", "total"].map((words) => h("th.n", { scope: "col" }, words)))),
    h("tbody", rows.map((year) => h("tr", h("th", { scope: "row" }, String(year.year)),
      ["base", "sign_on", "guaranteed_cash", "bonus", "equity", "total"].map((name) => h("td.n", money(year[name], name))))))));
}

function where(figure) {
  const [place, part = ""] = figure.split(".");
  const year = place.match(/\d+/u);
  return `${year ? `year ${Number(year[0]) + 1}` : "all years"}, ${part.replaceAll("_", " ")}`;
}
