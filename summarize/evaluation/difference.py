"""A comparison in words: Markdown for people, the same text in a terminal."""

from collections.abc import Mapping
from typing import Any

from summarize.evaluation.gate import Verdict

CHARACTERS = 600


def markdown(comparison: Mapping[str, Any], verdict: Verdict | None = None) -> str:
    """The comparison as a Markdown page: scores, tests, slices, the largest drops."""
    first, second = comparison["first"]["name"], comparison["second"]["name"]
    lines = [f"# {second} against {first}", "", *_head(comparison)]
    if verdict:
        lines += [f"**Gate: {verdict.outcome}**", ""]
        lines += [f"- {reason}" for reason in verdict.reasons] + [""]
    lines += table(comparison)
    lines += ["", "## Slices", ""]
    for key, kinds in comparison["slices"].items():
        lines += _slice_table(key, kinds)
    for key, items in comparison["worst"].items():
        lines += ["", f"## Largest drops of {key}", ""]
        lines += [line for item in items for line in _drop(item)] or ["None.", ""]
    lines += ["## Signatures", ""]
    lines += [f"- `{each['signature']}`" for each in comparison["metrics"].values()]
    return "\n".join(lines) + "\n"


def table(comparison: Mapping[str, Any]) -> list[str]:
    """The metrics' table, line by line."""
    lines = [
        "| metric | first | second | difference | 95 % interval | p | Holm p "
        "| wins/ties/losses | detectable |",
        "|---|--:|--:|--:|--:|--:|--:|--:|--:|",
    ]
    for key, each in comparison["metrics"].items():
        low, high = each["ci95"]
        one, two = each["scores"]
        lines.append(
            f"| {key}{' (decides)' if each['primary'] else ''} | {one:.2f} | {two:.2f} "
            f"| {each['mean']:+.2f} | {low:+.2f} to {high:+.2f} | {_p(each['p'])} "
            f"| {_p(each['p_holm']) if 'p_holm' in each else ''} "
            f"| {each['wins']}/{each['ties']}/{each['losses']} "
            f"| {each['detectable']:.1f} |"
        )
    return lines


def _head(comparison: Mapping[str, Any]) -> list[str]:
    dataset = comparison["dataset"]
    before, after = comparison["coverage"]
    doubted = comparison["doubted"]
    said = "doubts not compared, since the guards differ"
    if doubted:
        one, two = doubted["items"]
        said = f"the guard doubts {one} and {two} items"
    return [
        f"{dataset['items']} items of {dataset['name']} "
        f"(`{dataset['sha256'][:12]}`), {len(comparison['changed'])} outputs changed; "
        f"coverage {before:.1%} and {after:.1%}; {said}. Differences are means over "
        "items of the second less the first; p by a paired sign-flip test, "
        "intervals by a paired bootstrap; `detectable` is what so many items show four "
        "times in five.",
        "",
    ]


def _slice_table(key: str, kinds: Mapping[str, Any]) -> list[str]:
    lines = [
        f"| {key} | n | difference | 95 % interval |",
        "|---|--:|--:|--:|",
    ]
    for kind, parts in kinds.items():
        for name, gap in parts.items():
            low, high = gap["ci95"]
            lines.append(
                f"| {kind}: {name} | {gap['n']} | {gap['mean']:+.2f} "
                f"| {low:+.2f} to {high:+.2f} |"
            )
    return [*lines, ""]


def _drop(item: Mapping[str, Any]) -> list[str]:
    one, two = (_quoted(text) for text in item["outputs"])
    lines = [f"### {item['id']}: {item['difference']:+.2f}", ""]
    lines += ["First:", "", one, "", "Second:", "", two, ""]
    for reference in item["references"]:
        lines += ["Reference:", "", _quoted(reference), ""]
    return [*lines, "Source:", "", _quoted(item["source"]), ""]


def _quoted(text: str | None) -> str:
    if not text:
        return "> (empty)"
    more = "…" if len(text) > CHARACTERS else ""
    plain = " ".join(text[:CHARACTERS].split())
    for sign in "\\`*_[]<>#|":
        plain = plain.replace(sign, f"\\{sign}")
    return f"> {plain}{more}"


def _p(p: float | None) -> str:
    if p is None:
        return "too few"
    return "<0.001" if p < 0.001 else f"{p:.3f}"
