import table from '../../../../docs/spec/refusals.md?raw';

interface Row {
  name: string;
  /** English, Chinese. */
  rule: string[];
  remedy: string[];
}

/** The one table of refusals, as the specification prints it. */
const refusals = new Map<number, Row>(table.split('\n').flatMap((line) => {
  const [, code, name, , rule, remedy] = line.split(/(?<!\\)\|/).map((cell) => cell.trim());
  return /^\d+$/.test(code ?? '') ? [[Number(code), { name: name!.replaceAll('`', ''), rule: rule!.split('<br>'), remedy: remedy!.split('<br>') }] as const] : [];
}));

export default refusals;
