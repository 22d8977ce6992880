/** Writes one file of public holidays per country. Run: `node reference/holidays/generate.ts` */
import { writeFileSync } from 'node:fs';
import Holidays from 'date-holidays';

const firstYear = 2024;
const lastYear = 2030;
const timeZones = {
  MX: 'America/Mexico_City',
  GT: 'America/Guatemala',
  SV: 'America/El_Salvador',
  HN: 'America/Tegucigalpa',
  US: 'America/Chicago',
  BZ: 'America/Belize',
  NI: 'America/Managua',
} as const;

/** Holidays that the package lacks and that the labour code lists, from memory: to be confirmed. */
const supplements: Readonly<Record<string, readonly { monthDay: string; es: string; en: string }[]>> = {
  SV: [
    { monthDay: '01-01', es: 'Año Nuevo', en: "New Year's Day" },
    { monthDay: '05-10', es: 'Día de la Madre', en: "Mother's Day" },
    { monthDay: '06-17', es: 'Día del Padre', en: "Father's Day" },
  ],
};

interface Row {
  readonly day: string;
  readonly es: string;
  readonly en: string;
  readonly source: readonly string[];
  readonly certainty: string;
}

for (const [country, timeZone] of Object.entries(timeZones)) {
  const rows: Row[] = [];
  for (let year = firstYear; year <= lastYear; year++) {
    const english = namesByDay(country, year, 'en');
    for (const [day, es] of namesByDay(country, year, 'es')) {
      rows.push({ day, es, en: english.get(day) ?? es, source: ['DATE-HOLIDAYS'], certainty: 'secondary' });
    }
    for (const { monthDay, es, en } of supplements[country] ?? []) {
      rows.push({ day: `${year}-${monthDay}`, es, en, source: ['MEMORY'], certainty: 'memory' });
    }
  }
  rows.sort((a, b) => a.day.localeCompare(b.day));
  const head = JSON.stringify({ country, timeZone, firstYear, lastYear }).slice(0, -1);
  const lines = rows.map((row) => `  ${JSON.stringify(row)}`).join(',\n');
  writeFileSync(new URL(`${country}.json`, import.meta.url), `${head},"days":[\n${lines}\n]}\n`);
}

/** Whole public holidays by day. Half days (from noon) count as working days: a deadline then comes earlier, never later. */
function namesByDay(country: string, year: number, language: string): Map<string, string> {
  const list = new Holidays(country, { languages: [language, 'es', 'en'], types: ['public'] }).getHolidays(year);
  return new Map(list.filter((holiday) => holiday.date.slice(11, 16) === '00:00').map((holiday) => [holiday.date.slice(0, 10), holiday.name]));
}
