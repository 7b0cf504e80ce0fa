/** `@ledger/client`: reads a Ledger chain through a node that nobody need trust. Specification: docs/spec. */
export * from './bytes.js';
export { algorithm, verify, type SignatureVerdict } from './crypto/verify.js';
export { sm3 } from './crypto/sm3.js';
export { suiteOf, type Suite } from './crypto/suite.js';
export { readGenesis, type GenesisFile } from './format/genesis.js';
export { readHeader, headerHash, type BlockHeader } from './format/header.js';
export { Roster } from './format/roster.js';
export type { CarriedTransaction } from './format/transaction.js';
export { guaranteeStateAt, isInForce } from './guarantee.js';
export { KeptAnswers } from './kept.js';
export { NodeSource, RefusedError, UnreachableError, type Answers } from './node/source.js';
export { checkNames, type CheckName, type CheckOutcome, type PassportCheck } from './passport/checks.js';
export { passportBytesMax, passportMagic } from './passport/file.js';
export { isPdf, passportsIn, pdfBytesMax } from './passport/pdf.js';
export { verifyPassport, type PassportAnswer, type PassportReport } from './passport/verify.js';
export {
  LedgerReader, readKey, show, type ProvenBlock, type ProvenEvent, type ProvenHead, type ProvenList, type ProvenTransaction, type ProvenValue,
} from './reader.js';
export { table, tables, type StateTable } from './tables.js';
export type { FinalHeader } from './trust/chain.js';
export { VerificationError, type FailureKind, type Verdict } from './trust/failure.js';
