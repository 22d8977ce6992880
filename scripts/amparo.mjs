#!/usr/bin/env node
// `npx amparo …`: the command line, through the same entry as `npm start`.
process.env.AMPARO_ASKED_FROM = process.cwd();
process.argv.splice(2, 0, 'amparo');
await import('./run.mjs');
