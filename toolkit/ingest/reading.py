"""A file in; a transcript and the account of its words out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path, PurePosixPath

from toolkit import settings
from toolkit.errors import Problem, UnreadableFile
from toolkit.ingest.choices import Choices, apply_choices
from toolkit.ingest.files import (
    check_is_text,
    empty_file,
    read_bytes_checked,
    tidy_file_name,
    too_long,
)
from toolkit.ingest.formats.captions import captions_of, is_captions
from toolkit.ingest.formats.markdown import read_markdown
from toolkit.ingest.formats.open_document import read_open_document
from toolkit.ingest.formats.otter import without_keywords
from toolkit.ingest.formats.pdf_pages import read_pdf
from toolkit.ingest.formats.plain_text import decode_text, lines_of_text
from toolkit.ingest.formats.rich_text import read_rich_text
from toolkit.ingest.formats.rows import read_rows
from toolkit.ingest.formats.word import read_word
from toolkit.ingest.report import ImportReport, Reading
from toolkit.ingest.source import Source, holds_words
from toolkit.ingest.turns.layouts import Arrangement, arrange
from toolkit.model.transcript import Transcript, build_transcript, count_words
from toolkit.model.upload import Upload


def read_transcript(file: Path | Upload, *, layout: str | None = None) -> Reading:
    """A draft transcript of one file, and where each of its words went.

    Args:
        file: One whose ending is in `READERS`: where it is, or its name
            and bytes.
        layout: One of `layouts.LAYOUTS`; None takes the one that explains most of the file.

    Returns:
        The transcript at version 0, named as the file without its ending, and the report. A
        doubtful reading is no error: words that nobody labelled are there, with the speaker
        None, and `report.doubts` says what a person has to look at.

    Raises:
        UnreadableFile: The file is no transcript, or not a safe one; its `problems` are all
            that is wrong with it.

    Example:
        >>> import tempfile
        >>> with tempfile.TemporaryDirectory() as folder:
        ...     file = Path(folder) / "P07.txt"
        ...     _ = file.write_text("I: How are you?\\nR: Fine. And you?\\nI: Well.")
        ...     made = read_transcript(file)
        >>> made.transcript.text, made.report.words_left_out
        ('How are you?\\nFine. And you?\\nWell.', {'label': 3})
    """
    upload = load_file(file)
    return read_lines(upload.name, read_source(upload), Choices(layout))


def read_source(upload: Upload) -> Source:
    """The lines of a file that `load_file` gave, before anybody asks who speaks.

    Raises:
        UnreadableFile: The file is no transcript, or not a safe one.
    """
    source = without_keywords(READERS[_ending(upload.name)](upload.content))
    _check_has_speech(source)
    return source


def read_lines(name: str, source: Source, choices: Choices) -> Reading:
    """The transcript that the lines make, read as somebody chose.

    Args:
        name: The file's name; without its ending it names the transcript.
        source: As `read_source` gave it.
        choices: `Choices()` where nobody chose anything.

    Raises:
        UnreadableFile: There is no such layout for this kind of file.
        BadInput: A choice names a label or a turn that is not there.
    """
    arrangement = arrange(source, choices.layout)
    transcript = _build(name, source, arrangement)
    reading = Reading(transcript, _report(name, source, arrangement, transcript))
    return apply_choices(reading, choices)


def _read_text(data: bytes) -> Source:
    check_is_text(data)
    decoded = decode_text(data)
    return captions_of(decoded) if is_captions(decoded.text) else lines_of_text(decoded)


def _read_captions(data: bytes) -> Source:
    check_is_text(data)
    return captions_of(decode_text(data))


READERS: dict[str, Callable[[bytes], Source]] = {
    ".docx": read_word,
    ".odt": read_open_document,
    ".rtf": read_rich_text,
    ".txt": _read_text,
    ".vtt": _read_captions,
    ".srt": _read_captions,
    ".csv": read_rows,
    ".md": read_markdown,
    ".pdf": read_pdf,
}
"""What reads a file, by the ending of its name."""


def load_file(file: Path | Upload) -> Upload:
    """The file with its name made fit to be shown and its bytes, read once.

    Raises:
        UnreadableFile: Its ending is not one of `READERS`, or its bytes cannot be had, are none
            or are too many.
    """
    problems: list[Problem] = []
    name = tidy_file_name(file.name)
    if _ending(name) not in READERS:
        endings = ", ".join(READERS)
        problems.append(
            Problem(
                "I102",
                "",
                f"Files with this ending are not read; those that are end in {endings}. "
                "Open it in the program that wrote it, and save it as one of these.",
            )
        )
    try:
        data = read_bytes_checked(file)
    except UnreadableFile as error:
        problems += error.problems
    if problems:
        raise UnreadableFile(problems[0].code, problems[0].message, problems=problems)
    return Upload(name, data)


def _ending(name: str) -> str:
    return PurePosixPath(name).suffix.lower()


def _check_has_speech(source: Source) -> None:
    if len(source.lines) > settings.MAX_LINES:
        raise UnreadableFile(
            "I115",
            f"The file holds {len(source.lines):,} lines or paragraphs, and one interview may "
            f"hold {settings.MAX_LINES:,}. Split it into one file for each interview.",
        )
    characters = sum(len(line.text) for line in source.lines)
    if characters > settings.MAX_TEXT_CHARACTERS:
        raise too_long(characters)
    if any(holds_words(line.text) for line in source.lines):
        return
    if not source.left_out.total() and not source.doubts:
        raise empty_file()
    kinds = ", ".join(kind for kind, words in source.left_out.items() if words)
    raise UnreadableFile(
        "I117",
        f"All {source.words_in} words of this file stand beside the text itself "
        f"({kinds or 'in files put inside it'}). Move the interview into the text, and save it.",
    )


def _build(name: str, source: Source, arrangement: Arrangement) -> Transcript:
    # A cue's words run on into the next; a paragraph's do not.
    joint = " " if source.captions else "\n"
    turns = arrangement.taken.folding.turns
    return build_transcript(
        PurePosixPath(name).stem.strip(),
        ((turn.speaker, joint.join(turn.lines), turn.place) for turn in turns),
        roles=arrangement.roles,
        interjections=arrangement.interjections,
    )


def _report(
    name: str, source: Source, arrangement: Arrangement, transcript: Transcript
) -> ImportReport:
    unknown = [turn for turn in transcript.turns if turn.speaker is None]
    left_out = source.left_out + arrangement.taken.folding.left_out
    report = ImportReport(
        file=name,
        read_as=source.read_as,
        layout=arrangement.taken.layout,
        why=arrangement.why,
        scores=arrangement.scores,
        words_in=source.words_in,
        words_in_turns=count_words(transcript.text),
        words_left_out=dict(sorted(left_out.items())),
        words_without_speaker=sum(count_words(transcript.words_of(turn)) for turn in unknown),
        turns=len(transcript.turns),
        speakers=transcript.speakers,
        doubts=source.doubts + arrangement.doubts,
        notices=source.notices + arrangement.notices,
        certainty=arrangement.certainty,
        merged=arrangement.taken.labels.merged,
        proposals=arrangement.taken.labels.proposals,
    )
    if report.words_unexplained:
        return replace(report, doubts=(_unexplained_doubt(report), *report.doubts))
    return report


def _unexplained_doubt(report: ImportReport) -> Problem:
    return Problem(
        "I220",
        "",
        f"{abs(report.words_unexplained)} words do not add up: {report.words_in} are in the file, "
        f"{report.words_in_turns} in turns, {sum(report.words_left_out.values())} left out by "
        "kind. Compare the transcript with the file before you accept it.",
    )
