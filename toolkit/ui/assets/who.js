// Who is signed in, the way out, and an ear for what changes in the project.
const WAIT_BEFORE_RUN = 120;
const LEFT_ALONE_FOR = 800;

// Streamlit stops a run for the next one, and forgets what was pressed if the run has not come to
// it yet. So a page is never stirred while it runs or somebody has only just done something.
let lastAct = 0;
for (const kind of ["pointerdown", "keydown", "click"]) {
  document.addEventListener(kind, () => { lastAct = Date.now(); }, { capture: true, passive: true });
}

function isBusy() {
  const app = document.querySelector("[data-testid=stApp]");
  return app?.dataset.testScriptState !== "notRunning" || Date.now() - lastAct < LEFT_ALONE_FOR;
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

function listen(whenChanged) {
  let waiting;
  const source = new EventSource("/events");
  source.addEventListener("changed", ({ data: head }) => {
    const tell = () => {
      if (isBusy()) waiting = setTimeout(tell, WAIT_BEFORE_RUN);
      else whenChanged(head);
    };
    clearTimeout(waiting);
    waiting = setTimeout(tell, WAIT_BEFORE_RUN);
  });
  source.addEventListener("gone", () => {
    source.close();
    window.location.assign("/sign-in");
  });
  return () => {
    clearTimeout(waiting);
    source.close();
  };
}
