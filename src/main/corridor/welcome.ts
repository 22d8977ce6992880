import { trainingUsers } from '../training/users.ts';
import { trainingPassword } from './found.ts';
import type { CorridorNode } from './nodes.ts';

const wanted = ['case_worker', 'supervisor', 'coordinator'] as const;

/** What to open, as whom, and what to try first. */
export function welcomeText(nodes: readonly CorridorNode[]): string {
  const rows = nodes.map(({ training, address }) => {
    const names = wanted.flatMap((role) => trainingUsers.find((user) => user.node === training.key && user.roles.includes(role))?.userName ?? []);
    return [training.shortName, address, [...new Set(names)].join(', ')];
  });
  const widths = [0, 1, 2].map((column) => Math.max(...rows.map((row) => row[column]!.length)));
  const table = rows.map((row) => `  ${row.map((cell, column) => cell.padEnd(widths[column]!)).join('   ')}`).join('\n');
  return `
Corredor de capacitación · training corridor — datos inventados · invented data

${table}

  Contraseña de todas las personas · password of everyone: ${trainingPassword}

  Pruebe primero · try first
  1. Entre en INM Tapachula, reciba a una niña y ofrézcala al DIF Tapachula.
     Sign in at INM Tapachula, receive a child, offer her to DIF Tapachula.
  2. Entre en DIF Tapachula: la oferta espera su respuesta. Acéptela.
     Sign in at DIF Tapachula: the offer waits for your answer. Accept it.
  3. De vuelta en el INM, confirme la entrega: la línea de custodia cambia en ambas pantallas.
     Back at INM, confirm the delivery: the custody line changes on both screens.

  Ctrl-C para terminar · to stop
`;
}
