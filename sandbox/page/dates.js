// Dates as Slack shows them: times of messages, days between them, and `<!date^…>`.

const format = (options) => new Intl.DateTimeFormat("en-GB", options);
const TIME = format({ hour: "2-digit", minute: "2-digit" });
const SECONDS = format({ hour: "2-digit", minute: "2-digit", second: "2-digit" });
const LONG = format({ weekday: "long", day: "numeric", month: "long", year: "numeric" });
const MIDDLE = format({ day: "numeric", month: "long", year: "numeric" });
const SHORT = format({ day: "numeric", month: "short", year: "numeric" });
const DAY = 86_400_000;

const midnight = (date) => new Date(date.getFullYear(), date.getMonth(), date.getDate()).getTime();

function nearby(date) {
  const days = Math.round((midnight(date) - midnight(new Date())) / DAY);
  return { "-1": "yesterday", 0: "today", 1: "tomorrow" }[days];
}

function ago(date) {
  const seconds = (date.getTime() - Date.now()) / 1000;
  const [unit, size] = [["day", 86400], ["hour", 3600], ["minute", 60], ["second", 1]].find(([, span]) => Math.abs(seconds) >= span) || ["second", 1];
  return new Intl.RelativeTimeFormat("en", { numeric: "auto" }).format(Math.round(seconds / size), unit);
}

const pad = (number) => String(number).padStart(2, "0");

const TOKENS = {
  date: (date) => MIDDLE.format(date),
  date_num: (date) => `${date.getFullYear()}-${pad(date.getMonth() + 1)}-${pad(date.getDate())}`,
  date_slash: (date) => `${pad(date.getDate())}/${pad(date.getMonth() + 1)}/${date.getFullYear()}`,
  date_short: (date) => SHORT.format(date),
  date_long: (date) => LONG.format(date),
  date_pretty: (date) => nearby(date) || MIDDLE.format(date),
  date_short_pretty: (date) => nearby(date) || SHORT.format(date),
  date_long_pretty: (date) => nearby(date) || LONG.format(date),
  day_divider_pretty: (date) => nearby(date) || LONG.format(date),
  time: (date) => TIME.format(date),
  time_secs: (date) => SECONDS.format(date),
  ago,
};

/** A `<!date^…>` pattern filled in for the reader's own time zone, or null where there is no such moment. */
export function filledDate(timestamp, pattern) {
  const date = new Date(timestamp * 1000);
  if (Number.isNaN(date.getTime())) return null;
  return pattern.replace(/\{(\w+)\}/g, (whole, token) => (Object.hasOwn(TOKENS, token) ? TOKENS[token](date) : whole));
}

const of = (ts) => new Date(Number.parseFloat(ts) * 1000);

/** The time of a message. */
export const timeOf = (ts) => TIME.format(of(ts));

/** The day of a message, in words. */
export const dayOf = (ts) => {
  const near = nearby(of(ts));
  return near ? near[0].toUpperCase() + near.slice(1) : LONG.format(of(ts));
};

/** The whole moment of a message, for a tooltip. */
export const momentOf = (ts) => `${LONG.format(of(ts))} at ${SECONDS.format(of(ts))}`;
