"""An invented study, built through the same functions that a team uses."""
