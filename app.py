"""The app, for `streamlit run app.py -- FOLDER`; `toolkit app FOLDER` starts the same one.

Without a folder it serves the project in `demo`, or the one that TOOLKIT_PROJECT names.
"""

import os
import sys

import streamlit as st

from toolkit.settings import PROJECT_VARIABLE
from toolkit.ui.serving import SCRIPT, app_parts

os.environ[PROJECT_VARIABLE] = (
    sys.argv[1] if len(sys.argv) > 1 else os.environ.get(PROJECT_VARIABLE, "demo")
)

# Streamlit looks for these very words to know that this file holds an app.
app = st.App(SCRIPT, **app_parts())
