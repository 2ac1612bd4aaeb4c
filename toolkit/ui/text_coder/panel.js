// The panel beside the chosen words: the codes, the optional line, or what is on these words.

const SHORTCUTS = 9;
const LAST_USED = 3;
const PANEL_WIDTH = 400;
const PHONE_WIDTH = 700;
const MARGIN = 12;
const HEADER = 68;

function make(tag, className, text, attributes = {}) {
  const element = document.createElement(tag);
  if (className) element.className = className;
  if (text !== undefined) element.textContent = text;
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  return element;
}

function button(className, text, whenPressed, attributes = {}) {
  const element = make("button", className, text, { type: "button", ...attributes });
  element.addEventListener("click", whenPressed);
  return element;
}

function fill(template, values) {
  return template.replace(/\{(\w+)\}/g, (_, name) => String(values[name] ?? ""));
}

// Hits in the name come before hits in the meaning; every word typed must be somewhere.
function searchCodes(codes, query) {
  const wanted = query.toLowerCase().split(/\s+/).filter(Boolean);
  const rank = (code) => {
    const label = `${code.short} ${code.name}`.toLowerCase();
    const all = `${label} ${code.theme} ${code.meaning} ${code.use}`.toLowerCase();
    if (!wanted.every((word) => all.includes(word))) return 3;
    if (label.startsWith(wanted[0])) return 0;
    return wanted.every((word) => label.includes(word)) ? 1 : 2;
  };
  return codes.map((code) => ({ code, rank: rank(code) }))
    .filter((hit) => hit.rank < 3).sort((a, b) => a.rank - b.rank).map(({ code }) => code);
}

// What the list shows, in order: groups with a heading each.
function groupCodes(codes, lastUsed, query, words) {
  if (query.trim()) return [{ name: "", codes: searchCodes(codes, query) }];
  const last = lastUsed.map((id) => codes.find((code) => code.id === id)).filter(Boolean).slice(0, LAST_USED);
  const groups = last.length ? [{ name: words.last_used, codes: last }] : [];
  for (const code of codes) {
    if (last.includes(code)) continue;
    let group = groups.find(({ name }) => name === code.theme);
    if (!group) groups.push((group = { name: code.theme, codes: [] }));
    group.codes.push(code);
  }
  return groups;
}

