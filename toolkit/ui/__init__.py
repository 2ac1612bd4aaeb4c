"""The pages in the browser, and what they are made of: the only room that knows Streamlit."""
