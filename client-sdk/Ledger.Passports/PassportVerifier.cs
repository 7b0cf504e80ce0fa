using Ledger.Crypto.Signatures;
using Ledger.Passports.Credentials;
using Ledger.Passports.Guarantees;
using Ledger.Passports.Verification;
using Ledger.Protocol;
using Ledger.Protocol.V1;

namespace Ledger.Passports;

/// <summary>
/// Checks passports offline, from nothing but the trusted chain. Takes any bytes without throwing; work is bounded by <see
/// cref="PassportLimits"/>. Cheap checks come first, and what a failed check leaves without ground is not reached. Safe for use by several
/// threads.
/// </summary>
/// <param name="trust">The chain.</param>
public sealed class PassportVerifier(PassportTrust trust)
{
    private readonly SignatureVerifier _verifier = new();

    /// <summary>Checks a passport's file. A credential's is valid only for whoever asked for it: give the request.</summary>
    public PassportReport Verify(ReadOnlyMemory<byte> file) => Verify(file, asked: null);

    /// <summary>Checks a passport's file.</summary>
    /// <param name="file">The bytes.</param>
    /// <param name="asked">The reader's own request, which a credential must answer; of no matter for a guarantee.</param>
    public PassportReport Verify(ReadOnlyMemory<byte> file, PassportRequest? asked)
    {
        var checks = new CheckList(PassportCheckNames.All);
        if (!PassportFile.TryRead(file, out var passport, out var error))
        {
            checks.Fail(PassportCheckNames.Format, error);
            return new PassportReport(checks.ToList(), null, null);
        }

        checks = new CheckList(
            passport.Kind == PassportKind.Credential ? PassportCheckNames.OfCredential : PassportCheckNames.All);
        checks.Pass(PassportCheckNames.Format, $"{file.Length} bytes");
        return FindGenesis(passport, checks) is { } genesis
            ? Verify(passport, genesis, checks, asked)
            : new PassportReport(checks.ToList(), null, null);
    }

    private GenesisFile? FindGenesis(Passport passport, CheckList checks)
    {
        if (!Digest.TryRead(passport.ChainId.Span, out var chainId) || chainId != trust.ChainId)
        {
            checks.Fail(
                PassportCheckNames.Genesis,
                $"it is a passport of chain " +
                $"{Convert.ToHexStringLower(passport.ChainId.Span[..Math.Min(passport.ChainId.Length, Digest.Bytes)])}, trusted is " +
                $"{trust.ChainId}");
            return null;
        }

        var genesis = trust.Find(passport.Genesis.Memory, out var error);
        _ = genesis is null ? checks.Fail(PassportCheckNames.Genesis, error) : checks.Pass(PassportCheckNames.Genesis, $"chain {chainId}");
        return genesis;
    }

    private PassportReport Verify(Passport passport, GenesisFile genesis, CheckList checks, PassportRequest? asked)
    {
        var walk = new BlockWalk(genesis, _verifier, checks);
        if (walk.Walk(passport) is not { } blocks)
        {
            return new PassportReport(checks.ToList(), null, null, genesis.IsRehearsal);
        }

        if (passport.Kind == PassportKind.Credential)
        {
            var credential = new CredentialChecks(genesis, _verifier, checks, asked).Run(passport, blocks[^1]);
            return new PassportReport(checks.ToList(), walk.Checkpoint, null, genesis.IsRehearsal, credential);
        }

        var guarantee = InclusionCheck.Run(blocks, genesis, checks, out var transactions)
            ? new GuaranteeChecks(genesis.Hasher, _verifier, checks).Run(passport, blocks[^1], transactions)
            : null;
        return new PassportReport(checks.ToList(), walk.Checkpoint, guarantee, genesis.IsRehearsal);
    }
}
