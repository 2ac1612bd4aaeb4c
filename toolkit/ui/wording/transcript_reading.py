"""How a draft was read: the transcript beside the report, and reading it another way."""

BACK = "Back to screening"
HOW_READ = "How the file was read"
TO_TEXT = "Go to the transcript"
DOUBTS = "What is doubtful"
DOUBTS_INTRO = "These are the places to look at. What is said is how it was when the file was read."
NO_DOUBTS = "Nothing is doubtful in this reading."
ALSO = "What else was seen"
GO_TO = "Go to turn {turn}"
REOPENED = "{count} findings have to be settled again, because the words around them changed."

LAYOUT_TITLE = "Read it in another layout"
LAYOUT_INTRO = (
    "The lines of the file were kept with the draft. They can be read again in another way. No "
    "word is lost. The names, roles and speakers that you set on this page are lost, because it "
    "starts from the file again."
)
LAYOUT = "How the file is laid out"
TAKEN = "{layout} (as it is read now)"
SUCH_AS = "Such as: {example}"
READ_AGAIN = "Read it again this way"
WAS_READ_AGAIN = "It was read again. Look at the transcript and at the report."
NO_LINES = (
    "This draft is older than this page, so the lines of its file were not kept. To read it in "
    "another layout, erase the draft and bring the file in again."
)
EXAMPLES = {
    "inline_label": "“Interviewer: How are you?”",
    "label_and_tab": "“I”, a gap, then “How are you?”",
    "label_alone": "“Interviewer” on one line, “How are you?” on the next",
    "name_and_time": "“P07 0:07” on one line, the words on the next",
    "name_under_time": "“0:0:3 --> 0:0:6”, then “P07”, then the words",
    "table": "“Interviewer” in the left cell, “How are you?” in the right one",
    "lined_up_table": "all names in the left cell, all words in the right one, line by line",
    "paragraphs_and_table": "“Interviewer: How are you?”, and a table further down",
    "label_and_sign": "“[I] How are you?” or “P07 - Fine.”",
    "formatting": "questions in bold, answers in plain type, and no names",
    "interviewer_only": "“I: How are you?” and then an answer with no name",
    "times_only": "“00:03 How are you?”",
    "no_labels": "every word stays, and no speaker is known",
    "voice_tags": "“<v P07>Yes.”",
    "speaker_column": "“P07” in one column, “Yes.” in the next",
    "caption_names": "“P07: Yes.”",
    "captions": "“Yes.”, and no speaker is known",
}

SPEAKERS_TITLE = "Who speaks"
SPEAKERS_INTRO = (
    "Correct the names and say what each speaker does. If two names are one person, give both the "
    "same name. Use names that point at nobody, such as P07: the whole team will see them."
)
NO_SPEAKERS = "Nobody is named yet. Tick turns in the transcript and name who says them."
MAY_BE_ONE = "Perhaps one person: {labels} and {into}"
MAKE_ONE = "Make them one speaker, {into}"
MADE_ONE = "They are one speaker now. No word was changed."
SPEAKER = "Speaker {number}: {label}. {turns} turns, {words} words"
NAME = "Name of speaker {number}"
ROLE = "Role of speaker {number}"
PART_OF_SPEAKERS = "Which speakers"
SPEAKERS_PART = "{first} to {last} of {count}"
USE_NAMES = "Use these names and roles"
NAMES_USED = "The names and roles are changed. No word was changed."
ROLES = {
    "interviewer": "interviewer",
    "participant": "participant",
    "other": "somebody else",
    None: "role not known",
}

TEXT = "The transcript as it was read"
TEXT_INTRO = (
    "Compare it with the file you have. Does each speaker say their own words? Is anything "
    "missing? If a turn has the wrong speaker, tick it. At the end of the list you say whose it is."
)
WHICH = "Show"
ALL = "All turns ({count})"
UNKNOWN = "Turns whose speaker is not known ({count})"
PART_OF_TEXT = "Which turns"
TURNS_PART = "Turns {first} to {last} of {count}"
UNKNOWN_PART = "{first} to {last} of {count} such turns"
TURN = "Turn {turn}, {speaker}"
TURN_AND_ROLE = "Turn {turn}, {speaker} ({role})"
UNKNOWN_SPEAKER = "speaker not known"
LOOK_HERE = "Look here: the report speaks of this place."
ASIDE = "{words} is said by {speaker}."
SOMEBODY = "somebody"
WHOSE = "Who says the turns you ticked?"
NOT_KNOWN = "Nobody knows"
SOMEBODY_NEW = "Somebody who is not in this list"
NEW_NAME = "Name of somebody who is not in the list"
MARK = "Give the ticked turns to this speaker"
MARKED = "The ticked turns have their speaker. No word was changed."
TICK_FIRST = "No turn is ticked. Tick the turns first."
NAME_FIRST = "Write the name of the new speaker first."

ACCEPT_TITLE = "Is this reading right?"
ACCEPT_INTRO = (
    "Accept it when you have looked at the whole transcript. It can be screened then. Words whose "
    "speaker nobody knows may stay so."
)
ACCEPT = "The reading is right: accept it"
ACCEPTED = "The reading is accepted. The draft can be screened now."
IS_ACCEPTED = "This reading counts. The draft can be screened."
PROPOSED = (
    "It has been proposed to clear this text, so how it was read cannot change now. Take the "
    "proposal back first."
)
