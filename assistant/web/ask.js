// The room Ask: one box, sentences as they are checked, each figure with its origin, and the names in play
// as chips. Earlier questions are in no storage: they are gone when the page is left.

import { add, announce, button, freshId, h, icon, put, show } from "./dom.js";
import { copyButton } from "./copying.js";
import { figureIn, legend, markIn } from "./figures.js";
import { render } from "./markdown.js";
import { openCitation } from "./reader.js";
import { ask, get } from "./service.js";
import { component, place } from "./words.js";

const CHIPS = { company: "company", role: "role", level: "level", region: "place", component: "about" };
const STATUS = {
  partial: ["part", "A part of this is in the guides"],
  not_covered: ["gap", "The guides do not cover this"],
  needs_detail: ["ask", "One thing first"],
  declined: ["no", "This I will not write"],
};

const form = document.getElementById("ask-form");
const box = document.getElementById("question");
const sendButton = form.querySelector("button[type=submit]");
const chips = document.getElementById("chips");
const thread = document.getElementById("thread");
const examples = document.getElementById("examples");

let inPlay = {}; // the names that the next question may leave out
let running = null;
let covered = null;

/** Begin. */
export function startAsk() {
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    void answer(box.value);
  });
  box.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
      event.preventDefault();
      form.requestSubmit();
    }
  });
  box.addEventListener("input", grow);
  void showExamples();
}

function grow() {
  box.style.height = "";
  if (box.scrollHeight > box.offsetHeight) box.style.height = `${Math.min(box.scrollHeight, 220)}px`;
}

async function what() {
  covered ??= Promise.all([get("/v1/guides"), get("/v1/bands?component=base")]).then(([listed, bands]) => ({
    guides: listed.guides,
    facts: bands.facts.filter((fact) => fact.kind === "band"),
  }));
  try {
    return await covered;
  } catch (error) {
    covered = null;
    throw error;
  }
}

/** Examples are made from what the guides cover, so each of them has an answer. */
async function showExamples() {
  let guides = [];
  let facts = [];
  try {
    ({ guides, facts } = await what());
  } catch {
    // Without the guides the general examples still help.
  }
  const companies = [...new Set(facts.map((fact) => fact.company).filter(Boolean))];
  // A place with one plain name reads best in a question.
  const rowOf = (company, n) => {
    const own = facts.filter((fact) => fact.company === company && fact.region);
    const plain = own.filter((fact) => /^[\p{L} ]+(?: \(\p{L}+\))?$/u.test(fact.region) && !fact.region.includes("/"));
    return plain[n % plain.length] ?? own[0];
  };
  const first = companies[0] && rowOf(companies.at(-1), 0);
  const other = companies[1] && rowOf(companies[0], 1);
  const asked = [
    first && `What is the base salary range at ${first.company} in ${short(first.region)}?`,
    other && `And the equity at ${other.company} in ${short(other.region)}?`,
    guides.length && "They say this is their final offer. What can I answer?",
    "Which is easier to move, base or equity?",
    "May I say that I have another offer when I have none?",
  ].filter(Boolean);
  put(examples, h("h2", "For example"), h("ul", asked.map((words) => h("li", button(words, () => {
    box.value = words;
    grow();
    void answer(words);
  }, { kind: "example" })))));
}

