"""Predictions against references: scores, baselines, reports, comparisons, gates.

No model is seen here. Everything is a function of files, so that the same files give
the same bytes on any machine.
"""

from summarize.evaluation.baselines import leads
from summarize.evaluation.compare import compare_runs
from summarize.evaluation.folder import (
    PREDICTIONS,
    REFERENCES,
    TRANSLATED,
    new_folder,
)
from summarize.evaluation.metrics import Task
from summarize.evaluation.predictions import Prediction, prediction_line
from summarize.evaluation.runs import rescore, score_predictions, write_record
from summarize.evaluation.score import Source

__all__ = [
    "PREDICTIONS",
    "REFERENCES",
    "TRANSLATED",
    "Prediction",
    "Source",
    "Task",
    "compare_runs",
    "leads",
    "new_folder",
    "prediction_line",
    "rescore",
    "score_predictions",
    "write_record",
]
