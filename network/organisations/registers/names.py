"""Names, towns and postcodes made fit to read; the published form is kept beside them by whoever calls.

Every function is idempotent, or a second import of the same register would change what the first one made.
"""

import re
import unicodedata

_SMALL_WORDS = frozenset(
    ["a", "à", "and", "at", "by", "for", "in", "nan", "of", "on", "or", "the", "to"]
    + ["under", "upon", "with", "y", "yr"]
)
# Small only inside a hyphenated name: Weston-super-Mare, Ashby-de-la-Zouch, Co-op, but Sub Hamdon, La Retraite.
_HYPHENATED = re.compile(
    r"(?<=-)(and|by|cum|de|in|la|le|next|on|sub|super|the|under|upon|with|y|yr)(?=-)|(?<=\bco-)op\b", re.I
)
# Initials with a vowel, a W or a Y; those without (NHS, RC, BBC) are told by that.
_INITIALS = frozenset(
    # Where, and what kind of body.
    ["CIC", "CIO", "NE", "NI", "NW", "SE", "SW", "UA", "UK", "USA"]
    # Police, justice and government.
    + ["DWP", "GLA", "HMYOI", "MOD", "MOPAC", "NCA", "OPCC", "PSNI", "RAF", "WMP", "YOI"]
    # Health and care, and trusts that are known by their letters.
    + ["ADHD", "ASC", "ASD", "CAMHS", "GP", "HSCNI", "IAPT", "ICB", "ICP", "ICS", "SEMH", "UHB"]
    + ["AWP", "CNWL", "EKHUFT", "ELFT", "LNWH", "NELFT", "OUH", "SABP", "TEWV", "UCL", "UCLH"]
    # Schools.
    + ["AET", "BESD", "CE", "EBD", "EHCP", "EYFS", "FE", "JCOSS", "LEA", "MAT"]
    + ["PRU", "SEN", "SEND", "TBAP", "UTC", "VA"]
    # Charities and communities.
    + ["BAME", "RNIB", "RNID", "RSPCA", "SSAFA", "WEA", "WRVS", "YHA", "YMCA", "YWCA"]
)
_ROMAN = re.compile(r"(?=.)X{0,3}(IX|IV|V?I{0,3})")
# Short for a word: Dr Smith's, Hill Top Sch.
_NOT_INITIALS = frozenset(
    ["CTR", "DR", "GRP", "JR", "LTD", "MR", "MRS", "MS", "MT", "NR", "RD", "SCH", "SQ", "SR", "ST", "STS"]
)
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_COUNTED = re.compile(r"\d+(st|nd|rd|th|s)", re.I)
_CHURCH_OF_ENGLAND = re.compile(r"\bcofe\b", re.I)
# Characters that are not seen but reorder or hide what is.
_UNSEEN = dict.fromkeys(map(ord, "\u00ad\u200b\u200e\u200f\u2060\ufeff"), None) | dict.fromkeys(
    [*range(0x202A, 0x202F), *range(0x2066, 0x206A)], None
)
# Seen in the DfE's own data, and in files that passed through other systems.
_NOTHING = frozenset(
    {"", "should be blank", "n/a", "na", "none", "null", "nil", "not applicable", "not known", "unknown"}
)
_POSTCODE = re.compile(r"([A-Z]{1,2}[0-9][A-Z0-9]?)([0-9][A-Z]{2})|(BFPO)([0-9]{1,4})")


def tidy_text(published: str) -> str:
    """One line, single spaces, nothing unseen."""
    if published.isascii() and published.isprintable():
        return " ".join(published.split())  # as nearly every cell of a register is: there is nothing else to mend
    visible = unicodedata.normalize("NFC", published).translate(_UNSEEN)
    spaced = "".join(" " if unicodedata.category(ch) in ("Cc", "Cs", "Zl", "Zp") else ch for ch in visible)
    return unicodedata.normalize("NFC", " ".join(spaced.split()))


