// The room Guides: every guide with its date, a search over all of them, and their figures as tables, each
// row with where it stands. A figure that looks wrong can be reported: as a text to copy, sent by nobody.

import { announce, button, calmed, freshId, h, icon, put } from "./dom.js";
import { copyButton } from "./copying.js";
import { render } from "./markdown.js";
import { open } from "./reader.js";
import { get, post } from "./service.js";
import { component, period } from "./words.js";

const ORDER = ["base", "equity", "bonus", "sign_on", "total"];

let facts = [];
let guides = [];
const results = h("div", { role: "status" });
const tables = h("div");
const filters = { company: "", region: "", component: "" };

/** Begin. */
export async function startGuides() {
  const body = document.getElementById("guides-body");
  put(body, h("p.waiting", "Opening the guides"));
  try {
    const [listed, bands] = await Promise.all([get("/v1/guides"), get("/v1/bands")]);
    guides = listed.guides;
    facts = bands.facts.filter((one) => one.kind === "band");
  } catch (error) {
    put(body, h("div.notice.bad", { role: "alert" }, h("p", error.message), error.remedy && h("p", error.remedy), button("Try again", startGuides)));
    return;
  }
  const words = h("input", { type: "search", id: "guide-words", maxlength: 500, placeholder: "exploding offer, level, refreshers …", autocomplete: "off" });
  put(body,
    h("form.search", { role: "search", on: { submit: (event) => { event.preventDefault(); void search(words.value); } } }, h("label", { for: "guide-words" }, "Search in the guides"), h("div.searchbox", words, h("button.main", { type: "submit" }, "Search"))),
    results,
    h("h2", "All guides"),
    h("ul.cards", guides.map(card)),
    facts.length ? [h("h2", { id: "bands-title" }, "Figures"), h("p.soft", "As the guides print them. Equity is what the column says: for four years, or for one."), h("p.soft.sideways", "The tables move sideways; the line of each row stands at their end."), choosers(), tables] : "");
  drawTables();
}

function card(one) {
  const node = button(one.title, () => void open(one.path, null, { from: node }), { kind: "link" });
  const about = [one.company, one.role].filter(Boolean).join(", ");
  return h("li", h("h3", node), h("p.soft", [about || "General advice", one.as_of ? `data of ${one.as_of}` : "no date for its data"].join(" · ")),
    one.sources?.length ? h("details", h("summary", `Names ${one.sources.length} ${one.sources.length === 1 ? "source" : "sources"}`), h("ul", one.sources.map((words) => h("li", words)))) : "");
}

async function search(words) {
  if (!words.trim()) return;
  put(results, h("p.waiting", "Searching"));
  try {
    const found = await post("/v1/search", { query: words.trim(), k: 8 });
    const list = found.results;
    put(results,
      h("div.resultbar", h("h2", `${list.length} ${list.length === 1 ? "passage" : "passages"} for “${words.trim()}”`), button("Clear", () => put(results), { kind: "quiet", symbol: "close" })),
      list.length ? h("ol.found", list.map((one) => {
        const node = h("button.link", { type: "button", on: { click: () => void open(one.guide, one.lines, { from: node }) } }, `${one.title}, ${one.section}`);
        return h("li", node, h("span.soft", ` line ${one.lines[0]}`), h("blockquote.rendered", render(one.text.length > 700 ? `${one.text.slice(0, 700)} …` : one.text, { top: 4 })));
      })) : h("p", "Nothing was found. Other words may help."));
  } catch (error) {
    put(results, h("div.notice.bad", { role: "alert" }, h("p", error.message), error.remedy && h("p", error.remedy)));
  }
}

// ---- figures

function choosers() {
  const options = (name) => [...new Set(facts.map((one) => one[name]).filter(Boolean))];
  const choose = (name, label, list) => {
    const id = freshId("choose");
    return h("div.field", h("label", { for: id }, label), h("select", { id, name, on: { change: (event) => { filters[name] = event.target.value; drawTables(); announce(`${tables.querySelectorAll("tbody tr").length} rows.`); } } }, h("option", { value: "" }, "all"), list.map((one) => h("option", { value: one }, name === "component" ? component(one) : one))));
  };
  const typed = h("input", { type: "search", id: freshId("place"), autocomplete: "off", maxlength: 100, on: { input: calmed((event) => { filters.region = event.target.value.trim().toLowerCase(); drawTables(); }, 60) } });
  return h("div.triple", choose("company", "Company", options("company")), h("div.field", h("label", { for: typed.id }, "Place"), typed), choose("component", "Part of pay", options("component")));
}

