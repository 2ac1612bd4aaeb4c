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

function drawWords(element, words, pieces, shortName, looks) {
  const cuts = new Set([0, words.length]);
  for (const { from, to } of pieces) cuts.add(from).add(to);
  const borders = [...cuts].sort((a, b) => a - b);
  const drawn = [];
  for (let i = 0; i + 1 < borders.length; i++) {
    const [from, to] = [borders[i], borders[i + 1]];
    const here = pieces.filter((piece) => piece.from <= from && piece.to >= to);
    drawn.push(here.length ? drawMarked(words.slice(from, to), from, here, shortName, looks)
      : document.createTextNode(words.slice(from, to)));
  }
  element.replaceChildren(...drawn);
  const lanes = Math.max(0, ...pieces.map(({ coding }) => coding.lane + 1));
  element.style.lineHeight = lanes > 1 ? `calc(1.72em + ${(lanes - 1) * LANE_HEIGHT}px)` : "";
}

function drawMarked(words, from, pieces, shortName, looks) {
  const span = document.createElement("span");
  span.className = `tc-mark ${looks.of(pieces.map(({ coding }) => coding.lane))}`;
  span.textContent = words;
  const starting = pieces.filter((piece) => piece.from === from);
  if (starting.length) {
    span.dataset.tags = starting.map(({ coding }) => shortName(coding)).join(" ");
  }
  return span;
}

// A class for each set of lanes: there are few sets and many marks, and a browser works out a class
// once that it would work out for each mark.
function makeLooks(sheet) {
  const classes = new Map();
  function add(lanes) {
    const name = `tc-lanes-${lanes.join("-")}`;
    const high = Math.max(...lanes) + 1;
    const lines = lanes.map((lane) => `var(--tc-line-${lane % PATTERNS})`);
    const places = lanes.map((lane) => `0 calc(100% - ${(high - 1 - lane) * LANE_HEIGHT}px)`);
    sheet.insertRule(`.${name} { padding-bottom: ${high * LANE_HEIGHT}px; background-image: ${lines}; background-position: ${places}; }`);
    return name;
  }
  return { of(lanes) {
    const key = String(lanes);
    if (!classes.has(key)) classes.set(key, add(lanes));
    return classes.get(key);
  } };
}
