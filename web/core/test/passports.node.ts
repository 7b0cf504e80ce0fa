import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { GuaranteeState } from '../src/gen/ledger/v1/guarantee_pb.js';
import { readGenesis, verifyPassport, type CheckOutcome, type PassportReport } from '../src/index.js';
import { flips } from './flips.js';

/** What tests/Ledger.Web.Tests/PassportCases.cs wrote: passports, genuine and forged, with what the C# verifier says of each. */
interface Case {
  name: string;
  file: string;
  genesis: string;
  checks: Record<string, string>;
  failure: string | null;
  state: string | null;
  amount: string | null;
}

const folder = process.env['LEDGER_PASSPORTS']!;
const cases: Case[] = JSON.parse(readFileSync(join(folder, 'cases.json'), 'utf8'));
const bytes = (name: string) => new Uint8Array(readFileSync(join(folder, name)));
const verify = ({ file, genesis }: Case) => verifyPassport(readGenesis(bytes(genesis)), bytes(file));

const failures: CheckOutcome[] = ['failed', 'untrusted', 'newer'];
const failureOf = ({ checks }: PassportReport) => checks.find(({ outcome }) => failures.includes(outcome))?.name ?? null;
const find = (name: string) => cases.find((one) => one.name === name)!;

describe('a passport', () => {
  it.each(cases)('$name: judged as the C# verifier judges it', async (one) => {
    const report = await verify(one);
    expect(failureOf(report)).toBe(one.failure);
    if (one.failure === null) {
      expect(report).toMatchObject({ whole: 'yes', recognised: 'yes' });
      for (const { name, outcome } of report.checks.filter((check) => check.outcome !== 'notJudged')) {
        expect([name, one.checks[name]]).toEqual([name, outcome === 'notApplicable' ? 'not-applicable' : outcome === 'passed' ? 'pass' : outcome]);
      }
      expect(GuaranteeState[report.guarantee!.state]).toBe(one.state!.replace(/(?<=[a-z])[A-Z]/g, '_$&').toUpperCase());
      expect(report.guarantee!.terms?.amountFen.toString() ?? null).toBe(one.amount);
    } else {
      expect([report.whole, report.recognised]).not.toEqual(['yes', 'yes']);
    }
  });

  it('answers three questions apart', async () => {
    expect(await verify(find('revoked as it signed'))).toMatchObject({ whole: 'yes', recognised: 'no' });
    expect(await verify(find('sealed, over changes of validators'))).toMatchObject({ whole: 'yes', recognised: 'yes', inForce: 'unknown' });
    expect(await verify(find('another chain'))).toMatchObject({ whole: 'untrusted', recognised: 'unknown', inForce: 'unknown' });
    expect(await verify(find('swapped terms'))).toMatchObject({ whole: 'no', inForce: 'unknown' });
  });

  it('is none any more with one bit turned over', async () => {
    const { file, genesis } = find('revealed');
    const trusted = readGenesis(bytes(genesis));
    const whole = bytes(file);
    for (let i = 0; i < 2 * flips; i++) {
      const forged = whole.slice();
      forged[Math.floor((i * whole.length) / (2 * flips))]! ^= 1 << (i % 8);
      const { whole: isWhole, recognised } = await verifyPassport(trusted, forged);
      expect([i, isWhole === 'yes' && recognised === 'yes']).toEqual([i, false]);
    }
  });
});
