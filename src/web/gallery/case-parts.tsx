import { addDays, addHours } from '#kernel/instant.ts';
import { formatAge, formatPartialDate } from '#web/kit/birth-text.ts';
import { Badge, RiskBadge, StatusPill } from '#web/kit/badge.tsx';
import { Button } from '#web/kit/button.tsx';
import { Card } from '#web/kit/card.tsx';
import { CustodyLine, type CustodyView } from '#web/kit/custody-line.tsx';
import { IdentityBar } from '#web/kit/identity-bar.tsx';
import { KeyValue } from '#web/kit/key-value.tsx';
import { Columns, Row, Stack } from '#web/kit/layout.tsx';
import { Link } from '#web/kit/link.tsx';
import { Tabs } from '#web/kit/tabs.tsx';
import { Timeline, type TimelineItem } from '#web/kit/timeline.tsx';
import { now } from './samples.ts';
import { Section } from './section.tsx';

const born = { precision: 'month', month: '2014-03' } as const;
const tapachula = { name: 'Procuraduría de Protección, Tapachula', detail: 'Albergue DIF Viva México', phone: '+52 962 555 0147', isUs: true };
const guatemala = { name: 'Procuraduría General de la Nación', detail: 'Guatemala, Ciudad de Guatemala', phone: '+502 2555 0119' };

const custodies: readonly CustodyView[] = [
  { state: 'held', holder: tapachula, since: addDays(now, -3), deadline: { at: addHours(now, 20), label: 'Valoración inicial' } },
  { state: 'offered', holder: tapachula, receiver: guatemala, since: addDays(now, -12), deadline: { at: addHours(now, 23), label: 'La oferta termina' } },
  { state: 'waiting', holder: tapachula, receiver: guatemala, since: addDays(now, -12), deadline: { at: addHours(now, -2), label: 'Debía responder' } },
  { state: 'accepted', holder: tapachula, receiver: guatemala, since: addDays(now, -12), deadline: { at: addDays(now, 2), label: 'Entrega acordada' } },
  { state: 'under-way', holder: guatemala, sender: tapachula, since: addHours(now, -6), deadline: { at: addHours(now, 18), label: 'Acuse' } },
  { state: 'received', holder: { ...guatemala, isUs: true }, sender: { ...tapachula, isUs: false }, since: addHours(now, -3) },
  { state: 'past', holder: guatemala, sender: tapachula, since: addDays(now, -90), pending: 'Conserva un puntero a la agencia responsable; el expediente ya no está aquí.' },
];

const history: readonly TimelineItem[] = [
  { id: 'e1', at: addHours(now, -1), kind: 'handover', kindLabel: 'Entrega', title: 'Oferta de custodia enviada a la PGN', by: 'Trabajo social, Procuraduría Tapachula', icon: 'handover', tone: 'warn', body: <p>Entrega propuesta en el puente Talismán, con acompañamiento de DIF. Convenio GT-MX 2024.</p> },
  { id: 'e2', at: addHours(now, -5), kind: 'note', kindLabel: 'Nota', title: 'Habló con su abuela por teléfono', by: 'Albergue DIF Viva México', icon: 'phone', body: <p>Llamada de doce minutos. Está tranquila y pidió volver a llamar el viernes.</p> },
  { id: 'e3', at: addDays(now, -1), kind: 'risk', kindLabel: 'Riesgo', title: 'Riesgo alto, firmado por supervisión', by: 'Supervisión, Procuraduría Tapachula', icon: 'shield', tone: 'danger' },
  { id: 'e4', at: addDays(now, -3), precision: 'day', kind: 'intake', kindLabel: 'Ingreso', title: 'Recibida en la estación de Tapachula', by: 'Oficial de protección, INM', icon: 'child', tone: 'brand' },
];

export const CaseParts = () => (
  <>
    <Section title="Expediente">
      <Card>
        <IdentityBar
          name="Marisol Xicay Tzul"
          nickname="Mari"
          facts={['12 años', 'Niña', 'Guatemala', 'Mam y español', 'TAP-0147']}
          badges={<><RiskBadge level="high" /><Badge tone="clay" icon="people">Viaja con su hermano</Badge><Badge tone="info">No acompañada</Badge></>}
          actions={<Row><Button icon="note">Nueva nota</Button><Button variant="primary" icon="handover">Entregar</Button></Row>}
        />
      </Card>
      <Stack gap={5}>{custodies.map((custody) => <CustodyLine key={custody.state} custody={custody} />)}</Stack>
      <Card title="En listas"><Stack gap={2}>{custodies.map((custody) => <CustodyLine key={custody.state} custody={custody} isCompact />)}</Stack></Card>
    </Section>
    <Section title="Historia y datos">
      <Columns>
        <Card title="Lo que ha pasado"><Timeline items={history} /></Card>
        <Card title="Quién es" actions={<Link href="/">Cambiar</Link>}>
          <KeyValue
            rows={[
              { label: 'Nacimiento', value: `${formatPartialDate(born)} · ${formatAge(born, '2026-11-24')}`, note: 'Según acta, vista en original' },
              { label: 'Nacionalidad', value: 'Guatemala' },
              { label: 'Idiomas', value: 'Mam, español', action: <Link href="/">Cambiar</Link> },
              { label: 'Teléfono de la familia', value: undefined },
              { label: 'Interpretación', value: <StatusPill tone="warn">Necesita intérprete</StatusPill> },
            ]}
          />
        </Card>
      </Columns>
      <Tabs
        label="Partes del expediente"
        tabs={[
          { key: 'family', label: 'Familia', count: 3, content: <p>Abuela materna, hermano y tía en Tijuana.</p> },
          { key: 'papers', label: 'Documentos', count: 2, content: <p>Acta de nacimiento y constancia médica.</p> },
          { key: 'plan', label: 'Plan', content: <p>Aún no hay plan.</p> },
        ]}
      />
    </Section>
  </>
);
