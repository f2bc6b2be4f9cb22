"""A screen that follows somebody: from area to area within its own, and no longer than they are there."""

from city.screens.content import FOLLOW, Content
from city.screens.stack import FOLLOWED_S
from tests.city.screens.room import SECOND, Room


def begun(room: Room, screen: str = "one", area: str = "1") -> str:
    return room.put(screen, content=Content(FOLLOW, area), seconds=8 * 3600)


def shown(room: Room, screen: str = "one") -> tuple[str, bool]:
    content = room.plan.stack(screen).pushes[-1].content
    return content.area, content.beyond


def test_it_goes_where_they_go_and_stays_where_it_last_might(room: Room) -> None:
    push = begun(room)
    room.do("follow", screen="one", push=push, area="1-1")
    assert shown(room) == ("1-1", False)
    room.do("follow", screen="one", push=push, area="2")
    assert shown(room) == ("1-1", True), "town 2 lies beyond the screen of town 1"
    room.do("follow", screen="one", push=push)
    assert shown(room) == ("1-1", True), "a sign of life says nothing of where"
    room.do("follow", screen="one", push=push, area="1")
    assert shown(room) == ("1", False)


def test_it_ends_by_itself_half_a_minute_after_the_last_sign(room: Room) -> None:
    push = begun(room)
    room.now += (FOLLOWED_S - 1) * SECOND
    room.do("follow", screen="one", push=push)
    room.now += (FOLLOWED_S - 1) * SECOND
    assert room.top() == push
    room.now += SECOND
    assert room.top() is None
    assert room.refused("follow", screen="one", push=push) == "not_followed"


def test_nobody_else_leads_it_nor_beyond_their_own_area(room: Room) -> None:
    push = begun(room, "all", "0")
    assert room.refused("follow", screen="all", push=push, who="li") == "not_followed"
    assert room.refused("follow", screen="all", push=push, scope="1") == "unknown_screen"
    inner = room.put(content=Content(FOLLOW, "1"), scope="1")
    assert room.refused("follow", screen="one", push=inner, area="2", scope="1") == "content_elsewhere"
    assert room.refused("put", screen="one", content=Content(FOLLOW, "2")) == "beyond_screen"


def test_it_is_not_extended_and_what_is_no_following_is_not_led(room: Room) -> None:
    push = begun(room)
    assert room.refused("extend", screen="one", push=push) == "follows"
    case = room.put()
    assert room.refused("follow", screen="one", push=case, area="1") == "not_followed"


def test_whoever_puts_it_there_cannot_say_that_it_is_beyond(room: Room) -> None:
    room.put(content=Content(FOLLOW, "1", beyond=True))
    assert shown(room) == ("1", False)
