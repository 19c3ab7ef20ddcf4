"""French."""

from policybrief.languages.language import Formula, Language, Pronouns, Qualifiers

LANGUAGE = Language(
    code="fr",
    region="FR",
    months=(
        *("janvier", "février", "mars", "avril", "mai", "juin"),
        *("juillet", "août", "septembre", "octobre", "novembre", "décembre"),
    ),
    first_of_month="1er",
    spaced_signs=True,
    one_letter_words="",
    bibtex_names="french fr, francais fr",
    option_words=r"options?",
    per_cent="pour cent",
    places="alinéa",
    unit_words="% pour cent, £ livre",
    condition_words="si|sauf",
    range_words="à",
    abbreviations=r"p\.ex",
    full_form_in_brackets=True,
    capital_nouns=False,
    readability=Formula(  # Kandel and Moles 1958
        name="Kandel-Moles ease",
        limit="kandel-moles",
        usual=60,
        base=207,
        words_a_sentence=-1.015,
        syllables_a_word=-73.6,
    ),
    pronouns=Pronouns(
        first="il|elle|ils|elles|cela|ceci|celui|celle|ceux|celles|ce|cet|cette|ces|son|sa|ses|leur|leurs",
        subject="ils|elles",
        prepositions="en|à|dans|pendant",
        empty=r"il (?:y a|y avait|faut|faudra|est|était|reste|existe|manque|semble|convient)"
        r"|ces (?:dernières|derniers) \w+|cette année|ce jour",
    ),
    qualifiers=Qualifiers(
        about="environ, à peu près, autour de, près de, quelque, presque, ~, ≈",
        at_least="au moins, au minimum, pas moins de",
        at_most="au plus, au maximum, jusqu’à, pas plus de",
        more_than="plus de, plus que, au-delà de",
        less_than="moins de, moins que",
    ),
)
