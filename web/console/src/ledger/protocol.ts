import type { FailureKind, PassportReport, ProvenBlock, ProvenEvent, ProvenHead, ProvenList, ProvenTransaction, ProvenValue, Verdict } from '@ledger/client';

/** What a page asks of the worker, which reads and checks; each answer comes with the question's number. */
export interface Questions {
  open: { question: { chain: string | null; seen: bigint }; answer: Opened };
  get: { question: { key: Uint8Array; height: bigint }; answer: ProvenValue };
  list: { question: { prefix: Uint8Array; height: bigint; most: number }; answer: ProvenList };
  block: { question: { height: bigint }; answer: ProvenBlock };
  transaction: { question: { id: Uint8Array }; answer: ProvenTransaction | null };
  passport: { question: { file: Uint8Array }; answer: JudgedFile };
}

export type QuestionKind = keyof Questions;

/** A file that was judged: a passport itself, or a PDF that carries `found` of them. Of none, or of more than one, there is no report. */
export interface JudgedFile {
  pdf: boolean;
  found: number;
  report: PassportReport | null;
}

/** The chain that the worker reads. */
export interface Opened {
  chain: string;
  name: string;
  suite: string;
  rehearsal: boolean;
}

export interface Asked {
  number: number;
  kind: QuestionKind;
  question: unknown;
}

/** Why there is no answer that counts. */
export interface Failure {
  /** `checked`: a node answered, and what it said does not hold; `refused`: it refused by a rule; `unreachable`: it did not answer; `unknown`: it does not
   * know what was asked for, which proves nothing; `broken`: this page. */
  cause: 'checked' | 'refused' | 'unreachable' | 'unknown' | 'broken';
  verdict: Verdict;
  kind: FailureKind | string;
  message: string;
  rule?: { zh: string; en: string };
  remedy?: { zh: string; en: string };
}

export type Answered =
  | { number: number; answer: unknown }
  | { number: number; failure: Failure }
  | { head: ProvenHead | null; failure: Failure | null; events: ProvenEvent[]; askedAt: number };
