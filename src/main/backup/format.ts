import { Type, type Static } from 'typebox';

/**
 * A backup is an `age` file (age-encryption.org/v1) around a gzipped tar, so that it can be opened with `age`, `gunzip` and
 * `tar` alone: `head.json`, `tables/<table>/<number>` (rows in PostgreSQL's COPY text format), `files/<name>` (sealed
 * bytes), `manifest.json`. It holds no key of the node.
 */
export const backupFormat = 'amparo-backup/1';
export const headName = 'head.json';
export const manifestName = 'manifest.json';

const Count = Type.Integer({ minimum: 0 });
const Hash = Type.String({ pattern: '^[0-9a-f]{64}$' });
const Table = Type.Object({ name: Type.String(), columns: Type.Array(Type.String()), order: Type.String() });

/** First in the file: what must fit before anything is touched. */
export const Head = Type.Object({
  format: Type.Literal(backupFormat),
  nodeId: Type.String(),
  madeAt: Type.String(),
  program: Type.String(),
  /** The node's incarnation when the backup was made. */
  incarnation: Count,
  migrations: Type.Array(Type.Object({ name: Type.String(), checksum: Type.String() })),
  /** Parents before children, as their foreign keys want it. */
  tables: Type.Array(Table),
});
export type Head = Static<typeof Head>;
export type Table = Static<typeof Table>;

/** Last in the file: what must have come out. `hash` is the SHA-256 of a table's rows, ordered by primary key. */
export const Manifest = Type.Object({
  tables: Type.Array(Type.Object({ name: Type.String(), rows: Count, hash: Hash })),
  sequences: Type.Array(Type.Object({ name: Type.String(), value: Type.String() })),
  /** `hash` is the SHA-256 of the lines `name hash`, in the order of the names. */
  files: Type.Object({ count: Count, bytes: Count, hash: Hash }),
});
export type Manifest = Static<typeof Manifest>;
export type TableSum = Manifest['tables'][number];
export type FileSum = Manifest['files'];
