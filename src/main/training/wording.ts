import type { SexCode } from './families.ts';

/** How Spanish speaks of one child: a girl or boy under 12, an adolescent from 12. */
export interface Wording {
  /** `la niña`, `el adolescente` */
  readonly noun: string;
  /** At the beginning of a sentence. */
  readonly Noun: string;
  /** `a la niña`, `al adolescente` */
  readonly to: string;
  /** The ending of an adjective. */
  readonly o: 'a' | 'o';
}

export function wordingOf(sex: SexCode, age: number): Wording {
  const noun = sex === 'F' ? (age < 12 ? 'la niña' : 'la adolescente') : age < 12 ? 'el niño' : 'el adolescente';
  return { noun, Noun: noun[0]!.toUpperCase() + noun.slice(1), to: sex === 'F' ? `a ${noun}` : `al${noun.slice(2)}`, o: sex === 'F' ? 'a' : 'o' };
}

export type Phrase = (word: Wording) => string;

/** How she was found, by who found her (codes of `reference/care/finders`). */
export const circumstances = {
  migration_officer: [
    ({ Noun, o }) => `${Noun} venía sentad${o} al fondo de una camioneta de pasajeros. Estaba tranquil${o} y pidió agua.`,
    ({ Noun }) => `${Noun} caminaba por la orilla de la carretera con un grupo. Se acercó a preguntar si faltaba mucho.`,
    ({ Noun }) => `Revisión en la central de autobuses. ${Noun} mostró un papel con un teléfono y pidió que llamaran.`,
  ],
  police: [
    ({ Noun, o }) => `${Noun} estaba dormid${o} en una banca del parque central. La patrulla avisó y esperó hasta que llegó personal de protección.`,
    ({ noun }) => `Vecinos avisaron que ${noun} llevaba dos noches en el mercado. La policía avisó y no hizo preguntas.`,
  ],
  shelter: [
    ({ Noun }) => `${Noun} llegó a la puerta del albergue al anochecer y pidió un lugar para dormir.`,
    ({ Noun, o }) => `${Noun} llegó con un grupo que venía a pie. Traía los zapatos rotos y venía cansad${o}.`,
  ],
  self: [
    ({ Noun }) => `${Noun} llegó por su cuenta y preguntó con quién podía hablar.`,
    ({ Noun }) => `${Noun} tocó la puerta temprano. Dijo que una señora en el camino le dio la dirección.`,
  ],
  community: [
    ({ to }) => `Una señora de la comunidad le dio de comer ${to} y avisó.`,
    ({ noun }) => `El comité del barrio avisó que ${noun} estaba en la iglesia.`,
  ],
  health_worker: [({ Noun }) => `${Noun} recibió atención en el centro de salud y la enfermera avisó.`],
  returning_authority: [
    ({ Noun }) => `${Noun} llegó en el autobús de retorno. El aviso no traía su nombre.`,
    ({ Noun, o }) => `${Noun} bajó del vuelo de retorno con una bolsa y una copia de su partida. No estaba anunciad${o}.`,
  ],
  protection_officer: [({ to }) => `Personal de protección encontró ${to} en el puente durante el recorrido de la mañana.`],
} as const satisfies Readonly<Record<string, readonly Phrase[]>>;

/** Under this age nothing is told as if she had walked or spoken for herself. */
export const smallChildAge = 5;

export const smallChildCircumstances: readonly Phrase[] = [
  ({ Noun, o }) => `${Noun} venía en brazos. Estaba despiert${o} y tranquil${o}.`,
  ({ Noun }) => `${Noun} dormía en un rebozo cuando llegaron.`,
];

export const smallChildNotes: readonly Phrase[] = [
  ({ Noun }) => `${Noun} comió papilla y durmió la siesta.`,
  ({ Noun }) => `${Noun} juega con bloques y busca a la cuidadora cuando tiene sueño.`,
  ({ Noun }) => `Control de peso y talla de acuerdo con su edad. ${Noun} recibió su vacuna pendiente.`,
];

