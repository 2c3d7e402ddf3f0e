"""Keeps the model libraries' own bars and notes off the user's terminal."""

import os
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def quiet_libraries() -> Iterator[None]:
    """Silence transformers and tqdm until the block ends."""
    bars = os.environ.get("TQDM_DISABLE")
    # tqdm reads this when it is first imported.
    os.environ["TQDM_DISABLE"] = "1"
    from transformers.utils import logging as library

    level = library.get_verbosity()
    library.set_verbosity_error()
    library.disable_progress_bar()
    try:
        yield
    finally:
        library.set_verbosity(level)
        library.enable_progress_bar()
        del os.environ["TQDM_DISABLE"]
        if bars is not None:
            os.environ["TQDM_DISABLE"] = bars
