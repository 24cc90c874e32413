// The messages of one channel, kept so that a busy channel costs little to look at.

const older = (one, other) => (one.ts < other.ts ? -1 : Number(one.ts > other.ts));
const isStanding = (message) => !message.thread_ts || message.thread_ts === message.ts || message.subtype === "thread_broadcast";

export class Log {
  constructor(messages = []) {
    this.all = new Map();
    this.threads = new Map();
    this.shown = [];
    this.stale = false;
    for (const message of messages) this.put(message);
  }

  /** The message stands as it is given, whether it is new or changed. */
  put(message) {
    const isNew = !this.all.has(message.ts);
    this.all.set(message.ts, message);
    if (message.thread_ts && message.thread_ts !== message.ts) {
      if (!this.threads.has(message.thread_ts)) this.threads.set(message.thread_ts, new Map());
      this.threads.get(message.thread_ts).set(message.ts, message);
    }
    if (!isStanding(message)) return;
    const last = this.shown.at(-1);
    if (isNew && !this.stale && (!last || last.ts < message.ts)) this.shown.push(message);
    else this.stale = true;
  }

  /** The message is gone. */
  remove(ts) {
    const message = this.all.get(ts);
    this.all.delete(ts);
    this.threads.get(message?.thread_ts)?.delete(ts);
    this.stale = true;
  }

  /** The messages outside threads, oldest first. */
  standing() {
    if (this.stale) {
      this.shown = [...this.all.values()].filter(isStanding).sort(older);
      this.stale = false;
    }
    return this.shown;
  }

  /** A thread's parent and replies, oldest first. */
  thread(ts) {
    return [this.all.get(ts), ...(this.threads.get(ts)?.values() || [])].filter(Boolean).sort(older);
  }
}

/** Two lists of messages as one, oldest first. */
export const together = (some, others) => (others.length ? [...some, ...others].sort(older) : some);
