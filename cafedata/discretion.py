"""The guard of free text: what looks like personal information on a citizen (DESIGN section 4).

It warns, it never refuses: words alone cannot tell a witness from a shop's sign. It looks for shapes
and for names that are common in Québec, and says where they stand, never what they are. Some things it
leaves alone on purpose: an officer named after a rank, a toll-free number, a first name by itself.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby
from operator import itemgetter
from types import MappingProxyType
from unicodedata import normalize

from cafedata.entry import MeetupEntry
from cafedata.language import N_


class Kind(StrEnum):
    """What a piece of text looks like."""

    name = "name"
    phone = "phone"
    email = "email"
    plate = "plate"
    address = "address"


WARNINGS: Mapping[Kind, str] = MappingProxyType(
    {
        Kind.name: N_("On dirait un nom de personne : retirez-le ou confirmez."),
        Kind.phone: N_("On dirait un numéro de téléphone : retirez-le ou confirmez."),
        Kind.email: N_("On dirait une adresse de courriel : retirez-la ou confirmez."),
        Kind.plate: N_("On dirait une plaque d'immatriculation : retirez-la ou confirmez."),
        Kind.address: N_("On dirait une adresse civique : retirez-la ou confirmez."),
    }
)
"""The untranslated sentence that each kind is told by."""


@dataclass(frozen=True)
class Finding:
    """Where something personal stands: ``text[start:end]``. It never holds the text itself."""

    kind: Kind
    start: int
    end: int


@dataclass(frozen=True)
class _Sign:
    """One way of writing a kind; the group ``it``, or the whole match, is what is found."""

    kind: Kind
    pattern: re.Pattern[str]
    not_when: re.Pattern[str] | None = None
    not_after: re.Pattern[str] | None = None
    not_before: re.Pattern[str] | None = None

    def spans(self, text: str) -> Iterator[tuple[int, int]]:
        group = "it" if "it" in self.pattern.groupindex else 0
        for match in self.pattern.finditer(text):
            if not self._is_something_else(match):
                yield match.span(group)

    def _is_something_else(self, match: re.Match[str]) -> bool:
        text, (start, end) = match.string, match.span()
        return bool(
            (self.not_when and self.not_when.fullmatch(match[0]))
            or (self.not_after and self.not_after.search(text[max(0, start - _NEAR) : start]))
            or (self.not_before and self.not_before.match(text[end : end + _NEAR]))
        )


_NEAR = 40
"""How many characters around a match may say that it is something else."""


def _words(*lines: str) -> str:
    """One of these words, in capitals or not, as a pattern that decides on the first letters."""
    return _one_of(" ".join(lines).split(), by_letters=2)


def _one_of(words: Iterable[str], by_letters: int) -> str:
    longest_first = sorted(set(words), key=len, reverse=True)
    if not by_letters or not all(word[:1].isalpha() for word in longest_first):
        return f"(?i:{'|'.join(longest_first)})"
    branches = (
        f"[{letter}{letter.swapcase()}]" + _one_of((word[1:] for word in rests), by_letters - 1)
        for letter, rests in groupby(sorted(longest_first), key=itemgetter(0))
    )
    return f"(?:{'|'.join(branches)})"


# Letters without accents and signs of one kind, one for one: positions in the text do not move.
_PLAIN = {
    code: normalize("NFD", chr(code))[0]
    for code in (*range(0xC0, 0x250), *range(0x1E00, 0x1F00))
    if normalize("NFD", chr(code))[0].isascii()
}
_PLAIN |= dict.fromkeys(map(ord, "\u2018\u2019\u02bc\u00b4"), "'")
_PLAIN |= dict.fromkeys(map(ord, "\t\u00a0\u2002\u2003\u2007\u2009\u202f"), " ")
_PLAIN |= dict.fromkeys(map(ord, "\u2010\u2011\u2012\u2013\u2014\u2212"), "-")

# Phones: ten digits, seven after an exchange, or a country's number.

_FREE_OF_CHARGE = re.compile(
    r"\+?1?[ .-]*\(?8(?:00|33|44|55|66|77|88)\D.*|.*310.?4141|20[0-4]\d[01]\d[0-3]\d[0-2]\d"
)
_NUMBERED = re.compile(
    r"\b(?i:dossier|evenement|reglement|resolution|facture|constat|article|permis|by-?law|file)"
    r"(?: (?i:no|numero))?[ .:#]*$"
)
_PHONES = (
    r"(?<!\w)(?<!\d[.,-])(?:\+?1[ .-]{0,2})?\(?[2-9]\d\d\)?[ ./-]{0,3}[2-9]\d\d[ .-]{0,3}"
    r"\d\d[ .-]?\d\d(?!\w| ?[$%]|[.,-]\d)",
    r"(?<!\w)\+\d(?:[ .()-]{0,2}\d){7,13}(?!\w)",
    r"(?<!\w)(?<!\d[ .,-])[2-9]\d\d[.-](?!199\d|20[0-4]\d)\d{4}(?!\w| ?[$%]|[.,-]\d)",
)

# E-mails, as typed or as dictated.

_BEFORE_AT = r"(?<![\w.+-])[\w+-]{1,64}(?:(?:\.| (?:point|dot) )[\w+-]{1,64}){0,4}"
_DOMAIN = r"[\w-]{1,64}(?:(?:\.| (?i:point|dot) )[\w-]{1,64}){1,4}"
_PROVIDERS = _words("gmail hotmail outlook yahoo videotron icloud sympatico live bell cogeco")
_EMAILS = (
    r"(?<![\w.+-])[\w.+-]{1,64} ?@ ?[A-Za-z][\w-]{0,63}(?:\.[\w-]{1,63}){1,6}",
    r"(?<![\w.+-])[\w.+-]{2,64}@[A-Za-z][\w-]{2,63}",
    rf"{_BEFORE_AT} ?(?: (?i:arr?obas(?:e|que)?|a commercial) |[\[(](?i:at|a|arobase|@)[\])]) ?"
    rf"{_DOMAIN}",
    rf"{_BEFORE_AT} (?i:at) (?:[\w-]{{1,64}}(?: (?i:point|dot) [\w-]{{1,64}}){{1,4}}"
    rf"|{_PROVIDERS}(?:\.\w{{1,20}}){{1,2}})",
)

# Plates: ABC 123, 123 ABC, A12 BCD; other shapes and small letters only where a plate is spoken of.

_NO_LETTERS_OF_A_PLATE = _words(
    "ACR AGE ALL AND ANS AOU APP ARE ART AUT AUX AVE AVR BEI BUR BUS BUT CAA CAD CAN CCR COD CPE",
    "CSR CSS DEC DES DPJ DUC DUR EST ETE EUR FAX FEU FEV FOR GAZ GPS GRC HIV HLM INC ISO JAN JUL",
    "JUN KMH LES LOT LSR MAI MAR MAX MIN MRC MTL MTQ NAS NIP NON NOT NOV OCT OFF OMH ONT OUI OUR",
    "OUT PAR PLU PME QUE QUI RAM RCI REF REG RTE RUE SAQ SEP SUD SUR TEL THE TPS TVA UNE USB USD",
    "VIN VTT VUS YOU",
)
_ABC = rf"(?!{_NO_LETTERS_OF_A_PLATE}(?![A-Za-z]))[A-Z]{{3}}"
_PLATE = rf"(?:{_ABC}[ -]?\d{{3}}|\d{{3}}[ -]?{_ABC}|[A-Z]\d\d[ -]?{_ABC})"
_PLATES = (
    rf"(?<![\w-])(?<!\d[ .,]){_PLATE}(?![\w-]|[.,]\d)",
    r"(?i:\bplaques?|\bimmatricul\w{1,8}|\bmatricule|\bplates?|\blicen[cs]e)"
    r"(?: (?:d')?[\w.]{1,15}){0,2}[ :,«]{1,4}"
    rf"(?P<it>(?i:{_PLATE})|[A-Z]{{4}}[ -]?\d{{3}}|[A-Z]{{1,2}}[ -]?\d{{4,6}}[A-Z]?)(?!\w)",
)

# Civic addresses: a number before the name of a way.

_CIVIC = r"(?<!\w)(?<!\d[ .,:/-])\d{1,5}(?:[ -]?[A-Da-d](?!\w)|-\d{1,5})?(?!\w)"
_WAY = (
    r"(?i:rue|boulevard|boul\b\.?|bd\b\.?|blvd\b\.?|avenue|ave?\b\.?|chemin|ch(?:em)?\b\.?|montee"
    r"|rang)"
)
_OTHER_WAY = (
    r"(?i:route|rte\b\.?|place|cote|croissant|allee|terrasse|impasse|ruelle|carre|promenade|domaine"
    r"|square)"
)
_OF = r"(?:(?:de la|du|des|de|la|le|les|De La|Du|Des|De|La|Le|Les) |de l'|[dl]'|De l'|L')?"
_WAY_NAME = rf"{_OF}[A-Z0-9][\w'-]*(?: {_OF}[A-Z][\w'-]*){{0,3}}"
_SMALL_WAY_NAME = (
    rf"{_OF}(?!(?:a|avec|barree|en|est|et|fermee|ou|par|pour|qui|sans|sombre|trop)\b)[a-z][\w'-]+"
)
_ENGLISH_WAY = _words(
    "Street St Avenue Ave Road Rd Drive Dr Lane Ln Court Ct Crescent Cres Boulevard Blvd Way Terrace",
    "Circle Place",
)
_UNIT = (
    r"(?:,? (?i:app|apt|appartement|apartment|bureau|suite|unite|unit|local)\b\.? ?#?[\dA-Z]\w{0,3}"
    r"|,? #\d\w{0,3})?"
)
_BEFORE_ANOTHER_NUMBER = _words(
    "janvier fevrier mars avril mai juin juillet aout septembre octobre novembre decembre january",
    "february march april may june july august september october november december en in since depuis",
    r"limite limit zone km sortie exit route autoroute highway autobus bus h heures p\. page article",
)
_NOT_CIVIC = re.compile(rf"\b{_BEFORE_ANOTHER_NUMBER}(?: (?:de|of))? $")
_PEOPLE_OF_A_WAY = re.compile(r" (?:merchants|residents|people|shops|neighbours|businesses|owners)")
_ADDRESSES = (
    rf"{_CIVIC},? (?:de (?:la |l')|du )?{_WAY} {_WAY_NAME}{_UNIT}",
    rf"{_CIVIC},? (?:de (?:la |l')|du )?{_OTHER_WAY} {_WAY_NAME}{_UNIT}",
    rf"(?=\d\d){_CIVIC},? (?:de (?:la |l')|du )?{_WAY} {_SMALL_WAY_NAME}{_UNIT}",
    rf"{_CIVIC},? (?:de (?:la |l'))?\d{{1,3}}(?:e|re|er|ieme) {_WAY}{_UNIT}",
    rf"{_CIVIC},? (?:[A-Z0-9][\w'-]* ){{1,3}}{_ENGLISH_WAY}\b\.?{_UNIT}",
    r"\b(?i:habite|demeure|vit|reside|reste|domiciliee?|lives|living|residing) (?i:au|a|at) "
    rf"(?P<it>{_CIVIC},? {_WAY_NAME})",
    r"(?<!\w)[ABCEGHJ-NPRSTVXY]\d[A-Z][ -]?\d[A-Z]\d(?!\w)",
)

# Names, without their accents.

_FIRST = _words(
    "Adam Adele Agathe Ahmed Aicha Alain Albert Alex Alexandra Alexandre Alexis Ali Alice Amelie",
    "Amina Andre Andrea Andree Andrew Angela Angele Anna Anne Annie Anthony Antoine Antonio",
    "Arianne Arthur Audrey Aurelie Barbara Benjamin Benoit Bernadette Bernard Brenda Brian",
    "Brigitte Bruno Camille Carl Carlos Carmen Carole Caroline Catherine Cecile Cedric Celine",
    "Chantal Charles Charlotte Chloe Christian Christiane Christina Christine Christopher Claire",
    "Claude Claudette Claudine Clement Colette Colin Conrad Cynthia Daniel Danielle Danny David",
    "Deborah Denis Denise Derek Diane Dominic Dominique Donald Donna Doris Dylan Edith Edouard",
    "Edward Elaine Eliane Elisabeth Elise Elizabeth Emilie Emily Emma Eric Erika Etienne Eve",
    "Evelyne Fabien Fatima Felix Fernand Florence France Francine Francis Francois Francoise Frank",
    "Frederic Frederick Gabriel Gabrielle Gaetan Gary Genevieve George Georges Gerald Gerard",
    "Germaine Ghislain Ghislaine Gilbert Gilles Ginette Gisele Guillaume Guy Guylaine",
    "Hassan Heather Helen Helene Henri Henry Hubert Hugo Huguette Ian Ibrahim Isabelle Ismael Jack",
    "Jacob Jacqueline Jacques James Jane Janet Jason Jean Jeanne Jeannine Jeffrey Jennifer Jeremie",
    "Jeremy Jerome Jessica Jimmy Joanie Joanne Jocelyn Jocelyne Joel Joelle Johanne John Jonathan",
    "Jose Josee Joseph Josiane Joyce Judith Julia Julie Julien Juliette Justin Karen Karim Karine",
    "Katherine Kathleen Kathy Kelly Kenneth Kevin Kim Laura Laurence Laurent Lea Leo Leon Leonard",
    "Liam Liliane Linda Line Lisa Lise Lison Lorraine Louis Louise Luc Lucas Lucette Lucie Lucien",
    "Lucienne Ludovic Lyne Madeleine Manon Marc Marcel Marco Margaret Marguerite Maria Marianne",
    "Marie Marielle Mario Marion Marjolaine Mark Marthe Martin Martine Mary Maryse Mathieu",
    "Mathilde Matthew Maude Maurice Maxime Megan Melanie Melissa Michael Michel Michele Micheline",
    "Michelle Mireille Mohamed Mohammed Monique Muriel Mustapha Myriam Nadia Nadine Nancy Natacha",
    "Natalie Nathalie Nathan Nicolas Nicole Noah Noemie Normand Odette Olivier Omar Oscar Pamela",
    "Pascal Pascale Patricia Patrick Paul Paula Paulette Pauline Peter Philip Philippe Pierre",
    "Pierrette Rachel Rachid Raphael Raymond Raymonde Real Rebecca Regis Rejean Rejeanne Remi Rene",
    "Renee Richard Rita Robert Robin Roger Roland Rolande Romain Ronald Rosalie Roxanne Ryan",
    "Sabrina Samir Samuel Sandra Sara Sarah Scott Sebastien Serge Sharon Simon Simone Solange",
    "Sonia Sophie Stephane Stephanie Stephen Steve Steven Susan Suzanne Sylvain Sylvie Tammy Theo",
    "Theodore Therese Thomas Tim Timothy Tony Tyler Ursule Valerie Vanessa Veronique Vicky Victor",
    "Victoria Vincent Virginie Viviane Wilfrid William Xavier Yan Yann Yannick Yasmine Youssef",
    "Yves Yvette Yvon Yvonne Zachary Zoe",
)
_LAST = _words(
    "Allard Arsenault Asselin Audet Beauchamp Beaudoin Beaudry Beaulieu Beauregard Bedard Belanger",
    "Belisle Benoit Bergeron Bernier Bertrand Berube Bilodeau Blais Blouin Boisvert Boivin Bolduc",
    "Bouchard Boudreau Bourgeois Boutin Boyer Brisson Brochu Brunet Campbell Caron Champagne",
    "Charbonneau Charette Charron Chartrand Clark Cloutier Comeau Cormier Cote Couture Croteau Cyr",
    "Daigle Daoust Demers Denis Desbiens Deschamps Deschenes Desjardins Desrochers Desrosiers Dion",
    "Dionne Drolet Drouin Dube Dubois Dubuc Dufour Dufresne Duguay Dumas Dumont Dupont Dupuis",
    "Durand Emond Ethier Ferland Filion Fillion Forget Fortier Fortin Fournier Frechette Gagne",
    "Gagnon Gaudreault Gauthier Gelinas Gendron Germain Gervais Giguere Gilbert Gingras Girard",
    "Giroux Godin Gosselin Goulet Gravel Grenier Guay Guerin Hamel Harvey Hebert Houle Hughes Huot",
    "Johnson Jolicoeur Jones Labelle Labonte Labrecque Lachance Lachapelle Lacombe Lacroix",
    "Laflamme Lafontaine Laforest Lafrance Lalonde Lambert Lamontagne Lamoureux Landry Langevin",
    "Langlois Lapierre Laplante Lapointe Larocque Larose Larouche Lauzon Lavallee Lavigne Lavoie",
    "Lebel Leblanc Leclair Leclerc Leduc Lefebvre Legare Legault Lemay Lemieux Lemire Lepage",
    "Leroux Lessard Letourneau Levesque Lussier MacDonald Maheux Mailloux Maltais Marcotte Marcoux",
    "Martel Martin Mathieu McDonald Menard Mercier Michaud Miller Mitchell Monette Moreau Morel",
    "Morin Morissette Murphy Murray Nadeau Nguyen Ouellet Ouellette Paquet Paquette Paquin Paradis",
    "Parenteau Patel Pelletier Pepin Perreault Perron Picard Piche Pilon Plourde Poirier Poitras",
    "Potvin Poulin Pouliot Prevost Proulx Provencher Quevillon Raymond Renaud Richer Riopel Rioux",
    "Rivard Roberge Robillard Robinson Robitaille Rousseau Roy Sauve Savard Savoie Seguin Simard",
    "Simoneau Sirois Smith St-Amour St-Denis St-Jean St-Laurent St-Onge St-Pierre Tardif Taylor",
    "Tessier Theriault Therrien Thibault Thibodeau Thompson Tran Tremblay Trottier Trudeau Trudel",
    "Turcotte Turgeon Vachon Vaillancourt Valiquette Veilleux Vezina Viau Villeneuve Vincent",
    "Williams Wilson",
)
_NOT_A_LAST_NAME = _words(
    "Avenue Benevole Best Boulevard Cafe Capitale Centre Chief Chose Citizen Citoyen City",
    "Conseiller Day Depute Deputee Dimanche Directeur Directrice Employe Employee Estate Freeze Jeudi",
    "La Le Les Lundi Maire Mairesse Mardi Merci Mercredi Ministre Muffler Nobody Officer Park Patate",
    "Personnalite Police Policier President Presidente Prix Puffs Regie Restaurant Route Rue",
    "Samedi School Service Street Sub Surete Tous Tout Toutes Unetelle Untel Vendredi Ville",
)
_CAPITAL = rf"(?=[A-Z])(?!{_NOT_A_LAST_NAME}\b)[A-Z](?:'[A-Z])?[A-Za-z]+(?:-[A-Za-z]+)*"
_PARTICLE = (
    r"(?:d'|(?:[Vv]an de[nr]|[Vv]an|[Vv]on|[Dd]i|[Dd]a|[Dd]el|[Dd]os|[Ee]l|[Aa]l|[Bb]en|[Dd]e [Ll]a"
    r"|De|Du|Le|La|St\.?) )?"
)
_LAST_NAME = rf"{_PARTICLE}{_CAPITAL}"
_GIVEN = rf"{_FIRST}(?:-{_FIRST})?"
_CIVILITY = _words(
    r"m\. mm\. mr\b\.? mister monsieur messieurs mmes?\b\.? madame mesdames mlles?\b\.?",
    r"mademoiselle dre?\b\.? docteure? doctor mrs\b\.? ms\b\.? miss",
)
_SOMEBODY = _words(
    "homme femme garcon fille jeune dame monsieur voisine? man woman boy girl guy neighbour"
)
_NAMED = (
    rf"(?:\b(?=[DGNPSdgnps])(?i:(?:de|pre|sur)?nommee?s?|du nom de|s'appell\w{{1,6}}|se nomme\w{{0,5}}"
    rf"|named|name is|name was|goes by)|\b{_SOMEBODY} (?i:appelee?|called))"
)
_SOMEONE = (
    r"\b(?i:famille|citoyen|citoyenne|voisin|voisine|residente?|sieur|dame|proprietaire|locataire"
    r"|plaignante?|victime|temoin|suspecte?|neighbou?r|owner|witness)"
)
_PLACES = _words(
    r"rue avenue av\. ave\.? boul\.? boulevard chemin ch\. montee rang route autoroute pont place",
    r"parc ecole polyvalente college cegep universite arena stade piscine centre pavillon edifice",
    r"salle bibliotheque eglise chapelle paroisse hopital clinique residence manoir restaurant",
    r"resto cafe bistro casse-croute pharmacie depanneur epicerie marche boulangerie garage",
    r"quincaillerie magasin fondation prix coupe tournoi lac mont riviere baie ile plage quai",
    r"sentier piste gare terminus galerie theatre projet programme operation street school park",
    r"library bridge store saint sainte st ste",
)
_RANKS = _words(
    r"agente? agt sergente? sgt lieutenante? lt capitaine cpt inspecteur inspectrice commandante?",
    r"patrouilleu[rs]e? policiere? policier enqueteu[rs]e? cadette? constable cst\.? const\.",
    r"officer sergeant captain detective",
)
_NOT_A_CITIZEN = re.compile(
    rf"(?:\b{_PLACES}s?[ .-](?:(?i:de la|du|des|chez|le|la) )?"
    rf"|\b{_RANKS}s?\.?(?:-detective)?(?: (?i:sociocommunautaire|communautaire|de liaison"
    r"|(?:de|en) prevention))? )$"
)
_PLACE_BEHIND = re.compile(
    r" (?:Park|School|Street|Road|Avenue|Arena|Library|Bridge|Centre|Center)\b"
)
_SHOP_SIGN = re.compile(r"(?i:tim hortons?|jean coutu|louis garneau)")
_NOT_SOMEBODY = re.compile(
    r"\b(?i:programme?|projet|project|rue|street|ville|town|parc|park|cafe|restaurant|ecole|school"
    r"|equipe|team|operation|chien|chienne|chat|dog|cat|comite|groupe|site)\w?(?: \w{1,15})? $"
)
_KNOWN = rf"(?:{_GIVEN} )?{_LAST}(?![\w-])"
_TITLED = rf"(?<![\w'-])(?<!\d )(?=[DMdm])(?:{_CIVILITY}|Me)(?: (?:et|and|&) {_CIVILITY})?"
_INTRODUCED_NAMES = (
    rf"{_TITLED} (?:(?:[A-Z]\. )?{_LAST_NAME}(?: {_LAST_NAME}){{0,2}}|{_KNOWN})",
    rf"(?<![\w'-])(?<!\d )[Mm] {_KNOWN}",
    rf"{_SOMEONE} (?P<it>(?=[A-Z]){_LAST})(?![\w-])",
    rf"(?<![\w-])(?P<it>(?=[A-Z]){_LAST}) family\b",
)
_BARE_NAMES = (
    rf"(?=[A-Z])(?<![\w-]){_GIVEN} (?:(?:[A-Z]\. |(?=[A-Z]){_GIVEN} )?{_LAST_NAME}|[A-Z]\.)",
    rf"(?=[A-Za-z])(?<![\w-]){_GIVEN} {_LAST}(?![\w-])",
    rf"(?<![\w.-])[A-Z]\.(?:[ -]?[A-Z]\.)? ?(?=[A-Z]){_LAST}(?![\w-])",
    rf"(?=[A-Z])(?<![\w-]){_LAST}, ?(?=[A-Z]){_GIVEN}(?![\w-])",
)
_PRESENTED_NAME = rf"{_NAMED} (?:[«\"“] ?)?(?P<it>{_CAPITAL}(?: {_LAST_NAME})?)"

_SIGNS: tuple[_Sign, ...] = (
    *(_Sign(Kind.email, re.compile(pattern)) for pattern in _EMAILS),
    *(
        _Sign(Kind.address, re.compile(pattern), not_after=_NOT_CIVIC, not_before=_PEOPLE_OF_A_WAY)
        for pattern in _ADDRESSES
    ),
    *(_Sign(Kind.phone, re.compile(pattern), _FREE_OF_CHARGE, _NUMBERED) for pattern in _PHONES),
    *(_Sign(Kind.plate, re.compile(pattern)) for pattern in _PLATES),
    *(_Sign(Kind.name, re.compile(pattern)) for pattern in _INTRODUCED_NAMES),
    _Sign(Kind.name, re.compile(_PRESENTED_NAME), not_after=_NOT_SOMEBODY),
    *(
        _Sign(Kind.name, re.compile(pattern), _SHOP_SIGN, _NOT_A_CITIZEN, _PLACE_BEHIND)
        for pattern in _BARE_NAMES
    ),
)

_ALL = frozenset(Kind)
_OF_A_BUSINESS = frozenset({Kind.phone, Kind.email, Kind.plate})
_OF_A_SOURCE = frozenset({Kind.phone, Kind.email})


def find_personal(text: str) -> list[Finding]:
    """What looks personal in a text, in reading order and without overlaps.

    Where two signs overlap, the first of ``_SIGNS`` holds: an e-mail, then an address, a phone, a
    plate, a name. The time taken grows with the length of the text and no faster.
    """
    plain = text.translate(_PLAIN)
    taken = bytearray(len(plain))
    found = []
    for sign in _SIGNS:
        for start, end in sign.spans(plain):
            if taken.find(1, start, end) == -1:
                taken[start:end] = b"\1" * (end - start)
                found.append(Finding(sign.kind, start, end))
    return sorted(found, key=lambda finding: finding.start)


def findings_in(entry: MeetupEntry) -> dict[str, list[Finding]]:
    """What looks personal in an entry, by the path of the field as in a ``Problem``.

    Only fields where something was found are there. The name of a venue or of a partner may hold the
    name and address of a business, and a source the name of a publication: they are read for less.
    """
    found = {
        field: [finding for finding in find_personal(text) if finding.kind in kinds]
        for field, text, kinds in _free_texts(entry)
    }
    return {field: findings for field, findings in found.items() if findings}


def _free_texts(entry: MeetupEntry) -> Iterator[tuple[str, str, frozenset[Kind]]]:
    yield "state_reason", entry.state_reason, _ALL
    yield "venue_name", entry.venue_name, _OF_A_BUSINESS
    yield "attendance.words", entry.attendance.words, _ALL
    for n, theme in enumerate(entry.themes):
        yield f"themes.{n}.other_text", theme.other_text, _ALL
    for n, partner in enumerate(entry.partners):
        yield f"partners.{n}.name", partner.name, _OF_A_BUSINESS
    for n, follow_up in enumerate(entry.follow_ups):
        yield f"follow_ups.{n}.what", follow_up.what, _ALL
        yield f"follow_ups.{n}.outcome", follow_up.outcome, _ALL
        yield f"follow_ups.{n}.public_sentence", follow_up.public_sentence, _ALL
    yield "source", entry.source, _OF_A_SOURCE
    yield "notes", entry.notes, _ALL
    if entry.announcement:
        yield "announcement.venue_name", entry.announcement.venue_name, _OF_A_BUSINESS
