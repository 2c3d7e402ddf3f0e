"""Opposites of what happens in the news: rose and fell, killed and hurt."""

from summarize.polarity.contrasts import Side

_MOVES = (
    Side(
        "rise",
        "ارتفع~ [يت]رتفع~ ارتفاع~ مرتفع~ صعد~ [يت]صعد~ صعود~ زاد~ زياد~ نما نمت "
        "[يت]نمو نمو~ قفز~ [يت]قفز~ ازداد~ [يت]زداد~ ازدياد~ تضاعف~ [يت]تضاعف~ "
        "تزايد~",
        "rose rise rises risen rising increas* climbed climbs climbing grew grow "
        "grows growing grown growth surged soared "
        "(?:shares|stocks|prices|index|equities|futures)_advance[sd]?",
        also_arabic=(
            "[يت]زيد~ تصاعد~ اعلي تجاوز~ [يت]تجاوز~ فاق~ رفع~ [يت]رفع~ متزايد~ "
            "[يت]تزايد~ اتسع~ اتساع~ توسع~ [يت]علو علت علا ولد~ [يت]ولد~ تسلق~ "
            "متسلق~"
        ),
        also_english=(
            "advanc* gain* up jump* rais* higher doubl* tripl* escalat* expan* boost* "
            "hike* rall* surg* soar* climb* leap* swell* mount*"
        ),
    ),
    Side(
        "fall",
        "انخفض~ [يت]نخفض~ انخفاض~ منخفض~ تراجع~ [يت]تراجع~ هبط~ [يت]هبط~ هبوط~ تقلص~ "
        "[يت]تقلص~ هوي هوت [يت]هوي تدني~ تناقص~ [يت]تناقص~ تضاءل~ [يت]تضاءل~ انكمش~ "
        "انكماش~",
        "fell fall falls fallen falling declin* decreas* plung* tumbl* slid slump* "
        "dropped drops dropping",
        also_arabic=(
            "خفض~ [يت]خفض~ تخفيض~ تقليص~ نقص~ [يت]نقص~ قل قلت اقل [يت]قل ادني تدهور~ "
            "انهار~ انهيار~ نزل~ نزول~ [يت]نزل~ خسر~ [يت]خسر~ خسائر~ سقط~ سقوط~ "
            "[يت]سقط~ اسقط~ [يت]سقط~ رفض~ [يت]رفض~ ضعف~ تساقط~ حل وقع~ القي~ جرع~ "
            "قطر~ [يت]نهار~ تخلي~"
        ),
        also_english=(
            "down cut cuts lower* reduc* shrank shrink* shrunk sank retreat* dip* "
            "contract* reced* ebb* eased easing dwindl* shed drop"
        ),
    ),
)
_LIFE = (
    Side(
        "killed",
        "قتل~ [يت]قتل~ مقتل~ قتيل~ قتلي مصرع~",
        "killed kill kills killing",
        also_arabic=(
            "وفا~ توفي~ مات~ شهيد~ شهداء استشه~ موت~ اودي~ ضحي~ ضحاي~ اغتال~ اغتيال~ "
            "وفيات~ لقي لقوا قاتل~ حصد~ نفوق~ نفق~ اموات اعدم~ اعدام~ قتال~ قضي~ "
            "فتك~ حياه حياته ارواح ازهق~ صرع~ ذبح~ [يت]موت~ اسقط~ ابيد~ اباد~"
        ),
        also_english=(
            "dead died death* die* dying fatal* murder* lives shot assassin* "
            "casualt* claimed lethal deadl* slain manslaughter martyr* execut* "
            "slaughter*"
        ),
    ),
    Side(
        "hurt",
        "اصيب~ [يت]صاب~ اصابه اصابات جريح~ جرحي مصاب~",
        "wounded injured wounding injuring",
        also_arabic=(
            "اصاب~ [يت]صيب~ جرح~ جروح~ مجروح~ طعن~ ضرر~ اذي تضرر~ [يت]تضرر~ اضرار~ "
            "معاق~"
        ),
        also_english="injur* hurt casualt* wound* hit harm* struck infect*",
    ),
)
_MATCH = (
    Side(
        "won",
        "فاز~ [يت]فوز~ فوز~ فائز~ انتصر~ [يت]نتصر~ انتصار~",
        "won win wins winning victory winner winners",
        also_arabic=(
            "ظفر~ تغلب~ [يت]تغلب~ نصر~ احرز~ [يت]حرز~ حصد~ توج~ هزم~ كسب~ [يت]كسب~ "
            "اكتسح~ نال~ [يت]نال~ حصل~ [يت]حصل~ حقق~ [يت]حقق~ انتزع~ جائز~ جوائز~ "
            "استعاد~ حسم~ ربح~ رابح~"
        ),
        also_english=(
            "beat* defeat* triumph* overc* took award* gain* clinch* prevail* winn*"
        ),
    ),
    Side(
        "lost",
        "خسر~ [يت]خسر~ خساره خسارت~ خاسر~ انهزم~ هزيم~",
        "lost lose loses losing loser losers defeat",
        also_arabic=(
            "هزم~ هزائم فقد~ [يت]فقد~ فقدان~ ضاع~ [يت]ضيع~ ضائع~ اضاع~ خسائر~ كبد~ "
            "تكبد~ مني~ اهدر~ كلف~ تراجع~ افقد~ مفقود~ زال~ [يت]زول~ تيه تاه~ تائه~"
        ),
        also_english="loss* defeat* beat* missing missed cost* shed",
    ),
)
_TRADE = (
    Side(
        "imports",
        "استيراد~ [يت]ستورد~ استورد~ واردات~ مستورد~",
        "import*",
        also_arabic="وارد~",
        also_english="purchas*",
    ),
    Side(
        "exports",
        "تصدير~ [يت]صدر~ صادرات~ مصدر~",
        "export*",
        also_arabic="صدر~ صادر~",
        also_english="ship* sell*",
    ),
)
_SALE = (
    Side(
        "bought",
        "شراء~ اشتري~ اشترت [يت]شتري~ ابتاع~",
        "bought buy buys buying purchas*",
        also_arabic="شري~ مشتر~ مشتريات~ اقتني~ اقتناء~ استحوذ~ تسوق~",
        also_english="buyer* acqui* shopp* order* procure* sourc* took",
    ),
    Side(
        "sold",
        "باع~ باعت [يت]بيع~ بيع~ بيعت مبيعات~ [يت]باع",
        "sold sell sells selling",
        also_arabic="بائع~ مبيع~ مباع~ تسويق~ طرح~ تصريف~ عرض~ رواج~",
        also_english="sale* trad* vend* hawk* market* offload* seller* retail*",
    ),
)
_OPENING = (
    Side(
        "opened",
        "افتتح~ [يت]فتتح~ افتتاح~ فتح~ [يت]فتح~ دشن~ [يت]دشن~ تدشين~",
        "opened opens opening inaugurat* reopened",
        also_arabic=(
            "مفتوح~ فاتح~ انفتاح~ انفتح~ انطلق~ [يت]نطلق~ بدا~ "
            "(?:لا|لم|لن|عدم)_(?:[يت]|ا)?(?:غلق|غلاق|قفل|قفال)~"
        ),
        also_english="open* reopen* launch* start* conquer* unlock* fatah",
    ),
    Side(
        "closed",
        "اغلق~ [يت]غلق~ اغلاق~ مغلق~ اقفل~ [يت]قفل~ اقفال~",
        "closed closing closes closure shut",
        also_arabic=(
            "غلق~ مقفل~ سد~ ختم~ [يت]ختتم~ اختتم~ اختتام~ قريب~ انهي~ وثيق~ موصد~ "
            "ختام~ اخير~ نهاي~ انتهي~ [يت]نتهي~ "
            "(?:لا|لم|لن|عدم)_(?:[يت]|ا)?(?:فتح|فتتح|فتتاح)~"
        ),
        also_english="close* shut* end* seal* conclud* block* lock* near*",
    ),
)
EVENTS = (_MOVES, _LIFE, _MATCH, _TRADE, _SALE, _OPENING)
