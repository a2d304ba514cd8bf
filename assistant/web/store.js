// What is kept, and only in this browser: the offer as it is being entered, offers to compare, how the page
// looks. Nothing of it is sent anywhere until the person asks for a check or a draft.

const BEGIN = "counteroffer.";

/** What was kept under a name, or the value given. */
export function kept(name, otherwise) {
  try {
    const text = localStorage.getItem(BEGIN + name);
    return text === null ? otherwise : JSON.parse(text);
  } catch {
    return otherwise; // storage may be off, or hold what another version wrote
  }
}

/** Keep it; whether the browser let us. */
export function keep(name, value) {
  try {
    localStorage.setItem(BEGIN + name, JSON.stringify(value));
    return true;
  } catch {
    return false;
  }
}

/** Forget everything that this page ever kept. */
export function forgetAll() {
  for (const store of [localStorage, sessionStorage]) {
    try {
      for (const name of Object.keys(store)) if (name.startsWith(BEGIN)) store.removeItem(name);
    } catch {
      // Storage that is off holds nothing.
    }
  }
}
