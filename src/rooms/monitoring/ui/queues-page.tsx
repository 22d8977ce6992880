import { useEndpoint } from '#web/device/query.ts';
import { Card } from '#web/kit/card.tsx';
import { classes } from '#web/kit/classes.ts';
import { formatInstant } from '#web/kit/dates.ts';
import { Icon } from '#web/kit/icon.tsx';
import { Link } from '#web/kit/link.tsx';
import { Button } from '#web/kit/button.tsx';
import { Page } from '#web/kit/page.tsx';
import { PrintButton } from '#web/kit/print-button.tsx';
import { ProblemNotice } from '#web/kit/problem-notice.tsx';
import { Skeleton } from '#web/kit/skeleton.tsx';
import { text } from '#web/kit/text.tsx';
import type { OutputOf } from '#kernel/endpoint.ts';
import { proveQueues } from '../schema.ts';
import styles from './queues-page.module.css';

type Proof = OutputOf<typeof proveQueues>;
const checks = ['withoutCustodian', 'withTwo', 'inNoQueue', 'heldWithoutFile'] as const;

/** The sum, written out so that anybody can check it. */
const Sum = ({ proof }: { readonly proof: Proof }) => (
  <table className={styles['sum']}>
    <caption className="visually-hidden">{text('monitoring.proof.title')}</caption>
    <tbody>
      {proof.queues.map(({ queue, count }) => (
        <tr key={queue}><th scope="row"><Link href={`/trabajo/${queue}`} isQuiet>{text(`monitoring.queue.${queue}`)}</Link></th><td>{count}</td></tr>
      ))}
    </tbody>
    <tfoot>
      <tr><th scope="row">{text('monitoring.proof.sum')}</th><td>{proof.queues.reduce((sum, { count }) => sum + count, 0)}</td></tr>
      <tr><th scope="row">{text('monitoring.proof.open')}</th><td>{proof.open}</td></tr>
    </tfoot>
  </table>
);

const Check = ({ name, count }: { readonly name: string; readonly count: number }) => (
  <li className={classes(styles['check'], count > 0 && styles['broken'])}>
    <Icon name={count === 0 ? 'check' : 'alert'} />
    <span><strong>{count}</strong> {text(`monitoring.proof.${name}`, { count })}</span>
  </li>
);

/** Shows that nobody has fallen between: for every open file one responsible agency and one queue. */
export function QueuesPage() {
  const { value: proof, problem, retry } = useEndpoint(proveQueues, {}, { everySeconds: 60 });
  return (
    <Page title={text('monitoring.proof.title')} lead={text('monitoring.proof.lead')} actions={<><Button icon="refresh" onPress={retry}>{text('monitoring.proof.again')}</Button><PrintButton /></>} isNarrow>
      <ProblemNotice problem={problem} onRetry={retry} />
      {!proof && !problem && <Skeleton lines={8} />}
      {proof && (
        <>
          <section className={classes(styles['verdict'], !proof.isProven && styles['broken'])} role="status">
            <span className={styles['seal']} aria-hidden="true"><Icon name={proof.isProven ? 'check' : 'alert'} size={1.8} /></span>
            <div>
              <p className={styles['line']}>{text(proof.isProven ? 'monitoring.proof.proven' : 'monitoring.proof.notProven', { count: proof.open })}</p>
              <p className={styles['when']}>{text('monitoring.proof.checkedAt', { at: formatInstant(proof.checkedAt) })}</p>
            </div>
          </section>
          <Card title={text('monitoring.proof.whereEachStands')}><Sum proof={proof} /></Card>
          <Card title={text('monitoring.proof.whatMustBeNone')}><ul role="list" className={styles['checks']}>{checks.map((name) => <Check key={name} name={name} count={proof[name]} />)}</ul></Card>
        </>
      )}
    </Page>
  );
}
