import { SectionState, type Section } from '@ledger/client/gen/ledger/v1/tender_pb.js';
import { term } from './vocabulary.js';

/** A section's state at a time of the chain: CLOSED is not written, it follows from the opening time (docs/spec/tender.md). */
export function stateNow({ state, openingTime }: Section, time: bigint): SectionState {
  const isOpen = state === SectionState.ANNOUNCED || state === SectionState.POSTPONED;
  return isOpen && time >= openingTime ? SectionState.CLOSED : state;
}

export const sectionState = (state: SectionState) => term('SectionState', SectionState[state]);

/** The colour that goes with a state's word. */
export function tone(state: SectionState): string {
  switch (state) {
    case SectionState.FAILED:
    case SectionState.TERMINATED:
      return 'bad';
    case SectionState.OPENING:
    case SectionState.PAUSED:
    case SectionState.CLOSED:
      return 'warn';
    case SectionState.CONTRACTED:
    case SectionState.AWARDED:
      return 'ok';
    default:
      return '';
  }
}
