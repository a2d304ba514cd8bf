// A draft on the page: what to ask for and why, sliders that try amounts out, the letter to copy or take along,
// the call, what to answer, what to find out, the sources.

import { button, calmed, freshId, h, icon, put } from "./dom.js";
import { copyButton, mailOf, save } from "./copying.js";
import { NAMES_ITS_OWN } from "./fields.js";
import { figureIn, legend, markIn } from "./figures.js";
import { moved, plainText } from "./markdown.js";
import { openCitation } from "./reader.js";
import { post } from "./service.js";
import { amount, component, formula, lies, place, range } from "./words.js";

const TONES = [["neutral", "as usual"], ["warmer", "warmer"], ["firmer", "firmer"], ["shorter", "shorter"], ["plainer", "in plainer words"]];
const WHY_NOT = {
  needs_detail: "There is no letter yet: some things are missing.",
  not_covered: "There is no letter: the guides do not cover this offer.",
  declined: "There is no letter: this cannot be written as it was asked for.",
};

/** Everything of a draft. `again(changes)` drafts anew, with another tone or channel. */
export function draftNodes(draft, offer, again) {
  const tools = { figure: figureIn(draft.citations, openCitation), mark: markIn(draft.citations, openCitation), draft, offer };
  const marks = (ids) => (ids ?? []).map((id) => tools.mark(id));
  const drafted = draft.status === "drafted";
  return [
    !drafted && h("div.notice.warm", h("p", h("strong", WHY_NOT[draft.status])), draft.questions.length ? h("ul", draft.questions.map((one) => h("li", one))) : "", draft.status === "needs_detail" && h("p.soft", "If the guides have no row for this offer, enter what you would like to reach under “What you want”.")),
    asks(tools, marks),
    ladder(draft, offer),
    draft.letter && letter(tools, again),
    draft.call_script && h("section", { id: "part-call" }, h("h2", "If you speak on the phone"), words(tools, draft.call_script, "call_script"), h("div.tools", copyButton(() => draft.call_script, "Copy the call script"))),
    replies(tools, marks),
    draft.recap && h("section", h("h2", "When you have agreed, send this recap"), words(tools, draft.recap, "recap"), h("div.tools", copyButton(() => draft.recap, "Copy the recap"))),
    items("Good to know before you write", draft.flags.map((one) => one.message), "note"),
    drafted && items("Questions for the recruiter", draft.questions, "ask", true),
    draft.withheld ? h("p.soft", `${draft.withheld === 1 ? "One sentence was" : `${draft.withheld} sentences were`} withheld: something there could not be supported.`) : "",
    sources(draft.citations),
    draft.model ? h("p.soft", `Worded by ${draft.model}; every figure was checked after it.`) : "",
  ];
}

function of(draft, field) {
  return draft.numbers.filter((one) => one.field === field);
}

function words({ figure, draft }, text, field) {
  return h("div.paper", plainText(text, { figures: of(draft, field), figure }));
}

function items(title, list, symbol, copy = false) {
  if (!list.length) return "";
  return h("section", h("h2", icon(symbol), title), h("ul", list.map((one) => h("li", { dir: "auto" }, one))), copy ? h("div.tools", copyButton(() => list.map((one) => `- ${one}`).join("\n"), "Copy the questions")) : "");
}

// ---- asks

