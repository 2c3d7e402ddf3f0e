"""A user's name and password for a server, from places that only they can read."""

import netrc
import os
import stat
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from summarize.errors import Refused, UsageError

USER, PASSWORD, NETRC = "MUJAZ_SMTP_USER", "MUJAZ_SMTP_PASSWORD", "NETRC"


@dataclass(frozen=True, slots=True)
class Login:
    """A name and a password; neither is ever shown."""

    user: str = field(repr=False)
    password: str = field(repr=False)


def find_login(host: str, environ: Mapping[str, str]) -> Login | None:
    """What the environment holds, else what ~/.netrc (or NETRC) holds for the host.

    Raises `Refused` for a netrc file that others may read and that names the host.
    """
    user, password = environ.get(USER, ""), environ.get(PASSWORD, "")
    if user and password:
        return Login(user, password)
    if user or password:
        raise UsageError(f"{USER} and {PASSWORD} go together; one of them is missing")
    named = environ.get(NETRC)
    path = Path(named) if named else Path("~/.netrc").expanduser()
    return _from_netrc(path, host) if path.is_file() else None


def _from_netrc(path: Path, host: str) -> Login | None:
    try:
        # Without a default entry: a password goes to the host it is for.
        found = netrc.netrc(str(path)).hosts.get(host)
        status = path.stat()
    except netrc.NetrcParseError as error:
        # The message may hold a password that stands in a wrong place.
        raise UsageError(f"{path}:{error.lineno}: not as netrc files are") from None
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"{path} cannot be read") from error
    if found is None:
        return None
    others = status.st_mode & (stat.S_IRWXG | stat.S_IRWXO)
    if others or status.st_uid not in (os.getuid(), 0):
        raise Refused(f"{path} holds a password and others may read it: chmod 600 it")
    return Login(found[0], found[2])
