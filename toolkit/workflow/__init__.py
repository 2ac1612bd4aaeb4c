"""What a person does, one function each; rights and sealing are decided here."""
