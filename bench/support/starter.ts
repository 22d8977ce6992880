import { openAgency, type AgencyPlace } from './agency.ts';
import { openServer } from './postgres.ts';

/** A node in a process of its own, as after a power cut: its parent's clock runs since before this file was read. */
export interface Start {
  readonly folder: string;
  readonly database: string | undefined;
  readonly databaseName: string;
  readonly place: Omit<AgencyPlace, 'database'>;
}

const { folder, database, databaseName, place } = JSON.parse(process.argv[2]!) as Start;
const server = await openServer(folder, database);
const { running } = await openAgency({ ...place, database: await server.database(databaseName) });
await running.listen();
process.send!('answers');
process.once('message', () => void running.stop().then(() => server.stop()).then(() => process.exit(0)));
