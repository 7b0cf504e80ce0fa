/** The checks of a guarantee's passport in their order, by the names of docs/spec/passport.md. */
export const checkNames = [
  'format', 'genesis', 'validator-chain', 'quorum-certificate', 'state-proof', 'transaction-inclusion', 'issuer-signature', 'issuer-certificate',
  'as-of-status', 'commitment', 'terms',
] as const;

export type CheckName = (typeof checkNames)[number];

/**
 * What became of a check: `untrusted` – of a chain or validators that this reader does not know; `newer` – of a format after the one read here;
 * `notReached` – one before it failed; `notJudged` – by no program of this kind.
 */
export type CheckOutcome = 'passed' | 'failed' | 'untrusted' | 'newer' | 'notApplicable' | 'notJudged' | 'notReached';

export interface PassportCheck {
  name: CheckName;
  outcome: CheckOutcome;
  /** The values that mattered, for people; may be empty. */
  detail: string;
}

/** The checks as they come; those that nobody came to were not reached. */
export class CheckList {
  private readonly done = new Map<CheckName, PassportCheck>();

  /** Enters what became of a check; the first entry stands. */
  enter(name: CheckName, outcome: CheckOutcome, detail = ''): void {
    if (!this.done.has(name)) {
      this.done.set(name, { name, outcome, detail });
    }
  }

  /** Takes back that a check passed: a later one found what it lacks. */
  fail(name: CheckName, detail: string): void {
    this.done.set(name, { name, outcome: 'failed', detail });
  }

  /** Enters a failure where something is wrong, and otherwise that the check passed; whether it did. */
  judge(name: CheckName, wrong: string | null, detail = ''): boolean {
    this.enter(name, wrong === null ? 'passed' : 'failed', wrong ?? detail);
    return wrong === null;
  }

  toList(): PassportCheck[] {
    return checkNames.map((name) => this.done.get(name) ?? { name, outcome: 'notReached', detail: '' });
  }
}
