// The row at the foot of every page, and the calm screen of a pause. Of what is done here,
// the server learns alone to which page somebody goes.

const shown = new WeakMap();
let goWithin;

export default function ({ data, parentElement, setTriggerValue }) {
  goWithin = (page) => setTriggerValue("page", page);
  const look = JSON.stringify(data);
  if (shown.get(parentElement)?.look !== look) {
    shown.get(parentElement)?.close();
    const pause = drawPause(data);
    const row = drawRow(data, pause);
    parentElement.append(row, pause);
    const close = () => {
      row.remove();
      pause.remove();
      shown.delete(parentElement);
    };
    shown.set(parentElement, { look, close });
    wearTheme(data);
  }
  return () => shown.get(parentElement)?.close();
}

function drawRow({ row, pause, stop, support, aids }, screen) {
  const box = make("nav", { className: "tk-care", ariaLabel: row });
  const button = make("button", { type: "button", textContent: pause });
  button.addEventListener("click", () => screen.showModal());
  box.append(button, way("/stop", stop), wayWithin("support", support), wayWithin("reading_aids", aids));
  return box;
}

// A modal dialog lies over everything, and what is below it can be neither seen nor reached. When
// it closes, the browser gives the focus back to where it was.
function drawPause({ title, words, goOn, stop, support }) {
  const screen = make("dialog", { className: "tk-pause" });
  screen.setAttribute("aria-labelledby", "tk-pause-title");
  const inside = make("div", { className: "tk-pause-inside" });
  const button = make("button", { type: "button", textContent: goOn, autofocus: true });
  button.addEventListener("click", () => screen.close());
  const ways = make("p", { className: "tk-pause-ways" });
  const toSupport = wayWithin("support", support);
  toSupport.addEventListener("click", () => screen.close());
  ways.append(way("/stop", stop), toSupport);
  inside.append(make("h2", { id: "tk-pause-title", textContent: title }), make("p", { textContent: words }), button, ways);
  screen.append(inside);
  return screen;
}

function way(href, textContent) {
  return make("a", { href, textContent });
}

// A page of the app comes without the whole of it being loaded anew. It is a link all the same: it
// can be opened in a window of its own.
function wayWithin(page, textContent) {
  const link = way(`/${page}`, textContent);
  link.addEventListener("click", (event) => {
    if (event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    goWithin(page);
  });
  return link;
}

function make(tag, properties) {
  return Object.assign(document.createElement(tag), properties);
}

// Streamlit looks up the colours that somebody chose once, when a page is loaded, under the page's
// address. So they are written down for every page, and where they were others the page is loaded
// anew, once.
function wearTheme({ theme, pages }) {
  const wanted = JSON.stringify(theme || "System");
  try {
    for (const page of ["/", ...pages.split(" ")]) {
      const key = `stActiveTheme-${page}-v2`;
      if ((localStorage.getItem(key) ?? '"System"') !== wanted) localStorage.setItem(key, wanted);
    }
    const worn = sessionStorage.getItem("tk-theme") ?? '"System"';
    sessionStorage.setItem("tk-theme", wanted);
    if (worn !== wanted) window.location.reload();
  } catch {
    // A browser that keeps nothing shows what its machine asks for.
  }
}
