"""What a project is made of: frozen dataclasses and their rules, nothing else."""