function asks(tools, marks) {
  const { draft, figure } = tools;
  if (!draft.asks.length) return "";
  const trying = new Trying(draft, tools.offer);
  const listed = draft.asks.map((ask, n) => {
    const told = ask.ask ? range(ask.ask[0], ask.ask[1], ask.currency, ask.unit) : ask.wanted ?? "no amount for now";
    const source = ask.origin === "target" ? "input" : ask.derivation ? "derived" : "quoted";
    const shown = ask.ask ? figure(told, { text: told, source, citation: ask.citations[0] ?? null, fact: null, derivation: ask.derivation }) : told;
    const now = ask.current ? `you are offered ${amount(ask.current, ask.currency, ask.unit)}` : ["level", "start_date"].includes(ask.component) ? "" : "nothing offered so far";
    return h("li.ask",
      h("h3", `${component(ask.component)}${ask.component === "equity" ? " over four years" : ""}: `, shown),
      h("p.soft", [ask.lead && draft.asks.length > 1 ? "Your main ask" : "", now].filter(Boolean).join(" · ")),
      h("p", plainText(ask.reason, { figures: of(draft, `asks[${n}].reason`), figure }).flatMap((node) => [...node.childNodes]), " ", marks(ask.citations)),
      ask.derivation && ask.derivation.formula && /\D{2}/u.test(ask.derivation.formula) ? h("p.soft", "Worked out as ", h("code", `${formula(ask.derivation.formula)} = ${amount(ask.derivation.value, ask.currency, ask.unit)}`), ask.derivation.high?.formula ? [" and ", h("code", `${formula(ask.derivation.high.formula)} = ${amount(ask.derivation.high.value, ask.currency, ask.unit)}`)] : "") : "",
      ask.above_band ? h("p.soft", "This is above the range that the guide prints.") : "",
      trying.slider(ask));
  });
  return h("section", { id: "part-asks" }, h("h2", "What to ask for, and why"), h("ol.asks", listed), legend(draft.asks.flatMap((_, n) => of(draft, `asks[${n}].reason`))), trying.result());
}

const INTO = { base: "base", equity: "equity_total", sign_on: "sign_on", bonus: "bonus" };

/** Amounts tried out: where they would lie, and what the years would bring. The service works it out. */
class Trying {
  constructor(draft, offer) {
    this.draft = draft;
    this.offer = offer;
    this.values = {};
    this.places = {};
    this.out = h("div", { role: "status" });
    this.ask = calmed(() => void this.work(), 40);
    this.running = null;
  }

  slider(ask) {
    if (!ask.ask || !(ask.component in INTO)) return "";
    const placed = this.draft.assessment.find((one) => one.component === ask.component);
    const current = ask.current ?? 0;
    const alike = placed && placed.offered === ask.current && placed.high !== null && (placed.band_currency ?? ask.currency) === ask.currency;
    const top = Math.max(ask.ask[1], alike ? placed.high : 0);
    const step = [1000, 100, 1, 0.1].find((one) => [current, top, ...ask.ask].every((value) => Math.abs(value / one - Math.round(value / one)) < 1e-9)) ?? 0.01;
    if (top - current < step) return "";
    const id = freshId("try");
    const shown = h("output", { for: id }, "");
    const where = h("p.soft.where", { id: `${id}-where` }, "Move it to see where an amount would lie and what the years would bring.");
    this.places[ask.component] = where;
    const say = (input) => {
      const value = amount(Number(input.value), ask.currency, ask.unit);
      shown.textContent = value;
      input.setAttribute("aria-valuetext", value);
    };
    const input = h("input", { type: "range", id, min: current, max: top, step, "aria-describedby": `${id}-where`, on: { input: (event) => {
      say(event.target);
      this.values[ask.component] = { value: Number(event.target.value), ask };
      this.ask();
    } } });
    input.value = ask.ask[0];
    say(input);
    return h("div.try", h("label", { for: id }, "If they agreed to ", shown), input, where);
  }

  result() {
    return this.out;
  }

  tried() {
    const next = { ...this.offer };
    for (const [name, { value, ask }] of Object.entries(this.values)) {
      // Where no currency was entered, all amounts are in the one that the draft took them for.
      const said = String((name === "equity" ? this.offer.equity_per_year ?? this.offer.equity_total : this.offer[INTO[name]]) ?? "");
      const alike = this.offer.currency ? ask.currency === this.offer.currency : !NAMES_ITS_OWN.test(said);
      const words = !ask.currency || alike ? value : `${ask.currency} ${value}`;
      if (name === "equity") {
        delete next.equity_per_year;
        Object.assign(next, { equity_total: words, equity_years: 4 });
      } else if (name === "bonus") {
        delete next.bonus;
        delete next.bonus_percent;
        next[ask.unit === "percent" ? "bonus_percent" : "bonus"] = words;
      } else {
        next[INTO[name]] = words;
      }
    }
    return next;
  }

