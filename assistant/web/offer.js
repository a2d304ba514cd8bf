// The room Offer: the form, the check that follows the typing, the draft, the answer to what they wrote, the
// comparison. The offer is kept in this browser and nowhere else.

import { announce, button, calmed, freshId, h, icon, put, show } from "./dom.js";
import { copyButton } from "./copying.js";
import { draftNodes, sources } from "./draft.js";
import { OfferForm, emptyState, fromLetter, isEmpty, nameOf, offerOf, readLine, takeOver } from "./fields.js";
import { figureIn, markIn } from "./figures.js";
import { plainText } from "./markdown.js";
import { picture } from "./picture.js";
import { openCitation } from "./reader.js";
import { get, post } from "./service.js";
import { keep, kept } from "./store.js";
import { amount, component } from "./words.js";
import { years } from "./years.js";

const PARTS = { equity_total: "equity", equity_per_year: "equity a year", bonus_percent: "bonus" };
const HEARD = {
  rescind: "they take the offer back", acceptance: "they agree", partial_yes: "they moved a part of the way",
  on_hold: "they put the role on hold", trade: "they give something only if you let something go",
  asks_for_proof: "they ask for proof of another offer", asks_current_salary: "they ask what you earn now",
  asks_expectation: "they ask what you expect", only_sign_on_moves: "only the sign-on can move",
  band_limit: "they are at the limit of the band", no_negotiation: "they do not negotiate",
  internal_equity: "they point to the pay of others in the team", budget: "there is no more budget",
  final_offer: "they call it their final offer", rejection: "they say no to what you asked for",
  counter_question: "they ask what it takes for you to sign", exploding_deadline: "they set a short deadline",
  more_time: "they need more time", unclear: "it is not clear what it says about your offer",
};

const check = h("div.check", { "aria-live": "off" });
const draftPlace = h("div", { id: "draft" });
const replyPlace = h("div");
const comparePlace = h("div");
const keptPlace = h("div");
const draftButton = h("button.main", { type: "submit", id: "draft-button" }, "Draft my counter-offer");
const message = h("textarea", { id: "their-words", rows: 4, maxlength: 20000, placeholder: "We can do 240k base, and this is our final offer." });

let form = null;
let checking = null;
let drafted = null; // the offer that the shown draft was made of
let facts = [];
let named = null; // the names of the guides, as they come

/** Begin. */
export function startOffer() {
  const first = h("div");
  const rest = h("div");
  const start = button("Fill in an example", () => void example(), { kind: "quiet", symbol: "plus" });
  // The picture stands between the offer and the rest: next to what it draws, on a phone too.
  const fields = h("form.two", { id: "offer-form", novalidate: true, on: { submit: (event) => { event.preventDefault(); void draft(); } } },
    h("div.one-side", pasting(), start, first),
    h("section.sticky", { "aria-labelledby": "check-title" }, h("h2", { id: "check-title" }, "Where it lies"), check),
    h("div.other-side", rest, h("div.tools", draftButton, button("Start with an empty form", () => load(emptyState()), { kind: "quiet", symbol: "bin" }))));
  put(document.getElementById("offer-body"),
    h("p.soft.stays", icon("lock"), "Kept in this browser only. ", button("Forget everything", () => document.querySelector(".bottom [data-forget]").click(), { kind: "link" })),
    fields,
    draftPlace,
    h("section", { id: "part-their" }, h("h2", "What did they write?"), h("label", { for: "their-words" }, "Paste their message; you get an answer to send, and what changes in your offer."), message, h("div.tools", button("How do I answer?", () => void reply(), { kind: "main", id: "reply-button" })), replyPlace),
    h("section", { id: "part-compare" }, h("h2", "Compare offers"), h("p.soft", "Keep this offer, enter the next one, and lay them side by side."), h("div.tools", button("Keep this offer to compare", keepOffer, { symbol: "plus" })), keptPlace, comparePlace));
  form = new OfferForm(fields, first, rest, kept("offer", emptyState()), changed);
  drawKept();
  void place();
  named = names();
}

const store = calmed((state) => keep("offer", state), 150);
const look = calmed(() => void place(), 15);

