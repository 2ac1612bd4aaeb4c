"""Whether a page as it stands can be read by everybody."""

from __future__ import annotations

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

SMALL_TARGETS = """() => {
  const seen = [];
  const controls = "a[href], button, input, select, textarea, summary, [role=button], [role=tab], "
    + "[role=radio], [role=checkbox], [role=combobox]";
  for (const control of document.querySelectorAll(controls)) {
    // A box to tick is pressed by its label as well.
    const target = control.closest("label") ?? control;
    const box = target.getBoundingClientRect();
    const style = getComputedStyle(control);
    if (!box.width || !box.height || style.visibility === "hidden" || control.disabled) continue;
    if (control.closest("[aria-hidden=true], [inert]") || box.right <= 0) continue;
    const isInSentence = control.tagName === "A" && style.display === "inline"
      && control.closest("p")?.innerText.trim() !== control.innerText.trim();
    if (!isInSentence && (box.width < 23.5 || box.height < 23.5))
      seen.push(`${control.outerHTML.slice(0, 120)} ${box.width}x${box.height}`);
  }
  return seen;
}"""

WIDER_THAN_SCREEN = """() => {
  const boxes = document.querySelectorAll("html, .stMain, .stAppViewContainer");
  const wide = [...boxes];
  return wide.filter((one) => one.scrollWidth > innerWidth).map((one) => one.className);
}"""


def serious_faults(page: Page) -> list[str]:
    """What axe finds serious or critical, what is under 24 px to press, and what is too wide."""
    page.wait_for_timeout(400)  # what opens or closes is half transparent meanwhile
    by_axe = [
        f"{one['id']}: {node['html'][:160]}"
        for one in Axe().run(page).response["violations"]
        if one["impact"] in ("critical", "serious")
        for node in one["nodes"][:3]
    ]
    small = [f"small target: {target}" for target in page.evaluate(SMALL_TARGETS)]
    wide = [f"wider than the screen: {one}" for one in page.evaluate(WIDER_THAN_SCREEN)]
    return [*by_axe, *small, *wide]
