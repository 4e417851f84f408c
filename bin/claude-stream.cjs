#!/usr/bin/env node
const { main } = require('../dist/main.cjs');

void main(process.argv.slice(2)).then((code) => process.exit(code));
