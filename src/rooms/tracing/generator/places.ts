import type { People } from './name-lists.ts';
import { createRandom, type Random } from './random.ts';
import type { Country } from './rates.ts';

/** First-level areas by country; the first ones listed under `maya` and `garifuna` are where those peoples mostly live. */
const departments: Readonly<Record<Country, readonly string[]>> = {
  GT: ['Alta Verapaz', 'Quiché', 'Huehuetenango', 'Sololá', 'Totonicapán', 'Chimaltenango', 'Quetzaltenango', 'San Marcos', 'Baja Verapaz', 'Petén', 'Guatemala', 'Izabal', 'Jutiapa', 'Jalapa', 'Chiquimula', 'Zacapa', 'Santa Rosa', 'Escuintla', 'Suchitepéquez', 'Retalhuleu', 'Sacatepéquez', 'El Progreso'],
  HN: ['Atlántida', 'Colón', 'Cortés', 'Gracias a Dios', 'Choluteca', 'Intibucá', 'Comayagua', 'Yoro', 'Francisco Morazán', 'Olancho', 'Copán', 'Lempira', 'Ocotepeque', 'Santa Bárbara', 'La Paz', 'El Paraíso', 'Valle', 'Islas de la Bahía'],
  SV: ['Sonsonate', 'Ahuachapán', 'Usulután', 'San Salvador', 'Santa Ana', 'La Libertad', 'San Miguel', 'La Unión', 'Chalatenango', 'Cuscatlán', 'La Paz', 'Cabañas', 'San Vicente', 'Morazán'],
  MX: ['Chiapas', 'Oaxaca', 'Yucatán', 'Guerrero', 'Tamaulipas', 'Veracruz', 'Puebla', 'Michoacán', 'Guanajuato', 'Sonora', 'Tabasco', 'Jalisco', 'Sinaloa', 'Zacatecas', 'San Luis Potosí', 'Durango'],
};
const peopleDepartments: Readonly<Record<People, number>> = { spanish: 99, maya: 10, garifuna: 3 };
const saints = ['San Pedro', 'San Juan', 'San Miguel', 'San Antonio', 'San José', 'San Andrés', 'San Mateo', 'San Francisco', 'San Rafael', 'San Sebastián', 'Santa María', 'Santa Cruz', 'Santa Ana', 'Santa Catarina', 'Santa Lucía', 'Santiago', 'Concepción', 'La Libertad', 'El Progreso', 'Nueva', 'Todos Santos', 'Villa', 'El Rosario', 'La Esperanza'];
const places = ['Soloma', 'Ixtatán', 'Necta', 'Chamelco', 'Carchá', 'Jocopilas', 'Sacatepéquez', 'Atitlán', 'del Monte', 'de la Laguna', 'Petzal', 'Cotzal', 'Nebaj', 'Tucurú', 'Cahabón', 'Ojetenam', 'Cuilco', 'Barillas', 'Cantel', 'Zunil', 'de Flores', 'del Norte', 'de Opatoro', 'Guarita', 'de Sisín', 'Ilopango', 'Tecoluca', 'Masahuat', 'Talpa', 'Comitán', 'Ocosingo', 'Tenejapa', 'Chenalhó', 'Motozintla'];

const municipalities = new Map<string, readonly string[]>();

/** Municipalities of a department: invented, but the same in every run. */
export function municipalitiesOf(department: string, count: number): readonly string[] {
  const key = `${department}/${count}`;
  let names = municipalities.get(key);
  if (names === undefined) {
    const random = createRandom([...key].reduce((sum, letter) => sum * 31 + letter.charCodeAt(0), 7));
    names = [department, ...Array.from({ length: count - 1 }, () => (random.isChance(0.3) ? random.pick(places).replace(/^d.* /, '') : `${random.pick(saints)} ${random.pick(places)}`))];
    municipalities.set(key, names);
  }
  return names;
}

/** Where a family lives. */
export function placesOf(country: Country, people: People, perDepartment: number, random: Random): { readonly department: string; readonly municipality: string } {
  const all = departments[country];
  const department = all[random.integer(0, Math.min(all.length, peopleDepartments[people]) - 1)]!;
  return { department, municipality: random.pick(municipalitiesOf(department, perDepartment)) };
}
