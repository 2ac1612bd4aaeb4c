"""Bringing interviews in, and the report of how a file was read."""

INTRO = (
    "Choose one file or several: Word files (.docx), texts (.txt) or captions (.vtt). Each "
    "becomes a draft. The file itself is not kept, and nor is its name, beyond the name of the "
    "transcript. So give each file a name that points at nobody, such as P07."
)
FILES = "Files to bring in"
LAYOUT = "How the files are laid out"
FIND_OUT = "Find out (this is usually right)"
IMPORT = "Bring them in"
NO_FILES = "No file was chosen. Choose a file first."
DONE = "The files were read. Below you see what became of each."
REPORT = "What became of your files"

IMPORTED = "Brought in as a draft. A checker can now screen it."
WAITING = (
    "Brought in as a draft, but the reading is doubtful. A checker looks at it and accepts it or "
    "erases it."
)
UNCHANGED = "Known already."
REFUSED = "Not taken. Nothing of it was kept."

FOUND = "What was found"
VALUE = "In this file"
READ_AS = "Read as"
LAYOUT_FOUND = "Layout"
WHY = "Why this layout"
WORDS_IN = "Words in the file"
ACCOUNT = "{words_in} = {in_turns} in turns + {left_out} left out"
UNEXPLAINED = "{account}. {count} do not add up."
LEFT_OUT = "Words left out"
KIND = "{kind} {count}"
NOTHING_LEFT_OUT = "None"
WITHOUT_SPEAKER = "Words whose speaker is not known"
TURNS = "Turns"
SPEAKERS = "Speakers"
SPEAKER = "{label} ({role})"
NO_SPEAKERS = "None was found"
REMARK = "{where}: {message}"

ROLES = {
    "interviewer": "interviewer",
    "participant": "participant",
    "other": "somebody else",
    None: "role not known",
}

LAYOUTS = {
    "inline_label": "A name and a colon, then the words on the same line",
    "label_and_tab": "A name and a tab, then the words on the same line",
    "label_alone": "A name on a line of its own, the words below it",
    "name_and_time": "A name and a time, the words below them",
    "name_under_time": "A time, a name below it, then the words",
    "table": "A table with names on the left and words on the right",
    "times_only": "Times, and no names",
    "no_labels": "No names at all",
    "voice_tags": "Captions that mark who speaks",
    "caption_names": "Captions that begin with a name",
    "captions": "Captions without names",
}

KINDS = {
    "label": "names of speakers",
    "tag": "caption marks",
    "time": "times",
    "cue_number": "caption numbers",
    "line_number": "line numbers",
    "heading": "headings",
    "title": "titles",
    "cover": "cover page",
    "table": "other tables",
    "key": "key of signs",
    "header": "page headers",
    "footer": "page footers",
    "footnote": "footnotes",
    "comment": "comments",
    "text_box": "text boxes",
    "hidden_text": "hidden text",
    "unfilled_field": "fields nobody filled in",
    "page_number": "page numbers",
    "event": "events of the recording",
    "file_header": "head of the caption file",
    "note": "notes of the caption file",
    "style": "styles of the caption file",
    "deletion": "deleted text",
}
