"""What stands around every page."""

SIGN_OUT = "Sign out"
ACCOUNT = "Your account"
WHO = "Who is signed in"
SIGNED_OUT = "You are signed out. What was saved is safe."
SIGN_IN_AGAIN = "Sign in again"
FAULT = (
    "Something went wrong on our side, and this page could not be shown. What was saved is safe. "
    "Load the page again; if it happens again, tell whoever looks after the app."
)

PAGES = {
    "home": "Home",
    "transcripts": "Transcripts",
    "read": "Read and code",
    "seal": "Seal",
    "compare": "Compare and agree",
    "room": "Meeting",
    "further": "Look further",
    "ranking": "Rank",
    "figures": "Figures",
    "suggestions": "Suggestions",
    "topics": "Topics",
    "codebook": "Codebook",
    "search": "Search",
    "notes": "Notes",
    "report": "Report",
    "team": "Team",
    "account": "Your account",
    "ground_rules": "How we work",
    "support": "Support",
    "reading_aids": "Reading aids",
}

MAY_NAME = (
    "Look again, please: {words} may tell others who somebody is. Nothing is kept yet. Change it, "
    "for instance to [person 1] or “a friend”. If it may stay, press the button once more."
)
MAY_NAME_KEPT = (
    "Look again, please: {words} in the line you wrote may tell others who somebody is. It is kept "
    "as you wrote it. If it should not stay, remove the mark and make it anew."
)
