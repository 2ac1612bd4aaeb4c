"""The pages: each takes input, calls one function of the workflow and shows the result."""
