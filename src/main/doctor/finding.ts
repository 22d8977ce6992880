import type { Problem } from '#kernel/problem.ts';

/** What one look found. Texts: `cli.doctor.<check>.<found>`, and what to do `cli.doctor.<check>.<found>.do` unless it is good. */
export interface Finding {
  readonly check: 'clock' | 'database' | 'disk' | 'keys' | 'peers' | 'backup' | 'service';
  readonly state: 'good' | 'warning' | 'bad';
  readonly found: string;
  readonly facts: Problem['details'];
}

export const finding = (check: Finding['check'], state: Finding['state'], found: string, facts: Finding['facts'] = {}): Finding => ({ check, state, found, facts });
