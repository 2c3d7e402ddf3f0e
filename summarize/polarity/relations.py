"""Opposites of place, order and kin: before and after, north and south."""

from summarize.polarity.contrasts import Side

_TIMES = (
    Side(
        "before",
        "قبل قبيل قبلها قبله",
        "before",
        also_arabic="سابق~ سبق~ [يت]سبق~ حتي اولا امام~",
        also_english=(
            "prior earlier ago eve ahead until previous* preced* former pre yet"
        ),
    ),
    Side(
        "after",
        "بعد بعدما عقب اثر بعدها بعده غداه",
        "after",
        also_arabic="اعقاب لاحق~ تلا~ بعيد منذ",
        also_english=(
            "following since later post wake once upon when aftermath next past "
            "subsequent* followed having"
        ),
    ),
)
_ORDER = (
    Side(
        "first",
        "اول الاول الاولي اولي اولها اوله",
        "first",
        also_arabic="بدايه بداي~ مطلع سبق~ [يت]سبق~ اوائل باكور~ اولا",
        also_english=(
            "early initial* beginning earliest opening maiden former 1 1st original* "
            "top"
        ),
    ),
    Side(
        "last",
        "الاخير الاخيره اخير~ نهائي~ الختامي~",
        "last final",
        also_arabic=(
            "اخر الاخر~ اخرها اخره نهاي~ ختام~ ماضي~ فائت~ منصرم~ سابق~ حديث~ استمر~ "
            "[يت]ستمر~ دام~ [يت]دوم~ استغرق~ [يت]ستغرق~"
        ),
        also_english=(
            "latest recent* end* closing past finally latter ultimate* lately finals "
            "finalist* previous"
        ),
    ),
)
_NORTH = (
    Side(
        "north",
        "شمال~ شمالي~",
        "north northern",
        also_english="north* n up",
    ),
    Side(
        "south",
        "جنوب~ جنوبي~",
        "south southern",
        also_english="south* s down",
    ),
)
_EAST = (
    Side(
        "east",
        "شرق~ شرقي~",
        "east eastern",
        also_english=r"\w*east* orient* levant* mideast",
    ),
    Side(
        "west",
        "غرب~ غربي~",
        "west western",
        also_arabic="مغرب~",
        also_english=r"\w*west* occident* maghreb",
    ),
)
_DAY = (
    Side(
        "morning",
        "صباح~ فجر~ صبيح~ ضحي",
        "morning dawn",
        also_arabic="باكر~ نهار~ شروق",
        also_english="am early sunrise daybreak mornings",
    ),
    Side(
        "evening",
        "مساء~ ليل~ ليلا عشي~",
        "evening night",
        also_arabic="امسي~ ليال~ غروب",
        also_english=(
            "pm overnight nights nightfall tonight midnight last nightly dark late "
            "eve dusk evenings sunset"
        ),
    ),
)
_COUPLE = (
    Side(
        "husband",
        "زوج زوجها الزوج زوجي",
        "husband*",
        also_arabic="ازواج~",
        also_english="spous* couple* partner* man",
    ),
    Side(
        "wife",
        "زوجه زوجته زوجتي زوجات~",
        "wife wives",
        also_arabic="عقيل~ حرم~ قرين~",
        also_english="spous* lad* wom[ae]n widow*",
    ),
)
_CHILDREN = (
    Side(
        "son",
        "ابن ابن(?:ه|ها|هم|ي) ابناء~ نجل~ انجال~ ولد~ اولاد~ صبي~",
        "son sons boy boys",
        also_arabic="ابنيه ابناؤ.* ابنائ.* طفل~ اطفال~ بني بنو رضيع~",
        also_english=(
            "child* nephew* bin ibn kid* young people teen* infant* baby born youth*"
        ),
    ),
    Side(
        "daughter",
        "ابنت(?:ه|ها|هم|ي) بنت~ بنات~ فتاه فتيات~",
        "daughter* girl girls",
        also_arabic="ابنه كريم~ فتات~ طفله طفلات صبيه طفلت~ شاب~ اناث",
        also_english="child* niece* young wom[ae]n female* bint girl*",
    ),
)
_PARENTS = (
    Side(
        "father",
        "اب والد والد(?:ه|ها|هم|ي) ابي(?:ه|ها|هم)? ابو(?:ه|ها|هم) اباء~",
        "father*",
        also_arabic="ابو ابا~ والدي~ اجداد~ جد~",
        also_english=(
            "dad parent* abu patriarch* grandfather* papa famil* forefather* ancest*"
        ),
    ),
    Side(
        "mother",
        "ام ام(?:ه|ها|هم) امهات~ والدت~ والده",
        "mother*",
        also_arabic="والدات~ جدت~ جده",
        also_english="mum mom parent* mater* umm grandmother*",
    ),
)
_SIBLINGS = (
    Side(
        "brother",
        "اخو(?:ه|ها|هم) اخي(?:ه|ها|هم)? شقيق اشقاء~",
        "brother*",
        also_arabic="اخ اخا~ اخوان~ اخوه اخوت~ شقيق~",
        also_english="sibling* fratern* bro muslim",
    ),
    Side(
        "sister",
        "اخت~ شقيقت~ شقيقات~",
        "sister*",
        also_arabic="شقيقه اخوات~",
        also_english="sibling* fratern*",
    ),
)
_AGE = (
    Side(
        "old",
        "قديم~ قدامي عتيق~",
        "old ancient older oldest",
        also_arabic="اقدم~ سن مسن~ عمر~ [يت]بلغ~ بالغ~ عام~ سنه سني~ سنو~",
        also_english="former veteran elderly aged archaic",
    ),
    Side(
        "new",
        "جديد~ جدد",
        "new newly",
        also_arabic="حديث~ احدث~ مستجد~ مجدد~ تجدد~ اجدد طازج~",
        also_english=(
            "modern latest fresh anew recent* renew* another york delhi zealand"
        ),
    ),
)
RELATIONS = (
    *(_TIMES, _ORDER, _NORTH, _EAST, _DAY),
    *(_COUPLE, _CHILDREN, _PARENTS, _SIBLINGS, _AGE),
)
