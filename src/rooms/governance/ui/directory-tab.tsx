import { useState } from 'react';
import type { OutputOf } from '#kernel/endpoint.ts';
import { useAct, useEndpoint } from '#web/device/query.ts';
import { hasRole, useSession } from '#web/device/session.ts';
import { Badge, StatusPill, type Tone } from '#web/kit/badge.tsx';
import { Button } from '#web/kit/button.tsx';
import { Card } from '#web/kit/card.tsx';
import type { Column } from '#web/kit/column.ts';
import { DataList } from '#web/kit/data-list.tsx';
import { formatInstant } from '#web/kit/dates.ts';
import { FileDrop } from '#web/kit/file-drop.tsx';
import { Columns, Row, Stack } from '#web/kit/layout.tsx';
import { ButtonLink } from '#web/kit/link.tsx';
import { Notice } from '#web/kit/notice.tsx';
import { phoneText } from '#web/kit/phone-text.ts';
import { PrintButton } from '#web/kit/print-button.tsx';
import { ProblemNotice } from '#web/kit/problem-notice.tsx';
import { saveFile } from '#web/kit/save-file.ts';
import { text } from '#web/kit/text.tsx';
import { toast } from '#web/kit/toast.tsx';
import { exportMembership, readDirectory, signDirectory, takeMembershipList, viewDirectory, type Member, type MembershipDocument } from '../schema/membership.ts';
import { countryName } from './country-name.ts';
import { CountryRoots } from './country-roots.tsx';

const tones: Readonly<Record<Member['status'], Tone>> = { active: 'success', suspended: 'warn', decommissioned: 'neutral' };

const columnsNow = (): readonly Column<Member>[] => [
  { key: 'member', label: text('governance-ui.agency'), isPrimary: true, cell: ({ member, name }) => (name && name !== member ? `${member} (${name})` : member), sortBy: ({ member }) => member },
  { key: 'country', label: text('governance-ui.country'), cell: ({ country }) => countryName(country), sortBy: ({ country }) => country },
  { key: 'status', label: text('trust.member.status'), cell: ({ status }) => <StatusPill tone={tones[status]}>{text(`governance.peerStatus.${status}`)}</StatusPill> },
  { key: 'roles', label: text('trust.member.roles'), onPhone: 'line', cell: ({ roles }) => <Row gap={1}>{roles.map((role) => <Badge key={role}>{text(`trust.role.${role}`)}</Badge>)}</Row> },
  { key: 'standing', label: text('trust.member.here'), onPhone: 'labelled', cell: ({ standing, isSameCard }) => <>{text(`trust.standing.${standing}`)}{isSameCard === false && <> <Badge tone="warn" icon="key">{text('trust.member.otherCard')}</Badge></>}</> },
  { key: 'phone', label: text('governance-ui.dutyPhone'), onPhone: 'labelled', cell: ({ dutyPhone }) => (dutyPhone ? phoneText(dutyPhone) : '—') },
];

/** What a file holds: one line, several, or a whole export. */
function linesIn(words: string): MembershipDocument[] | null {
  try {
    const read = JSON.parse(words) as MembershipDocument | MembershipDocument[] | { documents: MembershipDocument[] };
    return Array.isArray(read) ? read : 'documents' in read ? read.documents : 'entry' in read ? [read] : null;
  } catch {
    return null;
  }
}

/** Brings lists in and out by file: for nodes that no message reaches, and for who governs. */
function Files({ onTaken }: { readonly onTaken: () => void }) {
  const take = useAct(takeMembershipList);
  const read = useAct(readDirectory);
  const all = useEndpoint(exportMembership, {});
  const [seen, setSeen] = useState<OutputOf<typeof readDirectory>>();
  const [isNoList, setIsNoList] = useState(false);
  const session = useSession();
  const takeFile = async (content: Blob): Promise<void> => {
    const documents = linesIn(await content.text());
    setIsNoList(documents === null);
    const answer = documents && (await take.act({ documents }));
    if (!answer?.ok) return;
    toast({ text: text('trust.list.taken', { taken: answer.value.taken, known: answer.value.known }) });
    onTaken();
  };
  const readFile = async (content: Blob): Promise<void> => {
    const answer = await read.act({ directory: (await content.text()).trim() });
    setSeen(answer.ok ? answer.value : undefined);
  };
  return (
    <Columns>
      <Card title={text('trust.list.title')}>
        <Stack gap={3}>
          <p>{text('trust.list.text')}</p>
          <ProblemNotice problem={take.problem} />
          {isNoList && <Notice tone="danger" isNew>{text('trust.list.unreadable')}</Notice>}
          {all.value && all.value.documents.length > 0 && <div><Button icon="download" onPress={() => saveFile('amparo-lista-de-confianza.json', JSON.stringify(all.value))}>{text('trust.list.save')}</Button></div>}
          {hasRole(session, 'administrator') && <FileDrop name="trust.list" label={text('trust.list.take')} accept=".json,application/json" onPick={([file]) => void (file && takeFile(file.content))} />}
        </Stack>
      </Card>
      <Card title={text('trust.directory.read')}>
        <Stack gap={3}>
          <p>{text('trust.directory.readText')}</p>
          <ProblemNotice problem={read.problem} />
          {seen && <Notice tone="success" isNew title={text('trust.directory.holds', { name: seen.byName, at: formatInstant(seen.issuedAt) })}>{text('trust.directory.count', { count: seen.nodes.length })}</Notice>}
          <FileDrop name="trust.directory" label={text('trust.directory.file')} accept=".txt,text/plain" onPick={([file]) => void (file && readFile(file.content))} />
        </Stack>
      </Card>
    </Columns>
  );
}

/** The nodes of all countries as those who govern list them. */
export function DirectoryTab() {
  const session = useSession();
  const { value, problem, retry } = useEndpoint(viewDirectory, {});
  const sign = useAct(signDirectory);
  const isKeeper = hasRole(session, 'administrator');
  const signAndSave = async (): Promise<void> => {
    const answer = await sign.act({});
    if (answer.ok) saveFile('amparo-directorio.txt', answer.value.directory, 'text/plain');
  };
  return (
    <Stack gap={4}>
      <div className="screen-only">
        <Row gap={2}>
          {hasRole(session, 'coordinator') && value && value.members.length > 0 && <Button icon="edit" variant="primary" isBusy={sign.isBusy} onPress={() => void signAndSave()}>{text('trust.directory.sign')}</Button>}
          {hasRole(session, 'administrator', 'coordinator') && value && value.countries.length > 0 && <ButtonLink href="/federacion/lista/nueva" icon="plus">{text('trust.line.open')}</ButtonLink>}
          {isKeeper && <ButtonLink href="/federacion/raiz" icon="key">{text('trust.root.adopt')}</ButtonLink>}
          <PrintButton />
        </Row>
      </div>
      <ProblemNotice problem={sign.problem} />
      {value?.countries.length === 0 && <Notice tone="info" title={text('trust.root.none')}>{text('trust.root.noneText')}</Notice>}
      {value && value.countries.length > 0 && <CountryRoots countries={value.countries} />}
      <DataList
        caption={text('trust.directory.title')} isCaptionShown rows={value?.members} columns={columnsNow()} rowKey={({ nodeId }) => nodeId} searchText={({ member, country }) => `${member} ${countryName(country)}`}
        empty={{ title: text('trust.directory.empty'), text: text('trust.directory.emptyText') }} problem={problem} onRetry={retry}
      />
      {hasRole(session, 'administrator', 'coordinator', 'supervisor', 'monitoring_officer') && <div className="screen-only"><Files onTaken={retry} /></div>}
    </Stack>
  );
}
