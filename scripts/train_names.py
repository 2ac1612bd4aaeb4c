"""Train the model that finds names in speech, on sentences that this script invents.

    python scripts/train_names.py [--sentences N] [FILE]

The sentences come from the templates in `scripts/name_sentences/`, filled with names and words,
with hesitations, repairs and joined clauses, half of them typed with capitals, half without.
Nothing in them is anybody's. The same pinned versions write the same bytes at every run; the
SHA-256 that is printed belongs into `toolkit/screening/names.py`.
"""

from __future__ import annotations

import argparse
import hashlib
import random
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pycrfsuite

from toolkit.screening.features import describe
from toolkit.screening.lexicon import load_lexicon, read_list
from toolkit.screening.tokens import read_tokens

HERE = Path(__file__).parent / "name_sentences"
TARGET = Path(__file__).parents[1] / "toolkit" / "screening" / "names.crfsuite"
SENTENCES = 20_000
SEED = 20_261_124

FILLERS = "um|er|erm|like|you know|I mean|sort of|kind of|well|yeah|right|anyway|obviously|uh"
JOINS = "and|but|so|because|cos|and then|then|you know|like|which|and I said|and that's when"
SWEARING = "fucking|bloody|proper|pure|dead|well|really"
FEELINGS = "gutted|angry|scared|tired|numb|alone|useless|guilty|wired|sick|ashamed|drained|lost"
RELATIONS = "mum|dad|brother|sister|son|daughter|nan|girlfriend|wife|partner|cousin|best mate|ex"
JOBS = "chaplain|orderly|psychologist|key worker|coordinator|cleaner|nurse|teacher|mentor|barber"
NUMBERS = "two|three|four|five|six|eight|ten|twelve|twenty|thirty|fifty|a hundred|3|5|12|40"
SYLLABLES = [
    "ba",
    "be",
    "bo",
    "bra",
    "da",
    "de",
    "do",
    "dra",
    "fa",
    "fi",
    "ga",
    "go",
    "gra",
    "ha",
    "he",
    "ja",
    "jo",
    "ka",
    "ke",
    "kha",
    "ko",
    "kra",
    "la",
    "le",
    "lo",
    "ma",
    "me",
    "mi",
    "mo",
    "na",
    "ne",
    "no",
    "o",
    "pa",
    "pe",
    "po",
    "ra",
    "re",
    "ro",
    "sa",
    "se",
    "sha",
    "so",
    "sta",
    "ta",
    "te",
    "ti",
    "to",
    "tra",
    "va",
    "ve",
    "vi",
    "vo",
    "wa",
    "we",
    "wo",
    "ya",
    "yo",
    "za",
    "ze",
]
LAST_SYLLABLES = [
    "ska",
    "son",
    "ton",
    "ham",
    "ley",
    "by",
    "ford",
    "der",
    "ek",
    "ic",
    "ov",
    "ova",
    "escu",
    "aitis",
    "iewicz",
    "wicz",
    "ski",
    "man",
    "well",
    "ia",
    "ina",
    "esh",
    "deep",
    "jit",
    "oor",
    "een",
    "ari",
    "ullah",
    "ane",
    "ewe",
    "oye",
    "uke",
    "ola",
    "ander",
    "ette",
    "o",
    "a",
    "i",
    "us",
    "es",
    "ar",
    "en",
    "er",
    "ick",
    "ock",
    "ard",
]


@dataclass(frozen=True)
class Word:
    """A stretch of a sentence and what it names: "P" a person, "L" a place, "" nothing."""

    text: str
    names: str = ""


def read_templates(name: str) -> list[str]:
    """The templates in one of our files."""
    lines = (HERE / name).read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("#")]


