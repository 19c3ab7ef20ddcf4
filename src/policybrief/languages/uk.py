"""Ukrainian."""

from policybrief.languages.language import Language, Pronouns, Qualifiers

LANGUAGE = Language(
    code="uk",
    region="UA",
    months=(
        *("січня", "лютого", "березня", "квітня", "травня", "червня"),
        *("липня", "серпня", "вересня", "жовтня", "листопада", "грудня"),
    ),
    day="d MMMM yyyy 'року'",
    year_behind_month="yyyy 'року'",
    one_letter_words="вуізйоаяєВУІЗЙОАЯЄ",
    places_joined="абзац|абзаци|ст|с|п|№",
    units="млн|млрд|тис",
    last_abbreviations="ін|ст|грн|млн|млрд|р",
    latin=(  # resolution 55 of 2010 of the Cabinet of Ministers of Ukraine
        "а a, б b, в v, г h, ґ g, д d, е e, є ie, ж zh, з z, и y, і i, ї i, й i, к k, л l, м m, н n, о o, "
        "п p, р r, с s, т t, у u, ф f, х kh, ц ts, ч ch, ш sh, щ shch, ь , ю iu, я ia"
    ),
    option_words=r"варіант\w*",
    per_cent=r"відсот\w+",
    places=r"№|стат\w+|пункт\w*|абзац\w*|розділ\w*|додат\w+|ст\.|п\.",
    unit_words="% відсот, € євро, $ долар, £ фунт, ₴ грив",
    condition_words="якщо|коли",
    range_words="до|по",
    abbreviations="ст|п|рр|см|ім|ред",
    capital_nouns=False,
    readability="by length",
    pronouns=Pronouns(
        first=r"він|вона|воно|вони|його|її|їхн\w+|це|цей|ця|ці|той|те|ті",
        subject="він|вона|вони",
        prepositions="у|в|на|від|до|після|з",
        empty=r"(?:той|те|ті)(?=,)",
    ),
    qualifiers=Qualifiers(
        about="близько, приблизно, орієнтовно, майже, ~, ≈",
        at_least="щонайменше, принаймні, не менше, не менше ніж, не менш як",
        at_most="щонайбільше, не більше, не більше ніж, не більш як, максимум",
        more_than="понад, більше ніж, більш як, більше",
        less_than="менше ніж, менш як, менше",
    ),
)
