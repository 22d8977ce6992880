import { useEndpoint } from '#web/device/query.ts';
import { Button } from '#web/kit/button.tsx';
import { Card } from '#web/kit/card.tsx';
import { Stack } from '#web/kit/layout.tsx';
import { ProblemNotice } from '#web/kit/problem-notice.tsx';
import { Skeleton } from '#web/kit/skeleton.tsx';
import { text } from '#web/kit/text.tsx';
import { saveFile } from '#web/kit/save-file.ts';
import { viewOwnCard } from '../schema.ts';
import styles from './own-card.module.css';

/** This node's card: to be sent to the other agency, and the six words to be read to it. */
export function OwnCard() {
  const { value, problem, retry } = useEndpoint(viewOwnCard, {});
  return (
    <Card title={text('governance.ownCard')}>
      <Stack gap={3}>
        <ProblemNotice problem={problem} onRetry={retry} />
        {!value && !problem && <Skeleton lines={2} />}
        {value && (
          <>
            <p>{text('governance-ui.ownCardText')}</p>
            <p className={styles['words']} translate="no">{value.fingerprint}</p>
            <div><Button icon="download" onPress={() => saveFile('amparo-credencial.txt', value.card, 'text/plain')}>{text('governance-ui.saveCard')}</Button></div>
          </>
        )}
      </Stack>
    </Card>
  );
}
