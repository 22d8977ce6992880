import { listTeams, listWorkers } from '#platform/access/schema.ts';
import { useEndpoint } from '#web/device/query.ts';

interface Colleague {
  readonly id: string;
  readonly displayName: string;
  readonly teamIds: readonly string[];
}

interface Colleagues {
  /** Name of a team or a worker of this node; '' while it is not known, or when it is elsewhere. */
  readonly teamName: (teamId: string | null) => string;
  readonly workerName: (workerId: string | null) => string;
  readonly teams: readonly { readonly id: string; readonly name: string }[];
  /** Those who work here now. */
  readonly workers: readonly Colleague[];
}

/** Who works at this node, to show and to choose. */
export function useColleagues(): Colleagues {
  const teams = useEndpoint(listTeams, {}).value?.teams ?? [];
  const workers = useEndpoint(listWorkers, {}).value?.workers ?? [];
  return {
    teams,
    workers: workers.filter(({ isActive }) => isActive),
    teamName: (teamId) => teams.find(({ id }) => id === teamId)?.name ?? '',
    workerName: (workerId) => workers.find(({ id }) => id === workerId)?.displayName ?? '',
  };
}
