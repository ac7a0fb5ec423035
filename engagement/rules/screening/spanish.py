"""The Spanish that a machine may answer by itself: plain thanks and plain praise."""

from __future__ import annotations

from typing import Final

from engagement.rules.screening import asking
from engagement.rules.screening.tongue import Tongue, phrases, words

THANKS: Final = words(
    """
    agradece agradecemos agradecer agradecida agradecidas agradecido agradecidos
    agradecimiento encanta encantada encantadas encantado encantados encanto gracias
    gratitud honrada honrado
    """
)
KIND: Final = words(
    """
    abrazo abrazos acogedor acogedora admirable alegra alegria amable amables bella
    bello bien bonita bonitas bonito bonitos bravo buen buena buenas bueno buenos
    calida calidas calido cariño clara claras claro claros comparten compartido
    compartiendo compartimos compartir contenta contentas contento contentos
    disfrutamos divertida divertido emocionante encuentro enhorabuena enriquecedor
    enriquecedora especial espectacular estupenda estupendo excelente excelentes
    extraordinaria extraordinario fantastica fantasticas fantastico fantasticos
    felices felicidades feliz fenomenal fuerte generosa generosas generosidad
    generoso generosos genial geniales gran grande grandes gusta gusto hermosa
    hermosas hermoso hermosos honor increible increibles inolvidable inspira
    inspirador inspiradora inspiradoras inspiradores interesante interesantes linda
    lindas lindo lindos maravilla maravillosa maravillosas maravilloso maravillosos
    mejor mejores orgullo orgullosa orgullosas orgulloso orgullosos placer practica
    practicas practico practicos preciosa precioso privilegio sabias sabio saludo
    saludos suerte util utiles valiosa valiosas valioso valiosos
    """
)
GRAMMAR: Final = words(
    """
    a ademas ahi ahora al algunos anoche ante aprender aprendido aprendimos aqui asi
    ayer cada como con de del desde dia dias donde dos durante e el ella ellas ellos
    en entre era es esa esas ese eso esos esta estaba estado estamos estan estar
    estas este esto estos estuvo fue fueron ha habeis haber hace hacemos hacen hacer
    han hasta hecho hemos hicieron hizo hoy juntas juntos la las le les lo los mas
    mañana mil mucha muchas muchisimas muchisimo mucho muchos muy nos nosotras
    nosotros nuestra nuestras nuestro nuestros o os otra otras otro otros para por
    primer primera que quien quienes se ser siendo sobre sois somos son su sus
    tambien tan tanta tanto te tiene tienen toda todas todo todos tu tus un una unas
    uno unos usted ustedes vamos vez vosotras vosotros vuestra vuestras vuestro
    vuestros y
    """
)
THINGS: Final = words(
    """
    abril aceptar actividad actividades agencia agosto alumna alumnas alumno alumnos
    aporte aportes apoyar articulo articulos asistentes asociacion aula año años
    barrio blog cafe campus centro charla charlas ciudad clase clases colaboracion
    colaborar colega colegas comentario comentarios comida compañera compañeras
    compañero compañeros comunidad comunidades conferencia conferencias congreso
    conversacion conversaciones coordinador coordinadora cuidadoras cuidadores curso
    cursos debate departamento dialogo diciembre difundir difusion director
    directora docente docentes domingo educacion ejemplo ejemplos enero enseñanza
    enseñar enseñaron equipo equipos escribir escrito escuela espacio espacios
    estudiante estudiantes estudio estudios evento eventos experiencia experiencias
    facilitador facilitadora facultad familia febrero feria fin formacion
    formaciones foro foto fotos fundacion grupo grupos guia guias herramienta
    herramientas hora idea ideas informacion informe informes iniciativa
    investigacion invitacion invitada invitadas invitado invitados invitar
    invitarnos jornada jornadas jueves julio junio labor leccion lecciones lectura
    libro libros lunes maestra maestras maestro maestros manera martes marzo
    material materiales mayo mencion mencionar mencionarnos mensaje mes miembros
    miercoles momento mundo noche noviembre octubre oportunidad organizacion
    organizaciones organizado organizadoras organizadores organizar pagina palabras
    panel parte participantes participar personas ponencia ponencias ponente
    ponentes practicas practicum presencia presentacion presentaciones presentar
    profesional profesionales profesor profesora profesoras profesores programa
    programas proyecto proyectos publicacion publicaciones publicar publico puertas
    recibimiento recibir recibirnos recurso recursos red redes resultados reunion
    reuniones sabado sala salon semana seminario seminarios septiembre serie
    servicio servicios social sociales taller talleres tarde tema temas tiempo
    trabajador trabajadora trabajadoras trabajadores trabajo trabajos universidad
    video videos viernes visita visitarnos voluntaria voluntarias voluntario
    voluntarios
    """
)
NEGATIONS: Final = words(
    "apenas jamas nada nadie ni ningun ninguna ninguno no nunca sin tampoco"
)
ASKING: Final = phrases(
    "a que hora",
    "alguien",
    "busco",
    "cuando",
    "cual",
    "cuanto",
    "donde",
    "hace falta",
    "hay",
    "me gustaria",
    "necesita",
    "necesitamos",
    "necesito",
    "podeis",
    "podemos",
    "podria",
    "podrian",
    "por favor",
    "por que",
    "puede",
    "pueden",
    "puedo",
    "que dia",
    "que hora",
    "quisiera",
    "quisieramos",
    "saber si",
)
DOUBTS: Final = phrases(
    "aunque",
    "deberia",
    "deberian",
    "excepto",
    "lastima",
    "menos mal",
    "ojala",
    "pero",
    "por fin",
    "quizas",
    "salvo",
    "si",
    "sin embargo",
    "todavia",
)

SPANISH: Final = Tongue(
    votes=words(
        """
        con del el en es fue gracias la las los muchas muy nos nuestra nuestro para
        por que su sus todas todo todos un una y
        """
    ),
    thanks=THANKS,
    kind=KIND,
    known=THANKS | KIND | GRAMMAR | THINGS,
    negations=NEGATIONS,
    asking=ASKING,
    wants=asking.SPANISH,
    doubts=DOUBTS,
)
"""``me``, ``mi`` and ``yo`` are not among the known: such a text tells of a person."""
