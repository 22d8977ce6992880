import type { Registration } from './invariants.ts';

/** What the world knows beside its nodes, packed into one integer. */
export interface Counters {
  handovers: number;
  restores: number;
  backups: number;
  pulls: number;
  /** Two bits a child: absent, on the device, confirmed. */
  registrations: number;
  /** One bit a handover and node: has accepted it. */
  acceptances: number;
}

const registrationNames = ['absent', 'on-device', 'confirmed'] as const satisfies Registration[];
export const registrationOf = (registrations: number, child: number): Registration => registrationNames[(registrations >> (2 * child)) & 3]!;
export const withRegistration = (registrations: number, child: number, registration: Registration): number =>
  (registrations & ~(3 << (2 * child))) | (registrationNames.indexOf(registration) << (2 * child));

export const acceptanceBit = (nodes: number, handover: number, node: number): number => 1 << (handover * nodes + node);

/* 3 bits handovers, 2 restores, 2 backups, 2 pulls, 4 registrations (2 children), 15 acceptances: 28 bits. */
export const pack = ({ handovers, restores, backups, pulls, registrations, acceptances }: Counters): number =>
  handovers | (restores << 3) | (backups << 5) | (pulls << 7) | (registrations << 9) | (acceptances << 13);
export const unpack = (packed: number): Counters => ({
  handovers: packed & 7, restores: (packed >> 3) & 3, backups: (packed >> 5) & 3, pulls: (packed >> 7) & 3,
  registrations: (packed >> 9) & 15, acceptances: packed >> 13,
});
