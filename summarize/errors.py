"""Every error a user can meet, and the exit code it ends with.

MujazError                 1   something unexpected that we could still name
├── UsageError             2   the command line asks for something that makes no sense
├── Locked                11   another process holds the output folder
├── Interrupted      130, 143   a signal asked the run to stop; it can be resumed
└── Refused                5   a model, licence or integrity check said no
    ├── ModelMissing           the model is not on this machine
    ├── LicenceRefused         --commercial and a non-commercial licence
    └── IntegrityError         a file is not what was recorded

A bad article is not an error but a `records.Rejection`: the batch goes on.
"""


class MujazError(Exception):
    """Something a user can read and act on; `exit_code` is the process's answer."""

    exit_code = 1


class UsageError(MujazError):
    """The command line asks for something that makes no sense."""

    exit_code = 2


class Locked(MujazError):
    """Another process holds the output folder; the message names it."""

    exit_code = 11


class Interrupted(MujazError):
    """A signal asked the run to stop: what was done is recorded, the rest is not."""

    def __init__(self, message: str, signal: int) -> None:
        super().__init__(message)
        self.exit_code = 128 + signal


class Refused(MujazError):
    """The run may not start: a model, a licence or an integrity check said no."""

    exit_code = 5


class ModelMissing(Refused):
    """The model is not on this machine; the message holds the command that mends it."""


class LicenceRefused(Refused):
    """`--commercial` was asked for and the model's licence forbids it."""


class IntegrityError(Refused):
    """A model file is not what was recorded: names file, expected and found."""
