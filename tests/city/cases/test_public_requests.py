"""What citizens are told of a case follows from its events, whatever was done to it in whatever order."""

import random
from dataclasses import replace
from itertools import pairwise

import pytest

from city.cases.case import STATES
from city.cases.public_requests import UPDATE_STATUS, changes, goes_out, request_id, status
from tests.city.cases.test_walk import CASES, desk, walked


@pytest.mark.parametrize("seed", range(12))
def test_after_any_walk_the_last_change_is_how_the_case_stands(seed: int) -> None:
    """And each change is one: no two that follow each other say the same."""
    walk = walked(random.Random(seed), 150)
    for id in CASES:
        case, book = walk[id], walk.city.cases
        told = changes(case, book.history(id))
        assert (told[-1].status if told else "OPEN") == UPDATE_STATUS[case.state], (id, case.state)
        words = ["OPEN", *(each.status for each in told)]
        assert all(one != other for one, other in pairwise(words))
        assert [each.time for each in told] == sorted(each.time for each in told)


def test_the_walks_come_to_everything_that_is_told() -> None:
    walks = [walked(random.Random(seed), 150) for seed in range(12)]
    told = {
        each.status
        for walk in walks
        for id in CASES
        for each in changes(walk[id], walk.city.cases.history(id))
    }
    assert told == set(UPDATE_STATUS.values()) and set(UPDATE_STATUS) == set(STATES)


def test_calls_and_what_is_not_sorted_do_not_go_out() -> None:
    walk = desk()
    assert [id for id in CASES if goes_out(walk[id])] == ["a", "b", "c", "old"]
    assert [status(walk[id]) for id in ("a", "old")] == ["open", "closed"]


def test_an_id_is_the_sender_s_where_it_was_answered_one() -> None:
    case = replace(desk()["a"], report="r-1")
    sent = replace(case, channel="open311")
    assert [request_id(each) for each in (case, sent, replace(sent, resend_of="b"))] == ["a", "r-1", "a"]
