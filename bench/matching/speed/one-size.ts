import { measureOnline } from './online.ts';

/** One size in a process of its own, so that its memory can be told: `node one-size.ts FOLDER RECORDS QUESTIONS`, prints JSON. */
const [folder, records, questions] = process.argv.slice(2);
console.log(JSON.stringify(await measureOnline(folder!, Number(records), Number(questions))));
