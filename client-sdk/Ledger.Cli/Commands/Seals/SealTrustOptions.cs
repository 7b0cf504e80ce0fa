using System.CommandLine;
using Ledger.Certificates.Paths;
using Ledger.Cli.Commands.Authorities;
using Ledger.Crypto.Signatures;
using Ledger.Seals;

namespace Ledger.Cli.Commands.Seals;

/// <summary>The anchors of signers and of seal makers, from folders as <c>ledger ca check</c> takes them.</summary>
internal sealed class SealTrustOptions
{
    private readonly Option<string?> _trust = new("--trust")
    {
        Description =
            "A folder of the signers' authorities, as `ledger ca check` takes it. Without it no path is checked, and no verdict is valid.",
        HelpName = "DIR",
    };
    private readonly Option<string?> _makers = new("--makers")
    {
        Description = "A folder of the seal makers' authorities (制章机构); those of --trust otherwise.",
        HelpName = "DIR",
    };
    private readonly Option<bool> _requireLists = new("--require-crl")
    {
        Description =
            "Refuse a certificate that no revocation list covers, or of which a list that was given and cannot be used may speak.",
    };

    internal void AddTo(CliCommand command)
    {
        command.Add(_trust);
        command.Add(_makers);
        command.Add(_requireLists);
    }

    /// <summary>The options with the trust that was asked for, and what was given with it and cannot be used.</summary>
    internal (SealVerificationOptions Options, IReadOnlyList<string> Warnings) Apply(Invocation invocation, SealVerificationOptions options)
    {
        var verifier = new SignatureVerifier();
        var validator = new PathValidator(verifier, new CertificateSignatureCache());
        var trust = Folder(invocation.Value(_trust), validator);
        var makers = Folder(invocation.Value(_makers), validator);
        var lists = new GivenLists(invocation, verifier, trust);
        var makerLists = makers is null ? lists : new GivenLists(invocation, verifier, makers);
        var with = options with
        {
            SignerTrust = Of(invocation, trust, lists, validator, CertificateUsage.Seal),
            MakerTrust = Of(invocation, makers ?? trust, makerLists, validator, CertificateUsage.Any),
            TimeStampTrust = Of(invocation, trust, lists, validator, CertificateUsage.Any),
        };
        return (with, [.. lists.Warnings, .. makers is null ? [] : makerLists.Warnings]);
    }

    private static TrustFolder? Folder(string? path, PathValidator validator) => path is null ? null : TrustFolder.Read(path, validator);

    private PathTrust? Of(Invocation invocation, TrustFolder? folder, GivenLists lists, PathValidator validator, CertificateUsage usage) =>
        folder is null
        ? null
        : new PathTrust(validator, folder.Anchors, folder.Intermediates, new PathOptions
        {
            AtMs = 0,
            Usage = usage,
            Floor = folder.Floor,
            Revocation = lists.Source,
            RequireRevocation = invocation.Value(_requireLists),
        });
}
