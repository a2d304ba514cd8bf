// The picture of a check: a bar for each part of the offer, the guide's bottom and top, and the offer marked on
// it. Drawn here from the service's assessment: the place is its `position`, the words are its figures. Every
// band is drawn at one width; an offer far outside stands beside it, with a break in the line.

import { h, s } from "./dom.js";
import { amount, component, lies } from "./words.js";

const WIDE = 320;
const LEFT = 52;
const RIGHT = WIDE - LEFT;
const OUTERMOST = 12;

/** Pictures for all parts; `cite(placed)` may add the mark of the source. */
export function picture(assessment, cite = () => "") {
  return h("div.bars", assessment.map((placed) => bar(placed, cite)));
}

function bar(placed, cite) {
  const offered = amount(placed.offered, placed.currency, placed.unit);
  const over = placed.component === "equity" ? " over four years" : "";
  return h("section.bar-part", { data: { place: placed.place } },
    h("h3", component(placed.component), h("span.offered", placed.offered === null ? "nothing offered" : `${offered}${over}`)),
    drawn(placed) ? svg(placed, offered) : "",
    h("p.where", lies(placed), " ", placed.cell ? h("span.soft", `The guide prints ${placed.cell}`, placed.as_of ? ` (data of ${placed.as_of}).` : " (no date).") : "", " ", cite(placed)));
}

function drawn(placed) {
  return ["below", "inside", "above"].includes(placed.place) && placed.low !== null && placed.offered !== null;
}

/** Where on the sheet the offer is marked, and whether the distance is true. */
function spot(placed) {
  const middle = WIDE / 2;
  if (placed.low === placed.high || placed.position === null) {
    if (placed.place === "inside") return [placed.low === placed.high ? middle : LEFT, true];
    return [placed.place === "below" ? OUTERMOST : WIDE - OUTERMOST, false];
  }
  const x = LEFT + placed.position * (RIGHT - LEFT);
  if (x < OUTERMOST) return [OUTERMOST, false];
  if (x > WIDE - OUTERMOST) return [WIDE - OUTERMOST, false];
  if (placed.place === "below") return [Math.min(x, LEFT - 8), true];
  if (placed.place === "above") return [Math.max(x, RIGHT + 8), true];
  return [x, true];
}

function svg(placed, offered) {
  const [x, true_] = spot(placed);
  const single = placed.low === placed.high;
  const open = placed.high === null;
  const currency = placed.band_currency ?? placed.currency;
  const floor = amount(placed.low, currency, placed.unit);
  const top = open ? "no top printed" : amount(placed.high, currency, placed.unit);
  const middle = WIDE / 2;
  const near = single ? middle : x < LEFT ? LEFT : RIGHT;
  const outside = single ? !true_ : x < LEFT || x > RIGHT;
  const ahead = x < near ? 1 : -1;
  const words = `${component(placed.component)}: ${offered}. ${single ? `The guide prints ${floor}.` : `Bottom ${floor}, ${open ? top : `top ${top}`}.`} ${lies(placed)}`;
  return s("svg", { class: "picture", viewBox: `0 0 ${WIDE} 44`, role: "img", "aria-label": words },
    single
      ? [s("path", { class: "faint", d: `M${OUTERMOST} 14H${WIDE - OUTERMOST}` }), s("path", { class: "edge", d: `M${middle} 3V25` })]
      : [s("rect", { class: "band", x: LEFT, y: 6, width: RIGHT - LEFT, height: 16, rx: 3 }), s("path", { class: "edge", d: `M${LEFT} 2V26${open ? `M${RIGHT - 7} 7l8 7-8 7` : `M${RIGHT} 2V26`}` })],
    outside && s("path", { class: "edge", d: `M${x + 9 * ahead} 14H${near}` }),
    outside && !true_ && s("path", { class: "edge", d: `M${x + 18 * ahead} 19l4 -10m3 10l4 -10` }),
    s("path", { class: "spot", d: `M${x} 3l8 11-8 11-8-11z` }),
    single
      ? s("text", { x: middle, y: 40, "text-anchor": "middle" }, floor)
      : [s("text", { x: LEFT, y: 40, "text-anchor": "middle" }, floor), s("text", { x: RIGHT, y: 40, "text-anchor": "middle" }, top)]);
}
