"""English words that negate, or that may stand for a negation, by sense."""

from summarize.polarity.vocabulary import english_vocabulary

# What the Arabic has to say too.
SURE = english_vocabulary(
    {
        "not": "not cannot .+n't no never none nobody nothing neither nor",
        "deny": "den(?:y|ies|ied|ying|ials?)",
        "refuse": "refus(?:e|es|ed|ing)",
    }
)

# un- that is no negation, and nouns, which stand beside the verb that is negated.
_NO_UN = (
    "amid|mha|rwa|ctad|dp|ga|sc|hcr|der|til|it|io|iq|if|iv|cle\\b|anim|veil|esco|icef|"
    "cover|fold|leash|load|lock(?!ed)|rest|ease|employment|less\\b|like\\b"
)
_NOUN = r"\w*(?:ity|ities|ice|nces?|ncy|ness)\b"
_IN = (
    "access|accur|acti|adequa|advert|alien|animate|appropr|attent|capab|capac|coher|"
    "comp(?!a)|conceiv|conclus|consist|constan|conven|correct|corrig|credib|curab|decen|"
    "decis|divis|defens|defini|determ|direct|discrim|dispens|effect|effic|eligib|equal|"
    "equit|escap|evitab|exact|excus|exhaust|expens|experien|explic|finit|flexib|formal|"
    "frequen|hospit|human|operab|secur|sensit|separ|signif|solub|solven|stabil|suffic|"
    "surmount|tangib|toler|valid|valuab|visib|volunt"
)
_IM = (
    "balanc|matur|mobil|moral|mortal|movab|partial|passab|penetr|percept|perfect|"
    "permeab|possib|practic|precise|prob|proper"
)
_DIS = (
    "allow|connect|content|continu|honest|loyal|obe|proport|qualif|regard|respect|"
    "satisf"
)
# What may be said with a negation in Arabic.
MAYBE = english_vocabulary(
    {
        "not": "nowhere",
        "without": "without",
        "un": f"(?!{_NOUN})(?:un(?!{_NO_UN}).|in(?:{_IN})|im(?:{_IM}))* "
        f"dis(?:{_DIS})* ir(?:regul|relev|repar|repl|resist|respons|revers)* "
        r"il(?:legal|legit|licit|logical)* (?:in|im|ir|dis).+[ai]bl[ey] non* "
        r"\w\w\w+less far_from rare anonymous intact amateur extraordinary",
        "little": "little too beyond barely hardly scarcely rarely seldom",
        "false": "false falsely wrong wrongly fake errone* lies? "
        "mis(?:conduct|handl|inform|judg|lead|manag|repres|tak|treat|understand|us)*",
        "hard": "hard difficult* tough",
        "fail": "fail(?:s|ed|ing)? unable inability impossible powerless incapable "
        "missed misses struggl* short_of declined_to yet_to",
        "lack": "lack(?:s|ed|ing)? absen(?:t|ces?|tia) failures? shortages? devoid "
        "free void_of missing empty depriv* disregard outages? immunity impunity "
        "imbalance immaturity in(?:equality|justice|security|stability) "
        "in(?:competence|dependence|efficiency|experience|tolerance) irregularit* "
        "illegality dissatisfaction",
        "avoid": "avoid* refrain* abst(?:ain|ent)* prohibit* forbid* contest* "
        "challeng* without (?:advised?|urged?|warn|warned|cautioned|decided?)_against",
        "ban": "bans? bann(?:ed|ing) bar bars barr(?:ed|ing) prevent* prohibit* "
        "forbid* block(?:s|ed|ing)? avoid* refrain* abst(?:ain|ent)* spar(?:e|ed|ing) "
        "evad* against",
        "stop": "stop(?:s|ped|ping)? ceas(?:e|es|ed|ing) halt(?:s|ed|ing)? suspen* "
        "withdr* abandon* boycott* cancel*",
        "refuse": "turn(?:s|ed|ing)?_down held_back refusals? declin* dismiss* "
        "reject(?:s|ed|ing|ion)? rebuff* reluctan* unwilling* refrain* away defied "
        "defy defiance abst(?:ain|ent)*",
        "oppose": "oppos* object(?:s|ed|ions?)? against disput* contest* challeng*",
        "deny": "refut* rebut* exil* banish* deport* untrue disavow* disown*",
        "below": "below minus beneath lower less sub",
        "unlikely": "unlikely improbable doubt* rul(?:e|ed|es|ing)_(?:out|it|this) "
        "exclu* remov* disqualif* omit* eliminat* weed* drop(?:ped|s)? left",
        "only": "only alone just merely simply sole solely exclusive* exception few "
        "fewer less all confined limited settl* other_than nothing_but",
        "just": "only just alone merely except excepting excluding apart",
        "away": "(?:stay|remain|keep|kept|sat|sit|opt|pull)(?:s|ed|ing)?_"
        "(?:shut|closed|out|away|silent|idle|vacant|clear|put)",
        "yet": "still remain* continu*",
        "most": "up_to at_most (?:less|fewer)_than barely only confined under",
        "least": "at_least minimum",
        "unless": "unless",
        "but": "rather_than but_for instead contrary opposite unlike",
        "name": "la",
    }
)
