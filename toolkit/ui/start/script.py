"""What Streamlit runs for each look at a page."""

from toolkit.ui.navigation import show_page

show_page()
