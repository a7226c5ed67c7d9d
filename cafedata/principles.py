"""What « Café avec un policier » is and seeks, as people read it. Messages, not yet translated."""

from dataclasses import dataclass

from cafedata.language import N_


@dataclass(frozen=True)
class Part:
    """A title, and its paragraphs and points in the order in which they are read."""

    title: str
    paragraphs: tuple[str, ...]
    points: tuple[str, ...] = ()


PARTS = (
    Part(
        N_("D'où vient le programme"),
        (
            N_(
                "L'idée est née à Hawthorne, en Californie : s'asseoir avec les citoyens autour d'un "
                "café, sans ordre du jour. En 2014, 175 villes de 36 États la suivaient."
            ),
            N_(
                "En mai 2014, six services de police l'ont apportée dans les Laurentides, une première "
                "au Canada : Blainville, Deux-Montagnes, Mirabel, Saint-Eustache, Saint-Jérôme et la "
                "Sûreté du Québec."
            ),
        ),
    ),
    Part(
        N_("Ce que c'est"),
        (
            N_(
                "Des policiers et des citoyens se rencontrent dans un lieu neutre, le plus souvent un "
                "commerce du quartier, et parlent de ce qui compte pour eux, sans rendez-vous."
            ),
        ),
    ),
    Part(
        N_("Ce qu'il vise"),
        (),
        (
            N_(
                "Faire tomber ce qui sépare la police et la population, dans les gestes et les idées."
            ),
            N_("Entendre ce qui préoccupe les gens là où ils vivent."),
            N_("Faire connaître la prévention, et les personnes derrière l'uniforme."),
        ),
    ),
    Part(
        N_("Les sept avantages attendus, et ce qui permet d'en juger"),
        (),
        (
            N_(
                "**Un partenariat avec la population et les commerçants d'un secteur** : les lieux "
                "hôtes et les partenaires, nouveaux ou de retour."
            ),
            N_(
                "**Un rapprochement avec la communauté** : les rencontres et les personnes rencontrées, "
                "et les municipalités restées sans café."
            ),
            N_(
                "**Un retour sur les délits non déclarés** : ceux dont on a entendu parler, et la part "
                "qui a mené à une action."
            ),
            N_(
                "**Un plus grand sentiment de sécurité** : un sondage auprès des citoyens, à venir."
            ),
            N_(
                "**La promotion des programmes en place** : les programmes promus et les thèmes "
                "auxquels aucun ne répond."
            ),
            N_(
                "**Des policiers plus près de leur communauté** : les policiers présents et leurs "
                "heures."
            ),
            N_(
                "**Des mesures de sécurité mieux connues** : les mesures expliquées et les personnes "
                "rejointes."
            ),
        ),
    ),
    Part(
        N_("À qui il s'adresse"),
        (),
        (
            N_("**La population** : chacun, de passage ou venu exprès, sans rendez-vous."),
            N_("**Les commerçants** : ceux qui accueillent un café, et leurs voisins."),
            N_("**Les partenaires du milieu** : villes, écoles et organismes communautaires."),
        ),
    ),
    Part(
        N_("Merci"),
        (
            N_(
                "Merci aux citoyens qui s'assoient, racontent et questionnent, et aux commerçants qui "
                "ouvrent leur porte : sans eux, il n'y aurait que du café."
            ),
        ),
    ),
)

FACEBOOK = "https://www.facebook.com/cafeavecunpolicier"
"""The page of the program, for the citizens."""
