global using SecretPoint = Ledger.Crypto.Groups.CurvePoint<Ledger.Crypto.FastSm2.FieldElement>;
global using SecretScalar = Ledger.Crypto.Groups.Residue<Ledger.Crypto.Groups.Sm2Order>;
