"""An invented set to measure screening on: other sentences and names than the training's.

Every passage is made up by this script, from a seed. What has to be found is marked by class and
kind; about a third of the names stand in none of the toolkit's lists.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from toolkit.screening.check_digits import has_nhs_check_digit, police_check_letter

# Family and first names that the training's templates never saw beside each other; those after
# the bar stand in none of the toolkit's lists.
FIRST_NAMES = [
    "Darren",
    "Leanne",
    "Mohammed",
    "Siobhan",
    "Gareth",
    "Kwame",
    "Agnieszka",
    "Tyrone",
    "Bev",
    "Imran",
    "Kayleigh",
    "Nathan",
    "Delroy",
    "Shanelle",
    "Ewan",
    "Priya",
    "Vytautas",
    "Callum",
    "Rosie",
    "Wayne",
    "Fatima",
    "Scott",
    "Denise",
    "Jamal",
    "Cerys",
    "Brendan",
    "Olu",
    "Stacey",
    "Rhys",
    "Tracey",
    "Connor",
    "Yusuf",
    "Michelle",
    "Lee",
    "Karen",
    "Ryan",
    "Natalie",
    "Ibrahim",
    "Kerry",
    "Dominic",
    "|",
    "Jaxxon",
    "Tariku",
    "Wenceslas",
    "Ayotunde",
    "Brogan",
    "Sabelo",
    "Zhenya",
    "Mihnea",
    "Kestas",
    "Orlagh",
    "Tudur",
    "Nkosana",
    "Shaniqua",
    "Lirim",
    "Perpetuo",
    "Yevhen",
    "Cezar",
    "Thulani",
    "Aoibheann",
    "Dovydas",
]
LAST_NAMES = [
    "Hughes",
    "Okafor",
    "Patel",
    "Kowalczyk",
    "Brennan",
    "Whitehead",
    "Iqbal",
    "Thompson",
    "McAllister",
    "Donnelly",
    "Begum",
    "Hargreaves",
    "Osei",
    "Williams",
    "Petrauskas",
    "Llewellyn",
    "Sinclair",
    "Ahmed",
    "Fitzgerald",
    "Rowbottom",
    "Walker",
    "|",
    "Chukwuma",
    "Ostrowicz",
    "Tregaskis",
    "Hathersage",
    "Balogunde",
    "Featherby",
    "Wrzesniewski",
    "Vaitkevicius",
    "Muthukumar",
    "Haldenby",
    "Sowerbutts",
    "Akinfolarin",
    "Dragomirescu",
    "Zulfiqarov",
]
NICKNAMES = [
    "Gaz",
    "Scouse",
    "Smudger",
    "Jonesy",
    "Taffy",
    "Big_Tel",
    "Mad_Jimmy",
    "Geordie",
    "Tiny",
    "Ginge",
    "Bazza",
]
PRISONS = [
    "Wandsworth",
    "Belmarsh",
    "Strangeways",
    "Pentonville",
    "Holloway",
    "Styal",
    "Frankland",
    "Whitemoor",
    "Risley",
    "Long_Lartin",
    "Full_Sutton",
    "Swinfen_Hall",
    "Feltham",
    "Parkhurst",
    "Wymott",
    "Haverigg",
    "Brixton",
    "Polmont",
    "Barlinnie",
    "Maghaberry",
    "Bronzefield",
    "Forest_Bank",
    "Woodhill",
    "Wealstun",
    "Dartmoor",
    "the_Scrubs",
    "the_Ville",
]
TOWNS = [
    "Salford",
    "Rotherham",
    "Peckham",
    "Middlesbrough",
    "Toxteth",
    "Wolverhampton",
    "Croydon",
    "Barnsley",
    "Swansea",
    "Motherwell",
    "Luton",
    "Burnley",
    "Gateshead",
    "Bradford",
    "Hackney",
    "Rhyl",
    "Plymouth",
    "Coventry",
    "Grimsby",
    "Lagos",
    "Tirana",
    "|",
    "Ashbrook",
    "Penmarrow",
    "Kirkholme",
    "Thornaby-le-Fen",
]
COURTS = [
    "Leeds_Crown_Court",
    "Snaresbrook_Crown_Court",
    "Cardiff_Magistrates'_Court",
    "Woolwich_Crown_Court",
    "the_Old_Bailey",
    "Preston_Crown_Court",
]
HOSPITALS = [
    "Leicester_Royal_Infirmary",
    "St_Thomas'_Hospital",
    "Rampton",
    "Queen_Elizabeth_Hospital",
    "Salford_Royal_Hospital",
    "Broadmoor",
]
WINGS = [
    "B_wing",
    "houseblock_4",
    "A_wing",
    "Delta_wing",
    "wing_3",
    "houseblock_two",
    "K_wing",
    "G2_landing",
]
CELLS = ["cell_2-14", "cell_19", "cell_number_seven", "cell_four", "cell_3-22"]
TITLED = [
    "Mr_{l}",
    "Mrs_{l}",
    "Miss_{l}",
    "Officer_{l}",
    "Governor_{l}",
    "SO_{l}",
    "CM_{l}",
    "PO_{l}",
    "Dr_{l}",
    "Miss_{l}",
    "Ms_{l}",
]
DATES = [
    "12_March_2014",
    "the_3rd_of_May",
    "14/02/2015",
    "the_ninth_of_September_nineteen_ninety_six",
    "April_2019",
    "2011",
    "nineteen_eighty_four",
    "July_the_21st",
    "3.11.08",
    "two_thousand_and_nine",
    "2018",
    "Tuesday_the_fourteenth",
    "the_twenty_second_of_June",
    "23_November_1987",
    "6th_August",
]
AGES = ["nineteen", "34", "twenty-six", "41", "fifty-three", "17", "sixty_two"]
LENGTHS = [
    "nine_years",
    "twelve_years",
    "four_years",
    "eighteen_months",
    "six_and_a_half_years",
    "15_years",
    "seven_years",
    "two_years",
]

PERSON = """
The thing that got me into it was {name}, who was already doing it.
If {name} hadn't rung the bell that night we'd be talking about a death.
Do you think {name} would've spoken to staff?
They'd had {name} on a constant watch and still nobody sat with him.
I was closest to {name} out of all of them, I'd say.
Half an hour later there's {name} at my hatch asking for tobacco.
{name} had lost custody of the little ones.
You'd see {name} stood at the railings on their own.
It took weeks before {name} trusted anyone.
I used to swap shifts with {name} if I was knackered.
{name}, who's passed now, God rest him, showed me the ropes.
I'll be honest, {name}'s face is the one I see at night.
So there's me and {name} sat on the floor with a cup of tea.
I wrote a statement for the inquest about {name}.
We lost contact, me and {name}.
{name} reckoned it was the only decent thing in the building.
I rang my brother {first} and I couldn't get a word out.
My eldest, {first}, stopped coming on visits.
People called him {nick}, I never knew his real name.
You had {nick} running the phone out of his pad.
It was {titled} who unlocked us in the end.
I went to {titled} and said I'm done, I can't.
Fair play to {titled}, she never shouted.
{titled} put me on report for that.
"""
PLACE = """
I'd done my training before, when I was over at {prison}.
Nobody warns you what {prison} is like at night.
We came on the bus out of {prison}, six of us.
The scheme in {prison} folded, no volunteers.
They've a better set up in {prison}, or so I'm told.
I'd a flat in {town} before all this.
Her people are {town} people, going back years.
They buried him in {town} and I wasn't let out for it.
I came down from {town} for the work.
He'd been sentenced at {court} that same morning.
I stood in the dock at {court} and my legs went.
They took her to {hospital} in the back of a van.
He spent months in {hospital} after that.
I was living on {wing} when the job came up.
There'd been two in a week on {wing}.
They found him in {cell} at roll check.
"""
TIME = """
It was {date} when I got the phone call.
I can tell you when that was, {date}.
I started doing this in {year} and stopped in {year}.
He was only {age} when he first came in.
I'm {age}, I feel about ninety.
My daughter was {age} and she found out at school.
I got {length} at the end of that trial.
I was doing {length} at the time.
He'd been given {length} for his part.
"""
BLOCK = """
The number I had was {id}, if that's any use.
They read it out over the tannoy, {id}, like you're cattle.
He wrote {id} on the back of his hand.
It'd be under {id} on the system.
She kept saying {id} over and over.
"""
ORDINARY = """
There's a rota pinned up by the office and you put a tick next to the nights you can manage.
I may be wrong but I thought it would get easier, and it never has.
Will they ever take it seriously? I doubt it, not while it costs nothing.
I used to hope for a quiet one, then feel bad for hoping.
He'd mark the days off on the wall with a bit of soap.
With a bit of grace you can get through most things.
I was reading his letter to him because he couldn't.
You send them off and you never find out what happened.
There's the boat, the hull of it anyway, that they built in the workshop out of matchsticks.
Sir, I said, there's somebody in there who needs help, and he carried on with his crossword.
Miss came down and sat with us for a bit which she didn't have to do.
In the summer the noise goes on until two or three in the morning.
Three weeks of training and then you're on your own with it.
I'd been up since ten o'clock the night before.
It's on the wing where you notice it, nobody makes a joke for days.
A Listener isn't a counsellor, that gets drummed into you by the Samaritans.
Most of the lads are on methadone or Subutex, some are on Spice.
They gave us a box of Celebrations and a certificate with the wrong date.
The kitchen lads would send up a few extra Weetabix on a Sunday.
You get about an hour's sleep, then it's unlock, then it's work.
I asked for a debrief and the officer looked at me as if I'd grown another head.
She told me that when she was little she used to hide under the stairs.
Everyone on that landing had somebody they'd lost.
It does your head in if you let it, so you walk it off in the yard.
I'm not saying staff are bad, I'm saying they've no time.
You can hear keys in your sleep.
The governor wanted numbers, how many calls, how long, and that was it.
Some nights I'd be there until breakfast and go straight to the print shop.
I don't think I've ever sat with anyone who wanted to die, they wanted it to stop.
There was a faith group on a Thursday and I went for the biscuits.
We'd play pool, or cards, and nobody mentioned it.
I'd chase up the paperwork myself because nobody else would.
Honestly the best thing was the other volunteers, we carried each other.
One lad would bang his head on the pipe over and over.
He had scars from his wrist to his elbow, old ones and new ones.
They move you round that much you never get to see how it turns out.
If I had my way there'd be two on every shift and a proper room.
I learnt to keep my mouth shut and my face still.
My heart goes every time a door slams, even now, even in the supermarket.
They should ask us what we need once in a while.
"""


@dataclass(frozen=True)
class Planted:
    """Something that has to be found.

    Attributes:
        start, end: Offsets in the set's text.
        of_class, kind: What it is.
        form: `"written"`, `"spaced"` or `"spoken"`.
    """

    start: int
    end: int
    of_class: str
    kind: str
    form: str


@dataclass(frozen=True)
class InventedSet:
    """A text, one passage a line, and what was planted in it."""

    text: str
    planted: tuple[Planted, ...]


DIGIT_NAMES = ["oh", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"]


class Inventor:
    """Invents identifiers and passages from a seed."""

    def __init__(self, seed: int) -> None:
        """Begin with a seed."""
        self.dice = random.Random(seed)

    def digits(self, count: int) -> str:
        """As many digits as asked for."""
        return "".join(self.dice.choice("0123456789") for _ in range(count))

    def letters(self, count: int, among: str = "ABCDEFGHJKLMNPRSTWXYZ") -> str:
        """As many capitals as asked for."""
        return "".join(self.dice.choice(among) for _ in range(count))

    def identifier(self, kind: str) -> str:
        """A number or an address of a kind, as it is written."""
        return getattr(self, f"invent_{kind}")()

    def invent_prisoner_number(self) -> str:
        """A1234BC."""
        return f"{self.letters(1, 'A')}{self.digits(4)}{self.letters(2)}"

    def invent_pnc_number(self) -> str:
        """2004/1234567D with its letter."""
        year, serial = self.dice.randint(1960, 2023), self.digits(7)
        return f"{year}/{serial}{police_check_letter(str(year)[2:], serial)}"

    def invent_cro_number(self) -> str:
        """123456/04D with its letter."""
        year, serial = f"{self.dice.randint(0, 23):02}", str(self.dice.randint(100_000, 999_999))
        return f"{serial}/{year}{police_check_letter(year, serial)}"

    def invent_national_insurance(self) -> str:
        """AB123456C."""
        return f"{self.letters(2, 'ABCEHJKLMPRSTWX')}{self.digits(6)}{self.letters(1, 'ABCD')}"

    def invent_nhs_number(self) -> str:
        """Ten digits with a check digit."""
        while True:
            number = self.dice.choice("4679") + self.digits(8)
            fitting = [last for last in "0123456789" if has_nhs_check_digit(number + last)]
            if fitting:
                return number + fitting[0]

    def invent_phone(self) -> str:
        """A mobile or a landline number that is kept free for stories."""
        return self.dice.choice(("07700900", "02079460", "01134960")) + self.digits(3)

    def invent_postcode(self) -> str:
        """LS1 4AB."""
        area = self.dice.choice(["LS", "M", "SW", "B", "NE", "CF", "G", "WF", "HX", "PL"])
        inward = self.digits(1) + self.letters(2, "ABDEFGHJLNPQRSTUWXYZ")
        return f"{area}{self.dice.randint(1, 29)} {inward}"

    def invent_email(self) -> str:
        """jo.kestrel@mail.example."""
        name = self.dice.choice(["jo", "sam", "lee", "kit", "max"])
        bird = self.dice.choice(["kestrel", "wren", "siskin", "dunlin"])
        host = self.dice.choice(["gmail.com", "hotmail.co.uk", "yahoo.com", "mail.example"])
        return f"{name}.{bird}@{host}"

    def invent_link(self) -> str:
        """www.kestrel-friends.org.uk."""
        bird = self.dice.choice(["kestrel", "wren", "siskin", "dunlin"])
        return f"www.{bird}friends.{self.dice.choice(('org.uk', 'com', 'co.uk'))}"

    def invent_handle(self) -> str:
        """kit_dunlin."""
        return (
            self.dice.choice(["big", "mr", "its", "lil"])
            + "_"
            + self.dice.choice(["kestrel", "wren", "siskin", "dunlin"])
        )

    def invent_passport(self) -> str:
        """Nine digits."""
        return self.dice.choice("12357") + self.digits(8)

    def invent_driving_licence(self) -> str:
        """KESTR806214JX9AB."""
        month, day = self.dice.randint(1, 12), self.dice.randint(1, 28)
        name = self.dice.choice(["KESTR", "WREN9", "SISKI", "DUNLI"])
        return (
            f"{name}{self.digits(1)}{month:02}{day:02}{self.digits(1)}"
            f"{self.letters(2)}9{self.letters(2)}"
        )

    def invent_number_plate(self) -> str:
        """AB12 CDE."""
        return f"{self.letters(2)}{self.dice.randint(2, 73):02} {self.letters(3)}"

    def space(self, written: str) -> str:
        """An identifier with gaps, as it is read out."""
        gap = self.dice.choice((" ", "-", " "))
        return gap.join(re.findall(r"[A-Za-z]+|\d{1,3}|/", written)).replace("-/-", " / ")

    def speak(self, written: str) -> str:
        """An identifier in words, with doubles and hesitations."""
        said: list[str] = []
        place = 0
        written = written.replace(" ", "")
        while place < len(written):
            character = written[place]
            if character.isalnum() and written[place : place + 2] == character * 2:
                said.append(f"double {self.speak_one(character)}")
                place += 2
                continue
            said.append(self.speak_one(character))
            place += 1
        return self.hesitate(said)

    def speak_one(self, character: str) -> str:
        """One character in words."""
        if character.isdigit():
            return DIGIT_NAMES[int(character)]
        return {"/": "slash"}.get(character, character)

    def hesitate(self, said: list[str]) -> str:
        """Words with commas, dashes and hesitations between some of them."""
        out = [said[0]]
        for word in said[1:]:
            out.append(self.dice.choice((" ",) * 6 + (", ", ", er, ", " - ", " um ")) + word)
        return "".join(out)

    def speak_address(self, written: str) -> str:
        """An address on the net in words."""
        words = re.sub(r"([.@_])", r" \1 ", written.replace("www", "w w w"))
        return words.replace(" . ", " dot ").replace(" @ ", " at ").replace(" _ ", " underscore ")


NET_KINDS = ("email", "link", "handle")
BLOCK_KINDS = (
    *[
        "prisoner_number",
        "pnc_number",
        "cro_number",
        "national_insurance",
        "nhs_number",
        "phone",
        "postcode",
    ],
    *["passport", "driving_licence", "number_plate"],
    *NET_KINDS,
)


def invent_set(seed: int = 7, rounds: int = 12) -> InventedSet:
    """A set of passages with identifiers planted in them."""
    inventor = Inventor(seed)
    lines: list[tuple[str, list[tuple[str, str, str, str]]]] = []
    for _ in range(rounds):
        lines += [(line, []) for line in _lines(ORDINARY)]
        lines += [_filled(inventor, line) for line in _lines(PERSON) + _lines(PLACE) + _lines(TIME)]
        lines += list(_block_lines(inventor))
    inventor.dice.shuffle(lines)
    text, planted = "", []
    for line, found in lines:
        place = 0
        for words, of_class, kind, form in found:
            place = line.index(words, place)
            start = len(text) + place
            planted.append(Planted(start, start + len(words), of_class, kind, form))
            place += len(words)
        text += line + "\n"
    return InventedSet(text, tuple(planted))


def _lines(written: str) -> list[str]:
    return written.strip().split("\n")


def _block_lines(inventor: Inventor) -> Iterator[tuple[str, list[tuple[str, str, str, str]]]]:
    for kind in BLOCK_KINDS:
        for form in ("written", "spaced", "spoken"):
            if form == "spaced" and kind in NET_KINDS:
                continue
            written = inventor.identifier(kind)
            if form == "written":
                shown = written
            elif form == "spaced":
                shown = inventor.space(written)
            else:
                speak = inventor.speak_address if kind in NET_KINDS else inventor.speak
                shown = speak(written)
            template = inventor.dice.choice(_lines(BLOCK))
            yield template.format(id=shown), [(shown, "block", kind, form)]


def _filled(inventor: Inventor, template: str) -> tuple[str, list[tuple[str, str, str, str]]]:
    found: list[tuple[str, str, str, str]] = []

    def fill(match: re.Match[str]) -> str:
        of_class, kind, choose = _SLOTS[match[1]]
        words = choose(inventor).replace("_", " ")
        found.append((words.removeprefix("the "), of_class, kind, "written"))
        return words

    return re.sub(r"\{(\w+)\}", fill, template), found


def _one(names: list[str]) -> Callable[[Inventor], str]:
    return lambda inventor: inventor.dice.choice([name for name in names if name != "|"])


def _name(inventor: Inventor) -> str:
    first = _one(FIRST_NAMES)(inventor)
    return first if inventor.dice.random() < 0.7 else f"{first} {_one(LAST_NAMES)(inventor)}"


def _titled(inventor: Inventor) -> str:
    return _one(TITLED)(inventor).replace("{l}", _one(LAST_NAMES)(inventor))


_SLOTS: dict[str, tuple[str, str, Callable[[Inventor], str]]] = {
    "name": ("person", "name", _name),
    "first": ("person", "name", _one(FIRST_NAMES)),
    "nick": ("person", "nickname", _one(NICKNAMES)),
    "titled": ("person", "titled_name", _titled),
    "prison": ("place", "prison", _one(PRISONS)),
    "town": ("place", "town", _one(TOWNS)),
    "court": ("place", "court", _one(COURTS)),
    "hospital": ("place", "hospital", _one(HOSPITALS)),
    "wing": ("place", "wing", _one(WINGS)),
    "cell": ("place", "cell", _one(CELLS)),
    "date": ("time", "date", _one(DATES)),
    "year": ("time", "date", _one(["2009", "2014", "nineteen_ninety_six", "twenty_twelve"])),
    "age": ("time", "age", _one(AGES)),
    "length": ("time", "sentence_length", _one(LENGTHS)),
}
