"""What the page may load and run: our own scripts and nothing else."""

import pytest

from tests.browser.conftest import Stage
from tests.browser.screen import Screen

CITY = "441900"
PAGE = f"/wall/{CITY}"


def directives(stage: Stage, screen: Screen, path: str) -> dict[str, list[str]]:
    header = screen.page.request.get(stage.wall.address + path).headers["content-security-policy"]
    parts = [part.split() for part in header.split(";") if part.strip()]
    return {part[0]: part[1:] for part in parts}


def test_the_policy_allows_our_scripts_by_hash_and_no_frame(stage: Stage, screen: Screen) -> None:
    policy = directives(stage, screen, PAGE)
    assert policy["script-src"][0] == "'self'"
    assert all(source.startswith("'sha256-") for source in policy["script-src"][1:])
    assert policy["frame-ancestors"] == ["'none'"]
    assert policy["default-src"] == ["'none'"]


def test_the_camera_process_is_the_one_other_address_a_page_may_speak_to(
    stage: Stage, screen: Screen
) -> None:
    assert directives(stage, screen, PAGE)["connect-src"] == ["'self'", stage.street.origin]


def test_a_page_runs_for_a_while_without_an_error_or_an_outside_request(stage: Stage, wall: Screen) -> None:
    """Whatever else is tested here is held to the same at its end, on every level."""
    wall.open(PAGE)
    wall.page.wait_for_timeout(2500)
    wall.verify()


def test_a_script_put_into_the_page_does_not_run(stage: Stage, wall: Screen) -> None:
    wall.expect("Content Security Policy")
    wall.enter(CITY)
    wall.page.evaluate(
        """() => {
          const script = document.createElement('script')
          script.textContent = 'window.slipped_in = true'
          document.body.append(script)
        }"""
    )
    wall.until(lambda: wall.wrong, "the browser refuses it")
    assert wall.page.evaluate("() => window.slipped_in") is None


def test_the_checks_of_these_tests_can_fail(stage: Stage, wall: Screen) -> None:
    wall.enter(CITY)
    wall.page.evaluate("() => { console.error('seen'); setTimeout(() => { throw new Error('thrown') }) }")
    wall.until(lambda: len(wall.wrong) == 2, "both errors were seen")
    wall.asked("https://elsewhere.example/picture.png")
    with pytest.raises(AssertionError):
        wall.verify()
    wall.wrong.clear()
    with pytest.raises(AssertionError):
        wall.verify()
    wall.outside.clear()
