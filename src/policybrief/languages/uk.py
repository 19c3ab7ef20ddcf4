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
    year="yyyy'\u00a0рік'",
    year_inside="yyyy'\u00a0року'",
    year_behind_month="yyyy'\u00a0року'",
    one_letter_words="вуізйоаяєВУІЗЙОАЯЄ",
    places_joined="абзац|абзаци|стат(?:тя|ті|тею)|пункт[иу]?|частин[аи]|додаток|ст|с|ч|п|№",
    units=r"млн|млрд|тис|грн|євро\b|км\b|га\b|кВт|МВт|рік\b|рок[уиі]\b|роках\b|років\b|році\b|рр?\.",
    last_abbreviations="ін|ст|грн|млн|млрд|рр?",
    latin=(  # resolution 55 of 2010 of the Cabinet of Ministers of Ukraine
        "а a, б b, в v, г h, ґ g, д d, е e, є ie, ж zh, з z, и y, і i, ї i, й i, к k, л l, м m, н n, о o, "
        "п p, р r, с s, т t, у u, ф f, х kh, ц ts, ч ch, ш sh, щ shch, ь , ю iu, я ia"
    ),
    option_words=r"варіант\w*",
    per_cent=r"відсот\w+",
    places=r"№|стат\w+|пункт\w*|абзац\w*|розділ\w*|частин\w+|таблиц\w+|рисун\w+|додат\w+|\b(?:ст|ч|п|с)\.",
    unit_words="% відсот, € євро, $ дол, £ фунт, ₴ грив, ₴ грн",
    condition_words="якщо|коли|доки|поки|щойно|за умови|перш ніж|у разі|в разі",
    range_words="до|по",
    abbreviations="ст|ч|п|с|рр|см|ім|ред|вул|проф|акад",
    capital_nouns=False,
    readability="by length",
    pronouns=Pronouns(
        first=r"він|вона|воно|вони|його|її|їхн\w+|це|цей|ця|ці|той|те|ті",
        subject="він|вона|вони",
        prepositions="у|в|на|від|до|після|за|з|із|зі|протягом|під час",
        empty=r"(?:той|те|ті)(?=,)",
    ),
    qualifiers=Qualifiers(
        about="близько, приблизно, орієнтовно, майже, ~, ≈",
        at_least="щонайменше, принаймні, не менше, не менше ніж, не менш ніж, не менш як, мінімум",
        at_most="щонайбільше, не більше, не більше ніж, не більш ніж, не більш як, максимум",
        more_than="понад, більше ніж, більш ніж, більш як, більше",
        less_than="менше ніж, менш ніж, менш як, менше",
    ),
)
