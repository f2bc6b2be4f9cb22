"""The same state, role and level has one word in each language: the glossary's."""

import re
from pathlib import Path

import pytest

from city.cameras.camera_states import STATES as CAMERA_STATES
from city.cases.case import STATES
from city.cases.commands import ROLES
from city.people.fixes import STATES as PRESENCE
from layouts.field_words import field_table, field_words
from layouts.words import LANGUAGES, read_words, table

GLOSSARY = (Path(__file__).parents[2] / "docs" / "glossary.md").read_text(encoding="utf-8")
WORDS = table() | table("console")
LEVELS = ("city", "district", "town", "village", "grid")
# words that were once said for these, and what is said now
NOT_SAID = {
    "带班领导": "领导",
    "镇级": "镇街级",
    "区级": "区县级",
    "接单": "签收",
    "接受分拨": "签收分拨",
    "已接受": "已签收",
    "上报上级": "提级办理",
    "逾期": "超期",
    "超时": "超期",
    "紧急求助": "SOS 求助",
    "拒单": "拒绝",
    "派遣": "分拨",
    "派单": "分拨",
    "无应答": "未应答",
    "办理员": "值守进程",
    "经办 ": "认领人",
    "等待核": "待核查",
    "待分类": "待归类",
    "办理中": "在办",
    "到现场": "到场",
}
# what a server or camera does not answer is no dispatch and no deadline
ELSEWHERE = {"answer_given_up", "trouble_record_away", "camera_detail_timeout"}


def told(section: str) -> dict[str, tuple[str, str]]:
    """The table under a heading: code → Chinese, English."""
    part = GLOSSARY.split(f"## {section}\n")[1].split("\n## ")[0]
    return {code: (zh, en) for code, zh, en in re.findall(r"^\| `(\w+)` \| (.+?) \| (.+?) \|$", part, re.M)}


@pytest.mark.parametrize(
    ("section", "codes", "prefix"),
    [
        ("States of a case", STATES, "state_"),
        ("Roles", ROLES, "role_"),
        ("Levels", LEVELS, "level_"),
        ("Presence of a person", PRESENCE, ""),
        ("States of a camera", CAMERA_STATES, "camera_state_"),
    ],
)
def test_pages_say_the_words_of_the_glossary(section: str, codes: tuple[str, ...], prefix: str) -> None:
    said = {code: (WORDS[prefix + code]["zh"], WORDS[prefix + code]["en"]) for code in codes}
    assert told(section) == said


def test_counters_and_steps_of_the_same_name_say_the_same() -> None:
    counters = read_words("counters.toml", ("zh", "en", "zh_text", "en_text"))
    for name in set(PRESENCE) & set(counters):
        assert counters[name]["zh"] == WORDS[name]["zh"], name
    for level in LEVELS:
        one, many = WORDS[f"level_{level}"], WORDS[f"levels_{level}"]
        assert one["zh"] == many["zh"] and many["en"].startswith(one["en"].lower()[:3]), level


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_field_s_pages_say_the_words_of_wall_and_console(lang: str) -> None:
    here, there = field_words(lang), {key: texts[lang] for key, texts in WORDS.items()}
    comma = {"zh": "，", "en": ", "}[lang]
    said = {
        "step_waiting": there["clock_answer"],
        "step_handling": there["state_handling"],
        "step_arrived": here["on_site"] + comma + there["state_handling"],
        "step_done": there["state_fed_back"] + comma + there["clock_verify"],
    }
    assert {step: here[step].lower() for step in said} == {step: text.lower() for step, text in said.items()}
    assert [key for key in set(here) & set(there) - {"step_handling"} if here[key] != there[key]] == []


def test_no_other_word_is_said_for_the_same_thing() -> None:
    files = [WORDS, read_words("sentences.toml"), field_table()]
    found = [
        f"{key}: {old}, wanted {new}"
        for words in files
        for key, texts in words.items()
        for old, new in NOT_SAID.items()
        if old in texts["zh"] and key not in ELSEWHERE
    ]
    assert found == []
