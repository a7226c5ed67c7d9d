// Streamlit's own English words, and what a Québec reader sees instead.
//
// Each group says where it holds (`within`, a selector; everywhere but in our own text when absent), whole
// texts (`words`), and texts with a changing part (`like`). « ~ » stands for a no-break space.

// Where the application's text and what people typed lie: never touched.
export const OURS = [
  "[data-testid=stMarkdownContainer]",
  "[data-testid=stText]",
  "[data-testid=stHtml]",
  "[data-testid=stTable]",
  "[data-testid=stAlert]",
  "[role=listbox] [role=option]",
  "[role=gridcell]",
  "textarea",
  "[contenteditable=true]",
  "svg",
  "pre",
].join(",");

const MONTHS = {
  January: "janvier", February: "février", March: "mars", April: "avril", May: "mai", June: "juin",
  July: "juillet", August: "août", September: "septembre", October: "octobre", November: "novembre",
  December: "décembre",
};

const EVERYWHERE = {
  words: {
    "Skip to main content": "Aller au contenu principal",
    "Sidebar": "Menu et filtres",
    "App pages": "Pages",
    "Main menu": "Menu principal",
    "Collapse sidebar": "Replier le menu et les filtres",
    "Expand sidebar": "Ouvrir le menu et les filtres",
    "Navigate to home page": "Aller à l’accueil",
    "Notifications": "Avis",
    "View less": "En voir moins",
    "Close": "Fermer",
    "Cancel": "Annuler",
    "Copy": "Copier",
    "Copied": "Copié",
    "Copied!": "Copié",
    "Copy to clipboard": "Copier",
    "Fullscreen": "Plein écran",
    "Close fullscreen": "Quitter le plein écran",
    "(opens in new tab)": "(s’ouvre dans un autre onglet)",
    "(required)": "(obligatoire)",
    "Loading...": "Chargement…",
    "Scrollable table": "Tableau à faire défiler",
    "Scroll tabs left": "Onglets précédents",
    "Scroll tabs right": "Onglets suivants",
    "Help": "Aide",
    "Overflow": "Autres actions",
    "Dismiss": "Fermer",
    "Toolbar action": "Action",
    "Menu": "Menu",
    "No content": "Rien à montrer",
    "Empty": "Vide",
  },
  like: [
    [/^Help for (.+)$/, "Aide~: $1"],
    [/^View (\d+) more$/, "En voir $1 de plus"],
    [/^(\d+) options? available\.?$/, "$1~choix."],
    [/^(\d+)[Mm]B per file(.*)$/, "$1~Mo par fichier$2"],
    [/^(\d+)[Kk]B per file(.*)$/, "$1~ko par fichier$2"],
    [/^(\d+)GB per file(.*)$/, "$1~Go par fichier$2"],
    [/^(.+), selected$/, "$1, choisi"],
    [/^Shortcut (.+)$/, "Raccourci~: $1"],
  ],
};

const CHOICES = {
  words: {
    "Open": "Ouvrir la liste",
    "Choose an option": "Choisissez une option",
    "Choose options": "Choisissez des options",
    "No options to select": "Aucun choix",
    "No options to select.": "Aucun choix.",
    "Select an option": "Choisissez une option",
    "Select...": "Choisissez…",
    "No results": "Aucun résultat",
    "No options": "Aucun choix",
    "Clear value": "Vider",
    "Clear all": "Tout retirer",
    "Select all": "Tout choisir",
    "Selected values": "Choix faits",
    "Selectbox": "Liste de choix",
    "Selectbox options": "Choix",
    "Multiselect": "Liste de choix",
    "Multiselect options": "Choix",
  },
  like: [
    [/^Remove (.+)$/, "Retirer $1"],
    [/^Add: (.+)$/, "Ajouter~: $1"],
    [/^Select (\d+) matches$/, "Choisir les $1 résultats"],
    [/^You can only select up to (\d+) options?\. Remove an option first\.$/, "$1 choix au plus~: retirez-en un d’abord."],
  ],
};

