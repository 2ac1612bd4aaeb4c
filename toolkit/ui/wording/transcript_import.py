"""Bringing interviews in, and the report of how a file was read."""

INTRO = (
    "Choose one file or several: Word (.docx), LibreOffice (.odt), rich text (.rtf), PDF (.pdf), "
    "texts (.txt, .md), tables (.csv) or captions (.vtt, .srt). Each becomes a draft. The file "
    "itself is not kept, and nor is its name, beyond the name of the transcript. So give each "
    "file a name that points at nobody, such as P07."
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
HOW_SURE = "How sure it is"
SURE = "{word} ({figure:.0%})"
HOW_SURES = {"sure": "Sure", "fairly sure": "Fairly sure", "doubtful": "Doubtful"}
AGAINST = "What spoke against it"
NOTHING_AGAINST = "Nothing"
NEXT_BEST = "Next best layout"
NEXT = "{layout}: {turns} turns, {known:.0%} of the words with a known speaker"
NO_NEXT = "None: no other layout found a speaker"
MERGED = "Spellings read as one name"
MERGED_INTO = "{labels} as {into}"
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
    "lined_up_table": "A table with all names in one cell and all words in another",
    "paragraphs_and_table": "Paragraphs first, then a table",
    "interviewer_only": "Only the interviewer has a name",
    "label_and_sign": "A name set off by a sign, then the words on the same line",
    "formatting": "Bold, italic or coloured words show who speaks",
    "times_only": "Times, and no names",
    "no_labels": "No names at all",
    "voice_tags": "Captions that mark who speaks",
    "speaker_column": "A table of values (CSV) with a column for the speaker",
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
    "alternative_text": "descriptions of pictures",
    "ruby": "reading aids above words",
    "hidden_text": "hidden text",
    "unfilled_field": "fields nobody filled in",
    "page_number": "page numbers",
    "event": "events of the recording",
    "file_header": "head of the caption file",
    "note": "notes of the caption file",
    "style": "styles of the caption file",
    "deletion": "deleted text",
}
