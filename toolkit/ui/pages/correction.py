"""Bring in a corrected file for a transcript that is cleared."""

from __future__ import annotations

import streamlit as st
from streamlit.runtime.uploaded_file_manager import UploadedFile

from toolkit.errors import BadInput
from toolkit.model.upload import Upload
from toolkit.ui.frame import Visit, attempt, form_key, refuse
from toolkit.ui.wording import correction as words
from toolkit.workflow.importing import ImportStatus
from toolkit.workflow.revising import propose_revision
from toolkit.workflow.transcripts import list_cleared


def offer_correction(visit: Visit) -> None:
    """Ask for a transcript, a file and a reason; the file becomes a draft."""
    names = [text.name for text in list_cleared(visit.project)]
    if not names:
        st.markdown(words.NOTHING_TO_CORRECT)
        return
    st.markdown(words.INTRO)
    st.markdown(words.WHAT_HAPPENS)
    form = form_key("correct")
    with st.form(form, border=False):
        name = st.selectbox(words.TRANSCRIPT, names, key=f"{form}-name")
        file = st.file_uploader(words.FILE, key=f"{form}-file")
        reason = st.text_area(words.REASON, key=f"{form}-reason")
        is_sent = st.form_submit_button(words.BRING_IN, type="primary")
    if is_sent and file is None:
        refuse(words.NO_FILE)
    elif is_sent and file is not None:
        attempt(
            lambda: _bring_in(visit, name, file, reason),
            words.DONE,
            renew="correct",
            written=(reason,),
        )


def _bring_in(visit: Visit, name: str, file: UploadedFile, reason: str) -> None:
    upload = Upload(file.name, file.getvalue())
    done = propose_revision(visit.project, by=visit.by, name=name, file=upload, reason=reason)
    if done.status in (ImportStatus.REFUSED, ImportStatus.UNCHANGED):
        raise BadInput("U109", words.NOT_TAKEN, problems=done.problems)
