"""What the bench writes by hand is what the product reads."""

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
import pytest

from benchmarks.crowd import Crowd, spread
from benchmarks.feeder import fixes_entry, plain_entries, redis_socket
from city.areas.areas import Areas
from city.areas.locate import Locator
from streams.messages.contract import decode_positions
from streams.server.embedded import EmbeddedRedis

NOW = 1_700_000_000_000


@pytest.fixture(scope="module")
def placed(demo_city: tuple[Areas, object, object]) -> tuple[Crowd, list[str]]:
    return spread(demo_city[0], 700)


@pytest.fixture(scope="module")
def crowd(placed: tuple[Crowd, list[str]]) -> Crowd:
    return placed[0]


@pytest.fixture
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[EmbeddedRedis]:
    with EmbeddedRedis(tmp_path_factory.mktemp("redis"), keep=False) as server:
        yield server


@pytest.mark.parametrize("write", [plain_entries, fixes_entry])
def test_the_decoder_reads_back_every_fix(
    server: EmbeddedRedis, crowd: Crowd, write: Callable[..., bytes]
) -> None:
    rows = np.arange(700)
    client: Any = server.client()
    with redis_socket(server.url) as wire:
        wire.sendall(write(b"positions", crowd, rows, NOW, 3.0))
        while client.xlen("positions") < (1 if write is fixes_entry else 700):
            wire.recv(4096)
    read = decode_positions(client.xrange("positions"))
    lat, lon = crowd.at(rows, 3.0)
    assert read.rejects == []
    assert read.batch.inspector == crowd.ids.astype(str).tolist()
    assert np.abs(read.batch.lat - lat).max() < 1e-6
    assert np.abs(read.batch.lon - lon).max() < 1e-6


def test_a_crowd_walks_in_its_own_grids(
    placed: tuple[Crowd, list[str]], demo_city: tuple[Areas, object, object]
) -> None:
    areas, (crowd, homes) = demo_city[0], placed
    leaves = Locator(areas).leaf(*crowd.at(np.arange(700), 0.0))
    inside = [areas.order[leaf].code == home for leaf, home in zip(leaves, homes, strict=True)]
    assert sum(inside) > 630
