"""Opposites of what courts, parliaments and the police decide: freed and held."""

from summarize.polarity.contrasts import Side

_LAW = (
    Side(
        "arrested",
        "اعتقل~ [يت]عتقل~ اعتقال~ معتقل~ احتجز~ [يت]حتجز~ احتجاز~ محتجز~ قبض توقيف~",
        "arrest* detain* detention",
        also_arabic=(
            "اوقف~ موقوف~ [يت]وقف~ قبض~ ضبط~ سجن~ سجين~ سجناء سجون حبس~ محبوس~ اسر~ "
            "اسري اسير~ خطف~ مخطوف~ رهين~ رهائن~ حجز~"
        ),
        also_english=(
            "jail* captur* custody prison* imprison* held seiz* caught hostage* "
            "captiv* apprehend*"
        ),
    ),
    Side(
        "freed",
        "افرج~ [يت]فرج~ افراج~ مفرج~ سراح~",
        "released releasing freed freeing",
        also_arabic=(
            "اطلق~ [يت]طلق~ اطلاق~ تحرير~ حرر~ محرر~ [يت]حرر~ اخلي~ برا~ اصدر~ "
            "[يت]صدر~ نشر~ [يت]نشر~ طرح~"
        ),
        also_english="release free freedom liberat* acquit* releases bail",
    ),
)
_LEAVE = (
    Side(
        "allowed",
        "سمح~ [يت]سمح~ سماح~ مسموح~ اجاز~ [يت]جيز~ اجازه",
        "allow* permit*",
        also_arabic=(
            "رخص~ [يت]رخص~ اتاح~ [يت]تيح~ اذن~ [يت]اذن خول~ [يت]خول~ مكن~ [يت]مكن~ "
            "ترخيص~ تصريح~ جواز~ [يت]جوز"
        ),
        also_english="let lets authoris* licen* enabl* able can may",
    ),
    Side(
        "banned",
        "منع~ [يت]منع~ حظر~ [يت]حظر~ محظور~ ممنوع~",
        "ban bans banned banning prohibit* forbid*",
        also_arabic="حرم~ [يت]حرم~ تحريم~ محرم~ حجب~ نهي~ مانع~ لا لم لن عدم",
        also_english=(
            "prevent* bar bars barred barring block* stop* not no never cannot "
            "embargo* outlaw*"
        ),
    ),
)
_VERDICT = (
    Side(
        "acquitted",
        "برات براته[ام]? تبرئ~ [يت]برئ~",
        "acquit* exonerat*",
        also_arabic="برا~ براء~ بريء بريئ~ اخلي~ اسقط~",
        also_english="clear* innocen* absol* vindicat* guilty dismiss* drop*",
    ),
    Side(
        "convicted",
        "ادان ادانت ادين~ مدان~",
        "convicted convicts convicting conviction",
        also_arabic="ادان~ [يت]دين~ حكم~ محكوم~ [يت]حكم~ مذنب~ ذنب~ قضت قضي~ سجن~",
        also_english="convict* condemn* guilty denounc* sentenc* blam* deplor*",
    ),
)
_VOTE = (
    Side(
        "approved",
        "وافق وافق(?:ت|وا) صادق(?:ت|وا)?_علي",
        "",
        also_arabic="موافق~ [يت]وافق~ اقر~ [يت]قر~ مصادق~ اعتمد~ ايد~ [يت]ؤيد~",
        also_english=(
            "approv* agree* accept* endors* back* pass* ratif* consent* adopt* accord* "
            "allow* support* concur* coincid* correspond* vot(?:es?|ing) favour* yes "
            "match* authori* nod green"
        ),
    ),
    Side(
        "rejected",
        "",
        "reject(?:s|ed|ing|ion) (?:threw|throws?|thrown|throwing)_out "
        "(?:voted|turned|struck)_down vetoed",
        also_arabic=(
            "رفض~ [يت]رفض~ رافض~ مرفوض~ رد رد~ [يت]رد~ عارض~ [يت]عارض~ معارض~ اعترض~ "
            "اعتراض~ ضد نفي~ استبعد~ اسقط~ نقض~ لا لم لن عدم غير"
        ),
    ),
)
RULINGS = (_LAW, _LEAVE, _VERDICT, _VOTE)
