import { Badge, Count, RiskBadge, StatusPill, type Tone } from '#web/kit/badge.tsx';
import { Button, IconButton } from '#web/kit/button.tsx';
import { Card } from '#web/kit/card.tsx';
import { Icon, iconNames, Mark } from '#web/kit/icon.tsx';
import { Columns, Row, Stack } from '#web/kit/layout.tsx';
import { Link } from '#web/kit/link.tsx';
import { Notice } from '#web/kit/notice.tsx';
import { PrintButton } from '#web/kit/print-button.tsx';
import { ProgressBar } from '#web/kit/progress-bar.tsx';
import { Skeleton } from '#web/kit/skeleton.tsx';
import { Stepper } from '#web/kit/stepper.tsx';
import { Text } from '#web/kit/text.tsx';
import { Section } from './section.tsx';

const tones: readonly Tone[] = ['neutral', 'brand', 'clay', 'info', 'success', 'warn', 'danger'];

export const Controls = () => (
  <Section title="Botones, avisos y señales">
    <Row>
      <Button variant="primary" icon="plus">Registrar ingreso</Button>
      <Button>Guardar para después</Button>
      <Button variant="quiet">Omitir</Button>
      <Button variant="danger" icon="trash">Borrar</Button>
      <Button variant="primary" isBusy>Enviando</Button>
      <Button isDisabled>No disponible</Button>
      <Button size="s" icon="filter">Filtros</Button>
      <PrintButton />
      <IconButton label="Más opciones" icon="more" onPress={() => undefined} />
      <Link href="/"><Text k="desk.place.help" /></Link>
    </Row>
    <Row>{tones.map((tone) => <Badge key={tone} tone={tone}>Etiqueta {tone}</Badge>)}</Row>
    <Row gap={5}>{tones.map((tone) => <StatusPill key={tone} tone={tone}>Estado {tone}</StatusPill>)}</Row>
    <Row>{(['emergency', 'high', 'medium', 'low'] as const).map((level) => <RiskBadge key={level} level={level} />)}<Count value={4} /><Count value={2} isUrgent /></Row>
    <Columns>
      <Notice title="Antes de empezar">Diga a la niña quién es usted y qué pasará después.</Notice>
      <Notice tone="warn" title="Falta el consentimiento">Regístrelo, o anote el motivo legal para actuar sin él.</Notice>
      <Notice tone="danger" title="El plazo venció">La otra agencia no respondió a tiempo.</Notice>
      <Notice tone="success">La PGN firmó el acuse de recibo.</Notice>
    </Columns>
    <Columns>
      {(['plain', 'brand', 'warn', 'danger', 'quiet'] as const).map((tone) => <Card key={tone} tone={tone} title={`Tarjeta ${tone}`} actions={<Count value={3} />}><p>Un texto breve en su lugar.</p></Card>)}
      <Card title="Cargando"><Skeleton lines={4} /></Card>
    </Columns>
    <Stepper steps={['Quién es', 'Con quién viaja', 'Necesidades', 'Consentimiento', 'Revisar']} current={2} />
    <Stack><ProgressBar label="Importando" value={120} max={300} detail="120 de 300 filas" /><ProgressBar label="Preparando el archivo" value={null} max={1} /></Stack>
    <Row gap={4}><Mark size={3} />{iconNames.map((name) => <Icon key={name} name={name} size={1.5} />)}</Row>
  </Section>
);