def tidy_name(published: str) -> str:
    """An organisation's name as a person would write it. One in mixed case keeps the case it has.

    >>> tidy_name("GUY'S AND ST THOMAS' NHS FOUNDATION TRUST")
    "Guy's and St Thomas' NHS Foundation Trust"
    """
    name = tidy_text(published)
    if _is_capitals(name):
        name = tidy_text(_readable(name))
    return _CHURCH_OF_ENGLAND.sub("CofE", name)


def tidy_town(published: str) -> str:
    """A town, in one spelling whether it came as CASTLE CARY or Castle Cary; empty where it is not a town."""
    town = tidy_text(published)
    if says_nothing(town) or not any(ch.isalpha() for ch in town):
        return ""
    if _is_capitals(town) or town.islower():
        town = tidy_text(_readable(town.upper()))
    town = _HYPHENATED.sub(lambda found: found[0].lower(), town)
    return re.sub(r"\bSt\.(?=\s)", "St", town)


def says_nothing(published: str) -> bool:
    """Whether a cell is empty, or filled with a stroke or words to that effect."""
    text = tidy_text(published)
    return text.casefold() in _NOTHING or not any(ch.isalnum() for ch in text)


def tidy_postcode(published: str) -> str:
    """A postcode in capitals with its space, or empty where it is not a UK postcode."""
    found = _POSTCODE.fullmatch("".join(published.split()).upper())
    return " ".join(filter(None, found.groups())) if found else ""


def searchable(*texts: str) -> str:
    """The words of these texts as somebody types them in a hurry: small letters, no accents, no punctuation.

    >>> searchable("Guy's Hospital", "Ynys Môn")
    'guys hospital ynys mon'
    """
    plain = unicodedata.normalize("NFKD", " ".join(texts)).casefold().replace("'", "").replace("’", "")
    kept = "".join(ch if ch.isalnum() else " " for ch in plain if not unicodedata.combining(ch))
    return " ".join(kept.split())


def uninverted(name: str) -> str:
    """`London, City of`, as an index would have it, as `City of London`."""
    place, comma, of = name.rpartition(", ")
    return f"{of} {place}" if comma and of in ("City of", "County of") else name


def _is_capitals(text: str) -> bool:
    return not any(ch.islower() for ch in text) and any(sum(ch.isupper() for ch in word) > 1 for word in text.split())


def _readable(capitals: str) -> str:
    lowered = _WORD.sub(lambda found: _word(found[0], _stands_alone(found)), capitals)
    joined = _HYPHENATED.sub(lambda found: found[0].lower(), lowered)
    return joined[:1].upper() + joined[1:]


def _stands_alone(found: re.Match[str]) -> bool:
    """Whether a word has space, comma or hyphen on both sides: the A of `L.E.A.D.` has not."""
    before = found.string[found.start() - 1 : found.start()]
    after = found.string[found.end() : found.end() + 1]
    return before in ("", " ", "-") and after in ("", " ", "-", ",")


def _word(word: str, stands_alone: bool) -> str:
    if stands_alone and word.lower() in _SMALL_WORDS:
        return word.lower()
    if word in _INITIALS or _ROMAN.fullmatch(word) or _has_no_vowel(word):
        return word
    if word[0].isdigit():
        return word.lower() if _COUNTED.fullmatch(word) else word
    if word.startswith("MC") and len(word) > 4:
        return f"Mc{_capital(word[2:])}"
    first, *rest = re.split(r"(['’])", word)
    return _capital(first) + "".join(
        _capital(part) if len(first) == 1 and len(part) > 2 else part.lower() for part in rest
    )


def _has_no_vowel(word: str) -> bool:
    """Whether a word is initials by its letters, accents aside: NHS is, BRÔN and CWM are not."""
    letters = "".join(ch for ch in unicodedata.normalize("NFD", word) if ch.isalpha())
    plain = len(letters) > 1 and letters.isascii() and word.isalpha() and word not in _NOT_INITIALS
    return plain and not set(letters) & set("AEIOUWY")


def _capital(part: str) -> str:
    return part[:1] + part[1:].lower()
