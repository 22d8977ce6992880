import { useParams, useSearchParams } from 'wouter';
import type { ChildId } from '#kernel/identifier.ts';
import { FollowAlias } from '#rooms/handover/ui/merge/follow-alias.tsx';
import { FollowErased } from '#rooms/handover/ui/retention/follow-erased.tsx';
import { useEndpoint } from '#web/device/query.ts';
import { later } from '#web/kit/later.tsx';
import { Page } from '#web/kit/page.tsx';
import { ProblemNotice } from '#web/kit/problem-notice.tsx';
import { Skeleton } from '#web/kit/skeleton.tsx';
import { text } from '#web/kit/text.tsx';
import { viewFile } from '../../schema.ts';
import { FileFrame } from './file-frame.tsx';
import { useMay } from './file-part.ts';
import { FileSection } from './file-section.tsx';
import { sectionOf } from './sections.ts';
import type { FileView } from '../../schema.ts';

const NoAccess = later(async () => (await import('./no-access.tsx')).NoAccess);
const back = () => ({ href: '/casos', label: text('case-ui.list.title') });
/** What the node answers when the file is not for this worker, or is not there: it does not say which. */
const outOfReach = ['not-found', 'not-allowed', 'purpose-needed', 'erased'];

function Opened({ file }: { readonly file: FileView }) {
  const [search] = useSearchParams();
  const may = useMay(file);
  const section = sectionOf(search.get('ver'));
  return (
    <FileFrame file={file} may={may} section={section} isNew={search.get('nuevo') !== null}>
      <FileSection key={section} section={section} file={file} may={may} />
    </FileFrame>
  );
}

function OneFile({ childId }: { readonly childId: ChildId }) {
  const { value, problem, retry } = useEndpoint(viewFile, { childId });
  if (value) {
    return (
      <>
        {problem && <ProblemNotice problem={problem} onRetry={retry} />}
        <Opened file={value} />
      </>
    );
  }
  if (problem && outOfReach.includes(problem.code)) return <FollowAlias childId={childId}><FollowErased childId={childId}><NoAccess childId={childId} onOpened={retry} /></FollowErased></FollowAlias>;
  return (
    <Page title={text('case-ui.file.title')} back={back()}>
      {problem ? <ProblemNotice problem={problem} onRetry={retry} /> : <Skeleton lines={10} />}
    </Page>
  );
}

/** A child's file: who is responsible, who she is, what happened, what comes next. */
export function FilePage() {
  const { childId } = useParams<{ childId: ChildId }>();
  return <OneFile key={childId} childId={childId} />;
}