const FIELDS = {
  words: {
    "Increment": "Augmenter",
    "Decrement": "Diminuer",
    "Clear entry": "Vider",
    "Clear time": "Effacer l’heure",
    "Clear date": "Effacer la date",
    "Clear dates": "Effacer les dates",
    "Show password": "Montrer le mot de passe",
    "Hide password": "Cacher le mot de passe",
    "Invalid input.": "Cette valeur ne convient pas.",
    "Number is above the allowed range.": "Ce nombre est trop grand.",
    "Number is below the allowed range.": "Ce nombre est trop petit.",
    "Invalid time format. Please use HH:MM.": "Écrivez l’heure ainsi~: 14:30.",
    "Invalid time format. Please use HH:MM:SS or HH:MM.": "Écrivez l’heure ainsi~: 14:30.",
    "Hours must be 0–23": "Les heures vont de 0 à 23.",
    "Hours must be 0–23.": "Les heures vont de 0 à 23.",
    "Minutes must be 0–59.": "Les minutes vont de 0 à 59.",
    "Press Enter to apply": "Entrée pour appliquer",
    "Press Enter to submit form": "Entrée pour envoyer",
    "Press Enter to submit": "Entrée pour envoyer",
    "Press Ctrl+Enter to apply": "Ctrl+Entrée pour appliquer",
    "Press Ctrl+Enter to submit form": "Ctrl+Entrée pour envoyer",
    "Press ⌘+Enter to apply": "⌘+Entrée pour appliquer",
    "Press ⌘+Enter to submit form": "⌘+Entrée pour envoyer",
  },
  like: [
    [/^Number is outside the allowed range\. Please enter a value between (.+) and (.+)\.$/, "Écrivez un nombre de $1 à $2."],
    [/^Number is below the allowed range\. Please enter a value greater than or equal to (.+)\.$/, "Écrivez au moins $1."],
    [/^Number is above the allowed range\. Please enter a value less than or equal to (.+)\.$/, "Écrivez au plus $1."],
    [/^Error: time \S+ is invalid\..*$/, "Cette heure ne convient pas."],
    [/^Time is out of range\..*$/, "Cette heure ne convient pas."],
  ],
};

const DATES = {
  words: {
    "YYYY-MM-DD": "AAAA-MM-JJ",
    "yyyy-mm-dd": "aaaa-mm-jj",
    "year": "année",
    "month": "mois",
    "day": "jour",
    "Empty": "Vide",
    "Calendar": "Calendrier",
    "Choose date": "Choisir la date",
    "Choose date range": "Choisir les dates",
    "Date range": "Dates",
    "Quick select a date range": "Choisir une période usuelle",
    "Start date": "Date de début",
    "End date": "Date de fin",
    "Previous": "Précédent",
    "Next": "Suivant",
    "Previous month": "Mois précédent",
    "Next month": "Mois suivant",
    "Use arrow keys to navigate dates. Enter to select. Escape to close.":
      "Flèches pour changer de jour, Entrée pour choisir, Échap pour fermer.",
    "End date must be >= start date": "La date de fin vient avant celle du début.",
    "Selected date unavailable.": "Cette date ne convient pas.",
  },
  like: [
    [/^Choose date, (.+)$/, "Choisir la date, $1"],
    [/^Choose date range, (.+)$/, "Choisir les dates, $1"],
    [/^(.+) start date$/, "$1, début"],
    [/^(.+) end date$/, "$1, fin"],
    ...Object.entries(MONTHS).map(([english, french]) => [
      RegExp(`^Selected Date: ${english} (\\d+), (\\d+)$`), `Date choisie~: $1 ${french} $2`,
    ]),
    [/^Selected Date: (.+)$/, "Date choisie~: $1"],
    [/^Value must be (.+) or later\.$/, "Choisissez le $1 ou plus tard."],
    [/^Value must be (.+) or earlier\.$/, "Choisissez le $1 ou plus tôt."],
    [/^Date set outside allowed range\..*$/, "Cette date est hors des limites permises."],
    [/^Error: Date .*$/, "Cette date est hors des limites permises."],
  ],
};

