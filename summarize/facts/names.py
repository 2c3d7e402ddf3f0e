"""Months, weekdays and currencies by the names that news gives them."""

from collections.abc import Iterator, Mapping

MONTHS = (
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
)
WEEKDAYS = (
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
)

# Gregorian months in Egypt, the Levant, the Maghreb, Morocco and the Gulf; folded.
ARABIC_MONTHS: dict[str, str] = {
    name: month
    for month, names in zip(
        MONTHS,
        (
            "يناير جانفي كانون_الثاني ينائر",
            "فبراير فيفري شباط فبرائر",
            "مارس اذار",
            "ابريل افريل نيسان",
            "مايو ماي ايار",
            "يونيو يونيه جوان حزيران",
            "يوليو يوليه جويليه تموز يوليوز",
            "اغسطس اوت غشت اغشت اب",
            "سبتمبر شتنبر ايلول سيبتمبر",
            "اكتوبر تشرين_الاول",
            "نوفمبر نونبر تشرين_الثاني",
            "ديسمبر دجنبر كانون_الاول",
        ),
        strict=True,
    )
    for name in names.split()
}
# Hijri months; the first word alone where it is unambiguous.
HIJRI: dict[str, str] = {
    "محرم": "hijri-muharram",
    "ربيع_الاول": "hijri-rabi-1",
    "ربيع_الثاني": "hijri-rabi-2",
    "ربيع_الاخر": "hijri-rabi-2",
    "جمادي_الاولي": "hijri-jumada-1",
    "جمادي_الاخره": "hijri-jumada-2",
    "جمادي_الثانيه": "hijri-jumada-2",
    "رجب": "hijri-rajab",
    "شعبان": "hijri-shaban",
    "رمضان": "hijri-ramadan",
    "شوال": "hijri-shawwal",
    "ذي_القعده": "hijri-dhu-al-qada",
    "ذو_القعده": "hijri-dhu-al-qada",
    "ذي_الحجه": "hijri-dhu-al-hijja",
    "ذو_الحجه": "hijri-dhu-al-hijja",
}
ENGLISH_HIJRI: dict[str, str] = {
    "muharram": "hijri-muharram",
    "rajab": "hijri-rajab",
    "shaaban": "hijri-shaban",
    "ramadan": "hijri-ramadan",
    "shawwal": "hijri-shawwal",
}
ARABIC_WEEKDAYS: dict[str, str] = {
    "الاثنين": "monday",
    "الاتنين": "monday",
    "الثلاثاء": "tuesday",
    "الثلثاء": "tuesday",
    "الثلاثا": "tuesday",
    "الاربعاء": "wednesday",
    "الاربعا": "wednesday",
    "الخميس": "thursday",
    "الجمعه": "friday",
    "السبت": "saturday",
    "الاحد": "sunday",
}
ENGLISH_MONTHS: dict[str, str] = {
    **{month: month for month in MONTHS},
    **{month[:3]: month for month in MONTHS if month not in ("may", "march")},
    "sept": "september",
}
ENGLISH_WEEKDAYS: dict[str, str] = {day: day for day in WEEKDAYS}

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
    "cent": "سنت سنتا سنتات سنتان سنتين",
    "piastre": "قرش قرشا قروش قرشان قرشين",
    "fils": "فلس فلسا فلوس فلسان فلسين",
    "millime": "مليم مليما مليمات",
    "taka": "تاكا",
    "real": "",
    "afghani": "",
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
