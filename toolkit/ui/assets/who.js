// Who is signed in, the way out, and an ear for what changes in the project.
const WAIT_BEFORE_RUN = 60;
const WAIT_BETWEEN_TRIES = 100;
const LEFT_ALONE_FOR = 800;
const WRITING_FOR = 20_000;
const LISTENED_FOR = 25_000;
const WAIT_BETWEEN_QUESTIONS = 5_000;

// Streamlit stops a run for the next one, and forgets what was pressed if the run has not come to
// it yet. So a page is never stirred while it runs or somebody has only just done something.
let lastAct = 0;
for (const kind of ["pointerdown", "keydown", "input", "click"]) {
  document.addEventListener(kind, () => { lastAct = Date.now(); }, { capture: true, passive: true });
}

function isBusy() {
  const app = document.querySelector("[data-testid=stApp]");
  const quiet = Date.now() - lastAct;
  const isWriting = document.activeElement?.tagName === "TEXTAREA" && document.activeElement.value !== "";
  return app?.dataset.testScriptState !== "notRunning" || quiet < (isWriting ? WRITING_FOR : LEFT_ALONE_FOR);
}

const shown = new WeakMap();

export default function ({ data, parentElement, setTriggerValue }) {
  // Streamlit calls this again for new data: another state of the project, or another member.
  const before = shown.get(parentElement);
  if (before?.name === data.name && before.follows === data.follows) {
    before.head = data.head;
    return before.close;
  }
  before?.close();
  const box = draw(data);
  parentElement.append(box);
  const now = { ...data };
  const stopListening = listen((head) => {
    // The page was drawn for this state already.
    if (now.follows && head !== now.head) setTriggerValue("changed", head);
  });
  now.close = () => {
    stopListening();
    box.remove();
    shown.delete(parentElement);
  };
  shown.set(parentElement, now);
  return now.close;
}

function draw({ name, account, who, signOut }) {
  const box = make("div", { className: "tk-who", role: "group", ariaLabel: who });
  const form = make("form", { method: "post", action: "/sign-out" });
  form.append(make("button", { type: "submit", textContent: signOut }));
  box.append(make("a", { href: "/account", textContent: name, title: account }), form);
  return box;
}

function make(tag, properties) {
  return Object.assign(document.createElement(tag), properties);
}

// Whether nothing on this page takes care of a hidden vote by itself.
function isUnheard(head) {
  return window.dispatchEvent(new CustomEvent("toolkit-vote", { detail: head, cancelable: true }));
}

function listen(whenChanged) {
  let waiting, change, isAll;
  const tell = () => {
    if (isBusy()) {
      waiting = setTimeout(tell, WAIT_BETWEEN_TRIES);
    } else if (isAll || isUnheard(change.head)) {
      isAll = false;
      whenChanged(change.head);
    }
  };
  const hear = (found) => {
    change = found;
    // What waits still for a whole new page is not forgotten for a vote that comes after it.
    isAll ||= !found.is_vote;
    clearTimeout(waiting);
    waiting = setTimeout(tell, found.is_vote ? 0 : WAIT_BEFORE_RUN);
  };
  const source = new EventSource("/events");
  let heardAt = Date.now();
  source.addEventListener("here", () => { heardAt = Date.now(); });
  source.addEventListener("changed", ({ data }) => {
    heardAt = Date.now();
    hear(JSON.parse(data));
  });
  source.addEventListener("gone", () => {
    source.close();
    window.location.assign("/sign-in");
  });
  // Where events do not come through, on a bad line or behind somebody's filter, ask now and then.
  const asking = setInterval(async () => {
    if (source.readyState === EventSource.OPEN && Date.now() - heardAt < LISTENED_FOR) return;
    const answer = await fetch("/events/head").catch(() => null);
    if (answer?.ok) hear(await answer.json());
  }, WAIT_BETWEEN_QUESTIONS);
  return () => {
    clearTimeout(waiting);
    clearInterval(asking);
    source.close();
  };
}
