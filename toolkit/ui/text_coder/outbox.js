// What the reader did and Python has not answered yet. The whole of it is sent, in order, again
// and again and ever more slowly, until each item has been answered: a server that was started
// anew loses the first message it gets, and a lost connection loses any.

const FIRST_WAIT = 2000;
const LONGEST_WAIT = 15000;
const MOST_AT_ONCE = 50;

function openOutbox(slot, { text: textToken, name }, whenChanged) {
  // It stays with the slot, so that a redrawn page goes on with it.
  if (slot.outboxText !== textToken) Object.assign(slot, { outboxText: textToken, waiting: [], name });
  let wait = FIRST_WAIT;
  let timer;

  function send() {
    clearTimeout(timer);
    if (!slot.waiting.length) return;
    slot.send?.({ text: textToken, items: slot.waiting.slice(0, MOST_AT_ONCE), sent: Date.now() });
    timer = setTimeout(send, wait);
    wait = Math.min(wait * 2, LONGEST_WAIT);
  }

  return {
    waiting: () => slot.waiting,
    put(act, coding, quotation) {
      const { start, end, answer, code, line } = coding;
      const nonce = crypto.randomUUID?.() ?? randomNonce();
      const item = { nonce, act, start, end, quotation, answer, code, line };
      if (act === "add" && coding.name) item.name = coding.name;
      if (act === "note") item.shared = coding.shared;
      slot.waiting.push(item);
      wait = FIRST_WAIT;
      send();
      whenChanged();
    },
    // Answered items go; what was refused is returned with the reason.
    take(answered) {
      const before = slot.waiting.length;
      const refused = slot.waiting
        .filter(({ nonce }) => answered[nonce]).map((item) => ({ item, reason: answered[item.nonce] }));
      slot.waiting = slot.waiting.filter(({ nonce }) => !(nonce in answered));
      if (slot.waiting.length < before) {
        wait = FIRST_WAIT;
        send();
      }
      return refused;
    },
    resume: send,
    close() { clearTimeout(timer); },
  };
}

// The name of another transcript that was left before all of it was saved.
function waitingElsewhere(slot) {
  return [...window.toolkitTextCoders.values()]
    .find((other) => other !== slot && other.waiting?.length)?.name;
}

window.addEventListener("beforeunload", (event) => {
  if (waitingElsewhere(null)) event.preventDefault();
});

// randomUUID is there on https and on this machine only; a team's own network may be neither.
function randomNonce() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

// The codings as they will be once everything waiting has been saved.
function withWaiting(stored, waiting) {
  const byMark = new Map(stored.map((coding) => [markOf(coding), coding]));
  for (const item of waiting) {
    if (item.act === "note") {
      const noted = byMark.get(markOf(item));
      if (noted) byMark.set(markOf(item), { ...noted, note: item.line ? [item.line, item.shared] : undefined });
    } else if (item.act === "remove") byMark.delete(markOf(item));
    else if (!byMark.has(markOf(item))) byMark.set(markOf(item), { ...item });
  }
  return [...byMark.values()];
}

function readStored({ spans = {}, codings = [] } = {}) {
  const plain = Object.entries(spans).flatMap(([code, places]) => {
    const read = [];
    for (let at = 0; at < places.length; at += 2) {
      read.push({ start: places[at], end: places[at] + places[at + 1], code, answer: "code", line: "" });
    }
    return read;
  });
  return plain.concat(codings.map(([start, length, code, answer = "code", line = "", note]) =>
    ({ start, end: start + length, code, answer, line, note })));
}