class Author:
    """Invents sentences, one after another, from a seed."""

    def __init__(self, seed: int) -> None:
        """Read the lists and the templates."""
        self.dice = random.Random(seed)
        lexicon = load_lexicon()
        self.named = read_templates("named.txt")
        self.plain = read_templates("plain.txt")
        self.large = read_list("written_large")
        self.lists = {
            "f": read_list("first_names"),
            "l": read_list("surnames"),
            "n": read_list("nicknames"),
            "t": read_list("towns"),
            "h": read_list("prisons"),
        }
        # Names that are words as well are rare in a list and common in the trouble they make.
        self.doubtful = {
            slot: [name for name in names if lexicon.is_ordinary(name.lower())]
            for slot, names in self.lists.items()
        }
        self.ordinary = sorted(
            word for word in lexicon.ordinary if word.isalpha() and len(word) > 2
        )

    def pick(self, choices: str) -> str:
        """One of some words that are parted by bars."""
        return self.dice.choice(choices.split("|"))

    def invent_name(self) -> str:
        """A name that stands in no list."""
        first = "".join(self.dice.choices(SYLLABLES, k=self.dice.choice((1, 1, 2))))
        return (first + self.dice.choice(LAST_SYLLABLES)).capitalize()

    def name(self, slot: str) -> str:
        """A name of a kind: out of a list, out of its doubtful ones, or invented."""
        throw = self.dice.random()
        if throw < (0.05 if slot in "ln" else 0.15) and self.doubtful[slot]:
            return self.dice.choice(self.doubtful[slot])
        if throw < 0.22 and slot in "fl":
            return self.invent_name()
        return self.dice.choice(self.lists[slot])

    def fill(self, slot: str) -> list[Word]:
        """What stands in a slot of a template."""
        if slot == "p":
            slot = self.dice.choices(("f", "n", "fl", "l"), weights=(70, 8, 14, 8))[0]
        if slot == "x":
            slot = self.dice.choice("th")
        if slot == "fl":
            last = self.name("l")
            if self.dice.random() < 0.05:
                last += "-" + self.name("l")
            if self.dice.random() < 0.04:
                last = self.dice.choice(("de", "van", "al", "van der", "da", "bin")) + " " + last
            return [Word(f"{self.name('f')} {last}", "P")]
        if slot in "fln":
            return [Word(self.name(slot), "P")]
        if slot in "th":
            return [Word(self.name(slot), "L")]
        words = {"rel": RELATIONS, "job": JOBS, "num": NUMBERS, "a": FEELINGS}
        return [Word(self.dice.choice(self.large) if slot == "c" else self.pick(words[slot]))]

    def sentence(self) -> list[Word]:
        """One sentence, or two joined."""
        words = self.clause()
        if self.dice.random() < 0.35:
            words[-1] = Word(words[-1].text.rstrip(".?!"), words[-1].names)
            join = self.dice.choice((", ", " ", ", ")) + self.pick(JOINS) + " "
            following = self.clause()
            if not following[0].names:
                head = following[0].text
                keeps = re.match(r"I\b|I'", head)
                following[0] = Word(head if keeps else head[:1].lower() + head[1:])
            words += [Word(join), *following]
        return words

    def clause(self) -> list[Word]:
        """A template with its slots filled, and a hesitation here and there."""
        template = self.dice.choice(self.named if self.dice.random() < 0.45 else self.plain)
        words: list[Word] = []
        for part in re.split(r"(\{\w+\})", template):
            if part.startswith("{"):
                words += self.fill(part.strip("{}"))
            elif part:
                words.append(Word(self.hesitate(part)))
        if words[0].names and self.dice.random() < 0.15:
            words.insert(0, Word(self.pick(FILLERS).capitalize() + ", "))
        return self.punctuate(words)

    def punctuate(self, words: list[Word]) -> list[Word]:
        """Quotation marks, dashes, broken words and notes in brackets, as transcribers put them."""
        throw = self.dice.random()
        if throw < 0.05:
            mark = self.dice.choice(('"', "'", "“"))
            return [Word(mark), *words, Word("”" if mark == "“" else mark)]
        if throw < 0.10:
            return [Word(self.dice.choice(("-- ", "– ", "... "))), *words]
        if throw < 0.13:
            return [
                *words,
                Word(self.dice.choice((" [laughs]", " [pause]", " [inaudible]", " --"))),
            ]
        if throw < 0.15:
            return [Word(self.pick("Wh|Th|I|W|Be|Mm|S|Sh") + "-- "), *words]
        return words

    def hesitate(self, text: str) -> str:
        """Fillers, repeats, swear words and ordinary words put between words."""
        out = []
        for word in text.split(" "):
            throw = self.dice.random()
            if word and throw < 0.02:
                out.append(self.pick(FILLERS) + ",")
            elif word.isalpha() and throw < 0.03:
                out.append(word)
            elif throw < 0.05 or (word in ("a", "the", "my", "really") and throw < 0.15):
                out += [word, self.dice.choice(self.ordinary)]
                continue
            elif word in ("was", "is", "so") and throw > 0.95:
                out += [word, self.pick(SWEARING)]
                continue
            out.append(word)
        return " ".join(out)


