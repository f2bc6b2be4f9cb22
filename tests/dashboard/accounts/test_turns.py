"""Who sends a thousand tries stands before nobody else."""

from __future__ import annotations

from contextlib import ExitStack

import gevent
import pytest

from dashboard.accounts.turns import Turns
from tests.patience import PATIENCE


class Desk:
    """Whoever has a turn holds it until the test takes the next."""

    def __init__(self, most: int = 1) -> None:
        self.turns, self.served = Turns(most), list[str]()

    def comes(self, name: str, place: str, known: bool = False) -> gevent.Greenlet:
        def look() -> None:
            with self.turns.turn(place, known=known):
                self.served.append(name)
                gevent.sleep(0)

        come = gevent.spawn(look)
        gevent.sleep(0)
        return come


def test_one_who_is_known_goes_before_all_strangers_and_one_from_elsewhere_before_most() -> None:
    desk = Desk()
    with desk.turns.turn("there", known=False):
        flood = [desk.comes(f"guess {number}", "there") for number in range(50)]
        flood += [desk.comes("from elsewhere", "elsewhere"), desk.comes("known", "home", known=True)]
    gevent.joinall(flood, raise_error=True)
    assert desk.served[:4] == ["known", "guess 0", "from elsewhere", "guess 1"]
    assert len(desk.served) == 52


@pytest.mark.parametrize("most", [1, 2])
def test_a_turn_is_never_lost_whether_somebody_fails_or_is_stopped_while_waiting(most: int) -> None:
    desk = Desk(most)
    with pytest.raises(ValueError, match="broken"), desk.turns.turn("here", known=False):
        raise ValueError("broken")
    with ExitStack() as held:
        for number in range(most):
            held.enter_context(desk.turns.turn(str(number), known=False))
        gone = [desk.comes("gone", "here"), desk.comes("gone", "there", known=True)]
        gevent.killall(gone)
        waiting = [desk.comes("waiting", "here") for _ in range(3)]
        assert desk.served == []
    gevent.joinall(waiting, timeout=PATIENCE, raise_error=True)
    assert desk.served == ["waiting"] * 3


def test_who_is_stopped_as_their_turn_came_hands_it_on() -> None:
    desk = Desk()
    with desk.turns.turn("first", known=False):
        stopped, after = desk.comes("stopped", "here"), desk.comes("after", "there")
        stopped.kill(block=False)  # it has not run yet when its turn comes
    gevent.joinall([stopped, after], timeout=PATIENCE)
    assert desk.served == ["after"]
