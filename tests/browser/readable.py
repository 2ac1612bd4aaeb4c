"""Whether a page as it stands can be read by everybody."""

from __future__ import annotations

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page


def serious_faults(page: Page) -> list[str]:
    """What axe finds serious or critical, and a page that is wider than its screen."""
    page.wait_for_timeout(400)  # what opens or closes is half transparent meanwhile
    found = [
        f"{one['id']}: {one['nodes'][0]['html'][:200]}"
        for one in Axe().run(page).response["violations"]
        if one["impact"] in ("critical", "serious")
    ]
    is_wide = page.evaluate("document.querySelector('.stMain').scrollWidth > innerWidth")
    return [*found, *["wider than the screen"] * is_wide]


def open_all(page: Page) -> None:
    """Unfold everything that is folded away."""
    for fold in page.locator("summary").all():
        if fold.evaluate("fold => !fold.parentElement.open"):
            fold.click()
