"""Words for how much and how many, of which one does not translate another."""

from summarize.polarity.contrasts import Group, Side

_SHARES = (
    Side(
        "all",
        "كل كل(?:ه|ها|هم|هن) جميع~ كاف(?:ه|ته|تها)",
        "all every each everyone everybody everything",
        also_arabic=(
            "كلا كلتا كلما كلي~ كامل~ سائر عموم اي اي[اه]~ اجمع~ قاطبه دائما "
            "برم(?:ته|تها) باسر(?:ه|ها|هم) مجمل اجمالي~ شامل~ مختلف شتي"
        ),
        also_english=(
            "any anyone anything whole entire* total* both always complete* full* "
            "throughout across universal* overall unanim* per nationwide together "
            "various different"
        ),
        kept="جميع جميع(?:ها|هم) كاف(?:ه|ته|تها)",
    ),
    Side(
        "most",
        "معظم~ اغلب~ غالبيه غالبيت~",
        "most_of mostly majority",
        also_arabic="اكثر~ غالبا اغلبيه اغلبيت~ جل جلهم سواد",
        also_english=(
            "most bulk largely mainly predominant* chiefly usually primarily "
            "overwhelming*"
        ),
        kept="معظم~",
    ),
    Side(
        "some",
        "بعض~",
        r"some_(?!\d|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|an?\b|hundred)\w+",
        also_arabic="احيانا عده عدد جانب جزء قسم شيء",
        also_english=(
            "some certain several few part* sometimes somewhat other others another "
            "one little bit occasional*"
        ),
    ),
    Side(
        "several",
        "عده عدد_من عديد~ بضعه? متعدد~",
        "several",
        also_arabic="كثير~ بعض~ جمله شتي مختلف~ ثله",
        also_english=(
            "some number many numerous various multiple few dozen* multi* different "
            "more"
        ),
    ),
)
_SCALES = (
    Side(
        "tens",
        "عشرات",
        "dozens tens",
        also_english="scores dozen decades",
        kept="عشرات",
    ),
    Side(
        "hundreds",
        "مئات",
        "hundreds",
        also_arabic="مئ~ مائ~",
        also_english="hundred centuries",
        kept="مئات",
    ),
    Side(
        "thousands",
        "الاف الوف",
        "thousands",
        also_arabic="الف~",
        also_english="thousand millenni*",
    ),
    Side(
        "millions",
        "ملايين",
        "millions",
        also_arabic="مليون~",
        also_english="million m mn",
    ),
    Side(
        "billions",
        "مليارات بلايين ملايير",
        "billions",
        also_arabic="مليار~ بليون~",
        also_english="billion bn b",
    ),
)
_BOUNDS = (
    Side(
        "more than",
        "(?:اكثر|ازيد)_من",
        "more_than",
        also_arabic=(
            "اكثر ازيد [يت]?زيد~ [يت]?فوق~ فاق~ تجاوز~ [يت]تجاوز~ [يت]?تخطي~ [يت]ربو "
            "نيف [يت]تعدي~"
        ),
        also_english=(
            "more over above exceed* upwards beyond greater surpass* excess "
            "(?:no|not)_(?:less|fewer|under|below)"
        ),
    ),
    Side(
        "less than",
        "اقل_من",
        "(?:less|fewer)_than",
        also_arabic="اقل دون [يت]قل~ تحت ادني (?:لا|لم|لن|ألا|الا)_[يت].*",
        also_english=(
            "less fewer under below lower short* (?:no|not)_(?:more|over|above|exceed*)"
        ),
    ),
)
_LIMITS = (
    Side(
        "at least",
        "علي_الاقل [يت]قل_عن",
        "at_least",
        also_arabic="اقل ادني~",
        also_english="least minimum no not",
        kept="علي_الاقل",
    ),
    Side(
        "at most",
        "علي_الاكثر [يت]تجاوز~ [يت]زيد_(?:عن|علي)",
        "at_most",
        also_arabic="اقصي~ لا لم ألا",
        also_english="most maximum up no not",
    ),
)
_ONLY = (
    Side(
        "only",
        "فقط فحسب",
        "only",
        also_english="just alone mere merely solely simply exclusive*",
        kept="فقط فحسب",
    ),
)
QUANTITIES: tuple[Group, ...] = (_SHARES, _SCALES, _BOUNDS, _LIMITS, _ONLY)