  async work() {
    this.running?.abort();
    this.running = new AbortController();
    const { signal } = this.running;
    const tried = this.tried();
    try {
      const [check, compared] = await Promise.all([
        post("/v1/checks", tried, { signal }),
        post("/v1/comparisons", { offers: [this.offer, tried] }, { signal }),
      ]);
      for (const [name, where] of Object.entries(this.places)) {
        const placed = check.assessment.find((one) => one.component === name);
        if (placed && this.values[name]) put(where, lies(placed));
      }
      this.show(compared);
    } catch (error) {
      if (error.name !== "AbortError") put(this.out, h("p.notice.warm", error.message));
    }
  }

  show(compared) {
    const [now, then] = compared.offers;
    if (now.no_total || then.no_total) {
      put(this.out, h("p.notice", then.no_total ?? now.no_total));
      return;
    }
    const worked = (offer, figure) => offer.formulas.find((one) => one.figure === figure);
    const cell = (offer, value, figure) => {
      const how = worked(offer, figure);
      return h("td.n", amount(value, offer.currency), how ? h("div.soft.how", formula(how.formula)) : "");
    };
    put(this.out, h("div.wide", h("table", h("caption", "Totals: as offered, and with what you tried. Worked out from your figures; how is below each."),
      h("thead", h("tr", h("th", { scope: "col" }, ""), h("th.n", { scope: "col" }, "As offered"), h("th.n", { scope: "col" }, "If they agreed"))),
      h("tbody",
        [0, 1].filter((n) => now.years[n]).map((n) => h("tr", h("th", { scope: "row" }, `Year ${n + 1}`), cell(now, now.years[n].total, `years[${n}].total`), cell(then, then.years[n]?.total, `years[${n}].total`))),
        h("tr", h("th", { scope: "row" }, `All ${now.years.length} years`), h("td.n", amount(now.together.total, now.currency)), h("td.n", amount(then.together.total, then.currency)))))));
  }
}

function ladder(draft, offer) {
  const steps = draft.ladder;
  if (!steps || !(steps.target || steps.walk_away)) return "";
  const names = [...new Set([...Object.keys(steps.opening ?? {}), ...Object.keys(steps.target ?? {}), ...Object.keys(steps.walk_away ?? {})])];
  const unit = (name) => draft.asks.find((one) => one.component === name);
  const money = (name, value) => (value === undefined ? "" : amount(value, unit(name)?.currency ?? offer.currency, unit(name)?.unit ?? "money"));
  return h("section", h("h2", "From your first ask to where you say no"), h("div.wide", h("table",
    h("thead", h("tr", ["", "You open with", "Your target", "You say no below"].map((one) => h("th", { scope: "col" }, one)))),
    h("tbody", names.map((name) => h("tr", h("th", { scope: "row" }, component(name)),
      h("td", steps.opening?.[name] ? range(...steps.opening[name], unit(name)?.currency ?? offer.currency, unit(name)?.unit ?? "money") : ""),
      h("td", money(name, steps.target?.[name])), h("td", money(name, steps.walk_away?.[name]))))))));
}

// ---- the letter

function letter(tools, again) {
  const { draft, offer, figure, mark } = tools;
  const { subject, body, annotated } = draft.letter;
  const numbers = of(draft, "letter.body");
  const paper = h("div.paper", { tabindex: "-1", "aria-label": "The letter" });
  let plain = true;
  const clean = button("As it is sent", () => turn(true), { kind: "seg-button" });
  const noted = button("With its sources", () => turn(false), { kind: "seg-button" });
  const note = h("div");
  function turn(to) {
    plain = to;
    clean.setAttribute("aria-pressed", String(plain));
    noted.setAttribute("aria-pressed", String(!plain));
    put(paper, h("p.subject", h("strong", "Subject: "), subject), plain ? plainText(body) : plainText(annotated, { figures: moved(body, annotated, numbers), figure, mark }));
    put(note, plain ? "" : legend(numbers));
  }
  turn(true);
  const count = body.split(/\s+/u).filter(Boolean).length;
  const text = () => `Subject: ${subject}\n\n${body}\n`;
  const file = ["counteroffer", offer.company].filter(Boolean).join("-").toLowerCase().replace(/[^a-z0-9-]+/gu, "-");
  const select = (name, label, options) => h("div.field.short", h("label", { for: `draft-${name}` }, label), h("select", { id: `draft-${name}`, on: { change: (event) => again({ [name]: event.target.value }, `draft-${name}`) } }, options.map(([value, said]) => h("option", { value, selected: (offer[name] ?? options[0][0]) === value }, said))));
  return h("section", { id: "part-letter" }, h("h2", "Your letter"),
    h("div.tools.spread",
      select("tone", "Tone", TONES), select("channel", "For", [["mail", "a mail"], ["call", "a call"]]),
      h("div.segment", { role: "group", "aria-label": "How the letter is shown" }, clean, noted)),
    paper, note,
    h("p.soft", `${count} words.`),
    h("div.tools",
      copyButton(() => (plain ? text() : `Subject: ${subject}\n\n${annotated}\n`), "Copy the letter", { id: "copy-letter" }),
      button("Mail draft (.eml)", () => save(`${file}.eml`, mailOf(subject, body), "message/rfc822"), { kind: "quiet", symbol: "save" }),
      button("Text (.txt)", () => save(`${file}.txt`, text(), "text/plain;charset=utf-8"), { kind: "quiet", symbol: "save" }),
      button("All with sources (.md)", () => save(`${file}.md`, markdownOf(draft), "text/markdown;charset=utf-8"), { kind: "quiet", symbol: "save" }),
      button("Print", () => print(), { kind: "quiet" })));
}

