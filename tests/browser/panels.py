"""The wall's camera panels as a test asks for them: which stand where, and what the server lists."""

from typing import Any

from tests.browser.conftest import Stage
from tests.browser.screen import Screen
from tests.browser.test_map import painted

CITY = "441900"
OVER = "#camera-stage"
DRAWN = "() => [...document.querySelectorAll('.camera-panel')].map((host) => host.dataset.camera)"
IN_CORNER = (
    "() => [...document.querySelectorAll('#cameras .camera-panel')].map((host) => host.dataset.camera)"
)


def shown(screen: Screen) -> list[str]:
    """Cameras with a panel, wherever it stands."""
    told: list[str] = screen.page.evaluate(DRAWN)
    return told


def corner(screen: Screen) -> list[str]:
    told: list[str] = screen.page.evaluate(IN_CORNER)
    return told


def hold(screen: Screen, panel: int = 0) -> None:
    """Use a panel of the corner: for a minute nothing turns there, however long the test takes."""
    screen.page.locator("#cameras .camera-panel").nth(panel).press("Shift")


def stand(screen: Screen, panels: int) -> list[str]:
    screen.until(lambda: len(shown(screen)) == panels, f"{panels} panels stand")
    return shown(screen)


def opened(screen: Screen, path: str, panels: int) -> Screen:
    screen.open(path)
    painted(screen, path.removeprefix("/wall/"))
    stand(screen, panels)
    return screen


def entered(wall: Screen, code: str, panels: int) -> Screen:
    stand(wall.enter(code), panels)
    return wall


def listed(stage: Stage, screen: Screen, code: str) -> dict[str, Any]:
    told: dict[str, Any] = screen.page.request.get(f"{stage.wall.address}/api/areas/{code}/cameras").json()
    return told


def ids(stage: Stage, screen: Screen, code: str) -> list[str]:
    return [row["id"] for row in listed(stage, screen, code)["cameras"]]


def layout(screen: Screen) -> str | None:
    return screen.page.locator(f"{OVER} [data-part=large]").get_attribute("data-layout")


def is_large(screen: Screen) -> bool:
    return screen.page.locator(OVER).is_visible()


def reasons(screen: Screen) -> list[str]:
    return screen.page.locator(".camera-panel .camera-reason").all_text_contents()


def all_live(screen: Screen, panels: int) -> None:
    live = screen.page.locator(".camera-panel[data-state=live]")
    screen.until(lambda: live.count() == panels, f"{panels} live pictures")
