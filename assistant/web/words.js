// How figures and names are written for people. It formats what the service computed; it computes nothing.

export const COMPONENTS = {
  base: "Base salary",
  equity: "Equity",
  bonus: "Bonus",
  sign_on: "Sign-on bonus",
  total: "Total",
  level: "Level",
  start_date: "Start date",
};

export const CURRENCIES = ["USD", "EUR", "GBP", "CHF", "CAD", "AUD", "SGD", "HKD", "CNY", "INR", "JPY", "KRW", "SEK", "PLN", "ILS", "AED"];

/** The name of a part of pay. */
export function component(name) {
  const words = COMPONENTS[name] ?? String(name).replaceAll("_", " ").replaceAll("-", " ");
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** An amount as the guides print it: $170K, CNY 1.05M, $387,500. */
export function amount(value, currency, unit = "money") {
  if (value === null || value === undefined) return "—";
  if (unit === "percent") return `${trim(value)}%`;
  const sign = value < 0 ? "−" : "";
  const name = currency === "USD" ? "$" : currency ? `${currency}\u00a0` : "";
  return `${sign}${name}${size(Math.abs(value))}`;
}

function size(value) {
  for (const [unit, letter] of [[1e12, "T"], [1e9, "B"], [1e6, "M"]]) {
    const cents = value / (unit / 100);
    if (value >= unit && Number.isInteger(cents)) return `${trim(cents / 100)}${letter}`;
  }
  if (value >= 1000 && value < 1e6 && value % 1000 === 0) return `${value / 1000}K`;
  return value.toLocaleString("en-US", { maximumFractionDigits: 2 });
}

function trim(value) {
  return String(Number(Number(value).toFixed(2)));
}

/** Two ends as one range. */
export function range(low, high, currency, unit) {
  if (low === null || low === undefined) return "—";
  if (high === null || high === undefined) return `${amount(low, currency, unit)}+`;
  return low === high ? amount(low, currency, unit) : `${amount(low, currency, unit)}–${amount(high, currency, unit)}`;
}

/** `per year`, `over 4 years`, or nothing. */
export function period(words) {
  if (words === "year") return " a year";
  if (words === "4 years") return " over four years";
  return "";
}

/** A formula with its thousands apart and signs as people write them. */
export function formula(words) {
  return String(words)
    .replace(/(?<![\d.])\d{4,}/gu, (digits) => Number(digits).toLocaleString("en-US"))
    .replaceAll("*", "×")
    .replaceAll(" - ", " − ");
}

/** Where a citation stands: `Meta guide, Pay by region, line 28`. */
export function place(citation) {
  const [first, last] = citation.lines;
  const lines = first === last ? `line ${first}` : `lines ${first} to ${last}`;
  const page = citation.page ? `, page ${citation.page}` : "";
  return `${citation.title}, ${citation.section ? `${citation.section}, ` : ""}${lines}${page}`;
}

/** Where a part of an offer lies, in words that need no picture. */
export function lies(placed) {
  if (placed.place === "no_band") return placed.why ? `No range to compare with: ${placed.why}.` : "The guides have no range for this.";
  if (placed.place === "not_comparable") return placed.why ? `Cannot be compared: ${placed.why}.` : "Cannot be compared.";
  if (placed.low === placed.high) {
    return { below: "Below the guide’s figure.", above: "Above the guide’s figure." }[placed.place] ?? "Exactly the guide’s figure.";
  }
  if (placed.place === "below") return "Below the range that the guide prints.";
  if (placed.place === "above") return "Above the range that the guide prints.";
  if (placed.position === null || placed.position === undefined) return "Inside the range.";
  const share = Math.round(placed.position * 100);
  if (share === 0) return "At the bottom of the range.";
  if (share === 100) return "At the top of the range.";
  const where = share < 34 ? "in the lower third" : share <= 66 ? "in the middle third" : "in the upper third";
  return `Inside the range, ${where}: ${share}% of the way from bottom to top.`;
}
