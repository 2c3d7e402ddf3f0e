"""Months and weekdays by the names that news gives them."""

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

# Gregorian months as Egypt, the Levant, the Maghreb and the Gulf name them; folded.
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
            "سبتمبر شتنبر شتمبر ايلول سيبتمبر",
            "اكتوبر تشرين_الاول",
            "نوفمبر نونبر تشرين_الثاني",
            "ديسمبر دجنبر دجمبر كانون_الاول",
        ),
        strict=True,
    )
    for name in names.split()
}
HIJRI_MONTHS = (
    "hijri-muharram",
    "hijri-safar",
    "hijri-rabi-1",
    "hijri-rabi-2",
    "hijri-jumada-1",
    "hijri-jumada-2",
    "hijri-rajab",
    "hijri-shaban",
    "hijri-ramadan",
    "hijri-shawwal",
    "hijri-dhu-al-qada",
    "hijri-dhu-al-hijja",
)
# Words of a name joined by _; safar is zero too, and means a month only in a date.
HIJRI: dict[str, str] = {
    name: month
    for month, names in zip(
        HIJRI_MONTHS,
        (
            "محرم",
            "صفر",
            "ربيع_الاول",
            "ربيع_الثاني ربيع_الاخر",
            "جمادي_الاولي جمادي_الاول",
            "جمادي_الاخره جمادي_الثانيه جمادي_الثاني",
            "رجب",
            "شعبان",
            "رمضان",
            "شوال",
            "ذي_القعده ذو_القعده",
            "ذي_الحجه ذو_الحجه",
        ),
        strict=True,
    )
    for name in names.split()
}
# In small letters without apostrophes and hyphens.
ENGLISH_HIJRI: dict[str, str] = {
    name: month
    for month, names in zip(
        HIJRI_MONTHS,
        (
            "muharram moharram",
            "safar",
            "rabi_al_awwal rabi_al_awal rabi_i rabi_ul_awwal",
            "rabi_al_thani rabi_al_akhir rabi_ii rabi_ul_thani",
            "jumada_al_awwal jumada_al_ula jumada_al_awwal jumada_i",
            "jumada_al_thani jumada_al_akhira jumada_al_akhirah jumada_ii",
            "rajab",
            "shaban shaaban",
            "ramadan ramadhan",
            "shawwal shawal",
            "dhu_al_qadah dhu_al_qada dhu_al_qaada dhu_al_qidah dhul_qadah dhul_qada",
            "dhu_al_hijjah dhu_al_hijja dhul_hijjah dhul_hijja",
        ),
        strict=True,
    )
    for name in names.split()
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