function changed(state) {
  store(state);
  look();
  if (drafted && JSON.stringify(offerOf(state)) !== drafted) {
    const old = document.getElementById("draft-old");
    if (old) old.hidden = false;
  }
}

function load(state) {
  form.load(state);
  changed(form.state);
  drafted = null;
  put(draftPlace);
  put(replyPlace);
}

async function names() {
  try {
    const [bands, listed] = await Promise.all([get("/v1/bands"), get("/v1/guides")]);
    facts = bands.facts.filter((one) => one.kind === "band");
    const all = (list) => [...new Set(list.filter(Boolean))];
    form.propose({
      company: all(listed.guides.map((one) => one.company)),
      region: all(facts.map((one) => one.region)),
      role: all(facts.map((one) => one.role)),
    });
  } catch {
    // The form works without proposals.
  }
}

/** An example from the guides' own rows, a quarter of the way up: shown as one, for trying out. */
async function example() {
  await named;
  const base = facts.find((one) => one.component === "base" && one.currency && one.unit === "money" && one.low !== null && one.high !== null);
  const row = (name) => facts.find((one) => base && one.company === base.company && one.region === base.region && one.role === base.role && one.component === name && one.unit === "money");
  const quarter = (fact) => (fact ? String(Math.round((fact.low * 3 + fact.high) / 4 / 5000) * 5000) : "");
  const equity = row("equity");
  load({
    ...emptyState(),
    company: base?.company ?? "Acme", region: base?.region ?? "Berlin", role: base?.role ?? "Engineer",
    base: base ? quarter(base) : "100k", base_currency: base?.currency ?? "EUR",
    equity: quarter(equity), equity_how: equity?.period === "year" ? "year" : "total",
    bonus: "15", first: "equity", strengths: "I led the ranking team of six people", candidate: "Lin", recruiter: "Ms Brown",
  });
  announce("An example was filled in.");
}

// ---- the check that follows the typing

async function place() {
  checking?.abort();
  const { state } = form;
  form.calm();
  if (isEmpty(state)) {
    put(check, h("p.soft", "As you type, each part of your offer is drawn here against the row of the guide."));
    return;
  }
  checking = new AbortController();
  try {
    const found = await post("/v1/checks", offerOf(state), { signal: checking.signal });
    drawCheck(found);
  } catch (error) {
    if (error.name === "AbortError") return;
    const words = [error.message, error.remedy].filter(Boolean).join(" ");
    if (!form.complain(error.where, words)) put(check, h("div.notice.bad", h("p", words)));
    else if (!check.querySelector(".stale")) check.prepend(h("p.stale.notice.warm", "One field cannot be read yet; this is how it was before."));
  }
}

function drawCheck(found) {
  const mark = markIn(found.citations, openCitation);
  const cite = (placed) => (placed.citation ? mark(placed.citation) : "");
  const bars = found.assessment.length ? picture(found.assessment, cite) : h("p.soft", "No amount was entered yet.");
  put(check,
    bars,
    found.notes?.length ? h("ul.soft", found.notes.map((one) => h("li", one))) : "",
    found.flags.length ? [h("h3", icon("note"), "Good to know"), h("ul", found.flags.map((one) => h("li", one.message)))] : "",
    found.questions.length ? h("details", { open: found.status === "needs_detail" }, h("summary", `To find out (${found.questions.length})`), h("ul", found.questions.map((one) => h("li", one)))) : "");
}

// ---- a pasted letter

function pasting() {
  const box = h("textarea", { id: "pasted", rows: 6, maxlength: 100000, placeholder: "Paste the letter or mail with the offer." });
  const out = h("div", { role: "status" });
  const read = async () => {
    if (!box.value.trim()) return;
    put(out, h("p.waiting", "Reading"));
    try {
      proposal(out, await post("/v1/letters", { text: box.value }));
    } catch (error) {
      put(out, h("div.notice.bad", h("p", error.message), error.remedy && h("p", error.remedy)));
    }
  };
  return h("details.more", h("summary", "Paste the letter, and it is read into the form"), h("label", { for: "pasted" }, "The letter"), box, h("p.hint", "You see what was read before anything is filled in."), h("div.tools", button("Read it", () => void read(), { kind: "main" })), out);
}

