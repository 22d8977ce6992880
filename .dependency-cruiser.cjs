const { floors, pure } = require('./architecture.cjs');

const anyOf = (names) => `(${names.join('|')})`;
const test = '[.](test|e2e)[.]tsx?$';
const screen = '^src/rooms/[^/]+/ui/';

const floorRules = floors.map((names, level) => ({
  name: `floor-${level + 1}-stays-below`,
  comment: 'A floor never imports a higher floor: what must happen upward is a reaction in src/main/reactions.ts.',
  severity: 'error',
  from: { path: `^src/rooms/${anyOf(names)}/`, pathNot: [test, screen] },
  to: { path: `^src/rooms/${anyOf(floors.slice(level + 1).flat().concat('none'))}/` },
}));
const neighbourRules = floors.filter((names) => names.length > 1).map((names) => ({
  name: `neighbours-apart-${names[0]}`,
  comment: 'Rooms of one floor never import each other.',
  severity: 'error',
  from: { path: `^src/rooms/${anyOf(names)}/`, pathNot: [test, screen] },
  to: { path: `^src/rooms/${anyOf(names)}/`, pathNot: ['^src/rooms/$1/'] },
}));

module.exports = {
  forbidden: [
    { name: 'no-circle', severity: 'error', from: {}, to: { circular: true } },
    { name: 'pure-stays-pure', severity: 'error', from: { path: pure, pathNot: test }, to: { pathNot: [pure, 'node_modules/typebox/', '^reference/'] } },
    { name: 'enter-by-the-door', severity: 'error',
      from: { path: '^src/rooms/([^/]+)/', pathNot: test },
      to: { path: '^src/rooms/', pathNot: ['^src/rooms/$1/', '^src/rooms/[^/]+/(index|schema|rules)[.]ts$', screen] } },
    { name: 'others-enter-by-the-door', severity: 'error',
      from: { path: '^src/(exchange|platform|web)/', pathNot: test },
      to: { path: '^src/rooms/', pathNot: ['^src/rooms/[^/]+/(index|schema|rules)[.]ts$', screen] } },
    { name: 'screens-stay-in-front', severity: 'error',
      from: { path: [screen, '^src/web/'], pathNot: test },
      to: { path: ['^src/platform/(?!access/schema[.]ts$)', '^src/rooms/[^/]+/(store|service|routes|index)[./]', '^src/exchange/(?!federation/schema[.]ts$|interchange/(schema|rules)[.]ts$|interchange/sheet/|proof/(schema[.]ts$|check/))', '^src/main/'] } },
    { name: 'server-knows-no-screen', severity: 'error', from: { path: '^src/(platform|exchange|main)/|^src/rooms/[^/]+/[^/]+[.]ts$', pathNot: test }, to: { path: [screen, '^src/web/'] } },
    { name: 'sql-in-the-store', severity: 'error', from: { path: '^src/(rooms|exchange|main|web)/', pathNot: [test, '/store([.]ts$|/)'] }, to: { path: 'node_modules/(kysely|pg)/', dependencyTypesNot: ['type-only'] } },
    { name: 'kernel-knows-nobody', severity: 'error', from: { path: '^src/kernel/', pathNot: test }, to: { path: '^src/(platform|rooms|exchange|web|main)/' } },
    { name: 'platform-knows-no-room', severity: 'error', from: { path: '^src/(platform|kernel)/', pathNot: test }, to: { path: '^src/(rooms|exchange|web|main)/' } },
    { name: 'rooms-know-no-exchange', severity: 'error', from: { path: '^src/rooms/', pathNot: [test, screen] }, to: { path: '^src/exchange/' } },
    { name: 'nobody-imports-main', severity: 'error', from: { path: '^src/(?!main/)', pathNot: test }, to: { path: '^src/main/' } },
    { name: 'nobody-imports-tests', severity: 'error', from: { path: '^src/', pathNot: test }, to: { path: ['^test/', test] } },
    ...floorRules,
    ...neighbourRules,
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: { extensions: ['.ts', '.tsx', '.mjs', '.js', '.json'], exportsFields: ['exports'], conditionNames: ['import', 'node', 'default', 'types'] },
  },
};
