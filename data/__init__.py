"""What is known and kept: patients, trials, criteria, vocabulary tables, storage and settings."""
