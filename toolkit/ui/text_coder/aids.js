// Reading aids of the desk: one turn at a time, and a turn read aloud by the reader's own device.

function openAids({ bar, root, turns, parts, words, aids, slot, isShown, say }) {
  const closers = [];
  const goTo = aids.oneTurn ? showOneTurn({ bar, root, turns, parts, words, slot, say }) : () => {};
  if (aids.readAloud) closers.push(offerReadingAloud({ turns, parts, words, isShown, say }));
  return { goTo, close() { for (const close of closers) close(); } };
}

function showOneTurn({ bar, root, turns, parts, words, slot, say }) {
  const last = turns.length - 1;
  const place = make("p", "tc-place");
  const before = button("tc-tool", words.turn_before, () => go(slot.at - 1));
  const after = button("tc-tool", words.turn_after, () => go(slot.at + 1));
  const row = make("div", "tc-steps");
  row.append(before, place, after);
  bar.append(row);
  root.classList.add("tc-single");

  function go(index) {
    if (index < 0 || index > last) return;
    slot.at = index;
    draw();
    say(place.textContent);
  }

  // Not disabled at an end, or the focus would be lost there.
  function draw() {
    for (const [index, { element }] of parts.entries()) element.classList.toggle("tc-current", index === slot.at);
    place.textContent = fill(words.turn_of, { number: slot.at, last });
    before.setAttribute("aria-disabled", String(slot.at === 0));
    after.setAttribute("aria-disabled", String(slot.at === last));
  }

  slot.at = Math.min(slot.at ?? 0, last);
  draw();
  return go;
}

// A voice that is not on the device sends the words to somebody else's: it is never used.
function offerReadingAloud({ turns, parts, words, isShown, say }) {
  const voices = globalThis.speechSynthesis;
  const buttons = turns.map((turn) => {
    const made = button("tc-plain tc-aloud", words.read_aloud, () => toggle(turn));
    const note = make("p", "tc-aloud-note", "", { contenteditable: "false" });
    name(made, turn, false);
    parts[turn.index].element.querySelector(".tc-head").append(made);
    parts[turn.index].element.querySelector(".tc-head").after(note);
    return { made, note };
  });
  let reading = null;

  function name(made, turn, isReading) {
    made.textContent = isReading ? words.stop_reading : words.read_aloud;
    const label = isReading ? words.stop_reading_turn : words.read_aloud_turn;
    made.setAttribute("aria-label", fill(label, { number: turn.index }));
  }

  function toggle(turn) {
    const wasReading = reading === turn.index;
    stop();
    if (!wasReading) read(turn);
  }

  function read(turn) {
    const voice = ownVoice(voices);
    const why = !voice ? words.no_voice : !isShown(turn) ? words.folded_not_read : "";
    for (const { note } of buttons) note.textContent = "";
    buttons[turn.index].note.textContent = why;
    if (why) { say(why); return; }
    const said = new SpeechSynthesisUtterance(turn.words);
    Object.assign(said, { voice, lang: voice.lang, onend: ended, onerror: ended });
    reading = turn.index;
    name(buttons[turn.index].made, turn, true);
    voices.speak(said);
    function ended() { if (reading === turn.index) stop(); }
  }

  function stop() {
    if (reading !== null) name(buttons[reading].made, turns[reading], false);
    reading = null;
    voices?.cancel();
  }

  return stop;
}

function ownVoice(voices) {
  const own = voices?.getVoices().filter(({ localService }) => localService) ?? [];
  return own.find(({ lang }) => lang.startsWith("en-GB")) ?? own.find(({ lang }) => lang.startsWith("en")) ?? own[0];
}
