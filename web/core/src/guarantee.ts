import { GuaranteeState, type Guarantee } from './gen/ledger/v1/guarantee_pb.js';

/** A guarantee's state at a time of the chain, UTC milliseconds: EXPIRED is never written, it follows from the end of the terms (docs/spec/guarantee.md). */
export function guaranteeStateAt({ state, terms }: Guarantee, time: bigint): GuaranteeState {
  const standing = state === GuaranteeState.REVEALED || state === GuaranteeState.REFUSED;
  return standing && terms && time > terms.validUntil ? GuaranteeState.EXPIRED : state;
}

/** Whether a guarantee in this state stands behind its bidder; null while it is sealed, when nobody can tell. */
export function isInForce(state: GuaranteeState): boolean | null {
  switch (state) {
    case GuaranteeState.ISSUED_SEALED:
      return null;
    case GuaranteeState.REVEALED:
    case GuaranteeState.CLAIMED:
    case GuaranteeState.REFUSED:
    case GuaranteeState.PAY_SUSPENDED:
      return true;
    default:
      return false;
  }
}
