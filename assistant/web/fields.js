// The form of an offer: its fields, what was typed into them, and the contract's offer made of that. It
// passes on what was typed; amounts are read by the service, which says when one could mean two things.

import { button, freshId, h, put } from "./dom.js";
import { CURRENCIES, component } from "./words.js";

/** An amount that says its own currency. */
export const NAMES_ITS_OWN = /[$€£¥₹₩]|\b[A-Za-z]{3}\b(?<!\b(?:lpa|lac|mil|mio|mln|tsd|for|per|net)\b)|万|元/iu;

const THE_PERSONS = ["first", "second", "strengths", "constraints", "unvested", "unvested_currency", "competing", "rate", "candidate", "tone", "channel", "max_asks"];

/** An empty form. */
export function emptyState() {
  return { equity_how: "total", equity_years: "4", bonus_how: "percent", tone: "neutral", channel: "mail", competing: [] };
}

/** Whether anything was entered that an offer consists of. */
export function isEmpty(state) {
  return !["company", "role", "region", "base", "equity", "bonus", "sign_on"].some((name) => state[name]?.trim());
}

/** What to call it in a list. */
export function nameOf(state) {
  return [state.company, state.region].map((one) => one?.trim()).filter(Boolean).join(", ") || "An offer";
}

/** The contract's offer, of what was typed; what was left empty is left out. */
export function offerOf(state) {
  const offer = {};
  const say = (name, value) => {
    const words = typeof value === "string" ? value.trim() : value;
    if (words !== undefined && words !== null && words !== "" && !(Array.isArray(words) && !words.length)) offer[name] = words;
  };
  const currency = state.base_currency || "";
  const money = (name, text) => {
    const words = text?.trim();
    if (!words) return undefined;
    const own = state[`${name}_currency`] || currency;
    return !own || own === currency || NAMES_ITS_OWN.test(words) ? words : `${own} ${words}`;
  };
  const lines = (name) => (state[name] ?? "").split("\n").map((one) => one.trim()).filter(Boolean);
  for (const name of ["company", "role", "region", "level"]) say(name, state[name]);
  say("currency", currency);
  say("base", money("base", state.base));
  if (state.equity?.trim()) {
    say(state.equity_how === "year" ? "equity_per_year" : "equity_total", money("equity", state.equity));
    if (state.equity_how !== "year") say("equity_years", state.equity_years);
  }
  say("equity_kind", state.equity_kind);
  say("vesting", (state.vesting ?? "").split(/[^\d.]+/u).filter(Boolean).map(Number).filter(Number.isFinite));
  if (state.bonus_how === "percent") say("bonus_percent", state.bonus?.replace("%", ""));
  else say("bonus", money("bonus", state.bonus));
  const second = money("sign_on", state.sign_on_second);
  const first = money("sign_on", state.sign_on);
  say("sign_on", second ? [first ?? "0", second] : first);
  say("start_date", state.start_date);
  say("deadline", state.deadline);
  say("priorities", [state.first, state.second].filter(Boolean));
  say("strengths", lines("strengths"));
  say("constraints", lines("constraints"));
  say("unvested_forfeited", money("unvested", state.unvested));
  const target = {};
  for (const name of ["base", "equity", "sign_on"]) {
    const value = state[`target_${name}`]?.trim();
    const own = state[`${name}_currency`] || currency;
    if (value) target[name] = !own || own === currency || NAMES_ITS_OWN.test(value) ? value : `${own} ${value}`;
  }
  if (Object.keys(target).length) offer.target = target;
  say("walk_away", money("walk_away", state.walk_away));
  say("competing_offers", state.competing.filter((one) => one.company?.trim() || one.tc?.trim()).map((one) => {
    const made = { may_name: Boolean(one.may_name) };
    if (one.company?.trim()) made.company = one.company.trim();
    if (one.status) made.status = one.status;
    if (one.tc?.trim()) made.tc = one.currency && one.currency !== currency && !NAMES_ITS_OWN.test(one.tc) ? `${one.currency} ${one.tc.trim()}` : one.tc.trim();
    return made;
  }));
  const rate = (state.rate ?? "").match(/^\s*1?\s*([A-Za-z]{3})\s*(?:=|\/|to|is)?\s*([\d.,]+)\s*([A-Za-z]{3})\s*$/u);
  if (rate) offer.exchange_rates = { [`${rate[1].toUpperCase()}/${rate[3].toUpperCase()}`]: rate[2] };
  for (const name of ["candidate", "recruiter", "channel"]) say(name, state[name]);
  if (state.tone && state.tone !== "neutral") offer.tone = state.tone;
  say("max_asks", state.max_asks);
  return offer;
}

