import { lazy, Suspense, useState } from 'react';
import { Button } from '#web/kit/button.tsx';
import { useCommands } from '#web/kit/commands.ts';
import { ConfirmDialog } from '#web/kit/confirm-dialog.tsx';
import { Dialog } from '#web/kit/dialog.tsx';
import { KeyboardHelp } from '#web/kit/keyboard-help.tsx';
import { Row } from '#web/kit/layout.tsx';
import { toast } from '#web/kit/toast.tsx';
import { Section } from './section.tsx';

const CommandPalette = lazy(() => import('#web/kit/command-palette.tsx'));

export function Overlays() {
  const [open, setOpen] = useState('');
  const close = (): void => setOpen('');
  useCommands([
    { key: 'home', label: 'Ir a mi trabajo', icon: 'home', href: '/', hint: 'G H' },
    { key: 'intake', label: 'Registrar ingreso', icon: 'plus', keywords: 'nuevo niña niño' },
    { key: 'queue', label: 'Prueba de colas', icon: 'scale' },
  ]);
  return (
    <Section title="Sobre la página">
      <Row>
        <Button onPress={() => setOpen('dialog')}>Abrir diálogo</Button>
        <Button onPress={() => setOpen('confirm')}>Confirmar con motivo</Button>
        <Button onPress={() => setOpen('palette')}>Paleta de comandos</Button>
        <Button onPress={() => setOpen('keys')}>Atajos</Button>
        <Button onPress={() => toast({ text: 'Nota archivada', undo: () => toast({ text: 'Nota recuperada' }) })}>Mostrar aviso</Button>
      </Row>
      <Dialog title="¿Sigue ahí?" isOpen={open === 'dialog'} onClose={close} actions={<Button variant="primary" onPress={close}>Seguir trabajando</Button>}>
        <p>Su sesión se cerrará en 2 minutos. Lo escrito queda como borrador.</p>
      </Dialog>
      <ConfirmDialog title="Declinar la oferta de custodia" isOpen={open === 'confirm'} onClose={close} confirmLabel="Declinar la oferta" tone="danger" needsReason onConfirm={close}>
        <p>La agencia que ofrece sigue siendo responsable y recibirá su motivo. No se puede deshacer.</p>
      </ConfirmDialog>
      <KeyboardHelp isOpen={open === 'keys'} onClose={close} />
      {open === 'palette' && <Suspense><CommandPalette onClose={close} /></Suspense>}
    </Section>
  );
}
