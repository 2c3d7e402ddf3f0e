"""Which part of the inputs a run takes, where several runs share them out."""

import re
from dataclasses import dataclass
from hashlib import sha256

from summarize.errors import UsageError

_WRITTEN = re.compile(r"([1-9][0-9]{0,5})/([1-9][0-9]{0,5})", re.ASCII)


@dataclass(frozen=True, slots=True)
class Shard:
    """Shard `number` of `total`: an article is in one by what it says alone."""

    number: int = 1
    total: int = 1

    def __str__(self) -> str:
        return f"{self.number}/{self.total}"

    def holds(self, content: str) -> bool:
        """Whether the article with this SHA-256 of its content is in the shard."""
        return int(content, 16) % self.total == self.number - 1

    def holds_place(self, where: str) -> bool:
        """Whether an input that became no article is in the shard, by its place."""
        return self.holds(sha256(where.encode("utf-8", "surrogatepass")).hexdigest())


WHOLE = Shard()


def parse_shard(text: str) -> Shard:
    """The shard that `2/4` names; raises `UsageError` for anything else."""
    found = _WRITTEN.fullmatch(text)
    if not found or int(found[1]) > int(found[2]):
        raise UsageError(f"--shard {text}: expected i/n with 1 <= i <= n, as 2/4")
    return Shard(int(found[1]), int(found[2]))
