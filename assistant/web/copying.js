// Texts that leave the page because the person takes them: to the clipboard, or as a file.

import { announce, button, icon, put } from "./dom.js";

async function toClipboard(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    // Without a secure address there is no clipboard; an old way still works for a selection.
    const area = document.createElement("textarea");
    area.value = text;
    area.className = "offscreen";
    document.body.append(area);
    area.select();
    const done = document.execCommand("copy");
    area.remove();
    return done;
  }
}

/** A button that copies; `text` is made when it is pressed. */
export function copyButton(text, words = "Copy", more = {}) {
  const node = button(words, async () => {
    const done = await toClipboard(text());
    put(node, icon(done ? "check" : "close"), done ? "Copied" : "Not copied: select it by hand");
    announce(done ? "Copied." : "It could not be copied.");
    setTimeout(() => put(node, icon("copy"), words), 2200);
  }, { kind: "quiet", symbol: "copy", ...more });
  return node;
}

/** Save a text as a file. */
export function save(name, text, type) {
  const address = URL.createObjectURL(new Blob([text], { type }));
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(address), 1000);
}

const ENCODER = new TextEncoder();

function base64(text, width = 76) {
  let binary = "";
  for (const byte of ENCODER.encode(text)) binary += String.fromCharCode(byte);
  return btoa(binary).replace(new RegExp(`.{1,${width}}`, "g"), "$&\r\n").trimEnd();
}

/** A header's words: one line, as an encoded word where they are not plain ASCII. */
function header(words) {
  const line = words.replace(/[\s\u0000-\u001f\u007f\u0085\u2028\u2029]+/gu, " ").trim().slice(0, 200);
  if (/^[\x20-\x7e]*$/u.test(line)) return line;
  // An encoded word holds at most 75 characters, and never half a character.
  const words_ = [];
  let held = "";
  for (const c of line) {
    if (ENCODER.encode(held + c).length > 42) {
      words_.push(held);
      held = "";
    }
    held += c;
  }
  if (held) words_.push(held);
  return words_.map((one) => `=?UTF-8?B?${base64(one, 999)}?=`).join("\r\n ");
}

/** An unsent mail: no sender and no receiver, which the mail program asks for. */
export function mailOf(subject, body) {
  return [
    `Subject: ${header(subject)}`,
    "X-Unsent: 1",
    "MIME-Version: 1.0",
    'Content-Type: text/plain; charset="utf-8"',
    "Content-Transfer-Encoding: base64",
    "",
    base64(`${body.replaceAll(/\r?\n/gu, "\r\n")}\r\n`),
    "",
  ].join("\r\n");
}
