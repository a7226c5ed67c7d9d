"""The French texts of the demonstration: places, bodies, promises. All invented, naming nobody."""

from dataclasses import dataclass

from cafedata.vocabulary import AnswersFor, VenueKind

PLACES_OF = (
    "de la Gare",
    "du Lac",
    "du Pont",
    "des Pins",
    "du Moulin",
    "de la Place",
    "du Village",
    "des Érables",
    "de la Rivière",
    "du Marché",
    "des Artisans",
    "du Sentier",
    "de la Côte",
    "des Quatre-Vents",
    "du Coin",
    "du Ruisseau",
)

MEETING_PLACES: dict[VenueKind, tuple[str, ...]] = {
    VenueKind.restaurant: ("Café", "Casse-croûte", "Restaurant", "Bistro", "Crêperie"),
    VenueKind.shop: ("Quincaillerie", "Épicerie", "Dépanneur", "Pharmacie", "Jardinerie"),
    VenueKind.mall: ("Centre commercial", "Galerie marchande"),
    VenueKind.transit: ("Gare", "Terminus d'autobus", "Stationnement incitatif"),
    VenueKind.school: ("École secondaire", "École primaire", "Centre de formation"),
    VenueKind.library: ("Bibliothèque municipale",),
    VenueKind.workplace: ("Usine du parc industriel", "Garage municipal", "Parc d'affaires"),
    VenueKind.seniors_home: ("Résidence pour aînés",),
    VenueKind.park: ("Parc municipal", "Parc riverain", "Plage municipale"),
    VenueKind.community_centre: ("Centre communautaire", "Chalet des loisirs"),
    VenueKind.street: ("Rue principale", "Place du marché public"),
    VenueKind.ferry: ("Quai du traversier",),
    VenueKind.other: ("Aréna", "Caserne de pompiers", "Salle paroissiale"),
}
QUALIFIED = (VenueKind.restaurant, VenueKind.shop, VenueKind.seniors_home)
"""The kinds of which a town has several, told apart by one of ``PLACES_OF``."""

BODIES = (
    "Maison des jeunes",
    "Centre d'action bénévole",
    "Club de l'âge d'or",
    "Chambre de commerce",
    "Comptoir d'entraide",
    "Comité de citoyens",
    "Association de riverains",
    "Table de concertation des aînés",
    "Maison de la famille",
    "Club de motoneige",
    "Service des loisirs",
    "Popote roulante",
)

SERIES = (
    ("Les lundis du café", 0),
    ("Les mardis du café", 1),
    ("Café des aînés du mercredi", 2),
    ("Café du marché du jeudi", 3),
    ("Café des navetteurs du vendredi", 4),
)
"""Titles of series with their day of the week, Monday being 0."""
TOUR = "Tournée {of_month} {year}"
OF_MONTH = (
    "de janvier",
    "de février",
    "de mars",
    "d'avril",
    "de mai",
    "de juin",
    "de juillet",
    "d'août",
    "de septembre",
    "d'octobre",
    "de novembre",
    "de décembre",
)

CANCELLED = (
    "Tempête de neige",
    "Verglas",
    "Appel d'urgence",
    "Manque d'effectifs",
    "Commerce fermé ce jour-là",
    "Panne de courant",
    "Consignes sanitaires à la résidence",
)
POSTPONED = (
    "Reporté au mois suivant, à la demande du commerçant",
    "Reporté : opération policière le même jour",
    "Reporté à cause de la météo",
    "Reporté : salle non disponible",
)
INTERRUPTED = (
    "Départ des agents pour un appel prioritaire",
    "Alarme incendie dans l'immeuble",
    "Orage",
    "Collision à proximité",
)

IN_WORDS = (
    "quelques personnes",
    "une poignée de clients",
    "une douzaine",
    "une vingtaine",
    "une trentaine",
    "des dizaines",
    "beaucoup de monde",
    "les habitués du matin",
    "salle pleine",
)

OTHER_THEMES = (
    "Éclairage de la piste cyclable",
    "Déneigement des trottoirs",
    "Horaire de l'autobus",
    "Dépôts sauvages",
    "Sécurité sur la glace du lac",
    "Coupe de bois",
    "Location à court terme",
    "Couverture cellulaire",
)

REGROUPED = {
    "Déneigement des trottoirs": "traffic",
    "Éclairage de la piste cyclable": "feeling_safe",
    "Sécurité sur la glace du lac": "offroad",
}
"""The "other" themes that the administration counts under a theme of the catalogue."""

