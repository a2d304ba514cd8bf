// The Markdown of answers and guides as nodes: headings, paragraphs, lists, tables, quotes, fences, bold,
// code, and [n] marks. Links and images stay words: nothing leads away from here and nothing is loaded.
// Places count code points, as the contract's spans do.

import { h, visible } from "./dom.js";

const HEADING = /^(#{1,6})\s+/u;
const BULLET = /^(\s*)[-*+]\s+/u;
const NUMBERED = /^(\s*)\d{1,3}[.)]\s+/u;
const ROW = /^\s*\|/u;
const RULE = /^\s*\|?[\s:|-]*-[\s:|-]*\|?\s*$/u;
const QUOTE = /^\s*>\s?/u;
const FENCE = /^\s*(```|~~~)/u;
const BAR = /^\s*(?:-{3,}|\*{3,}|_{3,})\s*$/u;

/**
 * Nodes for a text. `figures`: [{span, …}] to be drawn by `figure(words, number)`; `mark(n)` draws [n];
 * `first` is the number of its first line, and every block carries the lines it came from.
 */
export function render(text, { figures = [], figure = null, mark = null, first = 1, top = 3 } = {}) {
  const points = Array.from(text.replaceAll("\r\n", "\n"));
  const lines = linesOf(points, first);
  const draw = { points, figures: [...figures].sort((a, b) => a.span[0] - b.span[0]), figure, mark, top };
  return blocks(lines, draw);
}

function linesOf(points, first) {
  const lines = [];
  let start = 0;
  for (let at = 0; at <= points.length; at += 1) {
    if (at === points.length || points[at] === "\n") {
      lines.push({ start, end: at, number: first + lines.length, text: points.slice(start, at).join("") });
      start = at + 1;
    }
  }
  return lines;
}

function blocks(lines, draw) {
  const out = [];
  let at = 0;
  while (at < lines.length) {
    const { text } = lines[at];
    const from = at;
    if (!text.trim() || BAR.test(text)) {
      at += 1;
    } else if (FENCE.test(text)) {
      const fence = text.match(FENCE)[1];
      at += 1;
      while (at < lines.length && !lines[at].text.trim().startsWith(fence)) at += 1;
      const held = lines.slice(from + 1, at);
      at += 1;
      out.push(h("pre", held.map((line) => spanOf(line, [visible(`${line.text}\n`)]))));
    } else if (HEADING.test(text)) {
      const depth = Math.min(6, draw.top + text.match(HEADING)[1].length - 1);
      out.push(h(`h${depth}`, lined(lines[at]), inline(lines[at], draw, text.match(HEADING)[0].length)));
      at += 1;
    } else if (ROW.test(text) && RULE.test(lines[at + 1]?.text ?? "")) {
      at += 2;
      while (at < lines.length && ROW.test(lines[at].text)) at += 1;
      out.push(table(lines.slice(from, at), draw));
    } else if (QUOTE.test(text)) {
      while (at < lines.length && QUOTE.test(lines[at].text)) at += 1;
      out.push(h("blockquote", paragraphs(lines.slice(from, at).map((line) => shorter(line, QUOTE)), draw)));
    } else if (BULLET.test(text) || NUMBERED.test(text)) {
      const [list, next] = listFrom(lines, at, draw);
      out.push(list);
      at = next;
    } else {
      at += 1;
      while (at < lines.length && goesOn(lines[at].text)) at += 1;
      out.push(paragraph(lines.slice(from, at), draw));
    }
  }
  return out;
}

function goesOn(text) {
  return text.trim() && ![HEADING, BULLET, NUMBERED, ROW, QUOTE, FENCE].some((form) => form.test(text));
}

function shorter(line, form) {
  const cut = line.text.match(form)[0];
  return { ...line, start: line.start + Array.from(cut).length, text: line.text.slice(cut.length) };
}

function paragraphs(lines, draw) {
  const out = [];
  let held = [];
  for (const line of [...lines, { text: "" }]) {
    if (line.text.trim()) held.push(line);
    else if (held.length) {
      out.push(paragraph(held, draw));
      held = [];
    }
  }
  return out;
}

function paragraph(lines, draw) {
  const parts = lines.flatMap((line, n) => [n ? "\n" : "", spanOf(line, inline(line, draw))]);
  return h("p", { dir: "auto" }, parts);
}

function spanOf(line, children) {
  return h("span", lined(line), children);
}

function lined(line) {
  return { data: { line: line.number } };
}

function listFrom(lines, from, draw) {
  const depth = (text) => (text.match(BULLET) || text.match(NUMBERED))[1].length;
  const base = depth(lines[from].text);
  const form = BULLET.test(lines[from].text) ? BULLET : NUMBERED;
  const list = h(form === BULLET ? "ul" : "ol");
  let at = from;
  while (at < lines.length) {
    const { text } = lines[at];
    const item = BULLET.test(text) || NUMBERED.test(text);
    if (item && depth(text) > base && list.lastChild) {
      const [inner, next] = listFrom(lines, at, draw);
      list.lastChild.append(inner);
      at = next;
    } else if (item && depth(text) === base && form.test(text)) {
      const line = lines[at];
      list.append(h("li", { dir: "auto", ...lined(line) }, inline(line, draw, Array.from(text.match(form)[0]).length)));
      at += 1;
    } else if (!item && list.lastChild && text.trim() && /^\s/u.test(text)) {
      list.lastChild.append(" ", spanOf(lines[at], inline(lines[at], draw)));
      at += 1;
    } else {
      break;
    }
  }
  return [list, at];
}

/** The cells of a row, each with where it stands. */
function cellsOf(line, points) {
  const cells = [];
  let { start } = line;
  let end = line.end;
  while (start < end && /\s/u.test(points[start])) start += 1;
  while (end > start && /\s/u.test(points[end - 1])) end -= 1;
  if (points[start] === "|") start += 1;
  if (points[end - 1] === "|" && points[end - 2] !== "\\") end -= 1;
  for (let at = start, from = start; at <= end; at += 1) {
    if (at === end || (points[at] === "|" && points[at - 1] !== "\\")) {
      cells.push({ ...line, start: from, end: at, text: points.slice(from, at).join("").trim() });
      from = at + 1;
    }
  }
  return cells;
}

function table(lines, draw) {
  const [head, , ...rows] = lines;
  const names = cellsOf(head, draw.points);
  const headings = names.map((cell) => h("th", { scope: "col" }, inline(trimmed(cell, draw.points), draw)));
  const body = rows.map((row) =>
    h("tr", lined(row), cellsOf(row, draw.points).map((cell, n) => {
      const kind = n ? "td" : "th";
      const more = n ? {} : { scope: "row" };
      return h(kind, { ...more, data: { cell: cell.text } }, inline(trimmed(cell, draw.points), draw));
    })),
  );
  const made = h("table", h("thead", h("tr", lined(head), headings)), h("tbody", body));
  return h("div.wide", { tabindex: "0", role: "region", "aria-label": `Table: ${names.map((c) => c.text).join(", ")}` }, made);
}

function trimmed(cell, points) {
  let { start, end } = cell;
  while (start < end && /\s/u.test(points[start])) start += 1;
  while (end > start && /\s/u.test(points[end - 1])) end -= 1;
  return { ...cell, start, end };
}

/** The words of one line: figures, marks, bold and code; all else as it is written. */
function inline(line, draw, skip = 0) {
  return span(line.start + skip, line.end, draw);
}

function span(start, end, draw) {
  const { points } = draw;
  const out = [];
  let held = "";
  const drop = () => {
    if (held) out.push(visible(held));
    held = "";
  };
  const closes = (from, closing) => {
    for (let at = from; at + closing.length <= end; at += 1) {
      if (closing.every((c, n) => points[at + n] === c)) return at;
    }
    return -1;
  };
  let at = start;
  while (at < end) {
    const found = draw.figure && draw.figures.find((one) => one.span[0] === at && one.span[1] <= end);
    if (found) {
      drop();
      out.push(draw.figure(points.slice(at, found.span[1]).join(""), found));
      at = found.span[1];
      continue;
    }
    const c = points[at];
    if (!draw.plain && c === "\\" && at + 1 < end && /[\\`*_{}[\]()#+\-.!|<>~$]/u.test(points[at + 1])) {
      held += points[at + 1];
      at += 2;
      continue;
    }
    if (!draw.plain && c === "*" && points[at + 1] === "*") {
      const close = closes(at + 2, ["*", "*"]);
      if (close > at + 2) {
        drop();
        out.push(h("strong", span(at + 2, close, draw)));
        at = close + 2;
        continue;
      }
    }
    if (!draw.plain && c === "`") {
      const close = closes(at + 1, ["`"]);
      if (close > at + 1) {
        drop();
        out.push(h("code", visible(points.slice(at + 1, close).join(""))));
        at = close + 1;
        continue;
      }
    }
    if (c === "[" && draw.mark) {
      let close = at + 1;
      while (close < end && /\d/u.test(points[close])) close += 1;
      if (close > at + 1 && close < at + 5 && points[close] === "]") {
        const drawn = draw.mark(Number(points.slice(at + 1, close).join("")));
        if (drawn) {
          held = held.replace(/ +$/u, "\u00a0");
          drop();
          out.push(drawn);
          at = close + 1;
          continue;
        }
      }
    }
    held += c;
    at += 1;
  }
  drop();
  return out;
}

