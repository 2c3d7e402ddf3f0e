"""Numbers, money, dates and times of Arabic and English news, alike in both."""

from summarize.facts.comparing import compare
from summarize.facts.from_arabic import arabic_facts
from summarize.facts.from_english import english_facts
from summarize.facts.record import Fact, Verdict

__all__ = ["Fact", "Verdict", "arabic_facts", "compare", "english_facts"]
