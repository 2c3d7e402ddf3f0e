"""What a scorer must get right before it may score anything: checked every time."""

from summarize.errors import Refused
from summarize.scoring.rouge import Rouge, rouge_ar, rouge_ar_folded, rouge_en
from summarize.scoring.sacre import bleu, chrf, chrf_words

_EQUAL = {
    "ar": ("القمة العربية تنطلق اليوم في عمان", "وفاة ٢٥ شخصاً في حريق بالقاهرة"),
    "en": ("Arab summit opens in Amman today", "25 people die in Cairo fire"),
}
_UNRELATED = {
    "ar": ("قتل 12 شخصا في هجوم عام 2017", "ارتفعت أسعار النفط 12 دولارا منذ 2017"),
    "en": ("A raid killed 12 people in 2017", "Oil is up 12 dollars since 2017"),
}
_SPELLINGS = (
    ("إلى الأمام", "الى الامام"),
    ("المدينة القديمة", "المدينه القديمه"),
    ("مُحَمَّد", "محمد"),
    ("محمـــد", "محمد"),
    ("وفاة ٢٥ شخصا", "وفاة 25 شخصا"),
)
_ENTITIES = (
    ("التقى السيسي نظيره الأردني في القاهرة", "التقى تبون نظيره الموريتاني في الجزائر"),
)


def run() -> int:
    """Run every check and return how many there were; raises `Refused` at a failure."""
    checks = 0
    for scorer in (rouge_ar(), rouge_ar_folded(), rouge_en()):
        for text in _EQUAL[scorer.language]:
            checks += _expect(scorer, text, text, least=1.0)
        wanted, other = _UNRELATED[scorer.language]
        checks += _expect(scorer, wanted, other, most=0.4999)
    for wanted, other in _SPELLINGS:
        checks += _expect(rouge_ar_folded(), wanted, other, least=1.0)
    for wanted, other in _ENTITIES:
        checks += _expect(rouge_ar(), wanted, other, most=0.75)
    for metric in (chrf(), chrf_words(), bleu()):
        text = _EQUAL["en"][0]
        score = metric.of_text(metric.stats([text], text))
        if round(score, 6) != 100:
            raise Refused(f"scoring self-test: equal texts score {score}, expected 100")
        checks += 1
    return checks


def _expect(
    scorer: Rouge, wanted: str, other: str, *, least: float = 0.0, most: float = 1.0
) -> int:
    found = scorer.score([wanted], other)["rouge1"].f
    if not least - 1e-12 <= found <= most + 1e-12:
        raise Refused(
            f"scoring self-test: {scorer.signature('rouge1')} gives {found:.5f} for "
            f"{wanted!r} and {other!r}, expected {least} to {most}; nothing was scored"
        )
    return 1
