global using SecretScalar = Ledger.Crypto.Groups.Residue<Ledger.Crypto.Groups.Sm2Order>;
