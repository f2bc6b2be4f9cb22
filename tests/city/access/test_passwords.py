"""Which passwords may be had."""

import pytest

from city.access.passwords import PasswordError, check_password, normal

NAMES = ("chen.yu", "陈雨")


@pytest.mark.parametrize(
    ("password", "reason"),
    [
        ("elevenchars", "password_short"),
        ("x" * 20 + "abcdef" * 20, "password_long"),
        ("abababababab", "password_plain"),
        ("Chen.Yu-Gridwall", "password_name"),
        ("wall7wall7wall7", "password_plain"),
        ("password1234", "password_common"),
        ("P@ssw0rd2026!", "password_common"),
        ("admin@123456", "password_common"),
        ("qwertyuiop12", "password_common"),
        ("1qaz2wsx3edc", "password_common"),
        ("098765432109", "password_common"),
        ("woaini5201314", "password_common"),
        ("Chen.Yu-password", "password_common"),
        ("correct horse battery", "password_breached"),
    ],
)
def test_a_password_that_is_easily_guessed_is_refused_without_being_told(password: str, reason: str) -> None:
    with pytest.raises(PasswordError) as refused:
        check_password(password, NAMES, {"correct horse battery"}.__contains__)
    assert refused.value.reason == reason
    assert password not in str(refused.value)


@pytest.mark.parametrize(
    "password",
    [
        "four words are enough",
        "莞城东城南城万江石碣石龙",
        "aaaa bbbb cccc dddd eeee",
        "password of seven oxen",
    ],
)
def test_length_is_what_counts(password: str) -> None:
    check_password(password, NAMES, lambda _: False)


def test_what_one_keyboard_composes_and_another_does_not_is_one_password() -> None:
    assert normal("cafe\u0301 ｗｏｒｄｓ") == normal("café words")
