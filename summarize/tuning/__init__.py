"""Adapters trained on a desk's own texts: rows in, a LoRA adapter and its card out.

A killed training goes on where its last checkpoint stands and ends with the same bits.
"""

from summarize.tuning.examples import TASKS, Task, parse_tasks
from summarize.tuning.order import TuneOrder
from summarize.tuning.overlap import Known, known_file, known_texts
from summarize.tuning.rows import problems_of, read_data, texts_of
from summarize.tuning.training import Moment, Watcher
from summarize.tuning.tune import tune

__all__ = [
    "TASKS",
    "Known",
    "Moment",
    "Task",
    "TuneOrder",
    "Watcher",
    "known_file",
    "known_texts",
    "parse_tasks",
    "problems_of",
    "read_data",
    "texts_of",
    "tune",
]
