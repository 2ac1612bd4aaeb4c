"""Words that tell a speaker's label from the start of a sentence and from a line of a cover page.

Plain English lists, in lower case; a label is looked up without its number.
"""

from __future__ import annotations


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


SPELLINGS = {
    "interviewer": _words("interviewer int intr intv intvr ivr iv i"),
    "researcher": _words("researcher"),
    "facilitator": _words("facilitator fac"),
    "moderator": _words("moderator mod"),
    "therapist": _words("therapist"),
    "counsellor": _words("counsellor counselor"),
    "host": _words("host"),
    "question": _words("question q"),
    "participant": _words("participant ppt p"),
    "respondent": _words("respondent resp res r"),
    "interviewee": _words("interviewee ie"),
    "client": _words("client"),
    "patient": _words("patient"),
    "informant": _words("informant"),
    "narrator": _words("narrator"),
    "answer": _words("answer a"),
    "speaker": _words("speaker spk"),
}
"""What somebody does in an interview, and the ways in which typists write it."""

WORD_OF = {spelling: word for word, spellings in SPELLINGS.items() for spelling in spellings}
ASKING = _words("interviewer researcher facilitator moderator therapist counsellor host question")
INTERVIEWER = frozenset(spelling for spelling, word in WORD_OF.items() if word in ASKING)
ROLES = frozenset(WORD_OF)
"""Who has such a label speaks, even where it stands only once."""
PARTICIPANT = ROLES - INTERVIEWER - SPELLINGS["speaker"]

OFTEN_MISSPELT = _words(
    "interviewer interviewee participant respondent researcher facilitator moderator therapist "
    "counsellor"
)
"""Long enough that a slip of the finger makes no other word of them."""
NO_SLIPS = _words(
    "interview interviews interviewed interviewing interviewers interviewees participants "
    "participate participated respondents research researched researchers facilitate "
    "facilitated facilitators moderate moderated moderators therapists counsellors"
)

CLEAR_IN_A_NAME = _words(
    "interviewer researcher facilitator moderator therapist counsellor counselor participant "
    "respondent interviewee client patient"
)
"""These say what somebody does also as a part of a longer label: `Fay Interviewer`."""

THIRD_VOICES = _words(
    "all assistant audience both boy brother bystander caller carer chaplain child colleague "
    "dad daughter doctor everyone father female girl governor group guard husband interpreter "
    "male mam man mom mother mum note-taker nurse observer officer operator partner "
    "receptionist several sister son stranger teacher translator visitor voice waiter "
    "waitress wife woman worker"
)

UNKNOWN = frozenset(
    [f"{start} {what}" for start in ("unknown", "unidentified") for what in
     ("speaker", "voice", "person", "participant", "male", "female")]
    + ["?", "??", "???", "unknown", "unidentified", "speaker unknown", "speaker ?"]
)  # fmt: skip

COVER = _words(
    "abstract age agenda appendix archive attendance attendees audio author bibliography chapter "
    "citation city code comment comments conducted confidential confidentiality consent "
    "content context copyright country date day description details disclaimer document "
    "duration email end ethnicity example extract fictional field figure file filename format "
    "ftp gender http https id identifier image information instructions interview interviewed "
    "introduction invented item job key keyword keywords language legend length line link "
    "location mailto meeting minutes month name names nb note notes number occupation "
    "organisation page part participants phase phone place present principal procedure "
    "project purpose record recorded recorder recording reference references region round "
    "scene section series session setting sex side site source speakers stage start status "
    "step study subject summary table tape telephone theme time timestamp title topic track "
    "transcribed transcriber transcript transcription transcriptionist type unit url venue "
    "version warning week www year"
)
"""They stand above an interview or count its parts; nobody is called so."""

METADATA = _words(
    "age attendance attendees audio conducted consent date duration ethnicity file filename "
    "gender id interviewed language length name number location occupation place present "
    "project recorded recording setting status study time title transcribed transcriber "
    "transcription transcriptionist venue version"
)
"""Those of them that mark a block of facts about an interview."""

OPENERS = _words(
    "a about actually after afternoon again ah aha alright also although always an and "
    "another any anyway apparently are as at aye basically be because been before besides but "
    "by bye can cause certainly cheers come cos could course definitely did do does don't "
    "done e.g easily either else er erm even evening eventually ever every exactly except "
    "fair few final finally fine first firstly for fourth from funny further generally get go "
    "good got great had haha half has have he hello here hey hi his hm hmm honestly how "
    "however i i'd i'll i'm i've i.e if important in inside instead is it it's just last "
    "lastly later least let let's like likewise literally look lots luckily many maybe mhm "
    "might mine mm mm-hmm mm-hm mm-mm mmm mmm-hmm more morning most mostly much must my "
    "myself nah naturally never new next nice no nobody none nope nor normally not nothing "
    "now obviously of off oh ok okay on once only or other others otherwise our out outside "
    "over overall perhaps please plus probably problem put quick quote rather ready really "
    "reason regarding remember result right same say says second secondly see seriously shall "
    "she should similarly simply since so some somebody someone something sometimes somewhere "
    "soon sorry still such sure surprisingly take tell thank thanks that that's the their "
    "them then there there's therefore these they they're thing things think third thirdly "
    "this those though through thus to today together tomorrow tonight too trust uh uh-huh "
    "uh-uh uhm um under unfortunately unless until up upon us usually very via wait was we "
    "we're we've welcome well were what what's whatever when whenever where whether which "
    "while who whose why with without wow yeah yep yes yesterday yet you you're your yours "
    "christmas easter friday listen monday saturday sunday thursday tuesday wednesday"
)
"""What sentences and answers start with."""

IN_ORDER = (
    "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
)  # fmt: skip
NUMBERS = frozenset(IN_ORDER)
IN_NAMES = _words("de del della der den di da dos du la le van von al bin ibn ten ter y")
JOINERS = frozenset(["and", "&", "/", "+"])

NOTES = _words(
    "beat clap click cough cry crosstalk gesture giggle grin inaudible laugh mumble nod noise "
    "off pause quiet quietly shrug sic sigh silence smile snort sob unclear whisper yawn"
)
"""How something was said, or what was heard, as a typist notes it between stars."""
UNLIKE_NOTES = _words(
    "always anything bed does everything has hers his is its led need nothing ours red something "
    "theirs thing this us was yes"
)
"""They end as notes do (`laughs`, `crying`) and are words that people stress."""
