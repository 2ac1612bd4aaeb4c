// Who is signed in, the way out, and an ear for what changes in the project.
const WAIT_BEFORE_RUN = 120;

export default function ({ data, parentElement, setTriggerValue }) {
  const { name, follows, account: accountWords, who, signOut } = data;
  const box = document.createElement("div");
  box.className = "tk-who";
  box.setAttribute("role", "group");
  box.setAttribute("aria-label", who);
  const account = document.createElement("a");
  account.href = "/account";
  account.textContent = name;
  account.title = accountWords;
  const form = document.createElement("form");
  form.method = "post";
  form.action = "/sign-out";
  const out = document.createElement("button");
  out.type = "submit";
  out.textContent = signOut;
  form.append(out);
  box.append(account, form);
  parentElement.append(box);

  let waiting;
  const source = new EventSource("/events");
  source.addEventListener("changed", ({ data: head }) => {
    if (!follows) return;
    clearTimeout(waiting);
    waiting = setTimeout(() => setTriggerValue("changed", head), WAIT_BEFORE_RUN);
  });
  source.addEventListener("gone", () => {
    source.close();
    window.location.assign("/sign-in");
  });
  return () => {
    clearTimeout(waiting);
    source.close();
    box.remove();
  };
}
