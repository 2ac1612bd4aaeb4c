"""Addresses on the net said aloud: "jo dot bloggs at gmail dot com", "mr underscore tadas"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from toolkit.screening.finding import CLASS_OF, Finding, Kind
from toolkit.screening.number_words import NOUGHTS, TEENS, TENS, UNITS
from toolkit.screening.tokens import Token, read_words

TELLTALE = re.compile(
    r"\b(?:dot|underscore|hashtag|w{3}|dubs?|double (?:u|you)|at (?:sign|symbol)"
    r"|(?:g ?mail|hot ?mail|yahoo|outlook|icloud|insta|instagram|snapchat|snap|tiktok|twitter"
    r"|facebook|handle|username|user name))\b",
    re.IGNORECASE,
)
_ENDINGS = read_words(
    """
    com co example org uk net ac gov info biz io me tv ie edu eu nhs mail cloud app scot wales cymru
    london pl lt lv ee ro bg cz sk hu de fr es pt nl se fi gr ng gh pk ru ua ch dk ca au online site
    blog shop"""
)
_MAIL_HOSTS = read_words(
    """
    gmail hotmail yahoo outlook icloud googlemail btinternet protonmail live aol mail sky
    talktalk ymail msn"""
)
_NETWORKS = read_words(
    """
    insta instagram snapchat snap tiktok twitter facebook handle username tag gamertag"""
)
_TELLS = frozenset({"is", "was", "'s", "name", "at", "called", ",", ":"})
_JOINTS = frozenset({"dot", "underscore", "hyphen", "dash", ".", "_", "-", "point", "slash"})
# Words that end an address when it is read backwards: nobody's mailbox is called so.
_NO_PART = read_words(
    """
    a an and am are address addresses at be but by called can do e for from
    get going got had has have he her his i i'm if in is it it's its just me message my
    name of on or our s so that that's the their them they this to use used was we well went
    were with would you your yeah yes no like know think said says er erm um uh me him us the
    then there 's , . ; : ? ! ( ) " “ ”"""
)
_NO_MAILBOX = _NO_PART | {"email", "emails", "emailed", "mail", "e-mail"}
_MOST_PARTS, _MOST_SPELT = 14, 40
_SPELT = NOUGHTS | {*UNITS, *TEENS, *TENS, "double", "triple", "treble"}


def find_said_addresses(tokens: list[Token], offset: int) -> Iterator[Finding]:
    """Addresses and names on the net that a line spells out in words.

    Args:
        tokens: Of one line.
        offset: Where the line begins in the text.
    """
    for place, token in enumerate(tokens):
        if token.lower == "dot" and _word(tokens, place + 1) in _ENDINGS:
            yield from _found_domain(tokens, place, offset)
        elif token.lower == "underscore":
            start, end = _widen(tokens, place, place + 1)
            if start == place and place and tokens[place - 1].text[0].isalnum():
                start = place - 1
            if start < place and end > place + 1:
                reason = "A name with an underscore said aloud, as on social media."
                yield _finding(tokens, start, end, offset, Kind.HANDLE, reason, sure=False)
        elif token.lower == "at" and _word(tokens, place + 1) in _MAIL_HOSTS:
            if _word(tokens, place + 2) != "dot" and _is_mailbox(tokens, place):
                start = _mailbox_start(tokens, place)
                reason = "An e-mail address said aloud that may have lost its end."
                yield _finding(tokens, start, place + 2, offset, Kind.EMAIL, reason, sure=False)
        elif token.lower in _NETWORKS:
            yield from _told_handle(tokens, place, offset)


def _found_domain(tokens: list[Token], place: int, offset: int) -> Iterator[Finding]:
    start, end = _widen(tokens, place, place + 1)
    if start == place:
        return
    at = _at_before(tokens, start)
    if at is not None and at > 0:
        begin = _mailbox_start(tokens, at)
        if begin < at:
            reason = "An e-mail address said aloud: a name, at and a domain."
            yield _finding(tokens, begin, end, offset, Kind.EMAIL, reason)
            return
    start = _web_start(tokens, start)
    yield _finding(tokens, start, end, offset, Kind.LINK, "A web address said aloud.")


def _web_start(tokens: list[Token], start: int) -> int:
    """Where "w w w" stands, if a domain of a few plain words goes on from there."""
    for place in range(start - 1, max(-1, start - 6), -1):
        if tokens[place].lower == "dot":
            return _backwards(tokens, place)
        if tokens[place].lower in _NO_PART:
            break
    return start


def _at_before(tokens: list[Token], start: int) -> int | None:
    """Where the "at" of an address stands: up to two words before the domain's first dot."""
    for place in range(start, max(-1, start - 4), -1):
        if place < len(tokens) and tokens[place].text in ("at", "At", "AT", "@"):
            return None if _word(tokens, place + 1) in ("www", "w") else place
        if place < start and tokens[place].lower in _NO_PART:
            return None
    return None


