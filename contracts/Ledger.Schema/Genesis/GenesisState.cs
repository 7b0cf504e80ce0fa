using Google.Protobuf;
using Ledger.Certificates;
using Ledger.Crypto;
using Ledger.Crypto.Signatures;
using Ledger.Protocol;
using Ledger.Protocol.V1;
using Ledger.Schema.Account;
using Ledger.Schema.CaTrust;
using Ledger.Schema.Membership;

namespace Ledger.Schema;

/// <summary>The state at height 0, as the genesis file makes it. Every node and every auditor builds it alike.</summary>
public static class GenesisState
{
    /// <summary>Builds the state: full keys with their values, ascending by key.</summary>
    /// <exception cref="InvalidDataException">The genesis contradicts itself; the message lists everything that is wrong.</exception>
    public static IReadOnlyList<KeyValuePair<byte[], byte[]>> Build(GenesisFile genesis)
    {
        ArgumentNullException.ThrowIfNull(genesis);
        var state = new GenesisWriter();
        var errors = new List<string>();
        GenesisParameters.Write(genesis, state, errors);
        WriteMembers(genesis, state, errors);
        WriteValidators(genesis, state, errors);
        WriteReceiptKeys(genesis, state, errors);
        WriteTrust(genesis, state, errors);
        WriteCertificates(genesis, state, errors);
        GenesisTenderRules.Write(genesis, state, errors);
        GenesisCredentials.Write(genesis, state, errors);
        return errors.Count == 0
            ? state.Entries
            : throw new InvalidDataException(
                $"The genesis file is not consistent:{Environment.NewLine}{string.Join(Environment.NewLine, errors)}");
    }

    private static void WriteMembers(GenesisFile genesis, GenesisWriter state, List<string> errors)
    {
        foreach (var member in genesis.Content.Members)
        {
            var key = MembershipTables.Members.Key(member.Uscc);
            if (MemberRules.Check(member) is { IsRefused: true } refused)
            {
                errors.Add($"Member {FieldRules.Quote(member.Uscc)}: {refused.Detail}");
            }
            else if (state.Get(key) is not null)
            {
                errors.Add($"Member {member.Uscc} is listed twice.");
            }
            else
            {
                MembershipTables.Members.Write(state, key, member);
                var subject = SubjectRules.Build(member.Uscc, member.Name, genesis.Content.Time);
                AccountTables.Subjects.Write(state, AccountTables.Subjects.Key(member.Uscc), subject);
            }
        }
    }

    private static void WriteValidators(GenesisFile genesis, GenesisWriter state, List<string> errors)
    {
        var set = genesis.Validators.Set;
        foreach (var validator in set.Validators)
        {
            var name = $"Validator {FieldRules.Quote(validator.Name)}";
            if (FieldRules.Text(validator.Name, "The validator's name", ValidatorSets.NameCharsMax) is { IsRefused: true } badName)
            {
                errors.Add($"{name}: {badName.Detail}");
            }

            if (ValidatorSets.KeyDefect(genesis.Suite, validator.Algorithm, validator.PublicKey.Span) is { } defect)
            {
                errors.Add($"{name}: {defect}");
            }
            else
            {
                EnterKey(validator.Algorithm, validator.PublicKey, KeyPurpose.Validator, genesis, state);
            }

            if (MembershipTables.Members.Read(state, MembershipTables.Members.Key(validator.MemberUscc)) is not { Active: true })
            {
                errors.Add($"{name}: its owner {FieldRules.Quote(validator.MemberUscc)} is not an active member.");
            }
        }

        MembershipTables.Validators.Write(state, ValidatorSets.Key, set);
    }

    private static void WriteReceiptKeys(GenesisFile genesis, GenesisWriter state, List<string> errors)
    {
        foreach (var (index, entry) in genesis.Content.ReceiptKeys.Index())
        {
            var key = ReceiptKeys.Key(entry.Validator);
            if (ReceiptKeys.FormDefect(ScopeOf(genesis), entry.Key) is { } defect)
            {
                errors.Add($"Receipt key {index}: {defect}");
            }
            else if (!genesis.Validators.Set.Validators.Any(validator => validator.Id.Equals(entry.Validator)))
            {
                errors.Add($"Receipt key {index}: it is no validator's.");
            }
            else if (state.Get(key) is not null)
            {
                errors.Add($"Receipt key {index}: its validator has one before it.");
            }
            else
            {
                EnterKey(entry.Key.Algorithm, entry.Key.PublicKey, KeyPurpose.Receipts, genesis, state);
                MembershipTables.ReceiptKeys.Write(state, key, entry.Key);
            }
        }

        if (ReceiptKeys.DefectIn(state) is { } together)
        {
            errors.Add($"Receipt keys: {together}.");
        }
    }

    private static void EnterKey(uint algorithm, ByteString encoded, KeyPurpose purpose, GenesisFile genesis, GenesisWriter state) =>
        RegisteredKeys.Enter(new PublicKey((SignatureAlgorithm)algorithm, encoded.Span), purpose, state, genesis.Hasher);

    private static BlockScope ScopeOf(GenesisFile genesis) =>
        new(genesis.ChainId, genesis.Suite, genesis.Hasher, new SignatureVerifier(), 0, genesis.Content.Time, genesis.Content.RuleVersion);

    private static void WriteTrust(GenesisFile genesis, GenesisWriter state, List<string> errors)
    {
        var block = ScopeOf(genesis);
        foreach (var (index, der) in genesis.Content.CertificateAnchors.Index())
        {
            if (GenesisAuthorities.Enter(der, state, block) is { } defect)
            {
                errors.Add($"Certificate anchor {index}: {defect}");
            }
        }

        foreach (var (index, change) in genesis.Content.TrustChanges.Index())
        {
            if (TrustChanges.Genesis(change, state, block) is { } defect)
            {
                errors.Add($"Trust change {index}: {defect}");
            }
        }
    }

    private static void WriteCertificates(GenesisFile genesis, GenesisWriter state, List<string> errors)
    {
        var verifier = new SignatureVerifier();
        foreach (var (index, der) in genesis.Content.Certificates.Index())
        {
            if (WriteCertificate(der, genesis, state, verifier) is { } defect)
            {
                errors.Add($"Certificate {index}: {defect}");
            }
        }
    }

    private static string? WriteCertificate(ByteString der, GenesisFile genesis, GenesisWriter state, SignatureVerifier verifier)
    {
        if (!Certificate.TryParse(der.Memory, out var certificate, out var error))
        {
            return $"It cannot be read: {error}.";
        }

        var refused = CertificateRules.Judge(certificate, state, genesis.Hasher, verifier, genesis.Content.Time, out var record);
        if (refused.IsRefused)
        {
            return refused.Detail;
        }

        if (record!.Kind != CertificateKind.Signing)
        {
            return "It is for encryption; genesis registers signing certificates.";
        }

        if (state.Get(MembershipTables.Members.Key(record.Uscc)) is null)
        {
            return $"It belongs to {record.Uscc}, which is no member.";
        }

        var id = CertificateId.Compute(genesis.Hasher, der.Span);
        var key = AccountTables.Certificates.Key(id.ToArray());
        if (state.Get(key) is not null)
        {
            return "It is listed twice.";
        }

        AccountTables.Certificates.Write(state, key, record);
        RegisteredCertificates.Index(certificate, record, id, state, genesis.Hasher);
        return null;
    }
}
