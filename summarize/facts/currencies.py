"""Currencies by the names and signs that news gives them."""

from collections.abc import Iterator, Mapping

_ARABIC_CURRENCIES = {
    "dollar": "دولار دولارا دولارات دولاران دولارين",
    "euro": "يورو اورو يوروهات",
    "dinar": "دينار دينارا دنانير ديناران دينارين",
    "riyal": "ريال ريالا ريالات ريالان ريالين",
    "dirham": "درهم درهما دراهم درهمان درهمين",
    "pound": "جنيه جنيها جنيهات جنيهان جنيهين استرليني",
    "lira": "ليره ليرات ليرتان ليرتين",
    "shekel": "شيكل شيكلا شيقل شيقلا شيكلات شواكل شيقلات",
    "rupee": "روبيه روبيات روبيتان روبيتين",
    "yuan": "يوان يوانا يوانات",
    "yen": "ين ينا ينات",
    "rouble": "روبل روبلا روبلات",
    "franc": "فرنك فرنكا فرنكات",
    "peso": "بيزو",
    "krona": "كرونه كرونات كرون كراون",
    "ouguiya": "اوقيه اواق",
    "toman": "تومان تومانا",
    "won": "وون",
    "rand": "راند",
    "naira": "نايرا نيرا نيره",
    "shilling": "شلن شلنا شلنات",
    "cent": "سنت سنتا سنتات",
    "piastre": "قرش قرشا قروش قرشان قرشين",
    "fils": "فلس فلسا فلوس فلسان فلسين",
    "millime": "مليم مليما مليمات",
    "taka": "تاكا",
    "hryvnia": "هريفنيا هريفنا",
    "zloty": "زلوتي",
    "ringgit": "رينغيت رينجيت",
    "baht": "باهت باخت",
}
_ENGLISH_CURRENCIES = {
    "dollar": "dollar dollars usd",
    "euro": "euro euros eur",
    "dinar": "dinar dinars",
    "riyal": "riyal riyals rial rials reais",
    "dirham": "dirham dirhams",
    "pound": "pound pounds sterling",
    "lira": "lira liras lire",
    "shekel": "shekel shekels",
    "rupee": "rupee rupees rupiah",
    "yuan": "yuan renminbi",
    "yen": "yen",
    "rouble": "rouble roubles ruble rubles",
    "franc": "franc francs",
    "peso": "peso pesos",
    "krona": "krona kronor krone kroner",
    "ouguiya": "ouguiya ouguiyas",
    "toman": "toman tomans",
    "rand": "rand",
    "naira": "naira",
    "shilling": "shilling shillings",
    "cent": "cent cents",
    "piastre": "piastre piastres piaster piasters qirsh",
    "fils": "fils",
    "millime": "millime millimes",
    "taka": "taka",
    "hryvnia": "hryvnia hryvnias",
    "zloty": "zloty zlotys",
    "ringgit": "ringgit",
    "baht": "baht",
}


def _by_name(table: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    for unit, names in table.items():
        for name in names.split():
            yield name, unit


ARABIC_CURRENCIES: dict[str, str] = dict(_by_name(_ARABIC_CURRENCIES))
ENGLISH_CURRENCIES: dict[str, str] = dict(_by_name(_ENGLISH_CURRENCIES))
SYMBOLS: dict[str, str] = {
    "$": "dollar",
    "€": "euro",
    "£": "pound",
    "¥": "yen",
    "₪": "shekel",
    "₹": "rupee",
    "₺": "lira",
    "₽": "rouble",
}
# What an Arabic name may be in English beside its own: a Syrian lira is a pound.
ALSO: dict[str, frozenset[str]] = {
    "lira": frozenset({"pound"}),
    "yen": frozenset({"yuan"}),
    "piastre": frozenset({"cent"}),
}
