using Google.Protobuf;
using Ledger.Contracts.Account;
using Ledger.Contracts.Membership;
using Ledger.Contracts.Tender;
using Ledger.Crypto;
using Ledger.Protocol;
using Ledger.Protocol.V1;

namespace Ledger.Contracts;

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
        WriteAnchors(genesis, state, errors);
        WriteCertificates(genesis, state, errors);
        WriteBondCaps(genesis, state, errors);
        return errors.Count == 0
            ? state.Entries
            : throw new InvalidDataException($"The genesis file is not consistent:{Environment.NewLine}{string.Join(Environment.NewLine, errors)}");
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
                var subject = RegisterSubjectHandler.Build(member.Uscc, member.Name, genesis.Content.Time);
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

            if (MembershipTables.Members.Read(state, MembershipTables.Members.Key(validator.MemberUscc)) is not { Active: true })
            {
                errors.Add($"{name}: its owner {FieldRules.Quote(validator.MemberUscc)} is not an active member.");
            }
        }

        MembershipTables.Validators.Write(state, ValidatorSets.Key, set);
    }

    private static void WriteAnchors(GenesisFile genesis, GenesisWriter state, List<string> errors)
    {
        foreach (var (index, der) in genesis.Content.CertificateAnchors.Index())
        {
            if (AnchorRegistry.Defect(state, genesis.Hasher, der.Memory) is { } defect)
            {
                errors.Add($"Certificate anchor {index}: {defect}");
                continue;
            }

            var (key, anchor) = AnchorRegistry.Enter(state, genesis.Hasher, der, genesis.Content.Time);
            AccountTables.Anchors.Write(state, key, anchor);
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

        if (CertificateRules.Owner(certificate, out var uscc) is { IsRefused: true } noOwner)
        {
            return noOwner.Detail;
        }

        if (state.Get(MembershipTables.Members.Key(uscc)) is null)
        {
            return $"It belongs to {uscc}, which is no member.";
        }

        if (CertificateRules.Check(certificate, state, genesis.Hasher, verifier, genesis.Content.Time) is { IsRefused: true } refused)
        {
            return refused.Detail;
        }

        var id = CertificateId.Compute(genesis.Hasher, der.Span).ToArray();
        var key = AccountTables.Certificates.Key(id);
        if (state.Get(key) is not null)
        {
            return "It is listed twice.";
        }

        AccountTables.Certificates.Write(state, key, RegisterCertificateHandler.Build(certificate, uscc, genesis.Content.Time));
        AccountTables.CertificateDers.Write(state, AccountTables.CertificateDers.Key(id), new CertificateDer { Der = der });
        return null;
    }

    private static void WriteBondCaps(GenesisFile genesis, GenesisWriter state, List<string> errors)
    {
        foreach (var (index, cap) in genesis.Content.BondCaps.Index())
        {
            if (BondCaps.Check(cap) is { IsRefused: true } refused)
            {
                errors.Add($"Bond cap {index}: {refused.Detail}");
                continue;
            }

            var schedule = BondCaps.WithCap(state, cap, out var key);
            TenderTables.BondCaps.Write(state, key, schedule);
        }
    }
}
