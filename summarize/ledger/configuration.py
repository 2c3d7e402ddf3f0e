"""What an item's result depends on: another configuration is another result."""

import json
from collections.abc import Iterator, Mapping
from hashlib import sha256
from typing import Any


def fingerprint(configuration: Mapping[str, Any]) -> str:
    """The SHA-256 of a configuration, whatever the order of its fields."""
    text = json.dumps(configuration, sort_keys=True, ensure_ascii=False)
    return sha256(text.encode()).hexdigest()


def differences(was: Mapping[str, Any], now: Mapping[str, Any]) -> list[str]:
    """Field by field, what two configurations do not share."""
    before, after = dict(_fields(was)), dict(_fields(now))
    return [
        f"{name}: was {before.get(name, 'nothing')}, now {after.get(name, 'nothing')}"
        for name in sorted(before.keys() | after.keys())
        if before.get(name) != after.get(name)
    ]


def _fields(value: Any, name: str = "") -> Iterator[tuple[str, Any]]:
    if isinstance(value, Mapping):
        for key, each in value.items():
            yield from _fields(each, f"{name}.{key}" if name else str(key))
    else:
        yield name, value