/** A place as one would say it: `London (UK)` is London. */
function short(region) {
  return String(region).split(/\s*[(/]/u)[0].trim();
}

function drawChips() {
  // What a question was about is of use only together with whom or where it was about.
  const named = ["company", "role", "level", "region"].some((kind) => inPlay[kind]?.length);
  const shown = !named ? [] : Object.entries(CHIPS).flatMap(([kind, label]) =>
    (inPlay[kind] ?? []).map((name) => ({ kind, label, name })));
  chips.hidden = !shown.length;
  put(
    chips,
    h("span.label", { id: "chips-label" }, "Your next question is about"),
    h("ul", { "aria-labelledby": "chips-label" }, shown.map(({ kind, label, name }) => {
      const said = kind === "component" ? component(name) : name;
      return h("li.chip", h("span.kind", label), said, h("button.remove", {
        type: "button",
        "aria-label": `Remove ${label} ${said}`,
        on: { click: () => remove(kind, name) },
      }, icon("close")));
    })),
  );
}

function remove(kind, name) {
  inPlay = { ...inPlay, [kind]: inPlay[kind].filter((one) => one !== name) };
  drawChips();
  announce(`${name} removed.`);
  box.focus();
}

/** The names in play, as one earlier turn: what was removed is not sent. */
function earlier() {
  if (chips.hidden) return [];
  const words = Object.keys(CHIPS).flatMap((kind) => (inPlay[kind] ?? []).map((name) => name.replaceAll("_", "-")));
  return words.length ? [words.join(", ")] : [];
}

async function answer(words) {
  const question = words.trim();
  if (!question) {
    box.focus();
    return;
  }
  running?.abort();
  running = new AbortController();
  const mine = running;
  examples.hidden = true;
  const said = h("div.text", { "aria-live": "polite", "aria-busy": "true" }, h("p.waiting", "Looking in the guides"));
  const title = h("h2", { id: freshId("asked"), dir: "auto" }, question);
  const turn = h("article.turn", { "aria-labelledby": title.id }, title, said);
  for (const old of thread.children) old.classList.add("earlier");
  thread.prepend(turn);
  sendButton.disabled = true;
  const soFar = [];
  try {
    const found = await ask({ question, conversation: earlier() }, (name, data) => {
      if (mine.signal.aborted) return;
      if (name === "search" && !soFar.length) put(said, h("p.waiting", "Reading and checking"));
      if (name === "sentence") {
        soFar.push(data.text);
        put(said, render(soFar.join(soFar.some((one) => one.startsWith("- ")) ? "\n" : " ")));
      }
    }, mine.signal);
    finish(turn, said, found, question);
    box.value = "";
    grow();
  } catch (error) {
    if (error.name === "AbortError") {
      turn.remove();
      return;
    }
    said.removeAttribute("aria-busy");
    put(said, h("div.notice.bad", { role: "alert" }, h("p", error.message), error.remedy && h("p", error.remedy), button("Try again", () => {
      turn.remove();
      void answer(question);
    }, { kind: "quiet" })));
  } finally {
    if (running === mine) {
      running = null;
      sendButton.disabled = false;
    }
  }
}

function finish(turn, said, found, question) {
  const { citations, numbers } = found;
  const drawn = { figures: numbers.filter((one) => one.field === "text"), figure: figureIn(citations, openCitation), mark: markIn(citations, openCitation) };
  const special = STATUS[found.status];
  turn.dataset.status = found.status;
  put(said, special && h("p.status", icon(special[0]), special[1]), render(found.text, drawn));
  said.removeAttribute("aria-busy");
  add(turn, [
    legend(numbers),
    conflicts(found, drawn),
    gaps(found),
    list("Ask the recruiter", found.status === "needs_detail" ? [] : found.questions, "ask"),
    found.status === "needs_detail" && list("To go on, I need to know", found.questions, "ask"),
    list("Good to know", found.warnings.map((one) => one.message), "note"),
    withheld(found),
    sources(citations),
    h("div.tools", copyButton(() => textOf(found), "Copy the answer"), found.model ? h("span.soft", `Worded by ${found.model}, every figure checked`) : ""),
  ]);
  if (["not_covered", "needs_detail"].includes(found.status)) void addCovered(turn, found, question);
  const play = {};
  for (const kind of Object.keys(CHIPS)) if (found.resolved[kind]?.length) play[kind] = found.resolved[kind];
  inPlay = Object.keys(play).length ? { ...(play.company ? {} : keepNames()), ...play } : inPlay;
  drawChips();
  if (turn.getBoundingClientRect().top < 0) show(turn);
}

/** Where an answer named no company of its own, the one in play stays. */
function keepNames() {
  return Object.fromEntries(Object.entries(inPlay).filter(([kind]) => kind !== "component"));
}

function conflicts(found, drawn) {
  if (!found.conflicts.length) return "";
  return h("section.aside", h("h3", icon("differ"), "The guides differ"), found.conflicts.map((one) => h("div.sides", h("p", one.about), h("ul", one.sides.map((side) => {
    const source = found.citations.find((c) => c.id === side.citation);
    return h("li", source && !side.says.includes(source.title) && h("span.soft", `${source.title}: `), side.says, " ", drawn.mark(side.citation));
  })))));
}

function gaps(found) {
  if (!found.not_covered.length) return "";
  return h("section.aside", h("h3", "Not in the guides"), h("ul", found.not_covered.map((one) => h("li", one))));
}

function list(title, items, symbol) {
  if (!items?.length) return "";
  return h("section.aside", h("h3", icon(symbol), title), h("ul", items.map((one) => h("li", { dir: "auto" }, one))));
}

function withheld(found) {
  if (!found.withheld) return "";
  return h("p.soft", found.withheld === 1 ? "One sentence was withheld: something in it could not be supported." : `${found.withheld} sentences were withheld: something in them could not be supported.`);
}

function sources(citations) {
  if (!citations.length) return "";
  return h("details.sources", h("summary", `Sources (${citations.length})`), h("ol", citations.map((one) => {
    const node = h("button.link", { type: "button", on: { click: () => openCitation(one, null, node) } }, place(one));
    return h("li", { value: one.id }, node, one.as_of ? h("span.soft", ` · data of ${one.as_of}`) : "", h("blockquote", one.quote));
  })));
}

async function addCovered(turn, found, question) {
  let known;
  try {
    known = await what();
  } catch {
    return;
  }
  const companies = [...new Set(known.facts.map((fact) => fact.company).filter(Boolean))].sort();
  const asked = found.resolved.company ?? [];
  const rows = companies.filter((one) => !asked.length || asked.includes(one)).map((company) => {
    const places = [...new Set(known.facts.filter((fact) => fact.company === company).map((fact) => fact.region).filter(Boolean))];
    if (found.status !== "needs_detail") return h("li", h("strong", company), `: ${places.join(" · ")}`);
    // What is missing can be chosen: the same question is asked again with it.
    return h("li", h("strong", company), h("div.places", places.map((one) => button(one, () => void answer(`${question} (${company}, ${one})`)))));
  });
  const general = found.status === "needs_detail" ? [] : known.guides.filter((one) => !one.company).map((one) => h("li", one.title));
  const before = turn.querySelector(".tools");
  before.before(h("section.aside.covered", h("h3", icon("book"), found.status === "needs_detail" ? "Choose one" : "What the guides do cover"), h("ul", rows, general), found.status === "needs_detail" ? "" : h("p.soft", "Another company’s or city’s figures would not be an answer, so none are shown here.")));
}

function textOf(found) {
  const parts = [found.text.replaceAll("**", "")];
  if (found.citations.length) {
    parts.push(["Sources:", ...found.citations.map((one) => `[${one.id}] ${place(one)} (${one.guide})${one.as_of ? `, data of ${one.as_of}` : ""}\n    “${one.quote.replaceAll("\n", "\n    ")}”`)].join("\n"));
  }
  if (found.warnings.length) parts.push(["Good to know:", ...found.warnings.map((one) => `- ${one.message}`)].join("\n"));
  if (found.questions.length) parts.push(["To ask:", ...found.questions.map((one) => `- ${one}`)].join("\n"));
  return `${parts.join("\n\n")}\n`;
}