/** The form's state with a read letter's or a reply's values taken over. */
export function takeOver(state, values, currencyOf = () => null) {
  const next = { ...state };
  const text = (value) => (Array.isArray(value) ? value.join(", ") : String(value));
  for (const [name, value] of Object.entries(values)) {
    if (value === null || value === undefined) continue;
    const own = currencyOf(name);
    if (name === "currency") next.base_currency = text(value);
    else if (name === "base") next.base = text(value);
    else if (name === "equity_total") Object.assign(next, { equity: text(value), equity_how: "total" });
    else if (name === "equity_per_year") Object.assign(next, { equity: text(value), equity_how: "year" });
    else if (name === "bonus_percent") Object.assign(next, { bonus: text(value), bonus_how: "percent" });
    else if (name === "bonus") Object.assign(next, { bonus: text(value), bonus_how: "money" });
    else if (name === "sign_on" && Array.isArray(value)) Object.assign(next, { sign_on: text(value[0]), sign_on_second: value[1] === undefined ? "" : text(value[1]) });
    else if (name === "unvested_forfeited") next.unvested = text(value);
    else if (typeof value !== "object" || Array.isArray(value)) next[name] = text(value);
    const key = { equity_total: "equity", equity_per_year: "equity", sign_on: "sign_on", bonus: "bonus" }[name];
    if (own && name === "base") next.base_currency = own;
    else if (own && key) next[`${key}_currency`] = own;
  }
  return next;
}

/** What a letter says takes the place of the whole offer in the form: no amount of another offer stays. What
 * the person wants and can claim is kept. `asked` are the fields that the letter leaves open. */
export function fromLetter(state, values, asked) {
  const kept = Object.fromEntries(THE_PERSONS.filter((name) => name in state).map((name) => [name, state[name]]));
  const next = takeOver({ ...emptyState(), ...kept }, values);
  return asked.includes("equity_years") && !("equity_years" in values) ? { ...next, equity_years: "" } : next;
}

/** Which field of the form a field of the offer is typed into. */
const HOME = { equity_total: "equity", equity_per_year: "equity", bonus_percent: "bonus", unvested_forfeited: "unvested", currency: "base_currency", priorities: "first", competing_offers: "competing", exchange_rates: "rate" };

/** The form, in two parts of one place: the offer itself, and the rest. `changed(state)` hears every keystroke. */
export class OfferForm {
  constructor(place, first, rest, state, changed) {
    this.place = place;
    this.first = first;
    this.rest = rest;
    this.changed = changed;
    this.names = { company: [], region: [], role: [] };
    this.load(state);
  }

  /** Show another state. */
  load(state) {
    this.state = { ...emptyState(), ...state };
    this.draw();
  }

  set(name, value) {
    this.state = { ...this.state, [name]: value };
    this.changed(this.state);
  }

  /** What to propose while typing: the names that the guides use. */
  propose(names) {
    this.names = names;
    for (const [name, words] of Object.entries(names)) {
      const list = this.place.querySelector(`#list-${name}`);
      if (list) put(list, words.map((one) => h("option", { value: one })));
    }
  }

