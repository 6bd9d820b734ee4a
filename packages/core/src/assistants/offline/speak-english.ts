/**
 * A goal in German, French or Spanish with the few words in English that the readers of lists look for. Names stay as they are said.
 * An English goal stays whole.
 */
export function speakEnglish(goal: string): string {
  const foreign = languages.find(({ signs }) => (goal.match(signs)?.length ?? 0) >= 2);
  return foreign ? foreign.words.reduce((text, [word, english]) => text.replaceAll(word, english), goal) : goal;
}

const languages: readonly { signs: RegExp; words: readonly (readonly [RegExp, string])[] }[] = [
  {
    signs:
      /(?<!\p{L})(?:und|mit|für|wir|ein|eine|einen|ist|sind|bitte|oder|soll|kalender|felder|termine|brauchen|uhr|ohne)(?!\p{L})/giu,
    words: [
      [/(?<!\p{L})kalendern?(?!\p{L})/giu, 'calendars'],
      [/(?<!\p{L})(?:benutzerdefinierte |eigene )?felder(?!\p{L})/giu, 'fields'],
      [/(?<!\p{L})(?:stufen|phasen)(?!\p{L})/giu, 'stages'],
      [/(?<!\p{L})(?:schlagworte|schlagwörter)(?!\p{L})/giu, 'tags'],
      [/(?<!\p{L})und(?!\p{L})/giu, 'and'],
      [/(?<!\p{L})für(?!\p{L})/giu, 'for'],
      [/(?<!\p{L})ohne(?!\p{L})/giu, 'without'],
      [/(?<!\p{L})kein(?:e|en)?(?!\p{L})/giu, 'no'],
      [/(?<!\p{L})mit(?!\p{L})/giu, 'with'],
      [/(?<!\p{L})minuten(?!\p{L})/giu, 'minutes'],
      [/(?<!\p{L})(?:pro|im) monat(?!\p{L})/giu, 'a month'],
      [/(?<!\p{L})(?:pro|im) jahr(?!\p{L})/giu, 'a year'],
    ],
  },
  {
    signs:
      /(?<!\p{L})(?:et|pour|avec|une|des|les|du|nous|sont|est|calendriers?|champs|étiquettes|aussi|sans|au)(?!\p{L})/giu,
    words: [
      [/(?<!\p{L})calendriers?(?!\p{L})/giu, 'calendars'],
      [/(?<!\p{L})champs?(?!\p{L})/giu, 'fields'],
      [/(?<!\p{L})étiquettes?(?!\p{L})/giu, 'tags'],
      [/(?<!\p{L})étapes(?!\p{L})/giu, 'stages'],
      [/(?<!\p{L})produits?(?!\p{L})/giu, 'products'],
      [/(?<!\p{L})et(?!\p{L})/giu, 'and'],
      [/(?<!\p{L})pour(?!\p{L})/giu, 'for'],
      [/(?<!\p{L})sans(?!\p{L})/giu, 'without'],
      [/(?<!\p{L})avec(?!\p{L})/giu, 'with'],
      [/(?<!\p{L})par mois(?!\p{L})/giu, 'a month'],
      [/(?<!\p{L})par an(?!\p{L})/giu, 'a year'],
    ],
  },
  {
    signs:
      /(?<!\p{L})(?:y|con|para|los|las|una|del|el|la|de|queremos|calendarios?|campos|etiquetas|sin|tenemos)(?!\p{L})/giu,
    words: [
      [/(?<!\p{L})calendarios?(?: de)?(?!\p{L})/giu, 'calendars'],
      [/(?<!\p{L})campos(?: personalizados)?(?!\p{L})/giu, 'fields'],
      [/(?<!\p{L})etiquetas(?!\p{L})/giu, 'tags'],
      [/(?<!\p{L})etapas(?!\p{L})/giu, 'stages'],
      [/,?\s+(?:y\s+)?un producto(?=\s)/giu, '. Product'],
      [/(?<!\p{L})productos(?!\p{L})/giu, 'products'],
      [/(?<=\s)y(?=\s)/giu, 'and'],
      [/(?<!\p{L})para(?!\p{L})/giu, 'for'],
      [/(?<!\p{L})sin(?!\p{L})/giu, 'without'],
      [/(?<!\p{L})con(?!\p{L})/giu, 'with'],
      [/(?<!\p{L})de (?=\d)/giu, ''],
      [/(?<!\p{L})dólares(?!\p{L})/giu, 'dollars'],
      [/(?<!\p{L})minutos(?!\p{L})/giu, 'minutes'],
      [/(?<!\p{L})al mes(?!\p{L})/giu, 'a month'],
      [/(?<!\p{L})al año(?!\p{L})/giu, 'a year'],
    ],
  },
];
