/** Parts of texts in one language: slots with their alternatives, sentences of poison by family, harmless sentences in the same words. */
export interface Phrases {
  /** First sentences; without them those of real descriptions are taken. */
  readonly openings?: readonly string[];
  readonly slots: Readonly<Record<string, readonly string[]>>;
  readonly poison: Readonly<Record<string, readonly string[]>>;
  readonly harmless: readonly string[];
}

export interface Composed {
  readonly text: string;
  readonly family: string;
  readonly poisoned: boolean;
  readonly language: string;
}

/** Texts made of each sentence. Orders have slots to fill; harmless sentences only stand behind different openings. */
const PER_ORDER = 6;
const PER_HARMLESS = 3;
const SEED = 20260614;

/**
 * Sentences of poison behind the openings of real descriptions, and harmless sentences that share their words. The same every time:
 * alternatives are drawn by a generator of fixed seed.
 * @param languages phrases by language
 * @param openings first sentences of real descriptions, in English
 */
export function compose(languages: Readonly<Record<string, Phrases>>, openings: readonly string[]): Composed[] {
  const random = generator(SEED);
  return Object.entries(languages).flatMap(([language, phrases]) =>
    composeIn(phrases, phrases.openings ?? openings, random).map((one) => ({ ...one, language })),
  );
}

function composeIn({ slots, poison, harmless }: Phrases, openings: readonly string[], random: () => number): Omit<Composed, "language">[] {
  const pick = (list: readonly string[]): string => list[Math.floor(random() * list.length)] as string;
  const fill = (sentence: string): string =>
    sentence.replace(/\{(\w+)\}/g, (slot, name: string) => {
      const list = slots[name.toLowerCase()];
      if (list === undefined) throw new Error(`phrases.yml: there is no slot ${slot}`);
      return /^[A-Z]/.test(name) ? capital(pick(list)) : pick(list);
    });
  const behind = (sentence: string) => `${pick(openings)} ${capital(fill(sentence))}`;
  // Descriptions of arguments often are one sentence: every third text has no opening.
  const several = (sentence: string, times: number) =>
    Array.from({ length: times }, (_, i) => (i % 3 === 2 ? capital(fill(sentence)) : behind(sentence)));
  return [
    ...Object.entries(poison).flatMap(([family, sentences]) =>
      sentences.flatMap((sentence) => several(sentence, PER_ORDER).map((text) => ({ text, family, poisoned: true }))),
    ),
    ...harmless.flatMap((sentence) => several(sentence, PER_HARMLESS).map((text) => ({ text, family: "composed", poisoned: false }))),
  ];
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** Linear congruential generator (Numerical Recipes): the same order on every machine. */
function generator(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}