function proposal(out, read) {
  const taken = {}; // what the person chose for each doubt; another choice takes its place
  const fields = Object.entries(read.fields);
  const doubts = read.questions.map((doubt) => {
    const group = freshId("doubt");
    return h("fieldset.doubt", h("legend", doubt.ask), doubt.words && h("p.soft", `The letter says “${doubt.words}”.`), doubt.readings.length ? doubt.readings.map((one) => h("label.tick", h("input", { type: "radio", name: group, on: { change: () => { taken[group] = one.values; } } }), one.says)) : h("p.soft", "Answer it in the form, if you know."));
  });
  put(out,
    h("h3", "This is what the letter seems to offer"),
    fields.length ? h("ul", fields.map(([name, one]) => readLine(name, one))) : h("p", "Nothing in it reads like an offer."),
    doubts,
    read.left_out.length ? h("details", h("summary", `Not read (${read.left_out.length})`), h("ul", read.left_out.map((one) => h("li", `“${one.words}”: ${one.why}`)))) : "",
    read.beside.length ? [h("p", "Also in the letter, and not weighed here; read it before you sign:"), h("ul", read.beside.map((one) => h("li", `${one.subject}: “${one.words}”`)))] : "",
    read.notes.map((one) => h("p.soft", one)),
    h("div.tools", button("Yes, fill it in", () => {
      const asked = read.questions.flatMap((doubt) => [doubt.field, ...doubt.also]);
      load(fromLetter(form.state, Object.assign({}, read.values, ...Object.values(taken)), asked));
      put(out, h("p", icon("check"), " Filled in. Look over each field before you go on."));
      announce("The form was filled in from the letter.");
    }, { kind: "main" })));
}

// ---- the draft

async function draft(focus = null) {
  const offer = offerOf(form.state);
  draftButton.disabled = true;
  if (!focus) put(draftPlace, h("p.waiting", { role: "status" }, "Drafting"));
  form.calm();
  try {
    const made = await post("/v1/drafts", offer);
    drafted = JSON.stringify(offer);
    const title = h("h2.big", { tabindex: "-1" }, "Your counter-offer");
    const parts = [["part-asks", "What to ask"], ["part-letter", "Letter"], ["part-call", "Call"], ["part-replies", "If they answer"], ["part-their", "They wrote"], ["part-compare", "Compare"]];
    put(draftPlace, title,
      h("div.notice.warm", { id: "draft-old", hidden: true }, h("p", "You changed the offer since this was drafted."), button("Draft it again", () => void draft())),
      h("nav.jump", { "aria-label": "Parts of the counter-offer" }, parts.map(([id, words]) => button(words, () => {
        const part = document.getElementById(id);
        if (!part) return;
        show(part);
        const head = part.querySelector("h2");
        head.tabIndex = -1;
        head.focus({ preventScroll: true });
      }, { kind: "quiet", data: { to: id } }))),
      draftNodes(made, offer, again));
    for (const one of draftPlace.querySelectorAll("nav.jump button")) if (!document.getElementById(one.dataset.to)) one.remove();
    if (focus) document.getElementById(focus)?.focus({ preventScroll: true });
    else {
      show(title);
      title.focus({ preventScroll: true });
    }
    announce(made.status === "drafted" ? "The draft is ready." : "There is no letter yet.");
  } catch (error) {
    const words = [error.message, error.remedy].filter(Boolean).join(" ");
    const at = form.complain(error.where, words);
    put(draftPlace, h("div.notice.bad", { role: "alert" }, h("p", words), at && h("p", "It is marked in the form.")));
    if (at) document.querySelector("#offer-form [aria-invalid]")?.focus();
  } finally {
    draftButton.disabled = false;
  }
}

function again(changes, focus) {
  for (const [name, value] of Object.entries(changes)) form.set(name, value);
  void draft(focus);
}

// ---- what they wrote

async function reply() {
  if (!message.value.trim()) {
    message.focus();
    return;
  }
  put(replyPlace, h("p.waiting", { role: "status" }, "Reading"));
  try {
    const made = await post("/v1/replies", { offer: offerOf(form.state), message: message.value });
    drawReply(made);
    announce("An answer is ready.");
  } catch (error) {
    const words = [error.message, error.remedy].filter(Boolean).join(" ");
    put(replyPlace, h("div.notice.bad", { role: "alert" }, h("p", words)));
  }
}

