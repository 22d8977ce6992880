// The floors and the roles of files, as data: read by the import checker (.dependency-cruiser.cjs) and by a test.
module.exports = {
  /** Rooms by floor, lowest first. A floor never imports a higher one; rooms of one floor never import each other. */
  floors: [
    ['governance', 'law', 'standards', 'services', 'workforce'],
    ['person'],
    ['case'],
    ['journey', 'handover', 'tracing', 'programme'],
    ['finance', 'voice'],
    ['monitoring'],
  ],
  /** Files that must stay pure: they import only each other and typebox, and compile without DOM and Node types. */
  pure: '^src/(kernel/[^/]+[.]ts|(rooms|exchange)/[^/]+/(schema|rules)([.]ts|/.+[.]ts))$',
  /** Fewer modules than this means that the checker is blind (a mismatch of its TypeScript): an error, never a pass. */
  leastModules: 120,
};
