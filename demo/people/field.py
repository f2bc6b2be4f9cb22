"""The field's end of cases: what is dispatched comes in, simulated people and departments act and answer.

How an answer reaches the wall is the business of whoever is handed in.
"""

from typing import Protocol

from demo.people.errands import Answer, Errands
from demo.people.inbox import Inbox
from streams.messages.dispatch import Dispatch

EVERY_MS = 1_000


class Post(Protocol):
    """Carries answers to the wall; never waits for it, never raises."""

    def say(self, answer: Answer) -> None: ...

    def heard(self) -> list[tuple[Answer, bool]]:
        """What the wall took, or refused for good, since the last call."""
        ...


class Field:
    def __init__(self, errands: Errands, inbox: Inbox, post: Post) -> None:
        self.errands, self.inbox, self.post = errands, inbox, post
        self.looked = 0

    def step(self, now: int) -> None:
        """Call it as often as you like; it looks once a second."""
        if now - self.looked < EVERY_MS:
            return
        self.looked = now
        for answer, taken in self.post.heard():
            self.errands.heard(answer, taken, now)
        for told in self.inbox.read():
            if isinstance(told, Dispatch):
                self.errands.take(told, now)
            else:
                self.errands.recall(told)
        for answer in self.errands.step(now):
            self.post.say(answer)
        self.inbox.done(self.errands.ended)
        self.errands.ended = []
