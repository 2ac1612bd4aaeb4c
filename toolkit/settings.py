"""Numbers and names that one may want to change; nothing is opened on import."""

from __future__ import annotations

MAX_FILE_BYTES = 50 * 1024 * 1024
"""The largest file that is read, in bytes."""

MAX_UNPACKED_BYTES = 200 * 1024 * 1024
"""The most that a zipped file (.docx) may unpack to, in bytes."""

MAX_UNPACK_RATIO = 200
"""The most that one part of a zipped file over 1 MB may grow when unpacked."""

MAX_TEXT_CHARACTERS = 5_000_000
"""The most characters that one transcript may have; a long interview has 100,000."""

MAX_LINES = 50_000
"""The most lines or paragraphs that one transcript may have; a long interview has 2,000."""

MAX_XML_BYTES = 40 * 1024 * 1024
"""The most that the parts of a Word file that hold words may unpack to, in bytes."""

MAX_MARKUP = 800_000
"""The most tags and attributes that one part of a Word file may have; a long interview has
50,000."""

MAX_TABLE_ROWS = 500_000
"""The most lines that a table of codes or codings may have."""

MAX_CODEBOOK_BYTES = 5 * 1024 * 1024
"""The largest codebook of another program that is read, in bytes; a thousand codes have 1 MB."""

PASSPHRASE_CHARACTERS = 12
"""The fewest characters that a passphrase may have."""

SESSION_IDLE_MINUTES = 60
"""How long a session lives without a sign of life; reading a long interview slowly fits in."""

SESSION_HOURS = 12
"""How long a session lives at most, whatever is done in it."""

INVITATION_DAYS = 14
"""How long an invitation can be taken up; long enough to hand it over at the next meeting."""

OWNER_LINK_MINUTES = 10
"""How long the link is good that opens the app for whoever started it."""

PROJECT_FILE = "project.toml"
"""The file in a project's folder that holds its title and its database's address."""

PROJECT_VARIABLE = "TOOLKIT_PROJECT"
"""The environment variable that names the project's folder to the app."""

KEY_FILE = "names.key"
"""The file in a project's folder that holds the key from pseudonyms to names, encrypted."""

KEY_VARIABLE = "TOOLKIT_KEY_FILE"
"""The environment variable that names another place for the key to the names."""

KEY_PASSPHRASE_VARIABLE = "TOOLKIT_KEY_PASSPHRASE"  # noqa: S105 - the name of a variable
"""The environment variable that may hold the key's passphrase, for the command line."""

OIDC_ISSUER = "TOOLKIT_OIDC_ISSUER"
"""The environment variable that names an institution to sign in through, by its address."""

OIDC_CLIENT = "TOOLKIT_OIDC_CLIENT"
"""The environment variable with the name under which the institution knows this app."""

OIDC_SECRET = "TOOLKIT_OIDC_SECRET"  # noqa: S105 - the name of a variable
"""The environment variable with the secret that the institution gave to this app."""

MODEL_FOLDER_VARIABLE = "TOOLKIT_MINILM"
"""The environment variable that names a folder with MiniLM's weights and tokenizer."""

MODELS_CACHE_VARIABLE = "TOOLKIT_CACHE"
"""The environment variable that names where built networks are kept; they hold no words."""

VECTORS_FILE = "vectors.npz"
"""The file in a project's folder that keeps what cleared passages mean, as vectors."""
