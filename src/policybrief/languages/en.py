"""English, of Britain where no region is named."""

from policybrief.languages.language import Formula, Language, Pronouns, Qualifiers

LANGUAGE = Language(
    code="en",
    region="GB",
    months=(
        *("January", "February", "March", "April", "May", "June"),
        *("July", "August", "September", "October", "November", "December"),
    ),
    month_keeps_year=True,
    day="d MMMM yyyy",
    short_day="d MMM yyyy",
    list_end=" and ",
    one_letter_words="",
    places_joined="para|paras|paragraph|paragraphs|p|pp|art|Art|No|no",
    last_abbreviations=r"etc|al|ff?|cf|Inc|Ltd|Co|Corp|St|No|in",
    bibtex_names="american en-US, usenglish en-US, british en-GB, ukenglish en-GB",
    option_words=r"options?",
    per_cent="per cent|percent",
    places=r"art(?:icle|\.)?|para(?:graph|\.)?s?|section|chapter|annex|table|figure|no\.?|nos\.?",
    unit_words="% percent, % per cent, € eur, $ dol, $ usd, £ pound, £ gbp, ₴ hry, ₴ uah",
    condition_words="if|unless|when|once|provided|until|after|before|while|as long as|so long as"
    "|on condition|subject to|in case",
    range_words="to",
    abbreviations=r"Mr|Mrs|Ms|Dr|Prof|St|No|Nos|Art|art|para|paras|pp|vs|etc|e\.g|i\.e|cf",
    full_form_in_brackets=True,
    capital_nouns=False,
    readability=Formula(  # Flesch 1948
        name="Flesch reading ease",
        limit="flesch",
        usual=60,
        base=206.835,
        words_a_sentence=-1.015,
        syllables_a_word=-84.6,
    ),
    pronouns=Pronouns(
        first="it|its|he|his|she|her|they|their|this|that|these|those",
        subject="they|he|she",
        prepositions="in|at|on|by|during",
        empty=r"it (?:is|was|will be|would be|remains|seems|has been) [\w-]+(?: [\w-]+)? (?:that|whether)"
        r"|it (?:is|was|would be|remains) (?:easy|hard|difficult|possible|impossible|necessary) (?:to|for)"
        r"|this (?:year|month|week)|(?:his|her|their) (?:majest|royal|excellenc)\w+",
    ),
    qualifiers=Qualifiers(
        about="about, around, roughly, approximately, some, circa, ca., nearly, almost, ~, ≈",
        at_least="at least, no less than, no fewer than, not less than, a minimum of",
        at_most="at most, up to, no more than, not more than, as many as, as much as, a maximum of",
        more_than="more than, over, above, upwards of",
        less_than="less than, fewer than, under, below",
    ),
)
