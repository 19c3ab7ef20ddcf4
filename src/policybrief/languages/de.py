"""German."""

from policybrief.languages.language import Formula, Language, Pronouns, Qualifiers

LANGUAGE = Language(
    code="de",
    region="DE",
    months=(
        *("Januar", "Februar", "März", "April", "Mai", "Juni"),
        *("Juli", "August", "September", "Oktober", "November", "Dezember"),
    ),
    month_keeps_year=True,
    one_letter_words="",
    joined=r"[zudisvoa]\.|(?:Dr|Prof|Nr|Abs|Art|Drs|Kap|Tab|Abb|bzw|ca)\.|§§?",
    units=r"Mio\b|Mrd\b|Tsd\b",
    last_abbreviations=r"Nr|usw|bzw|u\.\s?a",
    latin="ä ae, ö oe, ü ue",
    bibtex_names="ngerman de, naustrian de-AT, austrian de-AT",
    option_words=r"option(?:en)?|variante[n]?",
    per_cent="Prozent",
    places="Artikel|Absatz",
    unit_words="% prozent, £ pfund",
    condition_words="wenn|falls|sofern|solange",
    range_words="bis",
    abbreviations=r"z\.B|bzw|usw|Nr|Abs",
    full_form_in_brackets=True,
    capital_nouns=True,
    readability=Formula(  # Amstad 1978
        name="Amstad reading ease",
        limit="amstad",
        usual=50,
        base=180,
        words_a_sentence=-1,
        syllables_a_word=-58.5,
    ),
    pronouns=Pronouns(
        first=r"er|sie|es|seine[rsnm]?|ihre?[rsnm]?|dies|diese[rsnm]?|jene[rsnm]?|deren|dessen",
        subject="er|sie",
        prepositions="in|im|am|auf|nach|vor",
        empty=r"es (?:gibt|gab|ist|war|wird|bleibt|scheint|besteht|bestehen|fehlt|fehlen|kommt|kam)",
    ),
    qualifiers=Qualifiers(
        about="rund, etwa, ungefähr, circa, zirka, ca., knapp, fast, ~, ≈",
        at_least="mindestens, wenigstens, nicht weniger als",
        at_most="höchstens, maximal, bis zu, nicht mehr als",
        more_than="mehr als, über",
        less_than="weniger als, unter",
    ),
)
