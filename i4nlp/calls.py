"""Does a text invite its readers to act now? Read from who is spoken to and what is asked of them, sentence by sentence.

Contact details alone are no invitation; what somebody else once asked, and what is asked for no more, is none either. The sentences are in
small letters without accents, apostrophes or hyphens: « N'hésitez pas à m'écrire » is `n hesitez pas a m ecrire`.
"""

import re
from collections.abc import Iterator
from functools import cache

from i4nlp.lexicon import fold
from i4nlp.normalize import normalize

# what readers can do for somebody who looks for work: as an infinitive or after 'merci de', and by its stem
_HELP = (
    r"(?:rt|retweet\w*|re ?partag\w+|partag\w+|relay\w+|relai\w*|diffus\w+|contact\w+|appel\w+|joindre|ecri\w+|envoy\w+|transm\w+"
    r"|transfer\w+"
    r"|tweet\w*|faire (?:tourner|voyager|passer|suivre|part|signe|connaitre|circuler)|tourner|aid\w+|signal\w+|parl\w+|repond\w+"
    r"|mentionn\w+"
    r"|lik\w+"
    r"|identifi\w+|ta[gu]+\w*|comment\w+|soutenir|recommand\w+|orient\w+|conseill\w+|guider|mettre en (?:relation|contact)|dire|donner"
    r"|lire"
    r"|communiquer|consulter|prendre(?! des nouvelles)|recevoir|accorder|proposer|porter|me|m|nous|lui|leur|laisser|passer|venir"
    r"|postuler|candidater)"
)
_ACTS = (
    r"(?:partag|repartag|retweet|tweet|relay|diffus|contact|appel|envoy|aid|donn|transfer|mentionn|tagu?|tagg|identifi|montr|parl|pass"
    r"|sonn"
    r"|signal|comment|lik|cliqu|pens|embauch|recrut|propos|invit|consult|regard|rt|mp|dm|manifest|laiss|recommand|demand|accord|confi"
    r"|appuy|racont|reserv|coopt|prouv|engag|mail"
    r"|sugger|preven|jet|apel)"
)
_IRREGULAR = (
    r"(?:ecrivez|prenez|faites|dites|transmettez|lisez|repondez|rejoignez|venez|inscrivez|soutenez|mettez|ouvrez|offrez|tendez|permettez"
    r"|levez|postulez|candidatez|suivez|remuez|adressez|presentez|connectez|joignez|recevez)"
)
_ONE = r"(?:ecris|prends|fais|dis|transmets|lis|reponds|viens|tends|envoie|appelle|relaie|mets|remue)"
_GIFTS = (
    r"(?:aides?|pistes?|infos?|informations?|propositions?|opportunites?|contacts?|conseils?|partages?|relais|rts?|retweets?"
    r"|(?:bons? )?plans?"
    r"|idees?|offres?|adresses?|retours?|suggestions?|recommandations?|mises? en relation|reseaux?|soutiens?|messages?|tuyaux?|reponses?"
    r"|regards?|avis|coups? de (?:pouce|main|fil)|diffusions?|appels?|mails?|mp|dm|likes?|questions?|visites?)"
)
_BOX = r"(?:dms?|mps?|messagerie|boite (?:privee|mp|dm|mail|a messages)|messages(?: prives)?|inbox|porte|telephone)"
_NOT_TOLD = r"(?<!\bvous )(?<!\bne )(?<!\bn )"  # 'vous partagez' tells, 'partagez' asks
_FIRST = r"(?:\A|[,.!:;] ?)"  # at the beginning of a clause
_PEOPLE = r"(?:recruteurs?|patron(?:ne)?s?|followers|amis|twittos|mairies?|direct(?:eur|rice)s?|messieurs|mesdames|employeurs?|drh|rh)"

