"""Polish."""

from policybrief.languages.language import Formula, Language, Pronouns, Qualifiers

LANGUAGE = Language(
    code="pl",
    region="PL",
    months=(
        *("stycznia", "lutego", "marca", "kwietnia", "maja", "czerwca"),
        *("lipca", "sierpnia", "września", "października", "listopada", "grudnia"),
    ),
    one_letter_words="aiouwzAIOUWZ",
    last_abbreviations="itp|itd",
    latin="ł l",
    option_words=r"warian\w*|opcj\w*",
    per_cent="procent",
    places=r"artykuł\w*|ust\.",
    unit_words="% procent, £ funt",
    condition_words="jeśli|jeżeli|gdy",
    range_words="do",
    abbreviations="art|nr|np|tzw|ul",
    capital_nouns=False,
    readability=Formula(  # Pisarek 1969
        name="Pisarek years of school",
        limit="pisarek",
        usual=9,
        easier_above=False,
        base=1,
        words_a_sentence=1 / 3,
        long_words=1 / 3,
    ),
    pronouns=Pronouns(
        first="on|ona|ono|oni|one|jego|jej|ich|to|ten|ta|te|ci|tamten|tamta|tamte",
        subject="on|ona|oni|one",
        prepositions="w|we|na|od|do|po",
        empty=r"to (?:prawda|możliwe|prawdopodobne)",
    ),
    qualifiers=Qualifiers(
        about="około, ok., mniej więcej, w przybliżeniu, blisko, prawie, ~, ≈",
        at_least="co najmniej, przynajmniej, nie mniej niż",
        at_most="co najwyżej, najwyżej, maksymalnie, nie więcej niż, aż do",
        more_than="ponad, powyżej, więcej niż",
        less_than="mniej niż, poniżej",
    ),
)