  /** Say at its field what the service could not use; whether there is such a field. */
  complain(where, words) {
    this.calm();
    const name = (where ?? "").split(/[.[]/u)[0];
    const key = where?.startsWith("target.") ? `target_${where.slice(7)}` : HOME[name] ?? name;
    const field = key && this.place.querySelector(`[name="${CSS.escape(key)}"]`);
    if (!field) return false;
    const note = h("p.wrong", { id: freshId("wrong") }, words);
    field.setAttribute("aria-invalid", "true");
    field.setAttribute("aria-errormessage", note.id);
    field.closest(".field").append(note);
    field.closest("details")?.setAttribute("open", "");
    return true;
  }

  calm() {
    for (const note of this.place.querySelectorAll(".wrong")) note.remove();
    for (const field of this.place.querySelectorAll("[aria-invalid]")) {
      field.removeAttribute("aria-invalid");
      field.removeAttribute("aria-errormessage");
    }
  }

  draw() {
    put(this.first, this.job(), this.pay());
    put(this.rest, this.wants(), this.leverage(), this.letter());
    this.propose(this.names);
  }

  // ---- fields

  text(name, label, { hint = "", list = false, placeholder = "", area = false, inputmode = "" } = {}) {
    const id = `field-${name}`;
    const more = { id, name, placeholder, autocomplete: "off", value: this.state[name] ?? "", maxlength: area ? 4000 : 200, on: { input: (e) => this.set(name, e.target.value) } };
    if (inputmode) more.inputmode = inputmode;
    if (hint) more["aria-describedby"] = `${id}-hint`;
    if (list) more.list = `list-${name}`;
    return h("div.field", h("label", { for: id }, label),
      area ? h("textarea", { rows: 3, ...more }) : h("input", { type: "text", ...more }),
      list && h("datalist", { id: `list-${name}` }),
      hint && h("p.hint", { id: `${id}-hint` }, hint));
  }

  choice(name, label, options, { hint = "", hidden = false } = {}) {
    const id = `field-${name}`;
    const node = h("select", { id, name, "aria-describedby": hint ? `${id}-hint` : null, on: { change: (e) => this.set(name, e.target.value) } },
      options.map(([value, words]) => h("option", { value, selected: (this.state[name] ?? "") === value }, words)));
    return h("div.field", h(hidden ? "label.offscreen" : "label", { for: id }, label), node, hint && h("p.hint", { id: `${id}-hint` }, hint));
  }

  money(name, label, { hint = "", own = name, placeholder = "" } = {}) {
    const id = `field-${name}`;
    const key = `${own}_currency`;
    const first = own === "base" ? [["", "currency?"]] : [["", "as base"]];
    const codes = [...CURRENCIES];
    const now = this.state[key] ?? "";
    if (now && !codes.includes(now)) codes.push(now);
    const select = h("select", { name: key, "aria-label": `Currency of ${label.toLowerCase()}`, on: { change: (e) => this.set(key, e.target.value) } },
      [...first, ...codes.map((code) => [code, code])].map(([value, words]) => h("option", { value, selected: now === value }, words)));
    return h("div.field", h("label", { for: id }, label),
      h("div.money", h("input", { type: "text", id, name, placeholder, autocomplete: "off", maxlength: 80, value: this.state[name] ?? "", "aria-describedby": hint ? `${id}-hint` : null, on: { input: (e) => this.set(name, e.target.value) } }), select),
      hint && h("p.hint", { id: `${id}-hint` }, hint));
  }

  // ---- groups

  job() {
    return h("fieldset", h("legend", "The job"),
      h("div.pair", this.text("company", "Company", { list: true }), this.text("region", "City of the job", { list: true, hint: "Or the country, if it is remote." })),
      h("div.pair", this.text("role", "Role", { list: true }), this.text("level", "Level", { hint: "As they call it, if they told you." })));
  }

  pay() {
    return h("fieldset", h("legend", "What they offer"),
      h("p.hint", "Write amounts as you know them: 230k, 1.05M, 80w, 12 lakh."),
      this.money("base", "Base salary for one year", { placeholder: "230k" }),
      this.money("equity", "Equity (stock, RSUs)", { placeholder: "400k" }),
      h("div.pair",
        this.choice("equity_how", "This equity is", [["total", "for all years together"], ["year", "for each year"]]),
        this.choice("equity_years", "over how many years", [["", "they did not say"], ["1", "1 year"], ["2", "2 years"], ["3", "3 years"], ["4", "4 years"], ["5", "5 years"]])),
      h("div.pair",
        this.state.bonus_how === "money" ? this.money("bonus", "Target bonus", { placeholder: "30k" }) : this.text("bonus", "Target bonus, in % of base", { placeholder: "15", inputmode: "decimal" }),
        h("div.field", h("label", { for: "field-bonus_how" }, "The bonus is given as"), h("select", { id: "field-bonus_how", name: "bonus_how", on: { change: (e) => { this.set("bonus_how", e.target.value); this.draw(); this.place.querySelector("#field-bonus_how").focus(); } } },
          [["percent", "percent of base"], ["money", "an amount"]].map(([value, words]) => h("option", { value, selected: this.state.bonus_how === value }, words))))),
      this.money("sign_on", "Sign-on bonus", { placeholder: "none yet" }),
      h("details.more", { open: Boolean(this.state.vesting || this.state.equity_kind || this.state.sign_on_second) }, h("summary", "More about the pay"),
        this.text("sign_on_second", "Second part of the sign-on, paid after a year"),
        this.text("vesting", "Equity in each year, in percent", { placeholder: "25, 25, 25, 25", hint: "Only if they told you. Otherwise it is named as something to ask." }),
        this.text("equity_kind", "Kind of equity", { placeholder: "RSU, options, private …" })));
  }

  wants() {
    const parts = [["", "no preference"], ["equity", "equity"], ["base", "base salary"], ["sign_on", "sign-on bonus"], ["bonus", "bonus"], ["level", "level"], ["start_date", "start date"]];
    const s = this.state;
    return h("details.more", { open: Boolean(s.first || s.strengths || s.target_base || s.target_equity || s.target_sign_on || s.walk_away) }, h("summary", "What you want, and what speaks for you"),
      h("div.pair", this.choice("first", "Matters most", parts), this.choice("second", "Then", parts)),
      this.text("strengths", "What you can truthfully claim, one to a line", { area: true, placeholder: "I led the ranking team of six people" }),
      h("p.hint", "If you have a figure in mind, enter it. Where the guides give none, your letter needs it."),
      h("div.triple", this.text("target_base", "Base you aim for"), this.text("target_equity", "Equity, four years"), this.text("target_sign_on", "Sign-on")),
      this.money("walk_away", "You would say no below, for one year", { hint: "Never stands in a letter." }),
      this.text("constraints", "Not to be forgotten, one to a line", { area: true, placeholder: "I need a visa" }));
  }

  leverage() {
    const s = this.state;
    const others = s.competing.map((one, n) => this.other(one, n));
    return h("details.more", { open: Boolean(s.competing.length || s.unvested || s.deadline) }, h("summary", "Other offers, deadlines"),
      h("p.hint", "Only what is true. Nothing here is made up for you, and nothing is used that you did not enter."),
      others,
      button("Add another offer or process", () => {
        this.set("competing", [...this.state.competing, { may_name: false }]);
        this.draw();
        this.place.querySelector(`#other-${this.state.competing.length - 1}`)?.focus();
      }, { symbol: "plus" }),
      this.money("unvested", "You would lose by leaving your present company"),
      h("div.pair", this.text("deadline", "They want an answer by"), this.text("start_date", "Start date")),
      this.text("rate", "An exchange rate, if two currencies are to be compared", { placeholder: "1 USD = 7.1 CNY", hint: "None is looked up: only one that you give is used." }));
  }

  other(one, n) {
    const set = (name, value) => this.set("competing", this.state.competing.map((each, at) => (at === n ? { ...each, [name]: value } : each)));
    const id = (word) => `other-${n}-${word}`;
    return h("fieldset.other", h("legend", `Other offer ${n + 1}`),
      h("div.pair",
        h("div.field", h("label", { for: `other-${n}` }, "Company"), h("input", { id: `other-${n}`, name: n ? null : "competing", value: one.company ?? "", maxlength: 200, autocomplete: "off", on: { input: (e) => set("company", e.target.value) } })),
        h("div.field", h("label", { for: id("status") }, "It is"), h("select", { id: id("status"), on: { change: (e) => set("status", e.target.value) } },
          [["", "please choose"], ["written", "a written offer"], ["verbal", "a verbal offer"], ["in_process", "not an offer yet"]].map(([value, words]) => h("option", { value, selected: (one.status ?? "") === value }, words))))),
      h("div.field", h("label", { for: id("tc") }, "Its total for one year, if you like"), h("div.money",
        h("input", { id: id("tc"), value: one.tc ?? "", maxlength: 80, autocomplete: "off", on: { input: (e) => set("tc", e.target.value) } }),
        h("select", { "aria-label": "Currency of its total", on: { change: (e) => set("currency", e.target.value) } }, [["", "as base"], ...CURRENCIES.map((code) => [code, code])].map(([value, words]) => h("option", { value, selected: (one.currency ?? "") === value }, words))))),
      h("label.tick", h("input", { type: "checkbox", checked: Boolean(one.may_name), on: { change: (e) => set("may_name", e.target.checked) } }), "Its name may stand in the letter"),
      button("Remove", () => {
        this.set("competing", this.state.competing.filter((_, at) => at !== n));
        this.draw();
      }, { kind: "quiet", symbol: "bin" }));
  }

  letter() {
    return h("details.more", { open: Boolean(this.state.candidate || this.state.recruiter) }, h("summary", "Names for the letter"),
      h("div.pair", this.text("candidate", "Your name"), this.text("recruiter", "You write to", { placeholder: "Ms Brown" })),
      this.choice("max_asks", "At most so many wishes in the letter", [["", "three"], ["1", "one"], ["2", "two"], ["4", "four"]]));
  }
}

const READ_AS = {
  region: "City of the job", base: "Base salary for one year", equity_total: "Equity, all years together", equity_per_year: "Equity for each year",
  equity_years: "Years of the equity", bonus_percent: "Target bonus, in % of base", bonus: "Target bonus", deadline: "They want an answer by",
  vesting: "Equity in each year, in percent", equity_kind: "Kind of equity", candidate: "Your name", recruiter: "You write to",
};

/** A line of what was read, for a person to look over. */
export function readLine(name, read) {
  const value = (one) => (typeof one === "number" ? one.toLocaleString("en-US") : String(one));
  return h("li", h("strong", READ_AS[name] ?? component(name)), ": ", [read.value].flat().map(value).join(" and "), h("span.soft", ` from “${read.words}”`));
}

