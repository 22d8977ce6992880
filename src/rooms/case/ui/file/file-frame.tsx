import { useEffect, useRef, type ReactNode } from 'react';
import { valueOfField } from '#rooms/person/rules.ts';
import { calledName } from '#rooms/person/ui/field-text.ts';
import { countryName, languageName, listed } from '#rooms/person/ui/reference-names.ts';
import { ChildCardPanel } from '#rooms/handover/ui/card/child-card-panel.tsx';
import { CustodyPanel } from '#rooms/handover/ui/custody-panel.tsx';
import { Badge, RiskBadge } from '#web/kit/badge.tsx';
import { classes } from '#web/kit/classes.ts';
import { formatDay, localDayOf } from '#web/kit/dates.ts';
import { Icon } from '#web/kit/icon.tsx';
import { IdentityBar } from '#web/kit/identity-bar.tsx';
import { Link } from '#web/kit/link.tsx';
import { Notice } from '#web/kit/notice.tsx';
import { text } from '#web/kit/text.tsx';
import { ageText } from '../age-text.ts';
import { deadlineTitle } from './deadline-title.ts';
import { useAttachmentUrl } from './attachment-bytes.ts';
import { FileActs } from './file-acts.tsx';
import type { FilePartProps } from './file-part.ts';
import { FileNav } from './file-nav.tsx';
import { NextSteps } from './next-steps.tsx';
import { countsOf, type Section } from './sections.ts';
import styles from './file-frame.module.css';

function Identity({ file }: Pick<FilePartProps, 'file'>) {
  const { profile, ages, urgency, attachments, status, childId } = file;
  const photo = attachments.findLast(({ kind, removedAt }) => kind === 'photo' && removedAt === null);
  const { url } = useAttachmentUrl(childId, photo?.id ?? null, 'preview');
  const { values } = profile;
  const sex = valueOfField(values, 'sex');
  const facts = [
    ageText(ages), sex && text(`person.field.sex.${sex}`), listed((valueOfField(values, 'nationalities') ?? []).map(countryName)), listed((valueOfField(values, 'languages') ?? []).map(languageName)),
    text('case-ui.file.receivedOn', { day: formatDay(localDayOf(file.received.at)) }),
  ].filter(Boolean);
  return (
    <IdentityBar
      name={calledName(values)} nickname={valueOfField(values, 'nickname')} facts={facts} photo={url}
      badges={(
        <>
          <RiskBadge level={urgency.level} />
          {status === 'closed' && <Badge>{text('case.status.closed')}</Badge>}
          {ages.isPresumed && <Badge tone="warn">{text('case-ui.file.presumed')}</Badge>}
          {profile.disputes.length > 0 && <Badge tone="warn" icon="alert">{text('case-ui.file.disputes', { count: profile.disputes.length })}</Badge>}
          {urgency.flags.map((flag) => <Badge key={flag} tone="clay">{text(`law.priority.${flag}`)}</Badge>)}
        </>
      )}
    />
  );
}

interface FileFrameProps extends FilePartProps {
  readonly section: Section;
  /** The file was made a moment ago. */
  readonly isNew: boolean;
  readonly children: ReactNode;
}

/** What stands around every part of a file: who she is, who is responsible, where to go, what comes next. */
export function FileFrame({ file, may, section, isNew, children }: FileFrameProps) {
  const { childId, initials, closure, standing, deadlines } = file;
  const next = deadlines.filter(({ status }) => status === 'open').toSorted((one, other) => one.dueAt.localeCompare(other.dueAt))[0];
  const heading = useRef<HTMLHeadingElement>(null);
  // initials only: the window's title stays in the browser's history
  const title = text('case-ui.file.titleOf', { initials });
  useEffect(() => {
    document.title = `${title} · Amparo`;
  }, [title]);
  useEffect(() => {
    if (!window.location.hash) heading.current?.focus({ preventScroll: true });
  }, []);
  return (
    <div className={styles['frame']}>
      <header className={styles['top']}>
        <p className={styles['back']}><Link href="/casos" isQuiet><Icon name="back" size={1} /> {text('case-ui.list.title')}</Link></p>
        <h1 ref={heading} tabIndex={-1} className="visually-hidden">{title}</h1>
        {isNew && <Notice tone="success" title={text('case-ui.file.new')} isNew>{text('case-ui.file.new.text')}</Notice>}
        {isNew && <ChildCardPanel childId={childId} />}
        <Identity file={file} />
        <CustodyPanel childId={childId} {...(next ? { nextDeadline: { at: next.dueAt, label: deadlineTitle(next) } } : {})} />
        {closure && <Notice tone="info" title={`${text('case.status.closed')}: ${text(`case.closeReason.${closure.reason}`)}`}>{closure.summary} ({closure.actorLabel}, {formatDay(localDayOf(closure.at))})</Notice>}
        {standing === 'past' && <Notice tone="info" title={text('case.standing.past')}>{text('case-ui.file.past')}</Notice>}
      </header>
      <div className={styles['panes']}>
        <FileNav childId={childId} current={section} counts={countsOf(file)} />
        <div className={styles['content']}>{children}</div>
        <aside className={classes(styles['next'], section !== 'resumen' && styles['elsewhere'])} aria-label={text('case-ui.next.title')}>
          <div className={styles['steps']}><NextSteps file={file} may={may} /></div>
          <div className={styles['acts']}><FileActs file={file} may={may} hasCard={!isNew} /></div>
        </aside>
      </div>
    </div>
  );
}