function drawReply(made) {
  const figure = figureIn(made.citations, openCitation);
  const changes = made.offer_changes;
  const read = made.recognised.map((one) => HEARD[one] ?? one.replaceAll("_", " "));
  const value = (one, change) => {
    if (one === null || one === undefined) return "nothing so far";
    if (typeof one !== "number" || change.field === "equity_years") return String(one);
    return amount(one, change.currency, change.field === "bonus_percent" ? "percent" : "money");
  };
  put(replyPlace,
    read.length ? h("p", h("strong", "Read as: "), `${read.join("; ")}.`) : "",
    made.message ? [h("h3", "Your answer"), h("div.paper", plainText(made.message, { figures: made.numbers.filter((one) => one.field === "message"), figure })), h("div.tools", copyButton(() => made.message, "Copy the answer"))] : "",
    made.why ? h("p", h("strong", "Why: "), made.why, " ", made.citations.map((one) => markIn(made.citations, openCitation)(one.id))) : "",
    changes.length ? h("div.notice", h("p", h("strong", "What changes in your offer")), h("ul", changes.map((one) => h("li", `${component(PARTS[one.field] ?? one.field)}: ${value(one.old, one)} → ${value(one.new, one)}`, h("span.soft", ` (they wrote “${one.words}”)`)))), button("Take it over into my offer", (event) => {
      const currency = Object.fromEntries(changes.map((one) => [one.field, one.currency]));
      form.load(takeOver(form.state, Object.fromEntries(changes.map((one) => [one.field, one.new])), (name) => currency[name]));
      changed(form.state);
      put(event.target, icon("check"), "Taken over");
      event.target.disabled = true;
      announce("Your offer was changed.");
    }, { id: "take-over" })) : "",
    made.flags.length ? h("ul", made.flags.map((one) => h("li", one.message))) : "",
    made.questions.length ? [h("h3", made.status === "needs_detail" ? "To go on, I need to know" : "Still to find out"), h("ul", made.questions.map((one) => h("li", one)))] : "",
    sources(made.citations));
}

// ---- several offers

function keepOffer() {
  if (isEmpty(form.state)) {
    announce("There is nothing to keep yet.");
    put(comparePlace, h("p.notice.warm", "Enter an offer first."));
    return;
  }
  keep("offers", [...kept("offers", []), form.state].slice(-8));
  put(comparePlace);
  drawKept();
  announce(`${nameOf(form.state)} is kept.`);
}

function drawKept() {
  const all = kept("offers", []);
  put(keptPlace,
    all.length ? h("ul.kept", all.map((state, n) => h("li", h("span", nameOf(state), state.base ? h("span.soft", ` · base ${state.base_currency ?? ""} ${state.base}`) : ""),
      button("Open", () => { load(state); show(document.getElementById("offer")); }, { kind: "quiet", "aria-label": `Open ${nameOf(state)} in the form` }),
      button("Remove", () => { keep("offers", all.filter((_, at) => at !== n)); drawKept(); put(comparePlace); }, { kind: "quiet", symbol: "bin", "aria-label": `Remove ${nameOf(state)}` })))) : "",
    all.length ? h("div.tools", button(all.length > 1 ? "Compare them year by year" : "Compare with the form above", () => void compare(), { kind: "main", id: "compare-button" })) : "");
}

async function compare() {
  const states = kept("offers", []);
  const now = form.state;
  const same = states.some((one) => JSON.stringify(offerOf(one)) === JSON.stringify(offerOf(now)));
  const all = same || isEmpty(now) ? states : [...states, now];
  if (all.length < 2) {
    put(comparePlace, h("p.notice.warm", "Enter another offer in the form above, then compare."));
    return;
  }
  try {
    const compared = await post("/v1/comparisons", { offers: all.map(offerOf) });
    put(comparePlace, h("h3", { tabindex: "-1" }, "Year by year"), years(compared));
    comparePlace.querySelector("h3").focus({ preventScroll: true });
    show(comparePlace, "nearest");
    announce("The offers are compared.");
  } catch (error) {
    put(comparePlace, h("div.notice.bad", { role: "alert" }, h("p", error.message), error.remedy && h("p", error.remedy)));
  }
}
