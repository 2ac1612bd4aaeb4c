"""Every word that the app says, a module for each page."""
