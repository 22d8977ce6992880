import { RiskBadge } from '#web/kit/badge.tsx';
import { ButtonLink } from '#web/kit/link.tsx';
import type { Column } from '#web/kit/column.ts';
import { DataList } from '#web/kit/data-list.tsx';
import { Card } from '#web/kit/card.tsx';
import { Columns } from '#web/kit/layout.tsx';
import { children, type SampleChild } from './samples.ts';
import { Section } from './section.tsx';

const columns: readonly Column<SampleChild>[] = [
  { key: 'name', label: 'Niña, niño o adolescente', cell: (row) => row.name, isPrimary: true, sortBy: (row) => row.name },
  { key: 'task', label: 'Pendiente', cell: (row) => row.task },
  { key: 'age', label: 'Edad', cell: (row) => row.age },
  { key: 'country', label: 'País', cell: (row) => row.country, sortBy: (row) => row.country, onPhone: 'hidden' },
  { key: 'level', label: 'Urgencia', cell: (row) => <RiskBadge level={row.level} /> },
];
const parts = { columns, rowKey: (row: SampleChild) => row.folio, href: (row: SampleChild) => `/gallery/${row.folio}` };
const empty = { title: 'Nadie espera su respuesta', text: 'Cuando otra agencia ofrezca una custodia, aparecerá aquí.', action: <ButtonLink href="/" icon="plus">Registrar ingreso</ButtonLink> };

export const Lists = () => (
  <Section title="Listas">
    <DataList caption="Mi trabajo" isCaptionShown rows={children} {...parts} due={(row) => row.due} searchText={(row) => `${row.name} ${row.folio} ${row.country}`} empty={empty} />
    <Columns>
      <DataList caption="Ofertas" rows={[]} {...parts} empty={empty} />
      <Card title="Cargando"><DataList caption="Cargando" rows={undefined} {...parts} empty={empty} /></Card>
      <DataList caption="Con falla" rows={undefined} {...parts} empty={empty} problem={{ code: 'node-unreachable', details: {} }} onRetry={() => undefined} />
    </Columns>
  </Section>
);