export const intakeNotes: readonly Phrase[] = [
  ({ Noun }) => `${Noun} comió, se bañó y durmió un rato. Quiere llamar a su casa.`,
  ({ Noun, o }) => `${Noun} está cansad${o} pero tranquil${o}. Se le explicó dónde está y qué sigue, con palabras sencillas.`,
  ({ Noun }) => `${Noun} prefiere hablar mañana. Se respeta y se le acompaña.`,
  ({ Noun }) => `${Noun} trae un número de teléfono cosido en la ropa. Se guardó copia con su permiso.`,
  ({ Noun }) => `${Noun} preguntó si podrá seguir estudiando. Le gusta dibujar.`,
  ({ noun }) => `Según ${noun}, su familia espera noticias. Se verificará antes de cualquier contacto.`,
];

export const careNotes: readonly Phrase[] = [
  ({ Noun }) => `${Noun} habló doce minutos por teléfono con su familia. Lloró un poco y después se rió.`,
  ({ Noun }) => `Revisión de salud sin novedad. ${Noun} recibió suero y calcetines limpios.`,
  ({ Noun }) => `${Noun} participó en el taller de pintura e hizo amistad con alguien de su edad.`,
  ({ to }) => `Se explicó ${to} en qué va su caso. Hizo dos preguntas y quedó claro.`,
  ({ Noun, o }) => `${Noun} durmió bien por primera vez desde que llegó. Se siente más segur${o}.`,
  ({ noun }) => `Llegó la copia de la partida de nacimiento. Los datos coinciden con lo que dijo ${noun}.`,
  ({ Noun }) => `${Noun} pidió un cuaderno y lápices. Se le dieron.`,
  ({ Noun }) => `${Noun} tuvo la consulta dental pendiente. Sin dolor.`,
];

export const interviewNotes: readonly Phrase[] = [
  ({ Noun }) => `Entrevista breve, en privado. ${Noun} contó el viaje a su ritmo y decidió hasta dónde.`,
  ({ Noun }) => `${Noun} dice que quiere estar con su familia y volver a la escuela.`,
  ({ Noun }) => `${Noun} describió el camino y con quién viajó. No hubo preguntas de más.`,
];

export const protectionNotes: readonly Phrase[] = [
  ({ Noun }) => `${Noun} dice que no puede volver y explicó por qué. Se avisa a la COMAR por escrito; sin contacto con el consulado.`,
  () => 'Hay indicios de necesidad de protección internacional. Se activa la reserva consular y se asigna representación.',
];

export const healthNotes: readonly Phrase[] = [
  ({ Noun }) => `${Noun} toma su medicina por la mañana y por la noche. Falta receta para el resto del mes.`,
  ({ Noun }) => `Ampollas en los pies, curadas. ${Noun} puede caminar sin molestia.`,
];

export const legalNotes: readonly Phrase[] = [
  ({ to }) => `Se presentó el escrito y se explicó ${to} cada paso con palabras sencillas.`,
  ({ Noun }) => `${Noun} aceptó la representación y firmó con su nombre.`,
];

export const conditions: readonly Phrase[] = [
  ({ Noun, o }) => `${Noun} llega tranquil${o}, con desayuno y ropa limpia.`,
  ({ Noun, o }) => `${Noun} viaja bien, un poco nervios${o}. Sin lesiones.`,
  ({ Noun, o }) => `${Noun} está san${o} y sabe a dónde llega y con quién.`,
];

export const belongings: readonly string[] = ['Una mochila, una cobija y un cuaderno', 'Una bolsa con ropa y un rosario', 'Mochila azul, gorra y fotografías de su familia', 'Sin pertenencias; recibió paquete de higiene y ropa'];
export const papers: readonly string[] = ['Copia de partida de nacimiento', 'Acta de canalización y constancia de estancia', 'Pase especial de viaje', 'Sin documentos'];
