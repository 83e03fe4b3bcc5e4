"""What is said of the review of a network of cities."""

from datetime import date

from matcher.words.language import Words


def review_words(words: Words, day: date, days: int) -> str:
    """«La ficha de esta red se revisa el 3 de marzo de 2027: faltan 12 días»."""
    when = words.day(day)
    if days < 0:
        return words.gettext("Había que revisar esta red el %(day)s, y sigue pendiente.", day=when)
    if days == 0:
        return words.gettext("Hoy hay que revisar esta red.")
    left = words.ngettext("falta %(num)d día", "faltan %(num)d días", days)
    return words.gettext("Hay que revisar esta red el %(day)s: %(left)s.", day=when, left=left)
