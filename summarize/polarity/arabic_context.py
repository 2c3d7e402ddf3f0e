"""What stands beside an Arabic particle and changes what it says."""

import re

# After لا or لم.
STILL = re.compile(
    "[يتنا]زال(?:ون|ان|وا)?|زال(?:ت|وا)?|زل(?:ت|نا)|[يت]زل|[يت]?برح.*|[يت]نفك|انفك.*|فتئ.*"
)
SOON = re.compile("[يت](?:مضي?|كا?د|كادون|لبث|ستهان|حصي)")
MOST = re.compile(
    "[يت](?:تجاوز|تعدي?|تخطي?|زيد|زد|ربو|فوق|بلغ|تم|كمل)(?:ون|ان|وا)?|ابعد"
)
LEAST = re.compile("[يت]قل(?:ون|ان)?|اقل")
VERB = re.compile("[يتنا].+")
# After لا: set phrases; "especially", and places and papers that begin with La.
STOCK = re.compile("بد|محاله|شك|ريب|غير|باس|جرم|مناص|اكثر|[يت]تجزا")
NO_NEGATION = re.compile("سيما|غارديا|بالما|ليغا|جولا|باز|كورونيا|ستامبا|ريبوبليكا")
# Before لا: so that not; in names and in "or not".
LEST = re.compile("كي|لكي|حتي|ان")
IN = re.compile("في|من|الي|عن|علي|ام|او")
# After a negation: it is taken back, except where these follow.
EXCEPT = re.compile("[وف]?[إا]لا|[بل]?سوي|[بل]?غير")
THAT = re.compile("ان(?:ه|ها|هم|هما|ني|نا|ي|ك)?")
# After غير: what it does not turn into its opposite.
NOT_UN = re.compile(
    "(?:ال)?(?:عادي|عاده|نهائي|عمد|مره|بعيد|قليل)(?:ه|ين|ون|ا|ات)?|ذلك|هذه?ا?|ما"
)
# After دون: what something is below, or set phrases; before it: to prevent.
BELOW = re.compile(
    r"\d+|سن|هذه?|ذلك|تلك|ال.*ين|ال[ثرخسع].*ه|اخر|اخري|الاخر.*|سائر|مستوي|عتبه|حد|حدود|"
    "حاجز|رد|طيار|غير.*|سوا.*|معدل.*|متوسط.*|توقعات.*|عام|عامين|سنه"
)
# Before and after دون: by two goals to nothing.
GOALS = re.compile(
    r"ب?(?:هدف.*|اهداف|ثنائيه|ثلاثيه|رباعيه|خماسيه|نقطه|نقاط|شوط.*|اشواط|نظيف.*|\d+)"
)
NIL = re.compile("مقابل|رد")
PREVENT = re.compile("[وف]?(?:حالت?|حالا|[يت]حول|[ول]?ل?ا?لحيلوله)")
# Before غياب.
AMID = re.compile("[وف]?(?:في|ظل|وسط|مع)")
# After ما and الا; before لما.
NEGATIVE = re.compile("لا|لم|لن|اذا")
NO_LONGER = re.compile("عاد(?:ت|وا)?")
WAS = re.compile("كانت?|كنا|كنت|كانوا|كل")
PRESENT = re.compile("[يت].{2,}")
UNREAL = re.compile("و?لو(?:لا)?")
