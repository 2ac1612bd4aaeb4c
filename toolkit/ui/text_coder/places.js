// Places in the text. A browser counts UTF-16 units, Python counts code points, and a reader
// sees graphemes. Inside a turn we count UTF-16 units from its first; across the border, code
// points from the start of the text, one line feed between each two turns.

const graphemes = new Intl.Segmenter(undefined, { granularity: "grapheme" });

const sentences = new Intl.Segmenter(undefined, { granularity: "sentence" });
const wordBorders = new Intl.Segmenter(undefined, { granularity: "word" });

// Where a word before or behind a place begins ("from") or ends ("to"), in the next turn if need be.
function nextBorder(turns, { turn, at }, side, way) {
  const isLater = way === "later";
  for (let i = turn; i >= 0 && i < turns.length; i += isLater ? 1 : -1) {
    const borders = [...wordBorders.segment(turns[i].words)].filter(({ isWordLike }) => isWordLike)
      .map(({ index, segment }) => (side === "from" ? index : index + segment.length));
    const left = i !== turn ? borders : borders.filter((border) => (isLater ? border > at : border < at));
    if (left.length) return { turn: i, at: isLater ? left[0] : left.at(-1) };
  }
  return { turn, at };
}

function countPoints(words, units) {
  let points = 0;
  for (let at = 0; at < units; points++) at += words.codePointAt(at) > 0xffff ? 2 : 1;
  return points;
}

function unitsOf(words, points) {
  let at = 0;
  for (let n = 0; n < points && at < words.length; n++) at += words.codePointAt(at) > 0xffff ? 2 : 1;
  return at;
}

function layOut(turns) {
  let start = 0;
  return turns.map(([speaker, words], index) => {
    const turn = { index, speaker, words, start, end: start + countPoints(words, words.length) };
    start = turn.end + 1;
    return turn;
  });
}

// A border inside a grapheme moves out of it, so that no family emoji is cut in two.
function snapStart(words, at) {
  return at >= words.length ? words.length : graphemes.segment(words).containing(at).index;
}

function snapEnd(words, at) {
  if (at <= 0 || at >= words.length) return Math.min(Math.max(at, 0), words.length);
  const hit = graphemes.segment(words).containing(at);
  return hit.index === at ? at : hit.index + hit.segment.length;
}

// The span between two places: snapped to graphemes, blanks at its ends left out.
function spanBetween(turns, from, to) {
  let first = from.turn, last = to.turn;
  let start = snapStart(turns[first].words, from.at);
  let end = snapEnd(turns[last].words, to.at);
  while (first < last && !turns[first].words.slice(start).trim()) { first++; start = 0; }
  while (first < last && !turns[last].words.slice(0, end).trim()) { last--; end = turns[last].words.length; }
  const head = turns[first].words, tail = turns[last].words;
  const stop = first === last ? end : head.length;
  while (start < stop && /\s/.test(head[start])) start++;
  const least = first === last ? start : 0;
  while (end > least && /\s/.test(tail[end - 1])) end--;
  if (first === last && start >= end) return null;
  return {
    start: turns[first].start + countPoints(head, start),
    end: turns[last].start + countPoints(tail, end),
    first: { turn: first, at: start },
    last: { turn: last, at: end },
  };
}

function wordsOf(turns, start, end) {
  return piecesOf(turns, start, end)
    .map(({ turn, from, to }) => turns[turn].words.slice(from, to))
    .join("\n");
}

function turnAt(turns, point) {
  let low = 0, high = turns.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (turns[middle].end < point) low = middle + 1; else high = middle;
  }
  return low;
}

// What a span covers of each turn it touches, in UTF-16 units of the turn; joined by line feeds
// they are its words.
function piecesOf(turns, start, end) {
  const pieces = [];
  for (let i = turnAt(turns, start); i < turns.length && turns[i].start <= end; i++) {
    const turn = turns[i];
    const from = unitsOf(turn.words, Math.max(start - turn.start, 0));
    const to = unitsOf(turn.words, Math.min(end, turn.end) - turn.start);
    pieces.push({ turn: i, from, to });
  }
  return pieces;
}
