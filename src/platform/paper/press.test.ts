import { afterAll, expect, test } from 'vitest';
import { codePicture } from './code-picture.ts';
import type { PaperDocument } from './document.ts';
import { createPress } from './press.ts';

const press = createPress();
afterAll(() => press.close());

const letter: PaperDocument = {
  language: 'es', size: 'us-letter', watermark: 'CAPACITACIÓN', agency: 'Procuraduría de Protección', place: 'Tapachula, Chiapas',
  title: 'Acta de entrega-recepción', folioLabel: 'Folio', folio: 'MX-DIF/2026/000123', date: '2 de marzo de 2026, 15:00',
  legalBasis: 'Ley de Migración, art. 112', sections: [
    { heading: 'Niña', rows: [{ label: 'Nombre como lo dijo', value: "María Xo'm Ajanel" }, { label: 'Pertenencias', value: '' }] },
    { heading: 'Relato', paragraphs: Array.from({ length: 40 }, () => 'Se hace constar lo anterior en presencia de quienes firman.') },
  ],
  signatures: [{ role: 'Entrega', name: 'Ana López', agency: 'INM' }, { role: 'Recibe', name: 'Luz Pérez', agency: 'DIF' }],
  code: { picture: codePicture('https://127.0.0.1/q/abc'), caption: 'Verificación' },
  footer: 'Documento con datos personales sensibles', pageWords: ['Página ', ' de ', ''],
};

test('a letter becomes a PDF of several pages', async () => {
  const pdf = await press.print('letter', letter);
  expect(pdf.subarray(0, 5).toString()).toBe('%PDF-');
  expect(pdf.toString('latin1').match(/\/Type\s*\/Page[^s]/g)!.length).toBeGreaterThan(1);
});

test('a card fits one page', async () => {
  const pdf = await press.print('card', {
    language: 'es', watermark: '', title: 'Amparo', instruction: 'Enseñe esta tarjeta.', helplineLabel: 'Ayuda', helpline: '000 000 0000',
    code: codePicture('https://127.0.0.1/q/abc'), printedNumber: 'AB12-CD34',
  });
  expect(pdf.toString('latin1').match(/\/Type\s*\/Page[^s]/g)!.length).toBe(1);
});

test('a document that cannot be set is refused, and the next one is set all the same', async () => {
  await expect(press.print('letter', { title: 'x' } as PaperDocument)).rejects.toThrow();
  expect((await press.print('letter', letter)).length).toBeGreaterThan(1000);
});
