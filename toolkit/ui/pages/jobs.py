"""How far long work has come, for each page that asks for some."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from toolkit.model.job import Job, JobState
from toolkit.ui.frame import Visit, attempt, plain
from toolkit.ui.wording import jobs as words
from toolkit.workflow.jobs import find_job


@st.fragment(run_every=1.5)
def show_progress(visit: Visit, job_id: str, stop: Callable[[], object]) -> None:
    """Show a job until it has ended, and a button that ends it; then the whole page anew."""
    job: Job = find_job(visit.project, job_id)
    if not job.is_unfinished:
        st.rerun()
    said = words.WAITING
    if job.state is JobState.RUNNING:
        said = words.RUNNING.format(progress=job.progress, doing=job.doing or words.STARTING)
    st.progress(job.progress, text=plain(said), width=720)
    if st.button(words.STOP):
        attempt(stop, "")
