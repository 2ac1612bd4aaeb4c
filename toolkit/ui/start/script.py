"""What Streamlit runs for each look at a page."""

from toolkit.ui.navigation import show_page

if __name__ == "__main__":
    show_page()