/** A text that is no Markdown (a letter, a script): paragraphs, with figures and marks where they stand. */
export function plainText(text, { figures = [], figure = null, mark = null } = {}) {
  const points = Array.from(text);
  const draw = { points, figures: [...figures].sort((a, b) => a.span[0] - b.span[0]), figure, mark, plain: true };
  const out = [];
  let start = 0;
  for (let at = 0; at <= points.length; at += 1) {
    if (at < points.length && !(points[at] === "\n" && points[at + 1] === "\n")) continue;
    if (at > start) out.push(h("p.lines", { dir: "auto" }, span(start, at, draw)));
    while (points[at] === "\n") at += 1;
    start = at;
    at -= at < points.length ? 1 : 0;
  }
  return out;
}

/** Spans that count in `plain`, moved to where the same words stand in `marked`, which has [n] marks added. */
export function moved(plain, marked, numbers) {
  const from = Array.from(plain);
  const to = Array.from(marked);
  const at = [];
  let there = 0;
  for (const c of from) {
    if (to[there] !== c || to[there] === "[" || (c === " " && to[there + 1] === "[")) {
      // Marks are skipped where they were added: what follows them is the plain text again.
      const rest = to.slice(there).join("").match(/^ ?(?:\[\d{1,3}\])+/u);
      if (rest && (to[there] !== c || to[there + rest[0].length] === c)) there += rest[0].length;
    }
    at.push(there);
    there += 1;
  }
  at.push(there);
  return numbers
    .map((one) => ({ ...one, span: [at[one.span[0]], at[one.span[1] - 1] + 1] }))
    .filter((one) => to.slice(one.span[0], one.span[1]).join("") === one.text);
}
