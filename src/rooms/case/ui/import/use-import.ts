import { useRef, useState } from 'react';
import type { Instant } from '#kernel/instant.ts';
import type { Problem } from '#kernel/problem.ts';
import { succeed } from '#kernel/result.ts';
import { guessMapping, mappingFor, twinsOf, understandSheet, workThrough, type DateOrder, type Mapping, type Surroundings, type Target, type UnderstoodRow } from '#exchange/interchange/rules.ts';
import { checkImport, importRows, openImport, rowsPerCall, type ImportOutcome } from '#exchange/interchange/schema.ts';
import type { ReadSheet } from '#exchange/interchange/sheet/read.ts';
import type { SearchHit } from '#rooms/tracing/schema.ts';
import { call, newRequestId } from '#web/device/call.ts';
import { localDayOf } from '#web/kit/dates.ts';

export type Step = 'file' | 'columns' | 'check' | 'done';

/** What a dry run says of one row. */
export interface CheckedRow extends UnderstoodRow {
  readonly duplicates: readonly SearchHit[];
  /** An earlier row of the same file that may be the same child. */
  readonly twin: number | null;
  /** What the node would refuse it for, beside what the sheet shows. */
  readonly refusals: readonly string[];
  readonly isImported: boolean;
}
export const isDoubtful = (row: CheckedRow): boolean => row.duplicates.length > 0 || row.twin !== null;
export const isFaulty = (row: CheckedRow): boolean => row.child === null || row.refusals.length > 0;

export interface Chosen extends ReadSheet {
  readonly name: string;
  readonly digest: string;
}

/** Lets the screen show what changed before long work goes on. */
const painted = (): Promise<void> => new Promise((resolve) => {
  setTimeout(resolve);
});
const rowsBetweenPaints = 250;

/** The whole way of a spreadsheet: read, columns, dry run, import; every row goes through the node's own verbs. */
export function useImport(now: Instant) {
  const [step, setStep] = useState<Step>('file');
  const [chosen, setChosen] = useState<Chosen>();
  const [mapping, setMapping] = useState<Mapping>();
  const [order, setOrder] = useState<DateOrder>('undecided');
  const [rows, setRows] = useState<readonly CheckedRow[]>([]);
  const [anyway, setAnyway] = useState<ReadonlySet<number>>(new Set());
  const [problem, setProblem] = useState<Problem>();
  const [done, setDone] = useState<number | null>(null);
  const [isReading, setReading] = useState(false);
  const [outcomes, setOutcomes] = useState<readonly ImportOutcome[]>([]);
  const stopped = useRef(false);

  const choose = async (name: string, content: Blob): Promise<void> => {
    setProblem(undefined);
    setReading(true);
    try {
      const { readSheet, digestOf } = await import('#exchange/interchange/sheet/read.ts');
      const bytes = new Uint8Array(await content.arrayBuffer());
      await painted();
      const read = await readSheet(bytes);
      if (!read.ok) return setProblem(read.problem);
      setChosen({ ...read.value, name, digest: await digestOf(bytes) });
      setOrder('undecided');
      setMapping(guessMapping(read.value.sheet));
      setStep('columns');
    } finally {
      setReading(false);
    }
  };
  const retarget = (column: number, target: Target): void => setMapping(mappingFor(chosen!.sheet, mapping!.targets.with(column, target), order));
  const reorder = (next: DateOrder): void => {
    setOrder(next);
    setMapping(mappingFor(chosen!.sheet, mapping!.targets, next));
  };

  /** One long work at a time: shows how far it is, stops between two calls. */
  const work = async <T>(run: () => Promise<T>): Promise<T> => {
    stopped.current = false;
    setProblem(undefined);
    setDone(0);
    try {
      return await run();
    } finally {
      setDone(null);
    }
  };
  const progress = { onDone: setDone, isStopped: () => stopped.current };

  const check = (): Promise<void> => work(async () => {
    const { sheet, digest } = chosen!;
    const { findPlace } = await import('#exchange/interchange/sheet/find-place.ts');
    const around: Surroundings = { today: localDayOf(now), newIdentifier: newRequestId, findPlace };
    const understanding = await workThrough(sheet.rows, rowsBetweenPaints, async (some) => {
      await painted();
      return succeed(understandSheet({ ...sheet, rows: some }, mapping!, around));
    }, { onDone: () => undefined, isStopped: progress.isStopped });
    if (!understanding.ok || stopped.current) return;
    const understood = understanding.value;
    const good = understood.filter(({ child }) => child !== null);
    const twins = twinsOf(good);
    const checked = await workThrough(good, rowsPerCall, async (some) => {
      const answer = await call(checkImport, { digest, rows: some.map(({ number, child }) => ({ number, child: child! })) });
      return answer.ok ? succeed(answer.value.rows) : answer;
    }, progress);
    if (!checked.ok) return setProblem(checked.problem);
    if (stopped.current) return;
    const byNumber = new Map(checked.value.map((row) => [row.number, row]));
    setRows(understood.map((row) => ({
      ...row, twin: twins.get(row.number) ?? null, duplicates: byNumber.get(row.number)?.duplicates ?? [], refusals: byNumber.get(row.number)?.problems ?? [], isImported: byNumber.get(row.number)?.isImported ?? false,
    })));
    setAnyway(new Set());
    setStep('check');
  });

  const wanted = rows.filter((row) => !isFaulty(row) && !row.isImported && (!isDoubtful(row) || anyway.has(row.number)));
  const send = (teamId: string): Promise<void> => work(async () => {
    const { sheet, name, digest } = chosen!;
    const opened = await call(openImport, { digest, fileName: name.slice(0, 200), rowCount: sheet.rows.length });
    if (!opened.ok) return setProblem(opened.problem);
    const { batchId } = opened.value;
    const sent = await workThrough(wanted, rowsPerCall, async (some) => {
      const answer = await call(importRows, { batchId, teamId: teamId as typeof batchId, rows: some.map((row) => ({ number: row.number, child: row.child!, candidatesShown: row.duplicates.length })) });
      if (answer.ok) setOutcomes((before) => [...before, ...answer.value.rows]);
      return answer.ok ? succeed(answer.value.rows) : answer;
    }, progress);
    if (!sent.ok) return setProblem(sent.problem);
    setStep('done');
  });

  const decide = (number: number, isWanted: boolean): void => setAnyway((before) => new Set(isWanted ? [...before, number] : [...before].filter((one) => one !== number)));
  const restart = (): void => {
    setStep('file');
    setChosen(undefined);
    setRows([]);
    setOutcomes([]);
    setProblem(undefined);
  };
  const stop = (): void => {
    stopped.current = true;
  };
  return { step, setStep, isReading, chosen, mapping, order, rows, wanted, anyway, outcomes, problem, done, choose, retarget, reorder, check, send, decide, restart, stop };
}
export type Import = ReturnType<typeof useImport>;
