// Talks to the service that this page came from, and to no other. A refusal becomes a `Refused` with a
// sentence and a remedy; a key is asked for when the service wants one.

const KEY = "counteroffer.key"; // of this tab only: it is gone when the tab is closed

/** The service said no, or could not be reached. */
export class Refused extends Error {
  constructor(message, remedy = "", where = "", status = 0) {
    super(message);
    this.remedy = remedy;
    this.where = where;
    this.status = status;
  }
}

let askForKey = async () => null;

/** Who asks the person for a key. */
export function onKeyWanted(ask) {
  askForKey = ask;
}

async function request(method, path, body, { accept = "application/json", signal } = {}) {
  const headers = { accept };
  if (body !== undefined) headers["content-type"] = "application/json";
  const key = sessionStorage.getItem(KEY);
  if (key) headers.authorization = `Bearer ${key}`;
  let response;
  try {
    response = await fetch(path, { method, headers, signal, body: body === undefined ? undefined : JSON.stringify(body) });
  } catch (error) {
    if (error.name === "AbortError") throw error;
    throw new Refused("The service cannot be reached.", "See that counteroffer serve is still running, then try again.");
  }
  if (response.status === 401) {
    sessionStorage.removeItem(KEY);
    const given = await askForKey(Boolean(key));
    if (given) {
      sessionStorage.setItem(KEY, given);
      return request(method, path, body, { accept, signal });
    }
  }
  if (!response.ok) throw await refusal(response);
  return response;
}

async function refusal(response) {
  let said = {};
  try {
    said = await response.json();
  } catch {
    // What is no JSON came from something in between; the status is all there is to say.
  }
  const words = said.detail || said.title || `The service answered ${response.status}.`;
  return new Refused(sentence(words), sentence(said.remedy || ""), said.where || "", response.status);
}

function sentence(words) {
  if (!words) return "";
  const begun = words[0].toUpperCase() + words.slice(1);
  return /[.!?…]$/u.test(begun) ? begun : `${begun}.`;
}

/** GET, as JSON. */
export async function get(path, options) {
  return (await request("GET", path, undefined, options)).json();
}

/** POST, as JSON. */
export async function post(path, body, options) {
  return (await request("POST", path, body, options)).json();
}

/** Ask, and hear each event as it comes; resolves to the Answer. Falls back to plain JSON. */
export async function ask(body, hear, signal) {
  const response = await request("POST", "/v1/ask", body, { accept: "text/event-stream", signal });
  const kind = response.headers.get("content-type") || "";
  if (!kind.includes("text/event-stream") || !response.body) return response.json();
  let answer = null;
  try {
    for await (const [name, data] of events(response.body)) {
      if (name === "error") throw new Refused(sentence(data.detail || "Something went wrong"), sentence(data.remedy || ""));
      if (name === "answer") answer = data;
      hear(name, data);
    }
  } catch (error) {
    if (error instanceof Refused || error.name === "AbortError") throw error;
  }
  // A stream that breaks off half-way is asked for again as a whole.
  return answer ?? post("/v1/ask", body, { signal });
}

/** The events of a stream, as they are complete. */
async function* events(stream) {
  const reader = stream.pipeThrough(new TextDecoderStream()).getReader();
  let held = "";
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    held += value.replaceAll("\r", "");
    let end;
    while ((end = held.indexOf("\n\n")) >= 0) {
      const block = held.slice(0, end);
      held = held.slice(end + 2);
      let name = "message";
      const data = [];
      for (const line of block.split("\n")) {
        if (line.startsWith("event:")) name = line.slice(6).trim();
        else if (line.startsWith("data:")) data.push(line.slice(5).replace(/^ /, ""));
      }
      if (data.length) yield [name, JSON.parse(data.join("\n"))];
    }
  }
}

/** The path of a guide, each part of its name escaped. */
export function guidePath(name) {
  return `/v1/guides/${name.split("/").map(encodeURIComponent).join("/")}`;
}