const TABLES = {
  words: {
    "Search": "Chercher",
    "Close Search": "Fermer la recherche",
    "Previous Result": "Résultat précédent",
    "Next Result": "Résultat suivant",
    "Download as CSV": "Télécharger en CSV",
    "Show/hide columns": "Montrer ou cacher des colonnes",
    "Dataframe column menu": "Menu de la colonne",
    "Copy column name": "Copier le nom de la colonne",
    "Sort ascending": "Trier du plus petit au plus grand",
    "Sort descending": "Trier du plus grand au plus petit",
    "Format": "Format",
    "Autosize": "Ajuster la largeur",
    "Pin column": "Fixer la colonne",
    "Unpin column": "Libérer la colonne",
    "Hide column": "Cacher la colonne",
    "Statistics": "Statistiques",
    "Based on sample": "Sur un échantillon",
    "Select all": "Tout choisir",
    "Clear selection": "Ne rien choisir",
    "Add row": "Ajouter une ligne",
    "Delete row(s)": "Retirer des lignes",
    "Automatic": "Automatique",
    "Localized": "Selon la langue",
    "Plain": "Simple",
    "Compact": "Abrégé",
    "Dollar": "Dollar",
    "Euro": "Euro",
    "Yen": "Yen",
    "Percent": "Pourcentage",
    "Scientific": "Scientifique",
    "Accounting": "Comptable",
    "Distance": "Écart à aujourd’hui",
    "Duration": "Durée",
    "Calendar": "Calendrier",
    "No data": "Aucune donnée",
    "Values": "Valeurs",
    "Distinct": "Valeurs distinctes",
    "Minimum": "Minimum",
    "Maximum": "Maximum",
    "Median": "Médiane",
    "Average": "Moyenne",
    "Average length": "Longueur moyenne",
    "Minimum length": "Longueur minimale",
    "Maximum length": "Longueur maximale",
    "Standard deviation": "Écart-type",
    "Range": "Étendue",
    "Sum": "Somme",
    "Count": "Nombre",
    "Start": "Début",
    "End": "Fin",
    "True": "Oui",
    "False": "Non",
    "None": "Aucune",
    "Distribution histogram": "Répartition des valeurs",
    "Top values frequency chart": "Valeurs les plus fréquentes",
    "Edit": "Modifier",
    "Failed to load data": "Les données n’ont pas pu être chargées.",
  },
  like: [
    [/^Search: (.+)$/, "Chercher~: $1"],
    [/^Fullscreen: (.+)$/, "Plein écran~: $1"],
    [/^Close fullscreen: (.+)$/, "Quitter le plein écran~: $1"],
    [/^Download as CSV: (.+)$/, "Télécharger en CSV~: $1"],
    [/^Show\/hide columns: (.+)$/, "Montrer ou cacher des colonnes~: $1"],
    [/^Add row: (.+)$/, "Ajouter une ligne~: $1"],
    [/^Clear selection: (.+)$/, "Ne rien choisir~: $1"],
    [/^Delete row\(s\): (.+)$/, "Retirer des lignes~: $1"],
  ],
};

const CHARTS = {
  words: {
    "Show data": "Montrer les données",
    "Show chart": "Montrer le graphique",
    "Download as PNG": "Télécharger l’image",
    "Copy Vega-Lite spec": "Copier la définition",
    "Metric": "Indicateur",
    "visualization": "graphique",
  },
  like: [
    [/^Show data: (.+)$/, "Montrer les données~: $1"],
    [/^Show chart: (.+)$/, "Montrer le graphique~: $1"],
    [/^Download as PNG: (.+)$/, "Télécharger l’image~: $1"],
    [/^Copy Vega-Lite spec: (.+)$/, "Copier la définition~: $1"],
  ],
};

// The parts of a date or an hour are typed in, but nobody can type these words there.
const PARTS = {
  within: "[role=spinbutton][data-type]",
  words: { "yyyy": "aaaa", "mm": "mm", "dd": "jj", "Empty": "Vide" },
  like: [
    [/^year, (.*)$/, "année, $1"],
    [/^month, (.*)$/, "mois, $1"],
    [/^day, (.*)$/, "jour, $1"],
    [/^hour, (.*)$/, "heure, $1"],
    [/^minute, (.*)$/, "minute, $1"],
    ...Object.entries(MONTHS).map(([english, french]) => [RegExp(`^(\\d+) – ${english}$`), `$1 – ${french}`]),
  ],
};

// A table draws its numbers with a comma, but tells a screen reader the bare number.
const CELLS = { within: "[data-testid=stDataFrame] [role=gridcell]", like: [[/^(-?\d+)\.(\d+)$/, "$1,$2"]] };

// Streamlit draws these inside our own text.
const HEADINGS = { within: "a[href^='#']", words: { "Link to heading": "Lien vers ce titre" } };

const CHART_ROOT = { within: ".vega-embed", words: { "visualization": "graphique" } };

const PAGES = {
  words: {
    "Pagination": "Pages de la liste",
    "Previous page": "Page précédente",
    "Next page": "Page suivante",
  },
};

