"""The script that Streamlit runs, apart from `pages/`: beside it Streamlit would run those bare."""
