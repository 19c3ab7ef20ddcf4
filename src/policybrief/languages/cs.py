"""Czech: nobody has stated more of it yet than where no line ends."""

from policybrief.languages.language import Language

LANGUAGE = Language(code="cs", one_letter_words="kosvzuiaKOSVZUIA")