function drawTables() {
  const shown = facts.filter((one) => (!filters.company || one.company === filters.company) && (!filters.region || String(one.region ?? "").toLowerCase().includes(filters.region)) && (!filters.component || one.component === filters.component));
  const byGuide = Map.groupBy ? Map.groupBy(shown, (one) => one.guide) : grouped(shown, (one) => one.guide);
  put(tables, shown.length ? [...byGuide].map(([path, list]) => guideTable(path, list)) : h("p", "No row fits."));
}

function grouped(list, key) {
  const made = new Map();
  for (const one of list) made.set(key(one), [...(made.get(key(one)) ?? []), one]);
  return made;
}

function guideTable(path, list) {
  const guide = guides.find((one) => one.path === path);
  const parts = [...new Set(list.map((one) => one.component))].sort((a, b) => (ORDER.indexOf(a) + 99) % 99 - (ORDER.indexOf(b) + 99) % 99);
  const rows = grouped(list, (one) => one.lines[0]);
  const spans = (part) => [...new Set(list.filter((one) => one.component === part).map((one) => period(one.period).trim()))].filter(Boolean);
  const title = h("h3", { id: freshId("bands") }, guide?.company ?? guide?.title ?? path);
  return h("section.bands", { "aria-labelledby": title.id }, title,
    h("p.soft", [guide?.role, guide?.as_of ? `data of ${guide.as_of}` : "no date for its data", `“${guide?.title ?? path}”`].filter(Boolean).join(" · ")),
    h("div.wide", { tabindex: "0", role: "region", "aria-label": `Figures of ${guide?.company ?? path}` }, h("table",
      h("thead", h("tr", h("th", { scope: "col" }, "Place"), h("th", { scope: "col" }, "Level"), parts.map((part) => h("th", { scope: "col" }, component(part), h("div.soft", spans(part).length === 1 ? spans(part)[0] : ""))), h("th", { scope: "col" }, h("span.offscreen", "Source and report")))),
      h("tbody", [...rows].map(([, cells]) => tableRow(path, guide, cells, parts))))));
}

function tableRow(path, guide, cells, parts) {
  const [first] = cells;
  const where = `${guide?.company ?? ""} ${first.region ?? ""}`.trim();
  const source = h("button.quiet", { type: "button", "aria-label": `Show line ${first.lines[0]} in the guide: ${where}`, title: `line ${first.lines[0]}`, on: { click: () => void open(path, first.lines, { from: source }) } }, icon("book"), `line ${first.lines[0]}`);
  return h("tr", h("th", { scope: "row" }, first.region ?? "—"), h("td", first.level ?? "—"),
    parts.map((part) => h("td", cells.filter((one) => one.component === part).map((one) => one.cell).join("; ") || "—")),
    h("td.doing", source, button("", () => report(path, guide, cells), { kind: "quiet", symbol: "flag", "aria-label": `Report a figure: ${where}`, title: "Report a figure" })));
}

function report(path, guide, cells) {
  const dialog = document.getElementById("report-dialog");
  const text = document.getElementById("report-text");
  const [first] = cells;
  text.value = [
    `Guide: ${path} (${guide?.title ?? ""}), line ${first.lines[0]}`,
    `Row: ${[guide?.company, first.role, first.level, first.region].filter(Boolean).join(", ")}`,
    ...cells.map((one) => `${component(one.component)}: ${one.cell}`),
    `Dated: ${guide?.as_of ?? "no date"}`,
    "",
    "What I think is wrong, and where I know it from: ",
  ].join("\n");
  put(document.getElementById("report-tools"), copyButton(() => text.value, "Copy"), button("Close", () => dialog.close(), { kind: "quiet" }));
  dialog.showModal();
  text.focus();
}