function replies(tools, marks) {
  const { draft, figure } = tools;
  if (!draft.replies.length) return "";
  return h("section", { id: "part-replies" }, h("h2", "If they answer …"), draft.replies.map((one, n) => h("details.reply", h("summary", `“${one.when.replace(/^[“"]|[”"]$/gu, "")}”`),
    h("p", plainText(one.say, { figures: of(draft, `replies[${n}].say`), figure }).flatMap((node) => [...node.childNodes]), " ", marks(one.citations)),
    copyButton(() => one.say, "Copy"))));
}

/** Sources of a draft or a reply. */
export function sources(citations) {
  if (!citations.length) return "";
  return h("details.sources", h("summary", `Sources (${citations.length}): what the guides state`), h("ol", citations.map((one) => {
    const node = h("button.link", { type: "button", on: { click: () => openCitation(one, null, node) } }, place(one));
    return h("li", { value: one.id }, node, one.as_of ? h("span.soft", ` · data of ${one.as_of}`) : "", h("blockquote", one.quote));
  })));
}

// ---- as a file

const fence = (text) => {
  const longest = Math.max(2, ...(text.match(/`{3,}/gu) ?? []).map((run) => run.length));
  const ticks = "`".repeat(longest + 1);
  return `${ticks}text\n${text}\n${ticks}`;
};
const escaped = (text) => text.replace(/[\\`*_<>|#]/gu, "\\$&").replace(/\[(?!\d{1,3}\])/gu, "\\[").replaceAll("\n", "  \n");

function markdownOf(draft) {
  const parts = ["# Counter-offer"];
  const section = (title, list) => list.length && parts.push(`## ${title}\n\n${list.map((one) => `- ${one}`).join("\n")}`);
  const { letter: written } = draft;
  if (written) parts.push(`## Letter\n\n${fence(`Subject: ${written.subject}\n\n${written.body}`)}`, `## The same with its sources\n\n${escaped(written.annotated)}`);
  section("What is asked, and why", draft.asks.map((ask) => `**${component(ask.component)}: ${ask.ask ? range(ask.ask[0], ask.ask[1], ask.currency, ask.unit) : ask.wanted ?? "no amount"}**. ${escaped(ask.reason)}${ask.derivation ? ` Worked out as \`${ask.derivation.formula}\`.` : ""} ${ask.citations.map((id) => `[${id}]`).join("")}`.trim()));
  if (draft.call_script) parts.push(`## Call script\n\n${fence(draft.call_script)}`);
  section("If they answer", draft.replies.map((one) => `**${escaped(one.when)}**: ${escaped(one.say)} ${one.citations.map((id) => `[${id}]`).join("")}`));
  section("Good to know", draft.flags.map((one) => escaped(one.message)));
  section("Questions for the recruiter", draft.questions.map(escaped));
  if (draft.citations.length) parts.push(`## Sources\n\n${draft.citations.map((one) => `[${one.id}] ${escaped(place(one))} (${escaped(one.guide)})${one.as_of ? `, data of ${one.as_of}` : ""}\n\n${fence(one.quote)}`).join("\n\n")}`);
  return `${parts.join("\n\n")}\n`;
}

