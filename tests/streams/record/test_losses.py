"""What is lost twice is told twice, and what several processes notice of one loss once."""

from redis import Redis

from streams.record.keys import Keys
from streams.record.losses import LossNote, loss_note, read_losses, write_loss
from streams.record.tails import START, Held, Loss

NOW = 1_795_946_400_000


def note(at: int, *entries: str) -> LossNote:
    lost = tuple(Held(entry, b"", f"c-{entry}", 1) for entry in entries)
    return loss_note(Loss("cases", START, lost, all_known=False, emptied=True), at, [])


def test_a_record_emptied_again_within_the_minute_is_another_loss(redis: Redis, keys: Keys) -> None:
    write_loss(redis, keys, note(NOW, "5-0", "6-0", "7-0"))
    write_loss(redis, keys, note(NOW + 13_000, "9-0"))
    assert [each.entries for each in read_losses(redis, keys)] == [3, 1]


def test_a_process_that_knew_less_of_a_loss_adds_nothing(redis: Redis, keys: Keys) -> None:
    write_loss(redis, keys, note(NOW, "5-0", "6-0", "7-0"))
    write_loss(redis, keys, note(NOW + 400, "6-0", "7-0"))
    assert [each.entries for each in read_losses(redis, keys)] == [3]
