"""Topics: find them, see them on a map, read what is behind each point, propose a code."""

from __future__ import annotations

import base64
from collections.abc import Sequence

import streamlit as st

from toolkit.analysis.topics import Counts
from toolkit.model.topic import Grouping
from toolkit.ui.frame import Visit, attempt, draw, explain, link, plain, table
from toolkit.ui.pages.codebook_propose import ask_new_code
from toolkit.ui.pages.jobs import show_progress
from toolkit.ui.topic_map import show_map
from toolkit.ui.topic_pictures import (
    WORDS_IN_NAME,
    draw_course,
    name_topic,
    points_of,
    shares_of,
)
from toolkit.ui.wording import topics as words
from toolkit.workflow.codebooks import list_codebooks
from toolkit.workflow.topics import (
    FEWEST_TOPICS,
    MOST_TOPICS,
    ToldTopic,
    TopicsPage,
    TopicsView,
    cancel_topics,
    list_behind,
    open_topics,
    quote_point,
    start_topics,
)

AT_ONCE = 20
STEADY_ENOUGH = 0.5


def show(visit: Visit) -> None:
    """Show what there is of topics, and offer to find others."""
    st.title(words.TITLE, anchor=False)
    st.markdown(words.INTRO)
    explain("topic", "code", "seal", "cleared")
    page = open_topics(visit.project, by=visit.by)
    if page.waits:
        st.markdown(words.WAITS)
    elif not page.has_texts:
        st.markdown(words.NO_TEXTS)
    else:
        _show_work(visit, page)
        if page.view:
            _show_view(visit, page.view)


def _show_work(visit: Visit, page: TopicsPage) -> None:
    """What is being found, or a form to have something found."""
    if page.job is not None and page.job.is_unfinished:
        job = page.job.id
        show_progress(visit, job, lambda: cancel_topics(visit.project, by=visit.by, job_id=job))
        return
    if page.job is not None and page.job.state in words.STATES:
        st.warning(plain(f"{words.STATES[page.job.state]} {page.job.problem}"))
    elif page.job is None:
        st.markdown(words.NONE_YET)
    if page.is_outdated:
        st.markdown(words.OUTDATED)
    if page.view:
        with st.expander(words.FIND_AGAIN):
            _ask(visit)
    else:
        _ask(visit)


def _ask(visit: Visit) -> None:
    with st.form("topics", border=False):
        number = st.selectbox(
            words.NUMBER,
            [None, *range(FEWEST_TOPICS, MOST_TOPICS + 1)],
            format_func=lambda one: words.USUAL_NUMBER if one is None else str(one),
            width=320,
        )
        grouping = st.radio(words.GROUPING, list(Grouping), format_func=words.GROUPINGS.__getitem__)
        is_sent = st.form_submit_button(words.FIND, type="primary")
    if is_sent:
        attempt(
            lambda: start_topics(
                visit.project, by=visit.by, grouping=grouping or Grouping.K_MEANS, n_topics=number
            ),
            "",
        )


def _show_view(visit: Visit, view: TopicsView) -> None:
    names = {topic.index: name_topic(topic) for topic in view.topics}
    st.header(words.MAP, anchor=False)
    chosen = st.selectbox(
        words.CHOOSE,
        [None, *names],
        format_func=lambda one: words.ALL if one is None else names[one],
        width=720,
    )
    _show_map(visit, view, chosen)
    if chosen is None:
        _show_list(view)
    else:
        _show_topic(visit, view, view.topics[chosen])
    _show_codes(view)
    _show_course(view)
    _show_counts(view, words.BY_CASE, words.CASE, view.by_case)
    _show_counts(view, words.BY_ROLE, words.ROLE, view.by_role)


def _show_map(visit: Visit, view: TopicsView, chosen: int | None) -> None:
    units = words.UNITS[view.found.unit]
    # By member: another one may sign in while this page stays open. And by what was found.
    kept = f"pressed-{visit.member.id}-{hash(view.found)}"
    before = st.session_state.get(kept)
    pressed = show_map(view, chosen=chosen, pressed=before)
    if pressed is not None and pressed != before:
        st.session_state[kept] = pressed
        st.rerun()
    said = [words.MAP_MEANS.format(units=units)]
    n_shown = len(points_of(view))
    if n_shown < len(view.found.segments):
        said.append(words.MAP_PART.format(shown=n_shown, count=len(view.found.segments)))
    if chosen is not None:
        said.append(words.MAP_CHOSEN.format(number=chosen + 1))
    st.markdown(" ".join(said))
    if before is not None:
        topic = view.found.segments[before].topic
        where = words.NO_TOPIC if topic is None else words.IN_TOPIC.format(number=topic + 1)
        st.markdown(f"**{words.PRESSED}** {where}")
        draw(
            "behind.html",
            quoted=[quote_point(visit.project, by=visit.by, view=view, place=before)],
            words=words,
        )
    _show_how_sure(view)