@dataclass(frozen=True)
class Example:
    """The features of a sentence's tokens, and their labels."""

    features: list[list[str]]
    labels: list[str]


def make_examples(count: int, seed: int = SEED) -> Iterator[Example]:
    """Invented sentences as the model learns them, half of them without capitals."""
    author = Author(seed)
    for number in range(count):
        words = author.sentence()
        few_capitals = number % 2 == 1
        if few_capitals:
            words = [Word(_without_capitals(author.dice, word.text), word.names) for word in words]
        elif author.dice.random() < 0.04:
            words = [
                Word(word.text.lower() if word.names else word.text, word.names) for word in words
            ]
        yield _example(author, words, few_capitals)


def _without_capitals(dice: random.Random, text: str) -> str:
    text = text.lower()
    if dice.random() < 0.6:
        text = re.sub(r"[,.?!]", "", text)
    return text.replace("'", "") if dice.random() < 0.1 else text


def _example(author: Author, words: list[Word], few_capitals: bool) -> Example:
    text, spans = "", []
    for word in words:
        spans.append((len(text), len(text) + len(word.text), word.names))
        text += word.text
    tokens = read_tokens(text)
    labels, unknown = [], set()
    for place, token in enumerate(tokens):
        start, names = next((s, n) for s, e, n in spans if s <= token.start < e)
        is_inside = bool(labels) and labels[-1] != "O" and token.start > start
        is_named = bool(names) and token.text[0] not in "'’"
        labels.append(f"{'I' if is_inside else 'B'}-{names}" if is_named else "O")
        # Names and words that no list holds are what the model has to guess at: show it some.
        hides = 0.18 if is_named else 0.02 if token.is_word and len(token.text) > 3 else 0.0
        if author.dice.random() < hides:
            unknown.add(place)
    return Example(describe(tokens, few_capitals=few_capitals, unknown=unknown), labels)


def train(target: Path, sentences: int = SENTENCES) -> str:
    """Train on as many sentences and write the model; returns its SHA-256."""
    trainer = pycrfsuite.Trainer(algorithm="lbfgs", verbose=False)
    for example in make_examples(sentences):
        trainer.append(example.features, example.labels)
    trainer.set_params({"c1": 0.3, "c2": 0.02, "max_iterations": 70, "feature.minfreq": 2})
    trainer.train(str(target))
    return hashlib.sha256(target.read_bytes()).hexdigest()


def main() -> None:
    """Train and say what was written."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("target", nargs="?", type=Path, default=TARGET)
    parser.add_argument("--sentences", type=int, default=SENTENCES)
    chosen = parser.parse_args()
    print(f"{chosen.target}: SHA-256 {train(chosen.target, chosen.sentences)}")


if __name__ == "__main__":
    main()