function makePanel(root, { words, codes, answers, longest, nameOf, shortName, on }) {
  const id = `tc-${Math.random().toString(36).slice(2)}`;
  const panel = make("div", "tc-panel", undefined, { role: "dialog", popover: "manual" });
  root.append(panel);
  let shown = [];
  let active = 0;
  let mode = null;
  let anchor = null;
  let search, list, count, writing;

  function show(newMode, label, parts, where) {
    mode = newMode;
    anchor = where;
    panel.dataset.mode = newMode;
    panel.setAttribute("aria-label", label);
    panel.replaceChildren(...parts);
    if (!panel.matches(":popover-open")) panel.showPopover();
    place();
  }

  function close() {
    if (mode === null) return;
    mode = null;
    panel.hidePopover();
    on.closed();
  }

  function head(text) {
    const title = make("p", "tc-quote", text, { dir: "auto" });
    const shut = button("tc-close", "×", () => { close(); on.leave(); }, { "aria-label": words.close });
    const bar = make("div", "tc-panel-head");
    bar.append(title, shut);
    return bar;
  }

  function showCodes({ quotation, lastUsed, turnNumber, where }) {
    writing = null;
    search = make("input", "tc-search", undefined, {
      type: "search", role: "combobox", placeholder: words.search, "aria-label": words.search,
      "aria-expanded": "true", "aria-controls": `${id}-list`, "aria-autocomplete": "list",
      autocomplete: "off", spellcheck: "false",
    });
    list = make("div", "tc-codes", undefined, { id: `${id}-list`, role: "listbox", "aria-label": words.panel });
    count = make("p", "tc-hidden", "", { "aria-live": "polite" });
    const isShort = () => panel.classList.contains("tc-short");
    const size = button("tc-plain", isShort() ? words.with_meanings : words.names_only, () => {
      panel.classList.toggle("tc-short");
      size.textContent = isShort() ? words.with_meanings : words.names_only;
      drawActive();
    });
    const tools = make("div", "tc-tools");
    tools.append(search, size);
    const draw = () => drawList(groupCodes(codes, lastUsed, search.value, words));
    search.addEventListener("input", () => {
      draw();
      count.textContent = shown.length ? fill(words.hits, { count: shown.length }) : words.no_hits;
    });
    search.addEventListener("keydown", whenSearchKey);
    show("codes", words.panel, [head(`“${quotation}”`), ends(), tools, list, count,
      footer(quotation, turnNumber, where)], where);
    draw();
    place();
  }

  // The chosen words grow and shrink by a word at either end, for a finger as well as for a mouse.
  function ends() {
    const row = make("div", "tc-ends");
    for (const side of ["from", "to"]) {
      row.append(make("span", "", words[side], { "aria-hidden": "true" }));
      for (const [way, sign] of [["earlier", "‹"], ["later", "›"]]) {
        row.append(button("tc-end", sign, () => on.widen(side, way), {
          "aria-label": words[`${side}_${way}`], "data-end": `${side}-${way}`,
        }));
      }
    }
    return row;
  }

  function footer(quotation, turnNumber, where) {
    const foot = make("div", "tc-foot");
    for (const answer of ["not_sure", "does_not_fit"]) {
      foot.append(button("tc-answer", answers[answer], () => showLine(answer, where)));
    }
    if (turnNumber !== null) {
      const label = fill(words.not_today_short, { number: turnNumber });
      foot.append(button("tc-answer tc-quiet", label, () => on.notToday()));
      foot.append(button("tc-answer tc-quiet", fill(words.note_turn, { number: turnNumber }), () => on.noteTurn(turnNumber)));
    }
    foot.append(button("tc-answer tc-quiet", words.own_words, () => showName(quotation, where)));
    foot.append(make("p", "tc-keys", words.keys));
    return foot;
  }

  function drawList(groups) {
    shown = groups.flatMap((group) => group.codes);
    active = 0;
    let place = 0;
    list.replaceChildren(...groups.filter((group) => group.codes.length).map((group) => {
      const box = make("div", "tc-group", undefined, { role: "group", "aria-label": group.name || words.panel });
      if (group.name) box.append(make("p", "tc-theme", group.name, { "aria-hidden": "true" }));
      box.append(...group.codes.map((code) => drawOption(code, place++)));
      return box;
    }));
    if (!shown.length) list.append(make("p", "tc-none", words.no_hits));
    list.scrollTop = 0;
    drawActive();
  }

  function drawOption(code, at) {
    const option = make("div", "tc-code", undefined, { role: "option", id: `${id}-${at}` });
    const line = make("p", "tc-code-name");
    line.append(make("span", "tc-key", at < SHORTCUTS ? String(at + 1) : "", { "aria-hidden": "true" }),
      make("span", "tc-name", code.name), make("span", "tc-short-id", code.short));
    const detail = make("div", "tc-detail");
    for (const [label, text] of [["", code.meaning], [words.use, code.use], [words.not, code.not]]) {
      if (!text) continue;
      const part = make("p", label ? "tc-when" : "tc-meaning");
      if (label) part.append(make("b", "", `${label}: `));
      part.append(text);
      detail.append(part);
    }
    option.append(line, detail);
    option.addEventListener("click", () => pick(at));
    // A list drawn anew under a resting pointer moves nothing: Enter takes the first hit then.
    option.addEventListener("pointermove", ({ movementX, movementY }) => {
      if (at === active || !(movementX || movementY)) return;
      active = at;
      drawActive(false);
    });
    return option;
  }

  function drawActive(scroll = true) {
    shown.forEach((_, at) => {
      const option = list.querySelector(`#${id}-${at}`);
      option.setAttribute("aria-selected", String(at === active));
      if (at === active && scroll && active > 0) option.scrollIntoView({ block: "nearest" });
    });
    if (shown.length) search.setAttribute("aria-activedescendant", `${id}-${active}`);
    else search.removeAttribute("aria-activedescendant");
  }

  function pick(at) {
    if (shown[at]) on.pick({ answer: "code", code: shown[at].id, line: "" });
  }

  function whenSearchKey(event) {
    if (event.isComposing) return;
    const isDigit = /^[1-9]$/.test(event.key);
    if (isDigit && (event.altKey || !search.value)) pick(Number(event.key) - 1);
    else if (event.key === "Enter") pick(active);
    else if (event.key === "ArrowDown") { active = Math.min(active + 1, shown.length - 1); drawActive(); }
    else if (event.key === "ArrowUp") { active = Math.max(active - 1, 0); drawActive(); }
    else return;
    event.preventDefault();
  }

  function showLine(answer, where) {
    const form = make("form", "tc-line");
    const input = make("input", "tc-search", undefined, {
      type: "text", id: `${id}-line`, maxlength: String(longest.line), autocomplete: "off", dir: "auto",
    });
    const save = make("button", "tc-primary", words.save, { type: "submit" });
    const back = button("tc-plain", words.back, () => on.again());
    const row = make("div", "tc-row");
    row.append(save, back);
    form.append(make("label", "", words.line, { for: `${id}-line` }), input, row);
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      on.pick({ answer, code: null, line: input.value.trim() });
    });
    show("line", answers[answer], [head(answers[answer]), form], where);
    input.focus();
    writing = { answer, input };
  }

  function showName(name, where) {
    const { form, input } = makeNameForm(id, words, name, longest.name, {
      save: (given) => on.pickOwn(given), back: () => on.again(),
    });
    show("line", words.own_words, [head(words.own_words), form], where);
    input.focus();
    input.select();
    writing = { own: true, input };
  }

  function showNote({ target, title, label, note, where, back, takesFocus }) {
    const { form, area, share } = makeNoteForm(id, words, label, note, longest.note, {
      save: (text, isShared) => on.note(target, text, isShared), back,
    });
    show("line", title, [head(title), form], where);
    if (takesFocus) area.focus();
    writing = { target, area, share };
  }

  // What is half done in the panel, so that a desk drawn anew can go on with it.
  function held() {
    if (mode === "codes") return { query: search.value, isTyping: search === document.activeElement };
    if (mode !== "line") return null;
    if (writing.target) return { target: writing.target, note: [writing.area.value, writing.share.checked] };
    return { answer: writing.answer, own: writing.own, line: writing.input.value };
  }

  function resume({ query, isTyping, answer, own, line }) {
    if (own) {
      showName(line, anchor);
      writing.input.value = line;
    } else if (answer) {
      showLine(answer, anchor);
      writing.input.value = line;
    } else if (isTyping) type(query);
  }

  function type(text) {
    search.focus();
    search.value += text;
    search.dispatchEvent(new Event("input"));
  }

  function showHere({ codings, isReadOnly, where, takesFocus }) {
    const items = codings.map((coding) => {
      const item = make("li", "tc-here");
      const text = make("div", "tc-here-text");
      const title = make("p", "tc-code-name");
      title.append(make("span", "tc-name", nameOf(coding)), make("span", "tc-short-id", shortName(coding)));
      text.append(title);
      const meaning = codes.find((code) => code.id === coding.code)?.meaning;
      if (meaning) text.append(make("p", "tc-meaning", meaning));
      if (coding.line) text.append(make("p", "tc-own-line", coding.line, { dir: "auto" }));
      if (coding.note) {
        text.append(make("p", "tc-own-note", coding.note[0], { dir: "auto" }));
        if (coding.note[1]) text.append(make("p", "tc-keys", words.shared));
      }
      item.append(text);
      if (!isReadOnly) {
        const acts = make("div", "tc-here-acts");
        const label = fill(words.remove_named, { name: nameOf(coding) });
        acts.append(button("tc-remove", words.remove, () => on.remove(coding), { "aria-label": label }),
          button("tc-remove", coding.note ? words.note_of : words.note, () => on.noteCoding(coding),
            { "aria-label": fill(words.note_named, { name: nameOf(coding) }) }));
        item.append(acts);
      }
      return item;
    });
    const listed = make("ul", "tc-here-list");
    listed.append(...items);
    const parts = [head(words.here), listed];
    if (!isReadOnly) parts.push(button("tc-plain", words.another, () => on.another(codings[0])));
    show("here", words.here, parts, where);
    if (takesFocus) (panel.querySelector(".tc-here button") ?? panel.querySelector(".tc-close")).focus();
  }

  function place() {
    if (mode === null || !anchor) return;
    const { words: chosen, column } = anchor();
    const isPhone = innerWidth < PHONE_WIDTH;
    panel.classList.toggle("tc-sheet", isPhone);
    panel.style.cssText = "";
    if (isPhone) return;
    const width = Math.min(PANEL_WIDTH, innerWidth - 2 * MARGIN);
    const beside = column.right + 2 * MARGIN;
    const fits = beside + width + MARGIN <= innerWidth;
    const below = innerHeight - chosen.bottom - 2 * MARGIN;
    const above = chosen.top - HEADER - MARGIN;
    const isBelow = below >= Math.min(300, above);
    const room = fits ? innerHeight - HEADER - MARGIN : Math.max(180, isBelow ? below : above);
    panel.style.width = `${width}px`;
    panel.style.maxHeight = `${Math.min(room, 620)}px`;
    const height = panel.offsetHeight;
    const wanted = fits ? chosen.top - 8 : isBelow ? chosen.bottom + MARGIN : chosen.top - height - MARGIN;
    panel.style.top = `${Math.max(HEADER, Math.min(wanted, innerHeight - height - MARGIN))}px`;
    panel.style.left = `${fits ? beside : Math.max(MARGIN, Math.min(chosen.left, innerWidth - width - MARGIN))}px`;
  }

  panel.addEventListener("keydown", (event) => {
    if (mode === "codes" && /^[1-9]$/.test(event.key) && !event.target.matches("input")) {
      event.preventDefault();
      pick(Number(event.key) - 1);
    }
    if (event.key !== "Escape") return;
    event.preventDefault();
    event.stopPropagation();
    close();
    on.leave();
  });

  return {
    element: panel,
    mode: () => mode,
    showCodes, showHere, showNote, close, place, held, resume, type,
    focusEnd(side, way) { panel.querySelector(`[data-end="${side}-${way}"]`)?.focus(); },
    pickDigit: (digit) => pick(digit - 1),
    pickActive: () => pick(active),
    focus() { (panel.querySelector(".tc-search") ?? panel.querySelector("button"))?.focus(); },
  };
}