def _widen(tokens: list[Token], first: int, last: int) -> tuple[int, int]:
    """A joint with the parts on both its sides, and the joints and parts beyond."""
    start, end = _backwards(tokens, first), _forwards(tokens, last)
    return start, end


def _backwards(tokens: list[Token], joint: int) -> int:
    start = joint
    for _ in range(_MOST_PARTS):
        part = start - 1
        is_between = start < joint and part > 0 and tokens[part - 1].lower == "underscore"
        if part < 0 or not (_is_part(tokens[part]) or (is_between and tokens[part].is_word)):
            return start
        start = part
        start = _spelt_start(tokens, start)
        if start == 0 or tokens[start - 1].lower not in _JOINTS:
            return start
        start -= 1
    return start


def _forwards(tokens: list[Token], after: int) -> int:
    end = after
    for _ in range(_MOST_PARTS):
        if end >= len(tokens) or not _is_part(tokens[end]):
            return end
        end = _spelt_end(tokens, end + 1)
        is_joined = end + 1 < len(tokens) and tokens[end].lower in _JOINTS
        is_stop = is_joined and tokens[end].text in ".-" and not _touches(tokens, end)
        is_between = is_joined and tokens[end].lower == "underscore" and tokens[end + 1].is_word
        if not is_joined or is_stop or not (_is_part(tokens[end + 1]) or is_between):
            return end
        end += 1
    return end


def _spelt_start(tokens: list[Token], start: int) -> int:
    """Where letters and digits that are said one by one begin."""
    first = start
    while first > max(0, start - _MOST_SPELT) and _is_spelt(tokens[first]):
        if not _is_spelt(tokens[first - 1]):
            break
        first -= 1
    return first


def _spelt_end(tokens: list[Token], end: int) -> int:
    last = end
    while last < min(len(tokens), end + _MOST_SPELT) and _is_spelt(tokens[last]):
        last += 1
    return last


def _touches(tokens: list[Token], place: int) -> bool:
    return tokens[place].end == tokens[place + 1].start


def _is_part(token: Token) -> bool:
    return token.text[0].isalnum() and (len(token.lower) == 1 or token.lower not in _NO_PART)


def _is_spelt(token: Token) -> bool:
    return (
        token.lower in _SPELT or token.text.isdecimal() or (len(token.text) == 1 and token.is_word)
    )


def _is_mailbox(tokens: list[Token], at: int) -> bool:
    """Whether what stands before "at" was spelt out, as nobody speaks of a place of work."""
    start = _mailbox_start(tokens, at)
    words = {token.lower for token in tokens[start:at]}
    before = {token.lower for token in tokens[max(0, start - 4) : start]}
    spelt = words & (_JOINTS | _SPELT) or any(token.text.isdecimal() for token in tokens[start:at])
    return bool(spelt) or bool(before & {"email", "mail", "address"} and words)


def _mailbox_start(tokens: list[Token], at: int) -> int:
    """Where the name before an "at" begins: joined or spelt parts, or a few plain words."""
    start = _backwards(tokens, at)
    plain = 0
    while start > max(0, at - _MOST_SPELT) and plain < 2:
        before = tokens[start - 1]
        if before.lower in _JOINTS and start > 1:
            start = _backwards(tokens, start - 1)
        elif _is_spelt(before):
            start -= 1
        elif before.lower not in _NO_MAILBOX and before.is_word:
            start, plain = start - 1, plain + 1
        else:
            break
    while start < at and tokens[start].lower in ("a", "i") and tokens[start + 1].lower != "dot":
        if _is_spelt(tokens[start + 1]):
            break
        start += 1
    return start


def _told_handle(tokens: list[Token], place: int, offset: int) -> Iterator[Finding]:
    """The word after "my insta is", where it is spelt out or begins with "at"."""
    start = place + 1
    while start < place + 7 and _word(tokens, start) in _TELLS:
        start += 1
    if start == place + 1 or start >= len(tokens):
        return
    end = _forwards(tokens, start)
    end = _spelt_end(tokens, end)
    is_spelt = any(_is_spelt(token) for token in tokens[start:end]) and end - start > 1
    is_at = _word(tokens, start - 1) == "at" and end > start
    if is_spelt or is_at:
        reason = "A name that is told after the name of a network."
        yield _finding(tokens, start, end, offset, Kind.HANDLE, reason, sure=False)


def _finding(
    tokens: list[Token],
    start: int,
    end: int,
    offset: int,
    kind: Kind,
    reason: str,
    *,
    sure: bool = True,
) -> Finding:
    first, last = offset + tokens[start].start, offset + tokens[end - 1].end
    return Finding(first, last, CLASS_OF[kind], kind, sure, reason)


def _word(tokens: list[Token], place: int) -> str:
    return tokens[place].lower if 0 <= place < len(tokens) else ""
