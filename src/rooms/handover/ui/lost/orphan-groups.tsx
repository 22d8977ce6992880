import type { ChildId } from '#kernel/identifier.ts';
import { Badge, type Tone } from '#web/kit/badge.tsx';
import { Checkbox } from '#web/kit/checkbox.tsx';
import { Stack } from '#web/kit/layout.tsx';
import { Link } from '#web/kit/link.tsx';
import { text } from '#web/kit/text.tsx';
import type { Orphan } from '../../schema.ts';
import styles from './orphan-groups.module.css';

const tones: Readonly<Record<Orphan['state'], Tone>> = { open: 'danger', offered: 'warn', followed: 'success', elsewhere: 'neutral' };
const order: readonly Orphan['state'][] = ['open', 'offered', 'followed', 'elsewhere'];

/** How a child is called whose file is not here: the beginning of her identifier, which has no meaning. */
const nameOf = (childId: ChildId): string => text('handover-succession.child', { code: childId.slice(0, 6).toUpperCase() });

/** Who moved together stays together: one box for all of them. */
function groupsOf(orphans: readonly Orphan[]): (readonly Orphan[])[] {
  const groups = Map.groupBy(orphans, ({ childId, movedWith, state }) => `${state} ${movedWith ?? childId}`);
  return [...groups.values()].sort(([one], [other]) => order.indexOf(one!.state) - order.indexOf(other!.state));
}

interface OrphanGroupsProps {
  readonly orphans: readonly Orphan[];
  readonly chosen: readonly ChildId[];
  /** Null where nobody here may choose. */
  readonly onChoose: ((childIds: readonly ChildId[]) => void) | null;
}

/** The children of a lost node, those without a custodian first, with who has what of their files. */
export function OrphanGroups({ orphans, chosen, onChoose }: OrphanGroupsProps) {
  return (
    <ul role="list" className={styles['groups']}>
      {groupsOf(orphans).map((group) => {
        const [first] = group as [Orphan];
        const ids = group.map(({ childId }) => childId);
        const names = ids.map(nameOf).join(', ');
        const isChosen = ids.every((childId) => chosen.includes(childId));
        const known = new Map(group.flatMap(({ knownBy }) => knownBy).map((one) => [`${one.agency.nodeId} ${one.copy}`, one]));
        return (
          <li key={ids.join()} className={styles['group']}>
            {onChoose && first.state === 'open'
              ? <Checkbox name={`orphan.${first.childId}`} label={names} value={isChosen} onChange={(isOn) => onChoose(isOn ? [...chosen, ...ids] : chosen.filter((childId) => !ids.includes(childId)))} />
              : <p className={styles['names']}>{names}</p>}
            <Stack gap={1}>
              <p className={styles['marks']}>
                <Badge tone={tones[first.state]}>{text(`handover-succession.state.${first.state}`, { name: first.successor?.shortName ?? '' })}</Badge>
                {group.length > 1 && <Badge icon="people">{text('handover-succession.together', { count: group.length })}</Badge>}
                {first.handoverId && <Link href={`/traspasos/${first.handoverId}`}>{text('handover-ui.chain.handover')}</Link>}
              </p>
              <p className={styles['soft']}>{[...known.values()].map(({ agency, copy }) => text(`handover-succession.copy.${copy}`, { name: agency.shortName })).join(' · ')}</p>
            </Stack>
          </li>
        );
      })}
    </ul>
  );
}
