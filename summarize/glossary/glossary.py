"""A desk's terms: found in Arabic, looked for in its English."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from hashlib import sha256

from summarize.arabic import words
from summarize.glossary.english_forms import places
from summarize.glossary.index import Index, build_index, find
from summarize.glossary.record import Term, Use
from summarize.glossary.respelling import respell
from summarize.records import Finding, Terms

KIND = "glossary"
Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Glossary:
    """Terms that every translation should use; two are equal when their terms are.

    `sha256` is that of the folded Arabic and the English, whatever the order of rows.
    """

    sha256: str
    terms: tuple[Term, ...] = field(compare=False)
    _index: Index = field(compare=False, repr=False)

    def find(self, arabic: str) -> list[Use]:
        """The terms in Arabic text, in its order, the longest where they overlap."""
        return find(self._index, arabic)

    def missed(self, arabic: str, english: str) -> tuple[list[Use], list[Use]]:
        """The Arabic's terms whose English stands in the English, and the others.

        A term needs its English once, however often the Arabic has it; what stands
        within a longer term's English ("Sudan" in "South Sudan") does not count.
        """
        uses = self.find(arabic)
        stand = _places(uses, english)
        used = [use for use in uses if stand[use.term]]
        return used, [use for use in uses if not stand[use.term]]

    def findings(self, arabic: str, english: str) -> list[Finding]:
        """A finding for each place of a term in the English; one for each not there."""
        uses = self.find(arabic)
        stand = _places(uses, english)
        findings = []
        for term, found in stand.items():
            own = [use for use in uses if use.term == term]
            for at, place in enumerate(found):
                use = own[min(at, len(own) - 1)]
                findings.append(_finding(use, arabic, english, place))
            if not found:
                findings.append(_finding(own[0], arabic, english, None))
        return sorted(findings, key=lambda each: (each.start, each.source_start or 0))

    def respelt(self, arabic: str, english: str) -> str:
        """The English with every missed name respelt that can be, and none undone."""
        for use in self.missed(arabic, english)[1]:
            new = respell(english, use, arabic)
            if new and len(self.missed(arabic, new)[1]) < len(
                self.missed(arabic, english)[1]
            ):
                english = new
        return english

    def audit(self, arabic: str, english: str) -> Terms:
        """Which terms of the Arabic the English has, by their English form."""
        used, missed = self.missed(arabic, english)
        return Terms(_written(used), _written(missed))


def glossary_of(terms: Sequence[Term]) -> Glossary:
    """A glossary of terms whose Arabic forms are all different."""
    lines = sorted(
        f"{' '.join(words(form))}\t{'|'.join(term.english)}"
        for term in terms
        for form in term.arabic
    )
    distinct = "\n".join(dict.fromkeys(lines))
    digest = sha256(distinct.encode()).hexdigest()
    return Glossary(digest, tuple(terms), build_index(terms))


def _places(uses: Sequence[Use], english: str) -> dict[Term, list[Span]]:
    """Where each term's English stands, outside that of longer terms."""
    terms = list(dict.fromkeys(use.term for use in uses))
    every = {
        term: sorted({span for form in term.english for span in places(form, english)})
        for term in terms
    }
    return {
        term: [span for span in spans if not _within_longer(span, term, every)]
        for term, spans in every.items()
    }


def _within_longer(span: Span, term: Term, every: dict[Term, list[Span]]) -> bool:
    return any(
        start <= span[0] and span[1] <= end and end - start > span[1] - span[0]
        for other, spans in every.items()
        if other.written != term.written
        for start, end in spans
    )


def _finding(use: Use, arabic: str, english: str, place: Span | None) -> Finding:
    start, end = place or (0, 0)
    return Finding(
        KIND,
        "supported" if place else "changed",
        english[start:end],
        start,
        end,
        arabic[use.start : use.end],
        use.start,
        use.end,
    )


def _written(uses: Sequence[Use]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(use.term.written for use in uses))
