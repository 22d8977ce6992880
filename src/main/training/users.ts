import type { Role } from '#kernel/role.ts';
import type { NodeKey, TrainingUser } from './story.ts';

/** Who works where: the same people under every seed, so that guides and tests can name them. All are invented. */
const roster: Readonly<Record<NodeKey, readonly (readonly [name: string, role: Role, teams: string])[]>> = {
  'mx-inm': [
    ['Rodrigo Salinas Vega', 'case_worker', 'tapachula'], ['Marisol Trejo Luna', 'case_worker', 'tapachula'], ['Iván Robledo Cano', 'case_worker', 'tapachula'],
    ['Paulina Ochoa Ríos', 'case_worker', 'suchiate'], ['Genaro Villalobos Paz', 'case_worker', 'suchiate'], ['Nidia Camacho Solís', 'case_worker', 'suchiate'],
    ['Beatriz Landa Nava', 'supervisor', 'tapachula'], ['Arturo Meza Pineda', 'supervisor', 'suchiate'], ['Leonor Zamora Gil', 'coordinator', 'tapachula suchiate'],
    ['Fabián Correa Mota', 'lawyer', 'tapachula suchiate'], ['Susana Rangel Ibarra', 'monitoring_officer', ''], ['Ulises Bravo Tapia', 'administrator', ''],
  ],
  'mx-dif': [
    ['Ana López Reyes', 'case_worker', 'recepcion'], ['Tomás Aguilar Cruz', 'case_worker', 'recepcion'], ['Lucía Estrada Campos', 'case_worker', 'recepcion'], ['Efraín Morales Díaz', 'case_worker', 'recepcion'],
    ['Yolanda Pérez Santiz', 'case_worker', 'restitucion'], ['Héctor Guzmán Lara', 'case_worker', 'restitucion'], ['Catalina Nava Orozco', 'case_worker', 'restitucion'],
    ['Rosa Elena Cordero Paz', 'supervisor', 'recepcion'], ['Mauricio Barrios León', 'supervisor', 'restitucion'], ['Elvira Castellanos Ruiz', 'coordinator', 'recepcion restitucion'],
    ['Jimena Solórzano Vidal', 'lawyer', 'recepcion restitucion'], ['Óscar Palacios Serrano', 'lawyer', 'restitucion'],
    ['Petrona Gómez Jiménez', 'shelter_staff', 'recepcion restitucion'], ['Saúl Ordóñez Roblero', 'shelter_staff', 'recepcion restitucion'], ['Delia Escobar Matías', 'shelter_staff', 'recepcion'], ['Nicolás Verdugo Toledo', 'shelter_staff', 'restitucion'],
    ['Gabriela Quiroz Mena', 'monitoring_officer', ''], ['Raúl Espinosa Duarte', 'administrator', ''],
  ],
  'mx-albergue': [
    ['Inés Carbajal Rosas', 'case_worker', 'acogida'], ['Mateo Zúñiga Prado', 'case_worker', 'acogida'], ['Clara Benavides Oliva', 'supervisor', 'acogida'], ['Julia Arreola Sáenz', 'coordinator', 'acogida'],
    ['Daniela Fuentes Ávalos', 'lawyer', 'acogida'], ['Rafael Ventura Lemus', 'shelter_staff', 'acogida'], ['Socorro Tovar Peña', 'shelter_staff', 'acogida'], ['Andrés Bermúdez Cota', 'administrator', ''],
  ],
  'gt-pgn': [
    ['Ixchel Tzoc Batz', 'case_worker', 'occidente'], ['Byron Maldonado Sosa', 'case_worker', 'occidente'], ['Odilia Caal Pop', 'case_worker', 'occidente'], ['Edgar Barrientos Mérida', 'case_worker', 'familia'], ['Vilma Recinos Ajanel', 'case_worker', 'familia'],
    ['Silvia Monzón Arriaza', 'supervisor', 'occidente familia'], ['Carlos Estuardo Lemus Ruano', 'coordinator', 'occidente familia'], ['Mónica Asturias Coronado', 'lawyer', 'familia'], ['Werner Solares Galindo', 'consular_officer', 'occidente'],
    ['Herlinda Xicay Cumes', 'shelter_staff', 'occidente'], ['Patricia Godoy Linares', 'monitoring_officer', ''], ['Mynor Cifuentes Rivas', 'administrator', ''],
  ],
  'sv-conapina': [
    ['Xiomara Alfaro Menjívar', 'case_worker', 'recepcion'], ['Wilfredo Guardado Serrano', 'case_worker', 'recepcion'], ['Krissia Landaverde Ayala', 'case_worker', 'recepcion'], ['Morena Quintanilla Rivas', 'supervisor', 'recepcion'],
    ['Salvador Campos Orellana', 'coordinator', 'recepcion'], ['Ligia Bonilla Portillo', 'lawyer', 'recepcion'], ['Rubén Cáceres Escobar', 'consular_officer', 'recepcion'], ['Tatiana Melara Rosales', 'monitoring_officer', ''], ['Óscar Arévalo Umaña', 'administrator', ''],
  ],
  'hn-senaf': [
    ['Suyapa Zelaya Andino', 'case_worker', 'belen'], ['Denis Padilla Euceda', 'case_worker', 'belen'], ['Karla Bográn Interiano', 'case_worker', 'belen'], ['Merlin Guity Arriola', 'case_worker', 'regional'],
    ['Reina Mejía Castellón', 'supervisor', 'belen regional'], ['Marco Tulio Irías Funes', 'coordinator', 'belen regional'], ['Gloria Murillo Discua', 'lawyer', 'regional'], ['Allan Turcios Banegas', 'consular_officer', 'belen'],
    ['Nelly Ávila Colón', 'shelter_staff', 'belen'], ['Fanny Osorto Lagos', 'monitoring_officer', ''], ['Elder Rápalo Chávez', 'administrator', ''],
  ],
};

export const trainingUsers: readonly TrainingUser[] = Object.entries(roster).flatMap(([node, people]) =>
  people.map(([displayName, role, teams], index): TrainingUser => ({
    node: node as NodeKey,
    userName: userNameOf(displayName),
    displayName,
    roles: [role],
    teams: teams.split(' ').filter(Boolean),
    // one worker per node sees the desk in English
    language: index === 1 ? 'en' : 'es',
  })),
);

/** Those of a role at a node, in one team if it is named; may be nobody. */
export const usersAt = (node: NodeKey, role: Role, team?: string): readonly TrainingUser[] =>
  trainingUsers.filter((user) => user.node === node && user.roles.includes(role) && (team === undefined || user.teams.includes(team)));

/** `Ana López Reyes` is `ana.lopez`; the first of two given names counts. */
function userNameOf(displayName: string): string {
  const words = displayName.normalize('NFD').replace(/\p{Mark}/gu, '').toLowerCase().split(' ');
  return `${words[0]}.${words.at(-2)}`;
}
