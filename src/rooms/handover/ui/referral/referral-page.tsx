import { useState } from 'react';
import { useParams } from 'wouter';
import type { OutputOf } from '#kernel/endpoint.ts';
import { useAct, useEndpoint } from '#web/device/query.ts';
import { Button } from '#web/kit/button.tsx';
import { Card } from '#web/kit/card.tsx';
import { formatInstant } from '#web/kit/dates.ts';
import { KeyValue } from '#web/kit/key-value.tsx';
import { currentLanguage } from '#web/kit/language.ts';
import { Row } from '#web/kit/layout.tsx';
import { Link } from '#web/kit/link.tsx';
import { Notice } from '#web/kit/notice.tsx';
import { Page } from '#web/kit/page.tsx';
import { ProblemNotice } from '#web/kit/problem-notice.tsx';
import { Skeleton } from '#web/kit/skeleton.tsx';
import { text } from '#web/kit/text.tsx';
import { listReferrals, printReferralLetter, type ReferralView } from '../../schema.ts';
import { Agency } from '../agency.tsx';
import { serviceText } from '../code-names.ts';
import { ProfileFacts } from '../one/profile-facts.tsx';
import { PrintedDocument } from '../printed-document.tsx';
import { AnswerReferral } from './answer-referral.tsx';
import { ReferralStatusPill, referralParty, referralTitle } from './referral-words.tsx';

function Letter({ referral }: { readonly referral: ReferralView }) {
  const { act, isBusy, problem } = useAct(printReferralLetter);
  const [printed, setPrinted] = useState<OutputOf<typeof printReferralLetter>>();
  const print = async (): Promise<void> => {
    const answer = await act({ referralId: referral.referralId, language: currentLanguage() });
    if (answer.ok) setPrinted(answer.value);
  };
  return (
    <>
      <ProblemNotice problem={problem} />
      <Button icon="print" isBusy={isBusy} onPress={() => void print()}>{text('handover-ui.refer.letter')}</Button>
      <PrintedDocument title={text('handover-ui.refer.letter')} document={printed} onClose={() => setPrinted(undefined)} />
    </>
  );
}

const partyRow = ({ agency, outside, direction }: ReferralView) => ({
  label: text(direction === 'incoming' ? 'handover-ui.sender' : 'handover-ui.refer.to'),
  value: agency ? <Agency agency={agency} isFull /> : outside && [outside.name, outside.phone, outside.address].filter(Boolean).join(' · '),
});

/** One referral: what is asked for, how far it came, and the answer. */
export function ReferralPage() {
  const { referralId } = useParams<{ referralId: string }>();
  const { value, problem, retry } = useEndpoint(listReferrals, {}, { everySeconds: 60 });
  const referral = value?.items.find((item) => item.referralId === referralId);
  const back = { href: '/canalizaciones', label: text('handover-ui.referrals.title') };
  if (!referral) {
    return (
      <Page title={text('handover-ui.refer.one')} back={back} isNarrow>
        {problem ? <ProblemNotice problem={problem} onRetry={retry} /> : value ? <Notice tone="warn">{text('problem.not-found')}</Notice> : <Skeleton lines={8} />}
      </Page>
    );
  }
  return (
    <Page title={text('handover-ui.refer.oneTitle', { service: serviceText(referral.service), name: referralParty(referral) })} lead={<ReferralStatusPill referral={referral} />} back={back} isNarrow>
      <ProblemNotice problem={problem} onRetry={retry} />
      {referral.consentWithdrawnAt && <Notice tone="danger" title={text('handover-referral.consent.title', { at: formatInstant(referral.consentWithdrawnAt) })}>{text('handover-referral.consent.text', { name: referralParty(referral) })}</Notice>}
      <Notice tone="info">{text('handover-ui.refer.noCustody')}</Notice>
      <div className="screen-only"><Row gap={2}><AnswerReferral referral={referral} />{referral.direction === 'outgoing' && <Letter referral={referral} />}</Row></div>
      <Card title={text('handover-ui.refer.what')}>
        <KeyValue
          rows={[
            { label: text('handover-ui.list.children'), value: referral.initials ? <Link href={`/casos/${referral.childId}`}>{referral.initials}</Link> : referralTitle(referral) },
            { label: text('handover-ui.refer.service'), value: serviceText(referral.service) },
            partyRow(referral),
            { label: text('handover-ui.offer.urgency'), value: text(`handover.urgency.${referral.urgency}`), note: text('handover-ui.offer.answerBy', { at: formatInstant(referral.decideBy) }) },
            ...(referral.reason ? [{ label: text('handover-ui.refer.reason'), value: referral.reason }] : []),
            { label: text('handover-ui.refer.sentAt'), value: formatInstant(referral.sentAt) },
            ...(referral.answeredAt ? [{ label: text('handover-ui.refer.answeredAt'), value: formatInstant(referral.answeredAt), ...(referral.answerReason ? { note: referral.answerReason } : {}) }] : []),
          ]}
        />
      </Card>
      {referral.facts.length > 0 && <Card title={text('handover-ui.refer.shared')}><ProfileFacts facts={referral.facts} /></Card>}
    </Page>
  );
}
