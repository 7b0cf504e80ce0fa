using System.CommandLine;
using Ledger.Cli.Client;
using Ledger.Cms;
using Ledger.Crypto.Signatures;
using Ledger.Seals;
using FileOptions = Ledger.Cli.Client.FileOptions;

namespace Ledger.Cli.Commands.Seals;

internal sealed class SealVerifyCommand : CliCommand
{
    private readonly Argument<string[]> _files = FileOptions.Files(
        "OFD or PDF documents, seal signatures (SES_Signature), or seals (SESeal).");
    private readonly Option<string?> _content = FileOptions.Content();
    private readonly Option<long?> _at = TypedOption.MaybeTime("--at", "For a seal by itself: could it be used then? Now otherwise.");
    private readonly Option<string?> _party = new("--acting-party")
    {
        Description = "The unified social credit code of the party that must have sealed.",
        HelpName = "USCC",
    };
    private readonly Option<string?> _revoked = new("--revoked-seals")
    {
        Description = "A file with the numbers of revoked seals, one on each line.",
        HelpName = "FILE",
    };
    private readonly Option<bool> _stamped = new("--require-time-stamp") { Description = "A signature without a time stamp fails." };
    private readonly Option<bool> _raw = FileOptions.RawSignatures();
    private readonly SealTrustOptions _trust = new();

    internal SealVerifyCommand(CliContext context)
        : base(
            "verify",
            "Make the ten checks on seals, each reported by its name. The verdict is valid only with --trust; without it, signature-valid.",
            "ledger seal verify contract.pdf bid.ofd --trust authorities --makers makers --json")
    {
        Add(_files);
        foreach (var option in (ReadOnlySpan<Option>)[_content, _at, _party, _revoked, _stamped, _raw])
        {
            Add(option);
        }

        _trust.AddTo(this);
        Does(context, (invocation, _) => Task.FromResult(Verify(invocation)));
    }

    private int Verify(Invocation invocation)
    {
        var profile = new CmsProfile { RawSm2Signatures = invocation.Value(_raw) };
        var revoked = invocation.Value(_revoked) is { } list
            ? EncodedFile.ReadText(list).Split('\n').Select(line => line.Trim()).ToHashSet(StringComparer.Ordinal)
            : null;
        var (options, warnings) = _trust.Apply(invocation, new SealVerificationOptions
        {
            SignerProfile = profile,
            RequireTimeStamp = invocation.Value(_stamped),
            ActingParty = invocation.Value(_party),
            IsSealRevoked = revoked is null ? null : (id, _) => revoked.Contains(id),
        });
        var verification = new SealFileVerification(
            new SealVerifier(new SignatureVerifier(), options),
            invocation.Value(_content) is { } content ? EncodedFile.ReadAll(content) : null,
            invocation.Value(_at) ?? invocation.Now);
        var code = ExitCode.Done;
        foreach (var file in invocation.Value(_files))
        {
            var (hasNoFailure, document) = verification.Verify(file);
            document["warnings"] = Datum.List(warnings);
            code = hasNoFailure ? code : ExitCode.NotVerified;
            invocation.Report.ShowVerdict(document, "checks", ["number", "check", "outcome", "reason"]);
        }

        return code;
    }
}
