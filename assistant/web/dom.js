// Builds the page's nodes. Text only ever goes in as text: nothing here, and nothing that uses it,
// reads HTML out of a string, so what a guide, a letter or a model wrote cannot become a tag.

const SVG = "http://www.w3.org/2000/svg";

// Characters that turn the direction of reading or steer a terminal: shown by name, never obeyed.
const STEERING = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]/gu;

/** The text with what would steer a reader's eye made visible. */
export function visible(text) {
  return String(text ?? "").replaceAll("\r\n", "\n").replace(STEERING, (c) => {
    const code = c.codePointAt(0).toString(16).toUpperCase().padStart(4, "0");
    return `<U+${code}>`;
  });
}

/** An element: `h("p.note", {title: "…"}, "text", child)`. `on` holds listeners, `data` data-attributes. */
export function h(what, ...rest) {
  const [tag, ...classes] = what.split(".");
  const node = document.createElement(tag);
  if (classes.length) node.className = classes.join(" ");
  return fill(node, rest);
}

/** The same for SVG. */
export function s(tag, ...rest) {
  return fill(document.createElementNS(SVG, tag), rest);
}

function fill(node, rest) {
  let children = rest;
  const first = rest[0];
  if (first && typeof first === "object" && !(first instanceof Node) && !Array.isArray(first)) {
    set(node, first);
    children = rest.slice(1);
  }
  add(node, children);
  return node;
}

function set(node, properties) {
  for (const [name, value] of Object.entries(properties)) {
    if (value === undefined || value === null || value === false) continue;
    if (name === "on") {
      for (const [event, listener] of Object.entries(value)) node.addEventListener(event, listener);
    } else if (name === "data") {
      Object.assign(node.dataset, value);
    } else if (name === "value" && "value" in node) {
      node.value = value;
    } else {
      node.setAttribute(name, value === true ? "" : String(value));
    }
  }
}

/** Add children: nodes as they are, all else as visible text. */
export function add(node, children) {
  for (const child of children.flat(Infinity)) {
    if (child === undefined || child === null || child === false || child === "") continue;
    node.append(child instanceof Node ? child : visible(child));
  }
  return node;
}

/** Put these in the place of what a node held. */
export function put(node, ...children) {
  node.replaceChildren();
  return add(node, children);
}

/** One of the page's own icons. */
export function icon(name) {
  const use = s("use", { href: `#i-${name}` });
  return s("svg", { class: "icon", "aria-hidden": "true", focusable: "false" }, use);
}

let used = 0;
/** An id that no other element has. */
export function freshId(word = "n") {
  used += 1;
  return `${word}-${used}`;
}

/** Say something to a screen reader without moving the focus. */
export function announce(words) {
  const place = document.getElementById("said");
  place.textContent = "";
  requestAnimationFrame(() => {
    place.textContent = words;
  });
}

/** A button with words and perhaps an icon. */
export function button(words, act, { kind = "", symbol = "", ...more } = {}) {
  return h(`button${kind ? `.${kind}` : ""}`, { type: "button", on: { click: act }, ...more }, symbol && icon(symbol), words);
}

/** Bring a node into sight, gently unless the person asked for less motion. */
export function show(node, block = "start") {
  const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
  node.scrollIntoView({ block, behavior: calm ? "auto" : "smooth" });
}

/** Wait until nothing came for so many milliseconds. */
export function calmed(act, milliseconds) {
  let waiting = 0;
  return (...given) => {
    clearTimeout(waiting);
    waiting = setTimeout(() => act(...given), milliseconds);
  };
}
