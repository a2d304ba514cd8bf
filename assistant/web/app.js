// The page put together: rooms, light and dark, which model is used and whether anything leaves the machine.

import { startAsk } from "./ask.js";
import { h, icon, put } from "./dom.js";
import { startFigures } from "./figures.js";
import { startGuides } from "./guides.js";
import { startOffer } from "./offer.js";
import { close } from "./reader.js";
import { get, onKeyWanted } from "./service.js";
import { forgetAll, keep, kept } from "./store.js";

const ROOMS = { ask: "Ask", offer: "Offer", guides: "Guides" };
const begun = new Set();
const begin = { ask: startAsk, offer: startOffer, guides: startGuides };

function enter(moved) {
  const name = location.hash.replace(/^#\/?/u, "").split("/")[0];
  const room = name in ROOMS ? name : "ask";
  for (const one of Object.keys(ROOMS)) {
    document.getElementById(one).hidden = one !== room;
    const link = document.querySelector(`nav a[href="#/${one}"]`);
    if (one === room) link.setAttribute("aria-current", "page");
    else link.removeAttribute("aria-current");
  }
  document.title = `${ROOMS[room]} · counteroffer`;
  close();
  if (!begun.has(room)) {
    begun.add(room);
    begin[room]();
  }
  if (moved) {
    scrollTo(0, 0);
    document.querySelector(`#${room} h1`).focus({ preventScroll: true });
  }
}

// ---- light and dark

const LOOKS = ["system", "light", "dark"];

function look() {
  const chosen = kept("look", "system");
  if (chosen === "system") delete document.documentElement.dataset.look;
  else document.documentElement.dataset.look = chosen;
  const node = document.getElementById("look");
  put(node, icon({ system: "auto", light: "sun", dark: "moon" }[chosen]));
  const words = { system: "as your system", light: "light", dark: "dark" }[chosen];
  node.setAttribute("aria-label", `Colours: ${words}. Change`);
  node.title = `Colours: ${words}`;
}

// ---- which model, and what leaves

const LOCAL = /^(?:localhost|127(?:\.\d+){3}|\[::1\]|::1)$/u;

async function status() {
  const node = document.getElementById("model");
  let state;
  try {
    state = await get("/ready");
  } catch (error) {
    node.dataset.kind = "bad";
    put(node, icon("no"), h("span", h("strong", "Not ready. "), error.message, " ", error.remedy));
    setTimeout(status, 5000);
    return;
  }
  const here = LOCAL.test(location.hostname);
  const model = state.model;
  node.dataset.kind = model ? "model" : "calm";
  const where = here ? "this machine" : location.hostname;
  const stays = here ? "nothing leaves this machine" : `what you enter goes to ${location.hostname} and no further`;
  put(
    node,
    icon(model ? "out" : "lock"),
    model
      ? h("span", h("strong", `Model: ${model}. `), `What you ask or draft, and the lines found for it, go from ${where} to that model.`)
      : h("span", h("strong", "No language model. "), `${stays[0].toUpperCase()}${stays.slice(1)}.`),
  );
  if (state.behind) {
    const note = document.getElementById("behind");
    note.hidden = false;
    put(note, icon("note"), `${state.behind[0].toUpperCase()}${state.behind.slice(1)}`);
  }
}

// ---- a service with keys

const dialog = document.getElementById("key-dialog");
let asking = null;

function wantKey(wrong) {
  asking ??= new Promise((resolve) => {
    const field = dialog.querySelector("input");
    dialog.querySelector(".why").textContent = wrong ? "That key is not accepted (any more)." : "This service wants a key. Who runs it can give you one.";
    field.value = "";
    dialog.addEventListener("close", () => {
      asking = null;
      resolve(dialog.returnValue === "ok" && field.value.trim() ? field.value.trim() : null);
    }, { once: true });
    dialog.returnValue = "";
    dialog.showModal();
  });
  return asking;
}

// ---- forget everything

function forget() {
  const sure = document.getElementById("forget-dialog");
  sure.returnValue = "";
  sure.addEventListener("close", () => {
    if (sure.returnValue !== "ok") return;
    forgetAll();
    location.hash = "#/offer";
    location.reload();
  }, { once: true });
  sure.showModal();
}

// The address names the room, so the way past the header must not change it.
document.querySelector(".skip").addEventListener("click", (event) => {
  event.preventDefault();
  document.getElementById("main").focus();
});
document.getElementById("look").addEventListener("click", () => {
  keep("look", LOOKS[(LOOKS.indexOf(kept("look", "system")) + 1) % LOOKS.length]);
  look();
});
for (const node of document.querySelectorAll("[data-forget]")) node.addEventListener("click", forget);
for (const node of document.querySelectorAll("dialog [data-close]")) {
  node.addEventListener("click", () => node.closest("dialog").close(node.dataset.close));
}
addEventListener("hashchange", () => location.hash.startsWith("#/") && enter(true));
addEventListener("keydown", (event) => {
  if (event.key === "Escape" && !document.querySelector("dialog[open]") && !document.querySelector(".figure[data-open]")) close();
});

// What is folded away on the screen is not folded away on paper.
const unfolded = [];
addEventListener("beforeprint", () => {
  for (const node of document.querySelectorAll("main details:not([open])")) {
    if (node.closest("form")) continue;
    node.open = true;
    unfolded.push(node);
  }
});
addEventListener("afterprint", () => {
  for (const node of unfolded.splice(0)) node.open = false;
});

onKeyWanted(wantKey);
look();
startFigures();
enter(false);
void status();
