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
    "codebook": "Codebook",
    "report": "Report",
    "team": "Team",
    "account": "Your account",
}
