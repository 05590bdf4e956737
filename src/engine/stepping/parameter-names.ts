/**
 * Which names a sentence takes out of its parameters, as its own text tells: `({ client, endpoint }) => …` takes two.
 * What a sentence does not take it does not depend on, so it can be asked once for all values of the rest.
 */

/** How the runtime itself tells the text of a function, whatever the function says of itself; a bound or wrapped one has none. */
const textOf = Reflect.get(Function.prototype, "toString") as () => string;

/**
 * The names that a function takes out of one of its parameters; null where the text does not tell, as for a parameter
 * that is not taken apart. A parameter that is not there has no names.
 */
export function namesTaken(sentence: (...values: any[]) => unknown, parameter: number): readonly string[] | null {
  const text = Reflect.apply(textOf, sentence, []);
  if (!text.startsWith("(")) return null;
  const given = parametersOf(text);
  if (given === null) return null;
  const one = given[parameter];
  if (one === undefined || one === "") return [];
  if (!one.startsWith("{") || !one.endsWith("}")) return null;
  const names = one.slice(1, -1).split(",").map((name) => name.trim()).filter((name) => name !== "");
  return names.every(isPlainName) ? names : null;
}

/** The parameters of an arrow function as text, or null when they hold more than plain lists of names. */
function parametersOf(text: string): string[] | null {
  const end = text.indexOf(")");
  const inside = text.slice(1, end);
  if (/[(=.[/\\]/.test(inside)) return null;
  const parameters: string[] = [];
  let [from, depth] = [0, 0];
  for (let i = 0; i <= inside.length; i++) {
    if (inside[i] === "{") depth++;
    if (inside[i] === "}") depth--;
    if (i < inside.length && (inside[i] !== "," || depth > 0)) continue;
    parameters.push(inside.slice(from, i).trim());
    from = i + 1;
  }
  return parameters;
}

function isPlainName(name: string): boolean {
  return Array.from(name).every((letter) => letter === "_" || letter === "$" || letter.toLowerCase() !== letter.toUpperCase()
    || (letter >= "0" && letter <= "9"));
}
