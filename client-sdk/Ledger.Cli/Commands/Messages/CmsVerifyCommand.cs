using System.CommandLine;
using Ledger.Cli.Client;
using Ledger.Cli.Commands.Authorities;
using Ledger.Cms;
using Ledger.Crypto.Signatures;
using FileOptions = Ledger.Cli.Client.FileOptions;

namespace Ledger.Cli.Commands.Messages;

internal sealed class CmsVerifyCommand : CliCommand
{
    private readonly Argument<string[]> _files = FileOptions.Files("Messages in DER, PEM or Base64.");
    private readonly Option<string?> _content = FileOptions.Content();
    private readonly Option<bool> _raw = FileOptions.RawSignatures();
    private readonly Option<bool> _mismatch = new("--data-type-mismatch")
    {
        Description =
            "The CA's profile: the signed content type may be PKCS#7 data where the message says GM/T 0010 data, and the other way round.",
    };
    private readonly PathCheckOptions _paths = new("Without it the signatures alone are checked, and no verdict is valid.");

    internal CmsVerifyCommand(CliContext context)
        : base(
            "verify",
            "Check the signatures of messages and, with --trust, the paths of those who signed, as `ledger ca check` does. The verdict " +
            "is valid only where both hold; without --trust it is signature-valid.",
            "ledger cms verify bid.p7s --content bid.pdf --trust authorities --at 2026-11-01T00:00:00Z --json")
    {
        Add(_files);
        Add(_content);
        Add(_raw);
        Add(_mismatch);
        _paths.AddTo(this);
        Does(context, (invocation, _) => Task.FromResult(Verify(invocation)));
    }

    private int Verify(Invocation invocation)
    {
        var verifier = new SignatureVerifier();
        var paths = _paths.Open(invocation);
        var profile = new CmsProfile { RawSm2Signatures = invocation.Value(_raw), DataTypeMismatch = invocation.Value(_mismatch) };
        ReadOnlyMemory<byte>? content = invocation.Value(_content) is { } path
            ? EncodedFile.ReadAll(path).AsMemory()
            : (ReadOnlyMemory<byte>?)null;
        var code = ExitCode.Done;
        foreach (var file in invocation.Value(_files))
        {
            var report = MessageReport.Of(file, content, verifier, profile, paths);
            code = report.HasNoFailure ? code : ExitCode.NotVerified;
            invocation.Report.ShowVerdict(report.ToJson(file), "signers", ["signer", "outcome", "reason", "path", "time"]);
        }

        return code;
    }
}
