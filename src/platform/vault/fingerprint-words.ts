/**
 * 2048 short Spanish words, compiled for this project: small letters without accents, no two that sound alike where s, c
 * and z, b and v, ll and y are one sound. Six of them are a card's fingerprint, to be read out over the telephone. Never
 * change one or move it: both agencies must see the same six.
 */
export const fingerprintWords: readonly string[] =
  `abanico abeja abeto abierto abismo abogado abono abrazo abrigo abril absurdo abuela acabar academia acampar acariciar
  aceite acelga acento aceptar acera acero acople acorde acordeon acrobata activo acto actor actriz actual acuarela
  acuario acudir acuerdo adelante adentro adivinar adobe adoptar adorno aduana aerolito afecto afilar afuera agarrar
  agavilla agenda agil agosto agotar agregar agrio agua aguacate aguja ahorro aire ajedrez ajeno ajonjoli ajuste
  alacena alacran alambre alameda alarma alba albahaca albergue alborada alcalde alcance alcancia alce alcoba aldea
  alebrije alegre alerta alfalfa alfiler alfombra algodon alhaja aliado alicate aliento alivio alma almeja almendra
  almibar almohada almuerzo alondra alpaca alquiler altar alteza altura alubia alumno amable amanda amanecer amapola
  amarillo amasar amate ambar ambos amigo amistad amor ampliar amplio anaquel ancestro ancho ancla andar anden anfora
  anguila angulo anillo animal animo anona antena antes antiguo antojo anuncio anzuelo apagar aparato apenas apio apodo
  apoyo aprender apuesta apunte arado arana arandano arbitro arbol arbusto archivo arcilla arco arcoiris arder arenal
  arete armario armonia arnes aroma arpa arpegio arrecife arriba arroyo arroz arrullo articulo artista asador asamblea
  ascenso aseo asfalto asomar aspa astilla astral astro astuto asunto atajo atardecer aterrizar atleta atole atril atun
  audaz aumento aurora ausente autobus avance avanzar avellana avena aventura avestruz avion aviso avispa ayer ayuda
  azada azafran azahar azotea azucar azucena azufre azul azulejo babero bachata bache bagre bahia bailar baile bajo
  balada balanza balbuceo balde baldosa ballena balneario balon balsa bambu banano banda bandeja banjo banquete baraja
  barato barba barco barniz barranco barril bastidor baston basura batalla bate batidora baul bautizo bazar bebida beca
  becerro bejuco belleza bello bellota bendito berenjena beso betun bicicleta bien bigote billete biombo bisabuelo
  bisagra bisonte bitacora bizcocho blanco bloque blusa bobina bocadillo bocado boda bodega bohemio bolero boligrafo
  bolillo bolsa bombero bonanza bondad bonito bordado borde boreal borrador borrego bosque bosquejo bostezo botana
  botella boton boveda boxeo bozal brasa bravo brebaje brecha breve brillo brinco brindis broche bromelia bronce brotar
  brote brujula bruma brusco buceo budin bueno buey bufanda buho buitre bujia bulto buque burbuja burbujeo burro buscar
  butaca buzon caballo cabeza cabina cable cabo cabra cacahuate cacao cacerola cactus cadena cadencia caer cafe cafetal
  caida caimana cajero cajon calabaza calamar calandria calcetin caldera caldo calesa calidad caliente callado calor
  cama camara camaron cambio camello camilla camion camisa camote campana campeon campo canal canario canasta cancha
  cancion candado candil canela cangrejo canica canoa cantar cantera cantidad cantina canto capital capricho capsula
  capucha caracol carbon carey cargo caribe caricia carino carnaval carne carpeta carrera carrusel carta cartel
  cartucho cascabel cascada casco casete casi casona castillo castor casual catalogo catamaran catarata catedral catre
  cauce caucho caudal causa cautela caverna cayuco cazuela cebada cebolla cebra cedro ceiba ceja celebrar celeste
  celoso cemento cencerro ceniza cenote centavo centro cenzontle cepillo cerca cereal cerebro cereza cerilla cerrojo
  cesar cesped cesto chabola chaleco chamarra champu chancla chapa chapulin chaqueta charal charco charla chasis
  chayote cheque chicharra chico chile chimenea chinampa chirimia chispa chiste chivo chocolate chofer choza chubasco
  chuleta chupete churro cicatriz ciclo ciempies ciencia cierre ciervo cifra cigarra cilindro cimiento cine cinta
  cinturon cipres circo circulo ciruela cisne cita ciudad civil clamor clarin clarinete claro clase clavel clavija
  clavo clima clinica club cobija cobrar cocer coco cocodrilo codo cofre cohete cojin cola colador colchon colegio
  colibri colina collar colmena colmillo columna columpio comadre comal combo comedia comedor comer cometa comida
  comino comodo compas compra comun conejo conga congreso conocer contento copal copia copihue corazon corbata corcho
  cordero cordial cordon corona correa corsario cortar corteza cortina corto cosecha cosmos costa costilla costumbre
  coyote crater crayon crear crecer crema cresta criatura criollo cristal critica crucero crudo cuaderno cuadra cuando
  cuarto cuatro cubeta cubierta cubrir cuchara cuchillo cucurucho cuello cuenca cuento cuerda cuero cueva cuidar
  culebra cultivo cultura cumbia cumbre cumplir cuna cupo curar curioso curso curva dama danza dato deber debil decada
  decidir decir decoro dedal dedo defensa dejar delantal delfin delgado delicia demora denso dental deporte derecho
  derrota desayuno descanso desde desear desfile desierto destino detalle detener deuda devolver diadema dialogo
  diamante diario dibujo diciembre dictado diente diesel dieta diez dificil digno diluvio dinero diploma directo
  dirigir disco discurso disfraz distante diverso divino doble docena doctor domar domingo donde dorado dormir dorso
  dragon ducha duda dueto dulce duque durable durazno duro ebano echar eclipse edad edificio editor educar eficaz
  ejemplo ejercer elegante elegir elevar ellos elogio embajada embudo emitir emocion empate empezar empleo empresa
  encaje encanto encargo encender enchufe encima encino encuentro enero enfrente enigma enlace enorme ensalada ensayo
  entrada entre envase enviar episodio epoca equipo erizo ermita error esbelto escalera escama escoba escolar escondite
  escribir escudo escuela esencia esfera esfuerzo eslabon esmalte esmeralda espacio espalda espejo espiga espiral
  esponja esposa espuma esquina establo estaca estadio estampa estar estatua este estilo estrecho estrella estribo
  estufa etapa eterno etiqueta evento evitar examen exito experto explicar expreso extenso extra fabrica fabula facil
  factura faena faisan faja falda falso familia famoso fango fantasia farmacia farol fase fatiga favor febrero feliz
  femenino feria fertil festejo fiar fibra ficha fideo fiebre fiel fiera fiesta figura fijo fila filete filtro final
  finca firma firme flama flan flauta flecha flequillo flojo flor florero flota fluir foca fogata fogon folleto fondo
  forro fortuna foso fracaso fragata fragil franja frase frecuente freno frente fresa fresco frijol frio frito frutal
  frutero fuego fuerte fuerza fumar funcion funda furgon futbol futuro gacela gaita galaxia galeria galleta gallina
  gallo galope gamba ganado ganar ganso garaje garbanzo garganta garza gasa gaseosa gasto gatear gaveta gavilan gaviota
  gema gemelo general genio gente geranio gerente gigante gimnasio girar girasol giro glaciar globo gloria gobierno
  golfo golpe gorila gorra gorrion gota gotera gozar grabado gracia grafico gramo granada grande granero granizo grapa
  gratis grave greda grieta grifo gris gritar grosor grua grueso grupo guante guapo guarda guayaba guia guiso guitarra
  gusano gustar haber habil habitar hablar hacha hada halcon hamaca harina hasta hebilla hecho helado helecho helice
  herencia hermano hermosa heroe herrero hervir hielo hierba hierro higado higo hilera himno historia hogar hoguera
  hoja hombro hondo honesto honor hora horario horchata horizonte hormiga horno hortaliza hospital hotel hoyo huella
  huerto hueso humano humilde humo hundir huracan idea ideal idioma igual iguana ilusion imagen iman imitar impar
  importar imprenta impulso incluir indice infancia informe ingenio ingles inicio inmenso insecto instante intento
  interior inventar invierno invitar isla islote jabali jabon jacinto jade jaguar jalar jalea jamas jamon jarabe jardin
  jarra jarron jaula jazmin jengibre jilguero jinete jirafa jitomate jocote jornada joroba joven joya jueves juez
  jugada jugo juguete juicio julio jungla junio jurado justo juvenil kayak kermes kilo kimono kiosco koala laberinto
  labio labor labrador ladera ladrillo lagarto lagrima laguna lampara lana langosta lapiz largo larva lata latido laton
  laurel lavadora lavar lazo leal leche lechuga lector leer legal legumbre lejano lejos lengua lenteja lento leona
  letra letrero levantar leve leyenda libertad libre libreta licencia licor lider liga ligero lija limite limon limpio
  lince linea linterna lirio liso lista litera litro llama llano llanta llave llegar lluvia lobo local locura logro
  loma loncha losa lote lucero luchar lucir luego lugar lujo lunar lunes lupa lustro luto maceta machete macizo madeja
  madre maduro maestra magia magnolia mago maguey malla malva mamey manada manantial mandarina manejo manga manjar
  mansion manta manteca mantel manual manzana mapa mapache maqueta maraton marca marejada marfil margarita margen
  marimba mariposa marmol martes martillo marzo mascara masivo mastil materia matiz matorral mayor mazapan mazorca
  mecate mecedora mechon medalla media medico medusa mejilla mejor melena melodia melon membrillo memoria menos mensaje
  menudo mercado merengue merienda mero mesa meseta metal metro mezcla mezquite microbio miel miembro miercoles migaja
  milagro millon milpa mimar mina mineral minuto mirada mirlo mismo mitad mito mochila moda modelo modesto mojado molde
  mole molino momento moneda mono montar monte moreno morsa mosaico mosca mosquito mostaza mostrar motivo motor mover
  muchacho mucho mudanza mueble mujer mula muleta mundo mural muralla muscular museo musgo musica nabo nacar nacion
  nada nadie nahual naipe naranja nariz narrar nativo natural nave navegar navidad neblina nectar negar negocio nervio
  nevada nevera nido niebla nieto nieve ningun nispero nivel noble noche nodriza nogal nomada nombre norma norte nota
  noticia novato novela novia nube nublado nudillo nudo nuera nuevo nuez numero nunca nutria oasis obedecer objeto obra
  obrero obsequio oceano ocelote ocho octavo octubre ocupar odisea oeste oferta oficina oficio ofrenda ojal ojera
  oleada oleaje olfato oliva olla olmo olor olvido ombligo onza opaco opcion opinar oracion orador oral orden ordinario
  organo orgullo oriente origen orilla orquesta orquidea oruga osadia oscuro ostra otro oveja oxido oyente ozono
  paciencia padre padrino paella pagina pais paja pajaro palabra palacio palanca paleta palmera paloma palpar pampa
  panal panda pandero panera pantano papalote papaya papel paquete parada paraguas parar parcela pardo pared pareja
  parque parra parrilla parte partido pasado pasaje pasar paseo pasillo pasta pastel patata patin patio patria pausa
  pavo payaso peaje peaton pecera pecho pedal pedazo pedir pegar peinado peine pelicano pelicula pelo pelota peluca
  pendiente pensar pepino pequeno pera perder perdiz perdon peregrino perejil perezoso perfil perfume periodo perla
  permiso perro persona pesca pescado petalo petate petroleo piano picadura picar picnic pico piedra pierna pieza
  pijama piloto pimienta pincel pinole pintor pintura pinza pipa piragua pirata pisada piscina pizarra pizca placa
  placer plan plancha planeta platano plato playa pleito pleno plomo pluma plural pobre poder podio poema poeta polen
  polilla polvo poncho poner popote popular porche portal portero porton poste potro pozo pozole pradera prado preferir
  pregunta premio prenda preparar presente prestar primavera primero primo princesa prisma privado probar problema
  proceso producir profesor profundo promesa pronto propio prosa prueba publico pueblo puente puerta pues pulgar pulir
  pulmon pulpo pulsera punta puntada punto pupila pupitre pure quebrar quedar queja querer queso quetzal quieto quijada
  quimica quince quinoa quitar quizas rabano racimo radio raiz rampa rapido raro rascar rasgo rastrillo raton raya
  rebanada rebelde rebote rebozo recado receta reciente recinto recio recordar recreo recuerdo reducir refran refresco
  regadera regalo region regla regreso reino reja relato reloj remar remedio remo remolino renacuajo rendija renta
  repasar repetir repollo reposo reptil resbalar rescate reserva resina resorte respeto respirar resto retablo retazo
  retorno retrato reunir reves revista rezar rico riego rienda rima rincon risa ritmo robot rociar rodar rodeo rodilla
  rojo rollo romero romper ronco ronda ropa rosal rosca rostro rubi rubio rueda rugby ruido ruina rumba rumbo rumor
  rural ruta sabado saber sabio sagrado sala salero salida salmon salto salud salvaje salvar sandalia sandia sano sapo
  saque sarape sardina sarten sastre satelite sauce sauna savia saxofon sazon secar secreto seda sediento seguir
  segundo seguro seis selva semana sembrar semilla senal sencillo sendero sentar sentido separar sequia serie serio
  serpiente seta setenta severo sidra siembra siempre sierra siete siglo silbato silbido silencio silla silueta simbolo
  simio simple sincero sirena sirope sistema sitio soberbio sobrino socio sofa soldado soledad solo soltar sombra
  sombrero sonajero sonar soneto sonido sonrisa soplar soporte sorpresa sorteo sosten sotano suave subir suceso sudor
  suegra suela sueldo sueter sujeto suma superar supremo surco surtido suspiro susto susurro tabaco tabla tablero
  tablon taco tajada taladro talento taller tamal tamarindo tambor tanque tapete tapia tapon tardar tarde tarea tarima
  tarjeta tarro tatuaje taxi taza teatro tecla tecolote tejado tejer telar telefono tema temblor templo temporal
  temprano tenaz tender tenedor tenis tenor teoria tercero terco ternura terraza terreno terron tesoro testigo tetera
  texto tibio tiburon tiempo tienta tierno tigre tijera tilapia tilde timbre timido tinaja tinto tipico tipo tira
  titere titulo toalla tobillo tobogan tocar tocino todavia toldo tomate tonada tonel topacio tope torcer torero
  tormenta torneo tornillo toro toronja torre torta tortilla tortuga tosco toser total trabajo traer traje trama
  tranvia trapo tras tratar trebol trece tren trenza trepar tribu trigo trineo tripa triste triunfo trofeo trompa
  trompeta tropical trozo trucha trueno trufa tubo tucan tulipan tupido turista turno tutor ubicar ultimo umbral unico
  unidad uniforme union unir untar urbano urgente urna usar usuario util vaca vacio vacuna vado vagon vaina vajilla
  valer valija valioso valle vals vapor vaquero variar vaso vecino vehiculo veinte vejez vela velero veloz venado
  vencer venda venir ventana verano verbo verdad verde vereda vestido viaje vibora vibrar vida vidrio viejo viento
  vientre viernes vigor vinagre vino viola violeta violin virtud visera visita vitrina vivero vivir volar volcan
  voltear volver voto vuelo vuelta yacer yegua yerno yeso yoga yogur yuca yunque yute zacate zafiro zaguan zanahoria
  zanco zanja zapallo zapato zapote zodiaco zona zoologico zorzal zueco zumbido zumo zurdo`
    .split(/\s+/);
