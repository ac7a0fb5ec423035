"""The same in Spanish; and the plainest in four more languages."""

from __future__ import annotations

SAID = {
    "kilo": (
        "(?:mi|nuestr[oa]|una?|el|la) (?:mejor )?(?:amig[oa]|herman[oa]|mama|madre"
        "|papa|padre|hij[oa]|espos[oa]|marido|pareja|novi[oa]|prim[oa]|vecin[oa]|tia"
        "|tio|sobrin[oa]|abuel[oa]|compañer[oa]|padrastro|ex)"
    ),
}

PHRASES = (
    "(?:quiero|quiere|quieren|quisiera|prefiero|prefiere|ganas de|voy a|va a|intento"
    "|intente|trato de|pensando en|piensa en|pienso en|penso en|hablando de|habla de)"
    " (?:ya )?(?:morir(?:me|se)?|matar(?:me|se)|desaparecer|acabar con (?:todo|mi"
    " vida|su vida)|terminar con (?:todo|mi vida|su vida)|quitar(?:me|se) la vida"
    "|suicid(?:ar|arme|arse|io)|no (?:vivir|despertar|estar)|hacer(?:me|se) daño"
    "|cortar(?:me|se)|la muerte)",
    "(?:quitar|quito|quitado)(?:me|se)? la vida|suicidar(?:me|se)|matarme|hacer(?:me"
    "|se) daño|(?:me|se) (?:corta|corto|hace daño|hago daño|lastima|lastimo)",
    "(?:me|se) (?:quiero|quiere|voy a|va a|queria|gustaria) (?:morir|matar|suicidar)",
    "no (?:quiero|quiere|quisiera) (?:\\w+ )?(?:vivir|seguir|existir|despertar|estar"
    " (?:aqui|viv[oa]))",
    "no (?:puedo|puede|podemos|aguanto|aguanta|doy|da) (?:\\w+ )?(?:mas|seguir|con"
    " esto|con todo|con mi vida|aguantar|asi|respirar|parar de llorar|dejar de llorar"
    "|dormir)",
    "ya no (?:puedo|aguanto|doy|tengo (?:fuerzas|ganas|nada|a nadie)|tiene sentido"
    "|vale la pena|se que hacer|quiero)",
    "(?:no|nada) tiene sentido|sin (?:ganas de vivir|esperanza|salida|fuerzas)",
    "no (?:le )?(?:veo|hay|encuentro|ve|encuentra) (?:una |otra |el |la )?(?:salida"
    "|sentido)",
    "mejor (?:sin mi|si (?:yo )?no|muert[oa])|nadie me (?:quiere|extraña|extrañaria"
    "|escucha|ayuda|cree|echaria|va a)|a nadie le import[oa]",
    "(?:quisiera|quiero) (?:dormir(?:me)?|descansar) (?:y no despertar|para siempre)"
    "|no despertar (?:mas|nunca)",
    "ojala (?:no )?(?:estuviera|hubiera|me |despert)",
    "(?:tengo|tiene|con) (?:pensamientos|ideas) (?:\\w+ )?(?:suicidas|de muerte|feos"
    "|oscuros)",
    "me despido|despedirme|adios a todos|hasta siempre|(?:mi|este) (?:ultimo|es mi"
    " ultimo) (?:mensaje|dia|adios)|adios[.! ]*$",
    "(?:fueron|fuiste|son|eran) (?:los|las|el|la) unic[oa]s? (?:que|persona)",
    "(?:me|nos|le|la|lo|les) (?:\\w+ )?(?:volvio a |vuelve a |quiere |va a |esta "
    "|estuvo )?(?:peg(?:a|o|ar|ando|aba|aron)|golpe(?:a|o|ar|ando|aba|aron)"
    "|maltrat(?:a|o|ar|ando|aba)|viol(?:a|o|aron)|amenaz(?:a|o|ando|aba|aron)"
    "|ahorc\\w+|encerr\\w+|abus(?:a|o)|acos(?:a|an|o|ando)|matar|tiene encerrad[oa])",
    "abus(?:o|a|aron|an|aba) de (?:mi|ella|el)|(?:fui|fue) violad[oa]|violencia en"
    " (?:mi )?casa",
    "(?:tengo|tenemos|tiene|con|me da|le tengo) (?:mucho |tanto |mucho, )?miedo|miedo"
    " (?:de|a) (?:volver|ir|regresar|mi|el|salir)",
    "no (?:me siento|estoy|estamos|es|se siente) (?:\\w+ )?segur[oa]s?|en peligro",
    "no (?:tengo|tenemos|tiene|tienen|hay)(?: a)? ?a?donde (?:ir|dormir|vivir"
    "|quedar\\w*|pasar)",
    "(?:me|nos|la|lo) (?:van a |quieren |estan |pueden |acaban de |quiere |va a"
    " )?(?:desaloj|echa|echar|corri(?:o|eron)|bot(?:o|aron)|sac(?:o|an|aron) de)\\w*",
    "(?:orden|aviso|notificacion|carta) de desalojo",
    "(?:durmiendo|dormimos|duermo|duerme|vivo|vive|vivimos|viviendo) en (?:la calle"
    "|(?:el|mi|un|nuestro) (?:carro|coche|auto|parque))",
    "(?:estoy|estamos|quede|quedamos|quedo|soy|somos) (?:\\w+ ){0,2}?sin (?:casa"
    "|techo|hogar|comida|comer|luz|agua|trabajo|nada|dinero)",
    "en la calle con (?:mi|mis|los)",
    "no (?:tengo|tenemos|hay|tienen|tiene) (?:\\w+ )?(?:que comer|comida|para"
    " (?:comer|la renta|el alquiler|pagar|leche|pañales|darles|dar de comer))",
    "no (?:ha|he|hemos|han) (?:comido|dormido|salido)|tien(?:e|en) hambre|tenemos"
    " hambre",
    "(?:quitaron|van a quitar|quieren quitar|quitan|llevaron) a? ?(?:mis|mi|los|la"
    "|el) (?:hij|niñ|beb|esposo|marido|papa|hermano)\\w*|deport(?:aron|ar|an) a|la"
    " migra|detuvieron a",
    "mi \\w+ (?:fue|esta|quedo|estan) (?:detenid|desaparecid|deportad)\\w+",
    "(?:necesito|necesitamos|necesita) (?:mucha |urgente |urgentemente |de su |su |tu"
    " )*ayuda(?! (?:con (?:el|la|mi) (?:formulario|inscripcion|registro|tarea"
    "|solicitud|enlace)|para (?:inscrib|registr)))",
    "ayud(?:en|e|a)(?:me|nos)(?! a (?:difundir|compartir|correr|inscrib))|auxilio",
    "(?:alguien|quien)(?: que)?(?: me| nos)? (?:puede|pueda|podria)(?: me| nos)?"
    " ayudar",
    "a (?:quien|donde) (?:puedo |debo |podemos |puede |mas )*(?:llamar|llamo|acudo"
    "|acudir|recurrir|recurro|ir|voy)",
    "no (?:se|sabemos|sabe) (?:ya )?(?:a quien|que (?:mas )?hacer|a ?donde|donde ir"
    "|como seguir|con quien|cuanto mas|si puedo)",
    "(?:necesito|quiero|puedo) hablar con alguien",
    "estoy (?:\\w+ )?(?:desesperad|hundid|asustad|aterrad|destrozad|perdid"
    "|acabad)[oa]|estoy (?:muy |tan )(?:mal|sol[oa])|estoy (?:en crisis|al limite"
    "|harta? de (?:vivir|todo|la vida))",
    "me siento (?:\\w+ )?(?:sol[oa]|vaci[oa]|inutil|perdid[oa]|atrapad[oa]|sin salida"
    "|una carga|desesperad[oa]|mal|hundid[oa])|soy una carga|odio mi vida",
    "(?:crisis|ataques?) de (?:panico|ansiedad)|recai|recayo|recaido",
    "(?:lloro|llora|llorando) (?:tod[oa]s?|cada|sin parar)|no (?:paro|para|dejo|deja)"
    " de llorar",
    "no (?:sale|quiere salir|se levanta) de (?:su|la) (?:cama|cuarto|habitacion|casa)",
    "cans(?:ad[oa]|o) de (?:vivir|la vida|todo|luchar|existir)",
    "{kilo}{near}(?:no quiere (?:vivir|comer|seguir)|se quiere|esta en peligro"
    "|desaparec|tomo (?:muchas )?pastillas|recay|amenaz|suicid)\\w*",
    "tom(?:e|o|ado|arme|arse) (?:todas |muchas |un monton de |las )*pastillas",
)

OTHERS = (
    # Portuguese, French, German, Italian: the plainest only
    "(?:quero|quer) (?:morrer|me matar|se matar)|n[aã]o aguento mais|me ajud[ae]m?",
    "(?:je veux|envie de|il veut|elle veut) (?:mourir|en finir|me tuer)|me suicider"
    "|j'en peux plus|je n'en peux plus|aidez[- ]moi|au secours",
    "(?:will|mochte|wollte) (?:sterben|nicht mehr leben)|mich umbringen|ich kann"
    " nicht mehr|hilf mir|helft mir",
    "(?:voglio|vuole) (?:morire|farla finita)|non ce la faccio piu|aiutatemi",
)
