/** Why a proof does not hold. The names are those of the C# verifier, so that both say the same of one input. */
export type ProofFault =
  | 'Missing' | 'RootSize' | 'KeySize' | 'ValueSize' | 'HashSize' | 'TooLong' | 'StepOrder' | 'StepDirection' | 'EntryOrder' | 'Ambiguous'
  | 'WitnessIsClaimed' | 'WitnessElsewhere' | 'IndexOutOfTree' | 'RootMismatch';
