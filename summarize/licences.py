"""Which models may be used for profit."""

from summarize.errors import LicenceRefused
from summarize.presets import UNKNOWN, Step

NON_COMMERCIAL = frozenset({"CC-BY-NC-SA-4.0", "CC-BY-NC-4.0"})


def require_commercial(steps: dict[str, Step]) -> None:
    """Refuse models whose licence forbids commercial use, or is not known."""
    for role, step in steps.items():
        terms = step.licence.casefold()
        if any(each.casefold() in terms for each in (*NON_COMMERCIAL, UNKNOWN)):
            raise LicenceRefused(
                f"--commercial refuses the {role} {step.model}: "
                f"its licence is {step.licence}"
            )
