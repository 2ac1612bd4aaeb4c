// The desk: the transcript, what is marked on it, and what its reader does.

const KEYBOARD_PAUSE = 250;
const TOUCH_PAUSE = 450;
const SAY_UNSAVED_AFTER = 3000;

const desks = new WeakMap();

export default function ({ data: [data], parentElement }) {
  // Streamlit calls this for new data and for another transcript in the same place.
  if (desks.get(parentElement)?.data !== data) {
    desks.get(parentElement)?.close();
    desks.set(parentElement, openDesk(slotOf(data.key), data, parentElement));
  }
  return () => {
    desks.get(parentElement)?.close();
    desks.delete(parentElement);
  };
}

function slotOf(key) {
  const coders = (window.toolkitTextCoders ??= new Map());
  if (!coders.has(key)) coders.set(key, {});
  return coders.get(key);
}

function openDesk(slot, data, parent) {
  const { words, answers, readOnly } = data;
  const turns = layOut(data.turns);
  // A code that was made here a moment ago is there before Python has sent it back.
  const codes = [...data.codes, ...(slot.made ?? []).filter((own) => data.codes.every(({ id }) => id !== own.id))];
  const byId = new Map(codes.map((code) => [code.id, code]));
  if (slot.deskText !== data.text) {
    Object.assign(slot, { deskText: data.text, opened: new Set(), done: [], undone: [], used: [], made: [] });
  }

  const root = make("div", "tc-root");
  const bar = make("div", "tc-bar");
  const status = make("p", "tc-status");
  const undoButton = button("tc-tool", words.undo, undo, { "aria-keyshortcuts": "Control+Z" });
  const redoButton = button("tc-tool", words.redo, redo, { "aria-keyshortcuts": "Control+Shift+Z" });
  const refusal = make("div", "tc-refusal", undefined, { role: "alert" });
  const live = make("p", "tc-hidden", "", { role: "status" });
  const text = make("div", "tc-text", undefined, {
    contenteditable: "true", inputmode: "none", role: "textbox", "aria-multiline": "true",
    "aria-readonly": "true", "aria-label": fill(words.text, { name: data.name }),
    spellcheck: "false", autocorrect: "off", autocapitalize: "off", translate: "no",
  });
  const firstButton = button("tc-tool", "", () => readFirst(!slot.readsFirst));
  const told = make("p", "tc-told");
  bar.append(status, firstButton, undoButton, redoButton, told);
  if (readOnly) bar.replaceChildren(make("p", "tc-status", words.closed));
  root.append(bar, refusal, text, live);
  const style = make("style");
  root.append(style);
  parent.append(root);
  const looks = makeLooks(style.sheet);

  const listeners = new AbortController();
  const outbox = openOutbox(slot, data, refresh);
  const shownTurns = turns.map(() => ({}));
  let codings = [];
  let skips = new Map();
  let turnNotes = new Map();
  let chosen = null;
  let pause, unsavedTimer, frame;
  let isPressing = false, isTouch = false;

  const nameOf = ({ answer, code }) => (answer === "code" ? byId.get(code)?.name ?? code : answers[answer]);
  const shortOf = ({ answer, code }) => (answer === "code" ? byId.get(code)?.short ?? code
    : { not_sure: "?", does_not_fit: "≠", not_today: "–" }[answer]);
  const panel = makePanel(root, {
    words, codes, answers, nameOf, shortName: shortOf,
    longest: { line: data.longestLine, name: data.longestName, note: data.longestNote },
    on: { pick, pickOwn, notToday, noteTurn, noteCoding, note: writeNote, widen, remove, another, closed: dropChosen, leave: () => text.focus({ preventScroll: true }),
      again: () => { showCodes(); panel.focus(); } },
  });

  // ---- drawing

  function drawTurns() {
    text.replaceChildren(...turns.map((turn) => {
      const parts = shownTurns[turn.index];
      parts.element = make("div", "tc-turn");
      parts.head = make("div", "tc-head", undefined, { contenteditable: "false" });
      parts.words = make("div", "tc-words", undefined, { dir: "auto" });
      const label = fill(words.turn, { number: turn.index });
      parts.head.append(button("tc-number", String(turn.index), () => chooseTurn(turn), { tabindex: "-1", "aria-label": label }),
        make("span", "tc-speaker", turn.speaker ?? words.unknown_speaker, { dir: "auto" }));
      parts.element.append(parts.head, parts.words);
      return parts.element;
    }));
  }

  // Few turns have a note: what shows it is made for those alone.
  function drawNoted(turn, parts) {
    const isNoted = turnNotes.has(turn.index);
    if (isNoted && !parts.noted) {
      parts.noted = button("tc-noted", "✎", () => noteTurn(turn.index),
        { "aria-label": fill(words.note_is_there, { number: turn.index }) });
      parts.head.querySelector(".tc-speaker").after(parts.noted);
    }
    if (parts.noted) parts.noted.hidden = !isNoted;
  }

  function skipOf(turn) {
    const skip = skips.get(turn.start);
    return skip?.end === turn.end ? skip : undefined;
  }

  function isShown(turn) {
    if (skipOf(turn)) return false;
    return !(turn.index in data.notes) || slot.opened.has(turn.index);
  }

  function drawMarks() {
    const byTurn = piecesByTurn(turns, codings);
    for (const turn of turns) {
      const parts = shownTurns[turn.index];
      const pieces = isShown(turn) ? byTurn.get(turn.index) ?? [] : [];
      const look = JSON.stringify([isShown(turn), Boolean(skipOf(turn)),
        pieces.map(({ from, to, coding }) => [from, to, coding.lane, shortOf(coding)])]);
      if (look === parts.look) continue;
      parts.look = look;
      drawNote(turn, parts);
      parts.words.hidden = !isShown(turn);
      if (isShown(turn)) drawWords(parts.words, turn.words, pieces, shortOf, looks);
      else parts.words.replaceChildren();
    }
  }

  function drawNote(turn, parts) {
    const number = turn.index;
    const skip = skipOf(turn);
    if (!parts.note) {
      if (!skip && !(number in data.notes)) return;
      parts.note = make("div", "tc-note", undefined, { contenteditable: "false" });
      parts.words.before(parts.note);
    }
    const row = make("div", "tc-row");
    const told = [];
    if (turn.index in data.notes) {
      told.push(make("b", "", `${words.content_note}: `), data.notes[turn.index]);
    }
    if (skip) {
      told.push(told.length ? " · " : "", words.skipped);
      if (!readOnly) row.append(button("tc-tool", words.undo_not_today, () => change("remove", skip)));
    } else if (turn.index in data.notes) {
      const isOpen = slot.opened.has(turn.index);
      const label = fill(isOpen ? words.fold_turn : words.show_turn, { number });
      row.append(button("tc-tool", isOpen ? words.fold : words.show, () => fold(turn), { "aria-label": label }));
      if (!isOpen && !readOnly) {
        const leave = fill(words.not_today_turn, { number });
        row.append(button("tc-tool", answers.not_today, () => skipTurn(turn), { "aria-label": leave }));
      }
    }
    const line = make("p", "tc-note-words", undefined, { dir: "auto" });
    line.append(...told);
    parts.note.hidden = !told.length;
    parts.note.replaceChildren(line, row);
  }

  function fold(turn) {
    if (!slot.opened.delete(turn.index)) slot.opened.add(turn.index);
    drawMarks();
    shownTurns[turn.index].note.querySelector("button")?.focus();
  }

  function drawStatus() {
    const count = outbox.waiting().length;
    const elsewhere = waitingElsewhere(slot);
    status.textContent = count ? fill(words.not_saved, { count })
      : elsewhere ? fill(words.not_saved_elsewhere, { name: elsewhere }) : words.saved;
    status.dataset.state = count || elsewhere ? "waiting" : "saved";
    firstButton.textContent = slot.readsFirst ? words.start_coding : words.read_first;
    told.textContent = slot.readsFirst ? words.read_first_on : "";
    undoButton.disabled = !slot.done.length;
    redoButton.disabled = !slot.undone.length;
    if (count && !unsavedTimer) {
      unsavedTimer = setTimeout(() => say(status.textContent), SAY_UNSAVED_AFTER);
    } else if (!count && unsavedTimer) {
      clearTimeout(unsavedTimer);
      unsavedTimer = undefined;
    }
  }

  function refresh() {
    const caret = document.activeElement === text ? caretPlace() : null;
    codings = withWaiting(readStored(slot.stored), outbox.waiting());
    turnNotes = withWaitingNotes(slot.stored?.turnNotes ?? {}, outbox.waiting(), turns);
    for (const turn of turns) drawNoted(turn, shownTurns[turn.index]);
    skips = new Map(codings.filter((coding) => coding.answer === "not_today")
      .map((coding) => [coding.start, coding]));
    drawMarks();
    drawStatus();
    if (caret && !chosen) putCaret(caret);
    if (chosen) drawChosen();
  }

  function say(message) {
    live.textContent = "";
    requestAnimationFrame(() => { live.textContent = message; });
  }

  // ---- what Python says

  function whenStored() {
    if (slot.stored.text !== data.text) return;
    const refused = outbox.take(slot.stored.answered);
    if (refused.length) {
      const shut = button("tc-tool", words.understood, () => { refusal.replaceChildren(); text.focus(); });
      const reasons = [...new Set(refused.map(({ reason }) => reason))].join(" ");
      refusal.replaceChildren(make("p", "", fill(words.not_kept, { reason: reasons })), shut);
      const gone = new Set(refused.map(({ item }) => markOf(item)));
      slot.done = slot.done.filter(({ coding }) => !gone.has(markOf(coding)));
    }
    refresh();
    if (slot.stored.at !== slot.asked) goTo((slot.asked = slot.stored.at));
  }

  // Where a search led: the turn comes into view, and the caret stands in it.
  function goTo(number) {
    const parts = shownTurns[number];
    if (!parts) return;
    aids.goTo(number);
    parts.element.scrollIntoView({ block: "center" });
    text.focus({ preventScroll: true });
    if (isShown(turns[number])) putCaret({ turn: number, at: 0 });
  }

  // ---- places in the page

  function placeOf(node, offset, side) {
    const holder = node.nodeType === Node.ELEMENT_NODE ? node : node.parentElement;
    const within = holder?.closest(".tc-words");
    if (within && text.contains(within)) {
      const before = document.createRange();
      before.selectNodeContents(within);
      before.setEnd(node, offset);
      return { turn: shownTurns.findIndex((parts) => parts.words === within), at: before.toString().length };
    }
    const probe = document.createRange();
    probe.setStart(node, offset);
    const order = (index) => probe.comparePoint(shownTurns[index].words, 0);
    const shown = turns.filter(isShown).map((turn) => turn.index);
    if (side === "start") {
      const next = shown.find((index) => order(index) >= 0);
      return next === undefined ? null : { turn: next, at: 0 };
    }
    const last = shown.findLast((index) => order(index) < 0);
    return last === undefined ? null : { turn: last, at: turns[last].words.length };
  }

  function domPlace({ turn, at }) {
    const walker = document.createTreeWalker(shownTurns[turn].words, NodeFilter.SHOW_TEXT);
    let left = at, node = walker.nextNode(), last = null;
    for (; node; last = node, node = walker.nextNode()) {
      if (left <= node.length) return [node, left];
      left -= node.length;
    }
    return last ? [last, last.length] : [shownTurns[turn].words, 0];
  }

  function rangeOf({ first, last }) {
    const range = document.createRange();
    range.setStart(...domPlace(first));
    range.setEnd(...domPlace(last));
    return range;
  }

  function currentRange() {
    const selection = document.getSelection();
    if (!selection.rangeCount) return null;
    const range = selection.getRangeAt(0);
    return range.intersectsNode(text) ? range : null;
  }

  function caretPlace() {
    const range = currentRange();
    return range?.collapsed ? placeOf(range.startContainer, range.startOffset, "end") : null;
  }

  function putCaret(place) {
    document.getSelection().collapse(...domPlace(place));
  }

  // ---- choosing words

  function readSelection() {
    const range = currentRange();
    if (!range || range.collapsed) return null;
    const from = placeOf(range.startContainer, range.startOffset, "start");
    let to = placeOf(range.endContainer, range.endOffset, "end");
    if (!from || !to || to.turn < from.turn) return null;
    const hidden = turns.slice(from.turn, to.turn).find((turn) => !isShown(turn));
    if (hidden) {
      to = { turn: hidden.index - 1, at: turns[hidden.index - 1].words.length };
      say(words.stopped_at_fold);
    }
    return spanBetween(turns, from, to);
  }

  function chooseSelection() {
    clearTimeout(pause);
    const span = readOnly ? null : readSelection();
    if (!span) return chosen !== null && panel.mode() === "codes";
    if (panel.mode() && chosen?.start === span.start && chosen.end === span.end) return true;
    chosen = span;
    if (slot.readsFirst) noteTurn(span.first.turn, { takesFocus: false });
    else showCodes();
    return true;
  }

  function choose(span) {
    chosen = span;
    const range = rangeOf(span);
    text.focus({ preventScroll: true });
    document.getSelection().setBaseAndExtent(range.startContainer, range.startOffset, range.endContainer, range.endOffset);
    if (slot.readsFirst) noteTurn(span.first.turn);
    else showCodes();
  }

  // A tap chooses the sentence under the finger; its ends can be moved then.
  function chooseSentence({ turn, at }) {
    const whole = turns[turn].words;
    const hit = sentences.segment(whole).containing(Math.min(at, whole.length - 1));
    const span = hit && spanBetween(turns, { turn, at: hit.index }, { turn, at: hit.index + hit.segment.length });
    if (span) choose(span);
    return Boolean(span);
  }

  function widen(side, way) {
    const { first, last } = chosen;
    const [from, to] = side === "from" ? [nextBorder(turns, first, side, way), last]
      : [first, nextBorder(turns, last, side, way)];
    const isInOrder = from.turn < to.turn || (from.turn === to.turn && from.at < to.at);
    const span = isInOrder && turns.slice(from.turn, to.turn + 1).every(isShown) ? spanBetween(turns, from, to) : null;
    if (span) choose(span);
    panel.focusEnd(side, way);
  }

  // ---- notes, and reading without codes

  function noteTurn(number, { note = turnNotes.get(number), takesFocus = true } = {}) {
    const turn = turns[number];
    const here = chosen ?? { first: { turn: number, at: 0 }, last: { turn: number, at: 0 } };
    panel.showNote({
      target: { start: turn.start, end: turn.end, answer: null, code: null },
      title: fill(words.note_turn, { number }),
      label: slot.readsFirst ? words.note_stood_out : words.note_words,
      note: note ?? ["", false],
      takesFocus,
      where: whereOf(here),
      back: chosen && !slot.readsFirst ? () => { showCodes(); panel.focus(); } : null,
    });
  }

  function noteCoding({ start, end, answer, code, note }) {
    panel.showNote({
      target: { start, end, answer, code },
      title: fill(words.note_named, { name: nameOf({ answer, code }) }),
      label: words.note_words,
      note: note ?? ["", false],
      takesFocus: true,
      where: whereOf({ first: openHere.place, last: openHere.place }),
      back: () => openHere(openHere.place, true),
    });
  }

  function noteOn(target) {
    if (target.answer === null) return turnNotes.get(turnAt(turns, target.start)) ?? ["", false];
    return codings.find((coding) => markOf(coding) === markOf(target))?.note ?? ["", false];
  }

  function writeNote(target, line, shared) {
    const [was, wasShared] = noteOn(target);
    panel.close();
    text.focus({ preventScroll: true });
    if (line !== was || shared !== wasShared) {
      change("note", { ...target, line, shared, was: { line: was, shared: wasShared } });
    }
  }

  function readFirst(isOn) {
    slot.readsFirst = isOn;
    panel.close();
    drawStatus();
    say(isOn ? words.read_first_on : words.start_coding);
    text.focus({ preventScroll: true });
  }

  function chooseTurn(turn) {
    if (readOnly || !isShown(turn) || !turn.words.trim()) return;
    choose(spanBetween(turns, { turn: turn.index, at: 0 }, { turn: turn.index, at: turn.words.length }));
  }

  function another({ start, end }) {
    const pieces = piecesOf(turns, start, end);
    const [head, tail] = [pieces[0], pieces.at(-1)];
    choose({ start, end, first: { turn: head.turn, at: head.from }, last: { turn: tail.turn, at: tail.to } });
  }

  function showCodes() {
    drawChosen();
    const isOneTurn = chosen.first.turn === chosen.last.turn;
    panel.showCodes({
      quotation: wordsOf(turns, chosen.start, chosen.end),
      lastUsed: lastUsed(),
      turnNumber: isOneTurn ? chosen.first.turn : null,
      where: whereOf(chosen),
    });
    makeRoom();
  }

  // A function, since the page scrolls and turns are drawn anew while the panel is open.
  function whereOf(span) {
    return () => ({ words: rangeOf(span).getBoundingClientRect(), column: text.getBoundingClientRect() });
  }

  function lastUsed() {
    return [...new Set([...slot.used, ...(slot.stored?.used ?? [])])];
  }

  function drawChosen() {
    if (!globalThis.Highlight) return;
    // While the text has the focus, its own selection shows the words.
    if (document.activeElement === text) CSS.highlights.delete("tc-chosen");
    else CSS.highlights.set("tc-chosen", new Highlight(rangeOf(chosen)));
  }

  function dropChosen() {
    chosen = null;
    globalThis.CSS?.highlights?.delete("tc-chosen");
    root.classList.remove("tc-has-sheet");
  }

  // On a phone the panel covers the lower half: the chosen words are moved above it.
  function makeRoom() {
    if (!panel.element.classList.contains("tc-sheet")) return;
    root.classList.add("tc-has-sheet");
    const { words: rect } = whereOf(chosen)();
    const edge = panel.element.getBoundingClientRect().top - MARGIN;
    const wanted = rect.height > edge - HEADER ? rect.top - HEADER : Math.max(0, rect.bottom - edge);
    if (wanted > 0) scrollerOf(root).scrollBy({ top: wanted });
  }

  // ---- what the reader holds, kept when the desk is drawn anew for other codes

  function whatIsHeld() {
    if (!root.contains(document.activeElement)) return null;
    const open = panel.held();
    if (open?.target) return { first: openHere.place, last: openHere.place, ...chosen, open };
    if (open && chosen) return { ...chosen, open };
    const range = document.activeElement === text && currentRange();
    if (!range) return null;
    const first = placeOf(range.startContainer, range.startOffset, "start");
    return first && { first, last: placeOf(range.endContainer, range.endOffset, "end") ?? first };
  }

  function takeUp(held) {
    if (held.open?.target) {
      const { target, note } = held.open;
      chosen = held.start === undefined ? null : held;
      if (target.answer === null) noteTurn(turnAt(turns, target.start), { note });
      else noteCoding({ ...target, note });
      return;
    }
    if (held.open) {
      choose(held);
      panel.resume(held.open);
      return;
    }
    const { startContainer, startOffset, endContainer, endOffset } = rangeOf(held);
    text.focus({ preventScroll: true });
    document.getSelection().setBaseAndExtent(startContainer, startOffset, endContainer, endOffset);
    pause = setTimeout(chooseSelection, KEYBOARD_PAUSE);
  }

  // ---- what is on the words at the caret

  function codingsAt({ turn, at }) {
    const found = codings.filter((coding) => coding.answer !== "not_today").flatMap((coding) =>
      piecesOf(turns, coding.start, coding.end).filter((piece) => piece.turn === turn && piece.from <= at && at <= piece.to)
        .map((piece) => ({ coding, isIn: at < piece.to })));
    const inside = found.filter(({ isIn }) => isIn);
    return (inside.length ? inside : found).map(({ coding }) => coding);
  }

  function openHere(place, takesFocus) {
    const here = place ? codingsAt(place) : [];
    if (!here.length) return false;
    dropChosen();
    const span = { first: place, last: place };
    panel.showHere({ codings: here, isReadOnly: readOnly, where: whereOf(span), takesFocus });
    openHere.place = place;
    return true;
  }

  // ---- what the reader does

  function change(act, coding, isNew = true) {
    outbox.put(act, coding, wordsOf(turns, coding.start, coding.end));
    if (!isNew) return;
    slot.done.push({ act, coding });
    slot.undone = [];
    say(tell(act, coding));
    drawStatus();
  }

  function tell(act, coding) {
    if (act === "note") return coding.line ? words.noted : words.note_gone;
    if (coding.answer === "not_today") return act === "add" ? words.skipped : words.undo_not_today;
    return fill(act === "add" ? words.added : words.removed, { name: nameOf(coding) });
  }

  function pick({ answer, code, line, name }) {
    const { start, end, last } = chosen;
    const coding = { start, end, answer, code, line, name };
    const isThere = codings.some((other) => markOf(other) === markOf(coding));
    panel.close();
    text.focus({ preventScroll: true });
    putCaret(last);
    if (code) slot.used = [code, ...slot.used.filter((other) => other !== code)];
    if (isThere) say(fill(words.there_already, { name: nameOf(coding) }));
    else change("add", coding);
  }

  function pickOwn(name) {
    const own = codes.find((code) => code.theme === words.own_codes && code.name === name);
    const id = own?.id ?? randomNonce();
    if (!own) {
      const made = { id, short: `own${slot.made.length + 1}`, theme: words.own_codes, name, meaning: "", use: "", not: "" };
      slot.made.push(made);
      codes.push(made);
      byId.set(id, made);
    }
    pick({ answer: "code", code: id, line: "", name: own ? undefined : name });
  }

  function notToday() {
    const turn = turns[chosen.first.turn];
    panel.close();
    skipTurn(turn);
  }

  function skipTurn(turn) {
    slot.opened.delete(turn.index);
    change("add", { start: turn.start, end: turn.end, answer: "not_today", code: null, line: "" });
    shownTurns[turn.index].note.querySelector("button")?.focus();
  }

  function remove(coding) {
    const place = openHere.place;
    change("remove", coding);
    if (!openHere(place, true)) {
      panel.close();
      text.focus({ preventScroll: true });
      putCaret(place);
    }
  }

  function undo() { step(slot.done, slot.undone, true); }
  function redo() { step(slot.undone, slot.done, false); }

  function step(from, to, isUndo) {
    const last = from.pop();
    panel.close();
    if (!last) { say(isUndo ? words.nothing_to_undo : words.nothing_to_redo); return; }
    to.push(last);
    const { act, coding } = isUndo ? undoOf(last) : last;
    change(act, coding, false);
    say(fill(isUndo ? words.undone : words.redone, { what: tell(act, coding) }));
  }

  function undoOf({ act, coding }) {
    if (act === "note") return { act, coding: { ...coding, ...coding.was } };
    return { act: act === "add" ? "remove" : "add", coding };
  }

  // ---- keys, mouse and touch

  function whenTextKey(event) {
    if (event.target !== text || event.isComposing) return;
    const isPlain = !event.ctrlKey && !event.metaKey && !event.altKey;
    if (event.key === "Escape" && panel.mode()) { panel.close(); event.preventDefault(); return; }
    if (slot.readsFirst) {
      const goesIn = (event.key === "Enter" && isPlain) || (event.key === "Tab" && !event.shiftKey && panel.mode());
      if (!goesIn) return;
      if (chooseSelection() || panel.mode()) panel.focus();
      else openHere(caretPlace(), true);
    } else if (isPlain && /^[1-9]$/.test(event.key)) {
      if (chooseSelection()) panel.pickDigit(Number(event.key));
    } else if (isPlain && event.key === "Enter") {
      if (chooseSelection()) panel.pickActive();
      else openHere(caretPlace(), true);
    } else if (event.key === "Tab" && !event.shiftKey && (chooseSelection() || panel.mode())) {
      panel.focus();
    } else if (isPlain && event.key.length === 1 && event.key !== " ") {
      if (chooseSelection()) panel.type(event.key);
    } else return;
    event.preventDefault();
  }

  function whenUndoKey(event) {
    if (readOnly || !(event.ctrlKey || event.metaKey) || event.target.matches("input, textarea")) return;
    const key = event.key.toLowerCase();
    if (key === "y" || (key === "z" && event.shiftKey)) redo();
    else if (key === "z") undo();
    else return;
    event.preventDefault();
  }

  function whenKeyUp(event) {
    if (event.target !== text) return;
    clearTimeout(pause);
    if (currentRange()?.collapsed) {
      if (/^(Arrow|Home|End|Page)/.test(event.key)) panel.close();
    } else pause = setTimeout(chooseSelection, KEYBOARD_PAUSE);
  }

  function whenReleased(event) {
    if (!isPressing) return;
    isPressing = false;
    // The selection is settled only after this event, and a click on a button is not ours. A
    // finger's tap puts the caret later still, with its click.
    if (!isTouch) setTimeout(() => takePlace(event));
  }

  function whenTapped(event) {
    if (isTouch && !event.target.closest("button")) takePlace(event);
  }

  function takePlace(event) {
    if (chooseSelection()) return;
    const within = event.target.closest?.(".tc-words");
    const place = within && caretPlace();
    if (place && openHere(place, false)) return;
    if (!(place && isTouch && !readOnly && !panel.mode() && chooseSentence(place))) panel.close();
  }

  function whenSelectionChanges() {
    if (!isTouch || isPressing || panel.element.contains(document.activeElement)) return;
    clearTimeout(pause);
    pause = setTimeout(() => {
      const range = currentRange();
      if (range && !range.collapsed) chooseSelection();
    }, TOUCH_PAUSE);
  }

  function listen(target, kind, listener, options = {}) {
    target.addEventListener(kind, listener, { ...options, signal: listeners.signal });
  }

  // Read only: the caret and the selection are wanted, the typing is not.
  for (const kind of ["beforeinput", "paste", "cut", "drop", "dragstart"]) {
    listen(text, kind, (event) => event.preventDefault());
  }
  // An input method may write in spite of that: what it wrote is drawn over.
  listen(text, "input", () => { for (const parts of shownTurns) parts.look = undefined; refresh(); });
  listen(text, "keydown", whenTextKey);
  listen(root, "keydown", whenUndoKey);
  listen(text, "keyup", whenKeyUp);
  listen(text, "pointerdown", (event) => {
    isTouch = event.pointerType === "touch";
    isPressing = event.button === 0 && !event.target.closest("button");
  });
  listen(document, "pointerdown", (event) => { if (!root.contains(event.target)) panel.close(); });
  for (const kind of ["focusin", "focusout"]) {
    listen(root, kind, () => requestAnimationFrame(() => { if (chosen) drawChosen(); }));
  }
  listen(document, "pointerup", whenReleased);
  listen(text, "click", whenTapped);
  listen(document, "pointercancel", () => { isPressing = false; });
  listen(document, "selectionchange", whenSelectionChanges);
  const replace = () => { cancelAnimationFrame(frame); frame = requestAnimationFrame(panel.place); };
  listen(document, "scroll", replace, { capture: true, passive: true });
  listen(window, "resize", replace);

  const edge = make("div");
  root.prepend(edge);
  const stuck = new IntersectionObserver(([{ isIntersecting, boundingClientRect }]) => {
    bar.classList.toggle("tc-stuck", !isIntersecting && boundingClientRect.top < HEADER);
  }, { rootMargin: `-${HEADER}px 0px 0px` });
  stuck.observe(edge);

  drawTurns();
  const aids = openAids({ bar, root, turns, parts: shownTurns, words, aids: data.aids, slot, isShown, say });
  slot.whenStored = whenStored;
  // What is stored comes with the text; where it is not there yet, it is drawn when it is.
  if (slot.stored) whenStored();
  outbox.resume();
  if (slot.held?.first && slot.held.text === data.text) takeUp(slot.held);
  slot.held = null;

  return {
    data,
    close() {
      slot.held = { text: data.text, ...whatIsHeld() };
      listeners.abort();
      stuck.disconnect();
      clearTimeout(pause);
      clearTimeout(unsavedTimer);
      outbox.close();
      aids.close();
      dropChosen();
      // Another place on the page may hold this transcript by now.
      if (slot.whenStored === whenStored) slot.whenStored = undefined;
      root.remove();
    },
  };
}

function scrollerOf(element) {
  for (let at = element.parentElement; at; at = at.parentElement) {
    if (/auto|scroll/.test(getComputedStyle(at).overflowY)) return at;
  }
  return document.scrollingElement;
}
