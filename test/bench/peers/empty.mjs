// Nothing: what Node itself needs to start and to end.
/* oxlint-disable unicorn/no-empty-file */
