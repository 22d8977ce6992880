/**
 * Words that people choose as passwords in Mexico, Central America and in English, compiled for this project from common
 * knowledge: without accents, small letters. Digits and signs around them are not listed: the policy looks past them.
 */
export const commonPasswordWords: readonly string[] =
  `password passwort passw contrasena contrasenia clave claves secreto secreta secret acceso entrada entrar llave
  letmein login signin welcome bienvenido bienvenida bienvenidos usuario user usuarios users admin administrador
  administradora administrator administracion root sistema system sistemas soporte support prueba pruebas test testing
  tester demo ejemplo example temporal temp temporary cambiame cambiar changeme change nuevo nueva newpass default
  invitado guest computadora computer servidor server internet google facebook whatsapp instagram youtube twitter gmail
  hotmail yahoo outlook microsoft windows office android iphone samsung apple linux oracle cisco qwerty qwertyuiop
  qwert asdf asdfg asdfgh asdfghjkl zxcv zxcvbn zxcvbnm qazwsx qazwsxedc wsx edc poiuy lkjhg mnbv abc abcd abcde abcdef
  abcdefg abcdefgh aaa xxx zzz qqq hola holamundo adios gracias amor amores amorcito teamo tequiero tkm mivida mialma
  cielo corazon corazoncito carino princesa princess principe prince reina queen rey king angel angeles angelito diablo
  demonio dios jesus jesucristo cristo virgen guadalupe maria santo santos iglesia biblia bendicion bendiciones fe
  esperanza paz peace love lover iloveyou loveme babygirl baby bebe bebito nene nena chico chica nino nina ninos ninas
  hijo hija hijos hijas mama mami papa papi familia family hermano hermana abuelo abuela amigo amiga amigos friend
  friends esposo esposa novio novia sol luna estrella estrellas star stars sunshine moon cieloazul mar playa flor
  flores flower rosa rosita rosas violeta margarita girasol mariposa butterfly delfin tigre tiger leon lion pantera
  panther lobo wolf aguila eagle gato gatito kitty perro perrito dog puppy caballo horse conejo bunny oso osito dragon
  phoenix fenix monkey chango pollito pato azul rojo verde negro negra blanco blanca amarillo morado blue red green
  black white purple pink silver golden oro plata gold diamond diamante cristal enero febrero marzo abril mayo junio
  julio agosto septiembre octubre noviembre diciembre january february march april may june july august september
  october november december lunes martes miercoles jueves viernes sabado domingo monday tuesday wednesday thursday
  friday saturday sunday primavera verano otono invierno spring summer autumn winter navidad christmas feliz felices
  happy felicidad cumpleanos birthday mexico mexicano mexicana guatemala guate guatemalteco chapin chapina salvador
  elsalvador salvadoreno cuscatlan guanaco honduras hondureno catracho catracha nicaragua costarica panama belice
  colombia venezuela cuba haiti tapachula chiapas oaxaca veracruz tabasco puebla jalisco sonora tijuana monterrey
  guadalajara cdmx tegucigalpa sanpedro sula quetzal quetzaltenango huehuetenango peten america latino latina latinos
  estadosunidos usa canada espana madrid barcelona futbol football soccer gol messi ronaldo maradona neymar pele chivas
  pumas cruzazul aguilas tigres rayados olimpia motagua municipal comunicaciones realmadrid barca campeon campeones
  champion beisbol baseball basketball boxeo superman batman spiderman pokemon pikachu naruto goku dragonball starwars
  harrypotter disney mickey minnie barbie hellokitty minecraft fortnite freefire nintendo mario sonic matrix ninja
  samurai pirata shadow master maestro hunter killer thunder trueno rayo fuego fire hielo ice agua water tierra viento
  juan jose juanjose luis carlos miguel pedro pablo jorge manuel francisco pancho antonio alejandro alex daniel david
  diego fernando ricardo roberto rafael ramon raul sergio victor eduardo enrique javier martin oscar ruben andres ana
  mariana lupita lupe rosario carmen elena laura patricia paty gabriela daniela andrea alejandra sofia valeria camila
  fernanda karla karina claudia monica sandra silvia susana teresa veronica victoria isabel juana leticia lorena
  michael michelle jessica jennifer ashley nicole charlie thomas robert jordan andrew joshua matthew george garcia
  hernandez lopez martinez rodriguez gonzalez perez sanchez ramirez cruz gomez morales vasquez reyes jimenez torres
  diaz gutierrez ruiz mendoza aguilar ortiz castillo rivera ramos trabajo oficina casa escuela maestra doctor
  licenciado ingeniero abogado gobierno migracion migrante migrantes refugio albergue proteccion procuraduria consulado
  infancia ninez dif unicef inm sistemadif amparo amparar custodia expediente libre libertad freedom vida muerte suerte
  lucky fuerte poder power siempre nunca forever never todos nadie chocolate pizza cookie cheese pepper ginger banana
  manzana naranja limon fresa sandia cafe coca cola cerveza tequila musica music guitarra guitar rock metal reggaeton
  salsa cumbia banda shakira selena rbd bts sexo sexy pendejo puta putas mierda culo cabron fuck fucker fuckyou chingon
  chingona chido trustno trustnoone whatever hello nothing access mustang ferrari toyota honda harley yamaha nike
  adidas coche moto avion uno dos tres cuatro cinco seis siete ocho nueve diez one two three four five six seven eight
  nine ten cero zero`
    .trim()
    .split(/\s+/);
