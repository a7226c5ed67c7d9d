// Streamlit's own English words, and what a Québec reader sees instead.
//
// Each group says where it holds (`within`, a selector; anywhere but in our own text when absent), whole
// texts (`words`), and texts with a changing part (`like`).

// Where the application's text and what people typed lie: never touched.
export const OURS = [
  "[data-testid=stMarkdownContainer]",
  "[data-testid=stText]",
  "[data-testid=stHtml]",
  "[data-testid=stTable]",
  "textarea",
  "[contenteditable=true]",
  "canvas",
  "svg",
  "pre",
].join(",");

export const WORDS = [
  {
    words: {
      "Skip to main content": "Aller au contenu principal",
      "Upload": "Téléverser",
      "(required)": "(obligatoire)",
      "Choose an option": "Choisissez une option",
      "Choose options": "Choisissez des options",
    },
  },
];
