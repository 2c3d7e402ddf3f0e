"""The places of a pool: the actor in each, and what it was asked."""

from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from summarize.pools.actor import Told
from summarize.records import Article
from summarize.remembered import Recall

# Calls that an actor has: one that it works on, and one to go on with at once.
DEPTH = 2
# Answers that an actor is told with a call: less than two megabytes of them.
_TOLD = 8_192


@dataclass(slots=True)
class Call:
    """Articles on their way; `told` is what came of them, `lost` how often nothing."""

    articles: Sequence[Article]
    limit: float
    told: Told | None = None
    lost: int = 0


@dataclass(slots=True)
class Seat:
    """An actor and what it was asked, in order; its start is asked without a call.

    `knows` is the number of the last answer that it was told.
    """

    actor: Any
    due: deque[tuple[Any, Call | None]]
    is_ready: bool = False
    failed: int = 0
    knows: int = 0

    @property
    def has_room(self) -> bool:
        """Whether it can take a call."""
        return self.is_ready and len(self.due) < DEPTH

    def ask(self, call: Call, recall: Recall) -> None:
        """Let the actor brief the call's articles after what it has."""
        self.knows, answers = recall(self.knows, _TOLD)
        ref = self.actor.brief.remote(call.articles, call.limit, answers)
        self.due.append((ref, call))

    def works_on(self, call: Call) -> bool:
        """Whether the call is the actor's present one."""
        return bool(self.due) and self.due[0][1] is call

    def leave_rest(self) -> None:
        """Wait for no more than the present call."""
        self.due = deque([*self.due][:1])
