"""Which warnings stand: times, updates, cancels, exercises."""

from itertools import permutations

from city.warnings.standing import Warnings
from city.warnings.warning import Message
from tests.city.small_city import at
from tests.city.warnings.messages import cap, cap_info, gbt, read

FIRST = "met@city.example,rain-1,2026-03-10T09:00:00+08:00"


def standing(when: str, *messages: Message) -> list[str]:
    warnings = Warnings()
    for message in messages:
        warnings.take(message)
    return [part.message.identifier for part in warnings.standing(at(when))]


def test_a_warning_stands_from_when_it_counts_until_it_expires() -> None:
    times = "<effective>2026-03-10T10:00:00+08:00</effective><expires>2026-03-10T12:00:00+08:00</expires>"
    message = read(cap(infos=cap_info(times=times)))
    told = {when: standing(f"2026-03-10 {when}", message) for when in ("09:59", "10:00", "11:59", "12:00")}
    assert told == {"09:59": [], "10:00": ["rain-1"], "11:59": ["rain-1"], "12:00": []}


def test_one_that_says_no_end_stands_for_a_day_after_it_begins() -> None:
    message = read(gbt())
    assert standing("2026-03-11 08:59", message) and not standing("2026-03-11 09:00", message)
    later = read(cap(infos=cap_info(times="<onset>2026-03-11T09:00:00+08:00</onset>")))
    assert standing("2026-03-12 08:59", later) and not standing("2026-03-12 09:00", later)


def test_an_update_takes_the_place_and_a_cancel_ends_it_in_whichever_order_they_come() -> None:
    alert = read(cap())
    update = read(cap("rain-2", kind="Update", references=FIRST, sent="2026-03-10T09:30:00+08:00"))
    cancel = read(cap("rain-3", kind="Cancel", references=FIRST.replace("rain-1", "rain-2"), infos=""))
    for order in permutations([alert, update, alert]):
        assert standing("2026-03-10 10:00", *order) == ["rain-2"]
    for order in permutations([alert, update, cancel, update]):
        assert standing("2026-03-10 10:00", *order) == []


def test_what_another_sender_calls_by_the_same_name_is_another_warning() -> None:
    cancel = read(cap("x", kind="Cancel", references=FIRST.replace("met@", "fire@"), infos=""))
    assert standing("2026-03-10 10:00", read(cap()), cancel) == ["rain-1"]


def test_a_test_takes_nothing_back_and_is_not_shown_and_an_exercise_stands_behind_all() -> None:
    cancel = read(cap("t", kind="Cancel", status="Test", references=FIRST, infos=""))
    test, draft = read(cap("u", status="Test")), read(cap("v", status="Draft"))
    exercise = read(cap("w", status="Exercise", infos=cap_info(severity="Extreme")))
    assert standing("2026-03-10 10:00", cancel, test, draft, exercise, read(cap())) == ["rain-1", "w"]


def test_the_gravest_stands_first_then_the_newest() -> None:
    minor = read(cap("a", infos=cap_info(severity="Minor"), sent="2026-03-10T09:30:00+08:00"))
    older, newer = (
        read(gbt(severity="Red")),
        read(cap("b", infos=cap_info(severity="Extreme"), sent="2026-03-10T09:10:00+08:00")),
    )
    assert standing("2026-03-10 10:00", minor, older, newer) == ["b", "44190041600000_20260310090000_0", "a"]


def test_of_a_chinese_series_the_newest_speaks_though_all_name_the_first() -> None:
    first = read(gbt("a"))
    second = read(gbt("b", kind="Update", references="a", sent="2026-03-10 09:20:00"))
    third = read(gbt("c", kind="Update", references="a", sent="2026-03-10 09:40:00"))
    over = read(gbt("d", kind="Cancel", references="a", sent="2026-03-10 09:50:00"))
    for order in permutations([first, second, third]):
        assert standing("2026-03-10 10:00", *order) == ["c"]
    for order in permutations([first, second, third, over]):
        assert standing("2026-03-10 10:00", *order) == []


def test_an_all_clear_ends_what_it_names_and_stands_itself_for_nothing() -> None:
    clear = cap_info(more="<responseType>AllClear</responseType>")
    update = read(cap("rain-2", kind="Update", references=FIRST, infos=clear))
    assert standing("2026-03-10 10:00", read(cap()), update) == []


def test_the_same_name_again_changes_nothing() -> None:
    warnings = Warnings()
    assert warnings.take(read(cap())) and not warnings.take(read(cap(infos=cap_info(severity="Minor"))))
    assert warnings.standing(at("2026-03-10 10:00"))[0].info.grade == 3


def test_what_was_taken_back_here_stays_so() -> None:
    warnings = Warnings()
    warnings.take_back("met@city.example", "rain-1")
    warnings.take(read(cap()))
    assert warnings.standing(at("2026-03-10 10:00")) == []


def test_infos_of_other_languages_are_translations_and_of_the_same_are_warnings_of_their_own() -> None:
    times = "<expires>2026-03-10T09:30:00+08:00</expires>"
    infos = cap_info() + cap_info(times=times) + cap_info(language="zh-CN", severity="Minor")
    warnings = Warnings()
    message = read(cap(infos=infos))
    first, second = warnings.parts(message)
    assert [info.language for info in first.infos] == ["en", "zh-CN"] and len(second.infos) == 1
    assert first.in_language("zh").grade == 1 and second.in_language("zh").language == "en"
    assert (first.id, second.id) == ("met@city.example,rain-1,0", "met@city.example,rain-1,1")
