"""What a word looks like to the model that finds names: lists, neighbours, endings, capitals."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from functools import lru_cache

from toolkit.screening.lexicon import load_lexicon
from toolkit.screening.tokens import Token, read_words

_GROUPS = {
    "say": """said says say saying told tell tells asked ask asks goes went shouted shouts called
        calls rang replied reckoned reckons thought whispered explained""",
    "the": """the a an this that these those some any every each no another which what""",
    "my": "my his her our their your its",
    "i": "i he she we they you it who there i'm he's she's we're they're",
    "him": "me him us them himself herself themselves myself",
    "be": "am is are was were be been being isn't wasn't weren't aren't ain't 's 'm 're im",
    "have": "have has had having 've hasn't hadn't haven't",
    "do": "do does did don't doesn't didn't",
    "can": """can could will would should shall must might may can't couldn't won't wouldn't
        shouldn't 'll 'd gonna i'd he'd they'd you'd i'll he'll they'll you'll""",
    "at": "in at from to into near around outside round via towards through over leaving left",
    "of": "of for with by about like than as without against between on off",
    "and": "and or but so because cos then if when that 'cause coz where while until nor",
    "not": "not never just really even still only always already also",
    "um": "um er erm uh like yeah well right okay oh so anyway yep mm ah",
    "rel": """brother sister mum dad mam son daughter wife girlfriend boyfriend partner uncle aunt
        auntie cousin nephew niece nan gran grandad mate friend cellmate padmate lad bloke guy
        girl woman man boy kid fella volunteer listener chap dude mum's stepdad ex missus fiance""",
    "nick": "prison jail nick gaol hmp yoi unit establishment prisons jails wing hospital court",
    "call": "called named name known nickname surname call 's-name calling names",
    "old": "big little old young mad poor wee crazy fat skinny",
    "mr": """mr mrs miss ms mx dr doctor officer governor gov guv sir pc dc ds sergeant judge prof
        professor father reverend rev imam chaplain nurse so cm po""",
}
_GROUP_OF = {word: group for group, words in _GROUPS.items() for word in words.split()}
_NEVER_NAMES = read_words(
    """a i an the and or but of in on at to he she it we you they me him her us them my your his its
    our their is was are were be been am do did does had has have not no yes so if as by for from
    with that this these those there here what who how why when where which all some any one out up
    off over down about into just like then than get got go went can could would should"""
)
_SUFFIXES = ("ing", "ed", "ly", "er", "ion", "ness", "ment", "able", "ous", "ful", "s")


@lru_cache(maxsize=20_000)
def lists_of(lower: str) -> str:
    """One letter for each list that a word stands in; "?" for a word of none."""
    if not lower[0].isalpha():
        return "#" if lower[0].isdigit() else lower[:2]
    lexicon = load_lexicon()
    found = ""
    if lower in _GROUP_OF or lower in _NEVER_NAMES:
        found += "g"
    elif lexicon.is_ordinary(lower):
        found += "o"
    if len(lower) > 1 and lower not in _NEVER_NAMES:
        named = (
            (lexicon.first_names, "f"),
            (lexicon.surnames, "s"),
            (lexicon.nicknames, "n"),
            (lexicon.towns, "t"),
            (lexicon.prisons, "p"),
            (lexicon.written_large, "W"),
        )
        found += "".join(letter for words, letter in named if lower in words)
        found = _plural_name(lower, found)
    return found or "?"


def _plural_name(lower: str, found: str) -> str:
    if found or not lower.endswith("s"):
        return found
    lexicon = load_lexicon()
    stem = lower[:-1]
    return "s" if stem in lexicon.surnames or stem in lexicon.first_names else ""


def group_of(lower: str, lists: str) -> str:
    """A rough part of speech: the words that stand around names are few kinds of words."""
    group = _GROUP_OF.get(lower)
    if group:
        return group
    if lists in ("#", lower[:2]):
        return lists
    for suffix in _SUFFIXES:
        if "o" in lists and lower.endswith(suffix) and len(lower) > len(suffix) + 2:
            return "-" + suffix
    return "~" + lists


def describe(
    tokens: Sequence[Token], *, few_capitals: bool, unknown: Collection[int] = ()
) -> list[list[str]]:
    """The features of each token of a sentence.

    Args:
        tokens: Of one sentence.
        few_capitals: Whether the text is one without capital letters; then they tell nothing.
        unknown: Places whose words are treated as if no list held them, for training.

    Returns:
        One list of features a token.
    """
    mode = "l" if few_capitals else "T"
    lists = ["?" if i in unknown else lists_of(token.lower) for i, token in enumerate(tokens)]
    words = [_word(token, found) for token, found in zip(tokens, lists, strict=True)]
    groups = [group_of(token.lower, found) for token, found in zip(tokens, lists, strict=True)]
    shapes = [_shape(token, few_capitals) for token in tokens]
    edge = ("<", "<", "<", "<")
    rows = [edge, edge, *zip(words, groups, shapes, lists, strict=True), edge, edge]
    return [
        _features(mode, tokens[place].lower, rows[place : place + 5])
        for place in range(len(tokens))
    ]


def _word(token: Token, lists: str) -> str:
    """The word itself where it is one of ordinary speech; a name's own letters tell nothing."""
    return token.lower if lists[0] in "og" or not token.is_word else "@" + lists


def _shape(token: Token, few_capitals: bool) -> str:
    if few_capitals or not token.is_word:
        return "-"
    if token.text.isupper() and len(token.text) > 1:
        return "XX"
    return "Xx" if token.is_large else "xx"


def _features(mode: str, lower: str, rows: Sequence[tuple[str, str, str, str]]) -> list[str]:
    (w_2, g_2, _, _), (w_1, g_1, s_1, l_1), (w, g, s, ls), (w1, g1, s1, l1), (w2, g2, _, _) = rows
    first = "^" if w_1 in ("<", ".", "?", "!", "…", "“", '"') else ""
    shaped = f"{mode}{s}{first}"
    found = [
        f"w={w}",
        f"mw={mode}{w}",
        f"l={shaped}{ls}",
        f"s={shaped}",
        f"g={g}",
        f"w-1={w_1}",
        f"w+1={w1}",
        f"w-2={w_2}",
        f"w+2={w2}",
        f"g-1={mode}{g_1}",
        f"g+1={mode}{g1}",
        f"gg-={g_2}|{g_1}",
        f"gg+={g1}|{g2}",
        f"g-+={g_1}|{g1}",
        f"lg-={mode}{ls}|{g_1}",
        f"lg+={mode}{ls}|{g1}",
        f"lg-+={mode}{ls}|{g_1}|{g1}",
        f"lgg-={ls}|{g_2}|{g_1}",
        f"lgg+={ls}|{g1}|{g2}",
        f"lw-={ls}|{w_1}",
        f"lw+={ls}|{w1}",
        f"ll={ls}|{l_1}|{l1}",
        f"ss={shaped}|{s_1}|{s1}",
    ]
    if ls[0] in "og":
        found += [f"wg-={w}|{g_1}", f"wg+={w}|{g1}", f"ws={w}|{shaped}"]
    if ls == "?":
        found += [
            f"e3={lower[-3:]}",
            f"e2={lower[-2:]}",
            f"b2={lower[:2]}",
            f"n={min(len(lower), 9)}",
        ]
    return found
