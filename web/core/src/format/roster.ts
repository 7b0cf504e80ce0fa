import { compare, equal, toHex, u64 } from '../bytes.js';
import { digestBytes, type Suite } from '../crypto/suite.js';
import type { Validator, ValidatorSet } from '../gen/ledger/v1/block_pb.js';
import { tags, taggedHash } from './tags.js';

const validatorsMax = 128;
const powerMax = 1n << 32n;

/** A validator set made ready for checking votes. */
export class Roster {
  private readonly byId: Map<string, Validator>;

  private constructor(readonly set: ValidatorSet, readonly hash: Uint8Array, readonly totalPower: bigint) {
    this.byId = new Map(set.validators.map((validator) => [toHex(validator.id), validator]));
  }

  /** Null where the set is empty, too large, out of order, has a wrong id or a power outside 1 to 2^32. */
  static from(suite: Suite, set: ValidatorSet | undefined): Roster | null {
    const validators = set?.validators ?? [];
    if (!set || validators.length === 0 || validators.length > validatorsMax) {
      return null;
    }
    const parts: Uint8Array[] = [];
    let total = 0n;
    for (const [i, validator] of validators.entries()) {
      const { id, power } = validator;
      const inOrder = i === 0 || compare(validators[i - 1]!.id, id) < 0;
      if (id.length !== digestBytes || !inOrder || power < 1n || power > powerMax || !equal(id, idOf(suite, validator))) {
        return null;
      }
      parts.push(id, u64(power));
      total += power;
    }
    return new Roster(set, taggedHash(suite, tags.validators, ...parts), total);
  }

  find(id: Uint8Array): Validator | undefined {
    return this.byId.get(toHex(id));
  }

  /** Whether so many votes are more than 2/3 of all. */
  isQuorum(power: bigint): boolean {
    return power * 3n > this.totalPower * 2n;
  }
}

function idOf(suite: Suite, validator: Validator): Uint8Array {
  return taggedHash(suite, tags.validatorKey, Uint8Array.of(validator.algorithm), validator.publicKey);
}