# orders: they ask, whatever else the sentence tells
_ORDERS = (
    rf"{_NOT_TOLD}\b(?:{_ACTS}ez|{_IRREGULAR})\b(?! (?:une (?:bonne|belle|excellente)|le calcul|sauter|vous m|moi rire|moi tranquille))",
    rf"{_NOT_TOLD}\b(?!excusez|pardonnez|croyez|rassurez|laissez|permettez|imaginez|chez)\w{{2,}}ez (?:moi|nous|les?|la|lui|leur)\b"
    rf"|{_NOT_TOLD}\b\w{{2,}}ons nous\b",
    rf"(?:\A|\b{_PEOPLE}[^.!?]{{0,40}}, )(?!allez|assez|chez|excusez|imaginez|sachez|rassurez|pardonnez|attendez|comptez|notez"
    rf"|avouez|remarquez"
    r"|passez une|faites le|rez)\w{3,}ez\b",
    rf"(?:{_FIRST}|\bsvp |\bet |\balors )(?:{_ACTS}es?|{_ONE})"
    r"(?: (?:moi|nous|lui|la|le|les|leur|toi|a (?:ton|ta|tes|un|une|tous|qui)|ce|cette|mon|ma|svp|stp)\b|[ ]?!)",
    rf"\b(?:{_ACTS}(?:e|er|ez|es)|{_ONE}|ecrive|appel) (?:moi|nous) (?!meme)",
    r"\bping me\b|\bpartaz\b",
    r"(?<!\bai )(?<!\ba )(?<!\bsuis )\bfai(?:s|t|tes|re) (?:tourn\w+|passer|suivre|circuler|le tour|du bruit|signe|moi signe)",
)
_CALLS = (
    # a retweet, unless it is counted or told
    r"(?<!\d )(?<!\bun )(?<!\bces )(?<!\bdes )\brts?(?:svp|stp)?\b(?! @)|#?rtsvp|(?:\A|, ?)un (?:petit |simple )?(?:rt|retweet"
    r"|partage)\b|[🔁♻]",
    # 'merci de partager', 'n'hésitez pas', 'un message à faire suivre'
    rf"\b(?:n |ne )?hesite(?:z|r|s)?\b|\b(?:merci|priere|svp|s il vous plait|pri(?:e|ees?|es)|gre|gentils?|sympa|invite\w*|remerci\w+"
    rf"|pensez"
    rf"|possible|n oubliez pas|(?:pouvez|pourriez|voulez)(?: vous)?|(?:peux|pourrais) tu|bien vouloir) (?:a tous |@\w+ )?"
    rf"(?:de |d |a |bien |vouloir |me |m |nous |le |la |lui |en )*{_HELP}\b",
    rf"(?:{_FIRST}|\b(?:tweet|message|rt|cv|annonce|profil) )a (?:re ?)?(?:partager|diffuser|relayer|retweeter|rt|faire (?:tourner"
    rf"|passer|suivre))\b"
    rf"|{_FIRST}(?:partager|relayer|diffuser|contacter|appeler|ecrire|repondre)\b"
    r"(?! (?:une?|des|les?|la|son|mon|sa|ma) (?!tweet|message|post|annonce|cv|profil|infos?|demande|fil|recruteur|moi))",
    r"\bmerci\b[^.!?]{0,40}\b(?:a|aux) (?:ceux|celles|tous|toutes|toute|quiconque|qui|la|les|l)\b[^.!?]{0,30}\bqui\b[^.!?]{0,20}"
    r"\b(?:\w+r(?:a|ont|aient|ait)|peu\w+|partag\w+|relai\w+|transm\w+)\b",
    # help: 'un coup de pouce', 'besoin de vous', 'toute piste', 'vos conseils', 'un partage m'aiderait'
    r"\bcoups? de (?:pouce|main)\b(?! (?:m|a la|de mon))|\b(?:un|votre|vos|petit) coups? de fil\b|\b(?:besoin|compte(?:r"
    r"|ons)?) (?:de |d |sur |que )?(?:vous|toi|votre|vos"
    r"|ton|tes"
    r"|aide|un coup|twitter|la commu\w*|la twitto\w*|relais|contacts|partages|rts?|conseils?|un regard|soutien|visibilite)\b",
    r"(?:\A|[.!?:,] ?)(?:help|sos)\b|\bau secours\b|\bhelp (?:me|svp|please)\b|\baide (?:svp|stp|please)\b|\ba l aide\b"
    r"|\b(?:avec|grace a|sans) (?:votre|ton) (?:aide|soutien|reseau|partage|coup)\b",
    rf"(?<!\ba )(?<!\blu )(?<!\betudie )(?<!\betudierai )\b(?:toutes?|tous?|le moindre|la moindre|chaque|n importe quelle?) {_GIFTS}\b"
    rf"|(?<!\bpour )(?<!\blu tous )\b(?:vos|tes|votre|ton|vs) (?:\w+ )?{_GIFTS}\b",
    rf"\b{_GIFTS} (?:\w+ ){{0,2}}(?:est |sont |serait |seraient |sera |seront )?(?:\w+ )?(?:bienvenue?s?|appreciee?s?|souhaitee?s?"
    rf"|acceptee?s?"
    r"|bon(?:ne)? a prendre|m aider\w+|l aider\w+|me rend\w+|nous aider\w+)\b",
    r"\bun (?:petit |simple |seul )?(?:message|clic|partage|like|mot|signe|commentaire|retweet|repost|geste|mp|dm|mail|appel"
    r"|sms)\b[^.!?]{0,24}"
    r"\b(?:suffi\w*|aide\w*|fera\w*|serai\w*|pourrai\w*|peut|change\w*|et|m|l)\b|\bune reponse\b[^.!?]*\bsuffit\b",
    r"\bdonne[rz]?\b[^.!?]{0,12}\b(?:force|chance|visibilite)|\bpass(?:e|ez|er) le mot\b|\bfaites le (?:savoir|tour)\b",
    # how to reach the writer, without an address
    rf"\b{_BOX} (?:\w+ ){{0,2}}(?:est |sont |reste |restent )?(?:grande? )?(?:ouverte?s?|allume|aussi|dispos?|disponibles?|open|libres?"
    rf"|welcome"
    rf"|bienvenus?|vous attend\w*|attend\w*|n attend\w*|l attend)\b|\b(?:venez|passez|viens|go|direction) (?:en |me )?(?:dm|mp|prive)\b",
    r"\b(?:cv|infos?|details?|book|portfolio|contact|dispos?|discuter|parler|echanger|repond\w*|ecri\w+|reponse|disponible|joignable"
    r"|joindre"
    r"|contacter) (?:\w+ ){0,2}(?:en|par|via) (?:dm|mp|prive|message|commentaire|messagerie)|\b(?:dm|mp)\b (?:moi|svp|si|pour|please|pls)"
    r"|\bcv (?:\w+ )?(?:sur (?:simple )?demande|a disposition|dispo|disponible)\b|(?:\A|[.!?,:] ?)(?:dm|mp) ?(?:[.!]|\Z)",
    r"\bpour (?:me joindre|me contacter|m ecrire|candidater|postuler)\b|\bcontact : "
    r"|\b(?:renseignements?|candidatures?|cv|contact|reponse) (?:a|au|sous|ici)\b(?! jour)",
    r"\b(?:j attends?|on attend|attend|guette) (?:vos|votre|ton|tes|de vos|de vous)\b|\bpreneu(?:r|se)\b"
    r"|\b(?:je (?:reste|suis)|reste) (?:\w+ ){0,2}(?:joignable|a (?:votre|ta) (?:disposition|ecoute)|a l ecoute)\b",
    r"\b(?:plaisir|ravie?|heureu(?:se|x)|contente?|curieu(?:se|x)) (?:d |de )(?:\w+ ){0,2}(?:echang\w+|discut\w+|parler|lire"
    r"|rencontr\w+|causer)\b"
    r"|\bvous (?:saurais|serais|serai|en serais)\b|\b(?:serais?|etre) (?:reconnaissante?|interessee? (?:si|de savoir))\b",
    r"\bje (?:vous|t) (?:invite|prie|remercie de|encourage|demande|propose)\b|\ba la connaissance de (?:vos|votre|tous)\b"
    r"|\bj accepte\b[^.!?]*\b(?:recommandations?|conseils?|aide|contacts?|mises? en relation|propositions?)"
    r"|\b(?:je prends|on prend|nous prenons) (?:aussi |tous? |toutes? |volontiers |les |vos )+(?:conseils?|pistes?|idees?|contacts?"
    r"|plans?|infos?|aides?|tuyaux)\b",
    r"\bouverte?s? (?:a (?:toutes?|vos|des|tout(?! sauf)|d autres)|aux (?:echanges|propositions|opportunites|suggestions))|\ba l ecoute d"
    r"|\bavis (?:a"
    r"|aux)\b"
    r"|\bmerci (?:\w+ ){0,2}a qui\b|\bmerci pour la chaine\b|\bca se partage\b|\bau cas ou\b|\bun (?:petit )?mot de (?:votre"
    r"|ta) part\b|\bcontact (?:en|dans (?:la|ma)) bio\b"
    r"|\bun (?:petit )?mot a\b|\bquand vous voulez\b|\bbon coeur\b|\blet s talk\b"
    r"|\b(?:vos|votre|toutes?) recos?\b|\bcandidatures? sur place\b"
    r"|\bbouton partager\b|\bmerci de ne pas (?:\w+ ){1,2}sans\b|\b(?:ce )?serait (?:\w+ ){1,2}qu\b|\bun (?:rt|partage"
    r"|retweet) (?:pour|et|ou|de|ferait|serait|me|m)\b|\bun rt,"
    r"|\bmon (?:numero|06|07|tel) (?:c est|est)\b|\bdites? (?:le |la )?moi\b|\ba bon entendeur\b|\ba vos? (?:rts?|retweets?"
    r"|partages|carnets?|contacts|reseaux|annuaires|tablettes|votre bon|reseau|clavier|partage|plume)",
    # 'si vous connaissez…', 'qu'il lève la main', 'on en parle ?'
    r"\bsi (?:vous|tu|chacune?|un seul|un abonne|quelqu une?|kelk\w*|kkun|qq une?|qqn|certains|d aventure|jamais|l un|parmi vous"
    r"|dans (?:vos|votre)|ca (?:vous|te|interesse"
    r"|parle)"
    r"|besoin|votre|vos|ton|ta|l (?:annonce|aventure|envie)|l idee)\b|\bqu (?:ils?|elles?|on) (?:me|m|nous|se|leve|vienne\w*"
    r"|contacte\w*|fasse\w*)\b",
    r"\bsi (?:une?|des) [^.!?]{1,40}? (?:li(?:t|sent) (?:ceci|ca|ce)|(?:me|nous) li(?:t|sent)|passe(?:nt)? par)\b"
    r"|\b(?:parl|discut|caus)ons en\b|\b(?:joignable|a joindre|rappel) (?:\w+ ){0,2}(?:au|sur le)\b",
    r"\bon (?:en (?:parle|discute|cause|reparle)|se (?:parle|capte|voit|rencontre|appelle)|s (?:appelle|ecrit|arrange)"
    r"|peut (?:en )?(?:causer|parler|discuter|se|echanger))\b",
)  # fmt: skip
# thanks ahead: at the beginning of a text they are for what was done
_THANKS = rf"\bmerci\b(?: \w+){{0,3}} (?:pour (?:vos|votre|tes|ton|le|les|tout)|du|de vos|de votre) (?:\w+ )?{_GIFTS}\b"
_DONE = (
    r"\b(?:hier|dern(?:iere?|iers)|fait chaud|m ont|m a|ont fait|(?<!serais )(?<!serai )(?<!sera )touche\w*|\d+ (?:rts?|personnes))\b"
    r"|\bmerci @?\w* ?pour le rt de\b"
)
_ADDRESSED = (
    r"\b(?:vous|votre|vos|tu|toi|ton|ta|tes|qui|quelqu une?|qq une?|qqn|qqun|quelques uns|parmi|team|y a t il|y a til|ya t il|y aurait"
    r"|ya|il y a"
    r"|idees?|pistes?|contacts?|tuyaux?|(?:bons? )?plans?|infos?|conseils?|volontaires?|preneurs?|candidats?|amateurs?|interesse(?:e?s?)"
    r"|tentees?"
    r"|partante?s?|une? (?:\w+ ){1,4}pour (?:moi|lui|elle|nous|m|me|une?)|une? \w+ (?:qui|par ici|a me)|une? (?:boite|patron|entreprise"
    r"|cafe|rt|partage)"
    r"|des (?:retours?|avis|gens|boites|entreprises|restos|employeurs|recruteurs|offres)|on (?:en (?:parle|discute|cause)|se|s|y va)"
    r"|quel(?:le)?s? (?:portes?|\w+ (?:recrut|embauch|engag|pren|cherch|accueill)\w*)|(?:recrut|embauch|engag|cherch|prend"
    r"|prenn)\w* t (?:il|elle|on|ils|elles)|que me conseill\w+"
    r"|une? [^.!?]*(?:me|m|l|la|le|lui|nous) (?:\w+)rai(?:t|ent)"
    r"|ou (?:postuler|chercher|s adresser|deposer|frapper)|me (?:conseiller|dire|recommander)|m aider|ameliorer)\b"
)
_RHETORICAL = (
    r"\A ?(?:et |mais |alors |bon |non mais |franchement )*(?:pourquoi|depuis quand|a quoi bon|combien de (?:fois|temps)"
    r"|comment (?:on|je|expliquer|font|fait|veux tu|voulez vous))\b|\bqui (?:l eut|aurait cru|eut cru|suis je|etait|disait|a dit)\b"
    r"|\b(?:vous (?:savez|imaginez|voyez|vous rendez|avez vu|croyez)|tu (?:vois|sais|te rends|imagines))\b"
    r"|\bca n interesse (?:donc )?personne\b|\bca veut dire\b|\bc est (?:normal|grave|quoi)\b|\bquoi de neuf\b|\bcomment (?:allez"
    r"|ca va|tu vas)\b|\bca va\b"
)
_ANSWERED = (
    r" ?(?:c est (?:moi|fait|non|oui)|(?:moi|presente?|non|oui|personne|jamais|bah|ben|aucune?)\b|me voila|je suis la|voila|evidemment)"
)
_TOLD = (
    r"\b(?:inutile|pas la peine|plus besoin|pas besoin|interdit|marre|fini|arretez|arrete) (?:de |d )?(?:\w+ ){0,2}\w*|\bpas (?:les|de"
    r"|des) rts?\b"
    r"|\b(?:pas|plus|sans|aucun|jamais) (?:de |d )(?:mp|dm|rt|rts|message|messages|appel|appels)\b"
    r"|\b(?:ne|n) (?:me |m |nous |le |la |l )?\w+ (?:pas|plus|jamais)\b(?<!hesitez pas)(?<!hesite pas)(?<!hesiter pas)"
    r"|\bm (?:a|ont|avait|avaient) (?:dit|demande|conseille|propose|repondu|contacte\w*|appele\w*|ecrit)\b[^.!?;]*"
    r"|\b(?:ai|as?|avais|avait|avons|ont) (?:deja |aussi |tous |bien |encore )?(?:contacte|appele|ecrit|envoye|demande|repondu"
    r"|partage|decline"
    r"|poste"
    r"|relaye|transmis|depose)\w*\b(?: \w+){0,6}|\b\d+ (?:rts?|retweets?|likes?|partages?)\b|\bvous etes \w+\b"
    r"|\bje (?:partage|contacte|relaie|transmets|fais tourner|demande|passe|suis|regarde) "
    r"(?!a l ecoute|joignable|preneu|disponible|dispo|ouvert|ravi|reste)(?:\w+ ){0,2}"
)
_SHORT_QUOTE = re.compile(r"«[^»]{0,40}»|\"[^\"]{0,40}\"|“[^”]{0,40}”")
_SENTENCE = re.compile(r"[^.!?…\n]*[.!?…\n]*")
_SIGN = re.compile(r"[^\w\s.!?…:;,#🔁♻@]|_")


def invites(text: str) -> bool:
    """Tell whether the text asks its readers to do something now."""
    sentences = list(_sentences(text))
    for index, said in enumerate(sentences):
        asked = _pattern(_TOLD).sub(" ; ", said)
        if _pattern("|".join(_ORDERS)).search(asked):
            return True
        if not _pattern(_DONE).search(said) and (
            _pattern("|".join(_CALLS)).search(asked) or _pattern(_THANKS).search(asked, 0 if index else 1)
        ):
            return True
        if "?" in said and _pattern(_ADDRESSED).search(said) and not _pattern(_RHETORICAL).search(said):
            after = sentences[index + 1] if index + 1 < len(sentences) else ""
            if not _pattern(_ANSWERED).match(after):
                return True
    return False


@cache
def _pattern(pattern: str) -> re.Pattern[str]:
    """Compile at the first use: 50 ms for all."""
    return re.compile(pattern)


def _sentences(text: str) -> Iterator[str]:
    """Yield the sentences in small letters without accents or apostrophes, with the sign that ends them."""
    plain = fold(_SHORT_QUOTE.sub(" ", normalize(text).text))
    for found in _SENTENCE.finditer(plain):
        if found[0].strip():
            yield " ".join(_SIGN.sub(" ", found[0]).split())
