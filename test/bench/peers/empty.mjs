/* oxlint-disable unicorn/no-empty-file */
// An empty script: the time that Node itself needs to start and exit.
