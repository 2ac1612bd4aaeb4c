"""What is said of long work while it goes on, whichever page asked for it."""

WAITING = "The work waits for its turn."
RUNNING = "{doing} ({progress} of 100 parts are done). You can leave this page and come back."
STARTING = "It begins"
STOP = "Stop it"
