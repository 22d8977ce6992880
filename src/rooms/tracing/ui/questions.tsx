import { useState } from 'react';
import { custodyRoles } from '#kernel/role.ts';
import { useEndpoint } from '#web/device/query.ts';
import { hasRole, useSession } from '#web/device/session.ts';
import { Button } from '#web/kit/button.tsx';
import { Card } from '#web/kit/card.tsx';
import { KeyValue } from '#web/kit/key-value.tsx';
import { Stack } from '#web/kit/layout.tsx';
import { ProblemNotice } from '#web/kit/problem-notice.tsx';
import { text } from '#web/kit/text.tsx';
import { readQuestions, type RequestView } from '../schema.ts';

/** What only the family can answer: closed until somebody needs it, so that no claimant reads it over a shoulder, and never printed. */
export function Questions({ request }: { readonly request: RequestView }) {
  const [isOpen, setIsOpen] = useState(false);
  const session = useSession();
  const { value, problem } = useEndpoint(readQuestions, isOpen ? { requestId: request.requestId } : null);
  return (
    <div className="screen-only">
      <Card title={text('tracing.questions')} tone="quiet">
        <Stack gap={3}>
          <p>{text('tracing.questions.count', { count: request.questions })} {text('tracing.questions.never')}</p>
          <ProblemNotice problem={problem} />
          {isOpen && value && <KeyValue isStacked rows={value.questions.map(({ question, answer }) => ({ label: question, value: answer }))} />}
          {request.questions > 0 && hasRole(session, ...custodyRoles) && <Button size="s" icon={isOpen ? 'lock' : 'eye'} onPress={() => setIsOpen(!isOpen)}>{text(isOpen ? 'tracing.questions.hide' : 'tracing.questions.show')}</Button>}
        </Stack>
      </Card>
    </div>
  );
}
