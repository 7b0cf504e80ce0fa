using System.CommandLine;
using Ledger.Cli.Commands.Authorities;
using Ledger.Crypto;
using Ledger.Seals;

namespace Ledger.Cli.Commands.Seals;

/// <summary>The anchors of signers and of seal makers, from folders as <c>ledger ca check</c> takes them.</summary>
internal sealed class SealTrustOptions
{
    private readonly Option<string?> _trust = new("--trust") { Description = "A folder of the signers' authorities, as `ledger ca check` takes it. Without it no path is checked, and no verdict is valid.", HelpName = "DIR" };
    private readonly Option<string?> _makers = new("--makers") { Description = "A folder of the seal makers' authorities (制章机构); those of --trust otherwise.", HelpName = "DIR" };
    private readonly Option<bool> _requireLists = new("--require-crl") { Description = "Refuse a certificate that no revocation list covers." };

    internal void AddTo(CliCommand command)
    {
        command.Add(_trust);
        command.Add(_makers);
        command.Add(_requireLists);
    }

    internal SealVerificationOptions Apply(Invocation invocation, SealVerificationOptions options)
    {
        var verifier = new SignatureVerifier();
        var validator = new PathValidator(verifier, new CertificateSignatureCache());
        var trust = Folder(invocation, invocation.Value(_trust), validator);
        var makers = Folder(invocation, invocation.Value(_makers), validator) ?? trust;
        return options with
        {
            SignerTrust = Of(invocation, trust, validator, verifier, CertificateUsage.Seal),
            MakerTrust = Of(invocation, makers, validator, verifier, CertificateUsage.Any),
            TimeStampTrust = Of(invocation, trust, validator, verifier, CertificateUsage.Any),
        };
    }

    private static TrustFolder? Folder(Invocation invocation, string? path, PathValidator validator)
    {
        var folder = path is null ? null : TrustFolder.Read(path, validator);
        foreach (var warning in folder?.Warnings ?? [])
        {
            invocation.Context.Error.WriteLine(warning);
        }

        return folder;
    }

    private PathTrust? Of(Invocation invocation, TrustFolder? folder, PathValidator validator, SignatureVerifier verifier, CertificateUsage usage) => folder is null
        ? null
        : new PathTrust(validator, folder.Anchors, folder.Intermediates, new PathOptions
        {
            AtMs = 0,
            Usage = usage,
            Floor = folder.Floor,
            Revocation = folder.RevocationLists.Count == 0 ? null : new RevocationListSource(verifier, folder.RevocationLists),
            RequireRevocation = invocation.Value(_requireLists),
        });
}