def _show_how_sure(view: TopicsView) -> None:
    found = view.found
    units = words.UNITS[found.unit]
    said = [
        words.PLACED[found.placement].format(units=units),
        words.STEADY.format(tries=found.tries + 1, steadiness=f"{found.steadiness:.2f}"),
    ]
    if found.steadiness < STEADY_ENOUGH:
        said.append(words.UNSTEADY)
    if found.left_out:
        said.append(words.LEFT_OUT.format(count=found.left_out, units=units))
    nowhere = sum(1 for one in found.segments if one.topic is None)
    if nowhere:
        said.append(words.NOWHERE.format(count=nowhere, units=units))
    draw("remarks.html", remarks=said)


def _show_list(view: TopicsView) -> None:
    table(
        words.HEADINGS if view.has_codings else words.HEADINGS[:-1],
        [
            (
                words.TOPIC.format(number=topic.index + 1),
                ", ".join(topic.words),
                words.HOW_MUCH.format(count=topic.n_segments, share=f"{topic.share:.0%}"),
                words.AGAIN.format(count=topic.found_again, tries=view.found.tries),
                *([topic.n_coded] if view.has_codings else []),
            )
            for topic in view.topics
        ],
        caption=words.LIST,
    )


def _show_topic(visit: Visit, view: TopicsView, topic: ToldTopic) -> None:
    number = topic.index + 1
    st.header(words.QUOTATIONS.format(number=number), anchor=False)
    if topic.quotations:
        draw("behind.html", quoted=topic.quotations, words=words)
    else:
        st.markdown(words.NO_QUOTATIONS)
    if topic.codes:
        codes = ", ".join(f"{code} ({count})" for code, count in topic.codes)
        st.markdown(plain(words.CODES.format(codes=codes)))
    elif view.has_codings:
        st.markdown(words.NO_CODES)
    with st.expander(words.BEHIND.format(number=number), key=f"behind-{topic.index}"):
        _show_behind(visit, view, topic)
    with st.expander(words.PROPOSE.format(number=number), key=f"propose-{topic.index}"):
        _offer_proposal(visit, topic)


def _show_behind(visit: Visit, view: TopicsView, topic: ToldTopic) -> None:
    every = list_behind(visit.project, by=visit.by, view=view, topic=topic.index)
    transcript = st.selectbox(
        words.WHICH,
        [None, *sorted({one.transcript for one in every})],
        format_func=lambda one: words.EVERY if one is None else one,
        key=f"which-{topic.index}",
        width=320,
    )
    mine = [one for one in every if transcript in (None, one.transcript)]
    kept = f"behind-{topic.index}-{transcript}-{visit.member.id}"
    count = st.session_state.get(kept, AT_ONCE)
    st.markdown(words.SHOWN.format(shown=min(count, len(mine)), count=len(mine)))
    draw("behind.html", quoted=mine[:count], words=words)
    if count < len(mine) and st.button(words.MORE, key=f"more-{topic.index}"):
        st.session_state[kept] = count + AT_ONCE
        st.rerun()


def _offer_proposal(visit: Visit, topic: ToldTopic) -> None:
    versions = list_codebooks(visit.project)
    if not versions:
        st.markdown(words.NO_CODEBOOK)
        return
    made = st.query_params.get("proposal", "")
    if made.isdecimal():
        link("codebook", words.SEE_PROPOSAL, proposal=made)
    st.markdown(words.PROPOSE_INTRO)
    said = ", ".join(topic.words[:WORDS_IN_NAME])
    ask_new_code(visit, versions[-1], reason=words.PROPOSE_REASON.format(words=said))


def _show_codes(view: TopicsView) -> None:
    st.header(words.WITH_CODES, anchor=False)
    if not view.has_codings:
        st.markdown(words.NOT_REVEALED)
        return
    st.markdown(words.CODES_MEAN)
    uncoded = ", ".join(str(index + 1) for index in view.uncoded)
    said = words.UNCODED.format(topics=uncoded) if uncoded else words.ALL_CODED
    spread = ", ".join(view.spread)
    draw(
        "remarks.html",
        remarks=[said, words.SPREAD.format(codes=spread) if spread else words.NO_SPREAD],
    )


def _show_course(view: TopicsView) -> None:
    st.header(words.COURSE, anchor=False)
    st.markdown(words.COURSE_MEANS)
    picture, alt = draw_course(view)
    encoded = base64.b64encode(picture.encode()).decode()
    draw("picture.html", picture=encoded, alt=alt, width="30rem")
    parts = [
        (words.PART.format(number=number), part)
        for number, part in enumerate(view.over_interview, start=1)
    ]
    _show_counts(view, words.IN_FIGURES, words.COURSE, parts)


def _show_counts(
    view: TopicsView, label: str, first: str, rows: Sequence[tuple[str, Counts]]
) -> None:
    """A table of shares, a row a group and a column a topic, folded away."""
    is_left = any(counts[-1] for _, counts in rows)
    with st.expander(label):
        table(
            (
                first,
                *(str(topic.index + 1) for topic in view.topics),
                *([words.FITS_NOWHERE] if is_left else []),
            ),
            [
                (name, *(f"{share:.0%}" for share in shares_of(counts)[: None if is_left else -1]))
                for name, counts in rows
            ],
        )
