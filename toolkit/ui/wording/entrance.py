"""The pages before the app: signing in, taking up an invitation, signing out."""

SIGN_IN = "Sign in"
PEN_NAME = "Pen-name"
PASSPHRASE = "Passphrase"
NO_PASSPHRASE = "No passphrase, or lost it? Ask a facilitator of your team for an invitation."
WELCOME = "Welcome, {name}"
JOIN_INTRO = "Choose a passphrase. You will need it each time you come in."
JOIN_HINT = "At least {count} characters. Four or five words that only you would put together."
AGAIN = "The same passphrase again"
NOT_THE_SAME = "The two passphrases are not the same. Type them again."
SET_PASSPHRASE = "Set my passphrase"
CANNOT_COME_IN = "This link does not open the app"
TO_SIGN_IN = "Go to the page to sign in"
SIGN_OUT = "Sign out"
SIGN_OUT_INTRO = "What was saved stays saved."
STAY = "Stay signed in"
INVENTED = "This is the invented study"
INVENTED_INTRO = (
    "Nobody in it exists. Come in as any of its readers; the passphrase is the same for all four."
)

SIGN_OUT_EVERYWHERE = "Sign out everywhere"
EVERYWHERE_INTRO = (
    "This ends every session of yours, here and on any other computer or telephone. What was saved "
    "stays saved."
)
CHANGE_PASSPHRASE = "Change my passphrase"
OLD_PASSPHRASE = "The passphrase you have now"
NEW_PASSPHRASE = "New passphrase"
NEW_AGAIN = "The new passphrase again"
CHANGE_SIGNS_OUT = "You stay signed in here, and are signed out everywhere else."
TO_ACCOUNT = "Back to your account"

SIGNED_OUT = "You are signed out. Sign in again."
FROM_ELSEWHERE = "This was sent from another site's page, so nothing was done."
TOO_LONG = "This is too long to be a name and a passphrase. Nothing was done."
OTHER_NAME = "This app does not go by this name. Use the address that your team gave you."

INSTITUTION = "Sign in through your institution"
INSTITUTION_JOIN = "Or let your institution say that it is you. Then you need no passphrase here."
INSTITUTION_MEANS = (
    "Your institution is not told what you do here. Your team is not told your name."
)
GO_ON = "Go on"
TO_INSTITUTION = "On to your institution"
BACK_FROM_INSTITUTION = "You are signed in"
NO_ANSWER = (
    "Your institution did not say who you are, or not in time. Nothing was changed. Try once more. "
    "If it stays like this, tell whoever runs this app."
)
