// What a reader writes: a note on a coding or on a turn, and the name of a code of their own.

// The notes on turns as they will be once everything waiting has been saved, by turn.
function withWaitingNotes(stored, waiting, turns) {
  const byTurn = new Map(Object.entries(stored).map(([turn, note]) => [Number(turn), note]));
  for (const { act, answer, start, end, line, shared } of waiting) {
    if (act !== "note" || answer !== null) continue;
    const turn = turns[turnAt(turns, start)];
    if (turn?.start !== start || turn.end !== end) continue;
    if (line) byTurn.set(turn.index, [line, shared]);
    else byTurn.delete(turn.index);
  }
  return byTurn;
}

function makeNoteForm(id, words, label, [text, isShared], longest, { save, back }) {
  const form = make("form", "tc-line");
  const area = make("textarea", "tc-search tc-area", undefined, {
    id: `${id}-note`, rows: "4", maxlength: String(longest), dir: "auto",
  });
  area.value = text;
  const share = make("input", "", undefined, { type: "checkbox", id: `${id}-share` });
  share.checked = isShared;
  const tick = make("label", "tc-tick", undefined, { for: `${id}-share` });
  tick.append(share, words.share);
  form.append(make("label", "", label, { for: `${id}-note` }), area, tick, buttonRow(words, back));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    save(area.value.trim(), share.checked);
  });
  // Enter is a new line here; with Control it saves.
  area.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) form.requestSubmit();
  });
  return { form, area, share };
}

function makeNameForm(id, words, name, longest, { save, back }) {
  const form = make("form", "tc-line");
  const input = make("input", "tc-search", undefined, {
    type: "text", id: `${id}-name`, maxlength: String(longest), autocomplete: "off", dir: "auto", required: "",
  });
  input.value = name.replace(/\s+/g, " ").slice(0, longest);
  form.append(make("label", "", words.own_name, { for: `${id}-name` }), input,
    make("p", "tc-keys", words.own_means), buttonRow(words, back));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (input.value.trim()) save(input.value.trim());
  });
  return { form, input };
}

function buttonRow(words, back) {
  const row = make("div", "tc-row");
  row.append(make("button", "tc-primary", words.save, { type: "submit" }));
  if (back) row.append(button("tc-plain", words.back, back));
  return row;
}
