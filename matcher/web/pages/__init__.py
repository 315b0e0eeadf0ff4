"""The pages. All work without script; a patient is only ever in the body of a form."""