const FILES = {
  words: {
    "Upload": "Téléverser",
    "Upload directories": "Téléverser des dossiers",
    "Add files": "Ajouter des fichiers",
    "Drag and drop a file here": "Glissez un fichier ici",
    "Drag and drop files here": "Glissez des fichiers ici",
    "Drag and drop directories here": "Glissez des dossiers ici",
    "Browse files": "Choisir un fichier",
    "Download failed": "Le téléchargement n’a pas réussi.",
    "Network error": "Le réseau ne répond pas.",
  },
  like: [
    [/^File must be (.+) or smaller\.$/, "Le fichier doit tenir en $1."],
    [/^(.+) files are not allowed\.$/, "Les fichiers $1 ne sont pas acceptés."],
    [/^Remove (.+)$/, "Retirer $1"],
  ],
};

const STATUS = {
  words: {
    "Running...": "En cours…",
    "Stop": "Arrêter",
    "Stopping...": "Arrêt…",
    "Rerun": "Actualiser",
    "Connecting": "Connexion…",
    "CONNECTING": "Connexion…",
    "Please wait...": "Un instant…",
    "Error": "Erreur",
    "Connection error": "La connexion est coupée",
    "Connection lost": "La connexion est coupée",
    "Connection closed": "La connexion est coupée",
    "Connection timed out.": "Le serveur tarde à répondre.",
    "Connection lost. Please wait for the app to reconnect, then try again.":
      "La connexion est coupée. Attendez qu’elle revienne, puis réessayez.",
    "Reconnected to server.": "La connexion est revenue.",
    "Streamlit server is not responding. Are you connected to the internet?":
      "Le serveur ne répond pas. Votre appareil est-il branché à Internet?",
    "Unable to connect to Streamlit server": "Le serveur ne répond pas",
    "Connecting to Streamlit server": "Connexion au serveur",
    "Is Streamlit still running? If you accidentally stopped Streamlit, just restart it in your terminal:":
      "Le serveur ne répond pas. La page reviendra dès qu’il répondra.",
    "Script execution error": "La page n’a pas pu s’afficher",
    "Your app is having trouble loading the component.": "Une partie de la page n’a pas pu être chargée.",
    "Cannot load Streamlit frontend code. This can happen when you update Streamlit while a Streamlit app is running.":
      "Une partie de la page n’a pas pu être chargée. Rechargez la page.",
    "Failed to process a Websocket message.": "Un message du serveur n’a pas été compris. Rechargez la page.",
    "Page not found": "Page introuvable",
    "The page that you have requested does not seem to exist": "Cette page n’existe pas.",
    "Try again": "Réessayer",
    "Retry": "Réessayer",
    "Request timed out": "Le serveur tarde à répondre.",
    "Unknown error": "Une erreur est survenue.",
    "Unknown Error": "Une erreur est survenue.",
    "Bad message format": "Un message du serveur n’a pas été compris",
  },
  like: [
    [/^The page that you have requested does not seem to exist\..*$/, "Cette page n’existe pas. Voici l’accueil."],
    [/^You have requested page (\S+), but no corresponding file was found.*$/, "La page $1 n’existe pas. Voici l’accueil."],
    [/^Connection failed with status (.+)$/, "La connexion n’a pas réussi ($1)."],
  ],
};

const MENU = {
  words: {
    "Settings": "Réglages",
    "Theme": "Apparence",
    "Choose app theme": "Choisir l’apparence",
    "System": "Comme l’appareil",
    "Use system setting": "Comme l’appareil",
    "Light": "Claire",
    "Dark": "Sombre",
    "Custom Theme Auto": "Comme l’appareil",
    "Custom Theme Light": "Claire",
    "Custom Theme Dark": "Sombre",
    "Print": "Imprimer",
    "About": "À propos",
    "Get help": "Aide",
    "Report a bug": "Signaler un problème",
    "Record a screencast": "Filmer l’écran",
    "Record screen": "Filmer l’écran",
    "Wide mode": "Pleine largeur",
    "Clear cache": "Vider la mémoire",
    "Auto rerun": "Actualiser sans attendre",
  },
};

const unbreakable = (text) => text.replaceAll("~", "\u00a0");
const written = ({ within, words = {}, like = [] }) => ({
  within,
  words: Object.entries(words).map(([english, french]) => [english, unbreakable(french)]),
  like: like.map(([pattern, french]) => [pattern, unbreakable(french)]),
});

export const WORDS = [
  EVERYWHERE, CHOICES, FIELDS, DATES, PARTS, CELLS, TABLES, CHARTS, CHART_ROOT, HEADINGS, PAGES, FILES, STATUS, MENU,
].map(written);
