"""The ledger of an output folder: what became of every input, kept through anything."""

from summarize.ledger.answers import recall, remember
from summarize.ledger.inspect import (
    Story,
    counts,
    refusals,
    results,
    retry_failed,
    runs,
    spellings,
    stories,
)
from summarize.ledger.items import (
    QUARANTINE,
    fail,
    finish,
    reject,
    result_of,
    see,
    withhold,
)
from summarize.ledger.ledger import Ledger
from summarize.ledger.lock import FolderLock
from summarize.ledger.rebuild import Rebuilt, rebuild
from summarize.ledger.schema import NAME as LEDGER

__all__ = [
    "LEDGER",
    "QUARANTINE",
    "FolderLock",
    "Ledger",
    "Rebuilt",
    "Story",
    "counts",
    "fail",
    "finish",
    "rebuild",
    "recall",
    "refusals",
    "reject",
    "remember",
    "result_of",
    "results",
    "retry_failed",
    "runs",
    "see",
    "spellings",
    "stories",
    "withhold",
]
