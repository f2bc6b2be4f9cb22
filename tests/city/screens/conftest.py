"""A room for each test."""

import pytest

from tests.city.screens.room import Room


@pytest.fixture
def room() -> Room:
    return Room()