NOTES = (
    "Bonne ambiance, plusieurs clients sont restés après l'heure prévue.",
    "Peu d'achalandage à cause de la pluie.",
    "Prévoir plus de dépliants la prochaine fois.",
    "Le commerçant souhaite recevoir un autre café à l'automne.",
    "Plusieurs questions sur le métier de policier.",
    "À jumeler avec la sortie des classes.",
    "Stationnement difficile, choisir une autre heure.",
)
SOURCES = (
    "Compte rendu de l'équipe",
    "Infolettre municipale",
    "Publication du service sur les médias sociaux",
    "Rapport mensuel du poste",
)


@dataclass(frozen=True)
class Promise:
    """Something that officers promise at a café after a theme was raised."""

    what: str
    answers_for: AnswersFor
    outcome: str
    public_sentence: str


DROPPED = (
    "Doublon d'une demande déjà suivie",
    "Hors de la compétence du service",
    "Le problème ne s'est pas reproduit",
)

ANY_PROMISE = (
    Promise(
        "Revenir avec l'horaire des patrouilles de quartier",
        AnswersFor.own_service,
        "Horaire transmis à l'hôte",
        "L'horaire des patrouilles a été remis au café.",
    ),
    Promise(
        "Organiser une rencontre d'information avec un partenaire",
        AnswersFor.partner,
        "Rencontre tenue",
        "Une rencontre d'information a eu lieu.",
    ),
)
PROMISES: dict[str, tuple[Promise, ...]] = {
    "speeding": (
        Promise(
            "Installer un afficheur de vitesse",
            AnswersFor.town,
            "Afficheur installé pour trois semaines",
            "Un afficheur de vitesse a été installé.",
        ),
        Promise(
            "Faire des opérations radar aux heures de pointe",
            AnswersFor.own_service,
            "Quatre opérations faites",
            "Des opérations radar ont été faites aux heures de pointe.",
        ),
        Promise(
            "Demander la révision de la limite de vitesse",
            AnswersFor.transport_ministry,
            "Demande transmise, étude en cours",
            "La limite de vitesse est à l'étude.",
        ),
    ),
    "traffic": (
        Promise(
            "Repeindre le passage piétonnier",
            AnswersFor.town,
            "Marquage refait",
            "Le passage piétonnier a été repeint.",
        ),
        Promise(
            "Ajouter un panneau d'arrêt",
            AnswersFor.transport_ministry,
            "Panneau ajouté",
            "Un panneau d'arrêt a été ajouté.",
        ),
        Promise(
            "Assurer une présence à la sortie des classes",
            AnswersFor.own_service,
            "Présence pendant deux semaines",
            "Des agents ont surveillé la sortie des classes.",
        ),
    ),
    "parking": (
        Promise(
            "Revoir la signalisation du stationnement",
            AnswersFor.town,
            "Signalisation corrigée",
            "La signalisation du stationnement a été corrigée.",
        ),
    ),
    "noise": (
        Promise(
            "Rencontrer l'exploitant au sujet du bruit",
            AnswersFor.own_service,
            "Exploitant rencontré",
            "L'exploitant a été rencontré au sujet du bruit.",
        ),
    ),
    "parks": (
        Promise(
            "Ajouter le parc à la patrouille à vélo",
            AnswersFor.own_service,
            "Parc ajouté à la tournée",
            "Le parc fait maintenant partie de la patrouille à vélo.",
        ),
        Promise(
            "Réparer l'éclairage du parc",
            AnswersFor.town,
            "Lampadaires réparés",
            "L'éclairage du parc a été réparé.",
        ),
    ),
    "break_in": (
        Promise(
            "Remettre un guide de prévention aux résidents",
            AnswersFor.own_service,
            "Guides remis de porte en porte",
            "Un guide de prévention a été remis aux résidents.",
        ),
    ),
    "vehicle_theft": (
        Promise(
            "Surveiller le stationnement la nuit",
            AnswersFor.own_service,
            "Surveillance ajoutée",
            "Le stationnement est surveillé la nuit.",
        ),
    ),
    "senior_fraud": (
        Promise(
            "Donner un atelier sur la fraude à la résidence",
            AnswersFor.own_service,
            "Atelier donné",
            "Un atelier sur la fraude a été donné à la résidence.",
        ),
    ),
    "homelessness": (
        Promise(
            "Mettre l'organisme d'entraide en lien avec les commerçants",
            AnswersFor.partner,
            "Rencontre tenue",
            "L'organisme d'entraide et les commerçants se sont rencontrés.",
        ),
    ),
    "offroad": (
        Promise(
            "Patrouiller le sentier la fin de semaine",
            AnswersFor.own_service,
            "Sentier patrouillé",
            "Le sentier a été patrouillé la fin de semaine.",
        ),
    ),
}
