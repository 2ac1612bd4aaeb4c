"""Words of the method, each with a plain meaning: the one list of them."""

TITLE = "What some words here mean"

TERMS = {
    "account": "What the app knows about you: your pen-name, your sides and your passphrase.",
    "agreement": "How often people who read alone gave the same code to the same words.",
    "case": "The person, group or place that an interview belongs to.",
    "checker": "A person who takes out what could tell who somebody is.",
    "cleared": "Two people have read it and taken out what could tell who a person is.",
    "code": "A short name for something that people say, such as “Alone at night”.",
    "codebook": "The list of all codes, with what each one means.",
    "coder": "A person who reads alone and gives codes to what was said.",
    "coding": "One code that one person put on some words.",
    "content note": "A short warning in front of words that may be hard to read.",
    "decision": "What the team settled about one place, and why.",
    "difference": "A place in an interview that people read in different ways.",
    "dissent": "What somebody still sees in another way, in their own words. It is always kept.",
    "draft": "An interview that has not been cleared yet.",
    "facilitator": "A person who opens and ends rounds. They have one vote, like all others.",
    "guest": "A person who may look on and has no vote.",
    "kappa": (
        "A number for how far two people agree, less what luck alone would bring. 1 is full "
        "agreement. 0 is no more than luck."
    ),
    "interval": "How far off a number could be, since only some words were read.",
    "invitation": "A link that lets one person come in and choose a passphrase.",
    "lived experience": "What you know because it happened to you.",
    "passphrase": "Some words that only you know. They let you come in.",
    "pen-name": "The name that you chose for this team. It need not be your own.",
    "pseudonym": "A made-up name that stands in place of a person or a place.",
    "report": "A Word file that tells what the team did and found.",
    "reveal": "To show all codes of a round to the whole team.",
    "round": "A time in which each person reads and codes alone. It ends with the reveal.",
    "seal": "To say: I have finished this one. From then on you cannot change it.",
    "side": "Where you speak from: as an academic, from lived experience, or both.",
    "suggestion": "A code that a machine proposes for some words. It counts nowhere.",
    "theme": "A group of codes that belong together.",
    "topic": "A heap of things people said that are alike, as a machine sorts them.",
    "transcript": "What was said in an interview, written down.",
    "turn": "What one person says, until the next one speaks.",
}
