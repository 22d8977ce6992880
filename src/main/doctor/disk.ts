import { accessSync, constants, existsSync, statfsSync } from 'node:fs';
import path from 'node:path';
import { finding, type Finding } from './finding.ts';

const gigabyte = 1e9;
const bounds = { low: 2 * gigabyte, full: gigabyte / 2, lowShare: 0.1 };

export interface Room {
  readonly freeBytes: number;
  readonly allBytes: number;
}

/** Whether a disk has room for the work of the next days. */
export function examineRoom(folder: string, { freeBytes, allBytes }: Room): Finding {
  const facts = { folder, free: Math.round(freeBytes / 1e6), percent: Math.round((freeBytes / Math.max(1, allBytes)) * 100) };
  if (freeBytes < bounds.full) return finding('disk', 'bad', 'full', facts);
  return freeBytes < bounds.low || freeBytes < allBytes * bounds.lowShare ? finding('disk', 'warning', 'low', facts) : finding('disk', 'good', 'room', facts);
}

/** Room and right to write where the node keeps its things. */
export function examineDisk(folder: string): Finding[] {
  const existing = nearestExisting(folder);
  try {
    accessSync(existing, constants.W_OK);
  } catch {
    return [finding('disk', 'bad', 'unwritable', { folder: existing })];
  }
  const { bavail, blocks, bsize } = statfsSync(existing);
  return [examineRoom(folder, { freeBytes: bavail * bsize, allBytes: blocks * bsize })];
}

const nearestExisting = (folder: string): string => (existsSync(folder) ? folder : nearestExisting(path.dirname(folder)));
