// How codings are drawn: an underline each, stacked, every lane with its own pattern, and the
// codes' short ids where they start. None of it is text, so no offset counts it.

const LANE_HEIGHT = 5;
const PATTERNS = 5;

function markOf({ start, end, answer, code }) {
  return JSON.stringify([start, end, answer, code]);
}

function setLanes(codings) {
  const ends = [];
  const ordered = [...codings].sort((a, b) => a.start - b.start || b.end - a.end);
  for (const coding of ordered) {
    let lane = ends.findIndex((end) => end < coding.start);
    if (lane < 0) lane = ends.length;
    ends[lane] = coding.end;
    coding.lane = lane;
  }
  return ordered;
}

function piecesByTurn(turns, codings) {
  const byTurn = new Map();
  for (const coding of setLanes(codings)) {
    if (coding.answer === "not_today") continue;
    for (const piece of piecesOf(turns, coding.start, coding.end)) {
      if (!byTurn.has(piece.turn)) byTurn.set(piece.turn, []);
      byTurn.get(piece.turn).push({ ...piece, coding });
    }
  }
  return byTurn;
}

function drawWords(element, words, pieces, shortName) {
  const cuts = new Set([0, words.length]);
  for (const { from, to } of pieces) cuts.add(from).add(to);
  const borders = [...cuts].sort((a, b) => a - b);
  const drawn = [];
  for (let i = 0; i + 1 < borders.length; i++) {
    const [from, to] = [borders[i], borders[i + 1]];
    const here = pieces.filter((piece) => piece.from <= from && piece.to >= to);
    drawn.push(here.length ? drawMarked(words.slice(from, to), from, here, shortName)
      : document.createTextNode(words.slice(from, to)));
  }
  element.replaceChildren(...drawn);
  const lanes = Math.max(0, ...pieces.map(({ coding }) => coding.lane + 1));
  element.style.setProperty("--tc-lanes", String(lanes));
}

function drawMarked(words, from, pieces, shortName) {
  const span = document.createElement("span");
  span.className = "tc-mark";
  span.textContent = words;
  const lanes = Math.max(...pieces.map(({ coding }) => coding.lane)) + 1;
  const style = span.style;
  style.paddingBottom = `${lanes * LANE_HEIGHT}px`;
  style.backgroundImage = pieces.map(({ coding }) => `var(--tc-line-${coding.lane % PATTERNS})`).join(",");
  style.backgroundPosition = pieces
    .map(({ coding }) => `0 calc(100% - ${(lanes - 1 - coding.lane) * LANE_HEIGHT}px)`).join(",");
  const starting = pieces.filter((piece) => piece.from === from);
  if (starting.length) {
    span.dataset.tags = starting.map(({ coding }) => shortName(coding)).join(" ");
  }
  return span;
}
